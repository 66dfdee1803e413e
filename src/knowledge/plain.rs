//! The TOML parser's messages in words for people who have never heard of TOML.

use super::syntax::At;
use crate::diagnostic::{Code, Diagnostic, Place};
use std::ops::Range;

/// A syntax error in plain words.
#[derive(Default)]
pub(super) struct Explained {
    /// `None` for what is wrong with the file's form.
    pub code: Option<Code>,
    pub message: String,
    pub help: Option<&'static str>,
    /// A better place than the parser's, in bytes of the same text.
    pub span: Option<Range<usize>>,
    /// Where a key given twice stands first.
    pub first: Option<Range<usize>>,
    /// The next lines were probably meant to belong to the same text.
    pub runs_on: bool,
}

const QUOTE_HELP: &str = "put the text between straight double quotes, like this: \"some text\"; a text of several \
                          lines goes between \"\"\" and \"\"\"";
const CURLY_HELP: &str = "replace the curly quotes at the start and end of the text by straight ones (\"); word \
                          processors put them in";
const INNER_QUOTE_HELP: &str = "a \" inside a text is written \\\", or put the whole text between \"\"\" and \"\"\"";
const CLOSE_HELP: &str = "end the text with \"; a \" inside it is written \\\", and a text of several lines goes between \
                          \"\"\" and \"\"\"";

/// What the parser's `message` about the byte `at` of `text` means to the moderator.
pub(super) fn explain(text: &str, message: &str, at: usize) -> Explained {
    let at = floor(text, at);
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    let value = line.split_once('=').map_or("", |(_, value)| value.trim());
    let say = |message: &str, help: &'static str| Explained {
        message: message.to_owned(),
        help: Some(help),
        ..Explained::default()
    };
    let has = |part: &str| message.contains(part);

    if has("duplicate key") {
        return duplicate_key(text, line_start, at);
    }
    if has("datetime") || (looks_like_date(value) && (has("value") || has("quoted") || has("digit"))) {
        return Explained {
            code: Some(Code::InvalidDate),
            ..say("this is no date of the calendar", "write year-month-day without quotes, like 2026-11-24")
        };
    }
    if value.starts_with(['“', '”', '„', '‘', '’']) {
        return Explained { runs_on: true, ..say("this text is in curly quotes, which TOML doesn't know", CURLY_HELP) };
    }
    if has("multi-line") && (has("expected `\"`") || has("expected '") || has("expected `'`")) {
        let open = text[..at].rfind(if has("basic") { "\"\"\"" } else { "'''" });
        return Explained {
            span: open.map(|open| open..open + 3),
            ..say(
                "the text that starts here is never closed",
                "put \"\"\" at the end of the text, on a line of its own",
            )
        };
    }
    if has("invalid basic string") && has("expected `\"`") || has("invalid literal string") && has("expected `'`") {
        return Explained { runs_on: true, ..say("a text on this line is never closed", CLOSE_HELP) };
    }
    if has("string") && has("visible characters") || has("characters") && has("string") {
        return say(
            "there is an invisible control character in this text",
            "delete the character, or type the text anew instead of pasting it",
        );
    }
    if has("escape") || has("unicode") {
        return say(
            "a backslash (\\) in this text isn't followed by anything that TOML knows",
            "write \\\\ for a backslash, or put the text between single quotes ('), where a backslash is a backslash",
        );
    }
    if has("must be quoted") {
        return Explained { runs_on: true, ..say("this text isn't in quotes", QUOTE_HELP) };
    }
    if has("missing value") || has("invalid value") && value.is_empty() {
        return say("there is nothing after the = sign", "write the value after the =, or delete the line");
    }
    if has("key with no value") || has("invalid key-value") || has("missing assignment") {
        return say(
            "this line is no `key = value`",
            "write it as key = \"text\"; a note to other moderators starts with #; a text of several lines goes between \
             \"\"\" and \"\"\"",
        );
    }
    if has("missing comma") {
        return say("a comma is missing between two items of this list", "put a comma after each item");
    }
    if has("unclosed array") && !has("table") {
        return Explained {
            span: open_bracket(text, at),
            ..say("the list that starts here is never closed", "put ] at the end of the list")
        };
    }
    if has("extra comma") {
        return say("there is a comma too many", "delete the comma");
    }
    if has("unclosed") && has("inline") {
        return say("the { on this line is never closed", "put } at the end");
    }
    if has("table") && is_header(line) {
        return say(
            "this header isn't closed as it should be",
            "headers look like [[entry]] or [card.duties], with as many brackets at the end as at the start",
        );
    }
    if has("unexpected key or value") || has("unexpected content") {
        return say("there is something left over on this line after the value", INNER_QUOTE_HELP);
    }
    if has("unquoted key") || has("invalid key") || has("extra `=`") {
        return say(
            "this line doesn't start with a key as it should",
            "a key has letters, digits, - and _ alone and is followed by =; a text of several lines goes between \"\"\" and \
             \"\"\"",
        );
    }
    if has("carriage return") || has("comment") {
        return say(
            "there is an invisible control character on this line",
            "delete the line and type it anew instead of pasting it",
        );
    }
    if has("recurse") || has("recursion") {
        return say("brackets are nested too deeply here", "a knowledge file needs no more than two levels of them");
    }
    Explained {
        message: format!("this can't be read as TOML: {message}"),
        help: Some("compare the line with one of the same kind that works; texts go between straight double quotes"),
        ..Explained::default()
    }
}

