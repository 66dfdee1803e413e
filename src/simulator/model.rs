//! What the simulated Discord holds: users, guilds, channels and messages.

use std::collections::BTreeMap;

use serde_json::Value;

use super::ids::{ChannelId, GuildId, InteractionId, MessageId, RoleId, UserId, WebhookId};

/// Discord's permission bits, as far as the simulator looks at them.
pub mod permissions {
    /// May add reactions.
    pub const ADD_REACTIONS: u64 = 1 << 6;
    /// Has every permission.
    pub const ADMINISTRATOR: u64 = 1 << 3;
    /// May change the guild's settings.
    pub const MANAGE_GUILD: u64 = 1 << 5;
    /// May see the channel at all.
    pub const VIEW_CHANNEL: u64 = 1 << 10;
    /// May post in a channel, and start posts in a forum.
    pub const SEND_MESSAGES: u64 = 1 << 11;
    /// May delete what others wrote.
    pub const MANAGE_MESSAGES: u64 = 1 << 13;
    /// May post embeds.
    pub const EMBED_LINKS: u64 = 1 << 14;
    /// May post files.
    pub const ATTACH_FILES: u64 = 1 << 15;
    /// May read what was posted earlier; needed to reply.
    pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
    /// May ping everyone.
    pub const MENTION_EVERYONE: u64 = 1 << 17;
    /// May use slash commands and context menus.
    pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
    /// May start a thread.
    pub const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
    /// May post in a thread.
    pub const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;

    /// What everybody may do in a new guild.
    pub const EVERYONE: u64 = ADD_REACTIONS
        | VIEW_CHANNEL
        | SEND_MESSAGES
        | EMBED_LINKS
        | ATTACH_FILES
        | READ_MESSAGE_HISTORY
        | MENTION_EVERYONE
        | USE_APPLICATION_COMMANDS
        | CREATE_PUBLIC_THREADS
        | SEND_MESSAGES_IN_THREADS;
}

/// Gateway intent bits, as far as the simulator looks at them.
pub mod intents {
    /// Guilds, channels, threads and roles.
    pub const GUILDS: u64 = 1;
    /// Members joining, leaving and changing. Privileged.
    pub const GUILD_MEMBERS: u64 = 1 << 1;
    /// Messages in guilds.
    pub const GUILD_MESSAGES: u64 = 1 << 9;
    /// Messages in direct-message channels.
    pub const DIRECT_MESSAGES: u64 = 1 << 12;
    /// The content of messages that don't address the bot. Privileged.
    pub const MESSAGE_CONTENT: u64 = 1 << 15;
}

/// Bits of a message's `flags`.
pub(super) mod flags {
    pub const SUPPRESS_EMBEDS: u64 = 1 << 2;
    pub const EPHEMERAL: u64 = 1 << 6;
    pub const LOADING: u64 = 1 << 7;
    pub const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
    pub const COMPONENTS_V2: u64 = 1 << 15;
}

#[derive(Debug)]
pub(super) struct User {
    pub name: String,
    pub bot: bool,
    /// Whether the person has closed their direct messages to the bot.
    pub refuses_dms: bool,
}

#[derive(Debug)]
pub(super) struct Role {
    pub id: RoleId,
    pub name: String,
    pub permissions: u64,
    /// Whose role it is, for the one that Discord gives a bot when it joins.
    pub of_bot: Option<UserId>,
}

#[derive(Debug)]
pub(super) struct Membership {
    pub roles: Vec<RoleId>,
    pub joined_at: String,
}

#[derive(Debug)]
pub(super) struct Guild {
    pub id: GuildId,
    pub name: String,
    pub owner: UserId,
    /// The first one is `@everyone`, whose id is the guild's.
    pub roles: Vec<Role>,
    pub members: BTreeMap<UserId, Membership>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChannelKind {
    Text,
    /// Holds threads, which are its posts, and no messages of its own.
    Forum,
    Thread {
        parent: ChannelId,
        owner: UserId,
    },
    Dm {
        with: UserId,
    },
}

#[derive(Debug)]
pub(super) struct Channel {
    pub id: ChannelId,
    pub guild: Option<GuildId>,
    pub name: String,
    pub kind: ChannelKind,
    /// Permissions taken from the bot in this channel.
    pub denied_to_bot: u64,
    pub created: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Author {
    User(UserId),
    Webhook { id: WebhookId, name: String },
}

/// Whom a message pings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// The users who are pinged, by name in the text or as the author replied to.
    pub users: Vec<UserId>,
    /// The roles that are pinged.
    pub roles: Vec<RoleId>,
    /// Whether `@everyone` or `@here` pings.
    pub everyone: bool,
}

impl Mentions {
    /// Whether nobody is pinged.
    pub fn is_empty(&self) -> bool {
        self.users.is_empty() && self.roles.is_empty() && !self.everyone
    }
}

/// What is needed to post a message.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub channel: ChannelId,
    pub author: Author,
    pub content: String,
    pub embeds: Vec<Value>,
    pub components: Vec<Value>,
    pub attachments: Vec<Value>,
    pub flags: u64,
    pub reference: Option<MessageId>,
    pub mentions: Mentions,
    pub interaction: Option<InteractionId>,
    /// The one person who sees it, if it is ephemeral.
    pub only_for: Option<UserId>,
    pub nonce: Option<Value>,
}

impl Draft {
    pub(super) fn text(channel: ChannelId, author: Author, content: &str) -> Self {
        Self {
            channel,
            author,
            content: content.to_owned(),
            embeds: Vec::new(),
            components: Vec::new(),
            attachments: Vec::new(),
            flags: 0,
            reference: None,
            mentions: Mentions::default(),
            interaction: None,
            only_for: None,
            nonce: None,
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct StoredMessage {
    pub id: MessageId,
    pub draft: Draft,
    pub created: String,
    pub edited: Option<String>,
    /// Deleted messages are kept, so that a test can tell 'deleted' from 'never there'.
    pub deleted: bool,
    /// Whether `next_message` has handed it out.
    pub taken: bool,
}
