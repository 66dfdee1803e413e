//! The one way out to Discord: it owns limits, mentions and flags.

use super::failure::Failure;
use super::post::{Button, Card, Form, Input, Post, Row, Weight};
use crate::picture::Picture;
use crate::text::visible;
use poise::serenity_prelude as serenity;
use serenity::{Builder as _, Http};
use std::sync::Arc;
use std::time::Duration;

/// For how long a notice stays in a channel.
const NOTICE_STAYS: Duration = Duration::from_secs(8);
/// How long to wait before the one retry when Discord itself failed.
const RETRY_AFTER: Duration = Duration::from_millis(400);
/// How long to wait before each retry when Discord asks to slow down. Serenity's limiter waits as long as Discord says;
/// without it, behind a proxy, that number is lost, and these are longer than what Discord asks for in a channel.
const SLOW_DOWN: [Duration; 3] = [Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(5)];
/// Within this time an interaction gets its first response, whatever else there is to do. Discord gives up after three seconds,
/// members look up before.
pub const PROMPTLY: Duration = Duration::from_millis(800);
/// How many messages behind the one that was replied to are looked at for a reply.
const LOOKED_AT: u8 = 50;
/// What a picture is called in its message.
const PICTURE: &str = "path.png";
const COLOUR: u32 = 0x2F_6F_8F;

/// Nobody is ever pinged, whatever a text holds, and a reply doesn't ping either.
pub fn no_mentions() -> serenity::CreateAllowedMentions {
    serenity::CreateAllowedMentions::new().replied_user(false)
}

/// Replies to a message in its channel.
pub async fn reply(http: &Http, to: &serenity::Message, post: &Post) -> Result<serenity::Message, Failure> {
    reply_once(http, to, post, to.id.to_string()).await
}

/// Replies; of several attempts with one nonce Discord makes a single message.
async fn reply_once(
    http: &Http,
    to: &serenity::Message,
    post: &Post,
    nonce: String,
) -> Result<serenity::Message, Failure> {
    report_breach(post);
    let mut message = serenity::CreateMessage::new()
        .reference_message(to)
        .allowed_mentions(no_mentions())
        .embeds(embeds(post))
        .components(rows(post))
        // Should the first attempt have arrived after all, Discord recognises the second by this.
        .nonce(serenity::Nonce::String(nonce))
        .enforce_nonce(true);
    if let Some(content) = &post.content {
        message = message.content(content);
    }
    message = message.embeds(embeds(post)).add_files(files(post));
    match patiently(&SLOW_DOWN, || message.clone().execute(http, (to.channel_id, to.guild_id))).await {
        // What doesn't seem to have arrived may stand there all the same.
        Err(failure) if failure.is_passing() => arrived(http, to, post).await.ok_or(failure),
        result => result,
    }
}

/// The post among the replies to a message.
async fn arrived(http: &Http, to: &serenity::Message, post: &Post) -> Option<serenity::Message> {
    let after = serenity::MessagePagination::After(to.id);
    let found = http.get_messages(to.channel_id, Some(after), Some(LOOKED_AT)).await.ok()?;
    found.into_iter().find(|message| {
        let replied = message.message_reference.as_ref().and_then(|reference| reference.message_id);
        message.author.bot && replied == Some(to.id) && shows(message, post)
    })
}

/// Whether the message is what the post makes.
fn shows(message: &serenity::Message, post: &Post) -> bool {
    let titles = message.embeds.iter().map(|embed| embed.title.as_deref().unwrap_or_default());
    message.content.trim() == post.content.as_deref().unwrap_or_default().trim()
        && titles.eq(post.cards.iter().map(|card| card.title.as_str()))
}

/// Tries once more when Discord itself fails, and after each of the waits when it asks to slow down. To do it twice must do no
/// harm.
async fn patiently<T, F>(slow_down: &[Duration], send: impl Fn() -> F) -> Result<T, Failure>
where
    F: Future<Output = Result<T, serenity::Error>>,
{
    try_again(slow_down, Some(RETRY_AFTER), send).await
}

