//! What a new community gets from few phrasings: made-up ones about twelve trades, each of 25 entries.
//!
//! An entry gets some of its phrasings, and is asked with others.

use career_advisor::advisor::Advisor;
use career_advisor::encoder::Encoder;
use career_advisor::knowledge::{self, Folder, SourceFile};
use career_advisor::matching::Embeddings;
use jiff::civil::date;
use rstest::rstest;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// So many phrasings of each entry are learnt from.
const PHRASINGS: usize = 6;
/// So many others of each are asked, and so many near misses and messages of chatter.
const ASKED: usize = 3;
const OTHERS: usize = 20;

static ENCODER: LazyLock<Arc<Encoder>> = LazyLock::new(|| Arc::new(Encoder::load().unwrap()));

#[derive(Deserialize)]
struct Community {
    roles: Vec<Role>,
    entries: Vec<Entry>,
    /// Questions about the same occupations that no entry answers.
    near_misses: Vec<String>,
    chatter: Vec<String>,
}

#[derive(Deserialize)]
struct Role {
    id: String,
    name: String,
    aliases: Vec<String>,
}

#[derive(Deserialize)]
struct Entry {
    /// Full id.
    id: String,
    role: String,
    question: String,
    answer: String,
    phrasings: Vec<String>,
}

/// A role's file.
#[derive(Serialize)]
struct RoleFile<'a> {
    id: &'a str,
    name: &'a str,
    aliases: &'a [String],
    entry: Vec<WrittenEntry<'a>>,
}

#[derive(Serialize)]
struct WrittenEntry<'a> {
    id: &'a str,
    question: &'a str,
    also_asked: &'a [String],
    answer: &'a str,
}

impl<'a> WrittenEntry<'a> {
    fn new(entry: &'a Entry) -> Self {
        WrittenEntry {
            id: entry.id.split_once('/').unwrap().1,
            question: &entry.question,
            also_asked: &entry.phrasings[..PHRASINGS],
            answer: &entry.answer,
        }
    }
}

impl Community {
    fn load(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/communities/{name}.json"));
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    }

    fn advisor(&self) -> Advisor {
        let file = |role: &Role| {
            let entries = self.entries.iter().filter(|entry| entry.role == role.id);
            let entry = entries.map(WrittenEntry::new).collect();
            let text = RoleFile { id: &role.id, name: &role.name, aliases: &role.aliases, entry };
            SourceFile::new(format!("roles/{}.toml", role.id), toml::to_string(&text).unwrap())
        };
        let folder = Folder { files: self.roles.iter().map(file).collect(), problem: None };
        let knowledge = knowledge::check(&folder, None).knowledge.expect("a valid folder");
        let advisor = Advisor::new(knowledge, Box::new(|| date(2026, 11, 29)));
        advisor.learn(&mut Embeddings::new(Arc::clone(&ENCODER), HashMap::new()), |_, _| ());
        advisor
    }
}

#[rstest]
fn few_phrasings_answer_half_of_what_is_asked_and_little_wrongly(
    #[values(
        "accountant",
        "airline-pilot",
        "chef",
        "dental-hygienist",
        "electrician",
        "firefighter",
        "graphic-designer",
        "paralegal",
        "software-developer",
        "teacher",
        "veterinarian",
        "welder"
    )]
    name: &str,
) {
    let community = Community::load(name);
    let advisor = community.advisor();
    let shown = |question: &str| {
        let answer = advisor.ask(question, None).first.answer();
        answer.map(|entry| advisor.knowledge().entries[entry].id.to_string())
    };
    let (mut asked, mut right, mut wrong) = (0, 0, Vec::new());
    for entry in &community.entries {
        for question in &entry.phrasings[PHRASINGS..][..ASKED] {
            asked += 1;
            match shown(question) {
                Some(id) if id == entry.id => right += 1,
                Some(id) => wrong.push((question, id)),
                None => {}
            }
        }
    }
    let answered =
        |questions: &[String]| questions.iter().take(OTHERS).filter(|question| shown(question).is_some()).count();
    let (near, chatter) = (answered(&community.near_misses), answered(&community.chatter));
    println!(
        "{name}: {right} right and {} wrong of {asked}, {near} near misses and {chatter} of chatter answered",
        wrong.len()
    );
    assert!(right * 100 >= 40 * asked, "{right} of {asked}");
    assert!(wrong.len() * 100 <= 12 * asked, "{} of {asked}: {wrong:#?}", wrong.len());
    assert!(chatter * 10 <= OTHERS, "{chatter} of {OTHERS}");
}
