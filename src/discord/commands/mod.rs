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

use super::bot::{Bot, Busy, Speaker, topic_of};
use super::channels;
use super::cooldown::{self, Topic, Verdict};
use super::failure::Failure;
use super::post::Post;
use super::render::{self, Shown};
use super::send::{PROMPTLY, Responder};
use super::workers::Priority;
use crate::messages::Words;
use crate::picture::Picture;
use crate::reply::Reply;
use poise::serenity_prelude as serenity;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::time::{Instant, timeout_at};

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

/// What is kept of a command until it's done.
struct Invocation {
    _busy: Busy,
    /// An answer was promised and hasn't come yet.
    promised: bool,
}

/// Begins a command, unless the bot is stopping; holds back a member who asks too fast. Autocompletion isn't counted.
pub async fn check(ctx: poise::Context<'_, Arc<Bot>, Failure>) -> Result<bool, Failure> {
    let poise::Context::Application(ctx) = ctx else { return Ok(false) };
    if ctx.interaction_type == poise::CommandInteractionType::Autocomplete {
        return Ok(true);
    }
    let Some(busy) = ctx.framework.user_data.work() else { return Ok(false) };
    *ctx.invocation_data.lock().await = Box::new(Invocation { _busy: busy, promised: false });
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

/// Answers the command: its first response, the one that was promised, or a message after it.
pub async fn respond(ctx: Context<'_>, post: &Post) -> Result<(), Failure> {
    deliver(ctx, post).await.map(|_| ())
}

/// Does what [`respond`] says; returns the message's id where Discord tells it without being asked.
async fn deliver(ctx: Context<'_>, post: &Post) -> Result<Option<serenity::MessageId>, Failure> {
    let responder = responder(ctx);
    let mut post = post.clone();
    // Where nobody else reads it, it needn't be private, which vanishes when the app closes.
    post.private &= others_read(ctx);
    if !ctx.has_sent_initial_response.load(Ordering::SeqCst) {
        responder.message(&post).await?;
        ctx.has_sent_initial_response.store(true, Ordering::SeqCst);
        return Ok(None);
    }
    if set_promised(ctx, false).await {
        if post.private {
            return responder.edit(&post).await.map(|()| None);
        }
        // A message stays private to its end, so that one for everybody has to be another.
        responder.remove().await?;
    }
    Ok(responder.follow_up(&post).await?.map(|sent| sent.id))
}

/// Waits for what an answer needs. If that isn't there by the deadline, the answer is promised; privately, since it isn't known yet
/// whether it's for everybody.
async fn promptly<T>(ctx: Context<'_>, deadline: Instant, work: impl Future<Output = T>) -> Result<T, Failure> {
    let mut work = pin!(work);
    if let Ok(done) = timeout_at(deadline, &mut work).await {
        return Ok(done);
    }
    responder(ctx).think().await?;
    ctx.has_sent_initial_response.store(true, Ordering::SeqCst);
    set_promised(ctx, true).await;
    Ok(work.await)
}

/// Keeps in mind whether an answer was promised; returns whether it was before.
async fn set_promised(ctx: Context<'_>, promised: bool) -> bool {
    let mut data = ctx.invocation_data.lock().await;
    data.downcast_mut().is_some_and(|kept: &mut Invocation| std::mem::replace(&mut kept.promised, promised))
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
    let place = Place::claim(ctx, topics).await;
    place.show(&make(place.shown)).await
}

/// Like [`show`], with a picture. If that isn't drawn by the deadline, the post comes without it, and it is added later.
async fn show_with_picture(
    ctx: Context<'_>,
    topics: &[Topic],
    deadline: Instant,
    drawing: impl Future<Output = Option<Arc<Picture>>>,
    make: impl Fn(Shown) -> Post,
) -> Result<Option<serenity::MessageId>, Failure> {
    let mut drawing = pin!(drawing);
    // Who was promised an answer waits for all of it.
    let drawn = match ctx.has_sent_initial_response.load(Ordering::SeqCst) {
        true => Ok(drawing.as_mut().await),
        false => timeout_at(deadline, &mut drawing).await,
    };
    let place = Place::claim(ctx, topics).await;
    let post = make(place.shown);
    let is_late = drawn.is_err();
    let sent = place.show(&post.clone().picture(drawn.unwrap_or_default())).await?;
    if is_late
        && let Some(late) = drawing.await
        && let Err(failure) = responder(ctx).edit(&post.picture(Some(late))).await
    {
        tracing::debug!(channel_id = ctx.interaction.channel_id.get(), %failure, "picture can't be added");
    }
    Ok(sent)
}

/// Where something is shown, and which topics that covers.
struct Place<'a> {
    ctx: Context<'a>,
    shown: Shown,
    claimed: Vec<Topic>,
}

impl<'a> Place<'a> {
    async fn claim(ctx: Context<'a>, topics: &[Topic]) -> Self {
        let bot = ctx.framework.user_data;
        let interaction = ctx.interaction;
        let claimed = match interaction.guild_id {
            _ if !others_read(ctx) => Ok(Vec::new()),
            Some(guild) => {
                let cooldown = channels::cooldown(bot, ctx.serenity_context(), guild, interaction.channel_id).await;
                bot.claim(interaction.channel_id, topics, cooldown)
            }
            None => bot.claim(interaction.channel_id, topics, cooldown::REPEAT),
        };
        let private = claimed.is_err();
        let shown = Shown { asker: interaction.user.id.get(), private, typed: false, words: words(ctx) };
        Place { ctx, shown, claimed: claimed.unwrap_or_default() }
    }

    async fn show(&self, post: &Post) -> Result<Option<serenity::MessageId>, Failure> {
        let (ctx, claimed) = (self.ctx, &self.claimed);
        let bot = ctx.framework.user_data;
        let channel = ctx.interaction.channel_id;
        let sent = deliver(ctx, post).await;
        if claimed.is_empty() {
            return sent.map(|_| None);
        }
        if sent.is_err() {
            bot.release(channel, claimed);
        }
        // Discord doesn't tell the id of a first response unless asked. The member has the answer, so a failure here costs nobody.
        let looked_up = match sent? {
            Some(sent) => Ok(sent),
            None => responder(ctx).sent().await.map(|sent| sent.id),
        };
        match looked_up {
            Ok(sent) => {
                bot.said(channel, claimed, sent);
                Ok(Some(sent))
            }
            Err(failure) => {
                tracing::debug!(channel_id = channel.get(), %failure, "response can't be looked up");
                Ok(None)
            }
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
    let deadline = Instant::now() + PROMPTLY;
    let speaker = Speaker { channel: interaction.channel_id, member: interaction.user.id };
    let asking = bot.ask(Priority::Interaction, speaker, question.to_owned(), after);
    let reply = match promptly(ctx, deadline, asking).await? {
        Ok(reply) => reply,
        Err(why) => {
            respond(ctx, &Post::words(why.words(words)).private()).await?;
            return Ok(None);
        }
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
        Reply::Miss { nearest, gap } => {
            let moderators = bot.asking(interaction.guild_id).is_some();
            Post { content: above, ..render::miss(nearest, gap.as_ref(), &bot.advisor().topics(), moderators, private) }
        }
        Reply::OutOfScope { text } | Reply::Smalltalk { text } => render::plain(text, private),
        Reply::Safety { text, .. } => {
            bot.forget_conversation(speaker);
            Post::words(text).private()
        }
        Reply::OtherLanguage => render::plain(words.other_language(), private),
        Reply::Compare(compared) => return compare::give(ctx, compared, deadline).await,
    };
    respond(ctx, &post).await?;
    Ok(None)
}
