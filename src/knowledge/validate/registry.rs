//! Which ids exist: built before anything is checked, so that the order of files doesn't matter.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::knowledge::ids::{is_id, slug};
use crate::knowledge::limits;
use crate::knowledge::raw::{RawEntry, RawFolder};
use crate::knowledge::shorten;
use crate::knowledge::standard::StandardQuestion;
use crate::knowledge::suggest::nearest;
use crate::knowledge::syntax::At;
use std::cell::Cell;
use std::collections::{HashMap, HashSet};

/// An entry with where it belongs.
pub(in crate::knowledge) struct Listed<'a> {
    /// Index into the raw folder's roles; `None` for `faq/`.
    pub role: Option<usize>,
    /// `<role>/<id>`, where the file gives both.
    pub full_id: Option<String>,
    pub raw: &'a RawEntry,
    /// Another entry has the same full id, or another role the same id: of two equals only the first counts.
    pub copy: bool,
}

/// All ids of a folder.
pub(in crate::knowledge) struct Registry<'a> {
    /// Roles' entries first, in the order of the files.
    pub entries: Vec<Listed<'a>>,
    /// By full id.
    by_id: HashMap<String, usize>,
    sources: HashMap<&'a str, usize>,
    sources_incomplete: bool,
    standard_incomplete: bool,
    incomplete_owners: HashSet<&'a str>,
    known_owners: HashSet<&'a str>,
    unknown_owner: bool,
    /// How many more ids may be compared for guesses.
    comparisons_left: Cell<usize>,
}

/// A guess is compared with every id, which takes long where thousands are wrong; nobody reads so many guesses.
const MOST_COMPARISONS: usize = 200_000;

/// What a full id names.
pub(in crate::knowledge) enum Named<'r, 'a> {
    Entry(&'r Listed<'a>),
    /// Perhaps an entry of a file that could not be read to the end.
    Unsure,
    Nothing,
}

impl<'a> Registry<'a> {
    /// Collects the ids of a folder and reports those that are malformed or given twice.
    pub fn new(raw: &'a RawFolder, out: &mut Vec<Diagnostic>) -> Self {
        let mut roles = Ids::new("role");
        let mut entries = Vec::new();
        for (role, raw_role) in raw.roles.iter().enumerate() {
            let copy = raw_role.id.as_ref().is_some_and(|id| {
                if id.value == "faq" {
                    let message = "a role can't have the id `faq`, which stands for the entries of the folder faq/";
                    out.push(Diagnostic::at(Code::MalformedId, id.place.clone(), message).help("choose another id"));
                }
                !roles.claim(id, out)
            });
            let owner = raw_role.id.as_ref().map(|id| id.value.as_str());
            entries.extend(raw_role.entries.iter().map(|raw| Listed::new(Some(role), owner, raw, copy)));
        }
        let faq = raw.faq.iter().flatten().map(|raw| Listed::new(None, Some("faq"), raw, false));
        entries.extend(faq);
        let by_id = claim_entries(&mut entries, out);

        let mut sources = HashMap::new();
        for (at, source) in raw.sources.iter().enumerate() {
            if let Some(id) = &source.id {
                sources.entry(id.value.as_str()).or_insert(at);
            }
        }
        let owners = raw.roles.iter().filter_map(|role| role.id.as_ref()).map(|id| id.value.as_str());
        Registry {
            entries,
            by_id,
            sources,
            sources_incomplete: raw.sources_incomplete,
            standard_incomplete: raw.standard_incomplete,
            incomplete_owners: raw.incomplete_owners.iter().map(String::as_str).collect(),
            known_owners: owners.chain(["faq"]).collect(),
            unknown_owner: raw.unknown_owner,
            comparisons_left: Cell::new(MOST_COMPARISONS),
        }
    }

    /// What a full id names.
    pub fn entry(&self, full_id: &str) -> Named<'_, 'a> {
        if let Some(&at) = self.by_id.get(full_id) {
            return Named::Entry(&self.entries[at]);
        }
        let owner = full_id.split_once('/').map(|(owner, _)| owner);
        let unsure = owner.is_some_and(|owner| {
            self.incomplete_owners.contains(owner) || self.unknown_owner && !self.known_owners.contains(owner)
        });
        if unsure { Named::Unsure } else { Named::Nothing }
    }

    /// The diagnostic for a full id that names nothing.
    pub fn unknown_entry(&self, what: &str, id: &At<String>) -> Diagnostic {
        let message = format!("{what} names the entry `{}`, which doesn't exist", shorten(&id.value));
        let help = match self.guess(&id.value, self.by_id.keys().map(String::as_str)) {
            Some(guess) => format!("did you mean `{guess}`?"),
            None if !id.value.contains('/') => {
                format!(
                    "write the full id: the role's id or `faq`, a slash, and the entry's id, such as faq/{}",
                    shorten(&id.value)
                )
            }
            None => "name an entry that exists, or delete this one from the list".to_owned(),
        };
        Diagnostic::at(Code::UnknownReference, id.place.clone(), message).help(help)
    }

