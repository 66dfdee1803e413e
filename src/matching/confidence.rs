//! How likely it is that showing an entry is right.

/// What speaks for and against an entry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// The classifier's probability of the entry, 0 to 1.
    pub probability: f32,
    /// The classifier's probability that any entry answers the question, 0 to 1.
    pub answerable: f32,
    /// The cosine to the nearest phrasing of the entry, 0 to 1.
    pub nearness: f32,
    /// The question is one of the entry's phrasings, word for word.
    pub exact: bool,
    /// The question is about an occupation that is none of our roles.
    pub about_another_occupation: bool,
    /// The question is about a role that this entry isn't about.
    pub about_another_role: bool,
}

/// Below this nearness a question has next to nothing of any phrasing, whatever the classifier thinks.
const NEARNESS_NEEDED: f32 = 0.15;

/// The probability that showing the entry is right, 0 to 1.
///
/// A logistic function of the evidence (Platt, 'Probabilistic outputs for support vector machines', 1999) with
/// coefficients fitted on golden questions outside the held-out half.
pub fn confidence(evidence: &Evidence) -> f32 {
    if evidence.exact {
        return 0.99;
    }
    let not_answerable = (1.0 - evidence.answerable).clamp(1e-4, 1.0);
    let mut score = 0.9 * evidence.probability.max(1e-4).ln() - 1.6 * not_answerable.ln() - 0.5;
    if evidence.about_another_occupation {
        score -= 5.0;
    }
    if evidence.about_another_role {
        score -= 2.5;
    }
    if evidence.nearness < NEARNESS_NEEDED {
        score -= 3.0;
    }
    1.0 / (1.0 + (-score).exp())
}
