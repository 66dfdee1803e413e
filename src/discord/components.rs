//! Buttons and menus. Their ids say all there is to know, so they work after a restart too.

use super::bot::{Bot, topic_of};
use super::cooldown::Verdict;
use super::custom_id::{CustomId, EntryRef, Privacy, RoleRef, TopicRef};
use super::failure::Failure;
use super::post::Post;
use super::render::{self, Shown};
use super::send::Responder;
use super::{channels, limits, moderate, question, send};
use crate::advisor::RoleLookup;
use crate::messages;
use crate::reply::{Answer, Comparison, TopicGroup};
use crate::store::Reason;
use jiff::Timestamp;
use poise::serenity_prelude as serenity;
use serenity::{ComponentInteraction, ComponentInteractionDataKind, Mentionable as _};

/// Characters of a question that the moderators are asked.
const QUESTION: usize = 1_500;

/// Does what the button or menu stands for.
pub async fn on_component(bot: &Bot, ctx: &serenity::Context, pressed: &ComponentInteraction) -> Result<(), Failure> {
    let press = Press { bot, ctx, pressed };
    let Some(action) = CustomId::parse(&pressed.data.custom_id) else {
        return press.say(&Post::words(messages::UNKNOWN_BUTTON)).await;
    };
    // Turning pages and removing post nothing that others see, so they don't count as questions.
    let asks = matches!(
        action,
        CustomId::Answer(_)
            | CustomId::Choose { .. }
            | CustomId::Listings(_)
            | CustomId::Role { .. }
            | CustomId::Compare { .. }
            | CustomId::AskModerators { .. }
            | CustomId::PickEntry
    );
    if asks && bot.may_ask(pressed.user.id) != Verdict::Go {
        return press.say(&Post::words(messages::SLOW_DOWN)).await;
    }
    tracing::debug!(channel_id = pressed.channel_id.get(), message_id = pressed.message.id.get(), action = %action, "pressed");
    press.perform(action).await
}

