//! What a server's admins have set for it and for its channels, over the operator's settings.

use super::channels::Mode;
use crate::messages::Language;
use crate::store::{Setting, Store, StoreError};
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

const MODE: &str = "mode";
const QUIET: &str = "quiet";
const COOLDOWN: &str = "cooldown";
const LANGUAGE: &str = "language";
const MODERATORS: &str = "moderators";
const ASKING: &str = "ask";
const HELP: &str = "help";
const ALERT: &str = "alert";

/// In the place of a channel's id, for what holds for the whole server.
const SERVER: u64 = 0;

/// What is set for a channel; what is `None` is left to the operator's settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChannelSettings {
    /// How free text is treated.
    pub mode: Option<Mode>,
    /// Answers to free text open for whoever presses a button alone.
    pub quiet: Option<bool>,
    /// For how long the same answer isn't given twice, in whole minutes.
    pub cooldown: Option<Duration>,
}

/// What is set for a server; what is `None` is left to the operator's settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServerSettings {
    /// What the bot itself says is in this language.
    pub language: Option<Language>,
    /// The channel in which moderators are asked and told.
    pub moderators: Option<u64>,
    /// Where a question goes that a member passes on.
    pub asking: Option<Asking>,
    /// Who is offered help.
    pub help: Option<Help>,
    /// The moderators are told where somebody seems to be in need.
    pub alert: Option<bool>,
}

/// To whom help is offered who seems to be in need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Help {
    /// Also to who doesn't speak to the bot, since silence is the worse mistake.
    #[default]
    Everybody,
    /// Only to who speaks to the bot.
    Addressed,
}

impl Help {
    fn name(self) -> &'static str {
        match self {
            Help::Everybody => "everybody",
            Help::Addressed => "addressed",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Help::Everybody, Help::Addressed].into_iter().find(|help| help.name() == name)
    }
}

/// Where a question goes that a member passes on to the moderators.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asking {
    /// To their channel.
    #[default]
    Channel,
    /// Into a thread beside the question, of which they are told in their channel.
    Thread,
}

impl Asking {
    fn name(self) -> &'static str {
        match self {
            Asking::Channel => "channel",
            Asking::Thread => "thread",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Asking::Channel, Asking::Thread].into_iter().find(|asking| asking.name() == name)
    }
}

/// All settings: kept in the database, and here for reading.
#[derive(Debug, Default)]
pub struct Settings(RwLock<Kept>);

#[derive(Debug, Default)]
struct Kept {
    channels: HashMap<u64, ChannelSettings>,
    servers: HashMap<u64, ServerSettings>,
}

impl Settings {
    /// Reads what was set before.
    ///
    /// # Errors
    /// The database fails.
    pub async fn load(&self, store: &Store) -> Result<(), StoreError> {
        let mut read = Kept::default();
        for Setting { guild, channel, name, value } in store.settings().await? {
            match name.as_str() {
                MODE => read.channels.entry(channel).or_default().mode = Mode::named(&value),
                QUIET => read.channels.entry(channel).or_default().quiet = value.parse().ok(),
                COOLDOWN => {
                    read.channels.entry(channel).or_default().cooldown = value.parse().ok().map(Duration::from_secs);
                }
                LANGUAGE => read.servers.entry(guild).or_default().language = Language::named(&value),
                MODERATORS => read.servers.entry(guild).or_default().moderators = value.parse().ok(),
                ASKING => read.servers.entry(guild).or_default().asking = Asking::named(&value),
                HELP => read.servers.entry(guild).or_default().help = Help::named(&value),
                ALERT => read.servers.entry(guild).or_default().alert = value.parse().ok(),
                // A newer version's.
                _ => {}
            }
        }
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = read;
        Ok(())
    }

    /// What is set for a channel.
    pub fn of_channel(&self, channel: u64) -> ChannelSettings {
        self.read(|kept| kept.channels.get(&channel).copied().unwrap_or_default())
    }

    /// What is set for a server.
    pub fn of_server(&self, guild: u64) -> ServerSettings {
        self.read(|kept| kept.servers.get(&guild).copied().unwrap_or_default())
    }

    /// Whether nothing is set for any channel, so that nobody needs to ask which channel a thread belongs to.
    pub fn leave_channels_alone(&self) -> bool {
        self.read(|kept| kept.channels.is_empty())
    }

    /// Sets a server's channel, and keeps that.
    ///
    /// # Errors
    /// The database fails.
    pub async fn set_channel(
        &self,
        store: &Store,
        guild: u64,
        channel: u64,
        settings: ChannelSettings,
    ) -> Result<(), StoreError> {
        let ChannelSettings { mode, quiet, cooldown } = settings;
        let seconds = cooldown.map(|cooldown| cooldown.as_secs().to_string());
        store.set(guild, channel, MODE, mode.map(Mode::name)).await?;
        store.set(guild, channel, QUIET, quiet.map(|quiet| if quiet { "true" } else { "false" })).await?;
        store.set(guild, channel, COOLDOWN, seconds.as_deref()).await?;
        self.load(store).await
    }

    /// Sets a server, and keeps that.
    ///
    /// # Errors
    /// The database fails.
    pub async fn set_server(&self, store: &Store, guild: u64, settings: ServerSettings) -> Result<(), StoreError> {
        let ServerSettings { language, moderators, asking, help, alert } = settings;
        let moderators = moderators.map(|channel| channel.to_string());
        store.set(guild, SERVER, LANGUAGE, language.map(Language::code)).await?;
        store.set(guild, SERVER, MODERATORS, moderators.as_deref()).await?;
        store.set(guild, SERVER, ASKING, asking.map(Asking::name)).await?;
        store.set(guild, SERVER, HELP, help.map(Help::name)).await?;
        store.set(guild, SERVER, ALERT, alert.map(|alert| if alert { "true" } else { "false" })).await?;
        self.load(store).await
    }

    fn read<T>(&self, take: impl FnOnce(&Kept) -> T) -> T {
        take(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_set_is_read_again_and_can_be_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let channel =
            ChannelSettings { mode: Some(Mode::Shadow), quiet: Some(true), cooldown: Some(Duration::from_secs(600)) };
        let server = ServerSettings {
            language: Some(Language::German),
            moderators: Some(u64::MAX - 7),
            asking: Some(Asking::Thread),
            help: Some(Help::Addressed),
            alert: Some(true),
        };
        let settings = Settings::default();
        settings.set_channel(&store, 1, 2, channel).await.unwrap();
        settings.set_server(&store, 1, server).await.unwrap();
        let read = Settings::default();
        read.load(&store).await.unwrap();
        assert_eq!((read.of_channel(2), read.of_server(1)), (channel, server));
        assert_eq!((read.of_channel(3), read.of_server(2)), Default::default());
        read.set_channel(&store, 1, 2, ChannelSettings::default()).await.unwrap();
        assert!(read.leave_channels_alone());
        assert_eq!(read.of_server(1), server, "a server's settings aren't a channel's");
    }
}
