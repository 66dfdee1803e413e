//! Discord's rules for what a bot may send, and its way of telling where a body breaks them.
//!
//! Each check adds to [`Problems`], so that one answer names every breach, as Discord's does. Unknown keys are
//! ignored.

mod callback;
mod commands;
mod components;
mod embeds;
mod message;
mod modal;

use serde_json::{Map, Value, json};

use super::errors::ApiError;

pub(super) use callback::{callback, choices};
pub(super) use commands::{command, commands};
pub(super) use message::{Place, list_limit, message, no_first_message, thread, unknown_reference};
pub(super) use modal::modal;

/// A place in a body: `embeds`, `0`, `title`.
#[derive(Clone, Debug, Default)]
struct Path(Vec<String>);

impl Path {
    fn key(&self, key: &str) -> Self {
        let mut path = self.clone();
        path.0.push(key.to_owned());
        path
    }

    fn index(&self, index: usize) -> Self {
        self.key(&index.to_string())
    }
}

/// The breaches found so far.
#[derive(Debug, Default)]
struct Problems(Vec<(Path, &'static str, String)>);

impl Problems {
    fn add(&mut self, path: &Path, code: &'static str, message: impl Into<String>) {
        self.0.push((path.clone(), code, message.into()));
    }

    /// The error to answer with, if anything is wrong.
    fn finish(self) -> Result<(), ApiError> {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut tree = Map::new();
        for (path, code, message) in self.0 {
            insert(&mut tree, &path.0, json!({ "code": code, "message": message }));
        }
        Err(ApiError::invalid_form(Value::Object(tree)))
    }

    fn required(&mut self, path: &Path) {
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required");
    }

    fn too_long(&mut self, path: &Path, most: usize) {
        let message = format!("Must be {most} or fewer in length.");
        self.add(path, "BASE_TYPE_MAX_LENGTH", message);
    }

    fn bad_length(&mut self, path: &Path, least: usize, most: usize) {
        let message = format!("Must be between {least} and {most} in length.");
        self.add(path, "BASE_TYPE_BAD_LENGTH", message);
    }

    fn not_a_string(&mut self, path: &Path, value: &Value) {
        let message = format!("Could not interpret \"{value}\" as string.");
        self.add(path, "STRING_TYPE_CONVERT", message);
    }

    /// An optional text of at most `most` characters.
    fn text(&mut self, path: &Path, value: &Value, most: usize) {
        match value {
            Value::Null => {}
            Value::String(text) if length(text) > most => self.too_long(path, most),
            Value::String(_) => {}
            other => self.not_a_string(path, other),
        }
    }

    /// A text that must be there, with at most `most` characters.
    fn required_text(&mut self, path: &Path, value: &Value, most: usize) {
        match value {
            Value::Null => self.required(path),
            Value::String(text) if text.trim().is_empty() => self.required(path),
            value => self.text(path, value, most),
        }
    }

    /// A text that must be there and for which Discord gives a least and a greatest length.
    fn ranged_text(&mut self, path: &Path, value: &Value, least: usize, most: usize) {
        match value {
            Value::Null => self.required(path),
            Value::String(text) if !(least..=most).contains(&length(text)) => {
                self.bad_length(path, least, most);
            }
            Value::String(_) => {}
            other => self.not_a_string(path, other),
        }
    }

    /// An optional whole number between the two.
    fn number(&mut self, path: &Path, value: &Value, least: i64, most: i64) {
        if value.is_null() {
            return;
        }
        let Some(number) = value.as_i64() else {
            let message = format!("Value \"{value}\" is not int.");
            return self.add(path, "NUMBER_TYPE_COERCE", message);
        };
        if number < least {
            let message = format!("int value should be greater than or equal to {least}.");
            self.add(path, "NUMBER_TYPE_MIN", message);
        } else if number > most {
            let message = format!("int value should be less than or equal to {most}.");
            self.add(path, "NUMBER_TYPE_MAX", message);
        }
    }

    /// The items of an optional list; nothing, and a breach, if it is no list.
    fn list<'a>(&mut self, path: &Path, value: &'a Value) -> &'a [Value] {
        match value {
            Value::Null => &[],
            Value::Array(items) => items,
            _ => {
                let message = "Only iterables may be used in a ListType";
                self.add(path, "LIST_TYPE_CONVERT", message);
                &[]
            }
        }
    }

    /// Whether the value is an object; a breach if not.
    fn object(&mut self, path: &Path, value: &Value) -> bool {
        let is_object = value.is_object();
        if !is_object {
            let message = "Only dictionaries may be used in a ModelType";
            self.add(path, "MODEL_TYPE_CONVERT", message);
        }
        is_object
    }

    /// An optional link with one of Discord's schemes.
    fn link(&mut self, path: &Path, value: &Value, schemes: &[&str], most: usize) {
        let Some(link) = value.as_str() else {
            return self.text(path, value, most);
        };
        if length(link) > most {
            return self.too_long(path, most);
        }
        match link.split_once("://") {
            Some((scheme, rest)) if schemes.contains(&scheme) && !rest.is_empty() => {}
            Some((scheme, rest)) if !rest.is_empty() => {
                let known: Vec<String> = schemes.iter().map(|known| format!("'{known}'")).collect();
                let message =
                    format!("Scheme \"{scheme}\" is not supported. Scheme must be one of ({}).", known.join(", "));
                self.add(path, "URL_TYPE_INVALID_SCHEME", message);
            }
            _ => self.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL."),
        }
    }
}

