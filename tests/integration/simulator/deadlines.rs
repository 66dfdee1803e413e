//! The rules of answering: once, in time, with the right token, by the right member.

use std::time::Duration;

use career_advisor::simulator::{ResponseKind, SimulatorOptions};
use rstest::rstest;
use serde_json::{Value, json};

use super::played::Played;
use super::raw::{breaches, code};

fn text(content: &str) -> Value {
    json!({ "type": 4, "data": { "content": content } })
}

#[tokio::test]
async fn a_second_first_answer_is_refused() {
    let played = Played::new().await;
    let used = played.help();
    assert_eq!(played.answer(used, text("one")).await.0, 204);
    assert_eq!(code(played.answer(used, text("two")).await), (400, 40060));
    assert_eq!(played.scene.discord.response_message(used).await.content, "one");
}

#[tokio::test]
async fn an_answer_after_the_deadline_is_unknown() {
    let played =
        Played::with(SimulatorOptions { answer_within: Duration::from_millis(30), ..SimulatorOptions::default() })
            .await;
    let discord = &played.scene.discord;
    let used = played.help();
    let late = discord.wait_until_response(used, |response| response.kind == ResponseKind::TooLate).await;
    assert_eq!(late.message, None);
    assert_eq!(code(played.answer(used, text("late")).await), (404, 10062));
    // A deferral in time leaves more of it.
    let used = played.help();
    assert_eq!(played.answer(used, json!({ "type": 5 })).await.0, 204);
    tokio::time::sleep(Duration::from_millis(40)).await;
    let edit = format!("{}/messages/@original", played.webhook(used));
    let edited = played.rest.call("PATCH", &edit, json!({ "content": "in time" })).await;
    assert_eq!(edited.0, 200, "{}", edited.1);
}

#[tokio::test]
async fn a_token_that_is_wrong_or_old_is_refused() {
    let played =
        Played::with(SimulatorOptions { token_lifetime: Duration::from_millis(40), ..SimulatorOptions::default() })
            .await;
    let used = played.help();
    let wrong = format!("/interactions/{used}/wrong/callback");
    assert_eq!(code(played.rest.post(&wrong, text("x")).await), (404, 10062));
    let wrong = format!("/webhooks/{}/wrong", played.scene.discord.bot());
    let body = json!({ "content": "x" });
    assert_eq!(code(played.rest.post(&wrong, body.clone()).await), (404, 10015));
    // Before the first answer there is nothing to follow up.
    let hook = played.webhook(used);
    assert_eq!(code(played.rest.post(&hook, body.clone()).await), (404, 10015));
    played.answer(used, text("x")).await;
    assert_eq!(played.rest.post(&hook, body.clone()).await.0, 200);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(code(played.rest.post(&hook, body).await), (401, 50027));
}

#[rstest]
#[case::update(7)]
#[case::defer_update(6)]
#[case::choices(8)]
#[case::unheard_of(99)]
#[tokio::test]
async fn a_command_takes_no_such_answer(#[case] kind: u64) {
    let played = Played::new().await;
    let used = played.help();
    let refused = played.answer(used, json!({ "type": kind, "data": { "content": "x" } })).await;
    assert_eq!((refused.0, breaches(&refused.1)), (400, vec!["type BASE_TYPE_CHOICES".to_owned()]));
}

#[tokio::test]
async fn an_ephemeral_message_is_the_members_own() {
    let played = Played::new().await;
    let (discord, ada) = (&played.scene.discord, played.scene.ada);
    let message = played.with_button(64).await;
    assert!(message.ephemeral);
    // Not even the bot finds it in the channel.
    let path = format!("/channels/{}/messages/{}", played.scene.channel, message.id);
    let got = played.rest.call("GET", &path, Value::Null).await;
    assert_eq!(code(got), (404, 10008));
    let ben = discord.add_member(played.scene.guild, "Ben", &[]);
    let refused = discord.press(ben, message.id, "go").unwrap_err();
    assert!(refused.to_string().contains("meant for somebody else"), "{refused}");
    discord.press(ada, message.id, "go").unwrap();
}

