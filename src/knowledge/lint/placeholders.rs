//! Notes to write something later.

use super::Context;
use super::prose::{blocks, words};
use crate::diagnostic::{Code, Diagnostic};
use std::ops::Range;

/// Words that stand for a text that is yet to be written.
pub(super) const NOTES: [&str; 5] = ["TODO", "TBD", "TBA", "FIXME", "XXX"];

/// Reports each such note in a text that members read.
pub(super) fn left(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for shown in context.shown() {
        for span in notes(&shown.prose) {
            let message =
                format!("{} still has the note `{}`, which members would read", shown.what, &shown.text[span.clone()]);
            let help = "write the text, or put the note behind a # on a line of its own, outside of the text";
            out.push(Diagnostic::at(Code::PlaceholderText, shown.place(span), message).help(help));
        }
    }
}

fn notes(prose: &str) -> Vec<Range<usize>> {
    let mut notes = Vec::new();
    for block in blocks(prose) {
        let words = words(prose, block);
        for (at, word) in words.iter().enumerate() {
            let next = words.get(at + 1).filter(|next| next.text.eq_ignore_ascii_case("ipsum"));
            if NOTES.contains(&word.text) {
                notes.push(word.span.clone());
            } else if let Some(next) = next.filter(|_| word.text.eq_ignore_ascii_case("lorem")) {
                notes.push(word.span.start..next.span.end);
            }
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("**TODO**: ask a moderator (TBD).", &["TODO", "TBD"])]
    #[case("Lorem ipsum dolor", &["Lorem ipsum"])]
    #[case("A to-do list, todo el mundo, `TODO`, XXXL", &[])]
    fn check(#[case] text: &str, #[case] expected: &[&str]) {
        let found: Vec<&str> = notes(&super::super::prose::prose(text)).into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, expected);
    }
}
