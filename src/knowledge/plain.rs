//! The TOML parser's messages in words for people who have never heard of TOML.

use super::about::{About, about};
use super::lines::{is_bare_key, is_header, is_listed, lacks_equals, looks_like_date, starts_with_key};
use super::syntax::At;
use crate::diagnostic::{Code, Diagnostic, Place};
use std::ops::Range;

/// A syntax error in plain words.
pub(super) struct Fault {
    pub code: Code,
    pub message: String,
    pub help: &'static str,
    /// Bytes of the text that was parsed.
    pub span: Range<usize>,
    /// Where a key given twice stands first.
    pub first: Option<Range<usize>>,
}

const QUOTE_HELP: &str = "put the text between straight double quotes, like this: \"some text\"; a text of several \
                          lines goes between \"\"\" and \"\"\"";
const CURLY_HELP: &str = "replace the curly quotes at the start and end of the text by straight ones (\"); word \
                          processors put them in";
const INNER_QUOTE_HELP: &str = "a \" inside a text is written \\\", or put the whole text between \"\"\" and \"\"\"";
const LINE_HELP: &str = "write it as key = \"text\"; a note to other moderators starts with #; a text of several lines \
                         goes between \"\"\" and \"\"\"";
const CLOSE_HELP: &str = "end the text with \"; a \" inside it is written \\\", and a text of several lines goes between \
                          \"\"\" and \"\"\"";
const BACKSLASH_HELP: &str = "write \\\\ for a backslash, or put the text between single quotes ('), where a backslash is \
                              a backslash";
const HEADER_HELP: &str =
    "headers look like [[entry]] or [card.duties], with as many brackets at the end as at the start";

/// What the parser's `message` about the bytes `span` of `text` means to the moderator.
///
/// Most of it follows from what the message is [`about`]. Where the parser can't know what was meant, the line tells, and
/// so goes first: a date without quotes, quotes of a word processor, a header.
pub(super) fn explain(text: &str, message: &str, span: Range<usize>) -> Fault {
    let at = floor(text, span.start);
    let span = at..floor(text, span.end).max(at);
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    let indent = line.len() - line.trim_start().len();
    let of_line = line_start + indent..line_start + line.trim_end().len().max(indent);
    let value = line.split_once('=').map_or("", |(_, value)| value.trim());
    let of_value = of_line.end - value.len()..of_line.end;
    let fault = |code, span, message: &str, help| Fault { code, message: message.to_owned(), help, span, first: None };
    let say = |span, message: &str, help| fault(Code::Syntax, span, message, help);

    let open_text = |of_line, of_value, value: &str| {
        let span = if value.starts_with(['"', '\'']) { of_value } else { of_line };
        say(span, "the text on this line is never closed", CLOSE_HELP)
    };

    let about = about(message);
    let as_value = matches!(about, Some(About::Number | About::Unquoted | About::LeftOver));
    if about == Some(About::Date) || as_value && looks_like_date(value) {
        let help = "write year-month-day without quotes, like 2026-11-24";
        return fault(Code::InvalidDate, of_value, "this is no date of the calendar", help);
    }
    if about != Some(About::Duplicate) && value.starts_with(CURLY) {
        return say(of_value, IN_CURLY, CURLY_HELP);
    }
    let is_header = is_header(line) || line.trim_start().starts_with("[[");
    // The end of a line as Windows writes it is a control character to the parser.
    let ends_line = text[at..].starts_with("\r\n") || &text[at..] == "\r";
    match about {
        Some(About::Duplicate) => duplicate_key(text, line_start, span),
        Some(About::OpenLongText(quotes)) => {
            let span = text[..at].rfind(quotes).map_or(span, |open| open..open + quotes.len());
            let help = "put the same three quotes at the end of the text, on a line of their own";
            say(span, "the text that starts here is never closed", help)
        }
        Some(About::OpenText) => open_text(of_line, of_value, value),
        Some(About::ControlInText) if ends_line => open_text(of_line, of_value, value),
        Some(About::ControlInText) => {
            let help = "delete the character, or type the text anew instead of pasting it";
            say(span, "there is an invisible control character in this text", help)
        }
        Some(About::Escape) => {
            let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
            let span = text[..at].rfind('\\').filter(|&start| start >= line_start).map_or(span, |start| start..end);
            let message = "a backslash (\\) in this text isn't followed by anything that TOML knows";
            say(span, message, BACKSLASH_HELP)
        }
        Some(About::Unquoted) if line.contains('=') && value.is_empty() => {
            let help = "write the value after the =, or delete the line";
            say(of_line, "there is nothing after the = sign", help)
        }
        Some(About::Unquoted) if value.starts_with('{') => say(of_value, BRACES, BRACES_HELP),
        Some(About::Braces) => say(of_value, BRACES, BRACES_HELP),
        Some(About::Unquoted) if text[at..].starts_with(CURLY) => say(span, IN_CURLY, CURLY_HELP),
        Some(About::Unquoted) if ["true", "false"].contains(&value.to_lowercase().as_str()) => {
            say(of_value, "true and false are written in small letters", "write true or false, without quotes")
        }
        Some(About::Unquoted) => say(span, "this text isn't in quotes", QUOTE_HELP),
        Some(About::NoOpeningQuote) => say(of_value, "this text isn't in quotes", QUOTE_HELP),
        Some(About::MissingComma) if at != of_line.start || !starts_with_key(line) => {
            say(span, "a comma is missing between two items of this list", "put a comma after each item")
        }
        // A comma missing before the next `key =` is a list that runs on into it.
        Some(About::OpenList | About::EqualsInList | About::MissingComma) => {
            let span = open_bracket(text, at).unwrap_or(span);
            say(span, "the list that starts here is never closed", "put ] at the end of the list")
        }
        Some(About::ExtraComma) => say(span, COMMA, "delete the comma"),
        Some(About::Header) => say(of_line, HEADER, HEADER_HELP),
        _ if is_header => say(of_line, HEADER, HEADER_HELP),
        _ if lacks_equals(line) => {
            say(of_line, NO_EQUALS, "write an = between the key and its value, such as question = \"How …?\"")
        }
        Some(About::NoKeyValue) => say(of_line, NO_KEY_VALUE, LINE_HELP),
        Some(About::LeftOver) if text.get(at..of_line.end).map(str::trim_end) == Some(",") => {
            say(at..at + 1, COMMA, "delete the comma; only the items of a list have one between them")
        }
        Some(About::LeftOver) => {
            say(span, "there is something left over on this line after the value", INNER_QUOTE_HELP)
        }
        Some(About::Number) => {
            let help = "write a number such as 4 or 1.5; a text goes between straight double quotes";
            say(of_value, "this is no number", help)
        }
        Some(About::ControlOnLine) => {
            let help = "delete the line and type it anew instead of pasting it";
            say(span, "there is an invisible control character on this line", help)
        }
        Some(About::TooDeep) => {
            let help = "a knowledge file needs no more than two levels of them";
            say(span, "brackets are nested too deeply here", help)
        }
        Some(About::Date) | None => {
            let help = "compare the line with one of the same kind that works; texts go between straight double quotes";
            say(span, &format!("this can't be read as TOML: {message}"), help)
        }
    }
}

