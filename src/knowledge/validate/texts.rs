//! Lengths and empty texts.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::knowledge::syntax::At;

/// A text that must not be empty nor longer than `limit`, trimmed; empty where the file has none.
pub(super) fn fit(what: &str, key: &str, limit: usize, text: Option<&At<String>>, out: &mut Vec<Diagnostic>) -> String {
    let Some(At { value, place }) = text else { return String::new() };
    let value = value.trim();
    if value.is_empty() {
        let message = format!("`{key}` of {what} is empty");
        out.push(Diagnostic::at(Code::EmptyText, place.clone(), message).help("write a text, or delete the line"));
    }
    let length = value.chars().count();
    if length > limit {
        let message = format!("`{key}` of {what} has {} characters, but at most {} fit", digits(length), digits(limit));
        out.push(Diagnostic::at(Code::TextTooLong, place.clone(), message).help(shorter(length - limit)));
    }
    value.to_owned()
}

/// Each of a list of texts, as [`fit`] has it.
pub(super) fn fit_all(
    what: &str,
    key: &str,
    limit: usize,
    texts: &[At<String>],
    out: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let one = format!("an item of `{key}`");
    let mut fitting = Vec::with_capacity(texts.len());
    for At { value, place } in texts {
        let value = value.trim();
        let length = value.chars().count();
        if value.is_empty() {
            let message = format!("{one} of {what} is empty");
            out.push(Diagnostic::at(Code::EmptyText, place.clone(), message).help("write a text, or delete the item"));
        } else if length > limit {
            let message =
                format!("{one} of {what} has {} characters, but at most {} fit", digits(length), digits(limit));
            out.push(Diagnostic::at(Code::TextTooLong, place.clone(), message).help(shorter(length - limit)));
        }
        fitting.push(value.to_owned());
    }
    fitting
}

/// Where each of a list of texts stands.
pub(super) fn places(texts: &[At<String>]) -> Vec<Place> {
    texts.iter().map(|text| text.place.clone()).collect()
}

fn shorter(by: usize) -> String {
    format!(
        "shorten it by {} character{}, so that it fits into a Discord message",
        digits(by),
        if by == 1 { "" } else { "s" }
    )
}

/// With a comma between thousands.
fn digits(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", digits(number / 1000), number % 1000) }
}
