//! Where texts of several lines stand, so that what looks like TOML inside them is left alone.

use super::lines;
use std::ops::Range;

/// The texts between `"""` or `'''` from quotes to quotes, in order; those that are never closed are left out.
///
/// A text counts as never closed where the next quotes open another one, as in `answer = """`: then its author forgot
/// the end, and the lines between belong to the file.
pub(super) fn texts_of_several_lines(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = opening(text, at) {
        let quotes = &text[start..start + 3];
        at = match closing(text, start + 3, quotes) {
            Some(end) if !opens_another(text, end - 3) => {
                found.push(start..end);
                end
            }
            _ => start + 3,
        };
    }
    found
}

/// Whether the byte `at` lies within one of the texts, behind its first quotes.
pub(super) fn within(texts: &[Range<usize>], at: usize) -> bool {
    // They are in order and don't overlap, so the one that could hold it is the last that starts before it.
    let before = texts.partition_point(|text| text.start < at);
    texts[..before].last().is_some_and(|text| at < text.end)
}

/// The next `"""` or `'''` that begins a text, outside of comments and of texts of one line.
fn opening(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(found) = text[at..].find(['#', '"', '\'']) {
        at += found;
        let rest = &text[at..];
        if rest.starts_with("\"\"\"") || rest.starts_with("'''") {
            return Some(at);
        }
        let line = at + rest.find('\n').unwrap_or(rest.len());
        at = match rest.as_bytes()[0] {
            b'#' => line,
            quote => end_of_line_text(&text[..line], at + 1, quote),
        };
    }
    None
}

/// Behind the quote that ends a text of one line, or the line's end.
fn end_of_line_text(line: &str, from: usize, quote: u8) -> usize {
    let mut bytes = line.bytes().enumerate().skip(from);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' if quote == b'"' => _ = bytes.next(),
            _ if byte == quote => return at + 1,
            _ => {}
        }
    }
    line.len()
}

/// Behind the quotes that end a text of several lines.
fn closing(text: &str, from: usize, quotes: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        if bytes[at] == b'\\' && quotes.starts_with('"') {
            at += 2;
        } else if bytes[at..].starts_with(quotes.as_bytes()) {
            // Up to two more of the quotes belong to the text itself.
            let more = bytes[at + 3..].iter().take(2).take_while(|byte| **byte == bytes[at]).count();
            return Some(at + 3 + more);
        } else {
            at += 1;
        }
    }
    None
}

/// Whether the quotes at the byte `at` stand right behind `key =`, on a line of their own.
fn opens_another(text: &str, at: usize) -> bool {
    // Up to two more quotes may stand before these, and a key with its `=` is no longer than this.
    const LONGEST: usize = 100;
    let window = (at.saturating_sub(LONGEST)..=at).find(|start| text.is_char_boundary(*start)).unwrap_or(at);
    let near = &text[window..at];
    let line = match near.rfind('\n') {
        Some(newline) => &near[newline + 1..],
        None if window == 0 => near,
        None => return false,
    };
    let before = line.trim_end_matches(['"', '\'']).trim_end();
    before.ends_with('=') && lines::starts_with_key(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("a = \"\"\"\n[note]\n\"\"\"\nb = 1", &["\"\"\"\n[note]\n\"\"\""])]
    #[case("a = '''\\\n''' # \"\"\"\nb = '\"\"\"'", &["'''\\\n'''"])]
    #[case("a = \"\"\"x \\\"\"\" y\"\"\"\"\"\n", &["\"\"\"x \\\"\"\" y\"\"\"\"\""])]
    #[case("a = \"\"\"never\n[[entry]]\nb = \"\"\"x\"\"\"", &["\"\"\"x\"\"\""])]
    #[case("a = \"one\nb = \"\"\"two\"\"\"", &["\"\"\"two\"\"\""])]
    #[case("a = \"\"\"never", &[])]
    #[case("a = \"é\\", &[])]
    fn check(#[case] text: &str, #[case] expected: &[&str]) {
        let found: Vec<&str> = texts_of_several_lines(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }
}
