//! What the confidence is fitted to, and how it does elsewhere.
//!
//! With `TRAIN_MODELS` in the environment, the evidence for the candidates of some twenty thousand questions is written to
//! `target/evidence.csv`, which `models/confidence.py` learns from.

mod cases;
mod measured;

use super::index::Index;
use super::rank::shortlist;
use super::{Embeddings, Evidence, Lessons, standard};
use crate::encoder::Encoder;
use crate::knowledge::model::KnowledgeBase;
use crate::parallel;
use cases::{Asked, Case, Community, Random, Written, path, shipped};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::sync::{Arc, LazyLock, Mutex};

/// The trades of `models/communities` that the encoder hasn't learnt from: what it has looks too near.
const TRADES: [&str; 15] = [
    "teacher",
    "welder",
    "paralegal",
    "police-officer",
    "carpenter",
    "real-estate-agent",
    "mechanical-engineer",
    "radiographer",
    "flight-attendant",
    "game-developer",
    "pharmacist",
    "physiotherapist",
    "plumber",
    "social-worker",
    "truck-driver",
];
/// Phrasings an entry, and how many examples the topics out of scope have.
const SIZES: [(usize, usize); 9] = [(2, 0), (3, 0), (3, 10), (6, 0), (6, 20), (9, 0), (9, 20), (13, 0), (13, 20)];
/// The same where the entries of several communities are those of no role.
const MERGED: [(usize, usize); 6] = [(3, 0), (6, 20), (9, 0), (9, 20), (11, 0), (11, 20)];
/// So many communities are merged, or all.
const MERGED_AT_ONCE: usize = 5;
/// The same for the shipped folder, and how often each is drawn.
const DRAWS: usize = 3;
const SHIPPED: [(usize, usize); 6] = [(3, 6), (5, 10), (10, 20), (20, 40), (50, 80), (80, 400)];
/// Every so many cases have no answers.
const WITHOUT_ANSWERS: usize = 4;

static CHATTER: &str = include_str!("../../../models/chatter.txt");
static EMBEDDINGS: LazyLock<Mutex<Embeddings>> =
    LazyLock::new(|| Mutex::new(Embeddings::new(Arc::new(Encoder::load().unwrap()), HashMap::new())));

fn file_of(trade: &str) -> String {
    format!("models/communities/{trade}.json")
}

/// All cases; half of the communities have said which standard questions their entries answer.
fn cases() -> Vec<Case> {
    let read = |trade: &&str| Community::read(&file_of(trade)).without_chatter(CHATTER);
    let communities: Vec<Community> = TRADES.iter().map(read).collect();
    let written = |(at, (phrasings, examples)): (usize, &(usize, usize))| {
        let answers = !(at + 1).is_multiple_of(WITHOUT_ANSWERS);
        Written { phrasings: *phrasings, examples: *examples, answers }
    };
    let mut cases = Vec::new();
    for (trade, community) in communities.iter().enumerate() {
        for (at, size) in SIZES.iter().enumerate() {
            let mut random = Random::new(at as u64 + 1);
            let mut case = community.case(written((at, size)), &mut random);
            let other = &communities[(trade + at + 1) % communities.len()];
            case.asked.extend(other.strange(&mut random));
            if at.is_multiple_of(2) {
                name_standard_questions(&mut case.knowledge);
            }
            cases.push(case);
        }
    }
    for (chunk, some) in communities.chunks(MERGED_AT_ONCE).chain([communities.as_slice()]).enumerate() {
        let merged = Community::merged(some);
        let case = |(at, size)| merged.case(written((chunk + at, size)), &mut Random::new(at as u64 + 1));
        cases.extend(MERGED.iter().enumerate().map(case));
    }
    let shipped_sizes = SHIPPED.iter().flat_map(|size| std::iter::repeat_n(*size, DRAWS));
    for ((phrasings, examples), seed) in shipped_sizes.zip(1..) {
        let mut case = shipped(phrasings, examples, &mut Random::new(seed));
        let golden = &case.knowledge.golden;
        let tuning = golden.iter().filter(|golden| golden.set == "tuning" && golden.after.is_none());
        let entries = |entries: &[_]| entries.iter().map(ToString::to_string).collect();
        let tuning = tuning.map(|golden| Asked { ask: golden.ask.clone(), entries: entries(&golden.entries) });
        case.asked.extend(tuning.collect::<Vec<_>>());
        cases.push(case);
    }
    cases
}

fn name_standard_questions(knowledge: &mut KnowledgeBase) {
    let mut embeddings = EMBEDDINGS.lock().unwrap();
    let lessons = Lessons::new(knowledge, embeddings.encoder());
    embeddings.add(lessons.texts(), |_, _| ());
    for (entry, about) in knowledge.entries.iter_mut().zip(&lessons.about) {
        let named = standard::recognise(&about.bare_question, || embeddings.of(&about.bare_question));
        entry.gives_standard = named.is_some();
        entry.standard.extend(named);
    }
}

impl Case {
    fn index(&self) -> Index {
        let mut embeddings = EMBEDDINGS.lock().unwrap();
        let lessons = Lessons::new(&self.knowledge, embeddings.encoder());
        embeddings.add(lessons.texts(), |_, _| ());
        Index::train(lessons, &embeddings)
    }

    fn answers(&self, asked: &Asked, entry: usize) -> bool {
        asked.entries.iter().any(|id| *id == self.knowledge.entries[entry].id.as_str())
    }
}

/// The evidence for each candidate, one a line: whether it is right, and the features.
fn evidence(case: &Case) -> String {
    let (index, mut out) = (case.index(), String::new());
    for asked in &case.asked {
        let question = index.read(&asked.ask, None);
        let evidence = index.evidence(&question, &index.meaning(&question), None);
        for entry in shortlist(&evidence) {
            write!(out, "{}", u8::from(case.answers(asked, entry))).unwrap();
            evidence[entry].0.features().iter().for_each(|(_, value)| write!(out, ",{value}").unwrap());
            out.push('\n');
        }
    }
    out
}

/// The SHA-256 of what the evidence comes from, beside the program itself and the shipped folder, which changes more often than the
/// fit is worth.
fn data() -> String {
    let mut hash = Sha256::new();
    for name in TRADES.map(file_of).iter().map(String::as_str).chain([
        "models/chatter.txt",
        "models/occupations.txt",
        "models/minilm.bin",
    ]) {
        hash.update(fs::read(path(name)).unwrap());
    }
    hash.finalize().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

#[test]
fn the_confidence_is_fitted_to_its_data() {
    if std::env::var_os("TRAIN_MODELS").is_some() {
        let names = Evidence::default().features().map(|(name, _)| name).join(",");
        let mut out = format!("{}\nright,{names}\n", data());
        let cases = cases();
        parallel::map(cases.len(), 2, |at| evidence(&cases[at])).iter().for_each(|of_case| out.push_str(of_case));
        fs::write(path("target/evidence.csv"), out).unwrap();
        return;
    }
    let model: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(path("models/confidence.json")).unwrap()).unwrap();
    assert_eq!(
        model["data"],
        data(),
        "models/confidence.json was fitted to other data; models/README.md says how it is fitted again"
    );
}
