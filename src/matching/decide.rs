//! From a ranking to a decision.

use super::index::{Candidate, Ranking};
use super::lessons::Other;

/// From this confidence on an entry is shown.
pub const ANSWER_FROM: f32 = 0.5;
/// From this confidence on an entry is offered.
pub const SUGGEST_FROM: f32 = 0.2;
/// From this confidence on an entry is offered alone. Of the tuning questions with a lone one below, one in eight was right.
const SUGGEST_ALONE_FROM: f32 = 0.25;
/// Two entries whose confidences are nearer than this are both offered instead.
const TIE: f32 = 0.02;
/// How many entries are offered at most.
const SUGGESTIONS: usize = 5;
/// From this probability on a question is taken for smalltalk or for a topic with a fixed reply.
const OTHER_FROM: f32 = 0.6;

/// What to do with a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Show this entry (an index into the knowledge base's entries).
    Answer(usize),
    /// Offer these entries, best first.
    Suggest(Vec<usize>),
    /// Say that there is no answer; the out-of-scope topic's index where one fits.
    NoAnswer(Option<usize>),
    /// Reply with this smalltalk's text.
    Smalltalk(usize),
    /// Somebody is in need, or attacks: say what this safety topic says, and nothing else.
    Safety(usize),
}

impl Decision {
    /// As JSON and the log name it.
    pub fn name(&self) -> &'static str {
        match self {
            Decision::Answer(_) => "answer",
            Decision::Suggest(_) => "suggest",
            Decision::NoAnswer(_) => "no_answer",
            Decision::Smalltalk(_) => "smalltalk",
            Decision::Safety(_) => "safety",
        }
    }
}

/// Decides what to do with a question.
pub fn decide(ranking: &Ranking) -> Decision {
    match ranking.exactly_other {
        Some(Other::Smalltalk(at)) => return Decision::Smalltalk(at),
        Some(Other::OutOfScope(at)) => return Decision::NoAnswer(Some(at)),
        None => {}
    }
    let candidates = &ranking.candidates;
    let first = candidates.first().filter(|first| first.confidence >= ANSWER_FROM);
    let second = candidates.get(1).map_or(0.0, |second| second.confidence);
    if let Some(first) = first {
        let is_tie = !first.evidence.exact && first.confidence - second < TIE;
        return if is_tie { Decision::Suggest(offered(candidates)) } else { Decision::Answer(first.entry) };
    }
    match ranking.other {
        Some((Other::Smalltalk(at), probability)) if probability >= OTHER_FROM => return Decision::Smalltalk(at),
        Some((Other::OutOfScope(at), probability)) if probability >= OTHER_FROM => {
            return Decision::NoAnswer(Some(at));
        }
        _ => {}
    }
    let offered = offered(candidates);
    if offered.is_empty() { Decision::NoAnswer(None) } else { Decision::Suggest(offered) }
}

/// From this confidence on an entry is shown to a message that may be one of somebody in need.
const SURE_FROM: f32 = 0.9;

/// What is left of a decision where somebody may be in need: an answer that is sure, and nothing else that leads to careers.
pub fn with_caution(decision: Decision, ranking: &Ranking) -> Decision {
    let is_sure = ranking.candidates.first().is_some_and(|first| first.confidence >= SURE_FROM);
    match decision {
        Decision::Answer(_) if is_sure => decision,
        Decision::Answer(_) | Decision::Suggest(_) => Decision::NoAnswer(None),
        _ => decision,
    }
}

/// Whether a question is so plainly about something else that no entry is worth a look.
pub fn is_about_something_else(ranking: &Ranking) -> bool {
    let is_other =
        ranking.exactly_other.is_some() || ranking.other.is_some_and(|(_, probability)| probability >= OTHER_FROM);
    is_other && offered(&ranking.candidates).is_empty()
}

/// The entry that answers a part of a message. What is cut out of a message may not have been a question, so that its confidence
/// alone won't do: the entry must also be one of `others`, the candidates of another reading, and not one that mustn't answer that.
pub fn answers_part(part: &Ranking, others: &[Candidate]) -> Option<usize> {
    match decide(part) {
        Decision::Answer(entry) => {
            others.iter().any(|other| other.entry == entry && !other.evidence.not_for).then_some(entry)
        }
        _ => None,
    }
}