#[tokio::test]
async fn the_original_and_followups_are_read_changed_and_deleted() {
    let played = Played::new().await;
    let used = played.help();
    played.answer(used, text("one")).await;
    let hook = played.webhook(used);
    let (_, followup) = played.rest.post(&hook, json!({ "content": "two", "flags": 64 })).await;
    assert_eq!(followup["flags"], 64);
    let original = format!("{hook}/messages/@original");
    let (_, got) = played.rest.call("GET", &original, Value::Null).await;
    assert_eq!((&got["content"], &got["type"]), (&json!("one"), &json!(20)));
    let second = format!("{hook}/messages/{}", followup["id"].as_str().unwrap());
    played.rest.call("PATCH", &second, json!({ "content": "2" })).await;
    let seen = played.scene.discord.followup(used, 1).await;
    assert_eq!((seen.content.as_str(), seen.ephemeral), ("2", true));
    let emptied = played.rest.call("PATCH", &second, json!({ "content": "" })).await;
    assert_eq!(code(emptied), (400, 50006));
    assert_eq!(played.rest.call("DELETE", &original, Value::Null).await.0, 204);
    let gone = played.rest.call("GET", &original, Value::Null).await;
    assert_eq!(code(gone), (404, 10008));
    // What belongs to no interaction is out of its reach.
    let asked = played.scene.discord.say(played.scene.ada, played.scene.channel, "Hi");
    let other = format!("{hook}/messages/{asked}");
    let refused = played.rest.call("DELETE", &other, Value::Null).await;
    assert_eq!(code(refused), (404, 10008));
}

#[tokio::test]
async fn a_press_is_acknowledged_and_its_message_changed_later() {
    let played = Played::new().await;
    let discord = &played.scene.discord;
    let message = played.with_button(0).await;
    let pressed = discord.press(played.scene.ada, message.id, "go").unwrap();
    assert_eq!(played.answer(pressed, json!({ "type": 6 })).await.0, 204);
    assert_eq!(discord.response(pressed).await.kind, ResponseKind::Acknowledged);
    let original = format!("{}/messages/@original", played.webhook(pressed));
    played.rest.call("PATCH", &original, json!({ "content": "changed" })).await;
    let response = discord.wait_until_response(pressed, |response| response.kind == ResponseKind::Update).await;
    let changed = response.message.unwrap();
    assert_eq!((changed.id, changed.content.as_str()), (message.id, "changed"));
    assert_eq!(changed.buttons.len(), 2, "what was not named stays");
    // A new message in answer to a press refers to the old one.
    let pressed = discord.press(played.scene.ada, message.id, "go").unwrap();
    played.answer(pressed, text("new")).await;
    let new = discord.response_message(pressed).await;
    assert_eq!(new.reply_to, Some(message.id));
    assert!(new.mentions.is_empty());
}

#[tokio::test]
async fn with_response_returns_the_message() {
    let played = Played::new().await;
    let used = played.help();
    let token = played.scene.discord.token_of(used);
    let path = format!("/interactions/{used}/{token}/callback?with_response=true");
    let (status, body) = played.rest.post(&path, text("x")).await;
    assert_eq!(status, 200);
    assert_eq!(body["resource"]["message"]["content"], "x");
}

#[tokio::test]
async fn a_modal_submit_without_a_message_can_t_update_one() {
    let played = Played::new().await;
    let (discord, ada) = (&played.scene.discord, played.scene.ada);
    let input = json!({ "type": 4, "style": 1, "custom_id": "q", "label": "Q" });
    let modal = json!({ "custom_id": "m", "title": "T", "components": [{ "type": 1, "components": [input] }] });
    let used = played.help();
    played.answer(used, json!({ "type": 9, "data": modal })).await;
    let opened = discord.response_modal(used).await;
    let ben = discord.add_member(played.scene.guild, "Ben", &[]);
    let refused = discord.submit(ben, &opened, &[("q", "x")]).await.unwrap_err();
    assert!(refused.to_string().contains("was opened for user"), "{refused}");
    let sent = discord.submit(ada, &opened, &[("q", "x")]).await.unwrap();
    for kind in [7, 9] {
        let refused = played.answer(sent, json!({ "type": kind, "data": modal })).await;
        assert_eq!(breaches(&refused.1), ["type BASE_TYPE_CHOICES"]);
    }
    // Where the modal came from a button, its message can be changed.
    let message = played.with_button(0).await;
    let pressed = discord.press(ada, message.id, "go").unwrap();
    played.answer(pressed, json!({ "type": 9, "data": modal })).await;
    let opened = discord.response_modal(pressed).await;
    let sent = discord.submit(ada, &opened, &[("q", "x")]).await.unwrap();
    let updated = played.answer(sent, json!({ "type": 7, "data": { "content": "done" } })).await;
    assert_eq!(updated.0, 204, "{}", updated.1);
    assert_eq!(discord.message(message.id).unwrap().content, "done");
}
