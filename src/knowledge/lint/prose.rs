//! The words of a text, without what Discord doesn't show as words.

use crate::knowledge::recover::blank;
use crate::knowledge::validate::links::links;
use std::ops::Range;

/// The text with spaces for code, link targets, addresses and mentions, so that every other byte keeps its place.
pub(super) fn prose(text: &str) -> String {
    let mut prose = without_code(text);
    for link in links(&prose) {
        // `](target)` goes as a whole.
        let words_end = prose[..link.start].trim_end_matches(['<', ' ']).strip_suffix("](").map(str::len);
        let target_end = prose[link.end..].find(')').filter(|length| !prose[link.end..][..*length].contains('\n'));
        match words_end.zip(target_end) {
            Some((start, length)) => blank(&mut prose, start..link.end + length + 1),
            None => blank(&mut prose, link),
        }
    }
    let mut at = 0;
    while let Some(start) = prose[at..].find('<').map(|found| at + found) {
        let end = prose[start..].find(['>', '\n']).map_or(prose.len(), |length| start + length + 1);
        if prose[start..end].ends_with('>') && !prose[start + 1..end].starts_with(' ') {
            blank(&mut prose, start..end);
        }
        at = start + 1;
    }
    prose
}

/// The text with spaces for its code.
pub(super) fn without_code(text: &str) -> String {
    let mut prose = text.to_owned();
    code(text).closed.into_iter().for_each(|range| blank(&mut prose, range));
    prose
}

/// What stands between backticks.
#[derive(Default)]
pub(super) struct Code {
    /// From backticks to backticks.
    pub closed: Vec<Range<usize>>,
    /// Backticks that nothing closes.
    pub open: Vec<Range<usize>>,
}

/// Finds the code of a text, inline and in blocks.
pub(super) fn code(text: &str) -> Code {
    let mut code = Code::default();
    let mut at = 0;
    while let Some(start) = text[at..].find(['`', '\\']).map(|found| at + found) {
        if text[start..].starts_with('\\') {
            at = start + 1 + text[start + 1..].chars().next().map_or(0, char::len_utf8);
            continue;
        }
        let length = run(&text[start..]);
        let inside = start + length;
        let end = match length {
            // A block ends at the next three, whatever stands between.
            3.. => text[inside..].find("```").map(|found| inside + found + 3),
            _ => closing(text, inside, length),
        };
        match end {
            Some(end) => code.closed.push(start..end),
            None => code.open.push(start..inside),
        }
        at = end.unwrap_or(inside);
    }
    code
}

/// The end of inline code: as many backticks as it began with, in the same paragraph.
fn closing(text: &str, from: usize, length: usize) -> Option<usize> {
    let end = text[from..].find("\n\n").map_or(text.len(), |found| from + found);
    let mut at = from;
    while let Some(start) = text[at..end].find('`').map(|found| at + found) {
        let found = run(&text[start..]);
        if found == length {
            return Some(start + found);
        }
        at = start + found;
    }
    None
}

fn run(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

/// The stretches that a text falls into: paragraphs, items of a list, headings, lines of a table; without their markers.
pub(super) fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        let marker = marker(content);
        let range = at + marker..at + content.len().max(marker);
        at += line.len();
        let alone = content.trim_start().starts_with('|') || content.trim_start().starts_with('#');
        match blocks.last_mut() {
            _ if content.is_empty() => {}
            Some(last) if open && marker == 0 && !alone => last.end = range.end,
            _ => blocks.push(range),
        }
        open = !content.is_empty() && !alone;
    }
    blocks
}

/// The length of what makes a line an item of a list, a heading or a quote.
fn marker(line: &str) -> usize {
    let mut rest = line.trim_start();
    let mut found = 0;
    loop {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let sign = match rest.as_bytes().get(digits) {
            Some(b'.' | b')') if (1..=3).contains(&digits) => digits + 1,
            Some(b'-' | b'*' | b'+' | b'>') if digits == 0 => 1 + usize::from(rest.starts_with("-#")),
            Some(b'#') if digits == 0 => rest.len() - rest.trim_start_matches('#').len(),
            _ => return found,
        };
        if !rest[sign..].starts_with(' ') {
            return found;
        }
        rest = rest[sign..].trim_start();
        found = line.len() - rest.len();
    }
}

/// A word of a block.
pub(super) struct Word<'a> {
    /// Without the marks before and behind it.
    pub text: &'a str,
    pub span: Range<usize>,
    /// The marks behind it end a clause.
    pub ends: bool,
}

/// The words of a block, parted by blanks.
pub(super) fn words(prose: &str, block: Range<usize>) -> Vec<Word<'_>> {
    const AROUND: [char; 16] = ['(', ')', '[', ']', '"', '\'', '*', '_', '~', '|', '“', '”', '‘', '’', '…', '„'];
    const BEHIND: [char; 5] = ['.', ',', ';', ':', '!'];
    let mut words = Vec::new();
    for (start, raw) in spaced(prose, block) {
        let left = raw.trim_start_matches(AROUND);
        let text = left.trim_end_matches(|c| AROUND.contains(&c) || BEHIND.contains(&c) || c == '?');
        let at = start + raw.len() - left.len();
        let behind = &left[text.len()..];
        words.push(Word {
            text,
            span: at..at + text.len(),
            ends: behind.contains([',', ';', ':', '.', '!', '?', ')']),
        });
    }
    words
}

/// What stands between blanks, with where it starts.
pub(super) fn spaced(prose: &str, block: Range<usize>) -> impl Iterator<Item = (usize, &str)> {
    prose[block].split_whitespace().map(|word| (span_in(prose, word).start, word))
}

/// Where a part of a text lies in it; `part` is borrowed from `text`.
pub(super) fn span_in(text: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    start..start + part.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("see `a b` and https://a.org/x. So", "see and . So")]
    #[case("[a](https://a.org \"t\"), <@1> and 3 < 4 > 2", "[a , and 3 < 4 > 2")]
    #[case("é ``x`y`` `open\n\nb`", "é `open b`")]
    #[case("```\ncode\n``` \\`no`", "\\`no`")]
    fn words_remain(#[case] text: &str, #[case] expected: &str) {
        let prose = prose(text);
        assert_eq!(prose.split_whitespace().collect::<Vec<_>>().join(" "), expected);
        assert_eq!(prose.len(), text.len());
    }

    #[rstest]
    #[case("one\ntwo\n\nthree", &["one\ntwo", "three"])]
    #[case("Text:\n- a\n  b\n10. c\n# d\ne\n> - f", &["Text:", "a\n  b", "c", "d", "e", "f"])]
    #[case("-5 is *low*\n3.5 too", &["-5 is *low*\n3.5 too"])]
    #[case("a|b\n| a | b |\n|--|--|", &["a|b", "| a | b |", "|--|--|"])]
    #[case("", &[])]
    fn blocks_are_cut(#[case] text: &str, #[case] expected: &[&str]) {
        let found: Vec<&str> = blocks(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }
}
