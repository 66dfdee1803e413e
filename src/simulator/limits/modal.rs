//! What a modal may contain.

use std::collections::HashSet;

use serde_json::Value;

use super::components::custom_id;
use super::{Path, Problems};
use crate::simulator::errors::ApiError;

const ROW: u64 = 1;
const TEXT_INPUT: u64 = 4;

/// Checks the `data` of a modal.
pub(in crate::simulator) fn modal(data: &Value) -> Result<(), ApiError> {
    let mut problems = Problems::default();
    let root = Path::default().key("data");
    if data.is_null() {
        problems.required(&root);
        return problems.finish();
    }
    problems.ranged_text(&root.key("custom_id"), &data["custom_id"], 1, 100);
    problems.ranged_text(&root.key("title"), &data["title"], 1, 45);
    let path = root.key("components");
    if data["components"].is_null() {
        problems.required(&path);
        return problems.finish();
    }
    let rows = problems.list(&path, &data["components"]);
    if !(1..=5).contains(&rows.len()) {
        problems.bad_length(&path, 1, 5);
        return problems.finish();
    }
    let mut ids = HashSet::new();
    for (index, row) in rows.iter().enumerate() {
        let path = path.index(index);
        if row["type"].as_u64() != Some(ROW) {
            let message = "Value must be one of (1,).";
            problems.add(&path.key("type"), "BASE_TYPE_CHOICES", message);
            continue;
        }
        let path = path.key("components");
        let inputs = problems.list(&path, &row["components"]);
        if inputs.is_empty() {
            problems.bad_length(&path, 1, 5);
        }
        for (index, field) in inputs.iter().enumerate() {
            let path = path.index(index);
            // A text field takes the whole row.
            if index > 0 {
                let message = "The specified component exceeds the maximum width";
                problems.add(&path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
            }
            input(&mut problems, &path, field, &mut ids);
        }
    }
    problems.finish()
}

fn input<'a>(problems: &mut Problems, path: &Path, input: &'a Value, ids: &mut HashSet<&'a str>) {
    if input["type"].as_u64() != Some(TEXT_INPUT) {
        let message = "Value must be one of (4,).";
        return problems.add(&path.key("type"), "UNION_TYPE_CHOICES", message);
    }
    custom_id(problems, path, input, ids);
    problems.ranged_text(&path.key("label"), &input["label"], 1, 45);
    match input["style"].as_u64() {
        None => problems.required(&path.key("style")),
        Some(1 | 2) => {}
        Some(_) => problems.add(&path.key("style"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2)."),
    }
    problems.text(&path.key("placeholder"), &input["placeholder"], 100);
    problems.number(&path.key("min_length"), &input["min_length"], 0, 4000);
    problems.number(&path.key("max_length"), &input["max_length"], 1, 4000);
    let most = input["max_length"].as_i64().unwrap_or(4000);
    if input["min_length"].as_i64().is_some_and(|least| least > most) {
        let message = format!("int value should be less than or equal to {most}.");
        problems.add(&path.key("min_length"), "NUMBER_TYPE_MAX", message);
    }
    problems.text(&path.key("value"), &input["value"], usize::try_from(most).unwrap_or(4000));
}
