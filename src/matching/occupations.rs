//! The occupations that a question names, whether or not the knowledge base has heard of them.

use super::names;
use super::phrases::Phrases;
use std::sync::LazyLock;

/// Names of occupations, by their words without plural endings.
static OCCUPATIONS: LazyLock<Phrases<()>> = LazyLock::new(|| {
    let mut occupations = Phrases::default();
    for form in include_str!("../../models/occupations.txt").lines().flat_map(names::forms) {
        occupations.insert(form, ());
    }
    occupations
});

/// The last word of each occupation that these words name.
pub(super) fn named<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let singular = names::words(&words.join(" "));
    debug_assert_eq!(singular.len(), words.len());
    let mut named = Vec::new();
    let mut at = 0;
    while at < singular.len() {
        let length = OCCUPATIONS.longest_at(&singular[at..]).map(|(length, ())| length);
        named.extend(length.map(|length| words[at + length - 1]));
        at += length.unwrap_or(1);
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn occupations_are_found_in_either_number() {
        let named = |text: &str| named(&text.split(' ').collect::<Vec<_>>()).join(" ");
        assert_eq!(named("how much do electricians make and a dental hygienist"), "electricians hygienist");
        assert_eq!(named("how long is it"), "");
    }
}
