//! What moderators do with buttons, menus and forms. Whether they may is asked at every step.

mod fields;
mod flow;
mod inbox;

pub use fields::texts;
pub use flow::Flow;

use super::bot::Bot;
use super::custom_id::Task;
use super::failure::Failure;
use super::post::Post;
use super::send::Responder;
use super::{moderators, render};
use crate::messages::Words;
use crate::moderation::Editor;
use poise::serenity_prelude as serenity;
use std::collections::HashMap;

/// A moderator's press, choice or form.
pub struct Step<'a> {
    /// The bot.
    pub bot: &'a Bot,
    /// Waits for an answer.
    pub responder: Responder<'a>,
    /// Who does it.
    pub editor: Editor,
    /// The language.
    pub words: Words,
    /// The option that was chosen from a menu.
    pub picked: Option<&'a str>,
    /// What was typed into a form, by the fields' names.
    pub typed: HashMap<String, String>,
}

/// Does what a button or menu of the moderators stands for.
pub async fn on_component(
    bot: &Bot,
    responder: Responder<'_>,
    pressed: &serenity::ComponentInteraction,
    task: Task,
) -> Result<(), Failure> {
    let words = bot.words(pressed.guild_id);
    let picked = match &pressed.data.kind {
        serenity::ComponentInteractionDataKind::StringSelect { values } => values.first().map(String::as_str),
        _ => None,
    };
    match moderators::editor(&bot.config, pressed.guild_id, &pressed.user, pressed.member.as_ref()) {
        Some(editor) => Step { bot, responder, editor, words, picked, typed: HashMap::new() }.perform(task).await,
        None => responder.message(&Post::words(words.moderators_only()).private()).await,
    }
}

/// Does what a form of the moderators stands for.
pub async fn on_form(
    bot: &Bot,
    responder: Responder<'_>,
    sent: &serenity::ModalInteraction,
    task: Task,
) -> Result<(), Failure> {
    let words = bot.words(sent.guild_id);
    let parts = sent.data.components.iter().flat_map(|row| &row.components);
    let typed = parts.filter_map(|part| match part {
        serenity::ActionRowComponent::InputText(input) => {
            Some((input.custom_id.clone(), input.value.clone().unwrap_or_default()))
        }
        _ => None,
    });
    match moderators::editor(&bot.config, sent.guild_id, &sent.user, sent.member.as_ref()) {
        Some(editor) => {
            Step { bot, responder, editor, words, picked: None, typed: typed.collect() }.perform(task).await
        }
        None => responder.message(&Post::words(words.moderators_only()).private()).await,
    }
}

impl Step<'_> {
    async fn perform(&self, task: Task) -> Result<(), Failure> {
        let flow = Flow { bot: self.bot, responder: self.responder, editor: &self.editor, words: self.words };
        match task {
            Task::Save(draft) => flow.save(&draft).await,
            Task::Cancel(draft) => flow.cancel(&draft).await,
            Task::Texts(draft) => flow.open(&draft, fields::texts).await,
            Task::Details(draft) => flow.open(&draft, fields::details).await,
            Task::TextsForm(draft) => {
                flow.fill(&draft, |edit, today| fields::take_texts(edit, &self.typed, today)).await
            }
            Task::DetailsForm(draft) => {
                flow.fill(&draft, |edit, _| fields::take_details(edit, &self.typed, self.words)).await
            }
            Task::History(page) => {
                self.responder.acknowledge().await?;
                flow.show(render::history(&self.bot.desk.page_of_history(page).await?, self.words)).await
            }
            Task::PickEdit => match self.picked.and_then(|edit| edit.parse().ok()) {
                Some(edit) => flow.show_edit(edit).await,
                None => flow.show_first(Post::words(self.words.stale_button())).await,
            },
            Task::Undo(edit) => flow.undo(edit).await,
            Task::Check(page) => {
                self.responder.acknowledge().await?;
                flow.show(flow.check(page).await).await
            }
            Task::Inbox(page) => {
                self.responder.acknowledge().await?;
                flow.show(render::inbox(&self.bot.desk.inbox().await?, page, self.words)).await
            }
            Task::PickGroup => flow.group(self.picked.and_then(|miss| miss.parse().ok())).await,
            Task::PickEntry(miss) => flow.phrasing(miss, self.picked).await,
            Task::NewEntry(miss) => flow.new_entry(miss).await,
            Task::Never(miss) => flow.never(miss).await,
            Task::Dismiss(miss) => flow.dismiss(miss).await,
        }
    }
}
