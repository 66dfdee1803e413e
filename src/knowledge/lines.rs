//! What a line of a file was meant as, if it isn't well-formed.

use super::keys;
use super::kind::FileKind;

/// Whether it is like 2026-11-24, 2026/11/24 or 24.11.2026.
pub(super) fn looks_like_date(value: &str) -> bool {
    let mut parts = value.split(['-', '/', '.']).map(|part| part.bytes().take_while(u8::is_ascii_digit).count());
    let lengths = [parts.next(), parts.next(), parts.next()];
    matches!(lengths, [Some(4), Some(1..), _] | [Some(1 | 2), Some(1 | 2), Some(4)])
}

/// Whether a line looks like `key = …`.
pub(super) fn starts_with_key(line: &str) -> bool {
    line.split_once('=').is_some_and(|(key, _)| is_bare_key(key.trim()))
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

/// Whether a header of this name stands in double brackets, once for each item.
pub(super) fn is_listed(name: &str) -> bool {
    ["entry", "path", "source", "board", "synonym", "reply", "topic", "case"].contains(&name)
}

/// Whether a line is `key: value` or `key "value"`.
pub(super) fn lacks_equals(line: &str) -> bool {
    let line = line.trim_start();
    let behind = line.trim_start_matches(is_key_char);
    let key = &line[..line.len() - behind.len()];
    FileKind::ALL.iter().any(|kind| keys::within(kind.keys(), key))
        && behind.trim_start().starts_with([':', '"', '\'', '[', '“', '”'])
}