    fn guess<'n>(&self, wrong: &str, names: impl ExactSizeIterator<Item = &'n str>) -> Option<&'n str> {
        let left = self.comparisons_left.get().checked_sub(names.len())?;
        self.comparisons_left.set(left);
        nearest(wrong, names)
    }

    /// The indexes of standard questions among those `known`; those that don't exist are reported.
    pub fn standard_questions(
        &self,
        what: &str,
        ids: &[At<String>],
        known: &[StandardQuestion],
        out: &mut Vec<Diagnostic>,
    ) -> Vec<usize> {
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            match known.iter().position(|question| question.id == id.value) {
                Some(at) if found.contains(&at) => {}
                Some(at) => found.push(at),
                None if self.standard_incomplete => {}
                None => {
                    let wrong = shorten(&id.value);
                    let message = format!("{what} names the standard question `{wrong}`, which doesn't exist");
                    let help = match self.guess(&id.value, known.iter().map(|question| question.id.as_str())) {
                        Some(guess) => format!("did you mean `{guess}`?"),
                        None => "docs/standard-questions.md lists them; delete it where none fits".to_owned(),
                    };
                    out.push(Diagnostic::at(Code::UnknownReference, id.place.clone(), message).help(help));
                }
            }
        }
        found
    }

    /// The indexes of sources; those that don't exist are reported.
    pub fn sources(&self, what: &str, ids: &[At<String>], out: &mut Vec<Diagnostic>) -> Vec<usize> {
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            match self.sources.get(id.value.as_str()) {
                Some(at) if found.contains(at) => {}
                Some(at) => found.push(*at),
                None if self.sources_incomplete => {}
                None => {
                    let message = format!("{what} names the source `{}`, which doesn't exist", shorten(&id.value));
                    let help = match self.guess(&id.value, self.sources.keys().copied()) {
                        Some(guess) => format!("did you mean `{guess}`?"),
                        None => "add it to sources.toml: a line [[source]], and below it `id` and `title`".to_owned(),
                    };
                    out.push(Diagnostic::at(Code::UnknownReference, id.place.clone(), message).help(help));
                }
            }
        }
        found
    }
}

impl<'a> Listed<'a> {
    fn new(role: Option<usize>, owner: Option<&str>, raw: &'a RawEntry, copy: bool) -> Self {
        let full_id = owner.zip(raw.id.as_ref()).map(|(owner, id)| format!("{owner}/{}", id.value));
        Listed { role, full_id, raw, copy }
    }
}

fn claim_entries(entries: &mut [Listed<'_>], out: &mut Vec<Diagnostic>) -> HashMap<String, usize> {
    let mut by_id: HashMap<String, usize> = HashMap::new();
    for at in 0..entries.len() {
        let raw = entries[at].raw;
        let Some(id) = &raw.id else { continue };
        check_id(&raw.what, id, out);
        if entries[at].copy {
            continue;
        }
        let Some(full_id) = entries[at].full_id.clone() else { continue };
        if let Some(&first) = by_id.get(&full_id) {
            let message = format!("two entries have the id `{}`", shorten(&full_id));
            out.push(duplicate(message, id, entries[first].raw.place.clone()));
            entries[at].copy = true;
        } else {
            by_id.insert(full_id, at);
        }
    }
    by_id
}

/// The ids of one kind of thing.
pub(super) struct Ids<'a> {
    kind: &'static str,
    seen: HashMap<&'a str, &'a Place>,
}

impl<'a> Ids<'a> {
    /// `kind` is what has the ids, such as "source".
    pub fn new(kind: &'static str) -> Self {
        Ids { kind, seen: HashMap::new() }
    }

    /// Checks an id and reports it if it is taken; `false` if so.
    pub fn claim(&mut self, id: &'a At<String>, out: &mut Vec<Diagnostic>) -> bool {
        check_id(&format!("{} `{}`", self.kind, shorten(&id.value)), id, out);
        if let Some(first) = self.seen.get(id.value.as_str()) {
            let message = format!("two {} have the id `{}`", plural(self.kind), shorten(&id.value));
            out.push(duplicate(message, id, (*first).clone()));
            return false;
        }
        self.seen.insert(&id.value, &id.place);
        true
    }
}

fn plural(kind: &str) -> String {
    kind.strip_suffix('y').map_or_else(|| format!("{kind}s"), |stem| format!("{stem}ies"))
}

fn duplicate(message: String, id: &At<String>, first: Place) -> Diagnostic {
    let help = "choose another id for one of the two, or delete one";
    Diagnostic::at(Code::DuplicateId, id.place.clone(), message).note(first, "first given here").help(help)
}

/// Reports an id that hasn't the characters or the length that ids have.
fn check_id(what: &str, id: &At<String>, out: &mut Vec<Diagnostic>) {
    if !is_id(&id.value) {
        let message =
            format!("the id of {what} may only have the characters a-z, 0-9 and -, and 1 to {} of them", limits::ID);
        let slug = slug(&id.value);
        let help =
            if slug.is_empty() { "write an id such as training-length".into() } else { format!("write \"{slug}\"") };
        out.push(Diagnostic::at(Code::MalformedId, id.place.clone(), message).help(help));
    }
}
