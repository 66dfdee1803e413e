//! The parts of a message: embeds, buttons, select menus and files.

use serde::Serialize;
use serde_json::Value;

use super::text;

/// An embed; a part that is absent is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // The names are Discord's.
pub struct Embed {
    pub title: String,
    pub url: String,
    pub description: String,
    pub colour: Option<u64>,
    pub author: String,
    pub fields: Vec<EmbedField>,
    pub footer: String,
    /// The link to the picture; `Simulator::download` gets what the bot uploaded.
    pub image: String,
    /// What the picture shows, for those who don't see it.
    pub image_text: String,
    pub timestamp: String,
}

impl Embed {
    pub(super) fn of(json: &Value) -> Self {
        let fields = json["fields"].as_array().map(Vec::as_slice).unwrap_or_default();
        Self {
            title: text(&json["title"]),
            url: text(&json["url"]),
            description: text(&json["description"]),
            colour: json["color"].as_u64(),
            author: text(&json["author"]["name"]),
            fields: fields
                .iter()
                .map(|field| EmbedField {
                    name: text(&field["name"]),
                    value: text(&field["value"]),
                    inline: field["inline"] == true,
                })
                .collect(),
            footer: text(&json["footer"]["text"]),
            image: text(&json["image"]["url"]),
            image_text: text(&json["image"]["description"]),
            timestamp: text(&json["timestamp"]),
        }
    }
}

/// A field of an embed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct EmbedField {
    pub name: String,
    pub value: String,
    pub inline: bool,
}

/// A button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// What is written on it.
    pub label: String,
    /// What a press tells the bot; empty for a link.
    pub custom_id: String,
    /// Where a link leads; empty for other buttons.
    pub url: String,
    /// Discord's number: 1 primary, 2 secondary, 3 success, 4 danger, 5 link.
    pub style: u64,
    /// Whether it can't be pressed.
    pub disabled: bool,
    /// The emoji before the label; empty without one.
    pub emoji: String,
}

impl Button {
    pub(super) fn of(json: &Value) -> Self {
        Self {
            label: text(&json["label"]),
            custom_id: text(&json["custom_id"]),
            url: text(&json["url"]),
            style: json["style"].as_u64().unwrap_or_default(),
            disabled: json["disabled"] == true,
            emoji: text(&json["emoji"]["name"]),
        }
    }
}

/// A select menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Select {
    /// What a choice tells the bot.
    pub custom_id: String,
    /// What it shows before a choice.
    pub placeholder: String,
    /// What can be chosen; empty where Discord fills it with users, roles or channels.
    pub options: Vec<SelectOption>,
    /// The least number of choices.
    pub least: u64,
    /// The greatest number of choices.
    pub most: u64,
    /// Whether it can't be used.
    pub disabled: bool,
}

impl Select {
    pub(super) fn of(json: &Value) -> Self {
        let options = json["options"].as_array().map(Vec::as_slice).unwrap_or_default();
        Self {
            custom_id: text(&json["custom_id"]),
            placeholder: text(&json["placeholder"]),
            options: options
                .iter()
                .map(|option| SelectOption {
                    label: text(&option["label"]),
                    value: text(&option["value"]),
                    description: text(&option["description"]),
                    chosen: option["default"] == true,
                })
                .collect(),
            least: json["min_values"].as_u64().unwrap_or(1),
            most: json["max_values"].as_u64().unwrap_or(1),
            disabled: json["disabled"] == true,
        }
    }
}

/// One of a select menu's choices.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct SelectOption {
    pub label: String,
    pub value: String,
    pub description: String,
    /// Whether it is chosen from the start.
    pub chosen: bool,
}

/// A file on a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Attachment {
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// What `Simulator::download` takes.
    pub url: String,
    pub description: String,
}

impl Attachment {
    pub(super) fn of(json: &Value) -> Self {
        Self {
            name: text(&json["filename"]),
            size: json["size"].as_u64().unwrap_or_default(),
            url: text(&json["url"]),
            description: text(&json["description"]),
        }
    }
}
