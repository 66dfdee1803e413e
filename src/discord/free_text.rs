//! What members write in channels and direct messages.

use super::bot::{Bot, topic_of, topic_of_both};
use super::channels::{self, Mode};
use super::cooldown::{Topic, Verdict};
use super::failure::Failure;
use super::post::Post;
use super::render::{self, Shown};
use super::{limits, question, send};
use crate::messages;
use crate::picture::Picture;
use crate::reply::{Answer, Comparison, Reply};
use poise::serenity_prelude as serenity;
use serenity::{Mentionable as _, Message, MessageType};
use std::sync::Arc;

/// How a message speaks to the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Address {
    /// A direct message.
    Direct,
    /// It names the bot.
    Mention,
    /// It replies to a message of the bot's.
    Reply,
    /// It doesn't.
    None,
}

/// Answers the message if it is for the bot.
pub async fn on_message(bot: &Bot, ctx: &serenity::Context, message: &Message) -> Result<(), Failure> {
    let me = ctx.cache.current_user().id;
    let by_machine =
        message.author.bot || message.author.system || message.webhook_id.is_some() || message.author.id == me;
    if by_machine || !matches!(message.kind, MessageType::Regular | MessageType::InlineReply) {
        return Ok(());
    }
    let mode = match message.guild_id {
        Some(guild) => channels::mode(bot, ctx, guild, message.channel_id).await,
        None => Mode::Mention,
    };
    match (mode, address(ctx, message, me)) {
        (Mode::Off, _) | (Mode::Mention, Address::None) => Ok(()),
        _ if !channels::may_reply(bot, ctx, message) => Ok(()),
        (Mode::Auto, Address::None) => overhear(bot, ctx, message).await,
        (_, address) => {
            let result = respond(bot, ctx, message, address, me).await;
            let may_tell =
                |failure: &Failure| !failure.is_forbidden() && !failure.is_gone() && !failure.is_rate_limited();
            if result.as_ref().is_err_and(may_tell) {
                apologise(ctx, message).await;
            }
            result
        }
    }
}

fn address(ctx: &serenity::Context, message: &Message, me: serenity::UserId) -> Address {
    let replies_to_me = message.referenced_message.as_ref().is_some_and(|replied| replied.author.id == me);
    if message.guild_id.is_none() {
        Address::Direct
    } else if names(message, me) || names_my_role(ctx, message, me) {
        Address::Mention
    } else if replies_to_me {
        Address::Reply
    } else {
        Address::None
    }
}

/// Whether the text itself names the bot. The list of mentions won't do: a reply that pings has its addressee in there.
fn names(message: &Message, me: serenity::UserId) -> bool {
    message.content.contains(&format!("<@{me}>")) || message.content.contains(&format!("<@!{me}>"))
}

/// Discord gives every bot a role of its own name, which is easily taken for the bot when typing `@`.
fn names_my_role(ctx: &serenity::Context, message: &Message, me: serenity::UserId) -> bool {
    let Some(guild) = message.guild_id.and_then(|guild| ctx.cache.guild(guild)) else { return false };
    // Discord lists only roles that the member may ping, and by default nobody may ping a bot's.
    let named = |role: &serenity::Role| {
        message.mention_roles.contains(&role.id) || message.content.contains(&role.id.mention().to_string())
    };
    guild.roles.values().any(|role| role.tags.bot_id == Some(me) && named(role))
}

/// A message that speaks to the bot always gets a reply, unless the member asks too fast.
async fn respond(
    bot: &Bot,
    ctx: &serenity::Context,
    message: &Message,
    address: Address,
    me: serenity::UserId,
) -> Result<(), Failure> {
    let text = match question_in(bot, message, address, me) {
        Found::Question(text) => text,
        Found::Nothing => return Ok(()),
        Found::Help => {
            return within_cooldown(bot, ctx, message, &render::help(&me.mention().to_string())).await;
        }
        Found::Unreadable(words) => return within_cooldown(bot, ctx, message, &Post::words(words)).await,
    };
    if !may_ask(bot, ctx, message).await? {
        return Ok(());
    }
    let after = shown_in(bot, message.referenced_message.as_deref(), me)
        .or_else(|| bot.question_before(message.channel_id, message.author.id));
    bot.asks_after(message.id, after.as_deref());
    let Some(reply) = bot.ask(message.author.id, text, after).await else {
        return send::notice(&ctx.http, message, messages::STILL_READING).await;
    };
    log(message, &reply, "asked");
    if let Reply::Answers(answers) = &reply {
        return give(bot, ctx, message, &reply, answers).await;
    }
    let post = post_for(bot, ctx, message, &reply).await;
    bot.replied(message.channel_id, message.author.id, &reply);
    deliver(bot, ctx, message, &post).await?;
    Ok(())
}

