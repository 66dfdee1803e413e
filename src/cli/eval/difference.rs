//! What differs between two states of a knowledge folder.

use super::golden::{described, verdict};
use super::report::Verdict;
use crate::advisor::Advisor;
use crate::cli::start;
use crate::diagnostic::{Diagnostic, Texts};
use crate::knowledge::model::{Entry, GoldenCase, KnowledgeBase};
use crate::matching::{self, Decision};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A state of the folder, ready to be asked.
pub(super) struct State {
    pub advisor: Advisor,
    /// What the matcher finds wrong with it.
    pub collisions: Vec<Diagnostic>,
    /// Its files' texts.
    pub texts: Texts,
}

impl State {
    /// Learns a state; the meanings of its texts are kept in `data_dir`.
    ///
    /// # Errors
    /// The encoder's weights are damaged, or standard error can't be written.
    pub(super) fn new((knowledge, texts): (KnowledgeBase, Texts), data_dir: &Path) -> anyhow::Result<Self> {
        let mut embeddings = start::embeddings_of(&knowledge, data_dir)?;
        let collisions = matching::lint(&knowledge, &embeddings);
        let advisor = Advisor::new(knowledge, Box::new(crate::cli::today));
        advisor.learn(&mut embeddings, |_, _| ());
        Ok(State { advisor, collisions, texts })
    }
}

/// A golden question that was won or lost.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Golden {
    /// The file that it stands in, without its ending.
    pub set: String,
    pub ask: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The entries that are right; none where nothing may be answered.
    pub expected: Vec<String>,
    pub before: String,
    pub now: String,
}

/// A question that gets something else than before.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Changed {
    pub ask: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    pub before: String,
    pub now: String,
}

/// Full ids of entries.
#[derive(Debug, Default, PartialEq, Serialize)]
pub(super) struct Entries {
    pub added: Vec<String>,
    pub removed: Vec<String>,
    /// Those whose answers have other words.
    pub reworded: Vec<String>,
}

/// What differs between two states of a folder.
#[derive(Debug, Default, PartialEq, Serialize)]
pub(super) struct Difference {
    /// How many golden questions both states were asked.
    pub asked: usize,
    pub won: Vec<Golden>,
    pub lost: Vec<Golden>,
    /// Golden questions and entries' own questions that get something else, without those that were won or lost.
    pub changed: Vec<Changed>,
    pub entries: Entries,
    /// Indexes into the new state's collisions of those that the old one hasn't.
    #[serde(skip)]
    pub collisions: Vec<usize>,
}

impl Difference {
    pub(super) fn between(before: &State, now: &State) -> Self {
        let (old, new) = (before.advisor.knowledge(), now.advisor.knowledge());
        let mut difference = Difference { entries: Entries::between(old, new), ..Difference::default() };
        let known: BTreeSet<_> = before.collisions.iter().map(|known| (known.code, known.message.as_str())).collect();
        let is_new = |at: &usize| !known.contains(&(now.collisions[*at].code, now.collisions[*at].message.as_str()));
        difference.collisions = (0..now.collisions.len()).filter(is_new).collect();
        let cases = cases(old, new);
        difference.asked = cases.len();
        for case in &cases {
            difference.add_golden(case, before, now);
        }
        let golden: BTreeSet<&str> = cases.iter().filter(|case| case.after.is_none()).map(|case| &*case.ask).collect();
        for question in questions(old, new) {
            if !golden.contains(question.ask) {
                difference.add_own(&question, before, now);
            }
        }
        difference
    }

