//! Members in need, and attacks.

use super::knowledge::{MISS, OUTLOOK, PAY, SONOGRAPHER_TRAINING, TRAINING};
use super::world::{QUIET, World};
use career_advisor::messages::Words;
use career_advisor::simulator::{Message, OptionValue};

/// What Discord sends for a choice of this name is its place in the list.
const ADDRESSED: i64 = 1;

const CRIES: [&str; 4] = [
    "i want to kill myself",
    "i want to die",
    "whats the point of living honestly",
    "my friend says she's going to jump off the bridge",
];

fn is_help(message: &Message) -> bool {
    ["988", "911", "findahelpline.com"].iter().all(|place| message.text().contains(place))
}

impl World {
    async fn set_safety(&self, given: &[(&str, OptionValue)]) -> String {
        let owner = self.discord.owner(self.guild);
        let used = self.discord.run_command(owner, self.channel, "settings server", given).unwrap();
        self.discord.response_message(used).await.content
    }
}

#[tokio::test]
async fn a_cry_for_help_gets_help_and_no_career_in_an_auto_channel_even_after_a_career_question() {
    let world = World::start().await;
    for (cry, question) in CRIES.into_iter().zip([TRAINING, PAY, OUTLOOK, SONOGRAPHER_TRAINING]) {
        let member = world.discord.add_member(world.guild, "Cleo", &[]);
        let answer = world.ask_in(world.auto, member, question).await;
        assert_eq!(answer.embeds[0].title, question);
        let help = world.ask_in(world.auto, member, cry).await;
        assert!(is_help(&help) && help.buttons.len() < 2, "{cry}: {}", help.text());
    }
    assert!(world.desk.store.open_misses().await.unwrap().is_empty(), "nothing of it is kept");
}

#[tokio::test]
async fn help_comes_to_a_mention_a_direct_message_and_privately_to_commands() {
    let world = World::start().await;
    assert!(is_help(&world.ask(&world.to_bot(CRIES[0])).await));
    let dm = world.discord.dm_channel(world.ada);
    assert!(is_help(&world.ask_in(dm, world.ada, CRIES[1]).await));
    for (command, option) in [("ask", "question"), ("role", "name"), ("listings", "role")] {
        let answer = world.answer_to(command, &[(option, CRIES[0].into())]).await;
        assert!(answer.ephemeral && is_help(&answer), "{command}: {}", answer.text());
    }
    assert!(world.desk.store.open_misses().await.unwrap().is_empty(), "nothing of it is kept");
}

#[tokio::test]
async fn a_cry_for_help_that_is_split_over_two_messages_is_one() {
    let world = World::start().await;
    world.discord.say(world.ada, world.auto, "how high is the car park at the hospital");
    let help = world.ask_in(world.auto, world.ada, "high enough that i wouldn't feel anything after?").await;
    assert!(is_help(&help), "{}", help.text());
}

#[tokio::test]
async fn who_does_not_speak_to_the_bot_is_offered_help_once_and_only_where_the_server_has_it_so() {
    let world = World::start().await;
    assert!(is_help(&world.ask_in(world.auto, world.ada, CRIES[0]).await));
    world.discord.say(world.ada, world.auto, CRIES[1]);
    world.discord.no_message_within(world.auto, QUIET).await;

    let said = world.set_safety(&[("help", ADDRESSED.into())]).await;
    assert!(said.contains(Words::ENGLISH.help_for_addressed()), "{said}");
    world.discord.say(world.ben, world.auto, CRIES[0]);
    world.discord.no_message_within(world.auto, QUIET).await;
    assert!(is_help(&world.ask_in(world.auto, world.ben, &world.to_bot(CRIES[0])).await));
}

#[tokio::test]
async fn the_moderators_get_a_link_where_the_server_has_it_so() {
    let world = World::start().await;
    assert!(is_help(&world.ask(&world.to_bot(CRIES[0])).await));
    world.discord.no_message_within(world.moderators_channel, QUIET).await;
    let said = world.set_safety(&[("alert", true.into())]).await;
    assert!(said.contains(Words::ENGLISH.alert_yes()), "{said}");
    let cry = world.discord.say(world.ben, world.auto, CRIES[3]);
    let alert = world.discord.next_message(world.moderators_channel).await;
    assert!(alert.content.contains(&format!("/{}/{cry}", world.auto)), "{}", alert.content);
    assert!(!alert.content.contains("jump"), "the words stay the member's: {}", alert.content);
}

#[tokio::test]
async fn after_a_cry_for_help_nothing_is_a_follow_up() {
    let world = World::start().await;
    assert_eq!(world.ask(&world.to_bot(PAY)).await.embeds[0].title, PAY);
    assert!(is_help(&world.ask(&world.to_bot(CRIES[0])).await));
    let reply = world.ask(&world.to_bot("why?")).await;
    assert!(reply.embeds.iter().all(|embed| embed.title != PAY), "{}", reply.text());
}

#[tokio::test]
async fn an_edit_into_a_cry_for_help_takes_the_answer_away() {
    let world = World::start().await;
    let question = world.discord.say(world.ada, world.channel, &world.to_bot(PAY));
    let answer = world.discord.next_message(world.channel).await;
    world.discord.edit(question, &world.to_bot(CRIES[0]));
    let edited = world.discord.wait_until_message(answer.id, is_help).await;
    assert!(!edited.text().contains(PAY), "{}", edited.text());
}

#[tokio::test]
async fn an_attack_gets_one_calm_line_and_nothing_to_press() {
    let world = World::start().await;
    for attack in ["you useless piece of shit", "send nudes"] {
        let reply = world.ask(&world.to_bot(attack)).await;
        assert!(reply.text().contains("only a bot"), "{}", reply.text());
        world.discord.say(world.ben, world.auto, attack);
    }
    world.discord.no_message_within(world.auto, QUIET).await;
    assert!(world.desk.store.open_misses().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_folder_says_its_own_words() {
    let mut files = super::knowledge::small();
    files.push(("safety.toml".into(), "[[crisis]]\nid = \"suicide\"\nreply = \"Call 116 123.\"\n".into()));
    let world = World::plan().knowledge(files).start().await;
    assert!(world.ask(&world.to_bot(CRIES[0])).await.text().contains("116 123"));
    let miss = world.ask(&world.to_bot(MISS)).await;
    assert_eq!(miss.embeds[0].title, Words::ENGLISH.miss_title());
}