async fn try_again<T, F>(
    slow_down: &[Duration],
    mut retry: Option<Duration>,
    send: impl Fn() -> F,
) -> Result<T, Failure>
where
    F: Future<Output = Result<T, serenity::Error>>,
{
    let mut slow_down = slow_down.iter().copied();
    loop {
        let failure = match send().await {
            Ok(done) => return Ok(done),
            Err(error) => Failure::from(error),
        };
        let wait = match &failure {
            failure if failure.is_rate_limited() => slow_down.next(),
            failure if failure.is_passing() => retry.take(),
            _ => None,
        };
        let Some(wait) = wait else { return Err(failure) };
        tokio::time::sleep(wait).await;
    }
}

/// Replies with a few words that go away by themselves.
pub async fn notice(http: &Arc<Http>, to: &serenity::Message, words: &str) -> Result<(), Failure> {
    // With the nonce of the answer Discord might give back an answer that arrived after all, and that would be deleted.
    let sent = reply_once(http, to, &Post::words(words), format!("n{}", to.id)).await?;
    let http = Arc::clone(http);
    tokio::spawn(async move {
        tokio::time::sleep(NOTICE_STAYS).await;
        if let Err(failure) = delete(&http, sent.channel_id, sent.id).await {
            tracing::debug!(channel_id = sent.channel_id.get(), message_id = sent.id.get(), %failure, "notice stays");
        }
    });
    Ok(())
}

/// Puts the post in the place of a message of the bot's.
pub async fn edit(
    http: &Http,
    channel: serenity::ChannelId,
    message: serenity::MessageId,
    post: &Post,
) -> Result<(), Failure> {
    report_breach(post);
    let edit = serenity::EditMessage::new()
        .allowed_mentions(no_mentions())
        .content(post.content.as_deref().unwrap_or_default())
        .embeds(embeds(post))
        // Without this, files that were there before would stay.
        .attachments(files(post).fold(serenity::EditAttachments::new(), serenity::EditAttachments::add))
        .components(rows(post));
    patiently(&SLOW_DOWN, || edit.clone().execute(http, (channel, message, None))).await?;
    Ok(())
}

/// Deletes a message of the bot's; one that is gone already is fine.
pub async fn delete(http: &Http, channel: serenity::ChannelId, message: serenity::MessageId) -> Result<(), Failure> {
    match patiently(&SLOW_DOWN, || http.delete_message(channel, message, None)).await {
        Err(failure) if failure.is_gone() => Ok(()),
        result => result,
    }
}

/// An interaction that waits for a response.
#[derive(Clone, Copy)]
pub struct Responder<'a> {
    /// Discord.
    pub http: &'a Http,
    /// Its id.
    pub id: serenity::InteractionId,
    /// Good for fifteen minutes.
    pub token: &'a str,
}

