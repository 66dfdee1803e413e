//! Messages in channels: posting, reading, editing, deleting, reacting.

use std::cmp::Reverse;

use axum::http::Method;
use serde_json::{Value, json};

use super::world::{allowed, start_thread, visible_channel};
use super::{Answer, Call, Reply, Upload, id};
use crate::simulator::errors::ApiError;
use crate::simulator::ids::{ChannelId, MessageId};
use crate::simulator::limits;
use crate::simulator::model::{Author, ChannelKind, Draft, StoredMessage, flags, intents, permissions};
use crate::simulator::sessions::hide_content;
use crate::simulator::state::State;
use crate::simulator::{mentions, objects};

/// The flags that a bot may set on its message in a channel.
const CHANNEL_FLAGS: u64 = flags::SUPPRESS_EMBEDS | flags::SUPPRESS_NOTIFICATIONS | flags::COMPONENTS_V2;

pub(super) fn answer(state: &mut State, call: &Call, channel: &str, rest: &[&str]) -> Answer {
    let channel = visible_channel(state, channel)?;
    match (&call.method, rest) {
        (&Method::POST, []) => create(state, call, channel),
        (&Method::GET, []) => list(state, call, channel),
        (&Method::GET, [message]) => {
            allowed(state, channel, permissions::READ_MESSAGE_HISTORY)?;
            let message = public_message(state, channel, message)?;
            Reply::ok(as_the_bot_sees(state, message))
        }
        (&Method::PATCH, [message]) => {
            let found = public_message(state, channel, message)?;
            if found.draft.author != Author::User(state.bot) {
                return Err(ApiError::not_the_author());
            }
            let message = found.id;
            edit(state, call, message)?;
            show(state, message)
        }
        (&Method::DELETE, [message]) => {
            let found = public_message(state, channel, message)?;
            if found.draft.author != Author::User(state.bot) {
                allowed(state, channel, permissions::MANAGE_MESSAGES)?;
            }
            let message = found.id;
            state.delete(message);
            Ok(Reply::Empty)
        }
        (&Method::POST, [message, "threads"]) => {
            let message = public_message(state, channel, message)?.id;
            start_thread(state, channel, Some(message), &call.body)
        }
        (&Method::PUT | &Method::DELETE, [message, "reactions", _, "@me"]) => {
            public_message(state, channel, message)?;
            if call.method == Method::PUT {
                allowed(state, channel, permissions::ADD_REACTIONS)?;
            }
            Ok(Reply::Empty)
        }
        (_, [] | [_]) => Err(ApiError::method_not_allowed()),
        _ => Err(ApiError::not_found()),
    }
}

/// The message, if it is in the channel and everybody there can see it.
fn public_message<'a>(state: &'a State, channel: ChannelId, segment: &str) -> Result<&'a StoredMessage, ApiError> {
    let message: MessageId = id(segment, ApiError::unknown_message)?;
    state
        .message(message)
        .filter(|message| message.draft.channel == channel && message.draft.only_for.is_none())
        .ok_or_else(ApiError::unknown_message)
}

fn list(state: &State, call: &Call, channel: ChannelId) -> Answer {
    let limit = match call.parameter("limit") {
        None => 50,
        Some(text) => text.parse().ok().filter(|limit| (1..=100).contains(limit)).ok_or_else(limits::list_limit)?,
    };
    // Without the history Discord shows an empty list rather than an error.
    if allowed(state, channel, permissions::READ_MESSAGE_HISTORY).is_err() {
        return Reply::ok(json!([]));
    }
    let bound = |key| call.parameter(key).and_then(|text| text.parse::<u64>().ok());
    let (before, after, around) = (bound("before"), bound("after"), bound("around"));
    let mut found: Vec<&StoredMessage> = state
        .messages
        .values()
        .filter(|message| !message.deleted && message.draft.only_for.is_none())
        .filter(|message| message.draft.channel == channel)
        .filter(|message| before.is_none_or(|before| message.id.get() < before))
        .filter(|message| after.is_none_or(|after| message.id.get() > after))
        .collect();
    if let Some(around) = around {
        // Half of the window comes before the message in the middle, counted, not by time.
        let middle = found.partition_point(|message| message.id.get() < around);
        found.drain(..middle.saturating_sub(limit / 2));
    } else if after.is_none() {
        found.reverse();
    }
    found.truncate(limit);
    // The newest comes first, whatever was asked for.
    found.sort_by_key(|message| Reverse(message.id));
    let messages: Vec<Value> = found.into_iter().map(|message| as_the_bot_sees(state, message)).collect();
    Reply::ok(json!(messages))
}

