//! HTML, which Discord doesn't read.

use super::Fault;
use std::collections::HashSet;
use std::ops::Range;

const TAGS: [&str; 46] = [
    "a",
    "abbr",
    "b",
    "big",
    "blockquote",
    "br",
    "center",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "i",
    "img",
    "ins",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "strike",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
];
const ENTITIES: [&str; 18] = [
    "amp", "lt", "gt", "quot", "apos", "nbsp", "ndash", "mdash", "hellip", "lsquo", "rsquo", "ldquo", "rdquo", "bull",
    "middot", "euro", "pound", "copy",
];

/// Tags, comments and entities; of a pair of tags only the first.
pub(super) fn faults(text: &str) -> Vec<Fault> {
    let mut opened = HashSet::new();
    let tags = starts(text, '<').filter_map(|at| tag(text, at)).filter(|(_, name, closes)| {
        let is_second = *closes && opened.contains(name);
        opened.insert(name.clone());
        !is_second
    });
    let tags = tags.map(|(span, _, _)| Fault {
        says: format!("has the HTML {}, which Discord shows as it is typed", &text[span.clone()]),
        span,
        help: "use Discord's markup: **bold**, *italic*, - for lists, an empty line between paragraphs",
    });
    let entities = starts(text, '&').filter_map(|at| entity(text, at)).map(|span| Fault {
        says: format!("has the HTML sign {}, which Discord shows as it is typed", &text[span.clone()]),
        span,
        help: "type the sign itself",
    });
    tags.collect::<Vec<_>>().into_iter().chain(entities).collect()
}

fn starts(text: &str, sign: char) -> impl Iterator<Item = usize> {
    text.match_indices(sign).map(|(at, _)| at)
}

/// The place of a tag, its name, and whether it is a closing one.
fn tag(text: &str, at: usize) -> Option<(Range<usize>, String, bool)> {
    let rest = &text[at..];
    if rest.starts_with("<!--") {
        return Some((at..at + 4, "!--".into(), false));
    }
    let closes = rest.starts_with("</");
    let inside = &rest[1 + usize::from(closes)..];
    let inside = &inside[..inside.find(['>', '<', '\n']).filter(|end| inside[*end..].starts_with('>'))?];
    let name = inside.split([' ', '/']).next().unwrap_or_default().to_ascii_lowercase();
    TAGS.contains(&name.as_str()).then(|| (at..at + 1 + usize::from(closes) + inside.len() + 1, name, closes))
}

fn entity(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text[at + 1..];
    let name = &rest
        [..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').filter(|end| rest[*end..].starts_with(';'))?];
    let number =
        name.strip_prefix('#').is_some_and(|digits| digits.starts_with(|c: char| c.is_ascii_digit() || c == 'x'));
    (number || ENTITIES.contains(&name)).then_some(at..at + 1 + name.len() + 1)
}
