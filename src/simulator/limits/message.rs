//! What a message may contain.

use serde_json::{Value, json};

use super::components::message_components;
use super::embeds::embeds;
use super::{Path, Problems};
use crate::simulator::errors::ApiError;
use crate::simulator::model::flags;
use crate::simulator::rest::Upload;

/// The most files of a message, and the most bytes of each.
const MOST_FILES: usize = 10;
const LARGEST_FILE: usize = 10 << 20;

/// From where a message comes; it decides on the path of errors and on whether it may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::simulator) enum Place {
    /// A new message in a channel or as a follow-up.
    Channel,
    /// A change of a message.
    Edit,
    /// The `data` of an interaction's first answer.
    Callback,
    /// The `data` of an answer that changes the message of a component.
    CallbackEdit,
}

/// Checks the parts of a message.
pub(in crate::simulator) fn message(body: &Value, files: &[Upload], place: Place) -> Result<(), ApiError> {
    let mut problems = Problems::default();
    let root = match place {
        Place::Channel | Place::Edit => Path::default(),
        Place::Callback | Place::CallbackEdit => Path::default().key("data"),
    };
    if body.is_null() && place == Place::Callback {
        problems.required(&root);
        return problems.finish();
    }
    if !body.is_null() && !problems.object(&root, body) {
        return problems.finish();
    }
    problems.text(&root.key("content"), trimmed(&body["content"]).as_ref().unwrap_or(&body["content"]), 2000);
    problems.text(&root.key("nonce"), nonce(&body["nonce"]), 25);
    embeds(&mut problems, &root.key("embeds"), &body["embeds"]);
    let with_v2 = body["flags"].as_u64().unwrap_or(0) & flags::COMPONENTS_V2 != 0;
    message_components(&mut problems, &root.key("components"), &body["components"], with_v2);
    if with_v2 {
        no_legacy_parts(&mut problems, &root, body);
    }
    allowed_mentions(&mut problems, &root.key("allowed_mentions"), &body["allowed_mentions"]);
    attachments(&mut problems, &root.key("attachments"), &body["attachments"], files);
    problems.finish()?;
    if files.iter().any(|file| file.bytes.len() > LARGEST_FILE) {
        return Err(ApiError::entity_too_large());
    }
    let is_new = matches!(place, Place::Channel | Place::Callback);
    if is_new && files.is_empty() && is_empty(body) {
        return Err(ApiError::empty_message());
    }
    Ok(())
}

/// Discord measures a content without the blanks around it.
fn trimmed(content: &Value) -> Option<Value> {
    content.as_str().map(|text| json!(text.trim()))
}

fn nonce(nonce: &Value) -> &Value {
    // A number is as good as a text here.
    if nonce.is_number() { &Value::Null } else { nonce }
}

fn is_empty(body: &Value) -> bool {
    let blank = body["content"].as_str().is_none_or(|text| text.trim().is_empty());
    let none = |key: &str| body[key].as_array().is_none_or(Vec::is_empty);
    blank && none("embeds") && none("components") && none("sticker_ids") && body["poll"].is_null()
}

fn no_legacy_parts(problems: &mut Problems, root: &Path, body: &Value) {
    for key in ["content", "embeds", "poll", "sticker_ids"] {
        let given = match &body[key] {
            Value::Null => false,
            Value::String(text) => !text.is_empty(),
            Value::Array(list) => !list.is_empty(),
            _ => true,
        };
        if given {
            problems.add(
                &root.key(key),
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                format!("The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"),
            );
        }
    }
}

fn allowed_mentions(problems: &mut Problems, path: &Path, allowed: &Value) {
    if allowed.is_null() || !problems.object(path, allowed) {
        return;
    }
    let parse = problems.list(&path.key("parse"), &allowed["parse"]);
    for (index, parsed) in parse.iter().enumerate() {
        if !matches!(parsed.as_str(), Some("users" | "roles" | "everyone")) {
            problems.add(
                &path.key("parse").index(index),
                "BASE_TYPE_CHOICES",
                "Value must be one of ('users', 'everyone', 'roles').",
            );
        }
    }
    for kind in ["users", "roles"] {
        let listed = problems.list(&path.key(kind), &allowed[kind]);
        if listed.len() > 100 {
            problems.too_long(&path.key(kind), 100);
        }
        if !listed.is_empty() && parse.iter().any(|parsed| parsed == kind) {
            problems.add(
                path,
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                format!("parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive."),
            );
        }
    }
}

fn attachments(problems: &mut Problems, path: &Path, attachments: &Value, files: &[Upload]) {
    let named = problems.list(path, attachments);
    if named.len() > MOST_FILES || files.len() > MOST_FILES {
        problems.too_long(path, MOST_FILES);
    }
    for (index, attachment) in named.iter().enumerate() {
        let description = path.index(index).key("description");
        problems.text(&description, &attachment["description"], 1024);
    }
}

/// The error of a reply to a message that isn't there.
pub(in crate::simulator) fn unknown_reference() -> ApiError {
    one(&Path::default().key("message_reference"), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
}

/// The error of a list of messages with a bad `limit`.
pub(in crate::simulator) fn list_limit() -> ApiError {
    one(&Path::default().key("limit"), "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
}

/// The error of a forum's post without the message that it starts with.
pub(in crate::simulator) fn no_first_message() -> ApiError {
    one(&Path::default().key("message"), "BASE_TYPE_REQUIRED", "This field is required")
}

fn one(path: &Path, code: &'static str, message: &str) -> ApiError {
    let mut problems = Problems::default();
    problems.add(path, code, message);
    problems.finish().err().unwrap_or_else(ApiError::not_found)
}

/// Checks the body that starts a thread.
pub(in crate::simulator) fn thread(body: &Value) -> Result<(), ApiError> {
    let mut problems = Problems::default();
    let root = Path::default();
    problems.ranged_text(&root.key("name"), &body["name"], 1, 100);
    let archive = &body["auto_archive_duration"];
    if !archive.is_null() && !matches!(archive.as_u64(), Some(60 | 1440 | 4320 | 10080)) {
        problems.add(
            &root.key("auto_archive_duration"),
            "BASE_TYPE_CHOICES",
            "Value must be one of (60, 1440, 4320, 10080).",
        );
    }
    problems.finish()
}
