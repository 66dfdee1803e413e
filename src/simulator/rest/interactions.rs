//! The first answer to an interaction.

use axum::http::Method;
use serde_json::{Value, json};

use super::messages::{edit_with, fill};
use super::{Answer, Call, Reply, id};
use crate::simulator::SimulatorOptions;
use crate::simulator::errors::ApiError;
use crate::simulator::ids::{InteractionId, MessageId};
use crate::simulator::interaction::{self, Interaction};
use crate::simulator::model::{Author, Draft, flags};
use crate::simulator::state::State;
use crate::simulator::{limits, objects};

/// The flags that a bot may set on a message that answers an interaction.
const ANSWER_FLAGS: u64 =
    flags::SUPPRESS_EMBEDS | flags::EPHEMERAL | flags::SUPPRESS_NOTIFICATIONS | flags::COMPONENTS_V2;

pub(super) fn callback(
    state: &mut State,
    options: &SimulatorOptions,
    call: &Call,
    interaction: &str,
    token: &str,
) -> Answer {
    if call.method != Method::POST {
        return Err(ApiError::method_not_allowed());
    }
    let interaction: InteractionId = id(interaction, ApiError::unknown_interaction)?;
    let found = state
        .interactions
        .get(&interaction)
        .filter(|found| found.token == token)
        .ok_or_else(ApiError::unknown_interaction)?;
    if found.lapsed(options.answer_within) {
        return Err(ApiError::unknown_interaction());
    }
    if found.answer != interaction::Answer::None {
        return Err(ApiError::already_acknowledged());
    }
    let found = found.clone();
    limits::callback(&call.body, found.callbacks())?;
    let data = call.body.get("data").cloned().unwrap_or(Value::Null);
    let kind = call.body["type"].as_u64().unwrap_or(0);
    let (answer, original) = first_answer(state, call, &found, kind, &data)?;
    if let Some(stored) = state.interactions.get_mut(&interaction) {
        stored.answer = answer;
        stored.original = original;
    }
    if call.parameter("with_response") != Some("true") {
        return Ok(Reply::Empty);
    }
    let mut resource = json!({ "type": kind });
    if let Some(message) = original.and_then(|message| state.message(message)) {
        resource["message"] = objects::message(state, message);
    }
    Reply::ok(json!({
        "interaction": {
            "id": interaction,
            "type": found.kind as u8,
            "response_message_id": original,
            "response_message_loading": kind == 5,
            "response_message_ephemeral": data["flags"].as_u64().unwrap_or(0) & flags::EPHEMERAL != 0,
        },
        "resource": resource,
    }))
}

fn first_answer(
    state: &mut State,
    call: &Call,
    found: &Interaction,
    kind: u64,
    data: &Value,
) -> Result<(interaction::Answer, Option<MessageId>), ApiError> {
    use interaction::Answer;
    Ok(match kind {
        4 => {
            limits::message(data, &call.files, limits::Place::Callback)?;
            let message = post(state, call, found, data, 0);
            (Answer::Message { waiting: false }, Some(message))
        }
        5 => {
            let message = post(state, call, found, &json!({ "flags": data["flags"] }), flags::LOADING);
            (Answer::Message { waiting: true }, Some(message))
        }
        6 => (Answer::Update { waiting: true }, found.source),
        7 => {
            limits::message(data, &call.files, limits::Place::CallbackEdit)?;
            let source = found.source.ok_or_else(ApiError::unknown_message)?;
            if !data.is_null() {
                edit_with(state, call, data, source)?;
            }
            (Answer::Update { waiting: false }, Some(source))
        }
        8 => {
            limits::choices(data, &found.data)?;
            let choices = data["choices"].as_array().cloned().unwrap_or_default();
            (Answer::Choices(choices), None)
        }
        9 => {
            limits::modal(data)?;
            (Answer::Modal(data.clone()), None)
        }
        _ => (Answer::Message { waiting: false }, None),
    })
}

/// Posts a message that belongs to the interaction.
pub(super) fn post(state: &mut State, call: &Call, found: &Interaction, data: &Value, more_flags: u64) -> MessageId {
    let mut draft = Draft::text(found.channel, Author::User(state.bot), "");
    draft.flags = data["flags"].as_u64().unwrap_or(0) & ANSWER_FLAGS | more_flags;
    draft.interaction = Some(found.id);
    draft.only_for = (draft.flags & flags::EPHEMERAL != 0).then_some(found.member);
    // What a button brought about refers to the message that the button is on.
    draft.reference = found.source;
    fill(state, &mut draft, call, data);
    let message = state.post(draft);
    // Answers to interactions are waited for by interaction, not by channel.
    if let Some(stored) = state.messages.get_mut(&message) {
        stored.taken = true;
    }
    message
}
