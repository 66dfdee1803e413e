//! What a server's admins set for it and for its channels.

use super::knowledge::{self, MISS, PAY, TRAINING};
use super::world::{QUIET, World};
use career_advisor::messages::Words;
use career_advisor::simulator::{OptionValue, permissions};

/// Choices of poise's come as their numbers.
const AUTO: i64 = 1;
pub const SHADOW: i64 = 2;
const OFF: i64 = 3;
const THREAD: i64 = 1;
const GERMAN: i64 = 1;

impl World {
    /// The server's owner sets something for the channel.
    pub async fn set(&self, given: &[(&str, OptionValue)]) -> String {
        self.set_with("settings channel", given).await
    }

    /// The server's owner sets something for the server.
    async fn set_server(&self, given: &[(&str, OptionValue)]) -> String {
        self.set_with("settings server", given).await
    }

    async fn set_with(&self, command: &str, given: &[(&str, OptionValue)]) -> String {
        let owner = self.discord.owner(self.guild);
        let used = self.discord.run_command(owner, self.channel, command, given).unwrap();
        let answer = self.discord.response_message(used).await;
        assert!(answer.ephemeral, "{}", answer.text());
        answer.content
    }
}

#[tokio::test]
async fn a_mode_that_an_admin_sets_holds_over_a_restart() {
    let mut world = World::start().await;
    let said = world.set(&[]).await;
    assert!(said.contains("mention (the operator's setting)"), "{said}");
    let said = world.set(&[("mode", AUTO.into())]).await;
    assert!(said.contains("auto (set here)"), "{said}");
    let answer = world.ask(PAY).await;
    assert_eq!(answer.embeds[0].title, PAY);
    world.restart(knowledge::small()).await;
    let answer = world.ask(TRAINING).await;
    assert_eq!(answer.embeds[0].title, TRAINING);
    let said = world.set(&[("mode", OFF.into())]).await;
    assert!(said.contains("off (set here)"), "{said}");
    world.discord.say(world.ada, world.channel, &world.to_bot("what do perfusionists earn"));
    world.discord.no_message_within(world.channel, QUIET).await;
    let said = world.set(&[("reset", true.into())]).await;
    assert!(said.contains("mention (the operator's setting)"), "{said}");
}

#[tokio::test]
async fn in_a_quiet_channel_an_answer_opens_for_whoever_presses() {
    let world = World::start().await;
    world.set(&[("quiet", true.into())]).await;
    let small = world.ask(&world.to_bot(PAY)).await;
    assert_eq!((small.content.as_str(), small.embeds.len()), (Words::ENGLISH.quiet_answer(), 0));
    let answer = world.press(world.ben, &small, Words::ENGLISH.see_answer_button()).await;
    assert_eq!((answer.embeds[0].title.as_str(), answer.ephemeral), (PAY, true));
    world.set(&[("quiet", false.into())]).await;
    assert_eq!(world.ask(&world.to_bot(TRAINING)).await.embeds[0].title, TRAINING);
}

#[tokio::test]
async fn without_a_cooldown_an_answer_is_given_as_often_as_it_is_asked_for() {
    let world = World::start().await;
    let first = world.ask(&world.to_bot(PAY)).await;
    let again = world.ask(&world.to_bot(PAY)).await;
    assert!(again.content.contains(&first.id.to_string()), "{}", again.text());
    let said = world.set(&[("cooldown", 0.into())]).await;
    assert!(said.contains("**Cooldown**: none"), "{said}");
    assert_eq!(world.ask(&world.to_bot(PAY)).await.embeds[0].title, PAY);
    let said = world.set(&[("cooldown", 90.into())]).await;
    assert!(said.contains("90 minutes"), "{said}");
    assert_eq!(world.ask(&world.to_bot(PAY)).await.embeds.len(), 0);
}

#[tokio::test]
async fn members_may_not_set_anything() {
    let world = World::start().await;
    for command in ["settings channel", "settings server"] {
        let refused = world.discord.run_command(world.mia, world.channel, command, &[]).unwrap_err();
        assert!(refused.to_string().contains("is not offered"), "{refused}");
    }
}

