//! Places everything on the card: for each track its name, its total and its bar; the axis; the steps in words; the key.

use super::TRACKS;
use super::axis::{Axis, Span, Tick};
use super::plan::{Plan, Row};
use super::svg::{Anchor, Fill, Mark, Scene};
use super::text::{Style, Weight, drawable};
use crate::messages::Words;

// Discord shows the picture at half of its width on a phone, so no text is smaller than 22 pixels.
const TITLE: Style = Style { size: 38.0, weight: Weight::SemiBold };
const NAME: Style = Style { size: 30.0, weight: Weight::SemiBold };
const STEP: Style = Style { size: 26.0, weight: Weight::Regular };
const TIME: Style = Style { size: 26.0, weight: Weight::SemiBold };
const NUMBER: Style = Style { size: 24.0, weight: Weight::SemiBold };
const SMALL: Style = Style { size: 23.0, weight: Weight::Regular };

const GROUND: &str = "#151c28";
const EDGE: &str = "#465569";
const GRID: &str = "#3d4a5e";
const STRONG: &str = "#f5f8fc";
const SOFT: &str = "#b9c4d3";
/// One for each track. Blue, amber, green and pink of about the same lightness, which people with any colour vision can tell
/// apart; nothing depends on it, since names and numbers stand by everything.
const INKS: [&str; TRACKS] = ["#5bb5f0", "#f2b04b", "#4ccb9f", "#e795c2"];

// All in pixels.
const WIDTH: f64 = 800.0;
const PAD: f64 = 40.0;
const INNER: f64 = WIDTH - 2.0 * PAD;
const CORNER: f64 = 24.0;
const BAR: f64 = 54.0;
const BAR_CORNER: f64 = 10.0;
/// Between two steps of a bar.
const SEAM: f64 = 4.0;
/// The least width of a step on its bar, so that it is seen.
const SLIVER: f64 = 4.0;
/// What a number needs beside itself in its part of a bar.
const NUMBER_MARGIN: f64 = 10.0;
/// How far the lines of the grid stand out above and below a bar.
const OVERHANG: f64 = 8.0;
const BADGE: f64 = 40.0;
/// Between things side by side.
const GUTTER: f64 = 20.0;
/// Between two steps in words.
const ROW_GAP: f64 = 14.0;
/// Between things that belong together.
const CLOSE: f64 = 16.0;
/// Between parts of the picture.
const APART: f64 = 36.0;
/// The height up to which steps are given more lines.
const TALL: f64 = 1_600.0;
/// The most lines of a step, from the most generous on.
const LINES: [usize; 3] = [6, 4, 2];
/// The most lines of a name.
const NAME_LINES: usize = 3;

/// Lays out the tracks. Steps get fewer lines where the picture would be very tall otherwise.
pub(super) fn scene(plans: &[Plan], say: Words) -> Scene {
    let rows: Vec<_> = plans.iter().map(|plan| plan.rows.as_slice()).collect();
    let axis = Axis::fit(&rows, INNER);
    let mut page = Page::new(plans, &axis, LINES[0], say);
    for lines in &LINES[1..] {
        if page.y <= TALL {
            break;
        }
        page = Page::new(plans, &axis, *lines, say);
    }
    Scene { width: WIDTH, height: page.y, corner: CORNER, ground: GROUND, edge: EDGE, marks: page.marks }
}

/// A card that is filled from top to bottom.
struct Page<'a> {
    axis: &'a Axis,
    marks: Vec<Mark>,
    /// Where the next thing begins.
    y: f64,
    say: Words,
}

impl<'a> Page<'a> {
    fn new(plans: &[Plan], axis: &'a Axis, lines: usize, say: Words) -> Self {
        let mut page = Self { axis, marks: Vec::new(), y: PAD, say };
        let (name, apart) = if plans.len() == 1 { (TITLE, CLOSE) } else { (NAME, 0.0) };
        for (at, (plan, ink)) in plans.iter().zip(INKS).enumerate() {
            page.y += if at == 0 { 0.0 } else { APART - OVERHANG };
            page.header(plan, name);
            page.y += apart;
            page.bar(plan, ink);
        }
        page.axis();
        for (plan, ink) in plans.iter().zip(INKS).filter(|(plan, _)| !plan.rows.is_empty()) {
            page.y += APART;
            if plans.len() > 1 {
                // The whole name stands above.
                page.lines(PAD, TIME, ink, &TIME.wrap(&drawable(&plan.name), INNER, 1));
                page.y += CLOSE - OVERHANG;
            }
            page.steps(plan, ink, lines);
        }
        page.key(plans);
        page.y = (page.y + PAD).ceil();
        page
    }

