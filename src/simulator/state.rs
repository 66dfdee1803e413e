//! The one state that REST, gateway and handle share, and the lock around it.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::watch;

use super::faults::Faults;
use super::ids::{ChannelId, CommandId, GuildId, InteractionId, MessageId, Snowflakes, UserId};
use super::interaction::Interaction;
use super::journal::{Entry, Traffic};
use super::model::{Author, Channel, ChannelKind, Draft, Guild, StoredMessage, User, flags, permissions};
use super::rates::Rates;
use super::sessions::Session;
use super::{SimulatorOptions, ids, objects};

/// The most entries of the journal.
const LONGEST_JOURNAL: usize = 20_000;

/// The state and the signal that it changed.
#[derive(Debug)]
pub(super) struct Shared {
    /// Held for the few steps of one request or event, never across an await, so that every request sees
    /// whole events and none can deadlock.
    state: Mutex<State>,
    /// Counts the changes; waiting tests listen to it instead of polling.
    changes: watch::Sender<u64>,
    pub options: SimulatorOptions,
    pub port: u16,
}

impl Shared {
    pub(super) fn new(options: SimulatorOptions, port: u16) -> Self {
        Self { state: Mutex::new(State::new(&options, port)), changes: watch::Sender::new(0), options, port }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic in a test's predicate must not turn every later request into a second panic.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the state.
    pub(super) fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.lock())
    }

    /// Changes the state and tells those who wait.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.lock());
        self.changes.send_modify(|count| *count += 1);
        result
    }

    /// Changes what only concerns those who wait, so that nobody need be told.
    pub(super) fn note<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.lock())
    }

    /// Tries `find` now and after every change, until it finds something or `timeout` is over. The lock is not held
    /// around `find`, so that a test's predicate may itself use the handle.
    pub(super) async fn wait_for<T>(&self, timeout: Duration, mut find: impl FnMut(&Self) -> Option<T>) -> Option<T> {
        let deadline = tokio::time::Instant::now() + timeout;
        let mut changes = self.changes.subscribe();
        loop {
            if let Some(found) = find(self) {
                return Some(found);
            }
            // The sender lives as long as `self`, so an error can only be the deadline.
            tokio::time::timeout_at(deadline, changes.changed()).await.ok()?.ok()?;
        }
    }

    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    pub(super) fn gateway_url(&self) -> String {
        format!("ws://127.0.0.1:{}/gateway-socket", self.port)
    }
}

/// A registered command.
#[derive(Clone, Debug)]
pub(super) struct Command {
    pub id: CommandId,
    pub guild: Option<GuildId>,
    pub json: Value,
}

#[derive(Debug)]
pub(super) struct State {
    pub ids: Snowflakes,
    pub bot: UserId,
    pub base_url: String,
    pub users: BTreeMap<UserId, User>,
    pub guilds: BTreeMap<GuildId, Guild>,
    pub channels: BTreeMap<ChannelId, Channel>,
    pub messages: BTreeMap<MessageId, StoredMessage>,
    /// Since when the bot types in a channel; a message of its own ends that.
    pub typing: BTreeMap<ChannelId, Instant>,
    pub commands: Vec<Command>,
    /// Whether the bot has registered its commands, even if there are none.
    pub registered: bool,
    pub interactions: BTreeMap<InteractionId, Interaction>,
    /// Uploaded files by the path under which they can be fetched.
    pub uploads: BTreeMap<String, (String, Vec<u8>)>,
    pub sessions: Vec<Session>,
    pub last_identify: Option<Instant>,
    pub faults: Faults,
    pub journal: Vec<Entry>,
    /// How many entries were let go.
    pub forgotten: usize,
    /// When the requests of the last second arrived, for the global rate limit.
    pub recent: std::collections::VecDeque<Instant>,
    /// How much of each route's own rate limit is used.
    pub rates: Rates,
    started: Instant,
}

impl State {
    fn new(options: &SimulatorOptions, port: u16) -> Self {
        let mut ids = Snowflakes::default();
        let bot = UserId::new(ids.next());
        let user = User { name: options.bot_name.clone(), bot: true, refuses_dms: false };
        Self {
            ids,
            bot,
            base_url: format!("http://127.0.0.1:{port}"),
            users: BTreeMap::from([(bot, user)]),
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            messages: BTreeMap::new(),
            typing: BTreeMap::new(),
            commands: Vec::new(),
            registered: false,
            interactions: BTreeMap::new(),
            uploads: BTreeMap::new(),
            sessions: Vec::new(),
            last_identify: None,
            faults: Faults::default(),
            journal: Vec::new(),
            forgotten: 0,
            recent: std::collections::VecDeque::new(),
            rates: Rates::default(),
            started: Instant::now(),
        }
    }

    pub(super) fn record(&mut self, traffic: Traffic) {
        // The playground may run for days; the older half of a full journal is let go at once, because that is
        // cheaper than one entry each time.
        if self.journal.len() >= LONGEST_JOURNAL {
            self.journal.drain(..LONGEST_JOURNAL / 2);
            self.forgotten += LONGEST_JOURNAL / 2;
        }
        let at = self.started.elapsed();
        self.journal.push(Entry { at, traffic });
    }

    pub(super) fn now() -> String {
        Self::written(jiff::Timestamp::now())
    }

    fn written(time: jiff::Timestamp) -> String {
        time.strftime("%Y-%m-%dT%H:%M:%S.%6f+00:00").to_string()
    }

