//! `/privacy`: what is kept about a member.

use super::Context;
use crate::discord::failure::Failure;
use crate::discord::render;

/// What I keep about you
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild|BotDm")]
pub async fn privacy(ctx: Context<'_>) -> Result<(), Failure> {
    super::respond(ctx, &render::privacy().private()).await
}
