//! What the TOML parser's messages are about: the only file that knows its English.

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// A key or header that stands twice.
    Duplicate,
    /// A date or time that there isn't.
    Date,
    /// A number that isn't one.
    Number,
    /// A text of one line without its closing quote.
    OpenText,
    /// A text of several lines without its closing quotes, which are these.
    OpenLongText(&'static str),
    /// An invisible character in a text.
    ControlInText,
    /// A backslash in a text.
    Escape,
    /// A value without quotes, or none at all.
    Unquoted,
    /// A value whose first quote is missing.
    NoOpeningQuote,
    /// A list without its closing bracket.
    OpenList,
    /// `=` in a list.
    EqualsInList,
    /// No comma between the items of a list.
    MissingComma,
    /// A comma without an item.
    ExtraComma,
    /// What stands between `{` and `}`.
    Braces,
    /// A header without its closing brackets.
    Header,
    /// A line that isn't `key = value`.
    NoKeyValue,
    /// Something behind a value.
    LeftOver,
    /// An invisible character outside of texts.
    ControlOnLine,
    /// Too many brackets within brackets.
    TooDeep,
}

/// How a message begins, what it expects (any of it, where this is empty), and what it is about.
type Row = (&'static str, &'static str, About);

/// A message is `says` or `says, expected one, or another`. No message fits two rows, so their order means nothing; a
/// message that fits none is shown as it is.
const ROWS: [Row; 49] = [
    ("duplicate key", "", About::Duplicate),
    ("invalid date", "", About::Date),
    ("invalid time", "", About::Date),
    ("`_` may only go between digits", "", About::Number),
    ("integers with a radix cannot be signed", "", About::Number),
    ("invalid boolean", "", About::Unquoted),
    ("invalid exponent", "", About::Number),
    ("invalid float", "", About::Number),
    ("invalid fraction", "", About::Number),
    ("invalid hexadecimal number", "", About::Number),
    ("invalid mantissa", "", About::Number),
    ("radix must be lowercase", "", About::Number),
    ("redundant numeric sign", "", About::Number),
    ("unexpected leading zero", "", About::Number),
    ("invalid basic string", "`\"`", About::OpenText),
    ("invalid literal string", "`'`", About::OpenText),
    ("invalid multi-line basic string", "`\"`", About::OpenLongText("\"\"\"")),
    ("invalid multi-line literal string", "`'`", About::OpenLongText("'''")),
    ("invalid basic string", "characters", About::ControlInText),
    ("invalid literal string", "characters", About::ControlInText),
    ("invalid multi-line basic string", "characters", About::ControlInText),
    ("invalid multi-line literal string", "characters", About::ControlInText),
    ("missing escaped value", "", About::Escape),
    ("too few unicode value digits", "", About::Escape),
    ("invalid value", "unicode", About::Escape),
    ("string values must be quoted", "", About::Unquoted),
    ("missing opening quote", "", About::NoOpeningQuote),
    ("unclosed array", "", About::OpenList),
    ("unexpected `=` in array", "", About::EqualsInList),
    ("missing comma between array elements", "", About::MissingComma),
    ("extra comma in array", "", About::ExtraComma),
    ("extra comma in inline table", "", About::ExtraComma),
    ("unclosed inline table", "", About::Braces),
    ("missing comma between key-value pairs", "", About::Braces),
    ("cannot extend value of type inline table with a dotted key", "", About::Braces),
    ("unclosed table", "", About::Header),
    ("unclosed array table", "", About::Header),
    ("key with no value", "", About::NoKeyValue),
    ("invalid unquoted key", "", About::NoKeyValue),
    ("unquoted keys cannot be empty", "", About::NoKeyValue),
    ("invalid key-value pair", "", About::NoKeyValue),
    ("extra `=`", "", About::NoKeyValue),
    ("keys cannot be multi-line basic strings", "", About::NoKeyValue),
    ("keys cannot be multi-line literal strings", "", About::NoKeyValue),
    ("missing table open", "", About::Header),
    ("unexpected key or value", "", About::LeftOver),
    ("carriage return must be followed by newline", "", About::ControlOnLine),
    ("invalid comment character", "", About::ControlOnLine),
    ("cannot recurse further; max recursion depth met", "", About::TooDeep),
];

/// What the parser's message is about; `None` for one that isn't known here.
pub(super) fn about(message: &str) -> Option<About> {
    ROWS.iter().find(|row| fits(row, message)).map(|(_, _, about)| *about)
}

fn fits((says, expects, _): &Row, message: &str) -> bool {
    let Some(rest) = message.strip_prefix(says) else { return false };
    match rest.strip_prefix(", expected ") {
        Some(expected) => expected.contains(expects),
        None => rest.is_empty() && expects.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use toml::de::DeTable;

    /// Texts for which the parser has every message of the table.
    const TEXTS: [&str; 49] = [
        "a = 1\na = 2",
        "a = 2026-02-30",
        "a = 25:00:00",
        "a = 1_",
        "a = +0x1",
        "a = True",
        "a = 1e",
        "a = infx",
        "a = 1.",
        "a = 0xg",
        "a = .5",
        "a = 0X1",
        "a = --1",
        "a = 00",
        "a = \"x",
        "a = 'x",
        "a = \"\"\"x",
        "a = '''x",
        "a = \"\u{1}\"",
        "a = '\u{1}'",
        "a = \"\"\"\u{1}\"\"\"",
        "a = '''\u{1}'''",
        "a = \"\\w\"",
        "a = \"\\u12\"",
        "a = \"\\uD800\"",
        "a = two words",
        "a =",
        "a = x\"",
        "a = [1",
        "a = [1\nb = 2",
        "a = [1 2]\nb = [\"x\" \"y\"]",
        "a = [,]",
        "a = {,}",
        "a = {b = 1",
        "a = {b = 1 c = 2}",
        "a = {b = 1}\n[a.c]",
        "[a",
        "[[a]",
        "prose",
        "a: 1",
        "= 1",
        "a == 1",
        "\"\"\"a\"\"\" = 1",
        "'''a''' = 1",
        "]",
        ",",
        "a = \"x\" y",
        "# a\rb",
        "# \u{1}",
    ];

    /// An update of the parser that words a message differently would otherwise go unnoticed.
    #[test]
    fn every_row_is_a_message_that_the_parser_has_and_no_message_fits_two() {
        let deep = format!("a = {}", "[".repeat(200));
        let errors = TEXTS.into_iter().chain([deep.as_str()]).flat_map(|text| DeTable::parse_recoverable(text).1);
        let messages: BTreeSet<String> = errors.map(|error| error.message().to_owned()).collect();
        for row in &ROWS {
            assert!(
                messages.iter().any(|message| fits(row, message)),
                "the parser no longer says {row:?}: {messages:#?}"
            );
        }
        for message in &messages {
            assert!(ROWS.iter().filter(|row| fits(row, message)).count() <= 1, "two rows fit {message}");
        }
    }
}
