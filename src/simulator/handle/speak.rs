//! Members write, edit and delete.

use std::time::Duration;

use super::{Refusal, refuse};
use crate::simulator::Simulator;
use crate::simulator::ids::{self, ChannelId, MessageId, UserId, WebhookId};
use crate::simulator::mentions;
use crate::simulator::model::{Author, ChannelKind, Draft, permissions};
use crate::simulator::state::State;
use crate::simulator::view::Message;

/// How long the sign shows that somebody types.
const TYPING: Duration = Duration::from_secs(10);

impl Simulator {
    /// Posts a message as a member.
    ///
    /// # Panics
    ///
    /// If the member could not have posted it: they can't see the channel, or it is empty or too long.
    #[track_caller]
    pub fn say(&self, member: UserId, channel: ChannelId, text: &str) -> MessageId {
        self.try_say(member, channel, text).unwrap()
    }

    /// Posts a message as a member.
    ///
    /// # Errors
    ///
    /// If the member could not have posted it.
    pub fn try_say(&self, member: UserId, channel: ChannelId, text: &str) -> Result<MessageId, Refusal> {
        self.post(member, channel, text, None, Duration::ZERO)
    }

    /// Posts a message as a member that is `age` old when the bot hears of it, as after a long time without a connection.
    ///
    /// # Panics
    ///
    /// If the member could not have posted it.
    #[track_caller]
    pub fn say_earlier(&self, member: UserId, channel: ChannelId, text: &str, age: Duration) -> MessageId {
        self.post(member, channel, text, None, age).unwrap()
    }

    /// Posts a reply as a member; `ping` is the switch that Discord shows beside it.
    ///
    /// # Panics
    ///
    /// If the member could not have posted it.
    #[track_caller]
    pub fn reply(&self, member: UserId, channel: ChannelId, to: MessageId, text: &str, ping: bool) -> MessageId {
        self.try_reply(member, channel, to, text, ping).unwrap()
    }

    /// Posts a reply as a member; `ping` is the switch that Discord shows beside it.
    ///
    /// # Errors
    ///
    /// If the member could not have posted it.
    pub fn try_reply(
        &self,
        member: UserId,
        channel: ChannelId,
        to: MessageId,
        text: &str,
        ping: bool,
    ) -> Result<MessageId, Refusal> {
        self.post(member, channel, text, Some((to, ping)), Duration::ZERO)
    }

    fn post(
        &self,
        member: UserId,
        channel: ChannelId,
        text: &str,
        reply: Option<(MessageId, bool)>,
        age: Duration,
    ) -> Result<MessageId, Refusal> {
        self.shared.change(|state| {
            let mut draft = Draft::text(channel, Author::User(member), text.trim());
            may_post(state, member, channel, &draft.content)?;
            if let Some((to, _)) = reply {
                visible(state, member, to)?;
                if state.messages[&to].draft.channel != channel {
                    return refuse!("a reply stands in the channel of message {to}");
                }
                draft.reference = Some(to);
            }
            let ping = reply.is_some_and(|(_, ping)| ping);
            draft.mentions = mentions::of_a_member(state, &draft, member, ping);
            let id = MessageId::new(ids::earlier(state.ids.next(), age));
            state.post_as(id, draft);
            Ok(id)
        })
    }

    /// Posts a message as a webhook with this name.
    ///
    /// # Panics
    ///
    /// If the channel is a forum.
    #[track_caller]
    pub fn say_as_webhook(&self, channel: ChannelId, name: &str, text: &str) -> MessageId {
        self.shared.change(|state| {
            assert!(!state.is_forum(channel), "channel {channel} is a forum, which holds no messages of its own");
            let author = Author::Webhook { id: WebhookId::new(state.ids.next()), name: name.to_owned() };
            state.post(Draft::text(channel, author, text))
        })
    }

    /// Changes the text of a message, as its author.
    ///
    /// # Panics
    ///
    /// If there is no such message of a member.
    #[track_caller]
    pub fn edit(&self, message: MessageId, text: &str) {
        self.try_edit(message, text).unwrap();
    }

    /// Changes the text of a message, as its author.
    ///
    /// # Errors
    ///
    /// If there is no such message of a member, or the text is empty or too long.
    pub fn try_edit(&self, message: MessageId, text: &str) -> Result<(), Refusal> {
        self.shared.change(|state| {
            let Some(found) = state.message(message) else {
                return refuse!("message {message} is unknown or deleted");
            };
            let Author::User(author) = found.draft.author else {
                return refuse!("message {message} is a webhook's");
            };
            if author == state.bot {
                return refuse!("message {message} is the bot's; only the bot can edit it");
            }
            let mut draft = found.draft.clone();
            draft.content = text.trim().to_owned();
            may_post(state, author, draft.channel, &draft.content)?;
            draft.mentions = mentions::of_a_member(state, &draft, author, false);
            state.edit(message, |old| *old = draft);
            Ok(())
        })
    }

