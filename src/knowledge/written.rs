//! Where the parts of a text stand in its file, although escapes and line ends make its value differ from what is written.

use super::syntax::At;
use crate::diagnostic::{Place, Texts};
use std::ops::Range;

/// A text's value beside the way in which its file writes it.
pub(super) struct Written<'a> {
    whole: &'a Place,
    /// For each character: its first byte in the value, and its bytes in the file; none if the two can't be aligned.
    characters: Vec<(usize, Range<usize>)>,
}

impl<'a> Written<'a> {
    /// Aligns a value with the text of its file.
    pub fn new(At { value, place }: &'a At<String>, texts: &Texts) -> Self {
        let literal = texts.get(&place.file).and_then(|text| text.get(place.span.clone())).unwrap_or_default();
        let mut characters = align(literal, value).unwrap_or_default();
        characters
            .iter_mut()
            .for_each(|(_, bytes)| *bytes = place.span.start + bytes.start..place.span.start + bytes.end);
        Written { whole: place, characters }
    }

    /// The place of a part of the value; the whole text's where it can't be told.
    pub fn place(&self, part: Range<usize>) -> Place {
        let first = self.characters.partition_point(|(at, _)| *at < part.start);
        let behind = self.characters.partition_point(|(at, _)| *at < part.end);
        match self.characters.get(first..behind) {
            Some([(_, first), .., (_, last)]) => Place { span: first.start..last.end, ..self.whole.clone() },
            Some([(_, only)]) => Place { span: only.clone(), ..self.whole.clone() },
            _ => self.whole.clone(),
        }
    }
}

/// Reads a TOML text with its quotes and notes where each character of its value comes from.
fn align(literal: &str, value: &str) -> Option<Vec<(usize, Range<usize>)>> {
    let quotes = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quotes| literal.starts_with(quotes))?;
    let (escapes, several_lines) = (quotes.starts_with('"'), quotes.len() == 3);
    let mut at = quotes.len();
    if several_lines {
        at += line_end(&literal[at..]);
    }
    let mut characters = Vec::with_capacity(value.len());
    for (start, expected) in value.char_indices() {
        while let Some(length) = (escapes && several_lines).then(|| continuation(&literal[at..])).flatten() {
            at += length;
        }
        let rest = &literal[at..];
        let length = match rest.chars().next()? {
            '\\' if escapes => escape(rest)?,
            '\r' if expected == '\n' => line_end(rest),
            written if written == expected => written.len_utf8(),
            _ => return None,
        };
        characters.push((start, at..at + length));
        at += length;
    }
    Some(characters)
}

fn line_end(rest: &str) -> usize {
    ["\r\n", "\n"].into_iter().find(|end| rest.starts_with(end)).map_or(0, str::len)
}

/// The length of a backslash at a line's end with the blanks behind it, none of which belong to the value.
fn continuation(rest: &str) -> Option<usize> {
    let blanks = rest.strip_prefix('\\')?;
    let behind = blanks.trim_start_matches([' ', '\t', '\r', '\n']);
    let skipped = &blanks[..blanks.len() - behind.len()];
    skipped.contains('\n').then_some(1 + skipped.len())
}

/// The length of an escape such as `\n` or `\u00e9`.
fn escape(rest: &str) -> Option<usize> {
    let length = match rest.as_bytes().get(1)? {
        b'x' => 4,
        b'u' => 6,
        b'U' => 10,
        _ => 2,
    };
    rest.is_char_boundary(length).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    /// Finds `part` in the value, and compares what the file has there.
    #[rstest]
    #[case(r#""one two""#, "one two", "two", "two")]
    #[case(r"'C:\two'", r"C:\two", "two", "two")]
    #[case(r#""say \"two\" \u00e9\U000000e9!""#, "say \"two\" éé!", "é!", r"\U000000e9!")]
    #[case("\"\"\"\r\none\r\ntwo\"\"\"", "one\ntwo", "e\nt", "e\r\nt")]
    #[case("\"\"\"one \\  \r\n\n  \\\n two\"\"\"", "one two", "two", "two")]
    #[case("'''\n\n\"two\"\\\n'''", "\n\"two\"\\\n", "two\"\\", "two\"\\")]
    #[case("\"other\"", "one two", "two", "\"other\"")]
    #[case("", "one two", "two", "")]
    fn check(#[case] literal: &str, #[case] value: &str, #[case] part: &str, #[case] expected: &str) {
        let file = format!("key = {literal}");
        let place = Place { file: "a.toml".into(), span: 6..file.len() };
        let texts = Texts::from([("a.toml".into(), file.as_str().into())]);
        let at = value.find(part).unwrap();
        let text = At { value: value.to_owned(), place };
        let found = Written::new(&text, &texts).place(at..at + part.len());
        assert_eq!(&file[found.span], expected);
    }
}