    /// The role's name at the left, the total at the right of it, or under it where the name is long.
    fn header(&mut self, plan: &Plan, style: Style) {
        let name = drawable(&plan.name);
        let beside = INNER - STEP.width(&plan.total) - GUTTER;
        if style.width(&name) <= beside {
            let baseline = self.y + style.line() / 2.0 + style.drop();
            self.text((PAD + INNER, baseline), STEP, Anchor::End, SOFT, plan.total.clone());
            self.lines(PAD, style, STRONG, &[name]);
        } else {
            self.lines(PAD, style, STRONG, &style.wrap(&name, INNER, NAME_LINES));
            self.lines(PAD, STEP, SOFT, std::slice::from_ref(&plan.total));
        }
        self.y += CLOSE;
    }

    /// The steps as parts of a bar, with the grid behind it as far as the axis holds.
    fn bar(&mut self, plan: &Plan, ink: &'static str) {
        if plan.rows.is_empty() {
            return;
        }
        let spans = self.axis.spans(&plan.rows);
        if plan.rows.iter().zip(&spans).any(|(row, span)| !has_room(row, *span)) {
            self.y += NUMBER.line();
        }
        let holds = self.axis.holds(&plan.rows);
        let (top, bottom) = (self.y - OVERHANG, self.y + BAR + OVERHANG);
        let is_held = |tick: &Tick| tick.label.is_some() && holds > 0.0 && tick.x <= holds + 0.5;
        for tick in self.axis.ticks().into_iter().filter(is_held) {
            self.line((PAD + tick.x, top), (PAD + tick.x, bottom));
        }
        // Where there is room for the next number above the bar.
        let mut free = 0.0;
        for (row, span) in plan.rows.iter().zip(spans) {
            self.part(row, span, ink, &mut free);
        }
        self.y = bottom;
    }

    /// A step on its bar, with its number in it, or above it where it is too narrow.
    fn part(&mut self, row: &Row, span: Span, ink: &'static str, free: &mut f64) {
        let x = PAD + span.from + SEAM / 2.0;
        let (width, least) = (part_width(span.to - span.from), part_width(span.least - span.from));
        let middle = (PAD + f64::midpoint(span.from, span.to), self.y + BAR / 2.0);
        let is_span = span.to > span.least;
        let has_room = has_room(row, span);
        match row.years {
            None => self.block(x, self.y, width, BAR, BAR_CORNER, Fill::Dashed(ink)),
            Some(_) if span.to == span.from => {
                self.block(
                    PAD + span.from - 1.5,
                    self.y - OVERHANG,
                    3.0,
                    BAR + 2.0 * OVERHANG,
                    1.5,
                    Fill::Solid(STRONG),
                );
            }
            Some(_) => {
                if is_span {
                    self.block(x, self.y, width, BAR, BAR_CORNER, Fill::Striped(ink));
                }
                if span.least > span.from {
                    self.block(x, self.y, least, BAR, BAR_CORNER, Fill::Solid(ink));
                }
            }
        }
        if !has_room {
            // Of several narrow steps in a row those get a number for which there is room; the others follow in order.
            let number = NUMBER.width(&row.mark);
            if middle.0 - number / 2.0 >= *free {
                let above = self.y - OVERHANG - NUMBER.line() / 2.0;
                self.number((middle.0, above), SOFT, &row.mark);
                *free = middle.0 + number / 2.0 + SEAM;
            }
        } else if row.years.is_none() {
            self.number(middle, STRONG, &row.mark);
        } else if NUMBER.width(&row.mark) + NUMBER_MARGIN <= least {
            self.number((x + least / 2.0, middle.1), GROUND, &row.mark);
        } else {
            // Stripes would make the number hard to read.
            let disc = BADGE.min(width - NUMBER_MARGIN / 2.0);
            let place = (middle.0 - disc / 2.0, middle.1 - BADGE / 2.0);
            self.block(place.0, place.1, disc, BADGE, disc / 2.0, Fill::Solid(GROUND));
            self.number(middle, STRONG, &row.mark);
        }
    }

    /// The axis under the last bar.
    fn axis(&mut self) {
        let ticks = self.axis.ticks();
        if ticks.is_empty() {
            return;
        }
        self.line((PAD, self.y), (PAD + self.axis.length(), self.y));
        let baseline = self.y + OVERHANG + SMALL.line() / 2.0 + SMALL.drop();
        for tick in ticks {
            self.line((PAD + tick.x, self.y), (PAD + tick.x, self.y + OVERHANG / 2.0));
            match tick.label {
                // It stands to the right of its place, so that the unit keeps within the left edge.
                Some(0.0) => {
                    self.text((PAD, baseline), SMALL, Anchor::Start, SOFT, format!("0 {}", self.say.picture_unit()))
                }
                Some(years) => {
                    self.text((PAD + tick.x, baseline), SMALL, Anchor::Middle, SOFT, years.to_string());
                }
                None => {}
            }
        }
        self.y += OVERHANG + SMALL.line();
    }

