//! `/role`: a role's card.

use super::Context;
use crate::advisor::RoleLookup;
use crate::discord::cooldown::Topic;
use crate::discord::failure::Failure;
use crate::discord::post::Post;
use crate::discord::send::PROMPTLY;
use crate::discord::workers::Priority;
use crate::discord::{limits, render};
use crate::knowledge::model::Role;
use poise::serenity_prelude as serenity;
use tokio::time::Instant;

/// See what we know about a role: duties, training, pay and more
#[poise::command(slash_command, install_context = "Guild|User", interaction_context = "Guild|BotDm|PrivateChannel")]
pub async fn role(
    ctx: Context<'_>,
    #[description = "The role's name; other names and typos are fine"]
    #[autocomplete = "complete"]
    #[max_length = 100]
    name: String,
) -> Result<(), Failure> {
    let bot = ctx.framework.user_data;
    match bot.advisor().role(&name) {
        RoleLookup::Found(card) => {
            // A follow-up such as "how long does it take" then means this role.
            bot.shown(ctx.interaction.channel_id, ctx.interaction.user.id, &card.name);
            let deadline = Instant::now() + PROMPTLY;
            let roles = [card.id.as_str()];
            let drawing = bot.paths(Priority::Interaction, &roles, super::words(ctx), ctx.interaction.app_permissions);
            let make = |shown| render::card(&card, 0, bot.has_boards(), shown);
            super::show_with_picture(ctx, &[Topic::Role(card.id.clone())], deadline, drawing, make).await.map(|_| ())
        }
        RoleLookup::Unknown(nearest) => super::respond(ctx, &unknown(ctx, &name, &nearest).await).await,
    }
}

/// What an unknown role gets; `nearest` are names. Where somebody in need typed it, that is help.
pub(super) async fn unknown(ctx: Context<'_>, typed: &str, nearest: &[String]) -> Post {
    let bot = ctx.framework.user_data;
    if let Some(text) = bot.safety(typed).await {
        return Post::words(text).private();
    }
    let advisor = bot.advisor();
    let knowledge = advisor.knowledge();
    let mut roles: Vec<&Role> = Vec::new();
    for name in nearest {
        let called = |role: &&Role| role.name == *name || role.aliases.contains(name);
        let role = knowledge.roles.iter().find(called);
        // Two names of one role would make two buttons that do the same.
        roles.extend(role.filter(|role| roles.iter().all(|other| other.id != role.id)));
    }
    render::unknown_role(&roles, super::words(ctx))
}

/// Names for what was typed so far.
pub(super) async fn complete(ctx: Context<'_>, partial: &str) -> serenity::CreateAutocompleteResponse {
    let names = ctx.framework.user_data.advisor().complete_role(partial);
    let fitting = names.into_iter().filter(|name| limits::length(name) <= limits::OPTION);
    let choices = fitting.take(limits::OPTIONS).map(serenity::AutocompleteChoice::from).collect();
    serenity::CreateAutocompleteResponse::new().set_choices(choices)
}
