//! Finds the occupations that a question names: our roles, and those that are not ours.

use super::phrases::Phrases;
use crate::knowledge::model::KnowledgeBase;
use crate::text::{normalise, singular, tokens};
use std::collections::BTreeSet;
use std::ops::Range;

/// All names of roles and other occupations, as sequences of words without plural endings.
#[derive(Debug, Default)]
pub struct Names {
    names: Phrases<Named>,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Named {
    Role(usize),
    OtherOccupation(usize),
}

/// The occupations that a text names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Mentions {
    /// Indexes into the knowledge base's roles.
    pub roles: BTreeSet<usize>,
    /// Indexes into the vocabulary's other occupations.
    pub other_occupations: BTreeSet<usize>,
}

impl Names {
    /// Collects the names of a knowledge base; a role's name wins over another occupation's.
    pub fn new(knowledge: &KnowledgeBase) -> Self {
        let others = knowledge.vocabulary.other_occupations.iter().enumerate();
        let roles = knowledge.roles.iter().enumerate().flat_map(|(at, role)| {
            std::iter::once(&role.name).chain(&role.aliases).map(move |name| (Named::Role(at), name))
        });
        let mut names = Names::default();
        for (named, name) in others.map(|(at, name)| (Named::OtherOccupation(at), name)).chain(roles) {
            for form in forms(name) {
                names.names.insert(form, named);
            }
        }
        names
    }

    /// The occupations that a normalised text names.
    pub fn find(&self, text: &str) -> Mentions {
        let mut mentions = Mentions::default();
        for (_, named) in self.places(text) {
            match named {
                Named::Role(role) => mentions.roles.insert(role),
                Named::OtherOccupation(other) => mentions.other_occupations.insert(other),
            };
        }
        mentions
    }

    /// A normalised text without the names of occupations.
    pub fn without<'a>(&self, text: &'a str) -> Vec<&'a str> {
        let words = tokens(text);
        let mut left = Vec::new();
        let mut start = 0;
        for (place, _) in self.places(text) {
            left.extend(&words[start..place.start]);
            start = place.end;
        }
        left.extend(&words[start..]);
        left
    }

    /// Which words of a normalised text name what; the longest name wins where several begin.
    fn places(&self, text: &str) -> Vec<(Range<usize>, Named)> {
        let words = words(text);
        let mut places = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let found = self.names.longest_at(&words[at..]);
            let length = found.map_or(1, |(length, _)| length);
            places.extend(found.map(|(_, named)| (at..at + length, *named)));
            at += length;
        }
        places
    }
}

/// A name's words without plural endings, and its plural where that isn't told apart by its ending: 'AAs' for 'AA'.
///
/// Three letters with an `s` at their end are as a rule no plural ('gas', 'bus'), so [`singular`] leaves them alone.
pub(super) fn forms(name: &str) -> Vec<Vec<String>> {
    let form = words(&normalise(name));
    let Some(last) = form.last() else { return Vec::new() };
    let plural = format!("{last}s");
    let is_told_apart = last.ends_with('s') || singular(&plural) == last;
    let plural = (!is_told_apart).then(|| form[..form.len() - 1].iter().cloned().chain([plural]).collect());
    std::iter::once(form).chain(plural).collect()
}

/// The words of a normalised text without plural endings.
pub(super) fn words(normalised: &str) -> Vec<String> {
    tokens(normalised).into_iter().map(|word| singular(word).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{self, Folder, SourceFile};
    use rstest::rstest;

    #[rstest]
    #[case("what do AAs do", &[0], "what do do")]
    #[case("is an AA paid well", &[0], "is an paid well")]
    #[case("AAs or nurse assistants", &[0, 1], "or")]
    #[case("the gas is on", &[], "the gas is on")]
    fn names_are_found_and_taken_away(#[case] question: &str, #[case] roles: &[usize], #[case] rest: &str) {
        let entry = "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"a\"";
        let files = vec![
            SourceFile::new(
                "roles/a.toml",
                format!("id = \"a\"\nname = \"Anesthesia assistant\"\naliases = [\"AA\"]\n{entry}"),
            ),
            SourceFile::new("roles/b.toml", "id = \"b\"\nname = \"Nurse assistant\""),
        ];
        let checked = knowledge::check(&Folder { files, problem: None }, None);
        let names = Names::new(&checked.knowledge.expect("a valid folder"));
        assert_eq!(names.find(&normalise(question)).roles, roles.iter().copied().collect());
        assert_eq!(names.without(&normalise(question)).join(" "), rest);
    }

    #[rstest]
    #[case("AA", &["aa", "aas"])]
    #[case("the RT", &["the rt", "the rts"])]
    #[case("CAA", &["caa"])]
    #[case("Nurses", &["nurse"])]
    #[case("gas", &["gas"])]
    #[case("!", &[])]
    fn check_forms(#[case] name: &str, #[case] expected: &[&str]) {
        let forms: Vec<String> = forms(name).into_iter().map(|form| form.join(" ")).collect();
        assert_eq!(forms, expected);
    }
}
