//! Slash and message commands, one file each.

mod answer_this;
mod ask;
mod compare;
mod help;
mod knowledge;
mod listings;
mod privacy;
mod role;
mod settings;
mod topics;

use super::bot::{Bot, topic_of};
use super::channels;
use super::cooldown::{self, Topic, Verdict};
use super::failure::Failure;
use super::post::Post;
use super::render::{self, Shown};
use super::send::Responder;
use crate::messages::Words;
use crate::reply::Reply;
use poise::serenity_prelude as serenity;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What poise hands to a command.
pub type Context<'a> = poise::ApplicationContext<'a, Arc<Bot>, Failure>;

/// The command that is offered in the home server alone.
pub const FOR_MODERATORS: &str = "knowledge";

/// Every command, in the order in which help names them.
pub fn all() -> Vec<poise::Command<Arc<Bot>, Failure>> {
    vec![
        ask::ask(),
        role::role(),
        compare::compare(),
        listings::listings(),
        topics::topics(),
        help::help(),
        privacy::privacy(),
        settings::settings(),
        answer_this::answer_this(),
        knowledge::knowledge(),
    ]
}

/// Holds back a member who asks too fast; autocompletion isn't counted.
pub async fn check(ctx: poise::Context<'_, Arc<Bot>, Failure>) -> Result<bool, Failure> {
    let poise::Context::Application(ctx) = ctx else { return Ok(false) };
    if ctx.interaction_type == poise::CommandInteractionType::Autocomplete {
        return Ok(true);
    }
    let is_moderators = ctx.interaction.data.name == FOR_MODERATORS;
    if is_moderators || ctx.framework.user_data.may_ask(ctx.interaction.user.id) == Verdict::Go {
        return Ok(true);
    }
    // An interaction without an answer shows as failed, so this is said every time; only the member sees it.
    respond(ctx, &Post::words(words(ctx).slow_down()).private()).await?;
    Ok(false)
}

/// The words for where the command is used.
fn words(ctx: Context<'_>) -> Words {
    ctx.framework.user_data.words(ctx.interaction.guild_id)
}

/// The post, with a note where the bot listens on trial.
async fn with_note(ctx: Context<'_>, post: Post) -> Post {
    let Some(guild) = ctx.interaction.guild_id else { return post };
    let channel = ctx.interaction.channel_id;
    match channels::mode(ctx.framework.user_data, ctx.serenity_context(), guild, channel).await {
        channels::Mode::Shadow => render::on_trial(post, words(ctx)),
        _ => post,
    }
}

/// Answers the command: its first response, or a message after it.
pub async fn respond(ctx: Context<'_>, post: &Post) -> Result<(), Failure> {
    let Some(_busy) = ctx.framework.user_data.work() else { return Ok(()) };
    let responder = responder(ctx);
    let mut post = post.clone();
    // Where nobody else reads it, it needn't be private, which vanishes when the app closes.
    post.private &= others_read(ctx);
    if ctx.has_sent_initial_response.load(Ordering::SeqCst) {
        return responder.follow_up(&post).await;
    }
    responder.message(&post).await?;
    ctx.has_sent_initial_response.store(true, Ordering::SeqCst);
    Ok(())
}

fn others_read(ctx: Context<'_>) -> bool {
    channels::others_read(ctx.interaction.guild_id, ctx.interaction.context)
}

fn responder(ctx: Context<'_>) -> Responder<'_> {
    Responder { http: &ctx.serenity_context().http, id: ctx.interaction.id, token: &ctx.interaction.token }
}

/// Shows a post about these topics to everybody in the channel, or only to the member where everybody saw the same moments
/// ago. `make` gets whether it is private.
async fn show(
    ctx: Context<'_>,
    topics: &[Topic],
    make: impl Fn(Shown) -> Post,
) -> Result<Option<serenity::MessageId>, Failure> {
    let bot = ctx.framework.user_data;
    let interaction = ctx.interaction;
    let others_read = others_read(ctx);
    let claimed = match interaction.guild_id {
        _ if !others_read => Ok(Vec::new()),
        Some(guild) => {
            let cooldown = channels::cooldown(bot, ctx.serenity_context(), guild, interaction.channel_id).await;
            bot.claim(interaction.channel_id, topics, cooldown)
        }
        None => bot.claim(interaction.channel_id, topics, cooldown::REPEAT),
    };
    let private = claimed.is_err();
    let responded =
        respond(ctx, &make(Shown { asker: interaction.user.id.get(), private, typed: false, words: words(ctx) })).await;
    let claimed = claimed.unwrap_or_default();
    if claimed.is_empty() {
        return responded.map(|()| None);
    }
    if responded.is_err() {
        bot.release(interaction.channel_id, &claimed);
    }
    responded?;
    // Discord doesn't tell the id of a response unless asked. The member has the answer, so a failure here costs nobody.
    match responder(ctx).sent().await {
        Ok(sent) => {
            bot.said(interaction.channel_id, &claimed, sent.id);
            Ok(Some(sent.id))
        }
        Err(failure) => {
            tracing::debug!(channel_id = interaction.channel_id.get(), %failure, "response can't be looked up");
            Ok(None)
        }
    }
}

/// Answers a question: an answer for everybody, the rest for the member alone. `above` stands above an answer.
async fn answer(
    ctx: Context<'_>,
    question: &str,
    above: Option<String>,
) -> Result<Option<serenity::MessageId>, Failure> {
    let bot = ctx.framework.user_data;
    let words = words(ctx);
    let interaction = ctx.interaction;
    let after = bot.question_before(interaction.channel_id, interaction.user.id);
    let Some(reply) = bot.ask(interaction.user.id, question.to_owned(), after).await else {
        respond(ctx, &Post::words(words.still_reading()).private()).await?;
        return Ok(None);
    };
    let (outcome, entry) = super::summary(&reply);
    let guild_id = interaction.guild_id.map(serenity::GuildId::get);
    tracing::info!(guild_id, channel_id = interaction.channel_id.get(), command = %interaction.data.name, outcome, entry, "asked");
    bot.replied(interaction.channel_id, interaction.user.id, &reply);

    // Discord doesn't show what was typed into a command. Others want to know it, and so does whoever presses 'Not helpful'.
    let above = Some(above.unwrap_or_else(|| crate::messages::asked(question)));
    let private = Shown { asker: interaction.user.id.get(), private: true, typed: true, words };
    let post = match &reply {
        Reply::Answers(answers) => {
            let make = |shown: Shown| {
                let shown = Shown { typed: true, ..shown };
                Post { content: above.clone(), ..render::answers(answers, bot.has_boards(), shown) }
            };
            let topics: Vec<Topic> = answers.iter().map(topic_of).collect();
            return show(ctx, &topics, make).await;
        }
        Reply::Suggest(entries) => Post { content: above, ..render::suggest(entries, private) },
        Reply::Miss(nearest) => {
            let moderators = bot.asking(interaction.guild_id).is_some();
            Post { content: above, ..render::miss(nearest, &bot.advisor().topics(), moderators, private) }
        }
        Reply::OutOfScope { text } | Reply::Smalltalk { text } => render::plain(text, private),
        Reply::OtherLanguage => render::plain(words.other_language(), private),
        Reply::Compare(compared) => return compare::give(ctx, compared).await,
    };
    respond(ctx, &post).await?;
    Ok(None)
}
