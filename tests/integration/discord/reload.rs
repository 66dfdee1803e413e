//! Changes of the folder while the bot runs.

use super::knowledge::PAY;
use super::world::World;
use career_advisor::messages::Words;
use std::time::{Duration, Instant};

const FILE: &str = "roles/1-perfusionist.toml";

#[tokio::test]
async fn a_bad_change_is_told_the_old_answer_stays_and_mending_is_told_too() {
    let world = World::plan().folder_breaks().start().await;
    let good = world.file(FILE);
    world.write(FILE, &good.replace("[[entry]]\nid = \"pay\"", "[[entry]\nid = \"pay\""));
    let alarm = world.discord.next_message(world.moderators_channel).await;
    assert_eq!(alarm.embeds[0].title, Words::ENGLISH.alarm_title());
    assert!(alarm.embeds[0].description.contains(&format!("`{FILE}:")), "{}", alarm.text());
    assert!(alarm.embeds[0].description.contains("**syntax**"), "{}", alarm.text());
    let answer = world.ask(&world.to_bot(PAY)).await;
    assert_eq!(answer.embeds[0].description, "About $130,000 a year.");
    let status = world.moderate("status", &[]).await;
    assert!(status.text().contains("what was there before is served"), "{}", status.text());

    world.write(FILE, &good.replace("About $130,000 a year.\"\n\n[[entry]]", "More.\"\n\n[[entry]]"));
    let mended = world.discord.next_message(world.moderators_channel).await;
    assert_eq!(mended.content, Words::ENGLISH.mended());
}

#[tokio::test]
async fn a_good_change_is_served_within_two_seconds() {
    let world = World::start().await;
    world.write(FILE, &world.file(FILE).replace("About six to seven years.", "Seven years."));
    let saved = Instant::now();
    while world.desk.serving.advisor().answer("perfusionist/training").unwrap().text != "Seven years." {
        assert!(saved.elapsed() < Duration::from_secs(2), "not served yet");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
