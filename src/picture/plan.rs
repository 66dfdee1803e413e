//! What is drawn of a track: its steps, no more than there is room for, and the sum of their years.

use super::{Track, text, words};
use crate::knowledge::model::{PathStep, Years};
use crate::messages::Words;

/// The most steps of each track, where one, two, three or four are drawn.
const STEPS: [usize; super::TRACKS] = [12, 8, 5, 4];
/// The longest step that is believed, in years. The knowledge base allows no longer ones.
const LONGEST: f64 = 60.0;

/// A track as it is drawn.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// The role's name.
    pub(super) name: String,
    /// One for each step, and a last one for the steps that found no room.
    pub(super) rows: Vec<Row>,
    /// Says how long it all takes, or why that isn't known.
    pub(super) total: String,
}

/// A step as it is drawn.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Its number, or `…` for steps that found no room.
    pub(super) mark: String,
    /// What is done.
    pub(super) words: String,
    /// How long it takes; `None` where that isn't known.
    pub(super) years: Option<Years>,
    /// Says how long it takes, or that it isn't known.
    pub(super) time: String,
}

impl Plan {
    /// Plans one of `tracks` tracks.
    pub(super) fn new(track: Track<'_>, tracks: usize, say: Words) -> Self {
        let most = STEPS[tracks.clamp(1, STEPS.len()) - 1];
        let (shown, rest) = track.path.split_at(track.path.len().min(most));
        let mut rows: Vec<_> = (1..).zip(shown).map(|(number, step)| Row::step(number, step, say)).collect();
        if !rest.is_empty() {
            rows.push(Row::more(rest, say));
        }
        let total = words::total(track.path.len(), &known_years(track.path), say);
        Self { name: text::one_line(track.name), rows, total }
    }

    /// Whether no step tells its years.
    pub(super) fn is_timeless(&self) -> bool {
        self.rows.iter().all(|row| row.years.is_none())
    }
}

impl Row {
    fn step(number: usize, step: &PathStep, say: Words) -> Self {
        let years = known(step);
        let time = years.map_or_else(|| say.picture_no_years().to_owned(), |years| words::years(years, say));
        Self { mark: number.to_string(), words: text::one_line(&step.step), years, time }
    }

    fn more(steps: &[PathStep], say: Words) -> Self {
        let years = known_years(steps);
        let sum = if years.len() == steps.len() { sum(&years) } else { None };
        let time = match sum {
            Some(sum) => words::years(sum, say),
            None if years.is_empty() => say.picture_no_years().to_owned(),
            None => say.picture_no_total().to_owned(),
        };
        Self { mark: words::MORE_MARK.to_owned(), words: say.and_more(steps.len()), years: sum, time }
    }
}

/// A step's years, where it has such as can be drawn.
fn known(step: &PathStep) -> Option<Years> {
    // Written so that what isn't a number fails it too.
    step.years.filter(|years| 0.0 <= years.min && years.min <= years.max && years.max <= LONGEST)
}

fn known_years(steps: &[PathStep]) -> Vec<Years> {
    steps.iter().filter_map(known).collect()
}

/// All the spans one after the other; an estimate if one of them is. `None` for no spans.
pub(super) fn sum(years: &[Years]) -> Option<Years> {
    years.iter().copied().reduce(|sum, next| Years {
        min: sum.min + next.min,
        max: sum.max + next.max,
        estimate: sum.estimate || next.estimate,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn step(years: Option<f64>) -> PathStep {
        let years = years.map(|years| Years { min: years, max: years, estimate: false });
        PathStep { step: "Step".to_owned(), years }
    }

    fn plan(path: &[PathStep], tracks: usize) -> Plan {
        Plan::new(Track { name: "Role", path }, tracks, Words::ENGLISH)
    }

    #[rstest]
    #[case(1, 12)]
    #[case(2, 8)]
    #[case(3, 5)]
    #[case(4, 4)]
    fn steps_beyond_the_room_are_counted_and_summed(#[case] tracks: usize, #[case] most: usize) {
        let path = vec![step(Some(0.5)); 15];
        let plan = plan(&path, tracks);
        assert_eq!(plan.rows.len(), most + 1);
        let more = &plan.rows[most];
        assert_eq!(more.mark, "…");
        assert_eq!(more.words, format!("and {} more", 15 - most));
        assert_eq!(more.years.unwrap().max, (15 - most) as f64 / 2.0);
        assert_eq!(plan.total, "7.5 years in all");
    }

    #[test]
    fn a_full_plan_has_no_remainder() {
        assert_eq!(plan(&vec![step(None); 12], 1).rows.len(), 12);
    }

    #[rstest]
    #[case(None, None, "no years given")]
    #[case(Some(1.0), None, "total not known")]
    #[case(Some(1.0), Some(2.0), "3 years")]
    fn a_remainder_has_a_sum_only_where_all_its_steps_have_years(
        #[case] first: Option<f64>,
        #[case] second: Option<f64>,
        #[case] time: &str,
    ) {
        assert_eq!(Row::more(&[step(first), step(second)], Words::ENGLISH).time, time);
    }

    #[rstest]
    #[case(f64::NAN, 1.0)]
    #[case(1.0, f64::INFINITY)]
    #[case(-1.0, 1.0)]
    #[case(3.0, 2.0)]
    #[case(1.0, 61.0)]
    fn years_that_make_no_sense_count_as_not_given(#[case] min: f64, #[case] max: f64) {
        let mut step = step(None);
        step.years = Some(Years { min, max, estimate: false });
        assert_eq!(known(&step), None);
    }
}