/// What is posted as the reply to a message.
pub async fn post_for(bot: &Bot, ctx: &serenity::Context, message: &Message, reply: &Reply) -> Post {
    let shown = Shown { asker: message.author.id.get(), private: false, typed: true };
    match reply {
        Reply::Answers(answers) => answer_post(bot, ctx, message, answers).await,
        Reply::Suggest(entries) => render::suggest(entries, shown),
        Reply::Miss(nearest) => render::miss(nearest, bot.has_moderators(message.guild_id), shown),
        Reply::OutOfScope { text } | Reply::Smalltalk { text } => render::plain(text, shown),
        Reply::OtherLanguage => render::plain(messages::OTHER_LANGUAGE, shown),
        Reply::Compare(compared) => {
            render::comparison(compared, 0, shown).picture(paths(bot, ctx, message, compared).await)
        }
    }
}

async fn paths(bot: &Bot, ctx: &serenity::Context, message: &Message, compared: &Comparison) -> Option<Arc<Picture>> {
    let roles = compared.roles.each_ref().map(|role| role.id.as_str());
    bot.paths(&roles, channels::permissions(ctx, message)).await
}

/// A message in an `auto` channel gets an answer or nothing.
async fn overhear(bot: &Bot, ctx: &serenity::Context, message: &Message) -> Result<(), Failure> {
    // A message to somebody else is a conversation, and butting in is worse than silence.
    let to_somebody = message.referenced_message.is_some() || !message.mentions.is_empty();
    let text = question::clean(&message.content);
    if to_somebody || text.is_empty() {
        return Ok(());
    }
    let after = bot.question_before(message.channel_id, message.author.id);
    let before = after.clone();
    let Some(reply) = bot.overhear(message.author.id, text, after).await else { return Ok(()) };
    let topics: Vec<Topic> = match &reply {
        Reply::Answers(answers) => answers.iter().map(topic_of).collect(),
        Reply::Compare(compared) => vec![topic_of_both(compared)],
        _ => return Ok(()),
    };
    let Ok(claimed) = bot.claim(message.channel_id, &topics) else { return Ok(()) };
    if bot.may_ask(message.author.id) != Verdict::Go {
        bot.release(message.channel_id, &claimed);
        return Ok(());
    }
    bot.asks_after(message.id, before.as_deref());
    log(message, &reply, "overheard");
    bot.replied(message.channel_id, message.author.id, &reply);
    let post = post_for(bot, ctx, message, &reply).await;
    post_claimed(bot, ctx, message, &post, &claimed).await
}

enum Found {
    Question(String),
    Help,
    Unreadable(String),
    Nothing,
}

fn question_in(bot: &Bot, message: &Message, address: Address, me: serenity::UserId) -> Found {
    let text = question::clean(&message.content);
    if !text.is_empty() {
        return Found::Question(text);
    }
    match (address, message.referenced_message.as_deref()) {
        // Discord withholds the text of a reply that pings nobody.
        (Address::Reply, _) if !bot.reads_messages() && message.content.is_empty() && !message.mentions_user_id(me) => {
            Found::Unreadable(messages::reply_without_ping(&me.mention().to_string()))
        }
        // Nor is the text of a message given that names only the bot's role.
        (Address::Mention, None) if !bot.reads_messages() && message.content.is_empty() => {
            Found::Unreadable(messages::role_unreadable(&me.mention().to_string()))
        }
        // A sticker or a picture under an answer is no question.
        (Address::Reply, _) => Found::Nothing,
        (_, Some(quoted)) if quoted.author.id != me => match question::clean(&quoted.content) {
            text if !text.is_empty() => Found::Question(text),
            _ if bot.reads_messages() => Found::Unreadable(messages::NOTHING_TO_ANSWER.to_owned()),
            _ => Found::Unreadable(messages::QUOTE_UNREADABLE.to_owned()),
        },
        _ => Found::Help,
    }
}

/// What a message of the bot's is about, which is what stands last in it: the title of an answer is its entry's question and
/// that of a card its role, so a restart doesn't lose it. Other titles are interface texts.
fn shown_in(bot: &Bot, message: Option<&Message>, me: serenity::UserId) -> Option<String> {
    let title = message.filter(|message| message.author.id == me)?.embeds.last()?.title.as_ref()?;
    let advisor = bot.advisor();
    let knowledge = advisor.knowledge();
    let ours =
        knowledge.entries.iter().map(|entry| &entry.question).chain(knowledge.roles.iter().map(|role| &role.name));
    ours.into_iter().find(|text| limits::shorten(text, limits::TITLE) == *title).cloned()
}

