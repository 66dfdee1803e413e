//! **Answer this question**: answers the message whose menu it was chosen from.

use super::Context;
use crate::discord::failure::Failure;
use crate::discord::post::Post;
use crate::discord::question;
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
        return super::respond(ctx, &Post::words(super::words(ctx).nothing_to_answer()).private()).await;
    }
    // Discord shows who chose the command, but not for which message.
    let link = message.id.link(ctx.interaction.channel_id, ctx.interaction.guild_id);
    let sent = super::answer(ctx, &question, Some(super::words(ctx).about_message(&link))).await?;
    if let Some(sent) = sent {
        ctx.framework.user_data.answered(message.id, ctx.interaction.channel_id, sent);
    }
    Ok(())
}