/// A message as REST shows it to the bot: if the portal does not allow Message Content, without its content.
fn as_the_bot_sees(state: &State, message: &StoredMessage) -> Value {
    let mut json = objects::message(state, message);
    if state.faults.refused_intents & intents::MESSAGE_CONTENT != 0 {
        let direct = state.guild_of(message.draft.channel).is_none();
        hide_content(&mut json, state.bot, direct);
    }
    json
}

/// The answer that shows a message of the bot.
pub(super) fn show(state: &State, message: MessageId) -> Answer {
    let message = state.message(message).ok_or_else(ApiError::unknown_message)?;
    Reply::ok(objects::message(state, message))
}

fn create(state: &mut State, call: &Call, channel: ChannelId) -> Answer {
    let body = &call.body;
    limits::message(body, &call.files, limits::Place::Channel)?;
    if state.is_forum(channel) {
        return Err(ApiError::not_a_text_channel());
    }
    allowed(state, channel, permissions::SEND_MESSAGES)?;
    if has_items(&body["embeds"]) {
        allowed(state, channel, permissions::EMBED_LINKS)?;
    }
    if !call.files.is_empty() {
        allowed(state, channel, permissions::ATTACH_FILES)?;
    }
    if let ChannelKind::Dm { with } = state.channels[&channel].kind
        && state.users.get(&with).is_some_and(|user| user.refuses_dms)
    {
        return Err(ApiError::refuses_dms());
    }
    if body["enforce_nonce"] == true
        && let Some(message) = sent_before(state, channel, &body["nonce"])
    {
        return show(state, message);
    }
    let author = Author::User(state.bot);
    let mut draft = Draft::text(channel, author, "");
    draft.reference = reference(state, channel, &body["message_reference"])?;
    draft.flags = body["flags"].as_u64().unwrap_or(0) & CHANNEL_FLAGS;
    draft.nonce = body.get("nonce").filter(|nonce| !nonce.is_null()).cloned();
    fill(state, &mut draft, call, body);
    let message = state.post(draft);
    show(state, message)
}

/// The bot's message that was sent with this nonce.
fn sent_before(state: &State, channel: ChannelId, nonce: &Value) -> Option<MessageId> {
    let same = |message: &&StoredMessage| {
        message.draft.author == Author::User(state.bot)
            && message.draft.channel == channel
            && message.draft.nonce.as_ref() == Some(nonce)
            && !message.deleted
    };
    state.messages.values().rev().find(same).map(|message| message.id)
}

/// The message that a reply refers to; `None` if it is gone and that is said to be no matter.
fn reference(state: &State, channel: ChannelId, reference: &Value) -> Result<Option<MessageId>, ApiError> {
    if reference.is_null() {
        return Ok(None);
    }
    if allowed(state, channel, permissions::READ_MESSAGE_HISTORY).is_err() {
        return Err(ApiError::no_history());
    }
    let wanted = number(&reference["message_id"]).map(MessageId::new);
    let found = wanted
        .and_then(|message| state.message(message))
        .filter(|message| message.draft.channel == channel && message.draft.only_for.is_none());
    match found {
        Some(message) => Ok(Some(message.id)),
        None if reference["fail_if_not_exists"] == false => Ok(None),
        None => Err(limits::unknown_reference()),
    }
}