#[tokio::test]
async fn the_bot_speaks_the_language_that_is_set_and_answers_in_its_own() {
    let mut world = World::start().await;
    let said = world.set_server(&[("language", GERMAN.into())]).await;
    assert!(said.contains(Words::GERMAN.language_is()), "{said}");
    world.restart(knowledge::small()).await;
    let answer = world.ask(&world.to_bot(PAY)).await;
    assert_eq!(answer.embeds[0].description, "About $130,000 a year.");
    assert_eq!(answer.embeds[0].fields[0].name, Words::GERMAN.source());
    assert!(answer.button(Words::GERMAN.not_helpful_button()).is_some(), "{}", answer.text());
    let miss = world.ask(&world.to_bot(MISS)).await;
    assert_eq!(miss.embeds[0].title, Words::GERMAN.miss_title());
    let card = world.answer_to("role", &[("name", "perfusionist".into())]).await;
    assert!(card.embeds[0].image_text.contains("4 Jahre"), "{}", card.embeds[0].image_text);
    let moderators = world.moderate("inbox", &[]).await;
    assert_eq!(moderators.embeds[0].title, Words::GERMAN.inbox_title());
    // Direct messages belong to no server, so they are in the language of the bot's home.
    let direct = world.discord.dm_channel(world.ada);
    assert_eq!(world.ask_in(direct, world.ada, MISS).await.embeds[0].title, Words::GERMAN.miss_title());
    let said = world.set_server(&[("reset", true.into())]).await;
    assert!(said.contains(Words::ENGLISH.language_is()), "{said}");
}

#[tokio::test]
async fn commands_are_described_in_other_languages_too() {
    let world = World::start().await;
    let commands = world.discord.command_definitions(None);
    let settings = commands.iter().find(|command| command["name"] == "settings").unwrap();
    assert_eq!(settings["name_localizations"]["de"], "einstellungen");
    let choices = settings["options"][0]["options"][0]["choices"].as_array().unwrap();
    assert!(choices.iter().all(|choice| choice["name_localizations"]["de"].is_string()), "{choices:?}");
    let menu = commands.iter().find(|command| command["name"] == "Answer this question").unwrap();
    assert_eq!(menu["name_localizations"]["de"], "Diese Frage beantworten");
}

#[tokio::test]
async fn another_channel_of_the_moderators_gets_what_is_passed_on() {
    let world = World::start().await;
    let desk = world.discord.add_channel(world.guild, "desk");
    let said = world.set_server(&[("moderators", desk.into())]).await;
    assert!(said.contains(&format!("<#{desk}>")), "{said}");
    let miss = world.ask(&world.to_bot(MISS)).await;
    world.press(world.ada, &miss, Words::ENGLISH.ask_moderators_button()).await;
    let question = world.discord.next_message(desk).await;
    assert!(question.content.contains(MISS), "{}", question.content);
    world.discord.no_message_within(world.moderators_channel, QUIET).await;
}

#[tokio::test]
async fn a_question_that_is_passed_on_can_open_a_thread() {
    let world = World::start().await;
    let said = world.set_server(&[("ask", THREAD.into())]).await;
    assert!(said.contains(Words::ENGLISH.asking_opens_thread()), "{said}");
    for miss in [world.ask(&world.to_bot(MISS)).await, world.answer_to("ask", &[("question", MISS.into())]).await] {
        let before = world.discord.threads_of(world.channel);
        let told = world.press(world.ada, &miss, Words::ENGLISH.ask_moderators_button()).await;
        let threads = world.discord.threads_of(world.channel);
        let thread = *threads.iter().find(|thread| !before.contains(thread)).expect("a new thread");
        assert_eq!(world.discord.channel_name(thread), MISS);
        assert!(told.ephemeral && told.content.contains(&format!("<#{thread}>")), "{}", told.content);
        let first = world.discord.next_message(thread).await;
        assert!(first.content.contains(MISS) && first.content.contains(&world.discord.mention(world.ada)));
        assert!(first.mentions.is_empty(), "nobody is pinged");
        let note = world.discord.next_message(world.moderators_channel).await;
        assert!(note.content.contains(&format!("<#{thread}>")), "{}", note.content);
    }
}

