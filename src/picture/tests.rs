//! Tests of whole pictures: what is drawn for known paths, and that no input breaks anything.

use super::svg::{Anchor, Mark, Scene};
use super::*;
use crate::knowledge::model::Years;
use proptest::prelude::*;
use resvg::usvg::roxmltree::Document;
use rstest::rstest;

fn step(words: &str, years: Option<(f64, f64, bool)>) -> PathStep {
    PathStep { step: words.to_owned(), years: years.map(|(min, max, estimate)| Years { min, max, estimate }) }
}

fn perfusionist() -> Vec<PathStep> {
    vec![
        step("Bachelor's in a relevant science", Some((4.0, 4.0, false))),
        step("Accredited program in perfusion, often at master's level", Some((2.0, 2.0, true))),
    ]
}

fn specialist() -> Vec<PathStep> {
    vec![
        step("A licence as a nurse or a respiratory therapist", Some((2.0, 4.0, false))),
        step("Work in intensive care", None),
        step("The hospital's own R&D <course>", Some((0.25, 1.0, true))),
    ]
}

fn scene(tracks: &[Track<'_>]) -> Scene {
    layout::scene(&plans(tracks, Words::ENGLISH).unwrap(), Words::ENGLISH)
}

fn texts(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap();
    document
        .descendants()
        .filter(|node| node.has_tag_name("text"))
        .filter_map(|node| node.text())
        .map(str::to_owned)
        .collect()
}

fn assert_svg(name: &str, tracks: &[Track<'_>]) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, svg::write(&scene(tracks)));
    });
}

#[test]
fn one_path() {
    assert_svg("one_path", &[Track { name: "Perfusionist", path: &perfusionist() }]);
}

#[test]
fn a_comparison() {
    let (first, second) = (perfusionist(), specialist());
    let tracks = [Track { name: "Perfusionist", path: &first }, Track { name: "ECMO Specialist", path: &second }];
    assert_svg("a_comparison", &tracks);
}

#[test]
fn tracks_without_a_step_are_no_picture() {
    assert!(draw(&[], Words::ENGLISH).is_none());
    assert!(draw(&[Track { name: "Nurse", path: &[] }, Track { name: "Medic", path: &[] }], Words::ENGLISH).is_none());
}

#[test]
fn a_picture_is_a_png_of_800_pixels_and_always_the_same() {
    let path = perfusionist();
    let tracks = [Track { name: "Perfusionist", path: &path }];
    let picture = draw(&tracks, Words::ENGLISH).unwrap();
    assert!(picture.png.starts_with(b"\x89PNG\r\n\x1a\n"));
    assert_eq!(picture.png[16..20], 800_u32.to_be_bytes());
    assert!(picture.png.len() < 20_000, "{}", picture.png.len());
    assert_eq!(picture.png, draw(&tracks, Words::ENGLISH).unwrap().png);
}

#[test]
fn nothing_is_made_up_where_years_are_missing() {
    let path = [step("Degree", None), step("Exam", None)];
    let svg = svg::write(&scene(&[Track { name: "Nurse", path: &path }]));
    assert_eq!(texts(&svg), ["no years given", "Nurse", "1", "2", "1", "Degree", "2", "Exam"]);
    assert_eq!(svg.matches("stroke-dasharray").count(), 4);
    assert_eq!(svg.matches("<path").count(), 0);
}

#[test]
fn after_a_step_without_years_there_is_no_axis() {
    let path = specialist();
    let svg = svg::write(&scene(&[Track { name: "Nurse", path: &path }]));
    let texts = texts(&svg);
    assert!(texts.contains(&"4".to_owned()) && !texts.contains(&"5".to_owned()), "{texts:?}");
    assert!(texts.contains(&"total not known".to_owned()));
    assert!(texts.iter().any(|text| text.contains("isn't known")));
}

#[rstest]
#[case("Nurse", true)]
#[case("A Role Whose Name Is Long Enough to Leave No Room Beside It", false)]
fn a_total_stands_beside_a_short_name_alone(#[case] name: &str, #[case] beside: bool) {
    let path = perfusionist();
    let scene = scene(&[Track { name, path: &path }]);
    let total = scene.marks.iter().find_map(|mark| match mark {
        Mark::Text { text, anchor, .. } if text == "about 6 years in all" => Some(*anchor),
        _ => None,
    });
    assert_eq!(total, Some(if beside { Anchor::End } else { Anchor::Start }));
}

