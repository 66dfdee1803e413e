//! `**`, `__`, `||` and `~~`, which come in pairs.

use super::Fault;
use crate::knowledge::lint::prose::blocks;
use std::ops::Range;

/// Marks of a block that lack their other half.
///
/// Discord pairs them over the whole text, so that one too few turns the meaning of all that follow. In a block of its own each
/// mistake is found where it was made.
pub(super) fn faults(text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for block in blocks(text) {
        for mark in ['*', '_', '|', '~'] {
            faults.extend(unpaired(text, block.clone(), mark));
        }
    }
    faults
}

fn unpaired(text: &str, block: Range<usize>, mark: char) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut open: Option<(Range<usize>, bool)> = None;
    for span in doubles(text, block.clone(), mark) {
        let before = text[block.start..span.start].chars().next_back();
        let behind = text[span.end..block.end].chars().next();
        let in_word = [before, behind].iter().all(|near| near.is_some_and(char::is_alphanumeric));
        let opens =
            behind.is_some_and(|c| !(c.is_whitespace() || before.is_some_and(char::is_alphanumeric) && is_end(c)));
        let closes = before.is_some_and(|c| !c.is_whitespace());
        if open.take().is_some() {
            continue;
        }
        if opens {
            open = Some((span, in_word));
        } else if closes {
            faults.push(fault(text, span, "never opens it"));
        }
    }
    // 'snake__case' and '2**3' are words.
    faults.extend(open.filter(|(_, in_word)| !in_word).map(|(span, _)| fault(text, span, "never closes it")));
    faults
}

fn is_end(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')')
}

fn fault(text: &str, span: Range<usize>, what: &str) -> Fault {
    let mark = &text[span.clone()];
    let says = match what {
        "never opens it" => format!("closes {mark} and {what}"),
        _ => format!("opens {mark} and {what}"),
    };
    Fault { says, span, help: "put the same signs at the other end too, in the same paragraph or item, or delete them" }
}

/// Runs of two of the sign, or of three, of which one is italics.
fn doubles(text: &str, block: Range<usize>, mark: char) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = block.start;
    while let Some(start) = text[at..block.end].find([mark, '\\']).map(|length| at + length) {
        if text[start..].starts_with('\\') {
            at = (start + 1 + text[start + 1..].chars().next().map_or(0, char::len_utf8)).min(block.end);
            continue;
        }
        let rest = &text[start..block.end];
        let length = rest.len() - rest.trim_start_matches(mark).len();
        if length == 2 || length == 3 && matches!(mark, '*' | '_') {
            found.push(start..start + length);
        }
        at = start + length;
    }
    found
}
