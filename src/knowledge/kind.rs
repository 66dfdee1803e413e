//! The kinds of files that a knowledge folder has, and where each lies.

use super::keys::{self, Key};

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// An occupation with its card and its entries.
    Role,
    /// Entries of no single role.
    Faq,
    /// Test questions.
    Golden,
    /// Where answers come from.
    Sources,
    /// Job boards.
    Listings,
    /// Synonyms, and occupations that are not ours.
    Vocabulary,
    /// Fixed replies to greetings, thanks and the like.
    Smalltalk,
    /// What is not answered.
    OutOfScope,
    /// Crises and harassment, and what they get.
    Safety,
    /// Questions that people ask about every role of the folder.
    StandardQuestions,
}

/// Folders whose every TOML file is of one kind.
pub(super) const FOLDERS: [(&str, FileKind); 3] =
    [("roles", FileKind::Role), ("faq", FileKind::Faq), ("golden", FileKind::Golden)];
/// Files of which there is one.
pub(super) const FILES: [(&str, FileKind); 7] = [
    ("sources.toml", FileKind::Sources),
    ("listings.toml", FileKind::Listings),
    ("vocabulary.toml", FileKind::Vocabulary),
    ("smalltalk.toml", FileKind::Smalltalk),
    ("out_of_scope.toml", FileKind::OutOfScope),
    ("safety.toml", FileKind::Safety),
    ("standard_questions.toml", FileKind::StandardQuestions),
];

impl FileKind {
    /// Every kind.
    pub const ALL: [FileKind; 10] = [
        FileKind::Role,
        FileKind::Faq,
        FileKind::Golden,
        FileKind::Sources,
        FileKind::Listings,
        FileKind::Vocabulary,
        FileKind::Smalltalk,
        FileKind::OutOfScope,
        FileKind::Safety,
        FileKind::StandardQuestions,
    ];

    /// What a path below the knowledge folder holds; `None` for a place or a name of which nothing is read.
    pub fn of(path: &str) -> Option<FileKind> {
        if !path.ends_with(".toml") {
            return None;
        }
        let find = |kinds: &[(&str, FileKind)], name: &str| {
            kinds.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
        };
        match path.split_once('/') {
            Some((folder, file)) if !file.contains('/') => find(&FOLDERS, folder),
            Some(_) => None,
            None => find(&FILES, path),
        }
    }

    /// Its name on the command line, and its schema's.
    pub fn name(self) -> &'static str {
        match self {
            FileKind::Role => "role",
            FileKind::Faq => "faq",
            FileKind::Golden => "golden",
            FileKind::Sources => "sources",
            FileKind::Listings => "listings",
            FileKind::Vocabulary => "vocabulary",
            FileKind::Smalltalk => "smalltalk",
            FileKind::OutOfScope => "out_of_scope",
            FileKind::Safety => "safety",
            FileKind::StandardQuestions => "standard_questions",
        }
    }

    /// Where such files lie, such as `roles/*.toml`.
    pub fn place(self) -> String {
        match FOLDERS.iter().find(|(_, kind)| *kind == self) {
            Some((folder, _)) => format!("{folder}/*.toml"),
            None => format!("{}.toml", self.name()),
        }
    }

    /// The first line by which a file of this kind tells editors where its schema is.
    pub fn directive(self) -> String {
        let up = if self.place().contains('/') { ".." } else { "." };
        format!("#:schema {up}/{SCHEMAS}/{}.json", self.name())
    }

    /// The keys that such a file has outside of any table.
    pub(super) fn keys(self) -> &'static [Key] {
        match self {
            FileKind::Role => &keys::ROLE,
            FileKind::Faq => &keys::FAQ,
            FileKind::Golden => &keys::GOLDEN,
            FileKind::Sources => &keys::SOURCES,
            FileKind::Listings => &keys::LISTINGS,
            FileKind::Vocabulary => &keys::VOCABULARY,
            FileKind::Smalltalk => &keys::SMALLTALK,
            FileKind::OutOfScope => &keys::OUT_OF_SCOPE,
            FileKind::Safety => &keys::SAFETY,
            FileKind::StandardQuestions => &keys::STANDARD_QUESTIONS,
        }
    }
}

/// The folder of the knowledge folder that holds the schemas; being hidden, it isn't looked into.
pub const SCHEMAS: &str = ".schemas";
