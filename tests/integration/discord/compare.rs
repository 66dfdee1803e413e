//! Two roles side by side.

use super::world::World;
use career_advisor::messages::Words;

const ROLES: [(&str, &str); 2] = [("first", "perfusionist"), ("second", "cardiac sonogropher")];

#[tokio::test]
async fn compare_shows_the_same_sections_of_both_and_one_picture() {
    let world = World::start().await;
    let given = ROLES.map(|(option, role)| (option, role.into()));
    let answer = world.answer_to("compare", &given).await;
    let shown = &answer.embeds[0];
    assert_eq!(shown.title, Words::ENGLISH.compared_title("Perfusionist", "Cardiac sonographer"));
    let pay = shown.fields.iter().find(|field| field.name == "Pay").unwrap();
    assert!(pay.value.ends_with("\n**Cardiac sonographer:** –"), "{}", pay.value);
    assert!(shown.image_text.contains("Perfusionist") && world.discord.download(&shown.image).is_some(), "{shown:?}");
    let card = world.press(world.ben, &answer, &Words::ENGLISH.card_button("Cardiac sonographer")).await;
    assert_eq!((card.embeds[0].title.as_str(), card.ephemeral), ("Cardiac sonographer", true));
}

#[tokio::test]
async fn two_names_in_free_text_are_a_comparison() {
    let world = World::start().await;
    let answer = world.ask(&world.to_bot("pump tech vs cardiac sonographer?")).await;
    assert_eq!(answer.embeds[0].title, Words::ENGLISH.compared_title("Perfusionist", "Cardiac sonographer"));
    assert!(answer.mentions.is_empty());
}

#[tokio::test]
async fn in_an_auto_channel_a_comparison_needs_no_mention() {
    let world = World::start().await;
    let answer = world.ask_in(world.auto, world.ada, "perfusionist vs cardiac sonographer").await;
    assert_eq!(answer.embeds[0].title, Words::ENGLISH.compared_title("Perfusionist", "Cardiac sonographer"));
}

#[tokio::test]
async fn what_cannot_be_compared_is_said_plainly() {
    let world = World::start().await;
    let same = world.answer_to("compare", &[("first", "perfusionist".into()), ("second", "pump tech".into())]).await;
    assert_eq!((same.content.as_str(), same.ephemeral), (Words::ENGLISH.same_role(), true));
    let none = world.answer_to("compare", &[("first", "perfusionist".into()), ("second", "zzyzx qqq".into())]).await;
    assert!(none.content.starts_with(Words::ENGLISH.unknown_role()) && none.ephemeral, "{}", none.text());
}
