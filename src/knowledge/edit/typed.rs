//! Keys and values as a person would type them.

use jiff::civil::Date;
use std::collections::HashMap;

/// A line with a list or a short answer gets no longer than this.
const WIDTH: usize = 120;

/// A value of an entry or a topic.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Value<'a> {
    /// A text of one line.
    Line(&'a str),
    /// A text that may have several lines.
    Block(&'a str),
    /// A list that stands on one line while it fits.
    List(&'a [String]),
    /// A list with a line for each item.
    Lines(&'a [String]),
    /// A day.
    Date(Date),
    /// A switch that is on.
    Yes,
}

/// `key = value`, with the line break.
pub(super) fn key_and_value(key: &str, value: Value<'_>) -> String {
    let typed = match value {
        Value::Line(text) => line(text),
        Value::Block(text) => block(text),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| line(item)).collect();
            let on_one = one_line(&items, "");
            if fits(&format!("{key} = "), &on_one) { on_one } else { lines("", &items) }
        }
        Value::Lines(items) => lines("", &items.iter().map(|item| line(item)).collect::<Vec<_>>()),
        Value::Date(date) => date.to_string(),
        Value::Yes => "true".to_owned(),
    };
    format!("{key} = {typed}\n")
}

/// A list of typed items on one line; `inside` is put within the brackets.
pub(super) fn one_line(items: &[String], inside: &str) -> String {
    format!("[{inside}{}{inside}]", items.join(", "))
}

/// Whether what is typed behind `before` makes no line that is too long.
pub(super) fn fits(before: &str, typed: &str) -> bool {
    before.chars().count() + typed.chars().count() <= WIDTH
}

/// A list of typed items with a line for each; `indent` is that of the key's line.
pub(super) fn lines(indent: &str, items: &[String]) -> String {
    let items: String = items.iter().map(|item| format!("{indent}  {item},\n")).collect();
    format!("[\n{items}{indent}]")
}

/// A text on one line. In single quotes, where that saves escapes, since it then reads as it is meant.
pub(super) fn line(text: &str) -> String {
    let as_it_is = |c: char| c != '\'' && !c.is_control();
    if text.contains(['"', '\\']) && text.chars().all(as_it_is) {
        return format!("'{text}'");
    }
    let mut typed = String::with_capacity(text.len() + 2);
    typed.push('"');
    text.chars().for_each(|c| escape(c, &mut typed));
    typed.push('"');
    typed
}

/// A text between `"""`, which stand on lines of their own.
pub(super) fn block(text: &str) -> String {
    let typed: Vec<String> = text.split('\n').map(line_of_block).collect();
    format!("\"\"\"\n{}\n\"\"\"", typed.join("\n"))
}

/// Like [`block`], with the quotes where `before` has them, and the lines that it has as well typed as they are there.
///
/// `before` is a value as it stands in the file, and `meaning` what it says.
pub(super) fn block_like(before: &str, meaning: &str, text: &str) -> String {
    let inner = before.strip_prefix("\"\"\"").and_then(|rest| rest.strip_suffix("\"\"\""));
    let Some(inner) = inner.map(|inner| inner.replace("\r\n", "\n")).filter(|inner| inner.contains('\n')) else {
        return block(text);
    };
    let start = if inner.starts_with('\n') { "\n" } else { "" };
    let end = if inner.ends_with('\n') || text.ends_with('"') { "\n" } else { "" };
    let meaning = meaning.replace("\r\n", "\n");
    let (typed, meant) = (inner[start.len()..].split('\n'), meaning.split('\n'));
    // A `\` at the end of a line makes two lines one, and a `\n` one line two.
    let mut known = HashMap::new();
    if !inner.contains("\\\n") && typed.clone().count() == meant.clone().count() {
        known.extend(meant.zip(typed));
    }
    let lines =
        text.split('\n').map(|line| known.get(line).map_or_else(|| line_of_block(line), |&line| line.to_owned()));
    format!("\"\"\"{start}{}{end}\"\"\"", lines.collect::<Vec<_>>().join("\n"))
}

fn line_of_block(line: &str) -> String {
    let mut typed = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '"' | '\t' => typed.push(c),
            _ => escape(c, &mut typed),
        }
    }
    // Three in a row would end the block.
    typed.replace("\"\"\"", "\"\"\\\"")
}

