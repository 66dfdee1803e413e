//! How a command may be defined.

use std::collections::HashSet;

use serde_json::Value;

use super::callback::choice_value;
use super::{Path, Problems, length};
use crate::simulator::errors::ApiError;

const SLASH: u64 = 1;
const SUBCOMMAND: u64 = 1;
const GROUP: u64 = 2;

/// The most characters of names, descriptions and values of a slash command together.
const LONGEST_TOGETHER: usize = 8000;

const LOCALES: &[&str] = &[
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR",
    "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko",
];

/// Checks all commands of a bulk registration; errors name the index of each.
pub(in crate::simulator) fn commands(list: &[Value]) -> Result<(), ApiError> {
    let mut problems = Problems::default();
    let mut names = HashSet::new();
    for (index, one) in list.iter().enumerate() {
        let path = Path::default().index(index);
        check(&mut problems, &path, one);
        let kind = one["type"].as_u64().unwrap_or(SLASH);
        if let Some(name) = one["name"].as_str()
            && !names.insert((kind, name))
        {
            let message = "Application command names must be unique";
            problems.add(&path, "APPLICATION_COMMANDS_DUPLICATE_NAME", message);
        }
    }
    problems.finish()
}

/// Checks one command.
pub(in crate::simulator) fn command(command: &Value) -> Result<(), ApiError> {
    let mut problems = Problems::default();
    check(&mut problems, &Path::default(), command);
    problems.finish()
}

fn check(problems: &mut Problems, path: &Path, command: &Value) {
    if !problems.object(path, command) {
        return;
    }
    let kind = command["type"].as_u64().unwrap_or(SLASH);
    if !(1..=4).contains(&kind) {
        let message = "Value must be one of {1, 2, 3, 4}.";
        return problems.add(&path.key("type"), "BASE_TYPE_CHOICES", message);
    }
    if kind == SLASH {
        name(problems, &path.key("name"), &command["name"]);
        description(problems, path, command);
        options(problems, &path.key("options"), &command["options"], 0);
        if size(command) > LONGEST_TOGETHER {
            let message = "Command exceeds maximum size (8000)";
            problems.add(path, "APPLICATION_COMMAND_TOO_LARGE", message);
        }
    } else {
        problems.ranged_text(&path.key("name"), &command["name"], 1, 32);
        let blank = command["description"].as_str().is_none_or(str::is_empty);
        if !blank {
            let message = "Context menu commands cannot have description";
            let path = path.key("description");
            problems.add(&path, "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", message);
        }
        if command["options"].as_array().is_some_and(|options| !options.is_empty()) {
            let message = "Context menu commands cannot have options";
            let path = path.key("options");
            problems.add(&path, "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS", message);
        }
    }
    let translated_name = &command["name_localizations"];
    let rule = if kind == SLASH { name } else { title };
    localizations(problems, &path.key("name_localizations"), translated_name, rule);
    choices_of_numbers(problems, path, command);
}

/// The lists of places in which a command is offered.
fn choices_of_numbers(problems: &mut Problems, path: &Path, command: &Value) {
    for (key, most) in [("contexts", 2), ("integration_types", 1)] {
        let path = path.key(key);
        for (index, place) in problems.list(&path, &command[key]).iter().enumerate() {
            if place.as_u64().is_none_or(|place| place > most) {
                let known: Vec<String> = (0..=most).map(|place| place.to_string()).collect();
                let message = format!("Value must be one of {{{}}}.", known.join(", "));
                problems.add(&path.index(index), "BASE_TYPE_CHOICES", message);
            }
        }
    }
}

fn title(problems: &mut Problems, path: &Path, value: &Value) {
    problems.ranged_text(path, value, 1, 32);
}

fn sentence(problems: &mut Problems, path: &Path, value: &Value) {
    problems.ranged_text(path, value, 1, 100);
}

/// The name of a slash command or option: letters, digits, `-`, `_` and `'`, in lower case.
fn name(problems: &mut Problems, path: &Path, value: &Value) {
    problems.ranged_text(path, value, 1, 32);
    let Some(text) = value.as_str() else { return };
    let fits = |c: char| {
        // Devanagari and Thai write vowels with marks that are no letters.
        let mark = matches!(c, '\u{900}'..='\u{97f}' | '\u{e00}'..='\u{e7f}');
        let lower = c.to_lowercase().eq([c]);
        (c.is_alphanumeric() && lower) || mark || matches!(c, '-' | '_' | '\'')
    };
    if !text.is_empty() && !text.chars().all(fits) {
        problems.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
    }
}