/// Puts the parts that `body` has into the message; parts that it doesn't name stay as they are.
pub(super) fn fill(state: &mut State, draft: &mut Draft, call: &Call, body: &Value) {
    if let Some(content) = body.get("content") {
        // Discord trims what is posted.
        draft.content = content.as_str().unwrap_or_default().trim().to_owned();
    }
    if body.get("content").is_some() || body.get("allowed_mentions").is_some() {
        draft.mentions = mentions::of_the_bot(state, draft, body.get("allowed_mentions"));
    }
    if let Some(components) = body.get("components") {
        draft.components = components.as_array().cloned().unwrap_or_default();
    }
    if let Some(kept) = body.get("attachments").and_then(Value::as_array) {
        // In an edit this list names the attachments that stay.
        let ids: Vec<u64> = kept.iter().filter_map(|kept| number(&kept["id"])).collect();
        draft.attachments.retain(|old| number(&old["id"]).is_some_and(|id| ids.contains(&id)));
    }
    let uploaded: Vec<Value> =
        call.files.iter().map(|file| upload(state, draft.channel, file, &body["attachments"])).collect();
    draft.attachments.extend(uploaded);
    if let Some(embeds) = body.get("embeds") {
        draft.embeds = embeds.as_array().cloned().unwrap_or_default();
        for embed in &mut draft.embeds {
            finish_embed(embed, &mut draft.attachments);
        }
    }
}

/// Completes an embed as Discord does: its type, its fields' layout, and the files it shows.
fn finish_embed(embed: &mut Value, attachments: &mut Vec<Value>) {
    embed["type"] = json!("rich");
    if let Some(fields) = embed.get_mut("fields").and_then(Value::as_array_mut) {
        for field in fields {
            if field.get("inline").is_none() {
                field["inline"] = json!(false);
            }
        }
    }
    for (part, key) in [("image", "url"), ("thumbnail", "url"), ("footer", "icon_url"), ("author", "icon_url")] {
        let Some(part) = embed.get_mut(part) else {
            continue;
        };
        let Some(name) = part[key].as_str().and_then(|link| link.strip_prefix("attachment://")) else {
            continue;
        };
        if let Some(index) = attachments.iter().position(|file| file["filename"] == name) {
            // A file that an embed shows is no longer listed beside it.
            let file = attachments.remove(index);
            part[key] = file["url"].clone();
            if let Some(description) = file.get("description") {
                part["description"] = description.clone();
            }
        }
    }
}

fn upload(state: &mut State, channel: ChannelId, file: &Upload, named: &Value) -> Value {
    let id = state.ids.next();
    let key = format!("{channel}/{id}/{}", file.name);
    let url = format!("{}/attachments/{key}", state.base_url);
    // The entry of the same index in `attachments` may carry a description.
    let index = file.field.trim_start_matches("files[").trim_end_matches(']');
    let description = named.as_array().and_then(|named| {
        let entry = named.iter().find(|entry| number(&entry["id"]) == index.parse().ok())?;
        entry.get("description").cloned()
    });
    let mut json = json!({
        "id": id.to_string(),
        "filename": file.name,
        "size": file.bytes.len(),
        "url": url,
        "proxy_url": url,
        "content_type": file.content_type,
    });
    if let Some(description) = description {
        json["description"] = description;
    }
    state.uploads.insert(key, (file.content_type.clone(), file.bytes.clone()));
    json
}

/// Edits a message of the bot.
pub(super) fn edit(state: &mut State, call: &Call, message: MessageId) -> Result<(), ApiError> {
    edit_with(state, call, &call.body, message)
}

/// Edits a message of the bot with a part of the request's body.
pub(super) fn edit_with(state: &mut State, call: &Call, body: &Value, message: MessageId) -> Result<(), ApiError> {
    limits::message(body, &call.files, limits::Place::Edit)?;
    let found = state.message(message).ok_or_else(ApiError::unknown_message)?;
    let mut draft = found.draft.clone();
    fill(state, &mut draft, call, body);
    if let Some(wanted) = body["flags"].as_u64() {
        let changeable = flags::SUPPRESS_EMBEDS | flags::COMPONENTS_V2;
        draft.flags = draft.flags & !changeable | wanted & changeable;
    }
    let empty = draft.content.is_empty()
        && draft.embeds.is_empty()
        && draft.components.is_empty()
        && draft.attachments.is_empty();
    if empty {
        return Err(ApiError::empty_message());
    }
    state.edit(message, |old| {
        draft.flags &= !flags::LOADING;
        *old = draft;
    });
    Ok(())
}

pub(super) fn has_items(list: &Value) -> bool {
    list.as_array().is_some_and(|list| !list.is_empty())
}

/// An id that is written as a string or as a number.
fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}
