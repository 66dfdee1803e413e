//! Links: a key that holds one, and those that stand within a text.

use super::texts::fit;
use crate::diagnostic::{Code, Diagnostic, Texts};
use crate::knowledge::syntax::At;
use crate::knowledge::written::Written;
use crate::knowledge::{limits, shorten};
use std::ops::Range;

/// A link that has to be an https address.
pub(super) fn link(what: &str, key: &str, url: Option<&At<String>>, out: &mut Vec<Diagnostic>) -> Option<String> {
    let at = url?;
    let url = fit(what, key, limits::URL, Some(at), out);
    if url.is_empty() {
        return None;
    }
    if let Some(wrong) = wrong(&url) {
        let message = format!("`{key}` of {what} {wrong}");
        out.push(Diagnostic::at(Code::InsecureLink, at.place.clone(), message).help(help(&url)));
    }
    Some(url)
}

/// Reports every link of a text that isn't an https address, each at its own place.
pub(super) fn links_within(what: &str, key: &str, text: Option<&At<String>>, texts: &Texts, out: &mut Vec<Diagnostic>) {
    let Some(text) = text else { return };
    let mut written = None;
    for span in links(&text.value) {
        let url = &text.value[span.clone()];
        let Some(wrong) = wrong(url) else { continue };
        let message = format!("`{key}` of {what} has the link `{}`, which {wrong}", shorten(url));
        let place = written.get_or_insert_with(|| Written::new(text, texts)).place(span);
        out.push(Diagnostic::at(Code::InsecureLink, place, message).help(help(url)));
    }
}

/// What keeps a text from being an https address, as the end of a sentence.
fn wrong(url: &str) -> Option<&'static str> {
    let host = url.strip_prefix("https://").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    match host {
        None => Some("must start with https://"),
        Some(host) if host.is_empty() || host.contains(['@', '{', '}']) => Some("has no host such as example.org"),
        Some(_) if url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\".contains(c)) => {
            Some("has a character that links can't have")
        }
        Some(_) => None,
    }
}

fn help(url: &str) -> String {
    let without_scheme = url.strip_prefix("http://").or_else(|| url.starts_with("www.").then_some(url));
    match without_scheme {
        Some(rest) => format!("write https://{}, if the site has it", shorten(rest)),
        None => "copy the link from the browser's address bar".to_owned(),
    }
}

/// The targets of `[words](target)` and the bare addresses (`scheme://…`) of a text, in order.
pub(in crate::knowledge) fn links(text: &str) -> Vec<Range<usize>> {
    let mut links = Vec::new();
    let mut at = 0;
    // What was found is kept until it lies behind, so that a long text without one of the two is searched once.
    let find = |mark: &str, from: usize| text[from..].find(mark).map_or(usize::MAX, |found| from + found);
    let (mut words, mut address) = (find("](", 0), find("://", 0));
    while words.min(address) < text.len() {
        let mark = words.min(address);
        if mark == words {
            let inside = mark + 2;
            let start = inside + text[inside..].find(|c: char| !c.is_whitespace() && c != '<').unwrap_or(0);
            let end = end_of(text, start);
            // `\]` is a bracket and no end of a link's words.
            if start < end && !text[..mark].ends_with('\\') {
                links.push(start..end);
            }
            at = end.max(inside);
        } else {
            let scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
            let start = at + text[at..mark].trim_end_matches(scheme).len();
            let start = start + text[start..mark].find(|c: char| c.is_ascii_alphabetic()).unwrap_or(mark - start);
            let end = end_of(text, mark + 3);
            let end =
                mark + 3 + text[mark + 3..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '~']).len();
            if start < mark {
                links.push(start..end);
            }
            at = end;
        }
        if words < at {
            words = find("](", at);
        }
        if address < at {
            address = find("://", at);
        }
    }
    links
}

fn end_of(text: &str, start: usize) -> usize {
    text[start..]
        .find(|c: char| c.is_whitespace() || ")]>\"'`|".contains(c))
        .map_or(text.len(), |length| start + length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("see [a](https://a.org) and https://b.org/x?y=1.", &["https://a.org", "https://b.org/x?y=1"])]
    #[case("[a](www.a.org), [b](<ftp://b.org> \"title\")", &["www.a.org", "ftp://b.org"])]
    #[case("**http://a.org**, <sftp://b.org>", &["http://a.org", "sftp://b.org"])]
    #[case("[a](mailto:x@y.org) é://b 1http://c", &["mailto:x@y.org", "http://c"])]
    #[case("pay: 5 (a) [b] (c), and/or :// \\[d\\](e) [f]()", &[])]
    #[case("", &[])]
    fn check(#[case] text: &str, #[case] expected: &[&str]) {
        let found: Vec<&str> = links(text).into_iter().map(|link| &text[link]).collect();
        assert_eq!(found, expected);
    }
}
