//! Figures: money, shares, counts and years, which members take for facts.

mod number;

use super::Context;
use super::prose::{Word, blocks, words};
use super::shown::{Cites, Shown};
use crate::diagnostic::{Code, Diagnostic};
use crate::knowledge::raw::RawSource;
use number::{Kind, Number, UNITS, is_year};
use std::collections::HashMap;
use std::ops::Range;

/// Reports the first figure of each answer and section that names no source, or nothing that tells how old it is.
pub(super) fn unsourced(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    // Of two sources with one id the first counts.
    let with_ids =
        context.raw.sources.iter().rev().filter_map(|source| Some((source.id.as_ref()?.value.as_str(), source)));
    let sources: HashMap<&str, &RawSource> = with_ids.collect();
    for shown in context.shown() {
        let Some(cites) = &shown.cites else { continue };
        // A source that isn't there is an error of its own.
        let dated = |id: &str| sources.get(id).is_none_or(|source| source.has_published);
        let is_dated = cites.has_reviewed == Some(true)
            || cites.sources.is_empty()
            || cites.sources.iter().any(|id| dated(&id.value));
        if cites.has_sources && is_dated {
            continue;
        }
        if let Some(figure) = figures(&shown.prose).next() {
            out.push(diagnostic(shown, cites, figure));
        }
    }
}

fn diagnostic(shown: &Shown<'_>, cites: &Cites<'_>, figure: Range<usize>) -> Diagnostic {
    let words = shown.text[figure.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
    let (lacks, help) = match (cites.has_sources, cites.has_reviewed) {
        (false, _) => {
            ("names no source for it", "name where it comes from, as sources = [\"…\"], or leave the figure out")
        }
        (true, Some(_)) => {
            ("nothing says how old it is", "add `published` to its source in sources.toml, or `reviewed` to the entry")
        }
        (true, None) => ("nothing says how old it is", "add `published` to its source in sources.toml"),
    };
    let message = match cites.has_sources {
        false => format!("{} has the figure \"{words}\", but {lacks}", shown.what),
        true => format!("{} has the figure \"{words}\", and {lacks}", shown.what),
    };
    Diagnostic::at(Code::UnsourcedFigure, shown.place(figure), message).help(help)
}

/// Where the figures of a text stand, each with the word for what it counts.
fn figures(prose: &str) -> impl Iterator<Item = Range<usize>> {
    blocks(prose).into_iter().flat_map(move |block| {
        let words = words(prose, block);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match figure(&words, at) {
                Some(last) => {
                    found.push(words[at].span.start..words[last].span.end);
                    at = last + 1;
                }
                None => at += 1,
            }
        }
        found
    })
}

/// The index of the last word of the figure that begins at the word `at`; `None` where none begins.
fn figure(words: &[Word<'_>], at: usize) -> Option<usize> {
    let word = |at: usize| words.get(at).map_or("", |word| word.text);
    let before = if at > 0 && !words[at - 1].ends { word(at - 1) } else { "" };
    let first = Number::read(word(at))?;
    // 'four to six years', 'between 30 and 45 minutes': what follows the second number says what both are.
    let joined = ["to", "and", "or", "-", "–"].contains(&word(at + 1)) && !words[at].ends && !words[at + 1].ends;
    let last = if joined && Number::read(word(at + 2)).is_some() { at + 2 } else { at };
    let number = Number::read(word(last))?;
    let behind = if words[last].ends { "" } else { word(last + 1) };
    if [before, behind].iter().any(|near| is_month(near) || near.starts_with(|c: char| c.is_ascii_digit() || c == '+'))
    {
        return None;
    }
    let kind = if first.kind > number.kind { first.kind } else { number.kind };
    let unit = UNITS.contains(&behind) || behind == "per" && word(last + 2) == "cent";
    match kind {
        Kind::Telling if first.text == "100%" && behind != "of" => None,
        Kind::Telling => Some(last),
        Kind::Spelt if unit => Some(last + 1),
        // 'two more years'
        Kind::Spelt if is_counted(behind) && !words[last + 1].ends && UNITS.contains(&word(last + 2)) => Some(last + 2),
        Kind::Spelt => None,
        Kind::Plain if unit => Some(last + 1),
        _ if is_year(number.text) || is_year(first.text) || is_label(before) => None,
        Kind::Plain if is_counted(behind) => Some(last),
        Kind::Plain => HEDGES.contains(&before.to_lowercase().as_str()).then_some(last),
    }
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const LONG: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    // 'may' is mostly no month, 'May' is.
    (MONTHS.contains(&word.as_str()) || LONG.contains(&word.as_str()) || word == "sept") && word != "may"
        || word == "May"
}

/// Whether a number behind this word is a name: 'step 2', 'ABCP 2', 'call 988'.
fn is_label(word: &str) -> bool {
    let capitals = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    capitals || LABELS.contains(&word.to_lowercase().as_str())
}

/// Whether a number before this word counts it, rather than ending a part of the sentence.
fn is_counted(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase()) && word.len() > 1 && !NOT_COUNTED.contains(&word)
}

