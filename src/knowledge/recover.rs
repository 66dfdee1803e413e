//! Finds every syntax error of a text, not only the first.
//!
//! The parser's own recovery gives up in the middle of a table and reports one fault several times over. So the first
//! fault is taken, the statement that it lies in is blanked out, and the rest is parsed again.

use super::lines;
use super::plain::{self, Fault};
use super::quotes;
use crate::diagnostic::Code;
use std::ops::Range;
use toml::de::DeTable;

/// No more faults of a kind than these are looked for in one part; a file that isn't TOML at all has one on every line.
pub(super) const MOST_FAULTS: usize = 20;
/// Bytes of a part that are parsed in all; more than enough for each of those faults in any part that a person writes.
const MOST_PARSED: usize = 4_000_000;

/// A part of a file after its faults were blanked out.
pub(super) struct Part {
    /// The text, with spaces for what can't be read, so that places stay the same.
    pub text: String,
    /// In the order of the text.
    pub faults: Vec<Fault>,
    /// Something was blanked out.
    pub broken: bool,
    /// The header can't be read, so that nobody knows what the part holds.
    pub header_broken: bool,
}

/// Cuts a text before each line that is a `[header]` or is meant as one, and doesn't stand within a text.
pub(super) fn parts(text: &str) -> Vec<Range<usize>> {
    let texts = quotes::texts_of_several_lines(text);
    let mut cuts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if at > 0 && lines::is_header(line) && !quotes::within(&texts, at) {
            cuts.push(at);
        }
        at += line.len();
    }
    cuts.push(text.len());
    cuts.windows(2).map(|cut| cut[0]..cut[1]).collect()
}

/// Parses a part again and again until it has no fault left.
pub(super) fn parse(text: &str) -> Part {
    let mut part = Part { text: text.to_owned(), faults: Vec::new(), broken: false, header_broken: false };
    let mut parsed = 0;
    while part.faults.len() < MOST_FAULTS && parsed < MOST_PARSED {
        parsed += part.text.len();
        let (_, mut errors) = DeTable::parse_recoverable(&part.text);
        errors.sort_by_key(|error| error.span().map(|span| span.start));
        let mut of_values = Vec::new();
        let mut of_form = None;
        for error in errors.iter().take(MOST_FAULTS) {
            let span = error.span().unwrap_or(0..0);
            let at = span.start;
            let fault = plain::explain(&part.text, error.message(), span);
            if fault.code == Code::Syntax {
                of_form = Some((at, fault));
                break;
            }
            of_values.push(fault);
        }
        let Some((at, fault)) = of_form else {
            // What is left are faults of single values, which leave the text's form intact.
            part.faults.extend(of_values);
            break;
        };
        let statement = statement(&part.text, at.min(fault.span.start), &fault);
        part.broken = true;
        part.header_broken |= statement.start == 0 && lines::is_header(text.lines().next().unwrap_or_default());
        let stuck = part.text[statement.clone()].trim().is_empty();
        part.faults.push(fault);
        if stuck || part.header_broken {
            break;
        }
        blank(&mut part.text, statement);
    }
    part.faults.sort_by_key(|fault| fault.span.start);
    part
}

/// The lines of the statement that the byte `at` lies in: from a `key = …` to before the next.
fn statement(text: &str, at: usize, fault: &Fault) -> Range<usize> {
    let lines = lines(text);
    let here = lines.iter().rposition(|line| line.start <= at).unwrap_or(0);
    let texts = quotes::texts_of_several_lines(text);
    let starts =
        |line: &Range<usize>| lines::starts_with_key(&text[line.clone()]) && !quotes::within(&texts, line.start);
    let line = text[lines[here].clone()].trim();
    let an_item = line.ends_with(',') && !line.contains(['[', ']', '=', '{', '}']);
    if an_item {
        return lines[here].clone();
    }
    if fault.message == plain::NO_EQUALS {
        // Its value may go on over several lines.
        let end = lines[here].end;
        let text = texts.iter().find(|text| lines[here].contains(&text.start) && text.end > end);
        let last = text.map_or(here, |text| lines.iter().rposition(|line| line.start < text.end).unwrap_or(here));
        return lines[here].start..lines[last].end;
    }
    let is_stray = !line.contains('=') && fault.message == plain::NO_KEY_VALUE;
    let first = if is_stray { here } else { (0..=here).rev().find(|&at| starts(&lines[at])).unwrap_or(here) };
    let next =
        (here + 1..lines.len()).find(|&at| starts(&lines[at]) || is_stray && text[lines[at].clone()].trim().is_empty());
    lines[first].start..next.map_or(text.len(), |next| lines[next].start)
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut lines: Vec<_> = text
        .split_inclusive('\n')
        .map(|line| {
            at += line.len();
            at - line.len()..at
        })
        .collect();
    if lines.is_empty() {
        lines.push(0..0);
    }
    lines
}

/// Puts a space for every byte of the range but line ends.
pub(super) fn blank(text: &mut String, range: Range<usize>) {
    let blanks: String = text[range.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(range, &blanks);
}
