//! Sentences that are hard to follow.

use super::Context;
use super::prose::{blocks, spaced};
use crate::diagnostic::{Code, Diagnostic};
use std::ops::Range;

/// Words that a sentence may have. Plain-language guides ask for 15 to 20 on average; twice that is lost on a phone.
const MOST_WORDS: usize = 40;

/// Reports sentences of more than [`MOST_WORDS`] words.
pub(super) fn long(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for shown in context.shown() {
        for Sentence { span, words } in sentences(&shown.prose) {
            if words > MOST_WORDS {
                let message =
                    format!("a sentence in {} has {words} words; over {MOST_WORDS} are hard to follow", shown.what);
                let help = "make two or three sentences of it, or a list";
                out.push(Diagnostic::at(Code::LongSentence, shown.place(span), message).help(help));
            }
        }
    }
}

struct Sentence {
    span: Range<usize>,
    words: usize,
}

fn sentences(prose: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for block in blocks(prose) {
        let mut current: Option<Sentence> = None;
        let mut words = spaced(prose, block).peekable();
        while let Some((start, word)) = words.next() {
            let sentence = current.get_or_insert(Sentence { span: start..start, words: 0 });
            sentence.span.end = start + word.len();
            sentence.words += usize::from(word.contains(char::is_alphanumeric));
            if ends(word, words.peek().map(|(_, next)| *next)) {
                sentences.extend(current.take());
            }
        }
        sentences.extend(current);
    }
    sentences
}

/// Whether a sentence ends behind `word`.
fn ends(word: &str, next: Option<&str>) -> bool {
    const SHORT: [&str; 14] =
        ["e.g", "i.e", "vs", "dr", "mr", "mrs", "ms", "st", "no", "approx", "prof", "incl", "cf", "jr"];
    let bare = word.trim_end_matches([')', ']', '"', '\'', '”', '’', '*', '_', '~', '|']);
    if bare.ends_with(['!', '?', '…']) {
        return true;
    }
    let Some(stem) = bare.strip_suffix('.') else { return false };
    let stem = stem.trim_start_matches(['(', '[', '"', '\'', '“', '‘', '*', '_']);
    // 'the U.S. has' goes on, 'in the U.S. Nurses' may not.
    let initials = stem.split('.').all(|part| part.chars().count() == 1);
    let goes_on = next.is_some_and(|next| next.starts_with(char::is_lowercase));
    !(SHORT.contains(&stem.to_lowercase().as_str()) || initials && goes_on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("One two. Three (four!) five? six", &["One two.", "Three (four!)", "five?", "six"])]
    #[case("Dr. A, e.g. in the U.S. today, waits. Yes", &["Dr. A, e.g. in the U.S. today, waits.", "Yes"])]
    #[case("A line\nand its end.\n- An item\n- another: x", &["A line\nand its end.", "An item", "another: x"])]
    #[case("It is on example.org now; v1.5 too.", &["It is on example.org now; v1.5 too."])]
    #[case("- - -", &["-"])]
    fn check(#[case] text: &str, #[case] expected: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().map(|sentence| &text[sentence.span]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_are_no_words() {
        assert_eq!(sentences("Two – words & 1 number")[0].words, 4);
    }
}
