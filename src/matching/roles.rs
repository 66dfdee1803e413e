//! Finds roles by what people call them, also while they are still typing.

use super::names::{forms, words};
use crate::knowledge::model::KnowledgeBase;
use crate::text::normalise;

/// Names at least this alike (Jaro-Winkler, 0 to 1) are completed, which a member still has to choose.
const ALIKE: f64 = 0.88;
/// So many slips are forgiven in a word at most.
const MOST_SLIPS: usize = 2;

/// Every name of every role, and of the occupations that are not ours.
#[derive(Debug)]
pub struct RoleNames {
    /// The role's index with one of its names, normalised and without plural endings; the proper name comes first.
    names: Vec<(usize, Name)>,
    /// Names in the same form that stand for no role of ours.
    others: Vec<Name>,
    /// What has more letters than this is none of the names, slips forgiven.
    most_letters: usize,
}

/// A name in the form in which names are compared.
#[derive(Debug)]
struct Name {
    words: Vec<String>,
    /// The words, parted by single blanks.
    text: String,
    /// How many characters the words have.
    letters: usize,
}

impl RoleNames {
    /// Collects the names, aliases and ids of roles, and the other occupations of the vocabulary.
    pub fn new(knowledge: &KnowledgeBase) -> Self {
        let roles = knowledge.roles.iter().enumerate();
        let names = roles.flat_map(|(at, role)| {
            [&role.name, &role.id].into_iter().chain(&role.aliases).map(move |name| (at, name.as_str()))
        });
        Self::collect(names, knowledge.vocabulary.other_occupations.iter().map(String::as_str))
    }

    pub(super) fn collect<'a>(
        names: impl Iterator<Item = (usize, &'a str)>,
        others: impl Iterator<Item = &'a str>,
    ) -> Self {
        let keys = |name: &str| forms(name).into_iter().map(Name::new);
        let names: Vec<_> = names.flat_map(|(role, name)| keys(name).map(move |key| (role, key))).collect();
        let others: Vec<_> = others.flat_map(keys).collect();
        let all = names.iter().map(|(_, name)| name).chain(&others);
        let most_letters = all.map(|name| name.letters + name.most_slips()).max().unwrap_or_default();
        RoleNames { names, others, most_letters }
    }

    /// So many letters has what [`find`](Self::find) may take for a name at most, plural endings and blanks aside.
    pub(super) fn most_letters(&self) -> usize {
        self.most_letters
    }

    /// The role that goes by this name, an alias, or a slip of one; `None` where another role, or an occupation that is
    /// not ours, is as near.
    ///
    /// A card is shown without asking back, so this is strict: [`suggest`](Self::suggest) offers what is merely alike.
    pub fn find(&self, name: &str) -> Option<usize> {
        let wanted = Name::new(words(&normalise(name)));
        if wanted.letters > self.most_letters {
            return None;
        }
        if let Some((role, _)) = self.names.iter().find(|(_, known)| known.text == wanted.text) {
            return Some(*role);
        }
        let roles = self.names.iter().map(|(role, known)| (Some(*role), known));
        let all = roles.chain(self.others.iter().map(|known| (None, known)));
        let near: Vec<(usize, Option<usize>)> =
            all.filter_map(|(role, known)| Some((wanted.slips(known)?, role))).collect();
        let fewest = near.iter().map(|(slips, _)| *slips).min()?;
        let mut nearest = near.iter().filter(|(slips, _)| *slips == fewest).map(|(_, role)| *role);
        let first = nearest.next()?;
        first.filter(|_| nearest.all(|other| other == first))
    }

    /// The roles that what was typed so far may become, likeliest first; every role, in order, for nothing.
    pub fn complete(&self, partial: &str) -> Vec<usize> {
        let typed = self.beginning(partial);
        let length = typed.chars().count();
        let rank = |name: &Name| match name.text.as_str() {
            text if text.starts_with(&typed) => Some(0),
            _ if name.words.iter().any(|word| word.starts_with(&typed)) => Some(1),
            // Two letters are in too many names to tell anything.
            _ if length < 3 => None,
            text if text.contains(&typed) => Some(2),
            // A slip in what is typed so far: compare with as much of the name.
            text => {
                let start: String = text.chars().take(length).collect();
                let likeness = strsim::jaro_winkler(&typed, &start).max(strsim::jaro_winkler(&typed, text));
                (likeness >= ALIKE).then_some(3)
            }
        };
        let mut found: Vec<(i32, usize)> =
            self.names.iter().filter_map(|(role, name)| Some((rank(name)?, *role))).collect();
        found.sort_unstable();
        let mut roles: Vec<usize> = Vec::new();
        for (_, role) in found {
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
        roles
    }

    /// What was typed in the form in which names are compared, as much of it as matters for likeness.
    fn beginning(&self, typed: &str) -> String {
        words(&normalise(typed)).join(" ").chars().take(2 * self.most_letters).collect()
    }

    /// Every role with the likeness of its likest name, the likest first.
    fn nearest(&self, wanted: &str) -> Vec<(f64, usize)> {
        let mut best: Vec<(f64, usize)> = Vec::new();
        for (role, name) in &self.names {
            let likeness = strsim::jaro_winkler(wanted, &name.text);
            match best.iter_mut().find(|(_, known)| known == role) {
                Some((known, _)) => *known = known.max(likeness),
                None => best.push((likeness, *role)),
            }
        }
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        best
    }

    /// The roles whose names are nearest, for 'did you mean'.
    pub fn suggest(&self, name: &str, most: usize) -> Vec<usize> {
        self.nearest(&self.beginning(name)).into_iter().take(most).map(|(_, role)| role).collect()
    }
}

impl Name {
    fn new(words: Vec<String>) -> Self {
        let letters = words.iter().map(|word| word.chars().count()).sum();
        Name { text: words.join(" "), letters, words }
    }

