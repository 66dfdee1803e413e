//! What members write in channels and direct messages.

use super::bot::{Bot, Speaker, Unanswered, topic_of, topic_of_both};
use super::channels::{self, Mode};
use super::cooldown::{Topic, Verdict};
use super::failure::Failure;
use super::post::Post;
use super::render::{self, Shown};
use super::workers::Priority;
use super::{limits, question, safety, send, shadow};
use crate::messages::Words;
use crate::picture::Picture;
use crate::reply::{Answer, Comparison, Reply};
use poise::serenity_prelude as serenity;
use serenity::{Mentionable as _, Message, MessageType};
use std::sync::Arc;

/// How a message speaks to the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address {
    /// A direct message.
    Direct,
    /// It names the bot.
    Mention,
    /// It replies to a message of the bot's.
    Reply,
    /// It doesn't.
    None,
}

/// A member's message, with all that its answer needs.
#[derive(Clone, Copy)]
pub struct Heard<'a> {
    /// The bot.
    pub bot: &'a Bot,
    /// The connection.
    pub ctx: &'a serenity::Context,
    /// The message.
    pub message: &'a Message,
    /// The language of the place.
    pub words: Words,
}

/// Answers the message if it is for the bot.
pub async fn on_message(bot: &Bot, ctx: &serenity::Context, message: &Message) -> Result<(), Failure> {
    let by_machine = message.author.bot || message.author.system || message.webhook_id.is_some();
    if by_machine || !matches!(message.kind, MessageType::Regular | MessageType::InlineReply) {
        return Ok(());
    }
    let heard = Heard::new(bot, ctx, message);
    match (heard.mode().await, heard.address()) {
        (Mode::Off, _) | (Mode::Mention, Address::None) => Ok(()),
        (Mode::Shadow, address) => shadow::on_message(heard, address).await,
        _ if !channels::may_reply(bot, ctx, message) => Ok(()),
        (Mode::Auto, Address::None) => heard.overhear().await,
        (_, address) => {
            let result = heard.respond(address).await;
            let may_tell =
                |failure: &Failure| !failure.is_forbidden() && !failure.is_gone() && !failure.is_rate_limited();
            if result.as_ref().is_err_and(may_tell) {
                heard.apologise().await;
            }
            result
        }
    }
}

/// What there is to answer in a message.
pub enum Found {
    /// A question.
    Question(String),
    /// It only calls the bot.
    Help,
    /// Discord withholds the text; what to say to that.
    Unreadable(String),
    /// Nothing.
    Nothing,
}

impl<'a> Heard<'a> {
    /// The message in the language of its place.
    pub fn new(bot: &'a Bot, ctx: &'a serenity::Context, message: &'a Message) -> Self {
        Heard { bot, ctx, message, words: bot.words(message.guild_id) }
    }

    /// How the place's free text is treated.
    pub async fn mode(self) -> Mode {
        match self.message.guild_id {
            Some(guild) => channels::mode(self.bot, self.ctx, guild, self.message.channel_id).await,
            None => Mode::Mention,
        }
    }

    /// How the message speaks to the bot.
    pub fn address(self) -> Address {
        let me = self.me();
        let replies_to_me = self.message.referenced_message.as_ref().is_some_and(|replied| replied.author.id == me);
        if self.message.guild_id.is_none() {
            Address::Direct
        } else if self.names(me) || self.names_my_role(me) {
            Address::Mention
        } else if replies_to_me {
            Address::Reply
        } else {
            Address::None
        }
    }

    /// How soon it is its turn.
    pub fn priority(self) -> Priority {
        match self.address() {
            Address::None => Priority::Overheard,
            Address::Direct | Address::Mention | Address::Reply => Priority::Addressed,
        }
    }

    /// Who says it, and where.
    pub fn speaker(self) -> Speaker {
        Speaker { channel: self.message.channel_id, member: self.message.author.id }
    }

    fn me(self) -> serenity::UserId {
        self.ctx.cache.current_user().id
    }

    /// Whether the text itself names the bot. The list of mentions won't do: a reply that pings has its addressee in there.
    fn names(self, me: serenity::UserId) -> bool {
        let text = &self.message.content;
        text.contains(&format!("<@{me}>")) || text.contains(&format!("<@!{me}>"))
    }

