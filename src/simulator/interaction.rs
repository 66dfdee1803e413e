//! Interactions: one use of a command, button, select menu, autocomplete or modal, and how it was answered.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::ids::{ChannelId, InteractionId, MessageId, UserId};
use super::objects;
use super::state::State;

/// What kind of interaction it is; the number is Discord's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Command = 2,
    Component = 3,
    Autocomplete = 4,
    Modal = 5,
}

/// How the bot answered first.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer {
    /// Not yet.
    None,
    /// With a message; `waiting` while it only shows 'thinking'.
    Message { waiting: bool },
    /// By changing the message that the component is on; `waiting` if that is still to come.
    Update { waiting: bool },
    /// With choices for the option that is being typed.
    Choices(Vec<Value>),
    /// With a modal to fill in.
    Modal(Value),
}

#[derive(Clone, Debug)]
pub(super) struct Interaction {
    pub id: InteractionId,
    pub token: String,
    pub kind: Kind,
    pub member: UserId,
    pub channel: ChannelId,
    pub data: Value,
    /// The message that the component is on, or from whose component the modal came.
    pub source: Option<MessageId>,
    /// The interaction that opened the modal.
    pub opened_by: Option<InteractionId>,
    pub created: Instant,
    pub answer: Answer,
    /// The message that `@original` means.
    pub original: Option<MessageId>,
    pub followups: Vec<MessageId>,
    /// Whether its modal was submitted.
    pub submitted: bool,
}

impl Interaction {
    /// Whether it is too late for a first answer.
    pub(super) fn lapsed(&self, answer_within: Duration) -> bool {
        self.answer == Answer::None && self.created.elapsed() > answer_within
    }

    /// The callback types that Discord accepts for this kind of interaction.
    pub(super) fn callbacks(&self) -> &'static [u64] {
        match self.kind {
            Kind::Command => &[4, 5, 9, 10, 12],
            Kind::Component => &[4, 5, 6, 7, 9, 10, 12],
            Kind::Autocomplete => &[8],
            Kind::Modal if self.source.is_some() => &[4, 5, 6, 7, 10, 12],
            Kind::Modal => &[4, 5, 10, 12],
        }
    }

    /// The command's name, for a command.
    pub(super) fn command(&self) -> Option<&str> {
        (self.kind == Kind::Command).then(|| self.data["name"].as_str())?
    }

    /// The command's type, for a command.
    pub(super) fn command_type(&self) -> Option<u64> {
        self.command().and(self.data["type"].as_u64())
    }

    /// What a message that answers this interaction says about it.
    pub(super) fn metadata(&self, state: &State) -> Value {
        let mut json = json!({
            "id": self.id,
            "type": self.kind as u8,
            "user": objects::user(state, self.member),
            "authorizing_integration_owners": owners(state, self.channel),
        });
        if let Some(name) = self.command() {
            json["name"] = json!(name);
            json["command_type"] = self.data["type"].clone();
        }
        match self.kind {
            Kind::Component => json["interacted_message_id"] = json!(self.source),
            Kind::Modal => {
                let opener = self.opened_by.and_then(|id| state.interactions.get(&id));
                json["triggering_interaction_metadata"] = opener.map_or(Value::Null, |opener| opener.metadata(state));
            }
            Kind::Command | Kind::Autocomplete => {}
        }
        json
    }

    /// The interaction as INTERACTION_CREATE shows it.
    fn json(&self, state: &State) -> Value {
        let mut json = json!({
            "id": self.id,
            "application_id": state.bot,
            "type": self.kind as u8,
            "data": self.data,
            "channel_id": self.channel,
            "token": self.token,
            "version": 1,
            "app_permissions": objects::app_permissions(state, self.channel),
            "locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": owners(state, self.channel),
            "attachment_size_limit": 10_485_760,
        });
        if let Some(channel) = state.channels.get(&self.channel) {
            json["channel"] = objects::partial_channel(state, channel, self.member);
        }
        let guild = state.guild_of(self.channel).and_then(|id| state.guilds.get(&id));
        match guild {
            Some(guild) => {
                json["guild_id"] = json!(guild.id);
                json["guild"] = json!({ "id": guild.id, "locale": "en-US", "features": [] });
                json["guild_locale"] = json!("en-US");
                json["context"] = json!(0);
                let mut member = objects::member(state, guild, self.member).unwrap_or_default();
                let allowed = state.permissions_in(self.member, self.channel);
                member["permissions"] = json!(allowed.to_string());
                json["member"] = member;
            }
            None => {
                json["context"] = json!(1);
                json["user"] = objects::user(state, self.member);
            }
        }
        if let Some(source) = self.source.and_then(|id| state.messages.get(&id)) {
            json["message"] = objects::message(state, source);
        }
        json
    }
}

/// On whose behalf the bot is there: the guild's, or the user's own in direct messages.
fn owners(state: &State, channel: ChannelId) -> Value {
    match state.guild_of(channel) {
        Some(guild) => json!({ "0": guild }),
        None => json!({ "0": "0" }),
    }
}

impl State {
    /// Starts an interaction and sends it to the bot.
    pub(super) fn interact(
        &mut self,
        kind: Kind,
        member: UserId,
        channel: ChannelId,
        data: Value,
        source: Option<MessageId>,
        opened_by: Option<InteractionId>,
    ) -> InteractionId {
        let id = InteractionId::new(self.ids.next());
        let interaction = Interaction {
            id,
            token: format!("interaction-token-{id}"),
            kind,
            member,
            channel,
            data,
            source,
            opened_by,
            created: Instant::now(),
            answer: Answer::None,
            original: None,
            followups: Vec::new(),
            submitted: false,
        };
        let json = interaction.json(self);
        self.interactions.insert(id, interaction);
        self.dispatch("INTERACTION_CREATE", 0, self.guild_of(channel), json);
        id
    }

    pub(super) fn interaction_by_token(&self, token: &str) -> Option<&Interaction> {
        self.interactions.values().find(|interaction| interaction.token == token)
    }
}
