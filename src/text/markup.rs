//! Discord's markup: what isn't meant as words goes, what is meant as words stays.

/// Drops mentions, custom emoji, timestamps, bare links and code blocks; keeps the words of masked links, inline code
/// and spoilers. Bold, italics and quotes need no step of their own, since their signs are no letters.
pub(super) fn strip(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some(length) = skipped(rest) {
            out.push(' ');
            rest = &rest[length..];
        } else if let Some((words, length)) = masked_link(rest) {
            out.push_str(words);
            rest = &rest[length..];
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

/// The length in bytes of the wordless markup that `rest` starts with.
fn skipped(rest: &str) -> Option<usize> {
    code_block(rest).or_else(|| angle_bracket(rest)).or_else(|| bare_link(rest)).or_else(|| mass_mention(rest))
}

fn code_block(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("```")?;
    inner.find("```").map(|end| end + 6)
}

/// `<@1>`, `<@!1>`, `<@&1>`, `<#1>`, `<:name:1>`, `<a:name:1>`, `</name:1>`, `<t:1:R>`, `<id:browse>`.
///
/// None has another `<` in it, so that each character is looked at once, however many of them open one.
pub(super) fn angle_bracket(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('<')?;
    if !["@", "#", ":", "a:", "/", "t:", "id:", "http"].iter().any(|start| inner.starts_with(start)) {
        return None;
    }
    let ends = |c: char| matches!(c, '<' | '>') || c.is_whitespace() && !inner.starts_with('/');
    let end = inner.find(ends).filter(|end| inner[*end..].starts_with('>'))?;
    Some(end + 2)
}

fn bare_link(rest: &str) -> Option<usize> {
    let is_link = ["https://", "http://", "www."].iter().any(|start| rest.starts_with(start));
    let end = |c: char| c.is_whitespace() || matches!(c, ')' | ']' | '>' | '|');
    is_link.then(|| rest.find(end).unwrap_or(rest.len()))
}

fn mass_mention(rest: &str) -> Option<usize> {
    ["@everyone", "@here"].iter().find(|mention| rest.starts_with(**mention)).map(|mention| mention.len())
}

/// `[words](https://…)`: the words and the whole length. The words are on one line and have no `[` in them, so that each
/// character is looked at once, however many brackets there are.
fn masked_link(rest: &str) -> Option<(&str, usize)> {
    let inner = rest.strip_prefix('[')?;
    let end = inner.find(['[', '\n']).unwrap_or(inner.len());
    let words = &inner[..inner[..end].find("](")?];
    let link = &inner[words.len() + 2..];
    let length = if link.starts_with("http") { link.find(')')? } else { return None };
    Some((words, 1 + words.len() + 2 + length + 1))
}
