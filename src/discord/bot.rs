//! What all handlers share.

use super::channels::Parents;
use super::cooldown::{self, MemberCooldown, Repeats, Topic, Verdict};
use super::exchange::{Exchanges, Place, Trails, Turns};
use super::recent::Recent;
use super::settings::{Asking, Settings};
use super::workers::{Dropped, Priority, WorkerPool};
use crate::advisor::{Advisor, Concern, Context};
use crate::config::Config;
use crate::knowledge::Checked;
use crate::messages::Words;
use crate::moderation::Desk;
use crate::picture::Picture;
use crate::reply::{Answer, Comparison, Reply};
use crate::store::NewMiss;
use poise::serenity_prelude as serenity;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// A question that the bot was asked, or overheard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Who asked; Discord's id.
    pub member: u64,
    /// The question as it was typed.
    pub question: String,
    /// The same member's question before it, where it may be a follow-up.
    pub after: Option<String>,
}

/// Is told of each question. The playground shows why it got its answer; in a real Discord there is none, since what members
/// write is read, answered and forgotten.
pub type Listener = Box<dyn Fn(Asked) + Send + Sync>;

/// Who says something, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Speaker {
    /// The channel.
    pub channel: serenity::ChannelId,
    /// The member.
    pub member: serenity::UserId,
}

/// Why a question got no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// The knowledge base is still being read.
    StillReading,
    /// There was too much to do at once.
    TooBusy,
}

impl Unanswered {
    /// What the member who asked is told.
    pub fn words(self, words: Words) -> &'static str {
        match self {
            Unanswered::StillReading => words.still_reading(),
            Unanswered::TooBusy => words.too_busy(),
        }
    }
}

/// Shared by all handlers, also across a reconnect with other intents.
pub struct Bot {
    /// Where moderators' work is done, and what answers questions.
    pub desk: Arc<Desk>,
    /// The operator's settings.
    pub config: Config,
    listener: Option<Listener>,
    /// What servers' admins have set.
    pub settings: Settings,
    /// Which channels threads belong to.
    pub parents: Parents,
    /// Where questions are understood and pictures drawn.
    pub workers: WorkerPool,
    /// Discord tells what members write, also where they don't speak to the bot.
    message_content: AtomicBool,
    stopping: AtomicBool,
    busy: AtomicUsize,
    /// Held for a few steps at a time and never across a request.
    memory: Mutex<Memory>,
}

struct Memory {
    /// Questions that members ask.
    questions: MemberCooldown,
    /// What members say that isn't said to the bot. Counted apart, so that nobody chats away the questions that they may ask.
    overheard: MemberCooldown,
    /// Members who were told that there is too much to do.
    put_off: Recent<u64, ()>,
    repeats: Repeats,
    exchanges: Exchanges,
    turns: Turns,
    /// What members said last, since a cry for help may be split over two messages.
    said: Recent<Speaker, String>,
    /// Who was offered help where they didn't speak to the bot.
    helped: Recent<Speaker, ()>,
    trails: Trails,
    /// The questions after which messages were asked, for edits and for answers that don't help.
    contexts: Recent<u64, String>,
    /// Messages of the bot's whose questions the moderators were told of.
    passed_on: Recent<u64, ()>,
    /// Threads that were just opened.
    opened: Recent<u64, Opened>,
    /// Which permissions the bot lacks in channels where it was spoken to.
    lacking: Recent<u64, serenity::Permissions>,
    /// The errors that moderators were told of last and that still stand in the way.
    told_of: Option<Arc<Checked>>,
}

/// For so long a member's message is read together with the next one.
const SAID_FOR: Duration = Duration::from_secs(2 * 60);
/// So much of it is kept, in characters.
const SAID: usize = 300;
/// For so long a member isn't offered help again who didn't ask for it.
const HELPED_FOR: Duration = Duration::from_secs(10 * 60);

/// A thread whose title belongs to its first message.
struct Opened {
    owner: u64,
    /// The first message, once it was written.
    first: Option<u64>,
}

impl Default for Memory {
    fn default() -> Self {
        Memory {
            questions: MemberCooldown::new(cooldown::QUESTIONS),
            overheard: MemberCooldown::new(cooldown::OVERHEARD),
            put_off: Recent::new(Duration::from_secs(60), 10_000),
            repeats: Repeats::default(),
            exchanges: Exchanges::default(),
            turns: Turns::default(),
            said: Recent::new(SAID_FOR, 2_000),
            helped: Recent::new(HELPED_FOR, 10_000),
            trails: Trails::default(),
            contexts: Recent::new(Duration::from_secs(15 * 60), 10_000),
            passed_on: Recent::new(Duration::from_secs(24 * 60 * 60), 10_000),
            opened: Recent::new(Duration::from_secs(15 * 60), 10_000),
            lacking: Recent::new(Duration::from_secs(24 * 60 * 60), 10_000),
            told_of: None,
        }
    }
}

