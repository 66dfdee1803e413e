//! Buttons and menus. Their ids say all there is to know, so they work after a restart too.

use super::bot::{Bot, topic_of};
use super::cooldown::Verdict;
use super::custom_id::{CustomId, EntryRef, Privacy, RoleRef, TopicRef};
use super::failure::Failure;
use super::passed_on::PassedOn;
use super::post::Post;
use super::render::{self, Shown, Topics};
use super::send::{PROMPTLY, Responder};
use super::workers::Priority;
use super::{channels, moderate, question};
use crate::advisor::RoleLookup;
use crate::messages::Words;
use crate::reply::{Answer, Comparison, TopicGroup};
use crate::store::{NewMiss, Reason, StoreError};
use jiff::Timestamp;
use poise::serenity_prelude as serenity;
use serenity::{ComponentInteraction, ComponentInteractionDataKind};
use std::pin::pin;
use tokio::time::timeout;

/// Does what the button or menu stands for.
pub async fn on_component(bot: &Bot, ctx: &serenity::Context, pressed: &ComponentInteraction) -> Result<(), Failure> {
    let words = bot.words(pressed.guild_id);
    let press = Press { bot, ctx, pressed, words };
    let Some(action) = CustomId::parse(&pressed.data.custom_id) else {
        return press.say(&Post::words(words.unknown_button())).await;
    };
    // Turning pages and removing post nothing that others see, so they don't count as questions.
    let asks = matches!(
        action,
        CustomId::Answer(_)
            | CustomId::Choose { .. }
            | CustomId::Listings(_)
            | CustomId::Role { .. }
            | CustomId::Section { .. }
            | CustomId::Compare { .. }
            | CustomId::AskModerators { .. }
            | CustomId::PickEntry
    );
    if asks && bot.may_ask(pressed.user.id) != Verdict::Go {
        return press.say(&Post::words(words.slow_down())).await;
    }
    tracing::debug!(channel_id = pressed.channel_id.get(), message_id = pressed.message.id.get(), action = %action, "pressed");
    press.perform(action).await
}

struct Press<'a> {
    bot: &'a Bot,
    ctx: &'a serenity::Context,
    pressed: &'a ComponentInteraction,
    words: Words,
}