struct Press<'a> {
    bot: &'a Bot,
    ctx: &'a serenity::Context,
    pressed: &'a ComponentInteraction,
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
                    let picture = match page {
                        0 => self.bot.paths(&[&card.id], self.pressed.app_permissions).await,
                        _ => None,
                    };
                    let post = render::card(&card, page, self.bot.has_boards(), self.privately());
                    self.say(&post.picture(picture)).await
                }
                None => self.stale().await,
            },
            CustomId::Compare { first, second, page } => match self.compared(&first, &second) {
                Some(compared) => self.say(&render::comparison(&compared, page, self.privately())).await,
                None => self.stale().await,
            },
            CustomId::Browse => self.say(&render::groups(&self.bot.advisor().topics(), 0)).await,
            CustomId::Groups(page) => self.turn(&render::groups(&self.bot.advisor().topics(), page)).await,
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
            CustomId::Helpful(entry) => match self.vote(&entry, true).await? {
                true => self.say(&Post::words(messages::VOTED)).await,
                false => self.say(&Post::words(messages::VOTE_NOT_KEPT)).await,
            },
            CustomId::NotHelpful { asker, entry } => {
                let counts = match &entry {
                    Some(entry) => self.vote(entry, false).await?,
                    None => true,
                };
                match (self.pressed.user.id.get() == asker, counts) {
                    (true, _) => self.judge(asker, Reason::NotHelpful, entry.as_ref()).await,
                    (false, true) => self.say(&Post::words(messages::VOTED)).await,
                    (false, false) => self.say(&Post::words(messages::VOTE_NOT_KEPT)).await,
                }
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

    /// Counts a vote on an entry that is still served; whether it counts.
    async fn vote(&self, entry: &EntryRef, helpful: bool) -> Result<bool, Failure> {
        let advisor = self.bot.advisor();
        let Some(entry) = entry.resolve(advisor.knowledge()) else { return Ok(true) };
        let store = &self.bot.desk.store;
        let member = store.member(self.pressed.user.id.get());
        Ok(store.vote(Timestamp::now(), member, entry.id.as_str(), helpful).await?)
    }

    /// Passes the question on to the moderators' channel.
    async fn ask_moderators(&self, asker: u64) -> Result<(), Failure> {
        let Some(channel) = self.bot.config.moderator_channel.filter(|_| self.pressed.user.id.get() == asker) else {
            return self.say(&Post::words(messages::NOT_YOURS_TO_JUDGE)).await;
        };
        let Some(question) = question::of(&self.ctx.http, &self.pressed.message).await else {
            return self.say(&Post::words(messages::QUESTION_GONE)).await;
        };
        if !self.bot.passes_on(self.pressed.message.id) {
            return self.say(&Post::words(messages::MODERATORS_ASKED_BEFORE)).await;
        }
        let link = self.pressed.message.id.link(self.pressed.channel_id, self.pressed.guild_id);
        let question = limits::shorten(&question, QUESTION);
        let words = messages::asks_moderators(&self.pressed.user.mention().to_string(), &question, &link);
        match send::post(&self.ctx.http, serenity::ChannelId::new(channel), &Post::words(words)).await {
            Ok(()) => self.say(&Post::words(messages::MODERATORS_ASKED)).await,
            Err(failure) => {
                tracing::warn!(channel_id = channel, %failure, "the moderators can't be asked");
                self.bot.not_passed_on(self.pressed.message.id);
                self.say(&Post::words(messages::MODERATORS_UNREACHABLE)).await
            }
        }
    }

    /// What was shown didn't help: the question goes to the moderators, as far as it is still there to see.
    async fn judge(&self, asker: u64, reason: Reason, entry: Option<&EntryRef>) -> Result<(), Failure> {
        if self.pressed.user.id.get() != asker {
            return self.say(&Post::words(messages::NOT_YOURS_TO_JUDGE)).await;
        }
        let desk = &self.bot.desk;
        if desk.store.has_opted_out(desk.store.member(asker)).await? {
            return self.say(&Post::words(messages::NOT_NOTED)).await;
        }
        let Some(question) = question::of(&self.ctx.http, &self.pressed.message).await else {
            return self.say(&Post::words(messages::QUESTION_GONE)).await;
        };
        let advisor = self.bot.advisor();
        let entry = entry.and_then(|entry| entry.resolve(advisor.knowledge()));
        desk.missed(asker, &question, reason, entry.map(|entry| entry.id.as_str())).await;
        self.say(&Post::words(messages::NOTED)).await
    }

    async fn privacy(&self, wish: Privacy) -> Result<(), Failure> {
        let store = &self.bot.desk.store;
        let member = store.member(self.pressed.user.id.get());
        let words = match wish {
            Privacy::OptOut => {
                store.opt_out(member).await?;
                messages::OPTED_OUT.to_owned()
            }
            Privacy::OptIn => {
                store.opt_in(member).await?;
                messages::OPTED_IN.to_owned()
            }
            Privacy::Forget => messages::forgotten(store.forget(member).await?),
        };
        self.say(&Post::words(words)).await
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
        let private = is_private(&self.pressed.message);
        let post = render::answers(
            std::slice::from_ref(&answer),
            self.bot.has_boards(),
            Shown { asker, private, typed: true },
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
            return self.say(&Post::words(messages::NOT_YOURS_TO_REMOVE)).await;
        }
        self.responder().acknowledge().await?;
        if let Err(failure) = self.responder().remove().await {
            // The press is answered already, so this can only be said in a message after it.
            tracing::warn!(channel_id = self.pressed.channel_id.get(), message_id = self.pressed.message.id.get(), %failure, "answer not removed");
            return self.responder().follow_up(&Post::words(messages::SOMETHING_WENT_WRONG).private()).await;
        }
        // Somebody who removes an answer and asks again wants to see it again.
        self.bot.deleted(self.pressed.message.id);
        Ok(())
    }

    async fn topics(&self, group: &str, page: usize) -> Result<(), Failure> {
        let groups = self.bot.advisor().topics();
        match groups.iter().find(|candidate| candidate.role == group) {
            Some(group) => self.turn(&render::topics(&groups, group, page)).await,
            None => self.stale().await,
        }
    }

    async fn questions(&self, group: &str, topic: Option<TopicRef>, page: usize) -> Result<(), Failure> {
        let groups = self.bot.advisor().topics();
        let group: Option<&TopicGroup> = groups.iter().find(|candidate| candidate.role == group);
        let found = group.and_then(|group| Some((group, topic?.resolve(group)?)));
        match found {
            Some((group, topic)) => self.turn(&render::questions(&groups, group, topic, page)).await,
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

    /// Turns the list to another page: in its place where the message is the list, else in a message of its own.
    async fn turn(&self, post: &Post) -> Result<(), Failure> {
        let is_list = !self.others_read() || is_private(&self.pressed.message);
        let from_card = self.pressed.message.embeds.first().is_some_and(|card| !card.fields.is_empty());
        if is_list && !from_card { self.responder().update(post).await } else { self.say(post).await }
    }

    async fn stale(&self) -> Result<(), Failure> {
        self.say(&Post::words(messages::STALE_BUTTON)).await
    }

    fn privately(&self) -> Shown {
        Shown { asker: self.pressed.user.id.get(), private: true, typed: false }
    }

    fn responder(&self) -> Responder<'_> {
        Responder { http: &self.ctx.http, id: self.pressed.id, token: &self.pressed.token }
    }
}

fn is_private(message: &serenity::Message) -> bool {
    message.flags.is_some_and(|flags| flags.contains(serenity::MessageFlags::EPHEMERAL))
}