fn escape(c: char, typed: &mut String) {
    match c {
        '"' | '\\' => typed.extend(['\\', c]),
        '\n' => typed.push_str("\\n"),
        '\t' => typed.push_str("\\t"),
        _ if c.is_control() => typed.push_str(&format!("\\u{:04X}", u32::from(c))),
        _ => typed.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;
    use toml_edit::DocumentMut;

    #[rstest]
    #[case("plain, it's", r#""plain, it's""#)]
    #[case(r#"say "ah""#, r#"'say "ah"'"#)]
    #[case(r#"it's "ah""#, r#""it's \"ah\"""#)]
    #[case(r"C:\new", r"'C:\new'")]
    #[case("two\nlines\t\"\u{7f}", r#""two\nlines\t\"\u007F""#)]
    #[case("é 🎂", r#""é 🎂""#)]
    fn check_line(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(line(text), expected);
    }

    #[test]
    fn a_block_is_escaped_only_where_it_must_be() {
        let typed = block("one \"two\"\n\n\\*three\\* \"\"\"\"\u{0}");
        assert_eq!(typed, "\"\"\"\none \"two\"\n\n\\\\*three\\\\* \"\"\\\"\"\\u0000\n\"\"\"");
    }

    #[test]
    fn lines_that_stay_are_typed_as_they_were() {
        let before = "\"\"\"\none \\\"a\\\"\r\ntwo\r\n\"\"\"";
        let typed = block_like(before, "one \"a\"\r\ntwo\r\n", "one \"a\"\n2 \"b\"");
        assert_eq!(typed, "\"\"\"\none \\\"a\\\"\n2 \"b\"\n\"\"\"");
    }

    #[rstest]
    #[case("one\ntwo", "\"\"\"one\ntwo\"\"\"")]
    #[case("\"one\"\ntwo", "\"\"\"\"one\"\ntwo\"\"\"")]
    #[case("two\n\"one\"", "\"\"\"two\n\"one\"\n\"\"\"")]
    fn quotes_stay_where_they_are(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(block_like("\"\"\"1\n2\"\"\"", "1\n2", text), expected);
    }

    #[rstest]
    #[case("\"\"\"one \\\n  two\n\"\"\"", "one two\n", "\"\"\"one three\n\"\"\"")]
    #[case("\"\"\"a\\nb\nc\"\"\"", "a\nb\nc", "\"\"\"one three\"\"\"")]
    #[case("'''one two\n'''", "one two\n", "\"\"\"\none three\n\"\"\"")]
    fn lines_in_other_forms_are_typed_anew(#[case] before: &str, #[case] meaning: &str, #[case] expected: &str) {
        assert_eq!(block_like(before, meaning, "one three"), expected);
    }

    proptest! {
        #[test]
        fn every_text_reads_as_it_was_meant(text in any::<String>()) {
            let text = text.replace('\r', "");
            let read = |typed: String| {
                let document: DocumentMut = typed.parse().unwrap_or_else(|error| panic!("{typed}\n{error}"));
                document["x"].as_str().map(str::to_owned)
            };
            prop_assert_eq!(read(key_and_value("x", Value::Line(&text))), Some(text.clone()));
            let block = read(key_and_value("x", Value::Block(&text)));
            prop_assert_eq!(block, Some(format!("{text}\n")));
            let text = format!("x{text}");
            let block = read(format!("x = {}", block_like("\"\"\"a\nb\"\"\"", "a\nb", &text)));
            prop_assert_eq!(block.as_deref().map(str::trim_end), Some(text.trim_end()));
        }
    }
}
