//! How a channel's free text is treated.

use super::bot::Bot;
use super::cooldown;
use super::recent::Recent;
use super::settings::ChannelSettings;
use crate::config::Config;
use poise::serenity_prelude as serenity;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// How free text is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Never answered.
    Off,
    /// Answered when it speaks to the bot.
    Mention,
    /// Answered when it speaks to the bot, or is a question that the knowledge base answers.
    Auto,
    /// What would be answered goes to the moderators' channel alone.
    Shadow,
}

impl Mode {
    const ALL: [Mode; 4] = [Mode::Off, Mode::Mention, Mode::Auto, Mode::Shadow];

    /// As it is kept and shown.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Off => "off",
            Mode::Mention => "mention",
            Mode::Auto => "auto",
            Mode::Shadow => "shadow",
        }
    }

    /// The mode of this name.
    pub fn named(name: &str) -> Option<Self> {
        Mode::ALL.into_iter().find(|mode| mode.name() == name)
    }
}

/// Parents of threads that the cache doesn't know, such as archived ones. A thread never moves.
#[derive(Debug)]
pub struct Parents(Mutex<Recent<u64, Option<u64>>>);

impl Default for Parents {
    fn default() -> Self {
        Parents(Mutex::new(Recent::new(Duration::from_secs(24 * 60 * 60), 10_000)))
    }
}

/// The mode of a server's channel; a thread has its own where it is named itself, else its channel's.
pub async fn mode(bot: &Bot, ctx: &serenity::Context, guild: serenity::GuildId, channel: serenity::ChannelId) -> Mode {
    let own = |channel| bot.settings.of_channel(channel).mode.or_else(|| of_config(&bot.config, channel));
    if let Some(mode) = own(channel.get()) {
        return mode;
    }
    // Where nobody names a channel, no parent matters.
    if bot.config.auto_channels.is_empty() && bot.config.off_channels.is_empty() && bot.settings.leave_channels_alone()
    {
        return Mode::Mention;
    }
    let parent = parent(&bot.parents, ctx, guild, channel).await;
    parent.and_then(own).unwrap_or(Mode::Mention)
}

/// Whether answers to free text open for whoever presses a button alone; a thread follows its channel.
pub async fn is_quiet(
    bot: &Bot,
    ctx: &serenity::Context,
    guild: serenity::GuildId,
    channel: serenity::ChannelId,
) -> bool {
    set_for(bot, ctx, guild, channel, |settings| settings.quiet).await.unwrap_or_default()
}

/// For how long the same answer isn't given twice in a channel; a thread follows its channel.
pub async fn cooldown(
    bot: &Bot,
    ctx: &serenity::Context,
    guild: serenity::GuildId,
    channel: serenity::ChannelId,
) -> Duration {
    set_for(bot, ctx, guild, channel, |settings| settings.cooldown).await.unwrap_or(cooldown::REPEAT)
}

/// What is set for a channel, or for the one that a thread belongs to.
async fn set_for<T>(
    bot: &Bot,
    ctx: &serenity::Context,
    guild: serenity::GuildId,
    channel: serenity::ChannelId,
    pick: impl Fn(&ChannelSettings) -> Option<T>,
) -> Option<T> {
    if bot.settings.leave_channels_alone() {
        return None;
    }
    if let Some(own) = pick(&bot.settings.of_channel(channel.get())) {
        return Some(own);
    }
    let parent = parent(&bot.parents, ctx, guild, channel).await?;
    pick(&bot.settings.of_channel(parent))
}

fn of_config(config: &Config, channel: u64) -> Option<Mode> {
    if config.off_channels.contains(&channel) {
        Some(Mode::Off)
    } else {
        config.auto_channels.contains(&channel).then_some(Mode::Auto)
    }
}