/// Words that make an estimate of the number behind them.
const HEDGES: [&str; 18] = [
    "about",
    "roughly",
    "around",
    "approximately",
    "nearly",
    "almost",
    "over",
    "under",
    "only",
    "least",
    "most",
    "than",
    "some",
    "estimated",
    "circa",
    "just",
    "exactly",
    "every",
];

const LABELS: [&str; 44] = [
    "step", "part", "level", "chapter", "page", "question", "phase", "stage", "option", "no", "number", "nr", "grade",
    "unit", "room", "week", "day", "year", "month", "version", "section", "figure", "table", "type", "class", "tier",
    "rule", "point", "item", "article", "form", "line", "group", "route", "call", "dial", "text", "ring", "exam",
    "test", "tip", "age", "aged", "channel",
];

const NOT_COUNTED: [&str; 50] = [
    "of", "and", "or", "to", "in", "on", "at", "for", "if", "is", "are", "was", "were", "then", "as", "by", "from",
    "with", "than", "the", "an", "but", "so", "when", "because", "that", "which", "who", "it", "you", "we", "they",
    "now", "today", "am", "pm", "a.m", "p.m", "o'clock", "has", "have", "had", "can", "will", "may", "must", "says",
    "also", "before", "after",
];

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("It pays $80,000 or £40k, and 5.5 million € 3.", &["$80,000 or £40k", "5.5 million"])]
    #[case("90% pass, 12 percent fail, five per cent quit; 3–5% stay", &["90%", "12 percent", "five per", "3–5%"])]
    #[case("There are 20 programs and 4,000 to 5,000 people.", &["20", "4,000 to 5,000"])]
    #[case("**Roughly 20** in the country, at least 12.", &["20", "12"])]
    #[case("Plan on **at least six years**, or two more years, 4 years,", &["six years", "two more years", "4 years"])]
    #[case("A four-year bachelor's, 12-hour shifts, 4-6 years", &["four-year", "12-hour", "4-6 years"])]
    #[case("between 30 and 45 minutes, one to\ntwo years", &["30 and 45 minutes", "one to\ntwo years"])]
    #[case("100% of them pass", &["100%"])]
    #[case("1. Step one: see step 1, part 2 of it.\n2) Level 3 nurses take two steps", &[])]
    #[case("ABCP-2, ABCP 2 forms, O2 and H1N1, 401(k), 3rd, 24/7, v1.5", &[])]
    #[case("On June 1, 2026, 3 October or 12 Oct. 2026, 2026-10-03, 10/03/2026, Q3 2026 and 2024-2026 students", &[])]
    #[case("Call 988 now, 911 or +1 202 555 0100, (202) 555-0100, 555-1234 people, 1-800-555-0100", &[])]
    #[case("At 9:30 or 7 am in 2026 it opens; we're 100% sure. Two technologies, one of them", &[])]
    #[case("`20 programs` https://a.org/20%20x [x](https://a.org/5%)", &[])]
    fn check(#[case] text: &str, #[case] expected: &[&str]) {
        let prose = super::super::prose::prose(text);
        let found: Vec<&str> = figures(&prose).map(|span| &text[span]).collect();
        assert_eq!(found, expected);
    }
}
