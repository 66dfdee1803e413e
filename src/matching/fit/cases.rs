//! Knowledge bases with questions that members may ask of them.

use crate::knowledge::model::KnowledgeBase;
use crate::knowledge::{self, Folder, SourceFile, read_folder};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// So many of the phrasings that an entry doesn't get are asked of it, and so many near misses and messages of chatter.
const ASKED: usize = 3;
const NEAR_MISSES: usize = 20;
const CHATTER: usize = 10;
/// So many questions are about another trade.
const STRANGE: usize = 6;

/// A made-up community about a trade.
#[derive(Deserialize)]
pub struct Community {
    roles: Vec<Role>,
    pub entries: Vec<Entry>,
    /// Questions about the trade that no entry answers.
    #[serde(default)]
    near_misses: Vec<String>,
    #[serde(default)]
    chatter: Vec<String>,
    /// Questions that others wrote than the phrasings: near misses come after the answerable ones, and chatter comes last.
    #[serde(default)]
    asked: Vec<Asked>,
}

#[derive(Deserialize, Serialize)]
struct Role {
    id: String,
    name: String,
    aliases: Vec<String>,
}

#[derive(Deserialize)]
pub struct Entry {
    /// Its full id.
    pub id: String,
    role: String,
    question: String,
    answer: String,
    pub phrasings: Vec<String>,
}

/// A question with the full ids of the entries that answer it; none where no entry does.
#[derive(Clone, Deserialize)]
pub struct Asked {
    pub ask: String,
    pub entries: Vec<String>,
}

/// What a community has written down.
#[derive(Clone, Copy)]
pub struct Written {
    /// So many phrasings an entry, beside its question.
    pub phrasings: usize,
    /// So many examples of near misses, and of chatter, out of scope.
    pub examples: usize,
    /// The entries have answers of their own, and not only a link to what is written elsewhere.
    pub answers: bool,
}

/// A knowledge base with questions.
pub struct Case {
    pub knowledge: KnowledgeBase,
    pub asked: Vec<Asked>,
}

/// Marsaglia's xorshift64 ('Xorshift RNGs', 2003).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(0x9E37_79B9_7F4A_7C15 ^ seed)
    }

    /// So many of the items, and the others.
    pub fn pick<T: Clone>(&mut self, items: &[T], count: usize) -> (Vec<T>, Vec<T>) {
        let mut items = items.to_vec();
        for at in (1..items.len()).rev() {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            items.swap(at, (self.0 % (at as u64 + 1)) as usize);
        }
        let rest = items.split_off(count.min(items.len()));
        (items, rest)
    }
}

/// A file of entries; those of no role have no head.
#[derive(Serialize)]
struct EntriesFile<'a> {
    #[serde(flatten)]
    role: Option<&'a Role>,
    entry: Vec<&'a WrittenEntry<'a>>,
}

#[derive(Serialize)]
struct WrittenEntry<'a> {
    id: &'a str,
    question: &'a str,
    also_asked: Vec<String>,
    answer: &'a str,
}

#[derive(Serialize)]
struct TopicsFile<'a> {
    topic: Vec<Topic<'a>>,
}

#[derive(Serialize)]
struct Topic<'a> {
    id: &'a str,
    examples: Vec<String>,
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn path(name: &str) -> PathBuf {
    project().join(name)
}

fn file(path: String, content: &impl Serialize) -> SourceFile {
    SourceFile::new(path, toml::to_string(content).unwrap())
}

