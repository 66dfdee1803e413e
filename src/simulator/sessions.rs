//! Gateway sessions: who gets which event, and what is kept for a resume.

use std::collections::VecDeque;

use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::ids::{GuildId, MessageId, UserId};
use super::journal::Traffic;
use super::model::intents;
use super::objects;
use super::state::State;

/// How many events a session keeps for a resume.
const KEPT_EVENTS: usize = 2_000;

/// What a connection is told to do.
#[derive(Debug)]
pub(super) enum Outgoing {
    Payload(Value),
    Close(u16, &'static str),
    /// Cut the TCP connection without a close frame.
    Drop,
}

pub(super) type Socket = mpsc::UnboundedSender<Outgoing>;

/// One identified session of one shard; it outlives its connection until it is resumed or invalidated.
#[derive(Debug)]
pub(super) struct Session {
    pub id: String,
    pub shard: u64,
    pub shards: u64,
    pub intents: u64,
    pub sequence: u64,
    pub events: VecDeque<Value>,
    pub socket: Option<Socket>,
}

impl Session {
    pub(super) fn new(id: String, shard: u64, shards: u64, intents: u64, socket: Socket) -> Self {
        Self { id, shard, shards, intents, sequence: 0, events: VecDeque::new(), socket: Some(socket) }
    }

    /// Whether this shard is the one for the guild; direct messages go to shard 0.
    pub(super) fn serves(&self, guild: Option<GuildId>) -> bool {
        guild.map_or(0, |guild| (guild.get() >> 22) % self.shards) == self.shard
    }

    /// Numbers an event, keeps it, and sends it if there is a connection. Returns it if it was sent.
    pub(super) fn push(&mut self, name: &str, data: Value) -> Option<Value> {
        self.sequence += 1;
        let payload = json!({ "op": 0, "s": self.sequence, "t": name, "d": data });
        self.events.push_back(payload.clone());
        if self.events.len() > KEPT_EVENTS {
            self.events.pop_front();
        }
        let socket = self.socket.as_ref()?;
        socket.send(Outgoing::Payload(payload.clone())).ok()?;
        Some(payload)
    }

    /// The events after `sequence`; `None` if some of them are no longer kept or never were.
    pub(super) fn since(&self, sequence: u64) -> Option<Vec<Value>> {
        let oldest = self.sequence - self.events.len() as u64;
        if sequence < oldest || sequence > self.sequence {
            return None;
        }
        Some(self.events.iter().skip((sequence - oldest) as usize).cloned().collect())
    }
}

impl State {
    /// Sends an event to the sessions of the guild's shard that asked for one of the intents (0: for all).
    pub(super) fn dispatch(&mut self, name: &str, intent: u64, guild: Option<GuildId>, data: Value) {
        let bot = self.bot;
        let left = guild.and_then(|id| self.guilds.get(&id)).is_some_and(|guild| !guild.members.contains_key(&bot));
        if left && name != "GUILD_DELETE" {
            return;
        }
        let is_message = matches!(name, "MESSAGE_CREATE" | "MESSAGE_UPDATE");
        let mut sent = Vec::new();
        for session in &mut self.sessions {
            if !session.serves(guild) || (intent != 0 && session.intents & intent == 0) {
                continue;
            }
            let mut data = data.clone();
            if is_message && session.intents & intents::MESSAGE_CONTENT == 0 {
                hide_content(&mut data, bot, guild.is_none());
            }
            sent.extend(session.push(name, data));
        }
        for payload in sent {
            self.record(Traffic::ToBot(payload));
        }
    }

    /// Sends an event about a message, unless the message is ephemeral.
    pub(super) fn dispatch_message(&mut self, name: &str, id: MessageId) {
        let Some(message) = self.messages.get(&id) else {
            return;
        };
        if message.draft.only_for.is_some() || !self.bot_sees(message.draft.channel) {
            return;
        }
        let guild = self.guild_of(message.draft.channel);
        let data = objects::gateway_message(self, message);
        self.dispatch(name, objects::message_intent(guild), guild, data);
    }

    /// Ends the sessions for good: they can't be resumed.
    pub(super) fn forget_session(&mut self, id: &str) {
        self.sessions.retain(|session| session.id != id);
    }
}

/// Blanks what the Message Content intent guards, unless the message is the bot's own, a direct message, or
/// mentions the bot.
pub(super) fn hide_content(message: &mut Value, bot: UserId, direct: bool) {
    let id = bot.to_string();
    let own = message["author"]["id"] == id.as_str();
    let mentioned =
        message["mentions"].as_array().is_some_and(|users| users.iter().any(|user| user["id"] == id.as_str()));
    if !(own || mentioned || direct) {
        message["content"] = json!("");
        for list in ["embeds", "components", "attachments"] {
            message[list] = json!([]);
        }
    }
    if let Some(referenced) = message.get_mut("referenced_message")
        && referenced.is_object()
    {
        hide_content(referenced, bot, direct);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        let (socket, _) = mpsc::unbounded_channel();
        Session::new("s".into(), 1, 2, 0, socket)
    }

    #[test]
    fn a_resume_gets_the_events_after_its_number() {
        let mut session = session();
        for event in ["A", "B", "C"] {
            session.push(event, Value::Null);
        }
        let names =
            |events: Option<Vec<Value>>| events.map(|events| events.iter().map(|e| e["t"].clone()).collect::<Vec<_>>());
        assert_eq!(names(session.since(1)), Some(vec![json!("B"), json!("C")]));
        assert_eq!(names(session.since(3)), Some(vec![]));
        assert_eq!(names(session.since(4)), None, "a number from the future");
    }

    #[test]
    fn a_resume_fails_once_its_events_are_gone() {
        let mut session = session();
        for _ in 0..KEPT_EVENTS + 2 {
            session.push("A", Value::Null);
        }
        assert!(session.since(1).is_none());
        assert_eq!(session.since(2).map(|events| events.len()), Some(KEPT_EVENTS));
    }

    #[test]
    fn guilds_are_spread_over_shards() {
        let session = session();
        assert!(session.serves(Some(GuildId::new(1 << 22))));
        assert!(!session.serves(Some(GuildId::new(2 << 22))));
        assert!(!session.serves(None));
    }
}
