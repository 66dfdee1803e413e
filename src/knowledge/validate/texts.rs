//! Lengths, empty texts and links.

use crate::diagnostic::{Code, Diagnostic, Place, Texts};
use crate::knowledge::limits;
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

/// A link that has to be an https address.
pub(super) fn link(what: &str, key: &str, url: Option<&At<String>>, out: &mut Vec<Diagnostic>) -> Option<String> {
    let at = url?;
    let url = fit(what, key, limits::URL, Some(at), out);
    if url.is_empty() {
        return None;
    }
    let host = url.strip_prefix("https://").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let wrong = match host {
        None => Some("must start with https://"),
        Some(host) if host.is_empty() || host.contains(['@', '{', '}']) => Some("has no host such as example.org"),
        Some(_) if url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\".contains(c)) => {
            Some("has a character that links can't have")
        }
        Some(_) => None,
    };
    if let Some(wrong) = wrong {
        let help = match url.strip_prefix("http://") {
            Some(rest) => format!("write \"https://{rest}\", if the site has it"),
            None => "copy the link from the browser's address bar".to_owned(),
        };
        out.push(Diagnostic::at(Code::InsecureLink, at.place.clone(), format!("`{key}` of {what} {wrong}")).help(help));
    }
    Some(url)
}

/// Reports links of a text that aren't https, at the first of them.
pub(super) fn links_within(what: &str, key: &str, text: Option<&At<String>>, texts: &Texts, out: &mut Vec<Diagnostic>) {
    let Some(At { value, place }) = text else { return };
    if value.to_ascii_lowercase().contains("http://") {
        // The value may be long, so the link is looked for in the text that it was read from.
        let written = texts.get(&place.file).and_then(|text| text.get(place.span.clone())).unwrap_or_default();
        let place = match written.to_ascii_lowercase().find("http://") {
            Some(at) => {
                let link = &written[at..];
                let length = link.find(|c: char| c.is_whitespace() || ")>\"'".contains(c)).unwrap_or(link.len());
                let start = place.span.start + at;
                &Place { span: start..start + length, ..place.clone() }
            }
            None => place,
        };
        let message = format!("`{key}` of {what} has a link that starts with http://");
        let help = "write https:// instead, if the site has it";
        out.push(Diagnostic::at(Code::InsecureLink, place.clone(), message).help(help));
    }
}
