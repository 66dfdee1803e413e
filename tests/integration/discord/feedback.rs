//! Members say what helped, and ask the moderators.

use super::knowledge::{MISS, OUTLOOK, PAY, TRAINING, without_pay};
use super::world::{World, decline_label};
use career_advisor::messages::Words;
use career_advisor::simulator::permissions;
use career_advisor::store::Votes;

impl World {
    async fn votes(&self) -> (u64, u64) {
        let Votes { helpful, not_helpful } = self.desk.store.count_votes().await.unwrap();
        (helpful, not_helpful)
    }
}

#[tokio::test]
async fn each_member_has_one_vote_and_may_change_it() {
    let world = World::start().await;
    let answer = world.ask(&world.to_bot(PAY)).await;
    for voter in [world.ada, world.ben, world.ben] {
        let thanks = world.press(voter, &answer, Words::ENGLISH.helpful_button()).await;
        assert_eq!((thanks.content.as_str(), thanks.ephemeral), (Words::ENGLISH.voted(), true));
    }
    assert_eq!(world.votes().await, (2, 0));
    world.press(world.ben, &answer, Words::ENGLISH.not_helpful_button()).await;
    assert_eq!(world.votes().await, (1, 1));
    let stats = world.moderate("stats", &[]).await;
    assert!(stats.text().contains(&Words::ENGLISH.votes(1, 1)), "{}", stats.text());
    assert!(world.desk.inbox().await.unwrap().is_empty(), "it wasn't Ben's question");
}

#[tokio::test]
async fn who_opted_out_has_no_vote() {
    let world = World::start().await;
    let privacy = world.answer_to("privacy", &[]).await;
    world.press(world.ada, &privacy, Words::ENGLISH.opt_out_button()).await;
    let answer = world.ask(&world.to_bot(PAY)).await;
    let thanks = world.press(world.ada, &answer, Words::ENGLISH.helpful_button()).await;
    assert_eq!(thanks.content, Words::ENGLISH.vote_not_kept());
    assert_eq!(world.votes().await, (0, 0));
}

#[tokio::test]
async fn a_miss_is_passed_on_to_the_moderators_once() {
    let world = World::start().await;
    let miss = world.ask(&world.to_bot(MISS)).await;
    let told = world.press(world.ada, &miss, Words::ENGLISH.ask_moderators_button()).await;
    assert_eq!((told.content.as_str(), told.ephemeral), (Words::ENGLISH.moderators_asked(), true));
    let question = world.discord.next_message(world.moderators_channel).await;
    assert!(question.content.contains(MISS) && question.content.contains(&world.discord.mention(world.ada)));
    assert!(question.content.contains(&miss.id.to_string()), "it links to the place: {}", question.content);
    assert!(question.mentions.is_empty(), "nobody is pinged");
    let again = world.press(world.ada, &miss, Words::ENGLISH.ask_moderators_button()).await;
    assert_eq!(again.content, Words::ENGLISH.moderators_asked_before());
    let other = world.press(world.ben, &miss, Words::ENGLISH.ask_moderators_button()).await;
    assert_eq!(other.content, Words::ENGLISH.not_yours_to_judge());
}

#[tokio::test]
async fn a_miss_of_a_command_is_passed_on_too() {
    let world = World::start().await;
    let miss = world.answer_to("ask", &[("question", MISS.into())]).await;
    world.press(world.ada, &miss, Words::ENGLISH.ask_moderators_button()).await;
    let question = world.discord.next_message(world.moderators_channel).await;
    assert!(question.content.contains(MISS), "{}", question.content);
}

#[tokio::test]
async fn where_no_moderator_is_nobody_can_be_asked() {
    let world = World::start().await;
    let direct = world.discord.dm_channel(world.ada);
    let miss = world.ask_in(direct, world.ada, MISS).await;
    assert!(miss.button(Words::ENGLISH.ask_moderators_button()).is_none(), "{}", miss.text());
}

