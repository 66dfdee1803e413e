//! What the buttons and select menus of a message may be.

use std::collections::HashSet;

use serde_json::Value;

use super::{Path, Problems};

const ROW: u64 = 1;
const BUTTON: u64 = 2;
const TEXT_SELECT: u64 = 3;
const LINK_STYLE: u64 = 5;
const PREMIUM_STYLE: u64 = 6;

/// The most components of a message that is laid out by components, nested ones included.
const MOST_V2: usize = 40;

/// Checks the components of a message; `v2` tells whether it is laid out by components alone.
pub(super) fn message_components(problems: &mut Problems, path: &Path, value: &Value, v2: bool) {
    let list = problems.list(path, value);
    if v2 && count(list) > MOST_V2 {
        let message = "The number of components in the layout is too large.";
        problems.add(path, "COMPONENT_LAYOUT_TOO_MANY_COMPONENTS", message);
    }
    if !v2 && list.len() > 5 {
        return problems.too_long(path, 5);
    }
    let mut ids = HashSet::new();
    for (index, component) in list.iter().enumerate() {
        let path = path.index(index);
        if !problems.object(&path, component) {
            continue;
        }
        match component["type"].as_u64() {
            Some(ROW) => row(problems, &path, component, &mut ids),
            Some(9 | 10 | 12..=14 | 17) if v2 => nested(problems, &path, component, &mut ids),
            Some(9 | 10 | 12..=14 | 17) => {
                let message = "This component requires the IS_COMPONENTS_V2 flag.";
                problems.add(&path, "COMPONENT_LAYOUT_REQUIRES_COMPONENTS_V2", message);
            }
            None => problems.required(&path.key("type")),
            Some(_) => problems.add(&path.key("type"), "BASE_TYPE_CHOICES", "Value must be one of (1,)."),
        }
    }
}

fn count(list: &[Value]) -> usize {
    let inner = |component: &Value| {
        let children = component["components"].as_array().map_or(0, |list| count(list));
        children + usize::from(component["accessory"].is_object())
    };
    list.iter().map(|component| 1 + inner(component)).sum()
}

/// The rows and buttons inside a container or section.
fn nested<'a>(problems: &mut Problems, path: &Path, component: &'a Value, ids: &mut HashSet<&'a str>) {
    let children = path.key("components");
    for (index, child) in problems.list(&children, &component["components"]).iter().enumerate() {
        let path = children.index(index);
        match child["type"].as_u64() {
            Some(ROW) => row(problems, &path, child, ids),
            _ => nested(problems, &path, child, ids),
        }
    }
    let accessory = &component["accessory"];
    if accessory["type"].as_u64() == Some(BUTTON) {
        button(problems, &path.key("accessory"), accessory, ids);
    }
}

fn row<'a>(problems: &mut Problems, path: &Path, row: &'a Value, ids: &mut HashSet<&'a str>) {
    let path = path.key("components");
    if row["components"].is_null() {
        return problems.required(&path);
    }
    let list = problems.list(&path, &row["components"]);
    if !(1..=5).contains(&list.len()) {
        return problems.bad_length(&path, 1, 5);
    }
    // A row is five wide: a button takes one, a select menu all of it.
    let mut width = 0;
    for (index, component) in list.iter().enumerate() {
        let path = path.index(index);
        if !problems.object(&path, component) {
            continue;
        }
        let kind = component["type"].as_u64();
        width += if kind == Some(BUTTON) { 1 } else { 5 };
        if width > 5 {
            let message = "The specified component exceeds the maximum width";
            problems.add(&path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
        }
        match kind {
            Some(BUTTON) => button(problems, &path, component, ids),
            Some(TEXT_SELECT | 5..=8) => select(problems, &path, component, ids),
            None => problems.required(&path.key("type")),
            Some(_) => {
                let message = "Value must be one of (2, 3, 5, 6, 7, 8).";
                problems.add(&path.key("type"), "UNION_TYPE_CHOICES", message);
            }
        }
    }
}

