//! JSON Schemas of the knowledge files, by which editors complete keys and mark mistakes as one types.
//!
//! They are made from the list that the reader goes by, so that both know the same keys. What concerns several values at
//! once (ids that exist, `min` and `max`, `entries` or `none`) [`check`](super::check) alone tells. Blanks around a text
//! count here and not there, and a date in quotes passes here, since JSON has no dates.

use super::keys::{Holds, Key};
use super::kind::FileKind;
use super::limits;
use super::standard::standard_questions;
use serde_json::{Map, Value, json};

/// The schema of a kind of files, in draft 7, which every editor plug-in knows.
pub fn schema(kind: FileKind) -> Value {
    let mut schema = Map::new();
    schema.insert("$schema".into(), "http://json-schema.org/draft-07/schema#".into());
    schema.insert("title".into(), kind.place().into());
    schema.extend(table(kind.keys()));
    schema.into()
}

/// The schema as a file's text.
pub fn text(kind: FileKind) -> String {
    format!("{:#}\n", schema(kind))
}

fn table(keys: &[Key]) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in keys {
        let mut property = Map::from_iter([("description".into(), key.about.into())]);
        property.extend(value(&key.holds));
        properties.insert(key.name.into(), property.into());
    }
    let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut table = Map::from_iter([("type".into(), "object".into()), ("properties".into(), properties.into())]);
    if !required.is_empty() {
        table.insert("required".into(), required.into());
    }
    table.insert("additionalProperties".into(), false.into());
    table
}

fn value(holds: &Holds) -> Map<String, Value> {
    let id = format!("[a-z0-9-]{{1,{}}}", limits::ID);
    let text = |limit: usize| json!({"type": "string", "minLength": 1, "maxLength": limit});
    let pattern = |pattern: String| json!({"type": "string", "pattern": pattern});
    let list = |items: Value| json!({"type": "array", "items": items});
    let number = || json!({"type": "number", "minimum": 0, "maximum": 60});
    let schema = match holds {
        Holds::Id => pattern(format!("^{id}$")),
        Holds::Text(limit) => text(*limit),
        Holds::Link => json!({"type": "string", "pattern": "^https://[^\\s/?#@{}<>\"]", "maxLength": limits::URL}),
        Holds::Texts(limit) => list(text(*limit)),
        Holds::SourceIds => list(pattern(format!("^{id}$"))),
        // Editors offer the program's own, and a folder may have others.
        Holds::StandardIds => {
            let own: Vec<&str> = standard_questions().iter().map(|question| question.id.as_str()).collect();
            list(json!({"type": "string", "pattern": format!("^{id}$"), "examples": own}))
        }
        Holds::EntryIds => list(pattern(format!("^{id}/{id}$"))),
        Holds::Switch => json!({"type": "boolean"}),
        Holds::Date => json!({"type": "string", "format": "date"}),
        Holds::Number => number(),
        Holds::Years(keys) => json!({"anyOf": [number(), table(keys)]}),
        Holds::Table(keys) => table(keys).into(),
        Holds::Tables(keys) => list(table(keys).into()),
    };
    match schema {
        Value::Object(schema) => schema,
        _ => Map::new(),
    }
}
