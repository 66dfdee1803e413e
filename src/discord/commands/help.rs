//! `/help`: how to ask.

use super::Context;
use crate::discord::failure::Failure;
use crate::discord::render;
use poise::serenity_prelude::Mentionable as _;

/// How to ask me
#[poise::command(slash_command, install_context = "Guild|User", interaction_context = "Guild|BotDm|PrivateChannel")]
pub async fn help(ctx: Context<'_>) -> Result<(), Failure> {
    let me = ctx.serenity_context().cache.current_user().id.mention().to_string();
    let help = super::with_note(ctx, render::help(&me, super::words(ctx))).await;
    super::respond(ctx, &help.private()).await
}
