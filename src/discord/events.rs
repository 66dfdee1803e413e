//! What Discord tells the bot, and the one place where failures and panics end.

use super::bot::Bot;
use super::custom_id::CustomId;
use super::failure::Failure;
use super::free_text::{Address, Heard};
use super::post::Post;
use super::{commands, components, edited, free_text, moderate, send};
use crate::messages::Words;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
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
        FullEvent::Message { new_message: message } => on_message(bot, ctx, message).await,
        FullEvent::InteractionCreate { interaction: serenity::Interaction::Component(pressed) } => {
            on_component(bot, ctx, pressed).await;
        }
        FullEvent::InteractionCreate { interaction: serenity::Interaction::Modal(sent) } => {
            on_form(bot, ctx, sent).await;
        }
        FullEvent::MessageUpdate { event: edit, .. } => on_edit(bot, ctx, edit).await,
        FullEvent::ThreadCreate { thread } => bot.thread_opened(thread),
        FullEvent::MessageDelete { deleted_message_id, .. } => on_delete(bot, ctx, &[*deleted_message_id]).await,
        FullEvent::MessageDeleteBulk { multiple_deleted_messages_ids, .. } => {
            on_delete(bot, ctx, multiple_deleted_messages_ids).await;
        }
        _ => {}
    }
}

/// Why a handler didn't get to its end.
enum Trouble {
    Failure(Failure),
    Panic,
}

/// Runs a handler; neither a failure nor a panic gets past this. It comes boxed, since an event of any kind would else take as much
/// memory as the largest of all handlers.
async fn guarded(handler: BoxFuture<'_, Result<(), Failure>>) -> Result<(), Trouble> {
    match AssertUnwindSafe(handler).catch_unwind().await {
        Ok(done) => done.map_err(Trouble::Failure),
        Err(_) => Err(Trouble::Panic),
    }
}

async fn on_message(bot: &Arc<Bot>, ctx: &serenity::Context, message: &serenity::Message) {
    let Some(_busy) = bot.work() else { return };
    let (channel_id, message_id) = (message.channel_id.get(), message.id.get());
    match guarded(free_text::on_message(bot, ctx, message).boxed()).await {
        Ok(()) => {}
        Err(Trouble::Failure(failure)) => tracing::warn!(channel_id, message_id, %failure, "message not answered"),
        Err(Trouble::Panic) => {
            tracing::error!(channel_id, message_id, "panic while answering");
            let heard = Heard::new(bot, ctx, message);
            if heard.address() != Address::None {
                heard.apologise().boxed().await;
            }
        }
    }
}

async fn on_component(bot: &Arc<Bot>, ctx: &serenity::Context, pressed: &serenity::ComponentInteraction) {
    let Some(_busy) = bot.work() else { return };
    let Err(trouble) = guarded(components::on_component(bot, ctx, pressed).boxed()).await else { return };
    let (channel_id, message_id) = (pressed.channel_id.get(), pressed.message.id.get());
    match &trouble {
        Trouble::Failure(failure) => tracing::warn!(channel_id, message_id, %failure, "button failed"),
        Trouble::Panic => tracing::error!(channel_id, message_id, "panic in a button"),
    }
    let responder = send::Responder { http: &ctx.http, id: pressed.id, token: &pressed.token };
    apologise(&trouble, responder, bot.words(pressed.guild_id)).boxed().await;
}

async fn on_form(bot: &Arc<Bot>, ctx: &serenity::Context, sent: &serenity::ModalInteraction) {
    let Some(_busy) = bot.work() else { return };
    let Some(CustomId::Moderate(task)) = CustomId::parse(&sent.data.custom_id) else { return };
    let responder = send::Responder { http: &ctx.http, id: sent.id, token: &sent.token };
    let Err(trouble) = guarded(moderate::on_form(bot, responder, sent, task).boxed()).await else { return };
    let channel_id = sent.channel_id.get();
    match &trouble {
        Trouble::Failure(failure) => tracing::warn!(channel_id, %failure, "form failed"),
        Trouble::Panic => tracing::error!(channel_id, "panic in a form"),
    }
    apologise(&trouble, responder, bot.words(sent.guild_id)).boxed().await;
}

async fn on_edit(bot: &Arc<Bot>, ctx: &serenity::Context, edit: &serenity::MessageUpdateEvent) {
    let Some(_busy) = bot.work() else { return };
    let (channel_id, message_id) = (edit.channel_id.get(), edit.id.get());
    match guarded(edited::on_edit(bot, ctx, edit).boxed()).await {
        Ok(()) => {}
        Err(Trouble::Failure(failure)) => {
            tracing::warn!(channel_id, message_id, %failure, "edited question keeps its first answer");
        }
        Err(Trouble::Panic) => tracing::error!(channel_id, message_id, "panic while answering an edited question"),
    }
}

/// Tells a member that something failed, as far as it's of use.
async fn apologise(trouble: &Trouble, responder: send::Responder<'_>, words: Words) {
    if let Trouble::Failure(failure) = trouble
        && (failure.is_gone() || failure.is_rate_limited())
    {
        return;
    }
    let post = Post::words(words.something_went_wrong()).private();
    if let Err(failure) = responder.tell(&post).await {
        tracing::warn!(%failure, "member can't be told");
    }
}

/// A deleted question takes its answer along.
async fn on_delete(bot: &Arc<Bot>, ctx: &serenity::Context, deleted: &[serenity::MessageId]) {
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