fn offered(candidates: &[Candidate]) -> Vec<usize> {
    let likely: Vec<&Candidate> =
        candidates.iter().filter(|candidate| candidate.confidence >= SUGGEST_FROM).take(SUGGESTIONS).collect();
    match likely[..] {
        [alone] if alone.confidence < SUGGEST_ALONE_FROM => Vec::new(),
        _ => likely.into_iter().map(|candidate| candidate.entry).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::confidence::{Evidence, Nearness};
    use rstest::rstest;

    fn ranking(confidences: &[f32], other: Option<(Other, f32)>) -> Ranking {
        let evidence = Evidence {
            probability: 0.0,
            answerable: 0.0,
            counterexamples: 0,
            nearest: Nearness::NONE,
            nearness: Nearness::NONE,
            exact: false,
            not_for: false,
            about_another_occupation: false,
            about_another_role: false,
            follow_up: false,
        };
        let candidates = confidences.iter().enumerate().map(|(entry, confidence)| Candidate {
            entry,
            confidence: *confidence,
            evidence,
            nearest: 0,
        });
        Ranking { candidates: candidates.collect(), other, exactly_other: None }
    }

    #[rstest]
    #[case(&[0.9, 0.3], None, Decision::Answer(0))]
    #[case(&[0.5, 0.2], None, Decision::Answer(0))]
    #[case(&[0.9, 0.89, 0.1], None, Decision::Suggest(vec![0, 1]))]
    #[case(&[0.49, 0.2, 0.19], None, Decision::Suggest(vec![0, 1]))]
    #[case(&[0.26], None, Decision::Suggest(vec![0]))]
    #[case(&[0.24], None, Decision::NoAnswer(None))]
    #[case(&[0.24, 0.21], None, Decision::Suggest(vec![0, 1]))]
    #[case(&[0.19], None, Decision::NoAnswer(None))]
    #[case(&[], None, Decision::NoAnswer(None))]
    #[case(&[0.4], Some((Other::OutOfScope(3), 0.7)), Decision::NoAnswer(Some(3)))]
    #[case(&[0.4], Some((Other::Smalltalk(1), 0.7)), Decision::Smalltalk(1))]
    #[case(&[0.4], Some((Other::Smalltalk(1), 0.5)), Decision::Suggest(vec![0]))]
    #[case(&[0.6], Some((Other::Smalltalk(1), 0.7)), Decision::Answer(0))]
    fn check(#[case] confidences: &[f32], #[case] other: Option<(Other, f32)>, #[case] expected: Decision) {
        assert_eq!(decide(&ranking(confidences, other)), expected);
    }

    #[rstest]
    #[case(&[0.9, 0.3], 0, Some(0))]
    #[case(&[0.9, 0.3], 1, None)]
    #[case(&[0.4, 0.3], 0, None)]
    #[case(&[], 0, None)]
    fn a_part_needs_another_reading_that_speaks_for_its_answer(
        #[case] confidences: &[f32],
        #[case] entry: usize,
        #[case] expected: Option<usize>,
    ) {
        let other = Candidate { entry, ..ranking(&[0.1], None).candidates[0] };
        assert_eq!(answers_part(&ranking(confidences, None), &[other]), expected);
        let not_for = Candidate { evidence: Evidence { not_for: true, ..other.evidence }, ..other };
        assert_eq!(answers_part(&ranking(confidences, None), &[not_for]), None);
    }

    #[test]
    fn a_question_met_word_for_word_is_never_a_tie() {
        let mut ranking = ranking(&[0.99, 0.98], None);
        ranking.candidates[0].evidence.exact = true;
        assert_eq!(decide(&ranking), Decision::Answer(0));
        ranking.exactly_other = Some(Other::Smalltalk(2));
        assert_eq!(decide(&ranking), Decision::Smalltalk(2));
    }
}
