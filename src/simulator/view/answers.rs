//! How the bot answered: choices, modals, messages.

use serde::Serialize;
use serde_json::Value;

use super::{Message, leaves, text};
use crate::simulator::ids::{InteractionId, MessageId};
use crate::simulator::interaction::{self, Interaction};
use crate::simulator::state::State;

/// A choice that the bot offers while an option is typed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// What the member sees.
    pub name: String,
    /// What the bot gets: a text or a number.
    pub value: Value,
}

/// A modal that waits for a member to fill it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Modal {
    /// The interaction that opened it; `Simulator::submit` takes it.
    pub opened_by: InteractionId,
    /// What tells the bot which modal it is.
    pub custom_id: String,
    /// The heading.
    pub title: String,
    /// The text fields from top to bottom.
    pub inputs: Vec<ModalInput>,
}

/// A text field of a modal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct ModalInput {
    pub custom_id: String,
    pub label: String,
    pub placeholder: String,
    /// The text that it holds from the start.
    pub value: String,
    pub required: bool,
    /// Lengths in characters.
    pub least: u64,
    pub most: u64,
    /// Whether it has several lines.
    pub paragraph: bool,
}

impl Modal {
    pub(in crate::simulator) fn of(opened_by: InteractionId, json: &Value) -> Self {
        let rows = json["components"].as_array().map(Vec::as_slice).unwrap_or_default();
        Self {
            opened_by,
            custom_id: text(&json["custom_id"]),
            title: text(&json["title"]),
            inputs: leaves(rows).into_iter().map(ModalInput::of).collect(),
        }
    }
}

impl ModalInput {
    fn of(json: &Value) -> Self {
        Self {
            custom_id: text(&json["custom_id"]),
            label: text(&json["label"]),
            placeholder: text(&json["placeholder"]),
            value: text(&json["value"]),
            // Discord requires a field unless told otherwise.
            required: json["required"] != false,
            least: json["min_length"].as_u64().unwrap_or(0),
            most: json["max_length"].as_u64().unwrap_or(4000),
            paragraph: json["style"] == 2,
        }
    }
}

/// How the bot answered an interaction.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// Which interaction.
    pub interaction: InteractionId,
    /// What kind of answer it is.
    pub kind: ResponseKind,
    /// The original response: the answer, or the message that was changed by it.
    pub message: Option<Message>,
    /// The further messages, in order.
    pub followups: Vec<Message>,
}

/// What kind of answer an interaction got.
#[derive(Clone, Debug, PartialEq)]
pub enum ResponseKind {
    /// None yet.
    Waiting,
    /// None in time: the member sees 'The application did not respond'.
    TooLate,
    /// 'Thinking', and the message is still to come.
    Deferred,
    /// A message.
    Message,
    /// Accepted without a word; the message with the component may change later.
    Acknowledged,
    /// The message with the component was changed.
    Update,
    /// Choices for an option.
    Choices(Vec<Choice>),
    /// A modal.
    Modal(Modal),
}

impl Response {
    pub(in crate::simulator) fn of(state: &State, interaction: &Interaction, too_late: bool) -> Self {
        use interaction::Answer;
        let kind = match &interaction.answer {
            Answer::None if too_late => ResponseKind::TooLate,
            Answer::None => ResponseKind::Waiting,
            Answer::Message { waiting: true } => ResponseKind::Deferred,
            Answer::Message { waiting: false } => ResponseKind::Message,
            Answer::Update { waiting: true } => ResponseKind::Acknowledged,
            Answer::Update { waiting: false } => ResponseKind::Update,
            Answer::Choices(choices) => ResponseKind::Choices(
                choices
                    .iter()
                    .map(|choice| Choice { name: text(&choice["name"]), value: choice["value"].clone() })
                    .collect(),
            ),
            Answer::Modal(json) => ResponseKind::Modal(Modal::of(interaction.id, json)),
        };
        let message = |id: &MessageId| state.messages.get(id).map(Message::of);
        Self {
            interaction: interaction.id,
            kind,
            message: interaction.original.as_ref().and_then(message),
            followups: interaction.followups.iter().filter_map(message).collect(),
        }
    }
}