impl Community {
    /// From a file of the project's.
    pub fn read(name: &str) -> Self {
        let text = fs::read_to_string(path(name)).unwrap();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The entries of several communities as those of no role.
    pub fn merged(communities: &[Self]) -> Self {
        let entry = |entry: &Entry| Entry {
            id: format!("faq/{}", entry.id.replace('/', "-")),
            role: String::new(),
            question: entry.question.clone(),
            answer: entry.answer.clone(),
            phrasings: entry.phrasings.clone(),
        };
        let all = || communities.iter();
        // Two of them may be about the same neighbouring role.
        let mut seen = HashSet::new();
        let entries = all().flat_map(|community| &community.entries).filter(|entry| seen.insert(&entry.id));
        Community {
            roles: Vec::new(),
            entries: entries.map(entry).collect(),
            near_misses: all().flat_map(|community| community.near_misses.clone()).collect(),
            chatter: all().flat_map(|community| community.chatter.clone()).collect(),
            asked: Vec::new(),
        }
    }

    /// Takes away chatter that the program knows.
    pub fn without_chatter(mut self, known: &str) -> Self {
        self.chatter.retain(|text| !known.lines().any(|known| known.eq_ignore_ascii_case(text)));
        self
    }

    /// Its knowledge base; asked is what the community has to ask, or else what isn't written down.
    pub fn case(&self, written: Written, random: &mut Random) -> Case {
        let (mut asked, mut entries): (Vec<Asked>, Vec<(&str, WrittenEntry<'_>)>) = (Vec::new(), Vec::new());
        for entry in &self.entries {
            let others: Vec<String> =
                entry.phrasings.iter().filter(|text| !text.eq_ignore_ascii_case(&entry.question)).cloned().collect();
            let (also_asked, rest) = random.pick(&others, written.phrasings);
            let asks = rest.into_iter().take(ASKED);
            asked.extend(asks.map(|ask| Asked { ask, entries: vec![entry.id.clone()] }));
            let id = entry.id.split_once('/').unwrap().1;
            let answer = if written.answers { &entry.answer } else { "-" };
            entries.push((&entry.role, WrittenEntry { id, question: &entry.question, also_asked, answer }));
        }
        let (near_misses, other_near_misses) = random.pick(&self.near_misses, written.examples);
        let (chatter, other_chatter) = random.pick(&self.chatter, written.examples);
        let unanswered = other_near_misses.into_iter().take(NEAR_MISSES).chain(other_chatter.into_iter().take(CHATTER));
        asked.extend(unanswered.map(|ask| Asked { ask, entries: Vec::new() }));
        if !self.asked.is_empty() {
            asked.clone_from(&self.asked);
        }
        let of_role = |role: &str| {
            let of_role = entries.iter().filter(|(of, _)| *of == role);
            of_role.map(|(_, entry)| entry).collect::<Vec<_>>()
        };
        let mut files: Vec<SourceFile> = self
            .roles
            .iter()
            .map(|role| {
                let entry = of_role(&role.id);
                file(format!("roles/{}.toml", role.id), &EntriesFile { role: Some(role), entry })
            })
            .collect();
        if self.roles.is_empty() {
            files.push(file("faq/all.toml".to_owned(), &EntriesFile { role: None, entry: of_role("") }));
        }
        let topics = [("near-misses", near_misses), ("chatter", chatter)].into_iter();
        let topics = topics.filter(|(_, examples)| !examples.is_empty());
        let topic: Vec<Topic<'_>> = topics.map(|(id, examples)| Topic { id, examples }).collect();
        if !topic.is_empty() {
            files.push(file("out_of_scope.toml".to_owned(), &TopicsFile { topic }));
        }
        let checked = knowledge::check(&Folder { files, problem: None }, None);
        let knowledge = checked.knowledge.unwrap_or_else(|| panic!("{:?}", checked.diagnostics));
        Case { knowledge, asked }
    }

    /// Questions that name this trade, for another community, which has no answer.
    pub fn strange(&self, random: &mut Random) -> Vec<Asked> {
        let name = self.roles[0].name.to_lowercase();
        let phrasings = self.entries.iter().flat_map(|entry| &entry.phrasings);
        let naming: Vec<String> = phrasings.filter(|text| text.to_lowercase().contains(&name)).cloned().collect();
        random.pick(&naming, STRANGE).0.into_iter().map(|ask| Asked { ask, entries: Vec::new() }).collect()
    }
}

/// The shipped folder with so many phrasings an entry and examples a topic; asked is what is left out of these.
pub fn shipped(phrasings: usize, examples: usize, random: &mut Random) -> Case {
    let checked = knowledge::check(&read_folder(&path("knowledge")), None);
    let (mut knowledge, mut asked) = (checked.knowledge.unwrap(), Vec::new());
    let mut keep = |texts: &mut Vec<String>, count: usize, entries: &[String]| {
        let (kept, rest) = random.pick(texts, count);
        *texts = kept;
        asked.extend(rest.into_iter().take(ASKED).map(|ask| Asked { ask, entries: entries.to_vec() }));
    };
    for entry in &mut knowledge.entries {
        keep(&mut entry.also_asked, phrasings, &[entry.id.to_string()]);
    }
    for topic in &mut knowledge.out_of_scope {
        keep(&mut topic.examples, examples, &[]);
    }
    Case { knowledge, asked }
}