    /// Discord gives every bot a role of its own name, which is easily taken for the bot when typing `@`.
    fn names_my_role(self, me: serenity::UserId) -> bool {
        let message = self.message;
        let Some(guild) = message.guild_id.and_then(|guild| self.ctx.cache.guild(guild)) else { return false };
        // Discord lists only roles that the member may ping, and by default nobody may ping a bot's.
        let named = |role: &serenity::Role| {
            message.mention_roles.contains(&role.id) || message.content.contains(&role.id.mention().to_string())
        };
        guild.roles.values().any(|role| role.tags.bot_id == Some(me) && named(role))
    }

    /// A message that speaks to the bot always gets a reply, unless the member asks too fast.
    async fn respond(self, address: Address) -> Result<(), Failure> {
        let text = match self.question(address) {
            Found::Question(text) => text,
            Found::Nothing => return Ok(()),
            Found::Help => {
                let me = self.me().mention().to_string();
                return self.within_cooldown(&render::help(&me, self.words)).await;
            }
            Found::Unreadable(words) => return self.within_cooldown(&Post::words(words)).await,
        };
        if !self.may_ask().await? {
            return Ok(());
        }
        let after = self.context();
        self.bot.asks_after(self.message.id, after.as_deref());
        let reply = match self.bot.ask(Priority::Addressed, self.speaker(), text, after).await {
            Ok(reply) => reply,
            Err(why) => return self.put_off(why).await,
        };
        self.log(&reply, "asked");
        if let Reply::Safety { kind, .. } = reply {
            return safety::respond(self, kind, &reply).await;
        }
        if let Reply::Answers(answers) = &reply {
            return self.give(&reply, answers).await;
        }
        let post = self.post_for(&reply).await;
        self.bot.replied(self.message.channel_id, self.message.author.id, &reply);
        self.deliver(&post).await?;
        Ok(())
    }

    /// The question that the message follows up on: that of the message of ours which it replies to, or the member's last one.
    pub fn context(self) -> Option<String> {
        let replied = self.message.referenced_message.as_deref();
        let before = || self.bot.question_before(self.message.channel_id, self.message.author.id);
        self.shown_in(replied).or_else(before)
    }

    /// What is posted as the reply to the message.
    pub async fn post_for(self, reply: &Reply) -> Post {
        let shown = self.shown();
        match reply {
            Reply::Answers(answers) => self.answer_post(answers).await,
            Reply::Suggest(entries) => render::suggest(entries, shown),
            Reply::Miss { nearest, gap } => {
                let moderators = self.bot.asking(self.message.guild_id).is_some();
                render::miss(nearest, gap.as_ref(), &self.bot.advisor().topics(), moderators, shown)
            }
            Reply::OutOfScope { text } | Reply::Smalltalk { text } | Reply::Safety { text, .. } => {
                render::plain(text, shown)
            }
            Reply::OtherLanguage => render::plain(self.words.other_language(), shown),
            Reply::Compare(compared) => render::comparison(compared, 0, shown).picture(self.paths(compared).await),
        }
    }

    fn shown(self) -> Shown {
        Shown { asker: self.message.author.id.get(), private: false, typed: true, words: self.words }
    }

    async fn paths(self, compared: &Comparison) -> Option<Arc<Picture>> {
        let roles = compared.roles.each_ref().map(|role| role.id.as_str());
        let allowed = channels::permissions(self.ctx, self.message);
        self.bot.paths(self.priority(), &roles, self.words, allowed).await
    }

    /// What a message that doesn't speak to the bot would get, with what it asks after: an answer or nothing.
    pub async fn overheard(self) -> Option<(Reply, Option<String>)> {
        let message = self.message;
        // A message to somebody else is a conversation, and butting in is worse than silence.
        let to_somebody = message.referenced_message.is_some() || !message.mentions.is_empty();
        let text = self.text();
        let to_another = self.bot.may_reply_to_another(message) && question::says_you(&text);
        if to_somebody || to_another || text.is_empty() {
            return None;
        }
        let after = self.bot.question_before(message.channel_id, message.author.id);
        let reply = self.bot.overhear(self.speaker(), text, after.clone()).await?;
        matches!(reply, Reply::Answers(_) | Reply::Compare(_) | Reply::Safety { .. }).then_some((reply, after))
    }

