//! What Discord tells the bot, and the one place where failures and panics end.

use super::bot::Bot;
use super::custom_id::CustomId;
use super::failure::Failure;
use super::free_text::{Address, Heard};
use super::post::Post;
use super::{commands, components, edited, free_text, moderate, send};
use crate::messages::Words;
use futures_util::FutureExt as _;
use poise::serenity_prelude as serenity;
use serenity::FullEvent;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

/// Handles what poise doesn't: messages, deletions, buttons and menus. A failure never gets past this.
pub async fn on_event(bot: &Arc<Bot>, ctx: &serenity::Context, event: &FullEvent) {
    match event {
        FullEvent::Ready { data_about_bot } => {
            let shard = data_about_bot.shard.map(|shard| shard.id.0);
            tracing::info!(
                bot = data_about_bot.user.id.get(),
                guilds = data_about_bot.guilds.len(),
                shard,
                "connected"
            );
        }
        FullEvent::Resume { .. } => tracing::info!("connection resumed"),
        FullEvent::Message { new_message: message } => {
            let Some(_busy) = bot.work() else { return };
            match AssertUnwindSafe(free_text::on_message(bot, ctx, message)).catch_unwind().await {
                Ok(Ok(())) => {}
                Ok(Err(failure)) => {
                    let channel_id = message.channel_id.get();
                    tracing::warn!(channel_id, message_id = message.id.get(), %failure, "message not answered");
                }
                Err(_) => {
                    tracing::error!(
                        channel_id = message.channel_id.get(),
                        message_id = message.id.get(),
                        "panic while answering"
                    );
                    let heard = Heard::new(bot, ctx, message);
                    if heard.address() != Address::None {
                        heard.apologise().await;
                    }
                }
            }
        }
        FullEvent::InteractionCreate { interaction: serenity::Interaction::Component(pressed) } => {
            let Some(_busy) = bot.work() else { return };
            let responder = send::Responder { http: &ctx.http, id: pressed.id, token: &pressed.token };
            match AssertUnwindSafe(components::on_component(bot, ctx, pressed)).catch_unwind().await {
                Ok(Ok(())) => {}
                Ok(Err(failure)) => {
                    tracing::warn!(channel_id = pressed.channel_id.get(), message_id = pressed.message.id.get(), %failure, "button failed");
                    if !failure.is_gone() && !failure.is_rate_limited() {
                        apologise(responder, bot.words(pressed.guild_id)).await;
                    }
                }
                Err(_) => {
                    tracing::error!(
                        channel_id = pressed.channel_id.get(),
                        message_id = pressed.message.id.get(),
                        "panic in a button"
                    );
                    apologise(responder, bot.words(pressed.guild_id)).await;
                }
            }
        }
        FullEvent::InteractionCreate { interaction: serenity::Interaction::Modal(sent) } => {
            let Some(_busy) = bot.work() else { return };
            let Some(CustomId::Moderate(task)) = CustomId::parse(&sent.data.custom_id) else { return };
            let responder = send::Responder { http: &ctx.http, id: sent.id, token: &sent.token };
            match AssertUnwindSafe(moderate::on_form(bot, responder, sent, task)).catch_unwind().await {
                Ok(Ok(())) => {}
                Ok(Err(failure)) => {
                    tracing::warn!(channel_id = sent.channel_id.get(), %failure, "form failed");
                    if !failure.is_gone() && !failure.is_rate_limited() {
                        apologise(responder, bot.words(sent.guild_id)).await;
                    }
                }
                Err(_) => {
                    tracing::error!(channel_id = sent.channel_id.get(), "panic in a form");
                    apologise(responder, bot.words(sent.guild_id)).await;
                }
            }
        }
        FullEvent::MessageUpdate { event: edit, .. } => {
            let Some(_busy) = bot.work() else { return };
            let (channel_id, message_id) = (edit.channel_id.get(), edit.id.get());
            match AssertUnwindSafe(edited::on_edit(bot, ctx, edit)).catch_unwind().await {
                Ok(Ok(())) => {}
                Ok(Err(failure)) => {
                    tracing::warn!(channel_id, message_id, %failure, "edited question keeps its first answer");
                }
                Err(_) => tracing::error!(channel_id, message_id, "panic while answering an edited question"),
            }
        }
        FullEvent::ThreadCreate { thread } => bot.thread_opened(thread),
        FullEvent::MessageDelete { deleted_message_id, .. } => on_delete(bot, ctx, &[*deleted_message_id]).await,
        FullEvent::MessageDeleteBulk { multiple_deleted_messages_ids, .. } => {
            on_delete(bot, ctx, multiple_deleted_messages_ids).await;
        }
        _ => {}
    }
}

/// Tells a member that something failed.
async fn apologise(responder: send::Responder<'_>, words: Words) {
    let post = Post::words(words.something_went_wrong()).private();
    if let Err(failure) = responder.tell(&post).await {
        tracing::warn!(%failure, "member can't be told");
    }
}

/// A deleted question takes its answer along.
async fn on_delete(bot: &Bot, ctx: &serenity::Context, deleted: &[serenity::MessageId]) {
    let Some(_busy) = bot.work() else { return };
    for message in deleted {
        let Some((channel, answer)) = bot.deleted(*message) else { continue };
        match send::delete(&ctx.http, channel, answer).await {
            Ok(()) => {
                tracing::info!(
                    channel_id = channel.get(),
                    message_id = answer.get(),
                    "answer removed with its question"
                )
            }
            Err(failure) => {
                tracing::warn!(channel_id = channel.get(), message_id = answer.get(), %failure, "answer of a deleted question stays");
            }
        }
    }
}

/// What poise reports about commands.
pub async fn on_error(error: poise::FrameworkError<'_, Arc<Bot>, Failure>) {
    use poise::FrameworkError as Error;
    let command = error.ctx().map(|ctx| ctx.command().name.to_string());
    match &error {
        // The check answered the member itself.
        Error::CommandCheckFailed { error: None, .. } => return,
        Error::Command { error: failure, .. } | Error::CommandCheckFailed { error: Some(failure), .. } => {
            tracing::warn!(command, %failure, "command failed");
            if failure.is_gone() || failure.is_rate_limited() {
                return;
            }
        }
        Error::CommandPanic { .. } => tracing::error!(command, "panic in a command"),
        Error::CommandStructureMismatch { description, .. } => {
            tracing::error!(command, description, "command came in another shape than it was registered");
        }
        Error::UnknownInteraction { interaction, framework, .. } => {
            tracing::error!(command = %interaction.data.name, "command isn't known; an older version registered it");
            let http = &framework.serenity_context.http;
            let responder = send::Responder { http, id: interaction.id, token: &interaction.token };
            let words = framework.user_data.words(interaction.guild_id);
            if let Err(failure) = responder.message(&Post::words(words.something_went_wrong()).private()).await {
                tracing::warn!(%failure, "member can't be told");
            }
            return;
        }
        // Their text may hold what a member wrote, so only the kind is logged.
        _ => tracing::error!(command, "command not understood"),
    }
    let Some(poise::Context::Application(ctx)) = error.ctx() else { return };
    if ctx.interaction_type == poise::CommandInteractionType::Autocomplete {
        return;
    }
    let words = ctx.framework.user_data.words(ctx.interaction.guild_id);
    let post = Post::words(words.something_went_wrong()).private();
    if let Err(failure) = commands::respond(ctx, &post).await {
        tracing::warn!(command, %failure, "member can't be told");
    }
}