impl Responder<'_> {
    /// Answers with a message of its own.
    pub async fn message(&self, post: &Post) -> Result<(), Failure> {
        report_breach(post);
        self.create(serenity::CreateInteractionResponse::Message(response(post).ephemeral(post.private))).await
    }

    /// Puts the post in the place of the message whose button was pressed; only the cards, the words and the rows change.
    pub async fn update(&self, post: &Post) -> Result<(), Failure> {
        report_breach(post);
        self.create(serenity::CreateInteractionResponse::UpdateMessage(response(post))).await
    }

    /// Answers the press of a button with nothing for now.
    pub async fn acknowledge(&self) -> Result<(), Failure> {
        self.create(serenity::CreateInteractionResponse::Acknowledge).await
    }

    /// Tells something whether or not an answer was promised already: then it is the promised answer, or a message of its own.
    pub async fn tell(&self, post: &Post) -> Result<(), Failure> {
        let message = serenity::CreateInteractionResponse::Message(response(post).ephemeral(post.private));
        match message.execute(self.http, (self.id, self.token)).await.map_err(Failure::from) {
            Err(failure) if failure.is_done_already() => self.follow_up(post).await.map(|_| ()),
            result => result,
        }
    }

    /// Answers with nothing for now, and with [`Responder::edit`] later; only the member will see it.
    pub async fn think(&self) -> Result<(), Failure> {
        let later = serenity::CreateInteractionResponseMessage::new().ephemeral(true);
        self.create(serenity::CreateInteractionResponse::Defer(later)).await
    }

    /// Opens a form.
    pub async fn form(&self, form: &Form) -> Result<(), Failure> {
        self.create(serenity::CreateInteractionResponse::Modal(modal(form))).await
    }

    /// Puts the post in the place of what the interaction was answered with, or of the message whose button was pressed.
    pub async fn edit(&self, post: &Post) -> Result<(), Failure> {
        report_breach(post);
        let message = serenity::EditInteractionResponse::new()
            .allowed_mentions(no_mentions())
            .content(post.content.as_deref().unwrap_or_default())
            .embeds(embeds(post))
            // Without this, files that were there before would stay.
            .attachments(files(post).fold(serenity::EditAttachments::new(), serenity::EditAttachments::add))
            .components(rows(post));
        match patiently(&SLOW_DOWN, || message.clone().execute(self.http, self.token)).await {
            Err(failure) if failure.is_passing() => match self.sent().await {
                Ok(message) if shows(&message, post) => Ok(()),
                _ => Err(failure),
            },
            result => result.map(|_| ()),
        }
    }

    /// Takes away what the interaction was answered with, or the message whose button was pressed, after the press was acknowledged.
    pub async fn remove(&self) -> Result<(), Failure> {
        match patiently(&SLOW_DOWN, || self.http.delete_original_interaction_response(self.token)).await {
            Err(failure) if failure.is_gone() => Ok(()),
            Err(failure) if failure.is_passing() => match self.sent().await {
                Err(looked) if looked.is_gone() => Ok(()),
                _ => Err(failure),
            },
            result => result,
        }
    }

    /// Adds a message after the interaction was answered; `None` where Discord made one and its answer can't be read.
    pub async fn follow_up(&self, post: &Post) -> Result<Option<serenity::Message>, Failure> {
        report_breach(post);
        let mut message = serenity::CreateInteractionResponseFollowup::new()
            .allowed_mentions(no_mentions())
            .ephemeral(post.private)
            .embeds(embeds(post))
            .components(rows(post));
        if let Some(content) = &post.content {
            message = message.content(content);
        }
        message = message.embeds(embeds(post)).add_files(files(post));
        match message.execute(self.http, (None, self.token)).await.map_err(Failure::from) {
            Ok(sent) => Ok(Some(sent)),
            // Discord has said yes, and nothing tells one attempt from another.
            Err(failure) if failure.is_unreadable() => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// The message that [`Responder::message`] made.
    pub async fn sent(&self) -> Result<serenity::Message, Failure> {
        Ok(self.http.get_original_interaction_response(self.token).await?)
    }

    async fn create(&self, response: serenity::CreateInteractionResponse) -> Result<(), Failure> {
        // After three seconds Discord takes no first answer any more.
        let send = || response.clone().execute(self.http, (self.id, self.token));
        match patiently(&SLOW_DOWN[..1], send).await {
            Err(failure) if failure.is_done_already() => Ok(()),
            // There is no message until the interaction is answered.
            Err(failure) if failure.is_passing() => self.sent().await.map(|_| ()).map_err(|_| failure),
            result => result,
        }
    }
}

/// Posts a message of its own in a channel.
pub async fn post(http: &Http, channel: serenity::ChannelId, post: &Post) -> Result<serenity::Message, Failure> {
    report_breach(post);
    let mut message =
        serenity::CreateMessage::new().allowed_mentions(no_mentions()).embeds(embeds(post)).components(rows(post));
    let mut random = [0; 8];
    if getrandom::fill(&mut random).is_ok() {
        let nonce = format!("p{:016x}", u64::from_le_bytes(random));
        message = message.nonce(serenity::Nonce::String(nonce)).enforce_nonce(true);
    }
    if let Some(content) = &post.content {
        message = message.content(content);
    }
    message = message.embeds(embeds(post)).add_files(files(post));
    patiently(&SLOW_DOWN, || message.clone().execute(http, (channel, None))).await
}

/// Opens a thread that everybody in the channel can read.
pub async fn open_thread(
    http: &Http,
    channel: serenity::ChannelId,
    name: &str,
) -> Result<serenity::ChannelId, Failure> {
    let thread = serenity::CreateThread::new(name).kind(serenity::ChannelType::PublicThread);
    // A second attempt might open a second thread.
    Ok(try_again(&SLOW_DOWN, None, || thread.clone().execute(http, (channel, None))).await?.id)
}

fn modal(form: &Form) -> serenity::CreateModal {
    let row = |field: &Input| {
        let style = if field.long { serenity::InputTextStyle::Paragraph } else { serenity::InputTextStyle::Short };
        let mut input = serenity::CreateInputText::new(style, &field.label, field.name)
            .required(field.required)
            .max_length(u16::try_from(field.max).unwrap_or(u16::MAX));
        // It may be a member's words. An empty value is one that Discord refuses.
        let value = visible(&field.value);
        if !value.is_empty() {
            input = input.value(value);
        }
        if !field.hint.is_empty() {
            input = input.placeholder(&field.hint);
        }
        serenity::CreateActionRow::InputText(input)
    };
    let rows = form.inputs.iter().map(row).collect();
    serenity::CreateModal::new(form.action.to_string(), &form.title).components(rows)
}

/// Posts fit by construction; one that doesn't is a fault of ours, and Discord will refuse it.
fn report_breach(post: &Post) {
    if let Some(breach) = post.breach() {
        tracing::error!(%breach, "a message doesn't fit Discord's limits");
    }
}

fn response(post: &Post) -> serenity::CreateInteractionResponseMessage {
    serenity::CreateInteractionResponseMessage::new()
        .allowed_mentions(no_mentions())
        // All parts are always given, since an update would keep those that are left out.
        .content(post.content.as_deref().unwrap_or_default())
        .embeds(embeds(post))
        .add_files(files(post))
        .components(rows(post))
}

fn embeds(post: &Post) -> Vec<serenity::CreateEmbed> {
    let mut shown: Vec<serenity::CreateEmbed> = post.cards.iter().map(embed).collect();
    if let (Some(first), Some(_)) = (shown.first_mut(), &post.picture) {
        *first = std::mem::take(first).attachment(PICTURE);
    }
    shown
}

/// The picture's file.
fn files(post: &Post) -> impl Iterator<Item = serenity::CreateAttachment> {
    let file = |picture: &Arc<Picture>| {
        serenity::CreateAttachment::bytes(picture.png.clone(), PICTURE).description(&picture.alt)
    };
    post.picture.as_ref().map(file).into_iter()
}

fn embed(card: &Card) -> serenity::CreateEmbed {
    let mut embed = serenity::CreateEmbed::new().colour(COLOUR);
    if !card.title.is_empty() {
        embed = embed.title(&card.title);
    }
    if !card.text.is_empty() {
        embed = embed.description(&card.text);
    }
    if !card.footer.is_empty() {
        embed = embed.footer(serenity::CreateEmbedFooter::new(&card.footer));
    }
    embed.fields(card.fields.iter().map(|field| (&field.name, &field.value, false)))
}

fn rows(post: &Post) -> Vec<serenity::CreateActionRow> {
    let row = |row: &Row| match row {
        Row::Buttons(buttons) => serenity::CreateActionRow::Buttons(buttons.iter().map(button).collect()),
        Row::Menu(menu) => {
            let options = menu.options.iter().map(|option| {
                let made = serenity::CreateSelectMenuOption::new(&option.label, &option.value);
                if option.hint.is_empty() { made } else { made.description(&option.hint) }
            });
            let kind = serenity::CreateSelectMenuKind::String { options: options.collect() };
            let made = serenity::CreateSelectMenu::new(menu.action.to_string(), kind);
            serenity::CreateActionRow::SelectMenu(made.placeholder(&menu.placeholder))
        }
    };
    post.rows.iter().map(row).collect()
}

fn button(button: &Button) -> serenity::CreateButton {
    let style = match button.weight {
        Weight::Main => serenity::ButtonStyle::Primary,
        Weight::Side => serenity::ButtonStyle::Secondary,
    };
    serenity::CreateButton::new(button.action.to_string()).label(&button.label).style(style)
}