    /// Deletes a message, as its author or a moderator.
    ///
    /// # Panics
    ///
    /// If there is no such message.
    #[track_caller]
    pub fn delete(&self, message: MessageId) {
        self.shared.change(|state| {
            assert!(state.message(message).is_some(), "message {message} is unknown or deleted");
            state.delete(message);
        });
    }

    /// The message as it is now, deleted or not.
    pub fn message(&self, message: MessageId) -> Option<Message> {
        self.shared.read(|state| state.messages.get(&message).map(Message::of))
    }

    /// The messages that stand in a channel now, oldest first, without ephemeral ones.
    pub fn messages(&self, channel: ChannelId) -> Vec<Message> {
        self.list(channel, |only_for| only_for.is_none())
    }

    /// The messages that a member sees in a channel now, oldest first, with the ephemeral ones meant for them.
    pub fn messages_seen_by(&self, member: UserId, channel: ChannelId) -> Vec<Message> {
        self.list(channel, |only_for| only_for.is_none_or(|user| user == member))
    }

    /// All messages that ever stood in a channel, oldest first, with deleted and ephemeral ones.
    pub fn every_message(&self, channel: ChannelId) -> Vec<Message> {
        self.shared.read(|state| {
            let here = state.messages.values().filter(|message| message.draft.channel == channel);
            here.map(Message::of).collect()
        })
    }

    fn list(&self, channel: ChannelId, mut shown: impl FnMut(Option<UserId>) -> bool) -> Vec<Message> {
        self.shared.read(|state| {
            state
                .messages
                .values()
                .filter(|message| message.draft.channel == channel && !message.deleted)
                .filter(|message| shown(message.draft.only_for))
                .map(Message::of)
                .collect()
        })
    }
}

impl Simulator {
    /// Whether a member sees a channel.
    pub fn sees(&self, member: UserId, channel: ChannelId) -> bool {
        self.shared.read(|state| can_see(state, member, channel).is_ok())
    }

    /// Whether the bot shows in a channel that it is typing.
    pub fn is_typing(&self, channel: ChannelId) -> bool {
        self.shared.read(|state| state.typing.get(&channel).is_some_and(|since| since.elapsed() < TYPING))
    }
}

/// Whether the member can see the message.
pub(super) fn visible(state: &State, member: UserId, message: MessageId) -> Result<(), Refusal> {
    let Some(found) = state.message(message) else {
        return refuse!("message {message} is unknown or deleted");
    };
    can_see(state, member, found.draft.channel)?;
    match found.draft.only_for {
        Some(other) if other != member => {
            refuse!("message {message} is ephemeral and meant for somebody else")
        }
        _ => Ok(()),
    }
}

/// Whether the member can see the channel.
pub(super) fn can_see(state: &State, member: UserId, channel: ChannelId) -> Result<(), Refusal> {
    if !state.channels.contains_key(&channel) {
        return refuse!("there is no channel {channel}");
    }
    if state.permissions_in(member, channel) & permissions::VIEW_CHANNEL == 0 {
        return refuse!("user {member} can't see channel {channel}");
    }
    Ok(())
}

fn may_post(state: &State, member: UserId, channel: ChannelId, text: &str) -> Result<(), Refusal> {
    can_see(state, member, channel)?;
    if state.is_forum(channel) {
        return refuse!("channel {channel} is a forum, which holds no messages of its own");
    }
    postable(text)?;
    let is_thread = matches!(state.channels[&channel].kind, ChannelKind::Thread { .. });
    let needed = if is_thread { permissions::SEND_MESSAGES_IN_THREADS } else { permissions::SEND_MESSAGES };
    if state.permissions_in(member, channel) & needed == 0 {
        return refuse!("user {member} may not post in channel {channel}");
    }
    Ok(())
}

/// Whether a member's message may have this text.
pub(super) fn postable(text: &str) -> Result<(), Refusal> {
    if text.is_empty() {
        return refuse!("Discord doesn't post an empty message");
    }
    // Members without a subscription have half of what Nitro gives.
    if text.chars().count() > 2000 {
        return refuse!("Discord doesn't post a message of more than 2000 characters");
    }
    Ok(())
}
