//! Where years stand on the picture's width: one scale for all tracks.
//!
//! A step without years gets a block of a fixed width. From there on nobody knows when a track's steps begin, so the axis
//! holds for a track only up to its first such step.

use super::plan::Row;

/// The width of a step without years, in pixels, where there is room for it.
const BLOCK: f64 = 64.0;
/// The least distance of the axis's figures, in pixels.
const LABELS: f64 = 100.0;

/// The common scale of all tracks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Axis {
    /// Pixels to a year.
    scale: f64,
    /// The width of a step without years, in pixels.
    block: f64,
    /// How many years the axis is long.
    years: f64,
}

/// Where a step stands, in pixels from the zero of the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    /// Where it begins, if each step before it takes its longest.
    pub(super) from: f64,
    /// Where it ends at the earliest.
    pub(super) least: f64,
    /// Where it ends at the latest.
    pub(super) to: f64,
}

/// A place on the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tick {
    /// Pixels from the zero of the axis.
    pub(super) x: f64,
    /// The years that stand there, where there is room for a figure.
    pub(super) label: Option<f64>,
}

impl Axis {
    /// The largest scale at which every track fits into `width` pixels.
    pub(super) fn fit(tracks: &[&[Row]], width: f64) -> Self {
        let open = |rows: &[Row]| rows.iter().filter(|row| row.years.is_none()).count() as f64;
        let timed = |rows: &[Row]| longest(rows).sum::<f64>();
        let most_open = tracks.iter().map(|rows| open(rows)).fold(1.0, f64::max);
        // What tells something keeps at least half of the width.
        let share = if tracks.iter().any(|rows| timed(rows) > 0.0) { 0.5 } else { 1.0 };
        let block = (width * share / most_open).min(BLOCK);
        let years = tracks.iter().map(|rows| axis_years(rows)).fold(0.0, f64::max);
        let scale = tracks
            .iter()
            // A path of less than a year doesn't fill the width: it would look long.
            .map(|rows| (width - open(rows) * block) / timed(rows).max(1.0))
            .fold(width / years.max(1.0), f64::min);
        Self { scale, block, years }
    }

    /// The length of the axis in pixels.
    pub(super) fn length(&self) -> f64 {
        self.years * self.scale
    }

    /// Where a track's steps stand.
    pub(super) fn spans(&self, rows: &[Row]) -> Vec<Span> {
        rows.iter()
            .scan(0.0, |at, row| {
                let from = *at;
                let (least, most) = row
                    .years
                    .map_or((self.block, self.block), |years| (years.min * self.scale, years.max * self.scale));
                *at += most;
                Some(Span { from, least: from + least, to: from + most })
            })
            .collect()
    }

    /// How far the axis holds for a track, in pixels.
    pub(super) fn holds(&self, rows: &[Row]) -> f64 {
        if is_whole(rows) { self.length() } else { exact(rows) * self.scale }
    }

    /// The places that are marked on the axis; none where it would be too short to tell anything.
    pub(super) fn ticks(&self) -> Vec<Tick> {
        let (label, parts) = self.steps();
        // Counted in whole parts, so that no error adds up; a hair more, so that the end of the axis isn't missed.
        let count = (self.years / label * parts + 1e-6).floor();
        if count < parts {
            return Vec::new();
        }
        (0..=count as u32)
            .map(|at| {
                let years = f64::from(at) * label / parts;
                Tick { x: years * self.scale, label: (f64::from(at) % parts == 0.0).then_some(years) }
            })
            .collect()
    }

    /// The years from figure to figure, and how many parts lie between two of them.
    fn steps(&self) -> (f64, f64) {
        let least = LABELS / self.scale;
        // Fractions would only be noise on a longer axis.
        let smallest: &[f64] = if self.years > 1.0 { &[1.0] } else { &[0.25, 0.5, 1.0] };
        if let Some(label) = smallest.iter().find(|label| **label >= least) {
            return (*label, 1.0);
        }
        let ten = 10_f64.powf(least.log10().floor());
        if least <= 2.0 * ten {
            (2.0 * ten, 2.0)
        } else if least <= 5.0 * ten {
            (5.0 * ten, 5.0)
        } else {
            (10.0 * ten, 2.0)
        }
    }
}

fn longest(rows: &[Row]) -> impl Iterator<Item = f64> {
    rows.iter().filter_map(|row| row.years).map(|years| years.max)
}

