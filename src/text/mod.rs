//! From what a member typed to plain words: an ordered pipeline of small steps.
//!
//! The same pipeline reads phrasings and questions, so that both meet in the same form. `quote` goes the other way: it shows
//! a member's words.

mod markup;
mod quote;
mod sentences;
mod short_forms;
mod shorten;
mod words;

pub use quote::{quote, quote_in_markdown, unquote, visible};
pub use shorten::shorten;
pub use words::{plural, singular, stem, tokens, within_sentence};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What is read of one message, in bytes; nobody asks a question longer than this, and work stays bounded.
const MAX_BYTES: usize = 4_000;

/// The steps from raw text to words parted by single spaces, in their order.
const STEPS: [fn(&str) -> String; 6] =
    [markup::strip, fold_letters, drop_apostrophes, name_symbols, space_words, short_forms::write_out];

/// Lower-case words without markup, accents, apostrophes and punctuation, parted by single spaces; may be empty.
pub fn normalise(raw: &str) -> String {
    whole_words(STEPS.iter().fold(bounded(raw).to_owned(), |text, step| step(&text)))
}

/// The last question of a long message that says more than that question, and the rest, as typed but without markup.
pub fn last_question(raw: &str) -> Option<(String, String)> {
    let text = without_markup(raw);
    sentences::last_question(&text).map(|(question, rest)| (question.to_owned(), rest.join("\n")))
}

/// What was typed without Discord's markup; letters, punctuation and lines stay.
pub fn without_markup(raw: &str) -> String {
    markup::strip(bounded(raw))
}

/// As much of a text as is read of a message.
pub(crate) fn bounded(raw: &str) -> &str {
    &raw[..raw.floor_char_boundary(MAX_BYTES)]
}

/// As much of words parted by single spaces as is read of a message. What was read may be written longer: 'n' is 'and', and
/// a single sign of Arabic stands for 18 letters.
pub(crate) fn whole_words(mut text: String) -> String {
    let bounded = bounded(&text);
    if bounded.len() < text.len() {
        let end = bounded.rfind(' ').unwrap_or(bounded.len());
        text.truncate(end);
    }
    text
}

/// Compatibility forms become plain ones ('ﬁ' is 'fi'), accents go, letters become lower case.
fn fold_letters(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// "what's" and 'whats' are one word.
fn drop_apostrophes(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '`' | '\u{b4}')).collect()
}

/// Symbols that people write in place of a word.
fn name_symbols(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '&' => out.push_str(" and "),
            // '$$$' is money, '$80,000' is a figure.
            '$' => {
                while characters.next_if_eq(&'$').is_some() {}
                let is_figure = characters.peek().is_some_and(char::is_ascii_digit);
                out.push_str(if is_figure { " " } else { " money " });
            }
            _ => out.push(character),
        }
    }
    out
}

/// Everything but letters and digits parts words.
fn space_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("  What's a PERFUSIONIST?! ", "what is a perfusionist")]
    #[case("What\u{2019}s that", "what is that")]
    #[case("<@123456> how long, **really**?", "how long really")]
    #[case("<@!123> <@&45> <#678> hi <:heart:99> <a:spin:98> </ask:12> <t:1700000000:R>", "hi")]
    #[case("@everyone is it ||stressful||?", "is it stressful")]
    #[case("see https://example.org/a?b=c for more", "see for more")]
    #[case("see [this page](https://example.org) now", "see this page now")]
    #[case("the `pump` ```rust\nlet x = 1;\n``` works", "the pump works")]
    #[case("caf\u{e9} \u{fb01}ne \u{ff21}\u{ff22}", "cafe fine ab")]
    #[case("heart-lung machine/ECMO", "heart lung machine ecmo")]
    #[case("how much $$ & is it $80,000", "how much money and is it 80 000")]
    #[case("\u{1f600}\u{1f600}", "")]
    #[case("", "")]
    fn check(#[case] raw: &str, #[case] expected: &str) {
        assert_eq!(normalise(raw), expected);
    }

    #[test]
    fn a_link_is_no_part_of_the_last_question() {
        let story =
            "My aunt drove a bus for thirty years and now she asks me. Is it stressful? See https://example.org/a?b=c";
        let (question, rest) = last_question(story).unwrap();
        assert_eq!(question, "Is it stressful");
        assert_eq!(rest.split_whitespace().last(), Some("See"));
    }

    #[test]
    fn long_messages_are_bounded_at_a_character() {
        let long = "ä".repeat(MAX_BYTES);
        assert_eq!(normalise(&long).len(), MAX_BYTES / 2);
    }

    #[rstest]
    #[case::symbols("& ", "and")]
    #[case::short_forms("n ", "and")]
    #[case::a_sign_of_many_letters("\u{fdfa} ", "\u{635}\u{644}\u{649}")]
    fn what_is_written_out_is_bounded_at_a_word(#[case] raw: &str, #[case] first: &str) {
        let text = normalise(&raw.repeat(MAX_BYTES));
        assert!(text.len() <= MAX_BYTES && text.len() > MAX_BYTES - 20, "{}", text.len());
        assert_eq!((tokens(&text)[0], normalise(&text)), (first, text.clone()));
    }

    proptest! {
        #[test]
        fn normalising_is_idempotent_and_never_panics(raw in ".{0,200}") {
            let once = normalise(&raw);
            prop_assert_eq!(&normalise(&once), &once);
            prop_assert!(!once.starts_with(' ') && !once.ends_with(' ') && !once.contains("  "));
        }
    }
}
