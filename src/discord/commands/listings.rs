//! `/listings`: links to job boards.

use super::role::complete;
use super::{Context, role};
use crate::discord::cooldown::Topic;
use crate::discord::failure::Failure;
use crate::discord::render;

/// Find job listings for a role
#[poise::command(slash_command, install_context = "Guild|User", interaction_context = "Guild|BotDm|PrivateChannel")]
pub async fn listings(
    ctx: Context<'_>,
    #[description = "The role's name; leave it out for all job boards"]
    #[autocomplete = "complete"]
    #[max_length = 100]
    role: Option<String>,
) -> Result<(), Failure> {
    let bot = ctx.framework.user_data;
    match bot.advisor().listings(role.as_deref()) {
        Ok(listings) => {
            let topic = Topic::Listings(listings.role.clone());
            super::show(ctx, &[topic], |shown| render::listings(&listings, shown)).await.map(|_| ())
        }
        Err(nearest) => {
            let typed = role.unwrap_or_default();
            super::respond(ctx, &role::unknown(ctx, &typed, &nearest).await).await
        }
    }
}
