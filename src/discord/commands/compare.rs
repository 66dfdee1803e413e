//! `/compare`: two roles side by side.

use super::Context;
use super::role::{complete, unknown};
use crate::discord::bot::topic_of_both;
use crate::discord::failure::Failure;
use crate::discord::post::Post;
use crate::discord::render;
use crate::discord::send::PROMPTLY;
use crate::discord::workers::Priority;
use crate::reply::Comparison;
use poise::serenity_prelude as serenity;
use tokio::time::Instant;

/// See two roles side by side
#[poise::command(slash_command, install_context = "Guild|User", interaction_context = "Guild|BotDm|PrivateChannel")]
pub async fn compare(
    ctx: Context<'_>,
    #[description = "A role's name; other names and typos are fine"]
    #[autocomplete = "complete"]
    #[max_length = 100]
    first: String,
    #[description = "The role to compare it with"]
    #[autocomplete = "complete"]
    #[max_length = 100]
    second: String,
) -> Result<(), Failure> {
    let compared = ctx.framework.user_data.advisor().compare(&first, &second);
    match compared {
        Ok(compared) if compared.roles[0].id == compared.roles[1].id => {
            super::respond(ctx, &Post::words(super::words(ctx).same_role()).private()).await
        }
        Ok(compared) => give(ctx, &compared, Instant::now() + PROMPTLY).await.map(|_| ()),
        Err(nearest) => {
            let typed = format!("{first}\n{second}");
            super::respond(ctx, &unknown(ctx, &typed, &nearest).await).await
        }
    }
}

/// Shows a comparison to everybody in the channel, or only to the member where everybody saw it moments ago.
pub(super) async fn give(
    ctx: Context<'_>,
    compared: &Comparison,
    deadline: Instant,
) -> Result<Option<serenity::MessageId>, Failure> {
    let roles = compared.roles.each_ref().map(|role| role.id.as_str());
    let bot = ctx.framework.user_data;
    let drawing = bot.paths(Priority::Interaction, &roles, super::words(ctx), ctx.interaction.app_permissions);
    let make = |shown| render::comparison(compared, 0, shown);
    super::show_with_picture(ctx, &[topic_of_both(compared)], deadline, drawing, make).await
}