    /// A track's steps in words: number, words, years.
    fn steps(&mut self, plan: &Plan, ink: &'static str, lines: usize) {
        let left = PAD + BADGE + GUTTER;
        for (at, row) in plan.rows.iter().enumerate() {
            self.y += if at == 0 { 0.0 } else { ROW_GAP };
            let middle = self.y + BADGE / 2.0;
            let (fill, number, style, time) = match row.years {
                Some(_) => (Fill::Solid(ink), GROUND, TIME, STRONG),
                None => (Fill::Dashed(ink), STRONG, STEP, SOFT),
            };
            self.block(PAD, self.y, BADGE, BADGE, BADGE / 2.0, fill);
            self.number((PAD + BADGE / 2.0, middle), number, &row.mark);
            let mut width = PAD + INNER - left;
            // Where no step has years, the total says so once.
            if !plan.is_timeless() {
                width -= style.width(&row.time) + GUTTER;
                self.text((PAD + INNER, middle + style.drop()), style, Anchor::End, time, row.time.clone());
            }
            let below = self.y + BADGE;
            self.y += (BADGE - STEP.line()) / 2.0;
            self.lines(left, STEP, STRONG, &STEP.wrap(&drawable(&row.words), width, lines));
            self.y = self.y.max(below);
        }
    }

    /// Says what stripes and dashes mean, where there are any.
    fn key(&mut self, plans: &[Plan]) {
        let mut keys = Vec::new();
        let is_span = |row: &Row| row.years.is_some_and(|years| years.max > years.min);
        if any_row(plans, is_span) {
            let is_followed = is_followed(plans, is_span, |_| true);
            keys.push((
                Fill::Striped(SOFT),
                if is_followed { self.say.picture_key_span_before() } else { self.say.picture_key_span() },
            ));
        }
        let is_open = |row: &Row| row.years.is_none();
        let is_timed = |row: &Row| row.years.is_some();
        // Where no step has years, the totals say all there is to say.
        if any_row(plans, is_open) && any_row(plans, is_timed) {
            let is_followed = is_followed(plans, is_open, is_timed);
            keys.push((
                Fill::Dashed(SOFT),
                if is_followed { self.say.picture_key_open_before() } else { self.say.picture_key_open() },
            ));
        }
        if keys.is_empty() {
            return;
        }
        self.y += APART - CLOSE / 2.0;
        self.line((PAD, self.y), (PAD + INNER, self.y));
        self.y += CLOSE - ROW_GAP;
        let left = PAD + BADGE + GUTTER;
        for (fill, text) in keys {
            self.y += ROW_GAP;
            self.block(PAD, self.y + 1.0, BADGE, SMALL.line() - 2.0, 7.0, fill);
            self.lines(left, SMALL, SOFT, &SMALL.wrap(text, PAD + INNER - left, NAME_LINES));
        }
    }

    /// Lines of text under each other; the next thing begins under them.
    fn lines(&mut self, x: f64, style: Style, ink: &'static str, lines: &[String]) {
        for line in lines {
            let baseline = self.y + style.line() / 2.0 + style.drop();
            self.text((x, baseline), style, Anchor::Start, ink, line.clone());
            self.y += style.line();
        }
    }

    fn number(&mut self, (x, middle): (f64, f64), ink: &'static str, mark: &str) {
        self.text((x, middle + NUMBER.drop()), NUMBER, Anchor::Middle, ink, mark.to_owned());
    }

    fn text(&mut self, (x, y): (f64, f64), style: Style, anchor: Anchor, ink: &'static str, text: String) {
        self.marks.push(Mark::Text { x, y, style, anchor, ink, text });
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.marks.push(Mark::Line { from, to, width: 2.0, ink: GRID });
    }

    fn block(&mut self, x: f64, y: f64, width: f64, height: f64, corner: f64, fill: Fill) {
        let corner = corner.min(width / 2.0);
        self.marks.push(Mark::Block { x, y, width, height, corner, fill });
    }
}

/// The width that is drawn of a part of a bar.
fn part_width(length: f64) -> f64 {
    (length - SEAM).max(SLIVER)
}

/// Whether a step's number fits into its part of the bar.
fn has_room(row: &Row, span: Span) -> bool {
    NUMBER.width(&row.mark) + NUMBER_MARGIN <= part_width(span.to - span.from)
}

fn any_row(plans: &[Plan], is: impl Fn(&Row) -> bool) -> bool {
    plans.iter().flat_map(|plan| &plan.rows).any(is)
}

/// Whether somewhere a row that is `first` comes before one that is `then`.
fn is_followed(plans: &[Plan], first: impl Fn(&Row) -> bool, then: impl Fn(&Row) -> bool) -> bool {
    plans.iter().any(|plan| plan.rows.iter().skip_while(|row| !first(row)).skip(1).any(&then))
}
