//! What members see, message by message as a whole. A change here is one that everybody notices: look at it, then accept it with
//! `INSTA_UPDATE=always cargo test --test integration looks`.

use super::knowledge::{MISS, PAY, TRAINING};
use super::world::World;
use career_advisor::messages::Words;
use career_advisor::simulator::Message;
use serde_json::Value;

/// A message with its frame: content, cards, rows of buttons and menus. Ids are other ones in each run.
fn drawn(world: &World, message: &Message) -> String {
    let mut lines = vec![if message.ephemeral { "only for who asked" } else { "for everybody" }.to_owned()];
    lines.extend(message.content.lines().map(str::to_owned));
    for embed in &message.embeds {
        lines.push(format!("┌ {}", embed.title));
        lines.extend(embed.description.lines().map(|line| format!("│ {line}")));
        for field in &embed.fields {
            lines.push(format!("├ {}", field.name));
            lines.extend(field.value.lines().map(|line| format!("│ {line}")));
        }
        if !embed.image.is_empty() {
            lines.push(format!("├ (picture: {})", embed.image_text));
        }
        lines.push(format!("└ {}", embed.footer));
    }
    lines.extend(message.components.iter().map(row));
    lines.join("\n").replace(&world.discord.mention(world.discord.bot()), "@bot")
}

fn row(row: &Value) -> String {
    let drawn = row["components"].as_array().unwrap().iter().map(|part| match part["options"].as_array() {
        Some(options) => {
            let labels: Vec<_> = options.iter().map(|option| option["label"].as_str().unwrap()).collect();
            format!("{{{} ▾ {}}}", part["placeholder"].as_str().unwrap(), labels.join(" | "))
        }
        None if part["style"] == 1 => format!("[**{}**]", part["label"].as_str().unwrap()),
        None => format!("[{}]", part["label"].as_str().unwrap()),
    });
    drawn.collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_card_and_one_of_its_sections() {
    let world = World::start().await;
    let card = world.answer_to("role", &[("name", "perfusionist".into())]).await;
    insta::assert_snapshot!(drawn(&world, &card));
    let section = world.press(world.ben, &card, Words::ENGLISH.section_pay()).await;
    insta::assert_snapshot!(drawn(&world, &section));
}

#[tokio::test]
async fn a_comparison() {
    let world = World::start().await;
    let both = [("first", "perfusionist".into()), ("second", "cardiac sonographer".into())];
    insta::assert_snapshot!(drawn(&world, &world.answer_to("compare", &both).await));
}

#[tokio::test]
async fn an_answer_and_several_answers() {
    let world = World::start().await;
    insta::assert_snapshot!(drawn(&world, &world.ask(&world.to_bot(TRAINING)).await));
    insta::assert_snapshot!(drawn(&world, &world.ask(&world.to_bot(&format!("{TRAINING} {PAY}"))).await));
}

#[tokio::test]
async fn misses_and_suggestions() {
    let world = World::start().await;
    insta::assert_snapshot!(drawn(&world, &world.ask(&world.to_bot(MISS)).await));
    insta::assert_snapshot!(drawn(
        &world,
        &world.ask(&world.to_bot("¿cuánto gana un perfusionista en el hospital?")).await
    ));
    let unsure = world.ask(&world.to_bot(&world.unsure())).await;
    let titles = [Words::ENGLISH.suggest_title(), Words::ENGLISH.suggest_one_title()];
    assert!(titles.contains(&unsure.embeds[0].title.as_str()), "{}", unsure.text());
}

#[tokio::test]
async fn the_same_in_german() {
    let world = World::start().await;
    let german = [("language", 1.into())];
    let owner = world.discord.owner(world.guild);
    let set = world.discord.run_command(owner, world.channel, "settings server", &german).unwrap();
    world.discord.response_message(set).await;
    let card = world.answer_to("role", &[("name", "perfusionist".into())]).await;
    insta::assert_snapshot!(drawn(&world, &card));
    insta::assert_snapshot!(drawn(&world, &world.ask(&world.to_bot(MISS)).await));
    insta::assert_snapshot!(drawn(&world, &world.answer_to("help", &[]).await));
}
