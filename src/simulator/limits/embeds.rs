//! What embeds may contain.

use serde_json::Value;

use super::{Path, Problems, length};

/// The most characters of all embeds of a message together.
const LONGEST_TOGETHER: usize = 6000;
const LONGEST_LINK: usize = 2048;

pub(super) fn embeds(problems: &mut Problems, path: &Path, value: &Value) {
    let list = problems.list(path, value);
    if list.len() > 10 {
        return problems.too_long(path, 10);
    }
    for (index, embed) in list.iter().enumerate() {
        let path = path.index(index);
        if problems.object(&path, embed) {
            one(problems, &path, embed);
        }
    }
    if list.iter().map(size).sum::<usize>() > LONGEST_TOGETHER {
        problems.add(path, "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000");
    }
}

fn one(problems: &mut Problems, path: &Path, embed: &Value) {
    const WEB: &[&str] = &["http", "https"];
    const PICTURE: &[&str] = &["http", "https", "attachment"];
    problems.text(&path.key("title"), &embed["title"], 256);
    problems.text(&path.key("description"), &embed["description"], 4096);
    problems.link(&path.key("url"), &embed["url"], WEB, LONGEST_LINK);
    problems.number(&path.key("color"), &embed["color"], 0, 0xff_ff_ff);
    timestamp(problems, &path.key("timestamp"), &embed["timestamp"]);

    let fields = problems.list(&path.key("fields"), &embed["fields"]);
    if fields.len() > 25 {
        problems.too_long(&path.key("fields"), 25);
    }
    for (index, field) in fields.iter().enumerate() {
        let path = path.key("fields").index(index);
        problems.required_text(&path.key("name"), &field["name"], 256);
        problems.required_text(&path.key("value"), &field["value"], 1024);
    }
    for (part, text, longest) in [("footer", "text", 2048), ("author", "name", 256)] {
        let value = &embed[part];
        if value.is_null() {
            continue;
        }
        let path = path.key(part);
        problems.required_text(&path.key(text), &value[text], longest);
        let icon = "icon_url";
        problems.link(&path.key(icon), &value[icon], PICTURE, LONGEST_LINK);
        if part == "author" {
            problems.link(&path.key("url"), &value["url"], WEB, LONGEST_LINK);
        }
    }
    for part in ["image", "thumbnail"] {
        let value = &embed[part];
        if value.is_null() {
            continue;
        }
        let path = path.key(part).key("url");
        match &value["url"] {
            Value::Null => problems.required(&path),
            link => problems.link(&path, link, PICTURE, LONGEST_LINK),
        }
    }
}

fn timestamp(problems: &mut Problems, path: &Path, value: &Value) {
    let Some(text) = value.as_str() else {
        return problems.text(path, value, 64);
    };
    if text.parse::<jiff::Timestamp>().is_err() {
        let message = format!("Could not parse {text}. Should be ISO8601.");
        problems.add(path, "DATE_TIME_TYPE_PARSE", message);
    }
}

/// The characters of an embed that count towards the limit of all together.
fn size(embed: &Value) -> usize {
    let text = |value: &Value| value.as_str().map_or(0, length);
    let fields = embed["fields"]
        .as_array()
        .map_or(0, |fields| fields.iter().map(|field| text(&field["name"]) + text(&field["value"])).sum());
    text(&embed["title"])
        + text(&embed["description"])
        + text(&embed["footer"]["text"])
        + text(&embed["author"]["name"])
        + fields
}