impl Press<'_> {
    async fn perform(&self, action: CustomId) -> Result<(), Failure> {
        match action {
            CustomId::Answer(entry) => self.show_answer(&entry).await,
            CustomId::PickEntry => match self.picked() {
                Some(value) => self.show_answer(&EntryRef::from_value(value)).await,
                None => self.stale().await,
            },
            CustomId::Choose { asker, entry } => self.choose(asker, &entry).await,
            CustomId::Remove { asker } => self.remove(asker).await,
            CustomId::Listings(role) => match self.bot.advisor().listings(role.as_deref()) {
                Ok(listings) => self.say(&render::listings(&listings, self.privately())).await,
                Err(_) => self.stale().await,
            },
            CustomId::Role { role, page } => match self.role(&role) {
                Some(card) => {
                    self.bot.shown(self.pressed.channel_id, self.pressed.user.id, &card.name);
                    let post = render::card(&card, page, self.bot.has_boards(), self.privately());
                    if page > 0 { self.say(&post).await } else { self.say_with_path(post, &card.id).await }
                }
                None => self.stale().await,
            },
            CustomId::Section { role, section } => match self.bot.advisor().section(&role, section) {
                Some(section) => {
                    self.bot.shown(self.pressed.channel_id, self.pressed.user.id, &section.role_name);
                    self.say(&render::section(&section, self.bot.has_boards(), self.privately())).await
                }
                None => self.stale().await,
            },
            CustomId::Compare { first, second, page } => match self.compared(&first, &second) {
                Some(compared) => self.say(&render::comparison(&compared, page, self.privately())).await,
                None => self.stale().await,
            },
            CustomId::Browse => self.say(&self.topics_from(&self.bot.advisor().topics()).roles(0)).await,
            CustomId::Groups(page) => self.turn(&self.topics_from(&self.bot.advisor().topics()).roles(page)).await,
            CustomId::Topics { group, page } => self.topics(&group, page).await,
            CustomId::Questions { group, topic, page } => self.questions(&group, Some(topic), page).await,
            CustomId::PickGroup => match self.picked() {
                Some(group) => self.topics(group, 0).await,
                None => self.stale().await,
            },
            CustomId::PickTopic(group) => {
                let topic = self.picked().and_then(TopicRef::from_value);
                self.questions(&group, topic, 0).await
            }
            CustomId::Declined { asker } => self.judge(asker, Reason::Declined, None).await,
            CustomId::Helpful(entry) => self.say(&Post::words(self.vote(&entry, true).await)).await,
            CustomId::NotHelpful { asker, entry } => {
                let voted = match &entry {
                    Some(entry) => Some(self.vote(entry, false).await),
                    // Of several answers nobody knows which one is meant.
                    None => None,
                };
                if self.pressed.user.id.get() == asker {
                    return self.judge(asker, Reason::NotHelpful, entry.as_ref()).await;
                }
                self.say(&Post::words(voted.unwrap_or(self.words.not_yours_to_judge()))).await
            }
            CustomId::AskModerators { asker } => self.ask_moderators(asker).await,
            CustomId::Privacy(wish) => self.privacy(wish).await,
            CustomId::Moderate(task) => moderate::on_component(self.bot, self.responder(), self.pressed, task).await,
        }
    }

    fn compared(&self, first: &RoleRef, second: &RoleRef) -> Option<Comparison> {
        let advisor = self.bot.advisor();
        let [first, second] = [first, second].map(|role| role.resolve(advisor.knowledge()));
        advisor.compare(&first?.id, &second?.id).ok()
    }

    /// Counts a vote on an entry that is still served; what to say to that.
    async fn vote(&self, entry: &EntryRef, helpful: bool) -> &'static str {
        let advisor = self.bot.advisor();
        let Some(entry) = entry.resolve(advisor.knowledge()) else { return self.words.stale_button() };
        let store = &self.bot.desk.store;
        let member = store.member(self.pressed.user.id.get());
        match store.vote(Timestamp::now(), member, entry.id.as_str(), helpful).await {
            Ok(true) => self.words.voted(),
            Ok(false) => self.words.vote_not_kept(),
            Err(error) => self.not_kept(&error),
        }
    }

    /// What to say where the database fails.
    fn not_kept(&self, error: &StoreError) -> &'static str {
        tracing::warn!(channel_id = self.pressed.channel_id.get(), %error, "what a member wants kept can't be kept");
        self.words.cannot_keep()
    }

    /// Passes the question on to the moderators, once.
    async fn ask_moderators(&self, asker: u64) -> Result<(), Failure> {
        if self.pressed.user.id.get() != asker {
            return self.say(&Post::words(self.words.not_yours_to_judge())).await;
        }
        // The server's admins may have taken the channel back since.
        let Some(asking) = self.bot.asking(self.pressed.guild_id) else {
            return self.say(&Post::words(self.words.moderators_unreachable())).await;
        };
        let Some(question) = question::of(&self.ctx.http, &self.pressed.message).await else {
            return self.say(&Post::words(self.words.question_gone())).await;
        };
        if !self.bot.passes_on(self.pressed.message.id) {
            return self.say(&Post::words(self.words.moderators_asked_before())).await;
        }
        let passed = PassedOn {
            bot: self.bot,
            http: &self.ctx.http,
            words: self.words,
            pressed: self.pressed,
            question: &question,
        };
        let said = match passed.on(asking).await {
            Ok(said) => said,
            Err(failure) => {
                tracing::warn!(channel_id = self.pressed.channel_id.get(), %failure, "the moderators can't be asked");
                self.bot.not_passed_on(self.pressed.message.id);
                self.words.moderators_unreachable().to_owned()
            }
        };
        self.say(&Post::words(said)).await
    }

    /// What was shown didn't help: the question goes to the moderators, as far as it is still there to see.
    async fn judge(&self, asker: u64, reason: Reason, entry: Option<&EntryRef>) -> Result<(), Failure> {
        if self.pressed.user.id.get() != asker {
            return self.say(&Post::words(self.words.not_yours_to_judge())).await;
        }
        let desk = &self.bot.desk;
        match desk.store.has_opted_out(desk.store.member(asker)).await {
            Ok(false) => {}
            Ok(true) => return self.say(&Post::words(self.words.not_noted())).await,
            Err(error) => return self.say(&Post::words(self.not_kept(&error))).await,
        }
        let Some(question) = question::of(&self.ctx.http, &self.pressed.message).await else {
            return self.say(&Post::words(self.words.question_gone())).await;
        };
        let advisor = self.bot.advisor();
        let entry = entry.and_then(|entry| entry.resolve(advisor.knowledge()));
        let replied = self.pressed.message.message_reference.as_ref().and_then(|reference| reference.message_id);
        let after = replied.and_then(|message| self.bot.asked_after(message));
        let entry = entry.map(|entry| entry.id.as_str());
        let miss = NewMiss { question: &question, after: after.as_deref(), reason, entry };
        self.say(&Post::words(match desk.missed(asker, miss).await {
            Ok(()) => self.words.noted(),
            Err(error) => self.not_kept(&error),
        }))
        .await
    }

    async fn privacy(&self, wish: Privacy) -> Result<(), Failure> {
        let store = &self.bot.desk.store;
        let member = store.member(self.pressed.user.id.get());
        let done = match wish {
            Privacy::OptOut => store.opt_out(member).await.map(|()| self.words.opted_out().to_owned()),
            Privacy::OptIn => store.opt_in(member).await.map(|()| self.words.opted_in().to_owned()),
            Privacy::Forget => store.forget(member).await.map(|deleted| self.words.forgotten(deleted)),
        };
        self.say(&Post::words(done.unwrap_or_else(|error| self.not_kept(&error).to_owned()))).await
    }

    async fn show_answer(&self, entry: &EntryRef) -> Result<(), Failure> {
        match self.answer(entry) {
            Some(answer) => {
                self.say(&render::answers(std::slice::from_ref(&answer), self.bot.has_boards(), self.privately())).await
            }
            None => self.stale().await,
        }
    }

    /// The suggestions become the answer for the member who asked; others read it for themselves.
    async fn choose(&self, asker: u64, entry: &EntryRef) -> Result<(), Failure> {
        if self.pressed.user.id.get() != asker {
            return self.show_answer(entry).await;
        }
        let Some(answer) = self.answer(entry) else { return self.stale().await };
        if let Err(error) = self.bot.desk.store.chose(answer.entry.as_str()).await {
            tracing::warn!(%error, "a chosen suggestion can't be counted");
        }
        let private = is_private(&self.pressed.message);
        let post = render::answers(
            std::slice::from_ref(&answer),
            self.bot.has_boards(),
            Shown { asker, private, typed: true, words: self.words },
        );
        // What was asked with a command stands above the suggestions, and above the answer too.
        let asked = Some(self.pressed.message.content.clone()).filter(|content| !content.is_empty());
        self.responder().update(&Post { content: asked, ..post }).await?;
        if !private && self.others_read() {
            self.bot.said(self.pressed.channel_id, &[topic_of(&answer)], self.pressed.message.id);
        }
        Ok(())
    }

    async fn remove(&self, asker: u64) -> Result<(), Failure> {
        let member = self.pressed.member.as_ref();
        let moderates =
            member.and_then(|member| member.permissions).is_some_and(serenity::Permissions::manage_messages);
        if self.pressed.user.id.get() != asker && !moderates {
            return self.say(&Post::words(self.words.not_yours_to_remove())).await;
        }
        self.responder().acknowledge().await?;
        if let Err(failure) = self.responder().remove().await {
            // The press is answered already, so this can only be said in a message after it.
            tracing::warn!(channel_id = self.pressed.channel_id.get(), message_id = self.pressed.message.id.get(), %failure, "answer not removed");
            return self
                .responder()
                .follow_up(&Post::words(self.words.something_went_wrong()).private())
                .await
                .map(|_| ());
        }
        // Somebody who removes an answer and asks again wants to see it again.
        self.bot.deleted(self.pressed.message.id);
        Ok(())
    }

    async fn topics(&self, group: &str, page: usize) -> Result<(), Failure> {
        let groups = self.bot.advisor().topics();
        match groups.iter().find(|candidate| candidate.role == group) {
            Some(group) => self.turn(&self.topics_from(&groups).topics(group, page)).await,
            None => self.stale().await,
        }
    }

    async fn questions(&self, group: &str, topic: Option<TopicRef>, page: usize) -> Result<(), Failure> {
        let groups = self.bot.advisor().topics();
        let group: Option<&TopicGroup> = groups.iter().find(|candidate| candidate.role == group);
        let found = group.and_then(|group| Some((group, topic?.resolve(group)?)));
        match found {
            Some((group, topic)) => self.turn(&self.topics_from(&groups).questions(group, topic, page)).await,
            None => self.stale().await,
        }
    }

    /// The entry's answer, which a follow-up may speak of from now on.
    fn answer(&self, entry: &EntryRef) -> Option<Answer> {
        let advisor = self.bot.advisor();
        let entry = entry.resolve(advisor.knowledge())?;
        let answer = advisor.answer(entry.id.as_str())?;
        self.bot.shown(self.pressed.channel_id, self.pressed.user.id, &answer.question);
        Some(answer)
    }

    fn role(&self, id: &str) -> Option<Box<crate::reply::RoleCard>> {
        // By id alone: a name that happens to be near would show another role's card.
        let advisor = self.bot.advisor();
        advisor.knowledge().role(id)?;
        match advisor.role(id) {
            RoleLookup::Found(card) if card.id == id => Some(card),
            _ => None,
        }
    }

    fn topics_from<'a>(&self, groups: &'a [TopicGroup]) -> Topics<'a> {
        Topics { groups, words: self.words }
    }

    fn others_read(&self) -> bool {
        channels::others_read(self.pressed.guild_id, self.pressed.context)
    }

    fn picked(&self) -> Option<&str> {
        match &self.pressed.data.kind {
            ComponentInteractionDataKind::StringSelect { values } => values.first().map(String::as_str),
            _ => None,
        }
    }

    /// A message of its own, which only the member sees who pressed: pressing must not flood a channel.
    async fn say(&self, post: &Post) -> Result<(), Failure> {
        // Where nobody else reads it, it needn't be private, which vanishes when the app closes.
        self.responder().message(&post.clone().private_if(self.others_read())).await
    }

    /// Says it with the picture of the role's path. If that isn't drawn soon, it is added later.
    async fn say_with_path(&self, post: Post, role: &str) -> Result<(), Failure> {
        let roles = [role];
        let mut drawing = pin!(self.bot.paths(Priority::Interaction, &roles, self.words, self.pressed.app_permissions));
        let drawn = timeout(PROMPTLY, &mut drawing).await;
        let is_late = drawn.is_err();
        self.say(&post.clone().picture(drawn.unwrap_or_default())).await?;
        if is_late
            && let Some(late) = drawing.await
            && let Err(failure) = self.responder().edit(&post.picture(Some(late))).await
        {
            tracing::debug!(channel_id = self.pressed.channel_id.get(), %failure, "picture can't be added");
        }
        Ok(())
    }

    /// Turns the list to another page: in its place where the message is the list, else in a message of its own.
    async fn turn(&self, post: &Post) -> Result<(), Failure> {
        let message = &self.pressed.message;
        let mine = !self.others_read() || is_private(message);
        let mut parts = message.components.iter().flat_map(|row| &row.components);
        let has_menu = parts.any(|part| matches!(part, serenity::ActionRowComponent::SelectMenu(_)));
        let is_card = message.embeds.first().is_some_and(|card| !card.fields.is_empty());
        if mine && has_menu && !is_card { self.responder().update(post).await } else { self.say(post).await }
    }

    async fn stale(&self) -> Result<(), Failure> {
        self.say(&Post::words(self.words.stale_button())).await
    }

    fn privately(&self) -> Shown {
        Shown { asker: self.pressed.user.id.get(), private: true, typed: false, words: self.words }
    }

    fn responder(&self) -> Responder<'_> {
        Responder { http: &self.ctx.http, id: self.pressed.id, token: &self.pressed.token }
    }
}

fn is_private(message: &serenity::Message) -> bool {
    message.flags.is_some_and(|flags| flags.contains(serenity::MessageFlags::EPHEMERAL))
}
