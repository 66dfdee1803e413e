//! `ask --explain`: why this answer, why not another, in words.

use crate::advisor::{Advisor, Outcome};
use crate::diagnostic::{Texts, position};
use crate::matching::{ANSWER_FROM, Candidate, Decision, NEAR, Other};
use std::collections::BTreeSet;
use std::io::{self, Write};

pub(super) fn write(out: &mut impl Write, advisor: &Advisor, texts: &Texts, outcome: &Outcome) -> io::Result<()> {
    let knowledge = advisor.knowledge();
    let question = &outcome.question;
    writeln!(out, "\nWhy:")?;
    writeln!(out, "  The question is read as '{}'.", question.text)?;
    if let Some(focus) = &question.focus {
        writeln!(out, "  It is long, so that its last question is looked at by itself too: '{}'.", focus.question)?;
    }
    for (typed, read) in &question.corrections {
        writeln!(out, "  '{typed}' is no known word; it is read as '{read}'.")?;
    }
    let roles = names(&question.mentions.roles, |at| &knowledge.roles[at].name);
    if question.carried_over.is_some() {
        writeln!(out, "  It names no role, so it is taken to be about that of the question before it: {roles}.")?;
    } else if !roles.is_empty() {
        writeln!(out, "  It names: {roles}.")?;
    }
    let others = names(&question.mentions.other_occupations, |at| &knowledge.vocabulary.other_occupations[at]);
    if !others.is_empty() {
        writeln!(out, "  It names occupations that this knowledge base is not about: {others}.")?;
    }
    writeln!(out, "  {}", verdict(advisor, outcome))?;
    let best = outcome.ranking.candidates.first();
    for candidate in &outcome.ranking.candidates {
        let entry = &knowledge.entries[candidate.entry];
        let place = &entry.place;
        let line = position(&texts[&place.file], place.span.start).line;
        writeln!(out, "  {:>4.0} %  {}  ({}:{line})", candidate.confidence * 100.0, entry.id, place.file)?;
        writeln!(out, "          {}", reasons(candidate, advisor.phrasing(candidate), best))?;
    }
    Ok(())
}

fn names<'a>(found: &BTreeSet<usize>, name: impl Fn(usize) -> &'a String) -> String {
    found.iter().map(|at| name(*at).as_str()).collect::<Vec<_>>().join(", ")
}

fn verdict(advisor: &Advisor, outcome: &Outcome) -> String {
    let knowledge = advisor.knowledge();
    let like = match outcome.ranking.exactly_other.or(outcome.ranking.other.map(|(other, _)| other)) {
        Some(Other::OutOfScope(at)) => {
            format!("the out-of-scope topic '{}'", knowledge.out_of_scope[at].id)
        }
        Some(Other::Smalltalk(at)) => format!("the smalltalk '{}'", knowledge.smalltalk[at].id),
        None => "nothing else that is known".to_owned(),
    };
    match &outcome.decision {
        Decision::Answer(entry) => format!(
            "'{}' is shown, since it is likely enough to be right. Otherwise the question is most like {like}.",
            knowledge.entries[*entry].id
        ),
        Decision::Suggest(_) if outcome.ranking.candidates[0].confidence >= ANSWER_FROM => {
            "Two entries are about equally likely, so that both are offered and none is shown.".to_owned()
        }
        Decision::Suggest(_) => {
            format!("No entry is likely enough to be shown, but some to be offered. It is also like {like}.")
        }
        Decision::NoAnswer(_) if outcome.ranking.exactly_other.is_some() => {
            format!("Nothing is shown: the question, word for word, is an example of {like}.")
        }
        Decision::NoAnswer(_) => {
            let why = outcome.ranking.candidates.first().map_or("there is no entry", why_unlikely);
            format!("Nothing is shown, since {why}. It is most like {like}.")
        }
        Decision::Smalltalk(_) => format!("It is {like}."),
    }
}

/// Why not even the best candidate is likely.
fn why_unlikely(best: &Candidate) -> &'static str {
    let evidence = &best.evidence;
    if evidence.not_for {
        "the nearest entry must not answer it"
    } else if evidence.about_another_occupation {
        "it asks about an occupation that is not ours"
    } else if evidence.about_another_role {
        "nothing is known of it for the role that it names"
    } else if evidence.answerable < 0.5 {
        "it is more like what must get no answer than like any entry's phrasings"
    } else if evidence.nearness.meaning < NEAR {
        "no phrasing means nearly the same"
    } else {
        "no entry is clearly more likely than the others"
    }
}

/// What speaks for a candidate and what against it, the best one among others.
fn reasons(candidate: &Candidate, nearest: Option<&str>, best: Option<&Candidate>) -> String {
    let evidence = &candidate.evidence;
    let mut reasons = Vec::new();
    if evidence.exact {
        reasons.push("it is one of the entry's phrasings, word for word".to_owned());
    } else if let Some(nearest) = nearest {
        reasons.push(format!("means {:.0} % the same as '{nearest}'", evidence.nearness.meaning.max(0.0) * 100.0));
    }
    if let Some(best) = best.filter(|best| best.entry != candidate.entry && !evidence.exact) {
        let [this, that] = [evidence.probability, best.evidence.probability].map(|share| share * 100.0);
        reasons.push(format!("what was learnt speaks for it with {this:.0} %, for the best with {that:.0} %"));
    }
    if evidence.nearness.meaning < NEAR && !evidence.exact {
        reasons.push("no phrasing of it means nearly the same".to_owned());
    }
    if evidence.not_for {
        reasons.push("the entry's not_for lists the question".to_owned());
    }
    if evidence.about_another_role {
        reasons.push("the entry is about another role".to_owned());
    }
    if evidence.about_another_occupation {
        reasons.push("the question is about another occupation".to_owned());
    }
    reasons.join("; ")
}
