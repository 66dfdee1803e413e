//! How a channel's free text is treated.

use super::bot::Bot;
use super::recent::Recent;
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
    if let Some(mode) = of_config(&bot.config, channel.get()) {
        return mode;
    }
    // Most operators name no channel, and then no parent matters.
    if bot.config.auto_channels.is_empty() && bot.config.off_channels.is_empty() {
        return Mode::Mention;
    }
    let parent = parent(&bot.parents, ctx, guild, channel).await;
    parent.and_then(|parent| of_config(&bot.config, parent)).unwrap_or(Mode::Mention)
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
    let me = ctx.cache.current_user().id;
    let Some(guild) = ctx.cache.guild(guild) else { return Permissions::empty() };
    // A thread has its channel's permissions.
    let thread = guild.threads.iter().find(|thread| thread.id == channel);
    let place = thread.map_or(Some(channel), |thread| thread.parent_id);
    let place = place.and_then(|place| guild.channels.get(&place));
    let (Some(place), Some(member)) = (place, guild.members.get(&me)) else { return Permissions::empty() };
    let send = if thread.is_some() { Permissions::SEND_MESSAGES_IN_THREADS } else { Permissions::SEND_MESSAGES };
    let needed = Permissions::VIEW_CHANNEL | send | Permissions::EMBED_LINKS | Permissions::READ_MESSAGE_HISTORY;
    needed - guild.user_permissions_in(place, member)
}

impl Parents {
    fn lock(&self) -> std::sync::MutexGuard<'_, Recent<u64, Option<u64>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
