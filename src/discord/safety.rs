//! What somebody in need gets, and an attack.

use super::failure::Failure;
use super::free_text::Heard;
use super::post::Post;
use super::send;
use super::settings::Help;
use crate::knowledge::model::SafetyKind;
use crate::reply::Reply;

/// Replies to a message that speaks to the bot.
pub async fn respond(heard: Heard<'_>, kind: SafetyKind, reply: &Reply) -> Result<(), Failure> {
    heard.bot.forget_conversation(heard.speaker());
    if kind == SafetyKind::Crisis {
        alert(heard).await;
    }
    let post = heard.post_for(reply).await;
    heard.deliver(&post).await.map(|_| ())
}

/// Offers help to somebody who doesn't speak to the bot, where the server has it so.
pub async fn offer_help(heard: Heard<'_>, reply: &Reply) -> Result<(), Failure> {
    let speaker = heard.speaker();
    heard.bot.forget_conversation(speaker);
    if !heard.bot.offers_help(speaker) {
        return Ok(());
    }
    heard.log(reply, "overheard");
    alert(heard).await;
    if !is_offered(heard) {
        return Ok(());
    }
    let post = heard.post_for(reply).await;
    heard.deliver(&post).await.map(|_| ())
}

/// Whether help is offered here to somebody who doesn't speak to the bot.
pub fn is_offered(heard: Heard<'_>) -> bool {
    let set = heard.message.guild_id.and_then(|guild| heard.bot.settings.of_server(guild.get()).help);
    set.unwrap_or_default() == Help::Everybody
}

/// Tells the moderators where somebody seems to be in need, where the server has it so. What was written stays its author's.
async fn alert(heard: Heard<'_>) {
    let Some(guild) = heard.message.guild_id else { return };
    let is_set = heard.bot.settings.of_server(guild.get()).alert.unwrap_or_default();
    let Some(channel) = heard.bot.moderators_channel(Some(guild)).filter(|_| is_set) else { return };
    let link = heard.message.id.link(heard.message.channel_id, Some(guild));
    let post = Post::words(heard.words.somebody_in_need(&link));
    if let Err(failure) = send::post(&heard.ctx.http, channel, &post).await {
        // The member must not go without help because of it.
        tracing::warn!(channel_id = channel.get(), %failure, "the moderators can't be told of somebody in need");
    }
}
