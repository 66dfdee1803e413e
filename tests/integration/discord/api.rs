//! What goes to Discord, as its published description has it.

use super::knowledge::{PAY, TRAINING};
use super::world::{QUIET, World, posting};
use career_advisor::messages::Words;
use career_advisor::simulator::{Failure, Request, Route, Traffic};
use serde_json::{Value, json};
use std::time::Duration;

fn callbacks() -> Route {
    Route::new("POST", "/interactions/*/*/callback")
}

#[tokio::test]
async fn every_request_names_the_client_and_the_kind_of_token() {
    let world = World::start().await;
    let answer = world.ask(&world.to_bot(PAY)).await;
    world.press(world.ada, &answer, "Job listings").await;
    for request in world.discord.requests() {
        let shown = format!("{} {}", request.method, request.path);
        assert!(request.header("user-agent").unwrap().starts_with("DiscordBot (https://"), "{shown}");
        assert_eq!(request.header("authorization"), Some("Bot ***"), "{shown}");
        let content_type = (request.body != Value::Null).then_some("application/json");
        assert_eq!(request.header("content-type"), content_type, "{shown}");
    }
}

#[tokio::test]
async fn the_gateway_is_asked_for_what_is_needed() {
    let world = World::start().await;
    let sent = world.discord.journal().into_iter().find_map(|entry| match entry.traffic {
        Traffic::FromBot(payload) if payload["op"] == 2 => Some(payload),
        _ => None,
    });
    let identify = &sent.unwrap()["d"];
    // Guilds, messages in guilds, direct messages, message content.
    assert_eq!(identify["intents"], json!(1 | 1 << 9 | 1 << 12 | 1 << 15));
    for key in ["os", "browser", "device"] {
        assert!(identify["properties"][key].is_string(), "{identify}");
    }
}

#[tokio::test]
async fn commands_have_only_the_keys_that_their_kind_has() {
    let world = World::start().await;
    let everywhere = world.discord.requests_to(&Route::new("PUT", "/applications/*/commands"));
    let at_home = world.discord.requests_to(&Route::new("PUT", "/applications/*/guilds/*/commands"));
    let commands = [&everywhere[0], &at_home[0]].map(|request| request.body.as_array().unwrap());
    assert_eq!(commands.map(Vec::len), [9, 1]);
    for command in commands.into_iter().flatten() {
        let known = [
            "name",
            "type",
            "description",
            "options",
            "integration_types",
            "contexts",
            "default_member_permissions",
            "name_localizations",
            "description_localizations",
        ];
        let foreign = command.as_object().unwrap().keys().find(|key| !known.contains(&key.as_str()));
        assert_eq!(foreign, None, "{command}");
        for option in command["options"].as_array().into_iter().flatten() {
            let known = [
                "type",
                "name",
                "description",
                "required",
                "autocomplete",
                "max_length",
                "choices",
                "name_localizations",
                "description_localizations",
            ];
            let foreign = option.as_object().unwrap().keys().find(|key| !known.contains(&key.as_str()));
            let foreign = foreign.filter(|key| option["type"] != 1 || *key != "options");
            assert_eq!(foreign, None, "{option}");
        }
    }
}

#[tokio::test]
async fn only_new_messages_say_whether_they_are_private() {
    let world = World::start().await;
    let topics = world.answer_to("topics", &[]).await;
    let option = topics.selects[0].options[0].label.clone();
    world.choose(world.ada, &topics, &option).await;
    let flags = |kind: u64| -> Vec<Value> {
        let sent = world.discord.requests_to(&callbacks());
        sent.iter().filter(|request| request.body["type"] == kind).map(|r| r.body["data"]["flags"].clone()).collect()
    };
    assert_eq!((flags(4), flags(7)), (vec![json!(64)], vec![Value::Null]));
}

#[tokio::test]
async fn asked_to_slow_down_the_bot_waits_and_then_answers() {
    let world = World::start().await;
    let limited = || Failure::rate_limited(Duration::from_millis(900));
    world.discord.fail_next(posting(), limited());
    let answer = world.ask(&world.to_bot(PAY)).await;
    assert_eq!(answer.embeds[0].title, PAY);
    world.discord.fail_next(callbacks(), limited());
    assert_eq!(world.answer_to("ask", &[("question", TRAINING.into())]).await.embeds[0].title, TRAINING);
    world.discord.fail_next(Route::new("DELETE", "/channels/*/messages/*"), limited());
    world.discord.delete(answer.reply_to.unwrap());
    world.until_deleted(answer.id).await;

    let at: Vec<Duration> = world
        .discord
        .journal()
        .into_iter()
        .filter(|entry| matches!(&entry.traffic, Traffic::Rest(request) if posting_in(request)))
        .map(|entry| entry.at)
        .collect();
    assert_eq!(at.len(), 2, "nothing else was sent meanwhile");
    assert!(at[1] - at[0] >= Duration::from_millis(900), "{at:?}");
}

fn posting_in(request: &Request) -> bool {
    request.method == "POST" && request.path.ends_with("/messages")
}

#[tokio::test]
async fn a_notice_does_not_take_an_answer_away_that_arrived_after_all() {
    let world = World::start().await;
    world.discord.fail_next(posting(), Failure::status(502).on_the_way_back().times(2));
    // Nor can the bot look whether it arrived.
    world.discord.fail_next(Route::new("GET", "/channels/*/messages"), Failure::status(502));
    let answer = world.ask(&world.to_bot(PAY)).await;
    assert_eq!(answer.embeds[0].title, PAY);
    let notice = world.discord.next_message(world.channel).await;
    assert_eq!(notice.content, Words::ENGLISH.something_went_wrong());
    world.until_deleted(notice.id).await;
    assert!(!world.discord.message(answer.id).unwrap().deleted);
}

#[tokio::test]
async fn a_press_is_answered_once_even_if_the_answer_cannot_be_removed() {
    let world = World::start().await;
    let answer = world.ask(&world.to_bot(PAY)).await;
    world.discord.fail_next(Route::new("DELETE", "/webhooks/*/*/messages/@original"), Failure::status(500).times(2));
    let pressed = world.press_only(world.ada, &answer, Words::ENGLISH.remove_button());
    let told = world.discord.followup(pressed, 1).await;
    assert_eq!((told.ephemeral, told.content.as_str()), (true, Words::ENGLISH.something_went_wrong()));
    tokio::time::sleep(QUIET / 4).await;
    assert_eq!(world.discord.requests_to(&callbacks()).len(), 1);
}
