//! What a member sees of a channel, as the page draws it.

use super::Playground;
use super::scene::Kind;
use crate::simulator::{self, Attachment, ChannelId, Embed, MessageId, UserId};
use serde::Serialize;
use serde_json::Value;

/// The newest messages that the page shows.
const MESSAGES: usize = 200;
/// Characters of a message that stand above a reply to it.
const EXCERPT: usize = 100;

/// A channel as one member sees it.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct View {
    connected: bool,
    typing: bool,
    /// Definitions of the commands that this member finds here.
    commands: Vec<Value>,
    /// Oldest first.
    messages: Vec<Message>,
    /// Newest first; only a forum has some.
    posts: Vec<Post>,
}

/// A forum's post, as the forum lists it.
#[derive(Debug, PartialEq, Serialize)]
struct Post {
    id: ChannelId,
    title: String,
    /// `None` once it is deleted.
    first: Option<Excerpt>,
    created: Option<String>,
    /// How many messages followed.
    replies: usize,
}

#[derive(Debug, PartialEq, Serialize)]
struct Message {
    id: MessageId,
    author: Author,
    content: String,
    created: String,
    edited: bool,
    ephemeral: bool,
    loading: bool,
    reply_to: Option<Excerpt>,
    command: Option<Use>,
    embeds: Vec<Embed>,
    attachments: Vec<Attachment>,
    /// As Discord takes them.
    components: Vec<Value>,
}

#[derive(Debug, PartialEq, Serialize)]
struct Author {
    id: UserId,
    name: String,
    bot: bool,
}

/// What another message replies to, or a post begins with.
#[derive(Debug, PartialEq, Serialize)]
struct Excerpt {
    id: MessageId,
    author: String,
    text: String,
}

/// The use of a command that a message answers.
#[derive(Debug, PartialEq, Serialize)]
struct Use {
    by: String,
    name: String,
}

impl View {
    pub(super) fn of(playground: &Playground, member: UserId, channel: ChannelId) -> Self {
        let discord = &playground.discord;
        if !discord.sees(member, channel) {
            let connected = discord.is_connected();
            return View { connected, typing: false, commands: vec![], messages: vec![], posts: vec![] };
        }
        let seen = discord.messages_seen_by(member, channel);
        let newest = seen.into_iter().rev().take(MESSAGES).collect::<Vec<_>>();
        View {
            connected: discord.is_connected(),
            typing: discord.is_typing(channel),
            commands: discord.offered_commands(member, channel),
            messages: newest.into_iter().rev().map(|message| Message::of(playground, message)).collect(),
            posts: posts(playground, channel),
        }
    }
}

fn posts(playground: &Playground, channel: ChannelId) -> Vec<Post> {
    if playground.scene.channel(channel).is_none_or(|channel| channel.kind != Kind::Forum) {
        return Vec::new();
    }
    let threads = playground.discord.threads_of(channel);
    threads.into_iter().rev().map(|thread| Post::of(playground, thread)).collect()
}

impl Post {
    fn of(playground: &Playground, thread: ChannelId) -> Self {
        let discord = &playground.discord;
        // A post's thread has the id of its first message.
        let first = MessageId::new(thread.get());
        Post {
            id: thread,
            title: discord.channel_name(thread),
            first: Excerpt::of(playground, first),
            created: discord.message(first).map(|message| message.created),
            replies: discord.messages(thread).iter().filter(|message| message.id != first).count(),
        }
    }
}

impl Message {
    fn of(playground: &Playground, message: simulator::Message) -> Self {
        let discord = &playground.discord;
        let author = message.author.unwrap_or_else(|| discord.bot());
        let command = message.interaction.and_then(|interaction| discord.command_of(interaction));
        Message {
            id: message.id,
            author: Author { id: author, name: discord.name_of(author), bot: author == discord.bot() },
            content: message.content,
            created: message.created,
            edited: message.edited,
            ephemeral: message.ephemeral,
            loading: message.loading,
            reply_to: message.reply_to.and_then(|replied| Excerpt::of(playground, replied)),
            command: command.map(|(by, name)| Use { by: discord.name_of(by), name: format!("/{name}") }),
            embeds: message.embeds.into_iter().map(|embed| local(playground, embed)).collect(),
            attachments: message.attachments.into_iter().map(|file| local_file(playground, file)).collect(),
            components: message.components,
        }
    }
}

impl Excerpt {
    fn of(playground: &Playground, message: MessageId) -> Option<Self> {
        let discord = &playground.discord;
        let message = discord.message(message).filter(|message| !message.deleted)?;
        let author = discord.name_of(message.author.unwrap_or_else(|| discord.bot()));
        let embed = message.embeds.first().map(|embed| embed.title.clone()).unwrap_or_default();
        let text = if message.content.is_empty() { embed } else { message.content };
        Some(Excerpt { id: message.id, author, text: text.chars().take(EXCERPT).collect() })
    }
}

/// Files come through the page's own server, so that no request leaves it.
fn local(playground: &Playground, embed: Embed) -> Embed {
    Embed { image: local_link(playground, embed.image), ..embed }
}

fn local_file(playground: &Playground, file: Attachment) -> Attachment {
    Attachment { url: local_link(playground, file.url), ..file }
}

fn local_link(playground: &Playground, link: String) -> String {
    match link.strip_prefix(&playground.discord.base_url()) {
        Some(path) => path.to_owned(),
        None => link,
    }
}
