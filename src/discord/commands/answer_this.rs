//! **Answer this question**: answers the message whose menu it was chosen from.

use super::Context;
use crate::discord::failure::Failure;
use crate::discord::post::Post;
use crate::discord::question;
use crate::messages;
use poise::serenity_prelude as serenity;

/// Answers a message's question
#[poise::command(
    context_menu_command = "Answer this question",
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
pub async fn answer_this(ctx: Context<'_>, message: serenity::Message) -> Result<(), Failure> {
    let question = question::clean(&message.content);
    if question.is_empty() {
        return super::respond(ctx, &Post::words(messages::NOTHING_TO_ANSWER).private()).await;
    }
    // Discord shows who chose the command, but not for which message.
    let link = message.id.link(ctx.interaction.channel_id, ctx.interaction.guild_id);
    let sent = super::answer(ctx, &question, Some(messages::about_message(&link))).await?;
    if let Some(sent) = sent {
        ctx.framework.user_data.answered(message.id, ctx.interaction.channel_id, sent);
    }
    Ok(())
}