    /// How many slips are forgiven at most.
    fn most_slips(&self) -> usize {
        MOST_SLIPS * self.words.len()
    }

    /// How many slips lead from this name, as it was typed, to another one; `None` where they are too many for the same name.
    ///
    /// Words are compared in their order, for a name with another word in it is another occupation, however many letters they
    /// share: 'respiratory nurse' is no 'respiratory therapist'. Only joined and split words may differ in number.
    fn slips(&self, name: &Name) -> Option<usize> {
        // Quick to see, and true of most names.
        if self.letters.abs_diff(name.letters) > name.most_slips() {
            return None;
        }
        if self.words.len() == name.words.len() {
            return self.words.iter().zip(&name.words).map(|(typed, name)| slips_of_word(typed, name)).sum();
        }
        slips_of_word(&self.words.concat(), &name.words.concat())
    }
}

/// One slip is forgiven in a word of four letters or more, two in one of eight or more.
///
/// Slips are counted by optimal string alignment: a letter too much, too few, wrong, or two swapped.
fn slips_of_word(typed: &str, name: &str) -> Option<usize> {
    let (typed_letters, name_letters) = (typed.chars().count(), name.chars().count());
    let allowed = match typed_letters.min(name_letters) {
        0..4 => 0,
        4..8 => 1,
        _ => MOST_SLIPS,
    };
    if typed_letters.abs_diff(name_letters) > allowed {
        return None;
    }
    Some(strsim::osa_distance(typed, name)).filter(|slips| *slips <= allowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn names() -> RoleNames {
        let names = [
            (0, "Perfusionist"),
            (0, "pump tech"),
            (0, "cardiovascular perfusionist"),
            (1, "Surgical technologist"),
            (1, "surgical-technologist"),
            (1, "scrub tech"),
            (1, "surg tech"),
            (1, "operating room technician"),
            (2, "Respiratory therapist"),
            (2, "RT"),
            (3, "ECMO specialist"),
            (3, "ECMO tech"),
            (4, "Anesthesiologist assistant"),
            (4, "AA"),
            (4, "EKG tech"),
        ];
        let others = ["echo tech", "cardiovascular technologist", "operating room nurse", "EKG tech"];
        RoleNames::collect(names.into_iter(), others.into_iter())
    }

    #[rstest]
    #[case("perfusionist", Some(0))]
    #[case("Perfusionists", Some(0))]
    #[case("perfusionst", Some(0))]
    #[case("profusionist", Some(0))]
    #[case("SCRUB TECH", Some(1))]
    #[case("surgical-technologist", Some(1))]
    #[case("surgicaltechnolgist", Some(1))]
    #[case("scrubtech", Some(1))]
    #[case("per fusionist", Some(0))]
    #[case("surgcal technologst", Some(1))]
    #[case("rt", Some(2))]
    #[case("RTs", Some(2))]
    #[case("AAs", Some(4))]
    #[case("ekg tech", Some(4))]
    #[case("plumber", None)]
    #[case("", None)]
    #[case("anesthesiologist", None)]
    #[case("echo tech", None)]
    #[case("ecko tech", None)]
    #[case("eco tech", None)]
    #[case("respiratory nurse", None)]
    #[case("cardiovascular technologist", None)]
    #[case("operating room nurse", None)]
    #[case("rx", None)]
    fn check_find(#[case] name: &str, #[case] expected: Option<usize>) {
        assert_eq!(names().find(name), expected);
    }

    #[rstest]
    #[case("echo tech", 3)]
    #[case("respiratory nurse", 2)]
    #[case("anesthesiologist", 4)]
    fn what_is_merely_alike_is_suggested(#[case] name: &str, #[case] first: usize) {
        assert_eq!(names().suggest(name, 3)[0], first);
    }

    #[rstest]
    #[case("", &[0, 1, 2, 3, 4])]
    #[case("p", &[0])]
    #[case("perfos", &[0])]
    #[case("scrub", &[1])]
    #[case("therap", &[2])]
    #[case("anesthesiologst", &[4])]
    #[case("zzz", &[])]
    fn check_complete(#[case] partial: &str, #[case] expected: &[usize]) {
        assert_eq!(names().complete(partial), expected);
    }
}