async fn parent(
    parents: &Parents,
    ctx: &serenity::Context,
    guild: serenity::GuildId,
    channel: serenity::ChannelId,
) -> Option<u64> {
    enum Cached {
        Channel,
        Thread(Option<serenity::ChannelId>),
        Unknown,
    }
    let cached = ctx.cache.guild(guild).map_or(Cached::Unknown, |guild| {
        if guild.channels.contains_key(&channel) {
            Cached::Channel
        } else {
            let thread = guild.threads.iter().find(|thread| thread.id == channel);
            thread.map_or(Cached::Unknown, |thread| Cached::Thread(thread.parent_id))
        }
    });
    match cached {
        Cached::Channel => return None,
        Cached::Thread(parent) => return parent.map(serenity::ChannelId::get),
        Cached::Unknown => {}
    }
    let known = parents.lock().get(Instant::now(), &channel.get()).copied();
    if let Some(parent) = known {
        return parent;
    }
    match ctx.http.get_channel(channel).await {
        Ok(found) => {
            let thread = found.guild().filter(|channel| channel.thread_metadata.is_some());
            let parent = thread.and_then(|thread| thread.parent_id).map(serenity::ChannelId::get);
            parents.lock().insert(Instant::now(), channel.get(), parent);
            parent
        }
        Err(error) => {
            let failure = super::failure::Failure::from(error);
            tracing::warn!(channel_id = channel.get(), %failure, "channel can't be looked up");
            None
        }
    }
}

/// Whether the bot has the permissions that a reply needs. If not, that is logged once and Discord isn't asked: it
/// shuts out bots that keep asking for what they may not do.
pub fn may_reply(bot: &Bot, ctx: &serenity::Context, message: &serenity::Message) -> bool {
    let lacking =
        message.guild_id.map_or_else(serenity::Permissions::empty, |guild| lacking(ctx, guild, message.channel_id));
    if bot.lacks(message.channel_id, lacking) {
        let guild_id = message.guild_id.map(serenity::GuildId::get);
        tracing::warn!(guild_id, channel_id = message.channel_id.get(), %lacking, "the bot may not reply in this channel");
    }
    lacking.is_empty()
}

/// What a reply needs and the bot lacks, as far as is known without asking.
fn lacking(ctx: &serenity::Context, guild: serenity::GuildId, channel: serenity::ChannelId) -> serenity::Permissions {
    use serenity::Permissions;
    let Some((held, in_thread)) = held(ctx, guild, channel) else { return Permissions::empty() };
    let send = if in_thread { Permissions::SEND_MESSAGES_IN_THREADS } else { Permissions::SEND_MESSAGES };
    let needed = Permissions::VIEW_CHANNEL | send | Permissions::EMBED_LINKS | Permissions::READ_MESSAGE_HISTORY;
    needed - held
}

/// Whether others than the member and the bot read what is posted where an interaction is: not in the bot's own direct messages.
pub fn others_read(guild: Option<serenity::GuildId>, context: Option<serenity::InteractionContext>) -> bool {
    guild.is_some() || context == Some(serenity::InteractionContext::PrivateChannel)
}

/// What the bot may do where the message stands, as far as is known without asking; everything in a direct message.
pub fn permissions(ctx: &serenity::Context, message: &serenity::Message) -> Option<serenity::Permissions> {
    held(ctx, message.guild_id?, message.channel_id).map(|(held, _)| held)
}

/// What the bot may do in a channel or thread, and whether it is a thread.
fn held(
    ctx: &serenity::Context,
    guild: serenity::GuildId,
    channel: serenity::ChannelId,
) -> Option<(serenity::Permissions, bool)> {
    let me = ctx.cache.current_user().id;
    let guild = ctx.cache.guild(guild)?;
    // A thread has its channel's permissions.
    let thread = guild.threads.iter().find(|thread| thread.id == channel);
    let place = thread.map_or(Some(channel), |thread| thread.parent_id);
    let place = guild.channels.get(&place?)?;
    Some((guild.user_permissions_in(place, guild.members.get(&me)?), thread.is_some()))
}

impl Parents {
    fn lock(&self) -> std::sync::MutexGuard<'_, Recent<u64, Option<u64>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