/// Hangs an error into the tree, below the keys of its path.
fn insert(tree: &mut Map<String, Value>, path: &[String], error: Value) {
    match path {
        [] => {
            let list = tree.entry("_errors").or_insert_with(|| json!([]));
            if let Value::Array(list) = list {
                list.push(error);
            }
        }
        [key, rest @ ..] => {
            let child = tree.entry(key.as_str()).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(child) = child {
                insert(child, rest, error);
            }
        }
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// The error for a body that should be a list.
pub(super) fn not_a_list() -> ApiError {
    let mut problems = Problems::default();
    problems.list(&Path::default(), &json!({}));
    problems.finish().err().unwrap_or_else(ApiError::not_found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_become_a_tree_that_leads_to_each_breach() {
        let mut problems = Problems::default();
        let embed = Path::default().key("embeds").index(0);
        problems.too_long(&embed.key("title"), 256);
        problems.required(&embed.key("fields").index(2).key("name"));
        problems.too_long(&Path::default().key("content"), 2000);
        let error = problems.finish().unwrap_err();
        assert_eq!((error.status, &error.body["code"]), (400, &json!(50035)));
        let errors = &error.body["errors"];
        assert_eq!(errors["embeds"]["0"]["title"]["_errors"][0]["code"], "BASE_TYPE_MAX_LENGTH");
        assert_eq!(errors["embeds"]["0"]["fields"]["2"]["name"]["_errors"][0]["code"], "BASE_TYPE_REQUIRED");
        assert_eq!(errors["content"]["_errors"][0]["message"], "Must be 2000 or fewer in length.");
    }

    #[rstest::rstest]
    #[case("https://example.org", None)]
    #[case("attachment://map.png", None)]
    #[case("ftp://example.org", Some("URL_TYPE_INVALID_SCHEME"))]
    #[case("example.org", Some("URL_TYPE_INVALID_URL"))]
    #[case("https://", Some("URL_TYPE_INVALID_URL"))]
    fn links(#[case] link: &str, #[case] code: Option<&str>) {
        let mut problems = Problems::default();
        problems.link(&Path::default(), &json!(link), &["https", "attachment"], 99);
        assert_eq!(problems.0.first().map(|problem| problem.1), code);
    }
}
