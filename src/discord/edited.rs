//! A question that is edited right after it was asked is answered anew, in the place of the first answer.

use super::bot::{Bot, topic_of, topic_of_both};
use super::cooldown::Verdict;
use super::failure::Failure;
use super::free_text::{Address, Heard};
use super::{safety, send, shadow};
use crate::knowledge::model::SafetyKind;
use crate::reply::Reply;
use jiff::{SignedDuration, Timestamp};
use poise::serenity_prelude as serenity;

/// For so long an edit is taken for the mending of a slip.
const SOON: SignedDuration = SignedDuration::from_secs(60);

/// Answers an edited question anew.
pub async fn on_edit(bot: &Bot, ctx: &serenity::Context, edit: &serenity::MessageUpdateEvent) -> Result<(), Failure> {
    // Discord also tells so when it adds the preview of a link.
    let is_edit = edit.edited_timestamp.is_some();
    let asked = Timestamp::from_second(edit.id.created_at().unix_timestamp());
    let is_soon = asked.is_ok_and(|asked| Timestamp::now().duration_since(asked) < SOON);
    let Some(answer) = bot.answer_to(edit.id).filter(|_| is_edit && is_soon) else { return Ok(()) };
    let mut message = ctx.http.get_message(edit.channel_id, edit.id).await?;
    // What is asked for doesn't say where it stands.
    message.guild_id = edit.guild_id;
    let heard = Heard::new(bot, ctx, &message);
    let text = heard.text();
    if text.is_empty() || bot.may_ask(message.author.id) != Verdict::Go {
        return Ok(());
    }
    let asked = bot.ask(heard.priority(), heard.speaker(), text, bot.asked_after(edit.id)).await;
    let Ok(reply) = asked else { return Ok(()) };
    bot.unsaid(answer.1);
    let called = heard.address() != Address::None;
    if let Reply::Safety { .. } = reply {
        bot.forget_conversation(heard.speaker());
    }
    let fits = match reply {
        Reply::Answers(_) | Reply::Compare(_) => true,
        Reply::Safety { kind: SafetyKind::Crisis, .. } => safety::is_offered(heard),
        _ => false,
    };
    if !called && !fits {
        // Nobody called the bot, so it has nothing to say to this.
        return send::delete(&ctx.http, answer.0, answer.1).await;
    }
    let is_report = answer.0 != edit.channel_id;
    if is_report {
        return send::edit(&ctx.http, answer.0, answer.1, &shadow::post_for(heard, &reply).await).await;
    }
    bot.replied(edit.channel_id, message.author.id, &reply);
    send::edit(&ctx.http, answer.0, answer.1, &heard.post_for(&reply).await).await?;
    match &reply {
        Reply::Answers(answers) => {
            bot.said(answer.0, &answers.iter().map(topic_of).collect::<Vec<_>>(), answer.1);
        }
        Reply::Compare(compared) => bot.said(answer.0, &[topic_of_both(compared)], answer.1),
        _ => {}
    }
    tracing::info!(channel_id = edit.channel_id.get(), message_id = edit.id.get(), "edited question answered anew");
    Ok(())
}
