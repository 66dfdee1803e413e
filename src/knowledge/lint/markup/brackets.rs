//! Links, and what other kinds of markdown write between brackets.

use super::Fault;
use std::ops::Range;

/// What is written between brackets and isn't a link that Discord knows.
pub(super) fn faults(text: &str) -> Vec<Fault> {
    let brackets = brackets(text);
    let mut used = Vec::new();
    let mut faults = Vec::new();
    let mut behind = 0;
    for Bracket { span, inside } in &brackets {
        if span.start < behind {
            continue;
        }
        let rest = line(text, span.end);
        let fault = |end: usize, says: &str, help| Fault { span: span.start..end, says: says.to_owned(), help };
        if inside.starts_with('^') && inside.len() > 1 && !inside.contains(' ') {
            faults.push(fault(span.end, "has a footnote, which Discord doesn't know", "put it into the sentence"));
        } else if let Some(target) = rest.strip_prefix('(') {
            faults.extend(link(text, span, target));
        } else if let Some(length) = spaced_target(rest) {
            let says = "has a blank between ] and ( of a link, so that it isn't one";
            faults.push(fault(span.end + length, says, "delete the blank"));
        } else if let Some(second) = brackets.iter().find(|second| second.span.start == span.end) {
            // `x[0][1]` is no link; `[read it][1]` and `[read it][]` were meant as one.
            if inside.contains(char::is_alphabetic) {
                let help = "write the address behind the words: [words](https://…)";
                let says = "has a link whose address stands elsewhere, which Discord doesn't know";
                faults.push(fault(second.span.end, says, help));
                used.push(if second.inside.is_empty() { *inside } else { second.inside });
            }
            behind = second.span.end;
        }
    }
    // The address of a link that was reported isn't a second mistake.
    let lonely = brackets.iter().filter(|bracket| is_definition(text, bracket) && !used.contains(&bracket.inside));
    faults.extend(lonely.map(|Bracket { span, .. }| Fault {
        span: span.start..span.end + 1,
        says: "has an address on a line of its own, which Discord shows as it is typed".into(),
        help: "write the address behind the words: [words](https://…)",
    }));
    faults
}

struct Bracket<'a> {
    span: Range<usize>,
    inside: &'a str,
}

/// `[…]` of one line without brackets in it and without a backslash before it.
fn brackets(text: &str) -> Vec<Bracket<'_>> {
    let mut found = Vec::new();
    let mut open = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            '[' if !escaped => open = Some(at),
            ']' if !escaped => {
                found.extend(open.take().map(|start| Bracket { span: start..at + 1, inside: &text[start + 1..at] }));
            }
            '\n' => open = None,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    found
}

/// The rest of the line.
fn line(text: &str, at: usize) -> &str {
    text[at..].split('\n').next().unwrap_or_default()
}

fn link(text: &str, span: &Range<usize>, target: &str) -> Option<Fault> {
    if text[..span.start].ends_with('!') && !target.trim_start().starts_with(')') {
        return Some(Fault {
            span: span.start - 1..span.end,
            says: "has a picture, which Discord shows as a link with a ! before it".into(),
            help: "write a plain link to it: delete the !",
        });
    }
    match target.find(')') {
        Some(length) if target[..length].trim().is_empty() => Some(Fault {
            span: span.start..span.end + 1 + length + 1,
            says: "has a link without an address".into(),
            help: "write the address between ( and ), or delete the brackets",
        }),
        None if is_address(target) => Some(Fault {
            span: span.start..span.end + 1,
            says: "has a link whose address has no ) behind it".into(),
            help: "put a ) behind the address",
        }),
        _ => None,
    }
}

/// The length of blanks and an address in parentheses.
fn spaced_target(rest: &str) -> Option<usize> {
    let target = rest.trim_start().strip_prefix('(').filter(|_| rest.starts_with([' ', '\t']))?;
    let end = target.find(')').filter(|_| is_address(target))?;
    Some(rest.len() - target.len() + end + 1)
}

fn is_address(text: &str) -> bool {
    ["https://", "http://", "www.", "<http"].iter().any(|start| text.trim_start().starts_with(start))
}

fn is_definition(text: &str, bracket: &Bracket<'_>) -> bool {
    let starts_line = text[..bracket.span.start].rsplit('\n').next().is_some_and(|before| before.trim().is_empty());
    let address = line(text, bracket.span.end).strip_prefix(':');
    starts_line && address.is_some_and(is_address)
}
