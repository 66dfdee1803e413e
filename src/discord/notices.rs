//! What moderators are told without asking.

use super::bot::Bot;
use super::post::Post;
use super::{render, send};
use crate::moderation::Problem;
use poise::serenity_prelude as serenity;
use std::sync::Arc;

/// Tells the moderators' channel when the knowledge folder can't be served, and when it can be again. Never ends.
pub async fn follow(bot: Arc<Bot>, http: Arc<serenity::Http>) {
    let home = bot.config.home_guild.map(serenity::GuildId::new);
    let mut status = bot.desk.serving.status();
    loop {
        let (refused, is_copy) = {
            let now = status.borrow_and_update();
            (now.refused.clone(), now.is_copy)
        };
        // Also after a reconnect nothing is told twice.
        let before = bot.told_of(refused.clone());
        let words = bot.words(home);
        let post = match (&refused, before) {
            (Some(now), before) if before.as_ref().is_none_or(|before| !Arc::ptr_eq(before, now)) => {
                Some(render::alarm(&Problem::all(now), is_copy, words))
            }
            (None, Some(_)) => Some(Post::words(words.mended())),
            _ => None,
        };
        if let (Some(post), Some(channel)) = (post, bot.alarm_channel())
            && let Err(failure) = send::post(&http, channel, &post).await
        {
            tracing::warn!(channel_id = channel.get(), %failure, "the moderators' channel can't be told; is MODERATOR_CHANNEL_ID right?");
        }
        if status.changed().await.is_err() {
            return;
        }
    }
}
