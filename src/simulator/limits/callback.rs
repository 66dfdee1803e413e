//! What the first answer to an interaction may be.

use serde_json::Value;

use super::{Path, Problems};
use crate::simulator::errors::ApiError;

/// Checks the type of the answer against the types that the interaction allows.
pub(in crate::simulator) fn callback(body: &Value, types: &[u64]) -> Result<(), ApiError> {
    let mut problems = Problems::default();
    let path = Path::default().key("type");
    match body["type"].as_u64() {
        None => problems.required(&path),
        Some(kind) if types.contains(&kind) => {}
        Some(_) => {
            let known: Vec<String> = types.iter().map(u64::to_string).collect();
            let message = format!("Value must be one of {{{}}}.", known.join(", "));
            problems.add(&path, "BASE_TYPE_CHOICES", message);
        }
    }
    problems.finish()
}

/// Checks the choices for an option that is being typed; `asked` is the autocomplete interaction's data.
pub(in crate::simulator) fn choices(data: &Value, asked: &Value) -> Result<(), ApiError> {
    let mut problems = Problems::default();
    let path = Path::default().key("data").key("choices");
    if data["choices"].is_null() {
        problems.required(&path);
        return problems.finish();
    }
    let choices = problems.list(&path, &data["choices"]);
    if choices.len() > 25 {
        problems.too_long(&path, 25);
    }
    let kind = focused_type(asked);
    for (index, choice) in choices.iter().enumerate() {
        let path = path.index(index);
        problems.ranged_text(&path.key("name"), &choice["name"], 1, 100);
        choice_value(&mut problems, &path.key("value"), &choice["value"], kind);
    }
    problems.finish()
}

/// The type of the option that is being typed, wherever it is nested.
fn focused_type(data: &Value) -> u64 {
    let options = data["options"].as_array().map(Vec::as_slice).unwrap_or_default();
    for option in options {
        if option["focused"] == true {
            return option["type"].as_u64().unwrap_or(3);
        }
        if option["options"].is_array() {
            return focused_type(option);
        }
    }
    3
}

/// A choice's value must fit its option: a text of up to 100 characters (type 3), or a number.
pub(super) fn choice_value(problems: &mut Problems, path: &Path, value: &Value, kind: u64) {
    match kind {
        3 => problems.ranged_text(path, value, 1, 100),
        4 if value.as_i64().is_some() => {}
        10 if value.as_f64().is_some() => {}
        _ if value.is_null() => problems.required(path),
        4 => problems.add(path, "NUMBER_TYPE_COERCE", format!("Value \"{value}\" is not int.")),
        _ => problems.add(path, "NUMBER_TYPE_COERCE", format!("Value \"{value}\" is not float.")),
    }
}