fn description(problems: &mut Problems, path: &Path, owner: &Value) {
    sentence(problems, &path.key("description"), &owner["description"]);
    let key = "description_localizations";
    localizations(problems, &path.key(key), &owner[key], sentence);
}

fn localizations(problems: &mut Problems, path: &Path, value: &Value, rule: fn(&mut Problems, &Path, &Value)) {
    if value.is_null() || !problems.object(path, value) {
        return;
    }
    for (locale, text) in value.as_object().into_iter().flatten() {
        let path = path.key(locale);
        if LOCALES.contains(&locale.as_str()) {
            rule(problems, &path, text);
        } else {
            let known: Vec<String> = LOCALES.iter().map(|known| format!("'{known}'")).collect();
            let message = format!("Value must be one of ({}).", known.join(", "));
            problems.add(&path, "BASE_TYPE_CHOICES", message);
        }
    }
}

/// Checks options; `depth` is 0 at the command, 1 in a group or subcommand, 2 in a subcommand of a group.
fn options(problems: &mut Problems, path: &Path, value: &Value, depth: usize) {
    let list = problems.list(path, value);
    if list.len() > 25 {
        problems.too_long(path, 25);
    }
    let mut names = HashSet::new();
    let mut seen_optional = false;
    let is_sub = |option: &Value| matches!(option["type"].as_u64(), Some(SUBCOMMAND | GROUP));
    let mixed = list.iter().any(is_sub) && !list.iter().all(is_sub);
    for (index, option) in list.iter().enumerate() {
        let path = path.index(index);
        if !problems.object(&path, option) {
            continue;
        }
        one_option(problems, &path, option, depth);
        if let Some(name) = option["name"].as_str()
            && !names.insert(name)
        {
            let message = format!("Option name {name} is already used in these options");
            problems.add(&path, "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", message);
        }
        if mixed && is_sub(option) {
            problems.add(
                &path,
                "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
                "Sub-command and sub-command group option types are mutually exclusive to all other types",
            );
        }
        let required = option["required"] == true;
        if required && seen_optional && !is_sub(option) {
            problems.add(
                &path,
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            );
        }
        seen_optional |= !required;
    }
}

fn one_option(problems: &mut Problems, path: &Path, option: &Value, depth: usize) {
    name(problems, &path.key("name"), &option["name"]);
    let key = "name_localizations";
    localizations(problems, &path.key(key), &option[key], name);
    description(problems, path, option);
    let kind = match option["type"].as_u64() {
        Some(kind @ 1..=11) => kind,
        None => return problems.required(&path.key("type")),
        Some(_) => {
            let message = "Value must be one of {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}.";
            return problems.add(&path.key("type"), "BASE_TYPE_CHOICES", message);
        }
    };
    let nests = (kind == SUBCOMMAND && depth < 2) || (kind == GROUP && depth == 0);
    if nests {
        let inner = if kind == GROUP { 1 } else { 2 };
        return options(problems, &path.key("options"), &option["options"], inner);
    }
    if matches!(kind, SUBCOMMAND | GROUP) {
        let message = "Sub-commands cannot be nested this deep";
        return problems.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
    }
    problems.number(&path.key("min_length"), &option["min_length"], 0, 6000);
    problems.number(&path.key("max_length"), &option["max_length"], 1, 6000);
    choices(problems, &path.key("choices"), option, kind);
}

fn choices(problems: &mut Problems, path: &Path, option: &Value, kind: u64) {
    let list = problems.list(path, &option["choices"]);
    if list.len() > 25 {
        problems.too_long(path, 25);
    }
    if list.is_empty() {
        return;
    }
    if !matches!(kind, 3 | 4 | 10) || option["autocomplete"] == true {
        let message = "Choices cannot be used with this option";
        return problems.add(path, "APPLICATION_COMMAND_OPTION_CHOICES_INVALID", message);
    }
    let mut names = HashSet::new();
    for (index, choice) in list.iter().enumerate() {
        let path = path.index(index);
        problems.ranged_text(&path.key("name"), &choice["name"], 1, 100);
        choice_value(problems, &path.key("value"), &choice["value"], kind);
        if let Some(name) = choice["name"].as_str()
            && !names.insert(name)
        {
            let message = "Option choice name is already used";
            problems.add(&path, "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS", message);
        }
    }
}

fn size(owner: &Value) -> usize {
    let text = |value: &Value| value.as_str().map_or(0, length);
    let nested: usize =
        ["options", "choices"].iter().filter_map(|key| owner[*key].as_array()).flatten().map(size).sum();
    text(&owner["name"]) + text(&owner["description"]) + text(&owner["value"]) + nested
}