    /// A message in an `auto` channel gets an answer or nothing.
    async fn overhear(self) -> Result<(), Failure> {
        let Some((reply, after)) = self.overheard().await else { return Ok(()) };
        let (bot, message) = (self.bot, self.message);
        let topics: Vec<Topic> = match &reply {
            Reply::Safety { .. } => return safety::offer_help(self, &reply).await,
            Reply::Answers(answers) => answers.iter().map(topic_of).collect(),
            Reply::Compare(compared) => vec![topic_of_both(compared)],
            _ => return Ok(()),
        };
        let Ok(claimed) = self.claim(&topics).await else { return Ok(()) };
        if bot.may_ask(message.author.id) != Verdict::Go {
            bot.release(message.channel_id, &claimed);
            return Ok(());
        }
        bot.asks_after(message.id, after.as_deref());
        self.log(&reply, "overheard");
        bot.replied(message.channel_id, message.author.id, &reply);
        let post = self.post_for(&reply).await;
        self.post_claimed(&post, &claimed).await
    }

    /// The words of the message; below a new thread's title, which is part of the question.
    pub fn text(self) -> String {
        let own = question::clean(&self.message.content);
        match self.title() {
            Some(title) => format!("{title}\n{own}").trim().to_owned(),
            None => own,
        }
    }

    /// The title of the thread that the message begins. A forum's post is a thread with the id of its first message.
    fn title(self) -> Option<String> {
        let message = self.message;
        let begins = self.bot.begins_thread(message) || message.channel_id.get() == message.id.get();
        if !begins {
            return None;
        }
        let guild = self.ctx.cache.guild(message.guild_id?)?;
        let thread = guild.threads.iter().find(|thread| thread.id == message.channel_id)?;
        Some(thread.name.clone())
    }

    /// What there is to answer.
    pub fn question(self, address: Address) -> Found {
        let text = self.text();
        if !text.is_empty() {
            return Found::Question(text);
        }
        let (bot, message, words, me) = (self.bot, self.message, self.words, self.me());
        match (address, message.referenced_message.as_deref()) {
            // Discord withholds the text of a reply that pings nobody.
            (Address::Reply, _)
                if !bot.reads_messages() && message.content.is_empty() && !message.mentions_user_id(me) =>
            {
                Found::Unreadable(words.reply_without_ping(&me.mention().to_string()))
            }
            // Nor is the text of a message given that names only the bot's role.
            (Address::Mention, None) if !bot.reads_messages() && message.content.is_empty() => {
                Found::Unreadable(words.role_unreadable(&me.mention().to_string()))
            }
            // A sticker or a picture under an answer is no question.
            (Address::Reply, _) => Found::Nothing,
            (_, Some(quoted)) if quoted.author.id != me => match question::clean(&quoted.content) {
                text if !text.is_empty() => Found::Question(text),
                _ if bot.reads_messages() => Found::Unreadable(words.nothing_to_answer().to_owned()),
                _ => Found::Unreadable(words.quote_unreadable().to_owned()),
            },
            _ => Found::Help,
        }
    }

    /// What a message of the bot's is about, which is what stands last in it: the title of an answer is its entry's question
    /// and that of a card its role, so a restart doesn't lose it. Other titles are interface texts.
    fn shown_in(self, message: Option<&Message>) -> Option<String> {
        let title = message.filter(|message| message.author.id == self.me())?.embeds.last()?.title.as_ref()?;
        let advisor = self.bot.advisor();
        let knowledge = advisor.knowledge();
        let ours =
            knowledge.entries.iter().map(|entry| &entry.question).chain(knowledge.roles.iter().map(|role| &role.name));
        ours.into_iter().find(|text| limits::shorten(text, limits::TITLE) == *title).cloned()
    }

