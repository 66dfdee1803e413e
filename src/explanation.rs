//! Why this answer, why not another, in words.

use crate::advisor::{Advisor, Outcome, Reading};
use crate::diagnostic::{Texts, position};
use crate::matching::{Candidate, Decision, NEAR, Other};
use serde::Serialize;

/// How a question was read, what was decided and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// The question as the matcher reads it.
    pub read: String,
    /// The last question of a long text, which is looked at by itself too.
    pub focus: Option<String>,
    /// Words that were typed, and how they are read.
    pub corrections: Vec<(String, String)>,
    /// Names of the roles that it is about.
    pub roles: Vec<String>,
    /// The roles are those of the question before it, or of the message that it is a part of.
    pub roles_carried_over: bool,
    /// Occupations in it that the knowledge base is not about.
    pub other_occupations: Vec<String>,
    /// `answer`, `suggest`, `no_answer`, `smalltalk` or `safety`.
    pub decision: &'static str,
    /// What was decided and why, as a sentence.
    pub reason: String,
    /// The best entries, best first, whatever the decision.
    pub candidates: Vec<Weighed>,
    /// The same of the questions after it, where the message is read as several.
    pub later: Vec<Explanation>,
}

/// A candidate and what speaks for and against it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Weighed {
    /// Full id.
    pub entry: String,
    /// The entry's question.
    pub question: String,
    /// The estimated probability that showing it is right, 0 to 1.
    pub confidence: f32,
    /// The file in the knowledge folder.
    pub file: String,
    /// The line there, from 1.
    pub line: usize,
    /// What speaks for it and against it.
    pub reasons: String,
}

impl Explanation {
    /// Explains what a message came to. `texts` are those of the files that `advisor` serves.
    pub fn new(advisor: &Advisor, texts: &Texts, outcome: &Outcome) -> Self {
        let later = outcome.later.iter().map(|reading| Self::of(advisor, texts, reading)).collect();
        Explanation { later, ..Self::of(advisor, texts, &outcome.first) }
    }

    /// Explains one question by itself.
    fn of(advisor: &Advisor, texts: &Texts, reading: &Reading) -> Self {
        let knowledge = advisor.knowledge();
        let question = &reading.question;
        let best = reading.ranking.candidates.first();
        let weigh = |candidate: &Candidate| {
            let entry = &knowledge.entries[candidate.entry];
            Weighed {
                entry: entry.id.to_string(),
                question: entry.question.clone(),
                confidence: candidate.confidence,
                file: entry.place.file.to_string(),
                // While the files are being replaced, the texts may be a moment older than the advisor.
                line: texts.get(&entry.place.file).map_or(1, |text| position(text, entry.place.span.start).line),
                reasons: reasons(candidate, advisor.phrasing(candidate), best),
            }
        };
        Explanation {
            read: question.text.clone(),
            focus: question.focus.as_ref().map(|focus| focus.question.clone()),
            corrections: question.corrections.clone(),
            roles: question.mentions.roles.iter().map(|at| knowledge.roles[*at].name.clone()).collect(),
            roles_carried_over: question.carried_over.is_some(),
            other_occupations: question
                .mentions
                .other_occupations
                .iter()
                .map(|at| knowledge.vocabulary.other_occupations[*at].clone())
                .collect(),
            decision: reading.decision.name(),
            reason: verdict(advisor, reading),
            candidates: reading.ranking.candidates.iter().map(weigh).collect(),
            later: Vec::new(),
        }
    }
}

fn verdict(advisor: &Advisor, reading: &Reading) -> String {
    let knowledge = advisor.knowledge();
    let like = match reading.ranking.exactly_other.or(reading.ranking.other.map(|(other, _)| other)) {
        Some(Other::OutOfScope(at)) => {
            format!("the out-of-scope topic '{}'", knowledge.out_of_scope[at].id)
        }
        Some(Other::Smalltalk(at)) => format!("the smalltalk '{}'", knowledge.smalltalk[at].id),
        None => "nothing else that is known".to_owned(),
    };
    match &reading.decision {
        Decision::Answer(entry) => format!(
            "'{}' is shown, since it is likely enough to be right. Otherwise the question is most like {like}.",
            knowledge.entries[*entry].id
        ),
        Decision::Suggest(_) => {
            format!("No entry is likely enough to be shown, but some to be offered. It is also like {like}.")
        }
        Decision::NoAnswer(_) if reading.ranking.exactly_other.is_some() => {
            format!("Nothing is shown: the question, word for word, is an example of {like}.")
        }
        Decision::NoAnswer(_) => {
            let why = reading.ranking.candidates.first().map_or("there is no entry", why_unlikely);
            format!("Nothing is shown, since {why}. It is most like {like}.")
        }
        Decision::Smalltalk(_) => format!("It is {like}."),
        Decision::Safety(at) => format!(
            "It is read as the safety topic '{}', so that nothing else of it is read.",
            knowledge.safety.topics[*at].id
        ),
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
    } else if evidence.out_of_scope > evidence.nearest {
        "it is more like what must get no answer than like any entry's phrasings"
    } else if evidence.gap > 0.5 {
        "it is a question that people ask about every occupation, and no entry seems to answer it"
    } else if evidence.nearest < NEAR {
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
        reasons.push(format!("means {:.0} % the same as '{nearest}'", evidence.nearest.max(0.0) * 100.0));
    }
    if let Some(best) = best.filter(|best| best.entry != candidate.entry && !evidence.exact) {
        let [this, that] = [evidence.probability, best.evidence.probability].map(|share| share * 100.0);
        reasons.push(format!("what was learnt speaks for it with {this:.0} %, for the best with {that:.0} %"));
    }
    if !evidence.exact {
        let [words, answer] = [evidence.coverage, evidence.answer.max(0.0)].map(|share| share * 100.0);
        reasons.push(format!("it has {words:.0} % of the words, and its answer means {answer:.0} % the same"));
    }
    if evidence.standard >= 0.5 {
        reasons.push("it answers the standard question that this is".to_owned());
    }
    if evidence.nearest < NEAR && !evidence.exact {
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