/// Quotes that word processors write.
const CURLY: [char; 7] = ['“', '”', '„', '‘', '’', '«', '»'];
const IN_CURLY: &str = "this text is in curly quotes, which TOML doesn't know";
const COMMA: &str = "there is a comma too many";
const BRACES: &str = "what stands between { and } isn't well-formed";
const BRACES_HELP: &str = "write it like { min = 1, max = 2 }";
const HEADER: &str = "this header isn't closed as it should be";

/// The message for a line of prose.
pub(super) const NO_KEY_VALUE: &str = "this line is no `key = value`";

/// The message for a line that has a key and a value, and something else than = between them.
pub(super) const NO_EQUALS: &str = "the = between the key and its value is missing on this line";

/// The diagnostic for a key or header that may stand once and stands again.
pub(super) fn duplicate(key: &At<String>, first: Place) -> Diagnostic {
    let (message, help) = duplicate_words(&key.value);
    Diagnostic::at(Code::DuplicateKey, key.place.clone(), message).note(first, "first given here").help(help)
}

fn duplicate_key(text: &str, line_start: usize, span: Range<usize>) -> Fault {
    let name = &text[span.clone()];
    let (message, help) = duplicate_words(name);
    // The first of the two lies on an earlier line that starts with it.
    let mut offset = 0;
    let first = text[..line_start].split_inclusive('\n').find_map(|line| {
        let start = offset + (line.len() - line.trim_start().len());
        offset += line.len();
        let rest = line.trim_start().strip_prefix(name)?;
        rest.trim_start().starts_with('=').then_some(start..start + name.len())
    });
    Fault { code: Code::DuplicateKey, message, help, span, first }
}

fn duplicate_words(name: &str) -> (String, &'static str) {
    if is_listed(name) {
        let help = "write double brackets around each of them, such as [[entry]]";
        return (format!("`{name}` stands more than once, but not always in double brackets"), help);
    }
    let help = "keep one of the two; what belongs to another entry goes below a line [[entry]] of its own";
    (format!("`{}` is given twice", super::shorten(name)), help)
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

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
