//! From a ranking to a decision.

use super::index::{Other, Ranking};

/// From this confidence on an entry is shown.
pub const ANSWER_FROM: f32 = 0.5;
/// From this confidence on an entry is offered.
pub const SUGGEST_FROM: f32 = 0.2;
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
}

/// Decides what to do with a question.
pub fn decide(ranking: &Ranking) -> Decision {
    match ranking.exactly_other {
        Some(Other::Smalltalk(at)) => return Decision::Smalltalk(at),
        Some(Other::OutOfScope(at)) => return Decision::NoAnswer(Some(at)),
        None => {}
    }
    let confident = |least: f32| ranking.candidates.iter().filter(move |candidate| candidate.confidence >= least);
    if let Some(first) = confident(ANSWER_FROM).next() {
        return Decision::Answer(first.entry);
    }
    match ranking.other {
        Some((Other::Smalltalk(at), probability)) if probability >= OTHER_FROM => return Decision::Smalltalk(at),
        Some((Other::OutOfScope(at), probability)) if probability >= OTHER_FROM => {
            return Decision::NoAnswer(Some(at));
        }
        _ => {}
    }
    let offered: Vec<usize> = confident(SUGGEST_FROM).take(SUGGESTIONS).map(|candidate| candidate.entry).collect();
    if offered.is_empty() { Decision::NoAnswer(None) } else { Decision::Suggest(offered) }
}
