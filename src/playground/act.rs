//! What a person does on the page.

use super::Playground;
use super::step::Step;
use crate::simulator::{
    ChannelId, Choice, InteractionId, MessageId, Modal, OptionValue, Refusal, ResponseKind, UserId,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Something done in a channel, as somebody.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Act {
    pub member: UserId,
    pub channel: ChannelId,
    #[serde(flatten)]
    pub what: What,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(tag = "do", rename_all = "lowercase")]
pub(super) enum What {
    Say {
        text: String,
        reply_to: Option<MessageId>,
        #[serde(default)]
        ping: bool,
    },
    /// Starts a post, in a forum.
    Post {
        title: String,
        text: String,
    },
    Edit {
        message: MessageId,
        text: String,
    },
    Delete {
        message: MessageId,
    },
    /// A slash command; a subcommand is named after its command.
    Command {
        name: String,
        #[serde(default)]
        options: BTreeMap<String, Value>,
    },
    /// Types into an option that offers choices.
    Complete {
        name: String,
        #[serde(default)]
        options: BTreeMap<String, Value>,
        focused: String,
    },
    /// A command of a message's context menu.
    Menu {
        name: String,
        message: MessageId,
    },
    Press {
        message: MessageId,
        custom_id: String,
    },
    Choose {
        message: MessageId,
        custom_id: String,
        values: Vec<String>,
    },
    Submit {
        /// The interaction that opened the form.
        modal: InteractionId,
        #[serde(default)]
        values: BTreeMap<String, String>,
    },
}

/// What came of it.
#[derive(Debug, Default, Serialize)]
pub(super) struct Done {
    /// How the bot answered first.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    /// The form that it opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    modal: Option<Modal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<Vec<Choice>>,
    /// The thread of a post that was started.
    #[serde(skip_serializing_if = "Option::is_none")]
    post: Option<ChannelId>,
}

impl Playground {
    /// Does it, and waits for the bot's first answer where there is one.
    ///
    /// # Errors
    /// Discord would not have let this person do it.
    pub(super) async fn act(&self, act: &Act) -> Result<Done, Refusal> {
        if let (Some(journal), Some(step)) = (&self.journal, Step::of(self, act)) {
            journal.note(&step);
        }
        let discord = &self.discord;
        let (member, channel) = (act.member, act.channel);
        let interaction = match &act.what {
            What::Say { text, reply_to, ping } => {
                match reply_to {
                    Some(to) => discord.try_reply(member, channel, *to, text, *ping)?,
                    None => discord.try_say(member, channel, text)?,
                };
                return Ok(Done::default());
            }
            What::Post { title, text } => {
                let first = discord.try_post_in_forum(member, channel, title, text)?;
                // A post's thread has the id of its first message.
                return Ok(Done { post: Some(ChannelId::new(first.get())), ..Done::default() });
            }
            What::Edit { message, text } => {
                self.own(member, *message)?;
                discord.try_edit(*message, text)?;
                return Ok(Done::default());
            }
            What::Delete { message } => {
                self.own(member, *message)?;
                discord.delete(*message);
                return Ok(Done::default());
            }
            What::Complete { name, options, focused } => {
                let options = self.given(member, options)?;
                let choices = discord.autocomplete(member, channel, name, &options, focused).await?;
                return Ok(Done { choices: Some(choices), ..Done::default() });
            }
            What::Command { name, options } => {
                discord.run_command(member, channel, name, &self.given(member, options)?)?
            }
            What::Menu { name, message } => discord.message_command(member, channel, name, *message)?,
            What::Press { message, custom_id } => discord.press(member, *message, custom_id)?,
            What::Choose { message, custom_id, values } => {
                let values: Vec<&str> = values.iter().map(String::as_str).collect();
                discord.choose(member, *message, custom_id, &values)?
            }
            What::Submit { modal, values } => {
                let values: Vec<_> = values.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
                let form = self.modal(*modal)?;
                discord.submit(member, &form, &values).await?
            }
        };
        let waits = |kind: &ResponseKind| *kind == ResponseKind::Waiting;
        let answered = discord.wait_until_response(interaction, |response| !waits(&response.kind)).await;
        Ok(Done::with(answered.kind))
    }

    fn own(&self, member: UserId, message: MessageId) -> Result<(), Refusal> {
        match self.discord.message(message).filter(|found| !found.deleted) {
            Some(found) if found.author == Some(member) => Ok(()),
            _ => Err(Refusal::new("that is no message of yours")),
        }
    }

    fn given<'a>(
        &self,
        member: UserId,
        options: &'a BTreeMap<String, Value>,
    ) -> Result<Vec<(&'a str, OptionValue)>, Refusal> {
        options.iter().map(|(name, value)| Ok((name.as_str(), self.option(member, name, value)?))).collect()
    }

    fn option(&self, member: UserId, name: &str, value: &Value) -> Result<OptionValue, Refusal> {
        match value {
            Value::String(text) => Ok(OptionValue::from(text.as_str())),
            Value::Bool(yes) => Ok(OptionValue::from(*yes)),
            Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(whole), _) => Ok(OptionValue::from(whole)),
                (None, Some(real)) => Ok(OptionValue::from(real)),
                (None, None) => Err(Refusal::new(format!("option '{name}' has a number that is too large"))),
            },
            Value::Object(_) => {
                // Discord offers nobody a channel that they don't see.
                let channel = channel_in(value).and_then(|id| id.parse().ok());
                let seen = channel.filter(|channel| self.discord.sees(member, *channel));
                let channel = seen.ok_or_else(|| Refusal::new(format!("option '{name}' names no channel of yours")))?;
                Ok(OptionValue::Channel(channel))
            }
            _ => Err(Refusal::new(format!("option '{name}' takes a text, a number, true or false, or a channel"))),
        }
    }

    fn modal(&self, opened_by: InteractionId) -> Result<Modal, Refusal> {
        match self.discord.current_response(opened_by).map(|response| response.kind) {
            Some(ResponseKind::Modal(modal)) => Ok(modal),
            _ => Err(Refusal::new("that form isn't open")),
        }
    }
}

impl Done {
    fn with(kind: ResponseKind) -> Self {
        let (name, modal) = match kind {
            ResponseKind::Waiting | ResponseKind::TooLate => ("too_late", None),
            ResponseKind::Deferred => ("deferred", None),
            ResponseKind::Message => ("message", None),
            ResponseKind::Acknowledged => ("acknowledged", None),
            ResponseKind::Update => ("update", None),
            ResponseKind::Choices(_) => ("choices", None),
            ResponseKind::Modal(modal) => ("modal", Some(modal)),
        };
        Done { kind: Some(name), modal, ..Done::default() }
    }
}

/// The id or the name in an option's value for a channel, `{"channel": …}`.
pub(super) fn channel_in(value: &Value) -> Option<&str> {
    value.get("channel")?.as_str()
}

/// A channel as an option's value.
pub(super) fn channel_value(channel: &str) -> Value {
    json!({ "channel": channel })
}
