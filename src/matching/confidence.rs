//! How likely it is that showing an entry is right.
//!
//! The evidence means the same in every knowledge base, so what was learnt from many of them holds in one that is new.

use serde::Deserialize;
use std::sync::LazyLock;

/// What speaks for and against an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// The probability of the entry among all of its role and what must get no answer, by their texts' meanings, 0 to 1.
    pub probability: f32,
    /// The same of all that must get no answer.
    pub no_answer: f32,
    /// How near the question is to the phrasing that is nearest: a cosine, as all that is near is.
    pub nearest: f32,
    /// How near it is to the middle of all phrasings.
    pub centroid: f32,
    /// How near it is to the nearest sentence of the answer.
    pub answer: f32,
    /// The share of the question's words, by weight, that stand in the entry's texts: its phrasings, its answer and how its standard
    /// questions are asked.
    pub coverage: f32,
    /// The weight of the weightiest word that stands in none of them.
    pub weightiest_left: f32,
    /// The probability that the question is a standard question which the entry names, or seems to answer, 0 to 1.
    pub standard: f32,
    /// The probability that the question is a standard question which no entry of the role answers.
    pub gap: f32,
    /// How near the question is to what must get no answer.
    pub out_of_scope: f32,
    /// How near it is to messages that ask for nothing, or for nothing about an occupation.
    pub background: f32,
    /// The question names an occupation that is none of ours and that the entry says nothing of.
    pub stranger: bool,
    /// How many words it has, without the names of occupations.
    pub words: usize,
    /// How many phrasings the entry has.
    pub phrasings: usize,
    /// The question is about a role that this entry isn't about.
    pub about_another_role: bool,
    /// The question names occupations, but none that is ours.
    pub about_another_occupation: bool,
    /// The question is one of the entry's phrasings, word for word, and no follow-up about another role.
    pub exact: bool,
    /// The question is one that the entry must not answer, word for word.
    pub not_for: bool,
    /// The question only wants to know more of this entry, which was just shown.
    pub asks_for_more: bool,
    /// The question is read together with the one before it.
    pub follow_up: bool,
}

/// How many features a model reads.
const FEATURES: usize = 16;

impl Evidence {
    /// What speaks for the entry at a glance, on a scale of its own.
    pub(super) fn glance(&self) -> f32 {
        let other_role = if self.about_another_role { 2.5 } else { 0.0 };
        let exact = if self.exact || self.asks_for_more { f32::INFINITY } else { 0.0 };
        let near = 8.0 * self.nearest + 6.0 * self.answer + 3.0 * self.coverage;
        0.5 * self.probability.max(1e-4).ln() + near - other_role + exact
    }

    /// The numbers that a model reads, each with its name.
    pub(super) fn features(&self) -> [(&'static str, f32); FEATURES] {
        let flag = |is: bool| if is { 1.0 } else { 0.0 };
        [
            ("log_probability", self.probability.max(1e-4).ln()),
            ("log_no_answer", self.no_answer.max(1e-4).ln()),
            ("nearest", self.nearest),
            ("centroid", self.centroid),
            ("answer", self.answer),
            ("coverage", self.coverage),
            ("weightiest_left", self.weightiest_left),
            ("standard", self.standard),
            ("gap", self.gap),
            ("out_of_scope", self.out_of_scope),
            ("background", self.background),
            ("stranger", flag(self.stranger)),
            ("log_words", (1.0 + self.words as f32).ln()),
            ("log_phrasings", (self.phrasings.max(1) as f32).ln()),
            ("about_another_role", flag(self.about_another_role)),
            ("about_another_occupation", flag(self.about_another_occupation)),
        ]
    }
}

/// What an entry is worth compared with none of them: gradient-boosted regression trees (Friedman, 'Greedy Function Approximation:
/// A Gradient Boosting Machine', 2001).
#[derive(Debug, Deserialize)]
struct Model {
    /// The features' names, in their order.
    features: Vec<String>,
    /// The score before any tree.
    start: f32,
    trees: Vec<Vec<Node>>,
}

/// A node of a tree; the first is its root, and the children of each come after it.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Node {
    /// Goes to the node `left` where the feature is at most `threshold`, and to `right` elsewhere.
    Split { feature: usize, threshold: f32, left: usize, right: usize },
    /// Adds `value`.
    Leaf { value: f32 },
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let model: Model = serde_json::from_str(include_str!("../../models/confidence.json"))
        .unwrap_or_else(|error| panic!("models/confidence.json is damaged: {error}"));
    let names = Evidence::default().features().map(|(name, _)| name);
    assert_eq!(model.features, names, "models/confidence.json was fitted to other features");
    model
});

impl Model {
    fn score(&self, features: &[f32; FEATURES]) -> f32 {
        self.start + self.trees.iter().map(|tree| value(tree, features)).sum::<f32>()
    }
}