/// The diagnostic for a key or header that may stand once and stands again.
pub(super) fn duplicate(key: &At<String>, first: Place) -> Diagnostic {
    let (message, help) = duplicate_words(&key.value);
    Diagnostic::at(Code::DuplicateKey, key.place.clone(), message).note(first, "first given here").help(help)
}

fn duplicate_key(text: &str, line_start: usize, at: usize) -> Explained {
    let name: String = text[at..].chars().take_while(|&c| is_key_char(c)).collect();
    let (message, help) = duplicate_words(&name);
    // The first of the two lies on an earlier line that starts with it.
    let mut offset = 0;
    let first = text[..line_start].split_inclusive('\n').find_map(|line| {
        let start = offset + (line.len() - line.trim_start().len());
        offset += line.len();
        let rest = line.trim_start().strip_prefix(&name)?;
        rest.trim_start().starts_with('=').then_some(start..start + name.len())
    });
    Explained {
        code: Some(Code::DuplicateKey),
        message,
        help: Some(help),
        first,
        span: Some(at..at + name.len()),
        runs_on: false,
    }
}

fn duplicate_words(name: &str) -> (String, &'static str) {
    if ["entry", "path", "source", "board", "synonym", "reply", "topic", "case"].contains(&name) {
        let help = "write each of them with double brackets, such as [[entry]]";
        return (format!("`{name}` is given twice here"), help);
    }
    (format!("`{name}` is given twice"), "keep one of the two; every entry starts with a line of its own: [[entry]]")
}

/// The last `[` before `at` that isn't closed before it; good enough for a place to point at.
fn open_bracket(text: &str, at: usize) -> Option<Range<usize>> {
    let mut offset = 0;
    let mut open = None;
    for line in text[..at].split_inclusive('\n') {
        if let Some((key, value)) = line.split_once('=')
            && is_bare_key(key.trim())
            && value.trim_start().starts_with('[')
        {
            let start = offset + key.len() + 1 + (value.len() - value.trim_start().len());
            open = Some(start..start + 1);
        }
        offset += line.len();
    }
    open
}

fn looks_like_date(value: &str) -> bool {
    let mut bytes = value.bytes();
    bytes.by_ref().take(4).filter(u8::is_ascii_digit).count() == 4 && matches!(bytes.next(), Some(b'-' | b'/' | b'.'))
}

/// Whether a key needs no quotes.
pub(super) fn is_bare_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(is_key_char)
}

fn is_key_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// Whether a line is a `[header]`, or is meant as one and lacks a bracket.
pub(super) fn is_header(line: &str) -> bool {
    let line = line.split_once('#').map_or(line, |(before, _)| before).trim();
    let name = line.trim_start_matches('[').trim_end_matches(']').trim();
    line.starts_with('[') && name.split('.').all(|part| is_bare_key(part.trim()))
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
