//! What a text is about: the same question about two occupations is two questions.

use crate::matching::lessons::Lessons;
use std::collections::{BTreeSet, HashMap};

/// The occupations that a text of an entry is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Occupations {
    /// Our roles that it names; those of its entry where it names none.
    roles: BTreeSet<usize>,
    others: BTreeSet<usize>,
}

/// What a text is about, quick to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    occupations: usize,
    /// It names no occupation.
    is_nameless: bool,
    /// Nor does its entry say which one it is about.
    is_open: bool,
}

impl Subject {
    /// Two texts may ask the same: they are about the same occupations, or one leaves that open and the other names none.
    pub(super) fn fits(self, other: Subject) -> bool {
        self.occupations == other.occupations || self.is_open && other.is_nameless || other.is_open && self.is_nameless
    }
}

/// All the subjects of a knowledge base.
pub(super) struct Subjects<'a> {
    lessons: &'a Lessons,
    numbers: HashMap<Occupations, usize>,
}

impl<'a> Subjects<'a> {
    pub(super) fn new(lessons: &'a Lessons) -> Self {
        Subjects { lessons, numbers: HashMap::new() }
    }

    /// What a text of an entry is about, and the roles among that.
    pub(super) fn of(&mut self, entry: usize, raw: &str) -> (Subject, BTreeSet<usize>) {
        let mentions = self.lessons.reader.mentions(raw);
        let is_nameless = mentions.roles.is_empty() && mentions.other_occupations.is_empty();
        let roles = if mentions.roles.is_empty() { self.lessons.about[entry].roles.clone() } else { mentions.roles };
        let is_open = is_nameless && roles.is_empty();
        let next = self.numbers.len();
        let about = Occupations { roles: roles.clone(), others: mentions.other_occupations };
        let occupations = *self.numbers.entry(about).or_insert(next);
        (Subject { occupations, is_nameless, is_open }, roles)
    }
}
