//! The golden questions of the knowledge folder.

use super::report::{Judged, Report, Verdict};
use crate::advisor::{Advisor, Outcome, Reading};
use crate::knowledge::model::{EntryId, GoldenCase, KnowledgeBase};
use crate::matching::Decision;
use anyhow::bail;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::process::ExitCode;

pub(super) fn run(advisor: &Advisor, set: Option<&str>, failures: bool, json: bool) -> anyhow::Result<ExitCode> {
    let knowledge = advisor.knowledge();
    let asked: Vec<(&GoldenCase, Outcome)> =
        chosen(knowledge, set)?.into_iter().map(|case| (case, advisor.ask(&case.ask, case.after.as_deref()))).collect();
    let judged: Vec<Judged> = asked.iter().map(|(case, outcome)| judge(knowledge, case, outcome)).collect();
    let reports = Report::by_set(&judged);
    let mut out = io::stdout().lock();
    if json {
        writeln!(out, "{}", serde_json::to_string(&reports)?)?;
    } else {
        for (set, report) in &reports {
            report.write(&mut out, set)?;
        }
        for (set, report) in reports.iter().filter(|_| failures) {
            report.write_details(&mut out, set)?;
        }
    }
    let wrong = asked.iter().zip(&judged).filter(|(_, judged)| judged.verdict != Verdict::Right);
    let mut broken = false;
    for ((case, outcome), judged) in wrong {
        broken |= case.must;
        if !json && (failures || case.must) {
            write_failure(&mut out, knowledge, case, outcome, judged.verdict)?;
        }
    }
    out.flush()?;
    Ok(if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn chosen<'a>(knowledge: &'a KnowledgeBase, set: Option<&str>) -> anyhow::Result<Vec<&'a GoldenCase>> {
    let sets: BTreeSet<&str> = knowledge.golden.iter().map(|case| case.set.as_str()).collect();
    let names = || sets.iter().copied().collect::<Vec<_>>().join(", ");
    match set {
        _ if sets.is_empty() => bail!("the knowledge folder has no golden questions; they stand in golden/*.toml"),
        Some(set) if !sets.contains(set) => bail!("there are no golden questions named {set}; there are: {}", names()),
        _ => Ok(knowledge.golden.iter().filter(|case| set.is_none_or(|set| case.set == set)).collect()),
    }
}

fn judge<'a>(knowledge: &'a KnowledgeBase, case: &'a GoldenCase, outcome: &Outcome) -> Judged<'a> {
    let shown = outcome.first.answer().map(|entry| knowledge.entries[entry].id.as_str());
    let expected = case.entries.first().and_then(|id| knowledge.entry(id.as_str()));
    let first = outcome.first.ranking.candidates.first();
    Judged {
        set: &case.set,
        topic: expected.map(|entry| entry.topic.as_str()),
        verdict: verdict(knowledge, case, outcome),
        expected: expected.map(|entry| entry.id.as_str()),
        shown,
        confidence: first.map_or(0.0, |first| first.confidence),
        first_is_right: first.is_some_and(|first| is_right(knowledge, case, first.entry)),
    }
}

/// What the outcome of a golden question comes to; the question may be another knowledge base's. An answer in parts is right
/// when each of them is.
pub(super) fn verdict(knowledge: &KnowledgeBase, case: &GoldenCase, outcome: &Outcome) -> Verdict {
    let is_right = |entry: &usize| is_right(knowledge, case, *entry);
    match &outcome.first.decision {
        Decision::Answer(_) if outcome.readings().all(|part| part.answer().is_some_and(|entry| is_right(&entry))) => {
            Verdict::Right
        }
        Decision::Answer(_) => Verdict::Wrong,
        _ if case.entries.is_empty() => Verdict::Right,
        Decision::Suggest(entries) if entries.iter().any(is_right) => Verdict::Offered,
        _ => Verdict::Missed,
    }
}

fn is_right(knowledge: &KnowledgeBase, case: &GoldenCase, entry: usize) -> bool {
    case.entries.contains(&knowledge.entries[entry].id)
}

/// An outcome in a few words.
pub(super) fn described(knowledge: &KnowledgeBase, outcome: &Outcome) -> String {
    let id = |entry: usize| knowledge.entries[entry].id.as_str();
    match &outcome.first.decision {
        Decision::Answer(_) => outcome.readings().filter_map(Reading::answer).map(id).collect::<Vec<_>>().join(" and "),
        Decision::Suggest(entries) => {
            format!("offered {}", entries.iter().map(|entry| id(*entry)).collect::<Vec<_>>().join(", "))
        }
        Decision::NoAnswer(_) => "no answer".to_owned(),
        Decision::Smalltalk(at) => format!("smalltalk {}", knowledge.smalltalk[*at].id),
        Decision::Safety(at) => format!("safety {}", knowledge.safety.topics[*at].id),
    }
}

/// The entries that are right for a golden question, in a few words.
pub(super) fn expected<'a>(entries: impl Iterator<Item = &'a str>) -> String {
    let entries: Vec<&str> = entries.collect();
    if entries.is_empty() { "no answer".to_owned() } else { entries.join(" or ") }
}

fn write_failure(
    out: &mut impl Write,
    knowledge: &KnowledgeBase,
    case: &GoldenCase,
    outcome: &Outcome,
    verdict: Verdict,
) -> io::Result<()> {
    let got = described(knowledge, outcome);
    let expected = expected(case.entries.iter().map(EntryId::as_str));
    let must = if case.must { "must " } else { "" };
    writeln!(out, "{must}{verdict:?}: '{}' got {got}, expected {expected}", case.ask)
}
