//! How likely it is that showing an entry is right.

/// What speaks for and against an entry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// The classifier's probability of the entry, 0 to 1.
    pub probability: f32,
    /// The classifier's probability that any entry answers the question, 0 to 1.
    pub answerable: f32,
    /// How many examples of what must get no answer the classifier has learnt from.
    pub counterexamples: usize,
    /// How near the question is to the nearest phrasing of any entry.
    pub nearest: Nearness,
    /// How near the question is to this entry's phrasings.
    pub nearness: Nearness,
    /// The question is one of the entry's phrasings, word for word, and no follow-up about another role.
    pub exact: bool,
    /// The question is one that the entry must not answer, word for word.
    pub not_for: bool,
    /// The question names occupations, but none that is ours.
    pub about_another_occupation: bool,
    /// The question is about a role that this entry isn't about.
    pub about_another_role: bool,
    /// The question is read together with the one before it.
    pub follow_up: bool,
}

/// Cosines to the phrasing that is nearest in wording and to the one that is nearest in meaning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearness {
    /// 0 to 1.
    pub wording: f32,
    /// -1 to 1.
    pub meaning: f32,
}

impl Nearness {
    /// Nothing is near.
    pub(super) const NONE: Nearness = Nearness { wording: 0.0, meaning: -1.0 };

    /// The nearer one of both, each in its kind.
    pub(super) fn max(self, other: Self) -> Self {
        Nearness { wording: self.wording.max(other.wording), meaning: self.meaning.max(other.meaning) }
    }

    /// The probability that a question as near as that is answerable, as far as a knowledge base without counterexamples can
    /// tell.
    fn answerable(self) -> f32 {
        logistic(10.0 * self.meaning + 2.0 * self.wording - 6.4)
    }
}

/// How many counterexamples it takes until the classifier is trusted as much as nearness to tell what is answerable.
const TRUSTED_FROM: f32 = 40.0;
/// A phrasing whose meaning is less near than this hardly counts as one.
pub const NEAR: f32 = 0.55;

/// The probability that showing the entry is right, 0 to 1.
///
/// A logistic function of the evidence (Platt, 'Probabilistic outputs for support vector machines', 1999).
/// `docs/matching.md` tells on which questions its coefficients were fitted.
pub(super) fn confidence(evidence: &Evidence) -> f32 {
    if evidence.not_for {
        return 0.0;
    }
    if evidence.exact {
        return 0.99;
    }
    let counterexamples = evidence.counterexamples as f32;
    let trust = counterexamples / (counterexamples + TRUSTED_FROM);
    let classified = -ln(1.0 - evidence.answerable);
    let near = -ln(1.0 - evidence.nearest.answerable());
    let far = (evidence.nearness.meaning - NEAR).min(0.0);
    let learnt = 0.5 * classified + 0.15 * near + 12.0 * far - 0.2;
    let unlearnt = 0.5 * near + 6.0 * far - 0.15;
    let mut score = 1.1 * ln(evidence.probability) + trust * learnt + (1.0 - trust) * unlearnt;
    if evidence.about_another_occupation {
        score -= 4.5;
    }
    if evidence.about_another_role {
        score -= 4.5;
    }
    if evidence.follow_up {
        score -= 0.2;
    }
    logistic(score)
}

fn logistic(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// The logarithm, with a floor below which probabilities aren't told apart.
fn ln(probability: f32) -> f32 {
    probability.max(1e-4).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(probability: f32, meaning: f32) -> Evidence {
        let near = Nearness { wording: 0.4, meaning };
        Evidence {
            probability,
            answerable: probability,
            counterexamples: 1_000,
            nearest: near,
            nearness: near,
            exact: false,
            not_for: false,
            about_another_occupation: false,
            about_another_role: false,
            follow_up: false,
        }
    }

    #[test]
    fn more_evidence_means_more_confidence() {
        let confidences = [(0.01, 0.4), (0.3, 0.6), (0.8, 0.7), (0.99, 0.9)].map(|(p, m)| confidence(&evidence(p, m)));
        assert!(confidences.is_sorted(), "{confidences:?}");
        assert!(confidences[0] < 0.1 && confidences[3] > 0.9, "{confidences:?}");
    }

    #[test]
    fn what_the_knowledge_files_say_outweighs_statistics() {
        let sure = evidence(0.999, 0.95);
        assert_eq!(confidence(&Evidence { not_for: true, exact: true, ..sure }), 0.0);
        assert_eq!(confidence(&Evidence { exact: true, ..evidence(0.01, 0.2) }), 0.99);
        assert!(confidence(&Evidence { about_another_occupation: true, ..sure }) < 0.5);
        assert!(confidence(&Evidence { about_another_role: true, ..sure }) < confidence(&sure));
        assert!(confidence(&Evidence { follow_up: true, ..sure }) < confidence(&sure));
    }

    #[test]
    fn without_counterexamples_nearness_decides() {
        // With a single entry, the classifier is always sure.
        let alone = |meaning| confidence(&Evidence { counterexamples: 0, ..evidence(1.0, meaning) });
        assert!(alone(0.2) < 0.15 && alone(0.9) > 0.8, "{} {}", alone(0.2), alone(0.9));
    }
}
