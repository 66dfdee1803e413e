//! `career-advisor eval`: how well the golden questions are answered.

use crate::advisor::Advisor;
use crate::knowledge::model::GoldenCase;
use crate::matching::Decision;
use clap::Args;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;

/// Run the golden questions and count what is right; exits 1 when a `must` case fails
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  career-advisor eval
  career-advisor eval --set tuning --failures")]
pub(super) struct EvalArgs {
    /// Only the questions of this file, such as held-out
    #[arg(long, value_name = "NAME")]
    set: Option<String>,
    /// List every question that isn't right
    #[arg(long)]
    failures: bool,
}

/// What a golden question came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// Answered with one of its entries; or rightly not answered.
    Right,
    /// One of its entries was offered.
    Offered,
    /// Nothing was shown although there is an entry.
    Missed,
    /// A wrong entry was shown.
    Wrong,
}

/// Counts of one file.
#[derive(Debug, Default)]
struct Tally {
    with_entry: BTreeMap<Verdict, usize>,
    without: BTreeMap<Verdict, usize>,
}

pub(super) fn run(args: &EvalArgs, advisor: &Advisor) -> anyhow::Result<ExitCode> {
    let golden = &advisor.knowledge().golden;
    let chosen: Vec<_> = golden.iter().filter(|case| args.set.as_ref().is_none_or(|set| *set == case.set)).collect();
    if chosen.is_empty() {
        let sets: std::collections::BTreeSet<_> = golden.iter().map(|case| case.set.as_str()).collect();
        anyhow::bail!("there are no golden questions of that name; the folder has: {:?}", sets);
    }
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut failed = Vec::new();
    for case in chosen {
        let decision = advisor.ask(&case.ask, case.after.as_deref()).decision;
        let verdict = judge(advisor, case, &decision);
        let tally = tallies.entry(&case.set).or_default();
        let counts = if case.entries.is_empty() { &mut tally.without } else { &mut tally.with_entry };
        *counts.entry(verdict).or_default() += 1;
        if verdict != Verdict::Right && (args.failures || case.must) {
            failed.push((case, verdict, describe(advisor, &decision)));
        }
    }
    let mut stdout = io::stdout().lock();
    for (set, tally) in &tallies {
        write_tally(&mut stdout, set, tally)?;
    }
    for (case, verdict, got) in &failed {
        let must = if case.must { "must " } else { "" };
        writeln!(stdout, "{must}{verdict:?}: '{}' got {got}, expected {}", case.ask, expected(case))?;
    }
    stdout.flush()?;
    let broken = failed.iter().any(|(case, ..)| case.must);
    Ok(if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn judge(advisor: &Advisor, case: &GoldenCase, decision: &Decision) -> Verdict {
    let is_right = |entry: &usize| case.entries.contains(&advisor.knowledge().entries[*entry].id);
    match decision {
        Decision::Answer(entry) if is_right(entry) => Verdict::Right,
        Decision::Answer(_) => Verdict::Wrong,
        _ if case.entries.is_empty() => Verdict::Right,
        Decision::Suggest(entries) if entries.iter().any(is_right) => Verdict::Offered,
        _ => Verdict::Missed,
    }
}

fn describe(advisor: &Advisor, decision: &Decision) -> String {
    let id = |entry: &usize| advisor.knowledge().entries[*entry].id.to_string();
    match decision {
        Decision::Answer(entry) => id(entry),
        Decision::Suggest(entries) => format!("offered {}", entries.iter().map(id).collect::<Vec<_>>().join(", ")),
        Decision::NoAnswer(_) => "no answer".to_owned(),
        Decision::Smalltalk(at) => format!("smalltalk {}", advisor.knowledge().smalltalk[*at].id),
    }
}

fn expected(case: &GoldenCase) -> String {
    if case.entries.is_empty() {
        return "no answer".to_owned();
    }
    case.entries.iter().map(|entry| entry.to_string()).collect::<Vec<_>>().join(" or ")
}

fn write_tally(out: &mut impl Write, set: &str, tally: &Tally) -> io::Result<()> {
    let count = |counts: &BTreeMap<Verdict, usize>, verdict| counts.get(&verdict).copied().unwrap_or(0);
    let share = |part: usize, all: usize| 100.0 * part as f64 / all.max(1) as f64;
    let all: usize = tally.with_entry.values().sum();
    let [right, offered, missed, wrong] = [Verdict::Right, Verdict::Offered, Verdict::Missed, Verdict::Wrong]
        .map(|verdict| count(&tally.with_entry, verdict));
    writeln!(
        out,
        "{set}: {all} questions with an entry: {right} right ({:.1} %), {offered} offered, {missed} missed, {wrong} wrong",
        share(right, all)
    )?;
    let none: usize = tally.without.values().sum();
    let answered = count(&tally.without, Verdict::Wrong);
    writeln!(out, "{set}: {none} questions without: {answered} answered ({:.1} %)", share(answered, none))
}