    /// Claims topics for the place; in a direct message there is nobody whom a repeat could bother.
    async fn claim(self, topics: &[Topic]) -> Result<Vec<Topic>, Option<serenity::MessageId>> {
        let guild = self.message.guild_id.ok_or(None)?;
        let cooldown = channels::cooldown(self.bot, self.ctx, guild, self.message.channel_id).await;
        self.bot.claim(self.message.channel_id, topics, cooldown)
    }

    /// Posts the answers of a reply, or points to where they stand already.
    async fn give(self, reply: &Reply, answers: &[Answer]) -> Result<(), Failure> {
        let message = self.message;
        self.bot.replied(message.channel_id, message.author.id, reply);
        let topics: Vec<Topic> = answers.iter().map(topic_of).collect();
        let post = match self.claim(&topics).await {
            Ok(claimed) => {
                let post = self.answer_post(answers).await;
                return self.post_claimed(&post, &claimed).await;
            }
            Err(Some(earlier)) => {
                let link = earlier.link(message.channel_id, message.guild_id);
                Post::words(self.words.answered_before(&link))
            }
            Err(None) => self.answer_post(answers).await,
        };
        self.deliver(&post).await.map(|_| ())
    }

    /// Posts what covers topics that are claimed.
    async fn post_claimed(self, post: &Post, claimed: &[Topic]) -> Result<(), Failure> {
        let sent = self.deliver(post).await;
        match &sent {
            Ok(Some(sent)) => self.bot.said(self.message.channel_id, claimed, *sent),
            Ok(None) | Err(_) => self.bot.release(self.message.channel_id, claimed),
        }
        sent.map(|_| ())
    }

    async fn answer_post(self, answers: &[Answer]) -> Post {
        if let Some(guild) = self.message.guild_id
            && channels::is_quiet(self.bot, self.ctx, guild, self.message.channel_id).await
        {
            return render::quiet(answers, self.message.author.id.get(), self.words);
        }
        render::answers(answers, self.bot.has_boards(), self.shown())
    }

    /// Sends the reply and keeps in mind whose it is; `None` when the question was deleted meanwhile.
    pub async fn deliver(self, post: &Post) -> Result<Option<serenity::MessageId>, Failure> {
        let (bot, http) = (self.bot, &self.ctx.http);
        bot.answering(self.message.id);
        let sent = match send::reply(http, self.message, post).await {
            Ok(sent) => sent,
            Err(failure) if failure.is_gone() => return Ok(None),
            Err(failure) => return Err(failure),
        };
        if bot.answered(self.message.id, sent.channel_id, sent.id) {
            return Ok(Some(sent.id));
        }
        send::delete(http, sent.channel_id, sent.id).await?;
        Ok(None)
    }

    async fn within_cooldown(self, post: &Post) -> Result<(), Failure> {
        if self.may_ask().await? {
            self.deliver(post).await?;
        }
        Ok(())
    }

    /// Counts the question; a member who asks too fast is told so once.
    pub async fn may_ask(self) -> Result<bool, Failure> {
        match self.bot.may_ask(self.message.author.id) {
            Verdict::Go => Ok(true),
            Verdict::Tell => send::notice(&self.ctx.http, self.message, self.words.slow_down()).await.map(|()| false),
            Verdict::Silent => Ok(false),
        }
    }

    /// Tells a member to ask again later; that there is too much to do only once.
    async fn put_off(self, why: Unanswered) -> Result<(), Failure> {
        if why == Unanswered::TooBusy && !self.bot.puts_off(self.message.author.id) {
            return Ok(());
        }
        send::notice(&self.ctx.http, self.message, why.words(self.words)).await
    }

    /// Tells the member that something failed, as far as that still works. An answer that stands speaks for itself.
    pub async fn apologise(self) {
        let message = self.message;
        if self.bot.answer_to(message.id).is_some() {
            return;
        }
        if let Err(failure) = send::notice(&self.ctx.http, message, self.words.something_went_wrong()).await {
            tracing::warn!(channel_id = message.channel_id.get(), message_id = message.id.get(), %failure, "member can't be told");
        }
    }

    /// Notes the reply, without a word of anybody's.
    pub fn log(self, reply: &Reply, event: &str) {
        let (outcome, entry) = super::summary(reply);
        let message = self.message;
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
}