/// Posts the answers of a reply, or points to where they stand already.
async fn give(
    bot: &Bot,
    ctx: &serenity::Context,
    message: &Message,
    reply: &Reply,
    answers: &[Answer],
) -> Result<(), Failure> {
    bot.replied(message.channel_id, message.author.id, reply);
    let topics: Vec<Topic> = answers.iter().map(topic_of).collect();
    // In a direct message there is nobody whom a repeat could bother.
    let claimed = if message.guild_id.is_some() { bot.claim(message.channel_id, &topics) } else { Err(None) };
    let post = match claimed {
        Ok(claimed) => {
            let post = answer_post(bot, ctx, message, answers).await;
            return post_claimed(bot, ctx, message, &post, &claimed).await;
        }
        Err(Some(earlier)) => {
            let link = earlier.link(message.channel_id, message.guild_id);
            Post::words(messages::answered_before(&link))
        }
        Err(None) => answer_post(bot, ctx, message, answers).await,
    };
    deliver(bot, ctx, message, &post).await.map(|_| ())
}

/// Posts what covers topics that are claimed.
async fn post_claimed(
    bot: &Bot,
    ctx: &serenity::Context,
    message: &Message,
    post: &Post,
    claimed: &[Topic],
) -> Result<(), Failure> {
    let sent = deliver(bot, ctx, message, post).await;
    match &sent {
        Ok(Some(sent)) => bot.said(message.channel_id, claimed, *sent),
        Ok(None) | Err(_) => bot.release(message.channel_id, claimed),
    }
    sent.map(|_| ())
}

async fn answer_post(bot: &Bot, ctx: &serenity::Context, message: &Message, answers: &[Answer]) -> Post {
    if let Some(guild) = message.guild_id
        && channels::is_quiet(bot, ctx, guild, message.channel_id).await
    {
        return render::quiet(answers, message.author.id.get());
    }
    render::answers(answers, bot.has_boards(), Shown { asker: message.author.id.get(), private: false, typed: true })
}

/// Sends the reply and keeps in mind whose it is; `None` when the question was deleted meanwhile.
async fn deliver(
    bot: &Bot,
    ctx: &serenity::Context,
    message: &Message,
    post: &Post,
) -> Result<Option<serenity::MessageId>, Failure> {
    bot.answering(message.id);
    let sent = match send::reply(&ctx.http, message, post).await {
        Ok(sent) => sent,
        Err(failure) if failure.is_gone() => return Ok(None),
        Err(failure) => return Err(failure),
    };
    if bot.answered(message.id, sent.channel_id, sent.id) {
        return Ok(Some(sent.id));
    }
    send::delete(&ctx.http, sent.channel_id, sent.id).await?;
    Ok(None)
}

async fn within_cooldown(bot: &Bot, ctx: &serenity::Context, message: &Message, post: &Post) -> Result<(), Failure> {
    if may_ask(bot, ctx, message).await? {
        deliver(bot, ctx, message, post).await?;
    }
    Ok(())
}

async fn may_ask(bot: &Bot, ctx: &serenity::Context, message: &Message) -> Result<bool, Failure> {
    match bot.may_ask(message.author.id) {
        Verdict::Go => Ok(true),
        Verdict::Tell => send::notice(&ctx.http, message, messages::SLOW_DOWN).await.map(|()| false),
        Verdict::Silent => Ok(false),
    }
}

/// Whether the message speaks to the bot.
pub fn is_for(ctx: &serenity::Context, message: &Message) -> bool {
    address(ctx, message, ctx.cache.current_user().id) != Address::None
}

/// Tells the member that something failed, as far as that still works.
pub async fn apologise(ctx: &serenity::Context, message: &Message) {
    if let Err(failure) = send::notice(&ctx.http, message, messages::SOMETHING_WENT_WRONG).await {
        tracing::warn!(channel_id = message.channel_id.get(), message_id = message.id.get(), %failure, "member can't be told");
    }
}

fn log(message: &Message, reply: &Reply, event: &str) {
    let (outcome, entry) = super::summary(reply);
    let guild_id = message.guild_id.map(serenity::GuildId::get);
    tracing::info!(
        guild_id,
        channel_id = message.channel_id.get(),
        message_id = message.id.get(),
        outcome,
        entry,
        "{event}"
    );
}
