//! Two roles to be compared: 'perfusionist vs surgical tech'.

use super::roles::RoleNames;
use crate::text::{normalise, singular, tokens};

/// What stands between two names and asks for a comparison by itself.
const BETWEEN: [&[&str]; 5] = [&["vs"], &["versus"], &["v"], &["compared", "to"], &["compared", "with"]];
/// What stands between two names after 'compare'.
const AFTER_COMPARE: [&[&str]; 5] = [&["and"], &["with"], &["to"], &["vs"], &["versus"]];

const ARTICLES: [&str; 3] = ["a", "an", "the"];

/// The two roles, where a text has nothing but their names and the wish to see them side by side.
pub fn comparison(raw: &str, names: &RoleNames) -> Option<(usize, usize)> {
    let text = normalise(raw);
    let words: Vec<&str> = tokens(&text).into_iter().filter(|word| !ARTICLES.contains(word)).collect();
    let (words, between) = match words.as_slice() {
        ["compare", words @ ..] => (words, &AFTER_COMPARE),
        words => (words, &BETWEEN),
    };
    // Each place is tried below, so what is too long for two names and what is between them goes first.
    let letters: usize = words.iter().map(|word| singular(word).chars().count()).sum();
    if letters > 2 * names.most_letters() + "compared with".len() {
        return None;
    }
    let sides = |at: usize| {
        let joint = between.iter().find(|joint| words[at..].starts_with(joint))?;
        let (first, second) = (words[..at].join(" "), words[at + joint.len()..].join(" "));
        Some((names.find(&first)?, names.find(&second)?)).filter(|(first, second)| first != second)
    };
    (0..words.len()).find_map(sides)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("perfusionist vs surgical tech", Some((0, 1)))]
    #[case("Surgical technologists vs. perfusionists?", Some((1, 0)))]
    #[case("perfusoinist versus surgical tech", Some((0, 1)))]
    #[case("compare a perfusionist with a surgical tech", Some((0, 1)))]
    #[case("compare perfusionist and surgical tech", Some((0, 1)))]
    #[case("perfusionist compared to surgical tech", Some((0, 1)))]
    #[case("per fusionist vs surgicaltech", Some((0, 1)))]
    #[case("surgical technologistss compared with the perfusionnists", Some((1, 0)))]
    #[case("perfusionist vs perfusionist", None)]
    #[case("perfusionist vs plumber", None)]
    #[case("perfusionist vs surgical tech salary", None)]
    #[case("perfusionist and surgical tech", None)]
    #[case("vs", None)]
    #[case("compare", None)]
    fn check(#[case] text: &str, #[case] expected: Option<(usize, usize)>) {
        let names = [(0, "Perfusionist"), (1, "Surgical technologist"), (1, "surgical tech")];
        let names = RoleNames::collect(names.into_iter(), ["plumber"].into_iter());
        assert_eq!(comparison(text, &names), expected);
    }
}
