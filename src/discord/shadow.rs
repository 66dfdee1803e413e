//! Channels on trial: what the bot would answer goes to the moderators' channel alone.

use super::failure::Failure;
use super::free_text::{Address, Found, Heard};
use super::post::Post;
use super::{channels, safety, send};
use crate::knowledge::model::SafetyKind;
use crate::reply::Reply;

/// Shows the moderators what the message would have got. A member who speaks to the bot is told that it only listens.
pub async fn on_message(heard: Heard<'_>, address: Address) -> Result<(), Failure> {
    if address == Address::None {
        return match heard.overheard().await {
            Some((reply, after)) => report(heard, &reply, after.as_deref()).await,
            None => Ok(()),
        };
    }
    if !heard.may_ask().await? {
        return Ok(());
    }
    let after = heard.context();
    let reply = match heard.question(address) {
        Found::Question(text) => heard.bot.ask(heard.priority(), heard.speaker(), text, after.clone()).await.ok(),
        _ => None,
    };
    if channels::may_reply(heard.bot, heard.ctx, heard.message) {
        if let Some(Reply::Safety { kind: kind @ SafetyKind::Crisis, .. }) = &reply {
            // Somebody who asks for help isn't told that it is only a trial.
            return safety::respond(heard, *kind, reply.as_ref().expect("it was just seen")).await;
        }
        send::notice(&heard.ctx.http, heard.message, heard.words.shadow_addressed()).await?;
    }
    match reply {
        Some(reply) => report(heard, &reply, after.as_deref()).await,
        None => Ok(()),
    }
}

/// Posts what would have been answered. It goes when the message is deleted, as the answer would have.
async fn report(heard: Heard<'_>, reply: &Reply, after: Option<&str>) -> Result<(), Failure> {
    let Heard { bot, ctx, message, .. } = heard;
    heard.log(reply, "listened on trial");
    let Some(channel) = bot.moderators_channel(message.guild_id) else { return Ok(()) };
    bot.asks_after(message.id, after);
    bot.answering(message.id);
    let sent = send::post(&ctx.http, channel, &post_for(heard, reply).await).await?;
    if !bot.answered(message.id, sent.channel_id, sent.id) {
        send::delete(&ctx.http, sent.channel_id, sent.id).await?;
    }
    Ok(())
}

/// What the moderators see: a link to the message instead of its words, which so stay its author's to delete, and what would
/// have been answered, without anything to press.
pub async fn post_for(heard: Heard<'_>, reply: &Reply) -> Post {
    let link = heard.message.id.link(heard.message.channel_id, heard.message.guild_id);
    Post { content: Some(heard.words.shadow_report(&link)), rows: Vec::new(), ..heard.post_for(reply).await }
}