fn value(tree: &[Node], features: &[f32; FEATURES]) -> f32 {
    let mut at = 0;
    loop {
        match tree[at] {
            Node::Split { feature, threshold, left, right } => {
                at = if features[feature] <= threshold { left } else { right };
            }
            Node::Leaf { value } => return value,
        }
    }
}

/// How likely an answer is to say more than what was just read of it.
const ASKS_FOR_MORE: f32 = 0.9;
/// What a phrasing must be near at least to speak for an entry.
pub const NEAR: f32 = 0.55;
/// How much less likely, in logarithms of the odds, a follow-up makes each entry: what it is about is a guess.
const FOLLOW_UP: f32 = 0.2;
/// How much less likely an entry is that isn't about the occupations of the question.
const ABOUT_OTHERS: f32 = 3.0;
/// How likely the entry is whose phrasing was met word for word.
const EXACT: f32 = 0.99;

/// The probability for each of a question's candidates that showing it is right, 0 to 1. Together with that of none of them, they add
/// up to 1: a conditional logit (McFadden, 'Conditional Logit Analysis of Qualitative Choice Behavior', 1974).
///
/// `models/README.md` tells from which knowledge bases and questions it was learnt.
pub(super) fn confidences(candidates: &[Evidence]) -> Vec<f32> {
    let odds: Vec<f32> = candidates.iter().map(odds).collect();
    let all = 1.0 + odds.iter().sum::<f32>();
    let is_certain = |evidence: &&Evidence| certainty(evidence) > 0.0;
    let left = 1.0 - candidates.iter().filter(is_certain).map(certainty).fold(0.0, f32::max);
    let confidence = |(evidence, odds): (&Evidence, f32)| match certainty(evidence) {
        certain if certain > 0.0 => certain,
        _ => left * odds / all,
    };
    candidates.iter().zip(odds).map(confidence).collect()
}

/// How likely the entry is by what was said word for word; 0 where that tells nothing.
fn certainty(evidence: &Evidence) -> f32 {
    match evidence {
        Evidence { not_for: true, .. } => 0.0,
        Evidence { exact: true, .. } => EXACT,
        Evidence { asks_for_more: true, .. } => ASKS_FOR_MORE,
        _ => 0.0,
    }
}

/// The odds of the entry against none.
fn odds(evidence: &Evidence) -> f32 {
    if evidence.not_for {
        return 0.0;
    }
    let mut score = MODEL.score(&evidence.features().map(|(_, value)| value));
    if evidence.about_another_occupation || evidence.about_another_role {
        score -= ABOUT_OTHERS;
    }
    if evidence.follow_up {
        score -= FOLLOW_UP;
    }
    score.exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likely() -> Evidence {
        Evidence {
            probability: 0.95,
            no_answer: 0.02,
            nearest: 0.9,
            centroid: 0.9,
            answer: 0.7,
            coverage: 0.95,
            words: 6,
            phrasings: 6,
            ..Evidence::default()
        }
    }

    fn confidence(evidence: Evidence) -> f32 {
        confidences(&[evidence])[0]
    }

    #[test]
    fn more_evidence_means_more_confidence() {
        let none = Evidence { no_answer: 0.9, words: 6, phrasings: 6, weightiest_left: 8.0, ..Evidence::default() };
        let some = Evidence { probability: 0.4, nearest: 0.6, centroid: 0.5, coverage: 0.6, ..none };
        let confidences = [none, some, likely()].map(confidence);
        assert!(confidences.is_sorted() && confidences[0] < 0.1 && confidences[2] > 0.9, "{confidences:?}");
    }

    #[test]
    fn candidates_share_what_is_likely() {
        let alone = confidence(likely());
        let both = confidences(&[likely(), likely()]);
        assert!(both[0] == both[1] && both[0] < 0.5 && alone < both[0] + both[1], "{alone} {both:?}");
        assert!(confidences(&[]).is_empty());
    }

    #[test]
    fn what_the_knowledge_files_say_outweighs_statistics() {
        let sure = likely();
        assert_eq!(confidence(Evidence { not_for: true, exact: true, ..sure }), 0.0);
        let exact = confidences(&[Evidence { exact: true, ..Evidence::default() }, sure]);
        assert!(exact[0] == EXACT && exact[1] < 0.011, "{exact:?}");
        assert!(confidence(Evidence { about_another_occupation: true, ..sure }) < 0.7 * confidence(sure));
        assert!(confidence(Evidence { about_another_role: true, ..sure }) < 0.7 * confidence(sure));
        assert!(confidence(Evidence { follow_up: true, ..sure }) < confidence(sure));
    }

    #[test]
    fn every_tree_ends() {
        for tree in &MODEL.trees {
            for (at, node) in tree.iter().enumerate() {
                if let Node::Split { feature, left, right, .. } = node {
                    assert!(*feature < FEATURES && at < *left && at < *right && (*left).max(*right) < tree.len());
                }
            }
        }
    }
}
