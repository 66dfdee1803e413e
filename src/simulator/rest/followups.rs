//! What a bot does with an interaction's token after its first answer.

use axum::http::Method;

use super::messages::{edit, show};
use super::{Answer, Call, Reply, id, interactions};
use crate::simulator::SimulatorOptions;
use crate::simulator::errors::ApiError;
use crate::simulator::ids::MessageId;
use crate::simulator::interaction::{self, Interaction};
use crate::simulator::limits;
use crate::simulator::state::State;

pub(super) fn answer(state: &mut State, options: &SimulatorOptions, call: &Call) -> Answer {
    let segments = call.segments();
    let ["webhooks", application, token, rest @ ..] = segments.as_slice() else {
        return Err(ApiError::not_found());
    };
    let found = state
        .interaction_by_token(token)
        .filter(|_| *application == state.bot.to_string())
        .ok_or_else(ApiError::unknown_webhook)?;
    if found.created.elapsed() > options.token_lifetime {
        return Err(ApiError::invalid_webhook_token());
    }
    // Before the first answer, and for autocomplete, there is no webhook.
    if matches!(found.answer, interaction::Answer::None | interaction::Answer::Choices(_)) {
        return Err(ApiError::unknown_webhook());
    }
    let found = found.clone();
    match (&call.method, rest) {
        (&Method::POST, []) => create(state, call, &found),
        (&Method::GET, ["messages", message]) => show(state, message_of(state, &found, message)?),
        (&Method::PATCH, ["messages", message]) => {
            let target = message_of(state, &found, message)?;
            edit(state, call, target)?;
            if found.original == Some(target) {
                settle(state, &found);
            }
            show(state, target)
        }
        (&Method::DELETE, ["messages", message]) => {
            let target = message_of(state, &found, message)?;
            state.delete(target);
            Ok(Reply::Empty)
        }
        _ => Err(ApiError::method_not_allowed()),
    }
}

/// The message that the path names, if it belongs to the interaction.
fn message_of(state: &State, found: &Interaction, segment: &str) -> Result<MessageId, ApiError> {
    let message = match segment {
        "@original" => found.original.ok_or_else(ApiError::unknown_message)?,
        other => {
            let message: MessageId = id(other, ApiError::unknown_message)?;
            if found.original != Some(message) && !found.followups.contains(&message) {
                return Err(ApiError::unknown_message());
            }
            message
        }
    };
    state.message(message).map(|message| message.id).ok_or_else(ApiError::unknown_message)
}

fn create(state: &mut State, call: &Call, found: &Interaction) -> Answer {
    limits::message(&call.body, &call.files, limits::Place::Channel)?;
    // The first follow-up after a deferred answer takes the answer's place, and its being ephemeral or not.
    if let (interaction::Answer::Message { waiting: true }, Some(original)) = (&found.answer, found.original)
        && state.message(original).is_some()
    {
        edit(state, call, original)?;
        settle(state, found);
        return show(state, original);
    }
    let message = interactions::post(state, call, found, &call.body, 0);
    if let Some(stored) = state.interactions.get_mut(&found.id) {
        stored.followups.push(message);
    }
    show(state, message)
}

/// The deferred answer has come.
fn settle(state: &mut State, found: &Interaction) {
    if let Some(stored) = state.interactions.get_mut(&found.id)
        && let interaction::Answer::Message { waiting } | interaction::Answer::Update { waiting } = &mut stored.answer
    {
        *waiting = false;
    }
}
