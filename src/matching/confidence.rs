//! How likely it is that showing an entry is right.

/// What speaks for and against an entry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// The probability that this entry answers the question, 0 to 1, at most that of any entry doing so.
    pub probability: f32,
    /// The probability that any entry answers the question, 0 to 1.
    pub answerable: f32,
    /// The cosine to the nearest phrasing of the entry, 0 to 1.
    pub nearness: f32,
    /// The question is one of the entry's phrasings, word for word, and about the same occupations.
    pub exact: bool,
    /// The question is one that the entry must not answer, word for word.
    pub not_for: bool,
    /// The question is about an occupation that is none of our roles.
    pub about_another_occupation: bool,
    /// The question is about a role that this entry isn't about.
    pub about_another_role: bool,
}

/// How many examples of what must get no answer it takes until the classifier is trusted as much as nearness.
const TRUSTED_FROM: f32 = 40.0;

/// The probability that any entry answers a question, 0 to 1.
///
/// `classified` is the classifier's probability of that. It only learns the difference from examples of what must get
/// no answer, `examples` in number; the fewer there are, the more the nearness of the nearest phrasing stands in.
pub(super) fn answerable(classified: f32, nearness: f32, examples: usize) -> f32 {
    let examples = examples as f32;
    (examples * classified + TRUSTED_FROM * nearness) / (examples + TRUSTED_FROM)
}

/// The probability that showing the entry is right, 0 to 1.
///
/// A logistic function of the evidence (Platt, 'Probabilistic outputs for support vector machines', 1999). Its
/// coefficients were fitted on questions outside the golden questions' held-out half.
pub(super) fn confidence(evidence: &Evidence) -> f32 {
    if evidence.not_for {
        return 0.0;
    }
    if evidence.exact {
        return 0.99;
    }
    let probability = evidence.probability.max(1e-4).ln();
    let unanswerable = (1.0 - evidence.answerable).max(1e-4).ln();
    let mut score = 0.95 * probability - 1.75 * unanswerable - 0.4;
    if evidence.about_another_occupation {
        score -= 6.5;
    }
    if evidence.about_another_role {
        score -= 2.5;
    }
    1.0 / (1.0 + (-score).exp())
}
