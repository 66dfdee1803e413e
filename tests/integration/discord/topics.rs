//! Browsing everything that can be answered.

use super::knowledge::{self, MISS, PAY, SONOGRAPHER_TRAINING};
use super::world::World;
use career_advisor::messages::Words;

#[tokio::test]
async fn browsing_goes_from_role_to_topic_to_answer_and_back() {
    let world = World::start().await;
    let groups = world.answer_to("topics", &[]).await;
    assert!(groups.ephemeral);
    let topics = world.choose(world.ada, &groups, "Perfusionist").await;
    assert_eq!(topics.id, groups.id, "the list turns in its place");
    let questions = world.choose(world.ada, &topics, "Pay").await;
    let answer = world.choose(world.ada, &questions, PAY).await;
    assert_ne!(answer.id, groups.id, "the list stays for the next question");
    assert!(answer.ephemeral);
    let back = world.press(world.ada, &questions, Words::ENGLISH.back_button()).await;
    assert_eq!((back.id, back.embeds[0].title.as_str()), (groups.id, "Perfusionist"));
    let top = world.press(world.ada, &back, Words::ENGLISH.back_button()).await;
    assert_eq!(top.embeds[0].title, Words::ENGLISH.topics_title());
}

#[tokio::test]
async fn long_lists_turn_pages() {
    let world = World::plan().knowledge(knowledge::large()).start().await;
    let first = world.answer_to("topics", &[]).await;
    assert_eq!((first.selects[0].options.len(), first.embeds[0].footer.as_str()), (25, "Page 1 of 2"));
    let second = world.press(world.ada, &first, Words::ENGLISH.next_button()).await;
    assert_eq!((second.id, second.selects[0].options.len()), (first.id, 8));
    let first = world.press(world.ada, &second, Words::ENGLISH.previous_button()).await;
    let topics = world.choose(world.ada, &first, "Cardiac sonographer").await;
    let machines = world.choose(world.ada, &topics, "Machines").await;
    let more = world.press(world.ada, &machines, Words::ENGLISH.next_button()).await;
    assert_eq!(more.selects[0].options.len(), 5);
    let label = more.selects[0].options[4].label.clone();
    assert_eq!(world.choose(world.ada, &more, &label).await.embeds[0].title, label);
}

#[tokio::test]
async fn a_card_with_many_questions_leads_to_all_of_them() {
    let world = World::plan().knowledge(knowledge::large()).start().await;
    let card = world.answer_to("role", &[("name", "Cardiac sonographer".into())]).await;
    assert_eq!(card.selects[0].options.len(), 25);
    let all = world.press(world.ben, &card, Words::ENGLISH.all_questions_button()).await;
    assert!(all.ephemeral && all.id != card.id);
    let training = world.choose(world.ben, &all, "Training").await;
    assert_eq!(world.choose(world.ben, &training, SONOGRAPHER_TRAINING).await.embeds[0].title, SONOGRAPHER_TRAINING);
}

#[tokio::test]
async fn a_hopeless_miss_leads_to_a_roles_topics_and_stays() {
    let world = World::start().await;
    let miss = world.answer_to("ask", &[("question", MISS.into())]).await;
    assert_eq!(miss.embeds[0].description, Words::ENGLISH.miss_with_topics());
    let topics = world.press(world.ada, &miss, "Perfusionist").await;
    assert_eq!((topics.embeds[0].title.as_str(), topics.ephemeral), ("Perfusionist", true));
    assert_ne!(topics.id, miss.id, "the miss can still be passed on to the moderators");
    let questions = world.choose(world.ada, &topics, "Pay").await;
    assert_eq!(questions.id, topics.id, "the list turns in its place");
}
