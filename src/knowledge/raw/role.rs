//! The parts of a role's file that entries don't have: its card and its path.

use super::{RawCardText, RawStep};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::knowledge::fields::Fields;
use crate::knowledge::keys;
use crate::knowledge::model::{Section, Years};
use crate::knowledge::syntax::{At, Data, Table, Value};

/// `role` is what the role is called in messages.
pub(super) fn raw_card(card: At<Table>, role: &str, out: &mut Vec<Diagnostic>) -> Vec<(Section, RawCardText)> {
    let mut fields = Fields::new(card.value, &keys::CARD, format!("the card of {role}"), card.place, out);
    let mut sections = Vec::new();
    for section in Section::ALL {
        let key = section.key();
        let Some(value) = fields.value(key) else { continue };
        let help = format!("write it below a line [card.{key}], as text = \"…\"");
        let Some(At { value, place }) = fields.as_table(key, value, &help) else { continue };
        let mut fields = Fields::new(value, &keys::SECTION, format!("section `{key}` of {role}"), place, fields.out());
        let has_sources = fields.may_give("sources");
        let (text, sources) = (fields.text("text"), fields.texts("sources"));
        sections.push((section, RawCardText { text, sources, has_sources }));
        fields.finish(|key| {
            let above = "goes to the top of the file, above the first line in [brackets]";
            ["id", "name", "aliases", "summary"].contains(&key).then(|| format!("`{key}` {above}"))
        });
    }
    fields.finish(|_| None);
    sections
}

impl RawStep {
    pub(super) fn read(At { value, place }: At<Table>, role: &str, out: &mut Vec<Diagnostic>) -> RawStep {
        let mut fields = Fields::new(value, &keys::STEP, format!("a path step of {role}"), place, out);
        let step = fields.text("step");
        let years = fields.value("years").and_then(|value| raw_years(value, &mut fields));
        let estimate = fields.switch("estimate");
        fields.finish(|_| None);
        RawStep { step, years: years.map(|years| Years { estimate: years.estimate || estimate, ..years }) }
    }
}

/// `years = 4` or `years = { min = 1, max = 2 }`.
fn raw_years(value: Value, fields: &mut Fields<'_>) -> Option<Years> {
    const HELP: &str = "write years = 4, or years = { min = 1, max = 2 }";
    let what = fields.what.clone();
    let At { value: data, place } = value;
    match data {
        Data::Number(years) => {
            check_years(years, &place, &what, fields.out()).then_some(Years { min: years, max: years, estimate: false })
        }
        Data::Table(table) => {
            let mut inner = Fields::new(table, &keys::YEARS, format!("`years` of {what}"), place.clone(), fields.out());
            let mut ends = [None, None];
            for (end, key) in ends.iter_mut().zip(["min", "max"]) {
                match inner.value(key) {
                    Some(At { value: Data::Number(years), place }) => {
                        *end = check_years(years, &place, &what, inner.out()).then_some(years);
                    }
                    Some(value) => inner.wrong(key, &value, "a number", HELP),
                    None => {}
                }
            }
            let estimate = inner.switch("estimate");
            inner.finish(|_| None);
            let [Some(min), Some(max)] = ends else { return None };
            if min > max {
                let message = format!("`min` is more than `max` in {what}");
                fields.out().push(Diagnostic::at(Code::InvalidNumber, place, message).help("swap the two numbers"));
                return None;
            }
            Some(Years { min, max, estimate })
        }
        data => {
            fields.wrong("years", &At { value: data, place }, "a number of years", HELP);
            None
        }
    }
}

fn check_years(years: f64, place: &Place, what: &str, out: &mut Vec<Diagnostic>) -> bool {
    let sensible = (0.0..=60.0).contains(&years);
    if !sensible {
        let message = format!("the years of {what} must be between 0 and 60");
        out.push(Diagnostic::at(Code::InvalidNumber, place.clone(), message).help("write a number such as 4 or 1.5"));
    }
    sensible
}
