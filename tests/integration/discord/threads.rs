//! Forum posts and threads whose title is the question.

use super::knowledge::{PAY, TRAINING};
use super::world::{QUIET, World};
use career_advisor::simulator::ChannelId;

/// A choice of poise's comes as its number.
const AUTO: i64 = 1;

impl World {
    /// A forum, in which the bot answers plain questions if an admin has set it so.
    async fn forum(&self, is_auto: bool) -> ChannelId {
        let forum = self.discord.add_forum(self.guild, "career-forum");
        if is_auto {
            // Nobody can use a command in the forum itself.
            let given = [("channel", forum.into()), ("mode", AUTO.into())];
            let owner = self.discord.owner(self.guild);
            let set = self.discord.run_command(owner, self.channel, "settings channel", &given).unwrap();
            let said = self.discord.response_message(set).await.content;
            assert!(said.contains(&format!("<#{forum}>: auto (set here)")), "{said}");
        }
        forum
    }
}

#[tokio::test]
async fn the_title_of_a_forum_post_is_answered() {
    let world = World::start().await;
    let forum = world.forum(true).await;
    let post = world.discord.post_in_forum(world.ada, forum, PAY, "I'm thinking of a change and would like to know.");
    let thread = ChannelId::new(post.get());
    let answer = world.discord.next_message(thread).await;
    assert_eq!((answer.embeds[0].title.as_str(), answer.reply_to), (PAY, Some(post)));
    // What follows is a conversation like any other.
    world.discord.say(world.ben, thread, "good luck with that!");
    world.discord.no_message_within(thread, QUIET).await;
    let next = world.ask_in(thread, world.ada, TRAINING).await;
    assert_eq!(next.embeds[0].title, TRAINING);
}

#[tokio::test]
async fn where_the_bot_waits_to_be_called_a_post_must_call_it() {
    let world = World::start().await;
    let forum = world.forum(false).await;
    let post = world.discord.post_in_forum(world.ada, forum, PAY, "Thanks in advance.");
    world.discord.no_message_within(ChannelId::new(post.get()), QUIET).await;
    let calls = world.to_bot("");
    let post = world.discord.post_in_forum(world.ada, forum, PAY, calls.trim());
    let answer = world.discord.next_message(ChannelId::new(post.get())).await;
    assert_eq!(answer.embeds[0].title, PAY, "the title is the question, not a call for help");
}

#[tokio::test]
async fn the_title_of_a_thread_belongs_to_its_first_message() {
    let world = World::start().await;
    let thread = world.discord.add_thread(world.ada, world.auto, PAY);
    // Somebody else comes first.
    world.discord.say(world.ben, thread, "good morning everybody");
    world.discord.no_message_within(thread, QUIET).await;
    let answer = world.ask_in(thread, world.ada, "Does anybody know?").await;
    assert_eq!(answer.embeds[0].title, PAY);
    world.discord.say(world.ada, thread, "Does anybody know?");
    world.discord.no_message_within(thread, QUIET).await;
}

#[tokio::test]
async fn an_edited_post_keeps_its_title() {
    let world = World::start().await;
    let forum = world.forum(true).await;
    let post = world.discord.post_in_forum(world.ada, forum, PAY, "Thanks.");
    let answer = world.discord.next_message(ChannelId::new(post.get())).await;
    world.discord.edit(post, "Thanks to all of you.");
    world.log.wait_for("edited question answered anew").await;
    let answer = world.discord.message(answer.id).unwrap();
    assert_eq!((answer.embeds[0].title.as_str(), answer.deleted), (PAY, false));
}