#[test]
fn more_tracks_than_there_is_room_for_are_left_out() {
    let path = perfusionist();
    let tracks = [Track { name: "Nurse", path: &path }; TRACKS + 1];
    assert_eq!(plans(&tracks, Words::ENGLISH).unwrap().len(), TRACKS);
}

/// Texts of all kinds: any characters, words of usual lengths, and a few that are hard on lines and fonts.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,220}",
        "([a-zA-Z']{1,14} ){0,30}",
        "[\u{0}-\u{2f}<>&\u{300}-\u{36f}]{0,60}",
        "(W{50,220}|\u{1f393}{1,9}|\u{770b}{1,90}|\u{202e}[a-z]{1,9})",
    ]
}

fn any_path() -> impl Strategy<Value = Vec<PathStep>> {
    let exact = (0.0..=60.0, any::<bool>()).prop_map(|(years, estimate)| (years, years, estimate));
    let span = (0.0..=60.0, 0.0..=60.0, any::<bool>())
        .prop_map(|(one, other, estimate): (f64, f64, bool)| (one.min(other), one.max(other), estimate));
    let short = (0.0..=0.5, any::<bool>()).prop_map(|(years, estimate)| (years, years, estimate));
    let years = prop_oneof![
        Just(None),
        exact.prop_map(Some),
        span.prop_map(Some),
        short.prop_map(Some),
        Just(Some((0.0, 0.0, false))),
        (any::<f64>(), any::<f64>(), any::<bool>()).prop_map(Some),
    ];
    prop::collection::vec((any_text(), years).prop_map(|(words, years)| step(&words, years)), 0..=30)
}

fn any_tracks() -> impl Strategy<Value = Vec<(String, Vec<PathStep>)>> {
    prop::collection::vec((any_text(), any_path()), 0..=5)
}

fn tracks(owned: &[(String, Vec<PathStep>)]) -> Vec<Track<'_>> {
    owned.iter().map(|(name, path)| Track { name, path }).collect()
}

/// What of a mark must lie on the card, from left to right and from top to bottom.
fn extent(mark: &Mark) -> [f64; 4] {
    match mark {
        Mark::Text { x, y, style, anchor, text, .. } => {
            let width = style.width(text);
            let left = match anchor {
                Anchor::Start => *x,
                Anchor::Middle => x - width / 2.0,
                Anchor::End => x - width,
            };
            [left, left + width, y - style.size, y + style.size / 4.0]
        }
        Mark::Line { from, to, .. } => [from.0, to.0, from.1, to.1],
        Mark::Block { x, y, width, height, .. } => [*x, x + width, *y, y + height],
    }
}

proptest! {
    #[test]
    fn everything_stands_on_the_card(owned in any_tracks()) {
        let Some(plans) = plans(&tracks(&owned), Words::ENGLISH) else { return Ok(()) };
        let scene = layout::scene(&plans, Words::ENGLISH);
        for mark in &scene.marks {
            let [left, right, top, bottom] = extent(mark);
            prop_assert!(left >= 8.0 && right <= scene.width - 8.0, "{mark:?}");
            prop_assert!(top >= 8.0 && bottom <= scene.height - 8.0, "{mark:?}");
        }
        prop_assert!(scene.height <= 3_400.0, "{}", scene.height);
        let svg = svg::write(&scene);
        prop_assert!(Document::parse(&svg).is_ok());
        let alt = words::alt(&plans, Words::ENGLISH);
        prop_assert!(alt.chars().count() <= words::ALT);
        prop_assert!(!alt.contains(char::is_control));
    }
}

proptest! {
    // Pixels are slow to draw without optimisation.
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn every_path_becomes_a_picture(owned in any_tracks()) {
        let has_steps = owned.iter().take(TRACKS).any(|(_, path)| !path.is_empty());
        prop_assert_eq!(draw(&tracks(&owned), Words::ENGLISH).is_some(), has_steps);
    }
}
