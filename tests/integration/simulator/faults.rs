//! Faults that are caused, the global rate, and how waiting fails.

use std::time::{Duration, Instant};

use career_advisor::simulator::{Failure, Route, SimulatorOptions};
use serde_json::{Value, json};

use super::Scene;
use super::raw::Rest;

#[tokio::test]
async fn a_failure_hits_its_route_and_passes() {
    let scene = Scene::new().await;
    let rest = Rest::new(&scene.discord);
    let route = Route::new("POST", "/channels/*/messages");
    let limited = Failure::rate_limited(Duration::from_millis(300));
    scene.discord.fail_next(route.clone(), limited);
    scene.discord.fail_next(route.clone(), Failure::status(502).times(2));
    let me = rest.call("GET", "/users/@me", Value::Null).await;
    assert_eq!(me.0, 200, "another route");
    let mut seen = Vec::new();
    for _ in 0..4 {
        let (status, body) = rest.post(&scene.path(), json!({ "content": "x" })).await;
        seen.push((status, body["retry_after"].as_f64()));
    }
    assert_eq!(seen, [(429, Some(0.3)), (502, None), (502, None), (200, None)]);
    let statuses: Vec<u16> = scene.discord.requests_to(&route).iter().map(|request| request.status).collect();
    assert_eq!(statuses, [429, 502, 502, 200]);
}

#[tokio::test]
async fn a_slow_answer_is_still_an_answer() {
    let scene = Scene::new().await;
    let rest = Rest::new(&scene.discord);
    let delay = Duration::from_millis(50);
    scene.discord.fail_next(Route::new("GET", "/users/@me"), Failure::slow(delay));
    let before = Instant::now();
    let (status, _) = rest.call("GET", "/users/@me", Value::Null).await;
    assert_eq!(status, 200);
    assert!(before.elapsed() >= delay);
}

#[tokio::test]
async fn the_global_rate_is_enforced() {
    let scene = Scene::with(SimulatorOptions { requests_per_second: 3, ..SimulatorOptions::default() }).await;
    let rest = Rest::new(&scene.discord);
    let mut last = (0, Value::Null);
    for _ in 0..4 {
        last = rest.call("GET", "/users/@me", Value::Null).await;
    }
    assert_eq!(last.0, 429);
    assert_eq!(last.1["global"], true);
    assert!(last.1["retry_after"].as_f64().unwrap() <= 1.0);
}

#[tokio::test]
async fn silence_can_be_checked_and_broken() {
    let scene = Scene::new().await;
    let quiet = Duration::from_millis(30);
    scene.discord.say(scene.ada, scene.channel, "Hello");
    scene.discord.no_message_within(scene.channel, quiet).await;
    let rest = Rest::new(&scene.discord);
    rest.post(&scene.path(), json!({ "content": "Hi" })).await;
    let discord = scene.discord.clone();
    let channel = scene.channel;
    let check = tokio::spawn(async move { discord.no_message_within(channel, quiet).await });
    let panic = check.await.unwrap_err().into_panic();
    let text = panic.downcast_ref::<String>().unwrap();
    assert!(text.contains("but posted:\nHi"), "{text}");
    assert!(text.contains("POST /channels/"), "the journal is shown: {text}");
}

#[tokio::test]
async fn waiting_in_vain_says_for_what() {
    let scene =
        Scene::with(SimulatorOptions { patience: Duration::from_millis(20), ..SimulatorOptions::default() }).await;
    let discord = scene.discord.clone();
    let waiting = tokio::spawn(async move { discord.next_message(scene.channel).await });
    let panic = waiting.await.unwrap_err().into_panic();
    let text = panic.downcast_ref::<String>().unwrap();
    assert!(text.contains("in vain for a message of the bot in channel"), "{text}");
}