fn is_whole(rows: &[Row]) -> bool {
    rows.iter().all(|row| row.years.is_some())
}

/// The years up to the first step that doesn't tell its own.
fn exact(rows: &[Row]) -> f64 {
    rows.iter().map_while(|row| row.years).map(|years| years.max).sum()
}

/// How many years of axis a track asks for: whole ones, unless a step without years would then stand over the last.
fn axis_years(rows: &[Row]) -> f64 {
    match exact(rows) {
        _ if rows.is_empty() => 0.0,
        // Sums of fractions may lie a hair over a whole number.
        exact if is_whole(rows) => (exact - 1e-6).ceil().max(1.0),
        exact => exact,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::model::Years;
    use rstest::rstest;

    fn rows(steps: &[Option<(f64, f64)>]) -> Vec<Row> {
        steps
            .iter()
            .map(|years| Row {
                mark: String::new(),
                words: String::new(),
                years: years.map(|(min, max)| Years { min, max, estimate: false }),
                time: String::new(),
            })
            .collect()
    }

    fn labels(axis: &Axis) -> Vec<f64> {
        axis.ticks().iter().filter_map(|tick| tick.label).collect()
    }

    #[test]
    fn lengths_are_in_proportion_and_share_a_zero() {
        let (short, long) = (rows(&[Some((1.0, 2.0))]), rows(&[Some((4.0, 4.0)), Some((2.0, 2.0))]));
        let axis = Axis::fit(&[&short, &long], 600.0);
        assert_eq!(axis.spans(&short), [Span { from: 0.0, least: 100.0, to: 200.0 }]);
        assert_eq!(
            axis.spans(&long),
            [Span { from: 0.0, least: 400.0, to: 400.0 }, Span { from: 400.0, least: 600.0, to: 600.0 }]
        );
        assert_eq!(labels(&axis), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        assert_eq!((axis.holds(&short), axis.holds(&long)), (600.0, 600.0));
    }

    #[test]
    fn the_axis_ends_where_it_is_no_longer_known() {
        let open = rows(&[Some((2.0, 2.0)), None, Some((1.0, 1.0))]);
        let axis = Axis::fit(&[&open], 664.0);
        assert_eq!(axis.length(), 400.0);
        assert_eq!(axis.holds(&open), 400.0);
        assert_eq!(axis.spans(&open)[1], Span { from: 400.0, least: 464.0, to: 464.0 });
        assert_eq!(axis.spans(&open)[2], Span { from: 464.0, least: 664.0, to: 664.0 });
        assert_eq!(labels(&axis), [0.0, 1.0, 2.0]);
    }

    #[rstest]
    #[case(&[None, None])]
    #[case(&[None, Some((3.0, 3.0))])]
    #[case(&[])]
    fn where_nothing_is_known_from_zero_there_is_no_axis(#[case] steps: &[Option<(f64, f64)>]) {
        let rows = rows(steps);
        let axis = Axis::fit(&[&rows], 600.0);
        assert_eq!(axis.ticks(), []);
        assert_eq!(axis.length(), 0.0);
    }

    #[test]
    fn many_steps_without_years_leave_half_of_the_width() {
        let mut steps = [None; 13];
        steps[0] = Some((3.0, 3.0));
        let rows = rows(&steps);
        let spans = Axis::fit(&[&rows], 600.0).spans(&rows);
        assert!(spans[0].to >= 300.0);
        assert!(spans[12].to <= 600.0 + 1e-6);
    }

    #[rstest]
    #[case(0.5, &[0.0, 0.25, 0.5, 0.75, 1.0])]
    #[case(2.0, &[0.0, 1.0, 2.0])]
    #[case(6.5, &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0])]
    #[case(11.0, &[0.0, 2.0, 4.0, 6.0, 8.0, 10.0])]
    #[case(30.0, &[0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0])]
    #[case(60.0, &[0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0])]
    fn figures_are_round_and_have_room(#[case] years: f64, #[case] expected: &[f64]) {
        assert_eq!(labels(&Axis::fit(&[&rows(&[Some((years, years))])], 720.0)), expected);
    }

    #[test]
    fn a_sum_of_fractions_adds_no_year() {
        let rows = rows(&[Some((0.1, 0.1)); 10]);
        assert_eq!(labels(&Axis::fit(&[&rows], 720.0)).last(), Some(&1.0));
    }
}
