//! A question that a member passes on to the moderators.

use super::bot::Bot;
use super::failure::Failure;
use super::post::Post;
use super::send;
use super::settings::Asking;
use crate::messages::Words;
use crate::text;
use poise::serenity_prelude as serenity;
use serenity::Mentionable as _;

/// Characters of the question that the moderators read.
const QUESTION: usize = 1_500;
/// Characters of a thread's name.
const NAME: usize = 100;

/// What is passed on, from where.
pub struct PassedOn<'a> {
    /// The bot.
    pub bot: &'a Bot,
    /// Discord.
    pub http: &'a serenity::Http,
    /// The language.
    pub words: Words,
    /// The button that the asker pressed.
    pub pressed: &'a serenity::ComponentInteraction,
    /// The question.
    pub question: &'a str,
}

impl PassedOn<'_> {
    /// Passes it on; returns what to tell the asker. Where no thread can be opened, such as inside of one, the moderators' channel
    /// gets it.
    pub async fn on(&self, asking: Asking) -> Result<String, Failure> {
        let opened = match asking {
            Asking::Thread => self.thread().await,
            Asking::Channel => return self.to_channel().await,
        };
        match opened {
            Err(failure) if self.moderators().is_some() => {
                tracing::info!(channel_id = self.pressed.channel_id.get(), %failure, "no thread can be opened here");
                self.to_channel().await
            }
            opened => opened,
        }
    }

    fn moderators(&self) -> Option<serenity::ChannelId> {
        self.bot.moderators_channel(self.pressed.guild_id)
    }

    fn asker(&self) -> String {
        self.pressed.user.id.mention().to_string()
    }

    fn question(&self) -> String {
        text::quote_in_markdown(self.question, QUESTION)
    }

    async fn to_channel(&self) -> Result<String, Failure> {
        let link = self.pressed.message.id.link(self.pressed.channel_id, self.pressed.guild_id);
        if let Some(channel) = self.moderators() {
            self.tell(channel, &link).await?;
        }
        Ok(self.words.moderators_asked().to_owned())
    }

    async fn tell(&self, moderators: serenity::ChannelId, link: &str) -> Result<(), Failure> {
        let words = self.words.asks_moderators(&self.asker(), &self.question(), link);
        send::post(self.http, moderators, &Post::words(words)).await.map(|_| ())
    }

    async fn thread(&self) -> Result<String, Failure> {
        let name = text::quote(self.question, NAME);
        let thread = send::open_thread(self.http, self.pressed.channel_id, &name).await?;
        let words = self.words.asks_here(&self.asker(), &self.question());
        send::post(self.http, thread, &Post::words(words)).await?;
        let mention = thread.mention().to_string();
        if let Some(channel) = self.moderators()
            && let Err(failure) = self.tell(channel, &mention).await
        {
            // The thread is there for everybody to see.
            tracing::warn!(channel_id = channel.get(), %failure, "the moderators can't be told of a thread");
        }
        Ok(self.words.moderators_asked_in(&mention))
    }
}