/// A custom id that must be there and be the only one of its kind.
pub(super) fn custom_id<'a>(problems: &mut Problems, path: &Path, component: &'a Value, ids: &mut HashSet<&'a str>) {
    let path = path.key("custom_id");
    problems.ranged_text(&path, &component["custom_id"], 1, 100);
    if let Some(id) = component["custom_id"].as_str()
        && !ids.insert(id)
    {
        let message = "Component custom id cannot be duplicated";
        problems.add(&path, "COMPONENT_CUSTOM_ID_DUPLICATED", message);
    }
}

fn button<'a>(problems: &mut Problems, path: &Path, button: &'a Value, ids: &mut HashSet<&'a str>) {
    let given = |key: &str| !button[key].is_null();
    match button["style"].as_u64() {
        None => problems.required(&path.key("style")),
        Some(LINK_STYLE) => {
            if given("custom_id") {
                let message = "A link button cannot have a custom id";
                let path = path.key("custom_id");
                problems.add(&path, "BUTTON_COMPONENT_LINK_HAS_CUSTOM_ID", message);
            }
            if given("url") {
                let schemes = ["http", "https", "discord"];
                problems.link(&path.key("url"), &button["url"], &schemes, 512);
            } else {
                let message = "A url is required";
                problems.add(&path.key("url"), "BUTTON_COMPONENT_URL_REQUIRED", message);
            }
        }
        Some(PREMIUM_STYLE) => {}
        Some(1..=4) => {
            if given("url") {
                let message = "A custom id and url cannot both be specified";
                for key in ["custom_id", "url"] {
                    let code = "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE";
                    problems.add(&path.key(key), code, message);
                }
            } else if !given("custom_id") {
                let message = "A custom id is required";
                let path = path.key("custom_id");
                problems.add(&path, "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", message);
            } else {
                custom_id(problems, path, button, ids);
            }
        }
        Some(_) => problems.add(&path.key("style"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5, 6)."),
    }
    problems.text(&path.key("label"), &button["label"], 80);
    let labelled = button["label"].as_str().is_some_and(|label| !label.trim().is_empty());
    let premium = button["style"].as_u64() == Some(PREMIUM_STYLE);
    if !labelled && !given("emoji") && !premium {
        let message = "A label or an emoji is required";
        problems.add(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", message);
    }
}

fn select<'a>(problems: &mut Problems, path: &Path, select: &'a Value, ids: &mut HashSet<&'a str>) {
    custom_id(problems, path, select, ids);
    problems.text(&path.key("placeholder"), &select["placeholder"], 150);
    problems.number(&path.key("min_values"), &select["min_values"], 0, 25);
    problems.number(&path.key("max_values"), &select["max_values"], 1, 25);
    let least = select["min_values"].as_i64().unwrap_or(1);
    let most = select["max_values"].as_i64().unwrap_or(1);
    if least > most {
        let message = format!("int value should be less than or equal to {most}.");
        problems.add(&path.key("min_values"), "NUMBER_TYPE_MAX", message);
    }
    if select["type"].as_u64() != Some(TEXT_SELECT) {
        return;
    }
    let path = path.key("options");
    if select["options"].is_null() {
        return problems.required(&path);
    }
    let options = problems.list(&path, &select["options"]);
    if !(1..=25).contains(&options.len()) {
        return problems.bad_length(&path, 1, 25);
    }
    if usize::try_from(most).is_ok_and(|most| most > options.len()) {
        let message = format!("Must be {most} or more in length.");
        problems.add(&path, "BASE_TYPE_MIN_LENGTH", message);
    }
    let mut values = HashSet::new();
    for (index, option) in options.iter().enumerate() {
        let path = path.index(index);
        problems.ranged_text(&path.key("label"), &option["label"], 1, 100);
        problems.ranged_text(&path.key("value"), &option["value"], 1, 100);
        problems.text(&path.key("description"), &option["description"], 100);
        if let Some(value) = option["value"].as_str()
            && !values.insert(value)
        {
            let code = "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED";
            problems.add(&path, code, "The specified option value is already used");
        }
    }
    let chosen = options.iter().filter(|option| option["default"] == true).count();
    if usize::try_from(most).is_ok_and(|most| chosen > most) {
        let code = "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES";
        problems.add(&path, code, "Too many default values");
    }
}
