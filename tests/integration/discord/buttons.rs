//! Buttons, also after a restart.

use super::knowledge::{self, OUTLOOK, PAY, SHADOWING, TRAINING};
use super::world::World;
use career_advisor::messages::Words;
use career_advisor::simulator::{ResponseKind, permissions};

#[tokio::test]
async fn a_related_question_is_answered_for_whoever_presses() {
    let world = World::start().await;
    let answer = world.ask(&world.to_bot(PAY)).await;
    let related = world.press(world.ben, &answer, OUTLOOK).await;
    assert!(related.ephemeral);
    assert_eq!(related.embeds[0].title, OUTLOOK);
    assert!(related.button(Words::ENGLISH.remove_button()).is_none(), "what only one sees is dismissed, not removed");
    let followed = world.ask_in(world.channel, world.ben, &world.to_bot("and how long does it take?")).await;
    assert_eq!(followed.embeds[0].title, TRAINING, "a press counts as an exchange");
}

#[tokio::test]
async fn listings_open_in_private() {
    let world = World::start().await;
    let answer = world.ask(&world.to_bot(PAY)).await;
    let listings = world.press(world.ben, &answer, Words::ENGLISH.listings_button()).await;
    assert!(listings.ephemeral);
    assert_eq!(listings.embeds[0].title, "Job listings: Perfusionist");
}

#[tokio::test]
async fn an_answer_is_removed_by_its_asker_or_a_moderator_alone() {
    let world = World::start().await;
    let answer = world.ask(&world.to_bot(PAY)).await;
    let refused = world.press(world.ben, &answer, Words::ENGLISH.remove_button()).await;
    assert_eq!((refused.ephemeral, refused.content.as_str()), (true, Words::ENGLISH.not_yours_to_remove()));
    let pressed = world.press_only(world.ada, &answer, Words::ENGLISH.remove_button());
    assert_eq!(world.discord.response(pressed).await.kind, ResponseKind::Acknowledged);
    world.until_deleted(answer.id).await;

    let second = world.ask(&world.to_bot(PAY)).await;
    let role = world.discord.add_role_with(world.guild, "Moderators", permissions::MANAGE_MESSAGES);
    world.discord.set_roles(world.guild, world.ben, &[role]);
    world.press_only(world.ben, &second, Words::ENGLISH.remove_button());
    world.until_deleted(second.id).await;
}

#[tokio::test]
async fn a_slash_commands_answer_is_removed_too() {
    let world = World::start().await;
    let answer = world.answer_to("ask", &[("question", PAY.into())]).await;
    world.press_only(world.ada, &answer, Words::ENGLISH.remove_button());
    world.until_deleted(answer.id).await;
}

#[tokio::test]
async fn buttons_work_after_a_restart() {
    let mut world = World::start().await;
    let answer = world.ask(&world.to_bot(PAY)).await;
    let card = world.answer_to("role", &[("name", "Perfusionist".into())]).await;
    let long = world.ask(&world.to_bot(SHADOWING)).await;
    world.restart(knowledge::small()).await;
    assert_eq!(world.press(world.ben, &answer, OUTLOOK).await.embeds[0].title, OUTLOOK);
    assert_eq!(world.choose(world.ben, &card, TRAINING).await.embeds[0].title, TRAINING);
    // The reply to an answer of the life before is still a follow-up.
    world.discord.reply(world.ben, world.channel, answer.id, "and how long does it take?", true);
    assert_eq!(world.discord.next_message(world.channel).await.embeds[0].title, TRAINING);
    world.press_only(world.ada, &long, Words::ENGLISH.remove_button());
    world.until_deleted(long.id).await;
}

#[tokio::test]
async fn the_longest_id_fits_into_a_menu_and_comes_back() {
    let world = World::start().await;
    let topics = world.answer_to("topics", &[]).await;
    let general = world.choose(world.ada, &topics, Words::ENGLISH.general_group()).await;
    let questions = world.choose(world.ada, &general, "Shadowing").await;
    assert_eq!(world.choose(world.ada, &questions, SHADOWING).await.embeds[0].title, SHADOWING);
}

#[tokio::test]
async fn a_stale_button_says_so_in_private() {
    let mut world = World::start().await;
    let card = world.answer_to("role", &[("name", "Perfusionist".into())]).await;
    world.restart(knowledge::without_pay()).await;
    let stale = world.choose(world.ben, &card, PAY).await;
    assert_eq!((stale.ephemeral, stale.content.as_str()), (true, Words::ENGLISH.stale_button()));
}