    /// The channel's permissions are its parent's if it is a thread.
    fn permission_channel(&self, channel: ChannelId) -> Option<&Channel> {
        let found = self.channels.get(&channel)?;
        match found.kind {
            ChannelKind::Thread { parent, .. } => self.channels.get(&parent),
            _ => Some(found),
        }
    }

    /// What `user` may do in `channel`; nothing if they can't be there.
    pub(super) fn permissions_in(&self, user: UserId, channel: ChannelId) -> u64 {
        let Some(found) = self.permission_channel(channel) else {
            return 0;
        };
        let Some(guild) = found.guild else {
            return match found.kind {
                ChannelKind::Dm { with } if with == user || user == self.bot => permissions::EVERYONE,
                _ => 0,
            };
        };
        let mut allowed = self.guild_permissions(user, guild);
        if user == self.bot && allowed & permissions::ADMINISTRATOR == 0 {
            allowed &= !found.denied_to_bot;
        }
        // Whoever can't see a channel can't do anything in it.
        if allowed & permissions::VIEW_CHANNEL == 0 {
            return 0;
        }
        allowed
    }

    /// What `user` may do in `guild` by their roles; nothing if they are no member.
    pub(super) fn guild_permissions(&self, user: UserId, guild: GuildId) -> u64 {
        let Some(guild) = self.guilds.get(&guild) else {
            return 0;
        };
        let Some(membership) = guild.members.get(&user) else {
            return 0;
        };
        let held =
            guild.roles.iter().enumerate().filter(|(index, role)| *index == 0 || membership.roles.contains(&role.id));
        let allowed = held.fold(0, |all, (_, role)| all | role.permissions);
        if guild.owner == user || allowed & permissions::ADMINISTRATOR != 0 {
            return u64::MAX >> 11; // every bit that Discord has given a meaning
        }
        allowed
    }

    /// Whether the bot gets to know what happens in the channel.
    pub(super) fn bot_sees(&self, channel: ChannelId) -> bool {
        self.permissions_in(self.bot, channel) & permissions::VIEW_CHANNEL != 0
    }

    pub(super) fn guild_of(&self, channel: ChannelId) -> Option<GuildId> {
        self.channels.get(&channel)?.guild
    }

    pub(super) fn is_forum(&self, channel: ChannelId) -> bool {
        self.channels.get(&channel).is_some_and(|channel| channel.kind == ChannelKind::Forum)
    }

    /// The threads of a channel, or the posts of a forum, in the order of their ids.
    pub(super) fn threads_of(&self, channel: ChannelId) -> impl DoubleEndedIterator<Item = &Channel> {
        let of = move |kind| matches!(kind, ChannelKind::Thread { parent, .. } if parent == channel);
        self.channels.values().filter(move |found| of(found.kind))
    }

    /// The direct-message channel with `user`, opened if there is none.
    pub(super) fn open_dm(&mut self, user: UserId) -> ChannelId {
        let wanted = ChannelKind::Dm { with: user };
        if let Some(channel) = self.channels.values().find(|channel| channel.kind == wanted) {
            return channel.id;
        }
        let id = ChannelId::new(self.ids.next());
        self.channels.insert(
            id,
            Channel { id, guild: None, name: String::new(), kind: wanted, denied_to_bot: 0, created: Self::now() },
        );
        id
    }

    /// Posts a message and tells the bot of it.
    pub(super) fn post(&mut self, draft: Draft) -> MessageId {
        let id = MessageId::new(self.ids.next());
        self.post_as(id, draft);
        id
    }

    /// Posts a message under an id that somebody else has chosen, and tells the bot of it.
    pub(super) fn post_as(&mut self, id: MessageId, draft: Draft) {
        // What others write is nothing that a test waits for.
        let taken = draft.author != Author::User(self.bot);
        if !taken {
            self.typing.remove(&draft.channel);
        }
        let created = Self::written(ids::made(id.get()));
        self.messages.insert(id, StoredMessage { id, draft, created, edited: None, deleted: false, taken });
        self.dispatch_message("MESSAGE_CREATE", id);
    }

    /// Changes a message and tells the bot of it.
    pub(super) fn edit(&mut self, id: MessageId, change: impl FnOnce(&mut Draft)) {
        let Some(message) = self.messages.get_mut(&id) else {
            return;
        };
        // Filling in a deferred answer is no edit that a member sees as one.
        let was_loading = message.draft.flags & flags::LOADING != 0;
        change(&mut message.draft);
        if !was_loading {
            message.edited = Some(Self::now());
        }
        self.dispatch_message("MESSAGE_UPDATE", id);
    }

    /// Deletes a message and tells the bot of it.
    pub(super) fn delete(&mut self, id: MessageId) {
        let Some(message) = self.messages.get_mut(&id) else {
            return;
        };
        message.deleted = true;
        let channel = message.draft.channel;
        let hidden = message.draft.only_for.is_some();
        if !hidden && self.bot_sees(channel) {
            let guild = self.guild_of(channel);
            let mut data = serde_json::json!({ "id": id, "channel_id": channel });
            if let Some(guild) = guild {
                data["guild_id"] = serde_json::json!(guild);
            }
            self.dispatch("MESSAGE_DELETE", objects::message_intent(guild), guild, data);
        }
    }

    /// The message, unless it is unknown or deleted.
    pub(super) fn message(&self, id: MessageId) -> Option<&StoredMessage> {
        self.messages.get(&id).filter(|message| !message.deleted)
    }
}
