//! The index that is built from a knowledge base once and asked for every question.

use crate::knowledge::model::KnowledgeBase;

/// An entry that may answer the question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Index into the knowledge base's entries.
    pub entry: usize,
    /// Probability that showing it is right, 0 to 1.
    pub confidence: f32,
}

/// The index.
#[derive(Debug)]
pub struct Index {
    phrasings: Vec<(usize, String)>,
}

impl Index {
    /// Builds the index.
    pub fn build(knowledge: &KnowledgeBase) -> Self {
        let phrasings = knowledge
            .entries
            .iter()
            .enumerate()
            .flat_map(|(at, entry)| entry.phrasings().map(move |phrasing| (at, phrasing.to_lowercase())))
            .collect();
        Index { phrasings }
    }

    /// The best candidates, best first.
    pub fn candidates(&self, question: &str) -> Vec<Candidate> {
        let question = question.to_lowercase();
        let mut best: Vec<Candidate> = Vec::new();
        for (entry, phrasing) in &self.phrasings {
            let confidence = strsim::sorensen_dice(&question, phrasing) as f32;
            match best.iter_mut().find(|candidate| candidate.entry == *entry) {
                Some(candidate) => candidate.confidence = candidate.confidence.max(confidence),
                None => best.push(Candidate { entry: *entry, confidence }),
            }
        }
        best.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        best.truncate(5);
        best
    }
}