#[tokio::test]
async fn where_no_thread_can_be_opened_the_moderators_channel_gets_the_question() {
    let world = World::start().await;
    world.set_server(&[("ask", THREAD.into())]).await;
    world.discord.deny_bot(world.channel, permissions::CREATE_PUBLIC_THREADS);
    let miss = world.ask(&world.to_bot(MISS)).await;
    let told = world.press(world.ada, &miss, Words::ENGLISH.ask_moderators_button()).await;
    assert_eq!(told.content, Words::ENGLISH.moderators_asked());
    let question = world.discord.next_message(world.moderators_channel).await;
    assert!(question.content.contains(&miss.id.to_string()), "{}", question.content);
}

#[tokio::test]
async fn on_trial_the_moderators_alone_see_what_would_be_answered() {
    let world = World::start().await;
    let said = world.set(&[("mode", SHADOW.into())]).await;
    assert!(said.contains("shadow (set here)"), "{said}");
    let told = world.discord.next_message(world.channel).await;
    assert_eq!(told.content, Words::ENGLISH.shadow_begins());
    // A question that nobody addressed to the bot.
    let question = world.discord.say(world.ada, world.channel, PAY);
    let report = world.discord.next_message(world.moderators_channel).await;
    assert!(report.content.contains(&question.to_string()) && !report.content.contains(PAY), "{}", report.content);
    assert_eq!((report.embeds[0].title.as_str(), report.buttons.len()), (PAY, 0));
    world.discord.no_message_within(world.channel, QUIET).await;
    // It goes with its question.
    world.discord.delete(question);
    world.until_deleted(report.id).await;
    // Chatter is nobody's business.
    world.discord.say(world.ada, world.channel, "good morning everybody");
    world.discord.no_message_within(world.moderators_channel, QUIET).await;
    // Who calls the bot is told that it only listens.
    let notice = world.ask(&world.to_bot(MISS)).await;
    assert_eq!(notice.content, Words::ENGLISH.shadow_addressed());
    let report = world.discord.next_message(world.moderators_channel).await;
    assert_eq!(report.embeds[0].title, Words::ENGLISH.miss_title());
    // Commands work, and say what happens here.
    for command in ["privacy", "help"] {
        let said = world.answer_to(command, &[]).await;
        assert!(said.embeds[0].description.starts_with(Words::ENGLISH.shadow_note()), "{}", said.text());
    }
    assert_eq!(world.answer_to("ask", &[("question", PAY.into())]).await.embeds[0].title, PAY);
}

#[tokio::test]
async fn an_edited_question_on_trial_changes_what_the_moderators_see() {
    let world = World::start().await;
    world.set(&[("mode", SHADOW.into())]).await;
    world.discord.next_message(world.channel).await;
    let question = world.discord.say(world.ada, world.channel, PAY);
    let report = world.discord.next_message(world.moderators_channel).await;
    world.discord.edit(question, TRAINING);
    let changed = world.discord.wait_until_message(report.id, |report| report.embeds[0].title == TRAINING).await;
    assert_eq!((changed.buttons.len(), changed.content), (0, report.content));
}

#[tokio::test]
async fn nobody_is_listened_to_on_trial_without_being_told() {
    let world = World::start().await;
    world.discord.deny_bot(world.channel, permissions::SEND_MESSAGES);
    let said = world.set(&[("mode", SHADOW.into())]).await;
    assert_eq!(said, Words::ENGLISH.shadow_cannot_be_told());
    let said = world.set(&[]).await;
    assert!(said.contains("mention (the operator's setting)"), "{said}");
}

#[tokio::test]
async fn who_asks_moderators_that_are_no_longer_set_is_told_so() {
    let world = World::start().await;
    let other = world.discord.add_guild("Elsewhere");
    let (channel, desk) = (world.discord.add_channel(other, "questions"), world.discord.add_channel(other, "desk"));
    let owner = world.discord.owner(other);
    let set = async |given: &[(&str, OptionValue)]| {
        let used = world.discord.run_command(owner, channel, "settings server", given).unwrap();
        world.discord.response_message(used).await.content
    };
    set(&[("moderators", desk.into())]).await;
    let miss = world.ask_in(channel, owner, &world.to_bot(MISS)).await;
    let said = set(&[("reset", true.into())]).await;
    assert!(said.contains(Words::ENGLISH.moderators_are_nowhere()), "{said}");
    let told = world.press(owner, &miss, Words::ENGLISH.ask_moderators_button()).await;
    assert_eq!(told.content, Words::ENGLISH.moderators_unreachable());
}