/// While it lives, the bot counts as busy.
pub struct Busy(Arc<Bot>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.busy.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Bot {
    /// Nothing asked yet.
    pub fn new(config: Config, desk: Arc<Desk>, listener: Option<Listener>, workers: WorkerPool) -> Self {
        Bot {
            desk,
            workers,
            config,
            listener,
            settings: Settings::default(),
            parents: Parents::default(),
            message_content: AtomicBool::new(true),
            stopping: AtomicBool::new(false),
            busy: AtomicUsize::new(0),
            memory: Mutex::default(),
        }
    }

    /// What answers questions now; the next call may give another one.
    pub fn advisor(&self) -> Arc<Advisor> {
        self.desk.serving.advisor()
    }

    /// Answers a member's question. One that gets no answer goes to the moderators' inbox; one that is only overheard, where it
    /// looks like ours.
    ///
    /// # Errors
    /// It got no reply; whoever asked may ask again later.
    pub async fn ask(
        &self,
        priority: Priority,
        speaker: Speaker,
        question: String,
        after: Option<String>,
    ) -> Result<Reply, Unanswered> {
        self.tell(speaker.member, &question, after.as_deref());
        let (asked, before) = (question.clone(), after.clone());
        let said_before = self.says(speaker, &question);
        let ask_in = move |advisor: &Advisor| {
            let context = Context { after: before.as_deref(), said_before: said_before.as_deref() };
            advisor.ask_in(&asked, context)
        };
        let outcome = self.think(priority, ask_in).await?;
        let is_missed = if priority == Priority::Overheard { outcome.is_gap } else { outcome.unanswered };
        if is_missed {
            self.keep_miss(speaker.member, &question, after.as_deref()).await;
        }
        Ok(outcome.reply)
    }

    /// What the bot could say to something that wasn't said to it; nothing to chatter, to who says more than anybody can follow,
    /// while the knowledge base is still being read, and when there is too much to do.
    pub async fn overhear(&self, speaker: Speaker, text: String, after: Option<String>) -> Option<Reply> {
        // Before anything else, since a flood must cost nothing.
        if !self.may_overhear(speaker.member) {
            return None;
        }
        self.tell(speaker.member, &text, after.as_deref());
        let said_before = self.says(speaker, &text);
        let context = Context { after: after.as_deref(), said_before: said_before.as_deref() };
        let priority = match self.advisor().concern(&text, context) {
            Concern::None => return None,
            Concern::Safety => Priority::Addressed,
            Concern::Question => Priority::Overheard,
        };
        let (heard, before) = (text.clone(), after.clone());
        let overhear = move |advisor: &Advisor| {
            let context = Context { after: before.as_deref(), said_before: said_before.as_deref() };
            advisor.overhear(&heard, context)
        };
        let outcome = self.think(priority, overhear).await.ok().flatten()?;
        if outcome.is_gap {
            self.keep_miss(speaker.member, &text, after.as_deref()).await;
        }
        Some(outcome.reply)
    }

    /// Keeps in mind that a member speaks in a channel; whether it may be to somebody else who spoke just before, and whom the bot
    /// didn't answer.
    pub fn may_reply_to_another(&self, message: &serenity::Message) -> bool {
        let (channel, member) = (message.channel_id.get(), message.author.id.get());
        let mut memory = self.memory();
        let replied_to = memory.turns.take(Instant::now(), channel, member, message.id.get());
        replied_to.is_some_and(|other| memory.trails.answer(Instant::now(), other).is_none())
    }

    /// Keeps in mind what a member says; returns what they said before.
    fn says(&self, speaker: Speaker, text: &str) -> Option<String> {
        let mut memory = self.memory();
        let before = memory.said.remove(Instant::now(), &speaker);
        memory.said.insert(Instant::now(), speaker, text.chars().take(SAID).collect());
        before
    }

    /// Forgets what was said with a member: somebody in need isn't led back to careers, and their words aren't kept.
    pub fn forget_conversation(&self, speaker: Speaker) {
        let mut memory = self.memory();
        memory.said.remove(Instant::now(), &speaker);
        memory.exchanges.forget(Instant::now(), speaker.channel.get(), speaker.member.get());
    }

    /// Keeps in mind that help is offered to who didn't speak to the bot; whether that is news.
    pub fn offers_help(&self, speaker: Speaker) -> bool {
        let mut memory = self.memory();
        let news = memory.helped.get(Instant::now(), &speaker).is_none();
        memory.helped.insert(Instant::now(), speaker, ());
        news
    }

    /// What to say to a text in which somebody may be in need, or attacks, where it isn't a question.
    pub async fn safety(&self, text: &str) -> Option<String> {
        let text = text.to_owned();
        match self.think(Priority::Interaction, move |advisor| advisor.safety(&text)).await.ok()?? {
            Reply::Safety { text, .. } => Some(text),
            _ => None,
        }
    }

    fn tell(&self, member: serenity::UserId, question: &str, after: Option<&str>) {
        if let Some(listener) = &self.listener {
            let (question, after) = (question.to_owned(), after.map(str::to_owned));
            listener(Asked { member: member.get(), question, after });
        }
    }

    async fn keep_miss(&self, member: serenity::UserId, question: &str, after: Option<&str>) {
        let miss = NewMiss { after, ..NewMiss::unanswered(question) };
        if let Err(error) = self.desk.missed(member.get(), miss).await {
            tracing::warn!(%error, "a question without an answer can't be kept");
        }
    }

    /// The picture of the roles' training paths; `None` where there is none, where the bot may send no files, and when there is too
    /// much to do: what is said goes without it.
    pub async fn paths(
        &self,
        priority: Priority,
        roles: &[&str],
        words: Words,
        allowed: Option<serenity::Permissions>,
    ) -> Option<Arc<Picture>> {
        if allowed.is_some_and(|allowed| !allowed.contains(serenity::Permissions::ATTACH_FILES)) {
            return None;
        }
        let advisor = self.advisor();
        let roles: Vec<String> = roles.iter().map(|role| (*role).to_owned()).collect();
        let draw = move || advisor.paths(&roles.iter().map(String::as_str).collect::<Vec<_>>(), words);
        self.workers.run(priority, draw).await.ok().flatten()
    }

    /// Asks the advisor on one of the worker threads, so that a burst of questions doesn't keep the gateway waiting.
    async fn think<T: Send + 'static>(
        &self,
        priority: Priority,
        ask: impl FnOnce(&Advisor) -> T + Send + 'static,
    ) -> Result<T, Unanswered> {
        let advisor = self.advisor();
        if !advisor.has_learnt() {
            return Err(Unanswered::StillReading);
        }
        self.workers.run(priority, move || ask(&advisor)).await.map_err(|Dropped| Unanswered::TooBusy)
    }

    /// Whether Discord tells what members write where they don't speak to the bot.
    pub fn reads_messages(&self) -> bool {
        self.message_content.load(Ordering::Relaxed)
    }

    /// From now on Discord doesn't.
    pub fn cannot_read_messages(&self) {
        self.message_content.store(false, Ordering::Relaxed);
    }

    /// Keeps in mind which errors the moderators are told of; returns those that they were told of before.
    pub fn told_of(&self, refused: Option<Arc<Checked>>) -> Option<Arc<Checked>> {
        std::mem::replace(&mut self.memory().told_of, refused)
    }

    /// Marks the start of a piece of work; `None` once the bot is stopping.
    pub fn work(self: &Arc<Self>) -> Option<Busy> {
        if self.stopping.load(Ordering::Relaxed) {
            return None;
        }
        self.busy.fetch_add(1, Ordering::Relaxed);
        Some(Busy(Arc::clone(self)))
    }

    /// Takes no more work; a connection that lives on after this is ignored. What nobody would miss is given up.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        self.workers.stop();
    }

    /// Waits until no work is left.
    pub async fn idle(&self) {
        while self.busy.load(Ordering::Relaxed) > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// The words for what the bot itself says in a server. Where none are set, and in direct messages, they are the home
    /// server's.
    pub fn words(&self, guild: Option<serenity::GuildId>) -> Words {
        let of = |guild| self.settings.of_server(guild).language;
        let here = guild.and_then(|guild| of(guild.get()));
        Words(here.or_else(|| self.config.home_guild.and_then(of)).unwrap_or_default())
    }

    /// The channel of a server's moderators; the operator's setting is the home server's.
    pub fn moderators_channel(&self, guild: Option<serenity::GuildId>) -> Option<serenity::ChannelId> {
        let guild = guild?.get();
        let of_operator = || self.config.moderator_channel.filter(|_| self.config.home_guild == Some(guild));
        self.settings.of_server(guild).moderators.or_else(of_operator).map(serenity::ChannelId::new)
    }

    /// Where moderators are told that the knowledge folder is in trouble.
    pub fn alarm_channel(&self) -> Option<serenity::ChannelId> {
        let home = self.config.home_guild.map(serenity::GuildId::new);
        self.moderators_channel(home).or_else(|| self.config.moderator_channel.map(serenity::ChannelId::new))
    }

    /// Where a question goes in this server that a member passes on to the moderators; `None` where it can't.
    pub fn asking(&self, guild: Option<serenity::GuildId>) -> Option<Asking> {
        let set = self.settings.of_server(guild?.get()).asking;
        match set.unwrap_or_default() {
            Asking::Thread => Some(Asking::Thread),
            Asking::Channel => self.moderators_channel(guild).map(|_| Asking::Channel),
        }
    }

    /// Keeps in mind that the moderators were told of the message; whether that is news.
    pub fn passes_on(&self, message: serenity::MessageId) -> bool {
        let mut memory = self.memory();
        let news = memory.passed_on.get(Instant::now(), &message.get()).is_none();
        memory.passed_on.insert(Instant::now(), message.get(), ());
        news
    }

    /// The moderators couldn't be told after all, so that it may be tried again.
    pub fn not_passed_on(&self, message: serenity::MessageId) {
        self.memory().passed_on.remove(Instant::now(), &message.get());
    }

    /// Whether there are boards to lead to.
    pub fn has_boards(&self) -> bool {
        !self.advisor().knowledge().boards.is_empty()
    }

    /// Counts a member's question.
    pub fn may_ask(&self, member: serenity::UserId) -> Verdict {
        self.memory().questions.ask(Instant::now(), member.get())
    }

    /// Counts what a member says that isn't said to the bot; whether it is worth a thought.
    fn may_overhear(&self, member: serenity::UserId) -> bool {
        self.memory().overheard.ask(Instant::now(), member.get()) == Verdict::Go
    }

    /// Keeps in mind that the member is told that there is too much to do; whether that is news.
    pub fn puts_off(&self, member: serenity::UserId) -> bool {
        let mut memory = self.memory();
        let news = memory.put_off.get(Instant::now(), &member.get()).is_none();
        if news {
            memory.put_off.insert(Instant::now(), member.get(), ());
        }
        news
    }

    /// Claims the topics of a message that everybody in the channel will see. Returns those that weren't covered there yet.
    ///
    /// # Errors
    /// All of them were covered there moments ago: the message that the first one was in, where it is known.
    pub fn claim(
        &self,
        channel: serenity::ChannelId,
        topics: &[Topic],
        cooldown: Duration,
    ) -> Result<Vec<Topic>, Option<serenity::MessageId>> {
        let claimed = self.memory().repeats.claim(Instant::now(), channel.get(), topics, cooldown);
        claimed.map_err(|message| message.map(serenity::MessageId::new))
    }

    /// Nothing was sent after [`Bot::claim`].
    pub fn release(&self, channel: serenity::ChannelId, topics: &[Topic]) {
        self.memory().repeats.release(Instant::now(), channel.get(), topics);
    }

    /// The topics were covered in a message that everybody in the channel sees.
    pub fn said(&self, channel: serenity::ChannelId, topics: &[Topic], message: serenity::MessageId) {
        self.memory().repeats.said(Instant::now(), channel.get(), topics, message.get());
    }

    /// Keeps in mind which permissions the bot lacks in the channel; whether that is news.
    pub fn lacks(&self, channel: serenity::ChannelId, lacking: serenity::Permissions) -> bool {
        let mut memory = self.memory();
        if lacking.is_empty() {
            memory.lacking.remove(Instant::now(), &channel.get());
            return false;
        }
        let news = memory.lacking.get(Instant::now(), &channel.get()) != Some(&lacking);
        if news {
            memory.lacking.insert(Instant::now(), channel.get(), lacking);
        }
        news
    }

    /// The question before the one the member asks now in this channel.
    pub fn question_before(&self, channel: serenity::ChannelId, member: serenity::UserId) -> Option<String> {
        self.memory().exchanges.before(Instant::now(), channel.get(), member.get())
    }

    /// The member was shown something, which a follow-up may speak of.
    pub fn shown(&self, channel: serenity::ChannelId, member: serenity::UserId, question: &str) {
        self.memory().exchanges.remember(Instant::now(), channel.get(), member.get(), question);
    }

    /// The member got a reply, which a follow-up may speak of.
    pub fn replied(&self, channel: serenity::ChannelId, member: serenity::UserId, reply: &Reply) {
        match reply {
            Reply::Answers(answers) => {
                // The next question goes on from the last one.
                if let Some(last) = answers.last() {
                    self.shown(channel, member, &last.question);
                }
            }
            Reply::Suggest(entries) => {
                // The role is certain only when all suggestions share it.
                let mut roles = entries.iter().map(|entry| entry.entry.as_str().split('/').next());
                let first = roles.next();
                if first.is_some_and(|first| roles.all(|role| role == first)) {
                    self.shown(channel, member, &entries[0].question);
                }
            }
            Reply::OutOfScope { .. }
            | Reply::Miss { .. }
            | Reply::Smalltalk { .. }
            | Reply::Safety { .. }
            | Reply::Compare(_)
            | Reply::OtherLanguage => {}
        }
    }

    /// An answer to the message is about to be sent.
    pub fn answering(&self, question: serenity::MessageId) {
        self.memory().trails.begin(Instant::now(), question.get());
    }

    /// The answer was sent; `false` when it has to go, since the question was deleted meanwhile.
    pub fn answered(
        &self,
        question: serenity::MessageId,
        channel: serenity::ChannelId,
        answer: serenity::MessageId,
    ) -> bool {
        let place = Place { channel: channel.get(), message: answer.get() };
        self.memory().trails.end(Instant::now(), question.get(), place)
    }

    /// Where the answer to the message stands.
    pub fn answer_to(&self, question: serenity::MessageId) -> Option<(serenity::ChannelId, serenity::MessageId)> {
        let answer = self.memory().trails.answer(Instant::now(), question.get())?;
        Some((serenity::ChannelId::new(answer.channel), serenity::MessageId::new(answer.message)))
    }

    /// The message was asked after this question, for the case that it is edited.
    pub fn asks_after(&self, question: serenity::MessageId, after: Option<&str>) {
        if let Some(after) = after {
            self.memory().contexts.insert(Instant::now(), question.get(), after.to_owned());
        }
    }

    /// The question after which the message was asked.
    pub fn asked_after(&self, question: serenity::MessageId) -> Option<String> {
        self.memory().contexts.get(Instant::now(), &question.get()).cloned()
    }

    /// Keeps a new thread in mind: its title is the first part of what its first message says. A thread that hangs on a message
    /// which was answered already only repeats the question.
    pub fn thread_opened(&self, thread: &serenity::GuildChannel) {
        let is_new = thread.thread_metadata.is_some() && self.answer_to(thread.id.get().into()).is_none();
        if let Some(owner) = thread.owner_id.filter(|_| is_new) {
            let opened = Opened { owner: owner.get(), first: None };
            self.memory().opened.insert(Instant::now(), thread.id.get(), opened);
        }
    }

    /// Whether the message is the first one of a thread that its author opened.
    pub fn begins_thread(&self, message: &serenity::Message) -> bool {
        let mut memory = self.memory();
        let Some(opened) = memory.opened.get_mut(Instant::now(), &message.channel_id.get()) else { return false };
        let is_first = opened.owner == message.author.id.get() && opened.first.is_none_or(|id| id == message.id.get());
        if is_first {
            opened.first = Some(message.id.get());
        }
        is_first
    }

    /// What the message of ours covered, it no longer covers.
    pub fn unsaid(&self, message: serenity::MessageId) {
        self.memory().repeats.unsaid(message.get());
    }

    /// A message is gone; returns the answer of ours that has to go with it.
    pub fn deleted(&self, message: serenity::MessageId) -> Option<(serenity::ChannelId, serenity::MessageId)> {
        let mut memory = self.memory();
        memory.repeats.unsaid(message.get());
        let answer = memory.trails.deleted(Instant::now(), message.get())?;
        memory.repeats.unsaid(answer.message);
        Some((serenity::ChannelId::new(answer.channel), serenity::MessageId::new(answer.message)))
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        // What a panic left behind is at worst one entry that is out of date.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The topic of a comparison.
pub fn topic_of_both(compared: &Comparison) -> Topic {
    let mut roles = compared.roles.each_ref().map(|role| role.id.clone());
    roles.sort();
    let [first, second] = roles;
    Topic::Comparison(first, second)
}

/// The topic of an answer.
pub fn topic_of(answer: &Answer) -> Topic {
    Topic::Entry(answer.entry.clone())
}
