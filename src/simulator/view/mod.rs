//! What a member sees: messages, their parts, modals and answers, typed for tests and for drawing them.

mod answers;
mod parts;

use serde_json::Value;

pub use answers::{Choice, Modal, ModalInput, Response, ResponseKind};
pub use parts::{Attachment, Button, Embed, EmbedField, Select, SelectOption};

use super::ids::{ChannelId, InteractionId, MessageId, UserId, WebhookId};
use super::model::{Author, Mentions, StoredMessage, flags};

/// A message as it is at the moment of asking.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Where it stands.
    pub channel: ChannelId,
    /// Who wrote it; `None` for a webhook.
    pub author: Option<UserId>,
    /// The webhook that posted it, if it was one.
    pub webhook: Option<WebhookId>,
    /// When it was posted, in RFC 3339.
    pub created: String,
    /// The text.
    pub content: String,
    /// The embeds.
    pub embeds: Vec<Embed>,
    /// The buttons in reading order.
    pub buttons: Vec<Button>,
    /// The select menus in reading order.
    pub selects: Vec<Select>,
    /// The files that no embed shows.
    pub attachments: Vec<Attachment>,
    /// Whether only one member sees it.
    pub ephemeral: bool,
    /// Whether it still shows 'thinking'.
    pub loading: bool,
    /// Whether it was edited.
    pub edited: bool,
    /// Whether it was deleted.
    pub deleted: bool,
    /// The message that it replies to.
    pub reply_to: Option<MessageId>,
    /// The interaction that it answers.
    pub interaction: Option<InteractionId>,
    /// Whom it pings.
    pub mentions: Mentions,
    /// Its components as they were sent.
    pub components: Vec<Value>,
}

impl Message {
    pub(super) fn of(stored: &StoredMessage) -> Self {
        let draft = &stored.draft;
        let (author, webhook) = match &draft.author {
            Author::User(user) => (Some(*user), None),
            Author::Webhook { id, .. } => (None, Some(*id)),
        };
        let mut buttons = Vec::new();
        let mut selects = Vec::new();
        for component in leaves(&draft.components) {
            match component["type"].as_u64() {
                Some(2) => buttons.push(Button::of(component)),
                Some(3 | 5..=8) => selects.push(Select::of(component)),
                _ => {}
            }
        }
        Self {
            id: stored.id,
            channel: draft.channel,
            author,
            webhook,
            created: stored.created.clone(),
            content: draft.content.clone(),
            embeds: draft.embeds.iter().map(Embed::of).collect(),
            buttons,
            selects,
            attachments: draft.attachments.iter().map(Attachment::of).collect(),
            ephemeral: draft.only_for.is_some(),
            loading: draft.flags & flags::LOADING != 0,
            edited: stored.edited.is_some(),
            deleted: stored.deleted,
            reply_to: draft.reference,
            interaction: draft.interaction,
            mentions: draft.mentions.clone(),
            components: draft.components.clone(),
        }
    }

    /// The button with this label.
    pub fn button(&self, label: &str) -> Option<&Button> {
        self.buttons.iter().find(|button| button.label == label)
    }

    /// Everything that can be read in it, part by part on its own line: content, embeds, labels.
    pub fn text(&self) -> String {
        let mut lines = vec![self.content.clone()];
        for embed in &self.embeds {
            lines.extend([embed.author.clone(), embed.title.clone(), embed.description.clone()]);
            for field in &embed.fields {
                lines.extend([field.name.clone(), field.value.clone()]);
            }
            lines.push(embed.footer.clone());
        }
        lines.extend(self.buttons.iter().map(|button| button.label.clone()));
        for select in &self.selects {
            lines.push(select.placeholder.clone());
            lines.extend(select.options.iter().map(|option| option.label.clone()));
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }
}

/// All components that hold no others, wherever they are nested.
pub(super) fn leaves(components: &[Value]) -> Vec<&Value> {
    let mut found = Vec::new();
    for component in components {
        if let Some(children) = component["components"].as_array() {
            found.extend(leaves(children));
        } else {
            found.push(component);
        }
        if component["accessory"].is_object() {
            found.push(&component["accessory"]);
        }
    }
    found
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
