//! `/privacy`: what is kept about a member.

use super::Context;
use crate::discord::failure::Failure;
use crate::discord::render;

/// What I keep about you
#[poise::command(slash_command, install_context = "Guild|User", interaction_context = "Guild|BotDm|PrivateChannel")]
pub async fn privacy(ctx: Context<'_>) -> Result<(), Failure> {
    let desk = &ctx.framework.user_data.desk;
    let opted_out = desk.store.has_opted_out(desk.store.member(ctx.interaction.user.id.get())).await?;
    let privacy = render::privacy(desk.days_kept(), opted_out, super::words(ctx));
    super::respond(ctx, &super::with_note(ctx, privacy).await.private()).await
}
