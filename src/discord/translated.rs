//! Commands' names and descriptions in other languages than English, for members whose Discord speaks them.

use crate::messages::{Language, Words};
use serde_json::{Map, Value, json};

/// Adds the translations to commands as they are described to Discord.
pub fn translate(commands: &mut Value) {
    for language in Language::ALL.into_iter().filter(|language| *language != Language::English) {
        for command in commands.as_array_mut().into_iter().flatten() {
            visit(command, "command", &mut |path, node| add(path, node, language));
        }
    }
}

/// Visits a command, an option or a choice and all that belongs to it. The path leads there by names.
fn visit(node: &mut Value, parent: &str, look: &mut dyn FnMut(&str, &mut Map<String, Value>)) {
    let Some(node) = node.as_object_mut() else { return };
    let name = node.get("name").and_then(Value::as_str).unwrap_or_default();
    let path = format!("{parent}-{}", key(name));
    look(&path, node);
    for within in ["options", "choices"] {
        for child in node.get_mut(within).and_then(Value::as_array_mut).into_iter().flatten() {
            visit(child, &path, look);
        }
    }
}

/// A name as it stands in a path: a choice goes by what stands before its colon.
fn key(name: &str) -> String {
    name.split(':').next().unwrap_or_default().to_lowercase().replace(' ', "-")
}

fn add(path: &str, node: &mut Map<String, Value>, language: Language) {
    let words = Words(language);
    let mut put = |name: &str, text: Option<String>| {
        let translations = node.entry(name).or_insert_with(|| json!({}));
        if let (Some(translations), Some(text)) = (translations.as_object_mut(), text) {
            translations.insert(language.code().to_owned(), Value::String(text));
        }
    };
    put("name_localizations", words.command_name(path));
    put("description_localizations", words.command_description(path));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::commands;
    use std::collections::BTreeSet;

    /// What a language calls itself needs no translation.
    const OWN_NAMES: [&str; 2] =
        ["command-settings-server-language-english", "command-settings-server-language-deutsch"];

    /// All commands, and the paths to everything in them with whether it has a description.
    fn described() -> (Value, BTreeSet<(String, bool)>) {
        let commands = commands::all();
        let described: Vec<_> = commands
            .iter()
            .flat_map(|command| {
                command.create_as_slash_command().into_iter().chain(command.create_as_context_menu_command())
            })
            .collect();
        let mut body = serde_json::to_value(described).unwrap();
        let mut paths = BTreeSet::new();
        for command in body.as_array_mut().unwrap() {
            visit(command, "command", &mut |path, node| {
                let described = node.get("description").and_then(Value::as_str).is_some_and(|text| !text.is_empty());
                paths.insert((path.to_owned(), described));
            });
        }
        paths.retain(|(path, _)| !OWN_NAMES.contains(&path.as_str()));
        (body, paths)
    }

    #[test]
    fn a_translation_has_every_command_option_and_choice_and_no_other() {
        let (_, paths) = described();
        assert!(paths.len() > 40, "{paths:?}");
        let wanted: BTreeSet<&str> = paths.iter().map(|(path, _)| path.as_str()).collect();
        let lines = include_str!("../messages/de.ftl").lines();
        let found: BTreeSet<&str> =
            lines.filter(|line| line.starts_with("command-")).filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(found, wanted);
        for (path, described) in &paths {
            assert_eq!(Words::GERMAN.command_description(path).is_some(), *described, "{path}");
        }
    }

    #[test]
    fn translations_stand_beside_the_english_names() {
        let (mut body, _) = described();
        translate(&mut body);
        let role = body.as_array().unwrap().iter().find(|command| command["name"] == "role").unwrap();
        assert_eq!(role["name_localizations"], json!({ "de": "beruf" }));
        assert!(role["options"][0]["description_localizations"]["de"].is_string(), "{role}");
    }
}