    fn add_golden(&mut self, case: &GoldenCase, before: &State, now: &State) {
        let after = case.after.as_deref();
        let [(was_right, was), (is_right, is)] = [before, now].map(|state| {
            let (knowledge, outcome) = (state.advisor.knowledge(), state.advisor.ask(&case.ask, after));
            (verdict(knowledge, case, &outcome) == Verdict::Right, described(knowledge, &outcome))
        });
        if was_right == is_right {
            if was != is {
                self.changed.push(Changed { ask: case.ask.clone(), after: case.after.clone(), before: was, now: is });
            }
            return;
        }
        let into = if is_right { &mut self.won } else { &mut self.lost };
        into.push(Golden {
            set: case.set.clone(),
            ask: case.ask.clone(),
            after: case.after.clone(),
            expected: case.entries.iter().map(ToString::to_string).collect(),
            before: was,
            now: is,
        });
    }

    fn add_own(&mut self, question: &Own<'_>, before: &State, now: &State) {
        let [was, is] = [before, now].map(|state| state.advisor.ask(question.ask, None));
        let (old, new) = (before.advisor.knowledge(), now.advisor.knowledge());
        // That an entry which is new is found, and one which is gone isn't, says nothing new.
        let is_found = is.first.answer().is_some_and(|at| new.entries[at].id.as_str() == question.id);
        let follows = match question.lives {
            Lives::Now => is_found,
            Lives::Before => matches!(is.first.decision, Decision::NoAnswer(_)),
            Lives::Both => false,
        };
        let (was, is) = (described(old, &was), described(new, &is));
        if was != is && !follows {
            self.changed.push(Changed { ask: question.ask.to_owned(), after: None, before: was, now: is });
        }
    }

    /// Nothing differs that anybody could notice.
    pub(super) fn is_empty(&self) -> bool {
        *self == Difference { asked: self.asked, ..Difference::default() }
    }
}

/// The golden questions of both states; what the new one expects counts where both have the same.
fn cases<'a>(old: &'a KnowledgeBase, new: &'a KnowledgeBase) -> Vec<&'a GoldenCase> {
    let key = |case: &'a GoldenCase| (case.ask.as_str(), case.after.as_deref());
    let known: BTreeSet<_> = new.golden.iter().map(key).collect();
    new.golden.iter().chain(old.golden.iter().filter(|case| !known.contains(&key(case)))).collect()
}

/// An entry's own question.
struct Own<'a> {
    id: &'a str,
    ask: &'a str,
    lives: Lives,
}

/// In which states an entry is.
#[derive(Clone, Copy, PartialEq)]
enum Lives {
    Before,
    Now,
    Both,
}

fn by_id(knowledge: &KnowledgeBase) -> BTreeMap<&str, &Entry> {
    knowledge.entries.iter().map(|entry| (entry.id.as_str(), entry)).collect()
}

/// The entries' own questions as the new state words them, then those of the entries that are gone.
fn questions<'a>(old: &'a KnowledgeBase, new: &'a KnowledgeBase) -> Vec<Own<'a>> {
    let (before, now) = (by_id(old), by_id(new));
    let own = |entry: &'a Entry| {
        let id = entry.id.as_str();
        let lives = match (before.contains_key(id), now.contains_key(id)) {
            (true, true) => Lives::Both,
            (true, false) => Lives::Before,
            (false, _) => Lives::Now,
        };
        Own { id, ask: &entry.question, lives }
    };
    let gone = old.entries.iter().filter(|entry| !now.contains_key(entry.id.as_str()));
    new.entries.iter().chain(gone).map(own).collect()
}

impl Entries {
    fn between(old: &KnowledgeBase, new: &KnowledgeBase) -> Self {
        let (before, now) = (by_id(old), by_id(new));
        let missing = |from: &BTreeMap<&str, &Entry>, of: &KnowledgeBase| -> Vec<String> {
            let ids = of.entries.iter().map(|entry| entry.id.as_str());
            ids.filter(|id| !from.contains_key(id)).map(str::to_owned).collect()
        };
        let is_reworded = |entry: &&Entry| before.get(entry.id.as_str()).is_some_and(|old| old.answer != entry.answer);
        Entries {
            added: missing(&before, new),
            removed: missing(&now, old),
            reworded: new.entries.iter().filter(is_reworded).map(|entry| entry.id.to_string()).collect(),
        }
    }
}
