//! What the literature measures of answers that come with a score.
//!
//! The definitions are those of Arora et al., 'HINT3: Raising the bar for Intent Detection in the Wild' (2020), where the
//! threshold is swept over all scores.

/// What an asked question came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scored {
    /// The first candidate's confidence, 0 without one.
    pub score: f32,
    /// The first candidate is right.
    pub right: bool,
    /// One of the first three candidates is right.
    pub among_three: bool,
    /// There is a right answer.
    pub in_scope: bool,
}

/// Shares of 1; `None` where the questions don't allow the measure.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub(super) struct Measures {
    /// How many questions have a right answer.
    pub in_scope: usize,
    /// How many have none.
    pub out_of_scope: usize,
    /// Of the questions with an answer, those whose first candidate is right.
    pub accuracy: Option<f64>,
    /// Of the same, those with the right answer among the first three candidates.
    pub hit_at_3: Option<f64>,
    /// The probability that a question with an answer scores higher than one without; a tie counts half.
    pub auroc: Option<f64>,
    /// Of the questions with an answer, the most that are answered rightly at a threshold that refuses at least 70 % of the
    /// others.
    pub in_scope_at_70_refused: Option<f64>,
    /// Of the questions with an answer, the most that are answered rightly at a threshold where at most 10 % of what is shown
    /// is wrong.
    pub right_at_10_wrong: Option<f64>,
}

impl Measures {
    pub(super) fn of(questions: &[Scored]) -> Self {
        let (inside, outside): (Vec<&Scored>, Vec<&Scored>) = questions.iter().partition(|asked| asked.in_scope);
        let share = |part: usize| (!inside.is_empty()).then(|| part as f64 / inside.len() as f64);
        let both = !inside.is_empty() && !outside.is_empty();
        let mut by_score: Vec<&Scored> = questions.iter().collect();
        by_score.sort_by(|a, b| b.score.total_cmp(&a.score));
        let (mut shown, mut right, mut strangers) = (0, 0, 0);
        let (mut at_70, mut at_10) = (0, 0);
        // Questions with the same score are shown together or not at all.
        for same in by_score.chunk_by(|a, b| a.score == b.score) {
            shown += same.len();
            right += same.iter().filter(|asked| asked.right).count();
            strangers += same.iter().filter(|asked| !asked.in_scope).count();
            if (outside.len() - strangers) * 10 >= outside.len() * 7 {
                at_70 = at_70.max(right);
            }
            if (shown - right) * 10 <= shown {
                at_10 = at_10.max(right);
            }
        }
        Measures {
            in_scope: inside.len(),
            out_of_scope: outside.len(),
            accuracy: share(inside.iter().filter(|asked| asked.right).count()),
            hit_at_3: share(inside.iter().filter(|asked| asked.among_three).count()),
            auroc: both.then(|| auroc(&inside, &outside)),
            in_scope_at_70_refused: share(at_70).filter(|_| both),
            right_at_10_wrong: share(at_10),
        }
    }
}

fn auroc(inside: &[&Scored], outside: &[&Scored]) -> f64 {
    let mut scores: Vec<f32> = outside.iter().map(|asked| asked.score).collect();
    scores.sort_by(f32::total_cmp);
    let below = |score: f32| {
        let less = scores.partition_point(|other| *other < score);
        let not_more = scores.partition_point(|other| *other <= score);
        (less + not_more) as f64 / 2.0
    };
    inside.iter().map(|asked| below(asked.score)).sum::<f64>() / (inside.len() * outside.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(score: f32, right: bool, in_scope: bool) -> Scored {
        Scored { score, right, among_three: right, in_scope }
    }

    #[test]
    fn worked_by_hand() {
        let questions = [
            asked(0.9, true, true),
            asked(0.8, true, true),
            asked(0.7, false, false),
            asked(0.6, false, true),
            asked(0.6, true, true),
            asked(0.1, false, false),
        ];
        let measures = Measures::of(&questions);
        assert_eq!((measures.in_scope, measures.out_of_scope), (4, 2));
        assert_eq!(measures.accuracy, Some(0.75));
        // Pairs: 0.9 and 0.8 beat both, 0.6 twice beats one of two: 6 of 8.
        assert_eq!(measures.auroc, Some(0.75));
        // Only the first two may be shown: the third is a stranger, and half of two isn't 70 %.
        assert_eq!(measures.in_scope_at_70_refused, Some(0.5));
        assert_eq!(measures.right_at_10_wrong, Some(0.5));
    }

    #[test]
    fn ties_are_shown_together() {
        let measures = Measures::of(&[asked(0.5, true, true), asked(0.5, false, false)]);
        assert_eq!(measures.auroc, Some(0.5));
        assert_eq!(measures.in_scope_at_70_refused, Some(0.0));
        assert_eq!(measures.right_at_10_wrong, Some(0.0));
    }

    #[test]
    fn what_cant_be_measured_is_left_out() {
        let measures = Measures::of(&[asked(0.5, true, true)]);
        assert_eq!((measures.accuracy, measures.auroc, measures.in_scope_at_70_refused), (Some(1.0), None, None));
        assert_eq!(Measures::of(&[]).accuracy, None);
    }
}
