//! Short forms that a newcomer can't read.

use super::Context;
use super::placeholders::NOTES;
use super::prose::{blocks, span_in};
use super::shown::Shown;
use crate::diagnostic::{Code, Diagnostic};
use std::collections::HashSet;
use std::ops::Range;

/// Short forms that are more usual than what they stand for, and ones that are words of a language.
const EVERYDAY: [&str; 46] = [
    "AM", "PM", "ASAP", "ATM", "CD", "CEO", "CO2", "COVID", "CV", "DIY", "DNA", "DVD", "EU", "FAQ", "FAQS", "FYI",
    "GPS", "HIV", "HR", "HTML", "HTTP", "HTTPS", "ID", "IT", "OK", "PC", "PDF", "PIN", "PS", "QA", "QR", "SMS", "SOS",
    "TV", "UFO", "UK", "UN", "URL", "US", "USA", "USB", "VIP", "VS", "WIFI", "WWW", "ZIP",
];

/// Words that are written in capitals for emphasis. Words that the answers also have in small letters need no row here.
const EMPHASIS: [&str; 30] = [
    "ALL",
    "ALWAYS",
    "AND",
    "ANY",
    "ARE",
    "BEFORE",
    "AFTER",
    "BUT",
    "DO",
    "DOES",
    "DONT",
    "EVERY",
    "FIRST",
    "FREE",
    "IF",
    "IMPORTANT",
    "IS",
    "MUST",
    "NEVER",
    "NEW",
    "NO",
    "NOT",
    "NOTE",
    "ONLY",
    "OR",
    "PLEASE",
    "STOP",
    "VERY",
    "YES",
    "YOU",
];

/// Reports the first use of each short form that nothing on its page and no name of the folder explains.
pub(super) fn unexplained(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let known = known(context);
    for page in &context.pages {
        let mut explained = HashSet::new();
        for shown in page {
            let forms = forms(&shown.prose).into_iter().filter(|form| explains(&shown.prose, form));
            explained.extend(forms.map(|form| singular(&shown.prose[form])));
        }
        for shown in page {
            for form in forms(&shown.prose) {
                let short = singular(&shown.prose[form.clone()]);
                if !known.contains(short) && explained.insert(short) {
                    out.push(diagnostic(shown, form));
                }
            }
        }
    }
}

fn diagnostic(shown: &Shown<'_>, form: Range<usize>) -> Diagnostic {
    let short = &shown.prose[form.clone()];
    let message = format!("{} uses `{short}` without saying what it stands for", shown.what);
    let help = format!("write it out where it comes first, such as: the long name ({short})");
    Diagnostic::at(Code::UnexplainedAbbreviation, shown.place(form), message).help(help)
}

/// What needs no explanation: everyday forms, names of roles, words of the vocabulary, and words in capitals.
fn known<'a>(context: &'a Context<'_>) -> HashSet<&'a str> {
    let raw = context.raw;
    let names = raw.roles.iter().flat_map(|role| role.name.iter().chain(&role.aliases));
    let words = names.chain(raw.synonyms.iter().flatten()).chain(&raw.other_occupations);
    let named = words.flat_map(|word| forms(&word.value).into_iter().map(|form| singular(&word.value[form])));
    let mut known: HashSet<&str> = named.chain(EVERYDAY).chain(EMPHASIS).chain(NOTES).collect();
    let small: HashSet<&str> =
        context.shown().flat_map(|shown| runs(&shown.prose).map(|run| &shown.prose[run])).collect();
    let everywhere = context.shown().flat_map(|shown| forms(&shown.prose).into_iter().map(|form| &shown.prose[form]));
    known.extend(everywhere.filter(|form| small.contains(form.to_lowercase().as_str())));
    known
}

/// Runs of letters and digits.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let runs = text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty());
    runs.map(|run| span_in(text, run))
}

