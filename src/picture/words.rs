//! What a picture says: years, sums, the key to its signs, and all of it in words for those who can't see it.

use super::plan::{self, Plan, Row};
use crate::knowledge::model::Years;
use crate::messages::Words;

/// The most characters of a picture's description.
pub(super) const ALT: usize = 1_024;
/// The most characters of a role's name in a description. The knowledge base allows 80.
const NAME: usize = 100;

/// Stands for steps that found no room.
pub(super) const MORE_MARK: &str = "…";
/// How long something takes, to a hundredth of a year.
pub(super) fn years(years: Years, say: Words) -> String {
    let round = |years: f64| (years * 100.0).round() / 100.0;
    say.years(Years { min: round(years.min), max: round(years.max), ..years })
}

/// How long `steps` steps take, of which those with years take `known`.
pub(super) fn total(steps: usize, known: &[Years], say: Words) -> String {
    match plan::sum(known) {
        Some(sum) if known.len() == steps => say.picture_in_all(&years(sum, say)),
        Some(_) => say.picture_no_total().to_owned(),
        None if steps == 0 => say.picture_no_steps().to_owned(),
        None => say.picture_no_years().to_owned(),
    }
}

/// The picture in words. Where they are too many, a track ends with `…` after a step.
pub(super) fn alt(plans: &[Plan], say: Words) -> String {
    let mut alt = (if plans.len() == 1 { say.picture_path() } else { say.picture_paths() }).to_owned();
    let mut left = ALT - alt.chars().count();
    for (at, plan) in plans.iter().enumerate() {
        // What a track doesn't need is left to those after it.
        let track = track(plan, left / (plans.len() - at) - 1);
        left -= track.chars().count() + 1;
        alt.push(' ');
        alt.push_str(&track);
    }
    alt
}

/// A track in at most `max` characters, which must be enough for its name and its total.
fn track(plan: &Plan, max: usize) -> String {
    let mut text = format!("{}, {}", shorten(&plan.name, NAME), plan.total);
    let mut length = text.chars().count();
    for (at, row) in plan.rows.iter().enumerate() {
        let next = format!("{} {}", if at == 0 { ":" } else { ";" }, step(row));
        length += next.chars().count();
        // Room for ': …', or for the full stop behind the last step.
        let reserve = if at + 1 == plan.rows.len() { 1 } else { 3 };
        if length + reserve > max {
            return text + if at == 0 { ": …" } else { "; …" };
        }
        text.push_str(&next);
    }
    text + "."
}

fn step(row: &Row) -> String {
    let Row { mark, words, time, .. } = row;
    let stop = if mark == MORE_MARK { "" } else { "." };
    format!("{mark}{stop} {words} ({time})")
}

fn shorten(text: &str, max: usize) -> String {
    match text.char_indices().nth(max) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Track, plans};
    use super::*;
    use crate::knowledge::model::PathStep;
    use rstest::rstest;

    const ONE: Years = Years { min: 1.0, max: 1.0, estimate: false };

    fn steps(count: usize, words: &str) -> Vec<PathStep> {
        vec![PathStep { step: words.to_owned(), years: Some(ONE) }; count]
    }

    #[rstest]
    #[case(4.0, 4.0, false, "4 years")]
    #[case(1.0, 1.0, false, "1 year")]
    #[case(1.0, 2.0, false, "1 to 2 years")]
    #[case(2.0, 2.0, true, "about 2 years")]
    #[case(0.1 + 0.2, 1.0 / 3.0, false, "0.3 to 0.33 years")]
    #[case(1.999_999, 2.0, false, "2 years")]
    fn years_are_worded(#[case] min: f64, #[case] max: f64, #[case] estimate: bool, #[case] words: &str) {
        assert_eq!(years(Years { min, max, estimate }, Words::ENGLISH), words);
    }

    #[test]
    fn only_a_whole_path_has_a_total() {
        let about = Years { min: 1.0, max: 2.5, estimate: true };
        assert_eq!(total(2, &[ONE, about], Words::ENGLISH), "about 2 to 3.5 years in all");
        assert_eq!(total(3, &[ONE, about], Words::ENGLISH), "total not known");
        assert_eq!(total(2, &[], Words::ENGLISH), "no years given");
        assert_eq!(total(0, &[], Words::ENGLISH), "no steps given");
    }

    #[test]
    fn the_description_tells_every_step() {
        let path = [
            PathStep { step: "Degree".to_owned(), years: Some(ONE) },
            PathStep { step: "Exam".to_owned(), years: None },
        ];
        let tracks = [Track { name: "Nurse", path: &path }, Track { name: "Medic", path: &[] }];
        assert_eq!(
            alt(&plans(&tracks[..1], Words::ENGLISH).unwrap(), Words::ENGLISH),
            "Training path: Nurse, total not known: 1. Degree (1 year); 2. Exam (no years given)."
        );
        assert_eq!(
            alt(&plans(&tracks, Words::ENGLISH).unwrap(), Words::ENGLISH),
            "Training paths on one axis of years: Nurse, total not known: 1. Degree (1 year); 2. Exam (no years given). \
             Medic, no steps given."
        );
    }

    #[test]
    fn the_description_tells_of_steps_that_found_no_room() {
        let path = steps(15, "Step");
        let alt = alt(&plans(&[Track { name: "Nurse", path: &path }], Words::ENGLISH).unwrap(), Words::ENGLISH);
        assert!(alt.ends_with("; 12. Step (1 year); … and 3 more (3 years)."), "{alt}");
    }

    #[test]
    fn a_long_description_is_cut_at_a_step_of_every_track() {
        let path = steps(8, &"word ".repeat(40));
        let tracks = [Track { name: "Nurse", path: &path }; 4];
        let alt = alt(&plans(&tracks, Words::ENGLISH).unwrap(), Words::ENGLISH);
        assert!(alt.chars().count() <= ALT);
        assert_eq!(alt.matches("word (1 year); …").count(), 4);
    }

    #[test]
    fn a_description_is_never_too_long() {
        let name = "n".repeat(2_000);
        let path = steps(30, &"w".repeat(2_000));
        for tracks in 1..=4 {
            let alt =
                alt(&plans(&vec![Track { name: &name, path: &path }; tracks], Words::ENGLISH).unwrap(), Words::ENGLISH);
            assert!(alt.chars().count() <= ALT);
            assert_eq!(alt.matches(": …").count(), tracks);
        }
    }
}
