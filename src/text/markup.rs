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
fn angle_bracket(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('<')?;
    let known = ["@", "#", ":", "a:", "/", "t:", "id:", "http"].iter().any(|start| inner.starts_with(start));
    let end = inner.find('>').filter(|end| !inner[..*end].contains(char::is_whitespace) || inner.starts_with('/'))?;
    known.then_some(end + 2)
}

fn bare_link(rest: &str) -> Option<usize> {
    let is_link = ["https://", "http://", "www."].iter().any(|start| rest.starts_with(start));
    let end = |c: char| c.is_whitespace() || matches!(c, ')' | ']' | '>' | '|');
    is_link.then(|| rest.find(end).unwrap_or(rest.len()))
}

fn mass_mention(rest: &str) -> Option<usize> {
    ["@everyone", "@here"].iter().find(|mention| rest.starts_with(**mention)).map(|mention| mention.len())
}

/// `[words](https://…)`: the words and the whole length.
fn masked_link(rest: &str) -> Option<(&str, usize)> {
    let inner = rest.strip_prefix('[')?;
    let (words, after) = inner.split_once("](")?;
    let closing = after.find(')')?;
    let is_link = after.starts_with("http") && !words.contains(['[', '\n']);
    is_link.then_some((words, 1 + words.len() + 2 + closing + 1))
}
