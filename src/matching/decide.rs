//! From candidates to a decision.

use super::Candidate;

/// What to do with a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Show this entry (an index into the knowledge base's entries).
    Answer(usize),
    /// Offer these entries, best first.
    Suggest(Vec<usize>),
    /// Say that there is no answer; the topic's index where an out-of-scope topic fits.
    NoAnswer(Option<usize>),
    /// Reply with this smalltalk's text.
    Smalltalk(usize),
}

/// Decides by the first candidate's confidence.
pub fn decide(candidates: &[Candidate]) -> Decision {
    match candidates {
        [first, ..] if first.confidence >= 0.5 => Decision::Answer(first.entry),
        [first, ..] if first.confidence >= 0.25 => {
            Decision::Suggest(candidates.iter().take(3).map(|candidate| candidate.entry).collect())
        }
        _ => Decision::NoAnswer(None),
    }
}
