//! `/topics`: everything that can be answered.

use super::Context;
use crate::discord::failure::Failure;
use crate::discord::render::Topics;

/// Browse everything I can answer, by role and topic
#[poise::command(slash_command, install_context = "Guild|User", interaction_context = "Guild|BotDm|PrivateChannel")]
pub async fn topics(ctx: Context<'_>) -> Result<(), Failure> {
    let groups = ctx.framework.user_data.advisor().topics();
    super::respond(ctx, &Topics { groups: &groups, words: super::words(ctx) }.roles(0).private()).await
}
