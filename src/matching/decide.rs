//! From a ranking to a decision.

use super::lessons::Other;
use super::rank::{Candidate, Ranking};

/// From this confidence on an entry is shown.
const ANSWER_FROM: f32 = 0.55;
/// From this confidence on an entry may be offered.
const SUGGEST_FROM: f32 = 0.15;
/// So likely it must be that one of those which are offered is right. Of the tuning questions with a lone one below, one in eight was
/// right.
const ONE_IS_RIGHT_FROM: f32 = 0.25;
/// How many entries are offered at most.
const SUGGESTIONS: usize = 5;
/// From this cosine on, where no entry is nearer, a question is taken for smalltalk or for a topic that gets no answer.
const OTHER_FROM: f32 = 0.7;

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
    if let Some(first) = candidates.first().filter(|first| first.confidence >= ANSWER_FROM) {
        return Decision::Answer(first.entry);
    }
    match other(ranking) {
        Some(Other::Smalltalk(at)) => return Decision::Smalltalk(at),
        Some(Other::OutOfScope(at)) => return Decision::NoAnswer(Some(at)),
        None => {}
    }
    let offered = offered(candidates);
    if offered.is_empty() { Decision::NoAnswer(None) } else { Decision::Suggest(offered) }
}

/// From this confidence on an entry is shown to a message that may be one of somebody in need, if it speaks of nearly all that is said:
/// of the words, by weight, this share.
const SURE_FROM: f32 = 0.97;
const SAID_FROM: f32 = 0.9;

/// What is left of a decision where somebody may be in need: an answer that is sure, and nothing else that leads to careers.
pub fn with_caution(decision: Decision, ranking: &Ranking) -> Decision {
    let is_sure = |first: &Candidate| first.confidence >= SURE_FROM && first.evidence.coverage >= SAID_FROM;
    let is_sure = ranking.candidates.first().is_some_and(is_sure);
    match decision {
        Decision::Answer(_) if is_sure => decision,
        Decision::Answer(_) | Decision::Suggest(_) => Decision::NoAnswer(None),
        _ => decision,
    }
}

/// Whether a question is so plainly about something else that no entry is worth a look.
pub fn is_about_something_else(ranking: &Ranking) -> bool {
    other(ranking).is_some() && offered(&ranking.candidates).is_empty()
}

/// What a question is, where it is nearer to that than to any entry.
fn other(ranking: &Ranking) -> Option<Other> {
    let nearest = ranking.candidates.iter().map(|candidate| candidate.evidence.nearest).fold(0.0, f32::max);
    let near = ranking.other.filter(|(_, cosine)| *cosine >= OTHER_FROM.max(nearest));
    ranking.exactly_other.or(near.map(|(other, _)| other))
}

/// From this confidence on a part needs no other reading that speaks for its answer.
const PART_FROM: f32 = 0.85;

/// The entry that answers a part of a message. What is cut out of a message may not have been a question, so that its confidence
/// alone won't do unless it is great: the entry must also be one of `others`, the candidates of another reading, and not one that
/// mustn't answer that.
pub fn answers_part(part: &Ranking, others: &[Candidate]) -> Option<usize> {
    match decide(part) {
        Decision::Answer(entry) => {
            let is_sure = part.candidates.first().is_some_and(|first| first.confidence >= PART_FROM);
            let other = others.iter().find(|other| other.entry == entry);
            other.map_or(is_sure, |other| !other.evidence.not_for).then_some(entry)
        }
        _ => None,
    }
}

fn offered(candidates: &[Candidate]) -> Vec<usize> {
    let likely: Vec<&Candidate> =
        candidates.iter().filter(|candidate| candidate.confidence >= SUGGEST_FROM).take(SUGGESTIONS).collect();
    let one_is_right: f32 = likely.iter().map(|candidate| candidate.confidence).sum();
    let is_likely = one_is_right >= ONE_IS_RIGHT_FROM;
    likely.into_iter().filter(|_| is_likely).map(|candidate| candidate.entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::confidence::Evidence;
    use rstest::rstest;

    fn ranking(confidences: &[f32], other: Option<(Other, f32)>) -> Ranking {
        let evidence = Evidence::default();
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
    #[case(&[0.55, 0.2], None, Decision::Answer(0))]
    #[case(&[0.49, 0.15, 0.14], None, Decision::Suggest(vec![0, 1]))]
    #[case(&[0.26], None, Decision::Suggest(vec![0]))]
    #[case(&[0.24], None, Decision::NoAnswer(None))]
    #[case(&[0.16, 0.15], None, Decision::Suggest(vec![0, 1]))]
    #[case(&[0.19], None, Decision::NoAnswer(None))]
    #[case(&[], None, Decision::NoAnswer(None))]
    #[case(&[0.4], Some((Other::OutOfScope(3), 0.7)), Decision::NoAnswer(Some(3)))]
    #[case(&[0.4], Some((Other::Smalltalk(1), 0.7)), Decision::Smalltalk(1))]
    #[case(&[0.4], Some((Other::Smalltalk(1), 0.6)), Decision::Suggest(vec![0]))]
    #[case(&[0.6], Some((Other::Smalltalk(1), 0.7)), Decision::Answer(0))]
    fn check(#[case] confidences: &[f32], #[case] other: Option<(Other, f32)>, #[case] expected: Decision) {
        assert_eq!(decide(&ranking(confidences, other)), expected);
    }

    #[rstest]
    #[case(&[0.9, 0.3], 0, Some(0))]
    #[case(&[0.7, 0.3], 1, None)]
    #[case(&[0.9, 0.3], 1, Some(0))]
    #[case(&[0.4, 0.3], 0, None)]
    #[case(&[], 0, None)]
    fn a_part_needs_another_reading_that_speaks_for_its_answer(
        #[case] confidences: &[f32],
        #[case] entry: usize,
        #[case] expected: Option<usize>,
    ) {
        let other = Candidate { entry, ..ranking(&[0.1], None).candidates[0] };
        assert_eq!(answers_part(&ranking(confidences, None), &[other]), expected);
        let not_for = Candidate { entry: 0, evidence: Evidence { not_for: true, ..other.evidence }, ..other };
        assert_eq!(answers_part(&ranking(confidences, None), &[not_for]), None);
    }

    #[test]
    fn smalltalk_that_is_met_word_for_word_comes_first() {
        let mut ranking = ranking(&[0.9, 0.1], None);
        ranking.exactly_other = Some(Other::Smalltalk(2));
        assert_eq!(decide(&ranking), Decision::Smalltalk(2));
    }
}