/// The short forms of a text: two to six capitals and digits, perhaps with the s of a plural.
fn forms(text: &str) -> Vec<Range<usize>> {
    let mut forms = Vec::new();
    for block in blocks(text) {
        let found: Vec<_> =
            runs(&text[block.clone()]).map(|run| block.start + run.start..block.start + run.end).collect();
        let shouted = |at: usize| found.get(at).is_some_and(|run| text[run.clone()].chars().all(char::is_uppercase));
        for (at, run) in found.iter().enumerate() {
            // Three words of capitals in a row are a sentence that shouts.
            let shouts = (at.saturating_sub(2)..=at).any(|first| {
                (first..first + 3).all(shouted)
                    && (first..first + 2).all(|at| &text[found[at].end..found[at + 1].start] == " ")
            });
            let (before, behind) = (&text[..run.start], &text[run.end..]);
            // `/HELP` is a command, and the slash of `PA/RN` stands for "or".
            let is_command = before.strip_suffix('/').is_some_and(|before| !before.ends_with(char::is_alphanumeric));
            let is_tag = is_command || before.ends_with(['#', '@', '_', '$']) || behind.starts_with(['_', '@']);
            if is_form(&text[run.clone()]) && !shouts && !is_tag {
                forms.push(run.clone());
            }
        }
    }
    forms
}

fn is_form(run: &str) -> bool {
    let short = singular(run);
    let capitals = short.bytes().filter(u8::is_ascii_uppercase).count();
    let sound = short.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let roman = short.bytes().all(|byte| b"IVX".contains(&byte));
    sound
        && short.starts_with(|c: char| c.is_ascii_uppercase())
        && (2..=6).contains(&short.len())
        && capitals >= 2
        && !roman
}

fn singular(run: &str) -> &str {
    run.strip_suffix('s').unwrap_or(run)
}

/// Whether the text says here what the short form stands for: 'long name (SHORT)', 'SHORT (long name)' or the like.
fn explains(text: &str, form: &Range<usize>) -> bool {
    const MARKS: [char; 5] = ['*', '_', '"', '\'', '’'];
    let initial = text[form.start..].chars().next().map(|c| c.to_ascii_lowercase());
    let begins = |word: &str| word.chars().next().map(|c| c.to_ascii_lowercase()) == initial;
    let before = text[..form.start].trim_end_matches(MARKS);
    let behind = text[form.end..].trim_start_matches(MARKS);
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let long_before = line.strip_suffix('(').or_else(|| line.strip_suffix(", or ")).is_some_and(|line| {
        let words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with(char::is_alphabetic));
        words.rev().take(form.len() + 3).any(begins)
    });
    let inside = behind.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(inside, _)| inside);
    let long_behind = inside.is_some_and(|inside| {
        inside.split_whitespace().any(|word| word.len() > 2 && word.starts_with(char::is_lowercase))
            && inside.contains(' ')
            && !inside.starts_with("see ")
    });
    let told =
        [" stands for ", " is short for ", ", short for ", " means "].iter().any(|says| behind.starts_with(says));
    long_before || long_behind || told
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("RTs, PA-C/ECMO and (CPB): H1N1 A1C", &["RTs", "PA", "ECMO", "CPB", "H1N1", "A1C"])]
    #[case("Ask Mr. B. in #HELP or @MODS, part IV, for SEVENCS and B2 or U.S. tips", &[])]
    #[case("PLEASE READ THIS first. The RN BSN", &["RN", "BSN"])]
    fn check(#[case] text: &str, #[case] expected: &[&str]) {
        let found: Vec<&str> = forms(text).into_iter().map(|form| &text[form]).collect();
        assert_eq!(found, expected);
    }

    #[rstest]
    #[case("extracorporeal membrane oxygenation (ECMO)", true)]
    #[case("the **operating room** (**OR**) team", true)]
    #[case("ECMO (extracorporeal membrane oxygenation)", true)]
    #[case("nurse practitioners, or NPs, work", true)]
    #[case("CPB stands for cardiopulmonary bypass", true)]
    #[case("you need a paper (CPR) first", false)]
    #[case("ECMO (June 2026)", false)]
    #[case("ECMO (see below)", false)]
    #[case("the ECMO team", false)]
    fn check_explains(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(explains(text, &forms(text)[0]), expected);
    }
}