#[tokio::test]
async fn moderators_who_could_not_be_reached_are_asked_again() {
    let world = World::start().await;
    let miss = world.ask(&world.to_bot(MISS)).await;
    world.discord.deny_bot(world.moderators_channel, permissions::SEND_MESSAGES);
    let told = world.press(world.ada, &miss, Words::ENGLISH.ask_moderators_button()).await;
    assert_eq!(told.content, Words::ENGLISH.moderators_unreachable());
    world.discord.deny_bot(world.moderators_channel, 0);
    let told = world.press(world.ada, &miss, Words::ENGLISH.ask_moderators_button()).await;
    assert_eq!(told.content, Words::ENGLISH.moderators_asked());
}

#[tokio::test]
async fn a_suggestion_that_is_chosen_is_counted_for_its_entry_and_nothing_else_is_kept() {
    let world = World::start().await;
    let offered = world.ask(&world.to_bot(&world.unsure())).await;
    let first = &offered.buttons[0];
    let pressed = world.discord.press(world.ada, offered.id, &first.custom_id).unwrap();
    let chosen = world.discord.response_message(pressed).await;
    assert_eq!(chosen.embeds[0].title, first.label);
    // Somebody else who only looks chooses nothing.
    world
        .press(world.ben, &world.ask_in(world.channel, world.mia, &world.to_bot(&world.unsure())).await, &first.label)
        .await;
    let choices = world.desk.store.choices().await.unwrap();
    assert_eq!(choices.iter().map(|(_, count)| count).sum::<u64>(), 1, "{choices:?}");
    let stats = world.moderate("stats", &[]).await.text();
    assert!(stats.contains(&Words::ENGLISH.chosen(1)) && stats.contains(&format!("`{}` (1)", choices[0].0)), "{stats}");
    assert!(world.desk.inbox().await.unwrap().is_empty());
    assert_eq!(world.votes().await, (0, 0));
}

#[tokio::test]
async fn a_vote_that_is_not_kept_is_said_to_be_none() {
    let mut world = World::start().await;
    let answer = world.ask(&world.to_bot(PAY)).await;
    let both = world.ask_in(world.channel, world.mia, &world.to_bot(&format!("{TRAINING} And {OUTLOOK}"))).await;
    // Of two answers nobody knows which one Ben means, and it isn't his question.
    let said = world.press(world.ben, &both, Words::ENGLISH.not_helpful_button()).await;
    assert_eq!(said.content, Words::ENGLISH.not_yours_to_judge());
    // An entry that isn't there any more, and one that never was.
    world.restart(without_pay()).await;
    for (member, label) in [
        (world.ada, Words::ENGLISH.helpful_button()),
        (world.ben, Words::ENGLISH.helpful_button()),
        (world.ben, Words::ENGLISH.not_helpful_button()),
    ] {
        let said = world.press(member, &answer, label).await;
        assert_eq!(said.content, Words::ENGLISH.stale_button(), "{label}");
    }
    assert_eq!(world.votes().await, (0, 0));
}

#[tokio::test]
async fn where_nothing_can_be_kept_members_are_told() {
    let world = World::start().await;
    let answer = world.ask(&world.to_bot(PAY)).await;
    let offered = world.ask_in(world.channel, world.mia, &world.to_bot(&world.unsure())).await;
    let privacy = world.answer_to("privacy", &[]).await;
    std::fs::remove_dir_all(world.dir.path().join("data")).unwrap();
    for (member, message, label) in [
        (world.ben, &answer, Words::ENGLISH.helpful_button()),
        (world.ben, &answer, Words::ENGLISH.not_helpful_button()),
        (world.ada, &answer, Words::ENGLISH.not_helpful_button()),
        (world.mia, &offered, decline_label(&offered)),
        (world.ada, &privacy, Words::ENGLISH.opt_out_button()),
        (world.ada, &privacy, Words::ENGLISH.forget_button()),
    ] {
        let said = world.press(member, message, label).await;
        assert_eq!(said.content, Words::ENGLISH.cannot_keep(), "{label}");
    }
    world.log.wait_for("was deleted or replaced").await;
    // Answers are given all the same.
    let label = offered.buttons[0].label.clone();
    let chosen = world.press_in_place(world.mia, &offered, &label).await;
    assert_eq!(chosen.embeds[0].title, label);
}
