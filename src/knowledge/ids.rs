//! What an id looks like.

use super::limits;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether a text is an id: 1 to 60 of the characters a-z, 0-9 and -.
pub(super) fn is_id(text: &str) -> bool {
    (1..=limits::ID).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The nearest text that is an id, of whole words where there are several; empty if there is none.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '\u{2019}'));
    for c in plain.flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() > limits::ID {
            break;
        }
    }
    if slug.len() > limits::ID {
        let words = slug.rfind('-').unwrap_or(limits::ID);
        slug.truncate(words);
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Training length", "training-length")]
    #[case("  What's the pay – in Zürich?  ", "whats-the-pay-in-zurich")]
    #[case("¿?", "")]
    #[case("a-1", "a-1")]
    #[case(
        "How long does it take from the first day at college to the first day at work?",
        "how-long-does-it-take-from-the-first-day-at-college-to-the"
    )]
    fn check_slug(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(slug(text), expected);
        assert_eq!(is_id(expected), !expected.is_empty());
    }

    #[test]
    fn a_word_without_an_end_is_cut() {
        assert_eq!(slug(&"x".repeat(90)), "x".repeat(60));
        assert!(!is_id(&"x".repeat(61)) && !is_id("") && !is_id("Ab") && !is_id("a_b"));
    }
}
