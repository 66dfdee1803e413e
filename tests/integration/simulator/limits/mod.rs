//! Every limit: the largest that passes, and the exact place and code that a breach is answered with.

mod answers;
mod commands;
mod messages;

use career_advisor::simulator::{InteractionId, Simulator};
use serde_json::{Value, json};

use super::Scene;
use super::raw::Rest;

fn chars(count: usize) -> String {
    // Two bytes each, so that a count of bytes would show.
    "ü".repeat(count)
}

/// `base` with one key changed; null removes it.
fn with(mut base: Value, key: &str, value: Value) -> Value {
    if value.is_null() {
        base.as_object_mut().unwrap().remove(key);
    } else {
        base[key] = value;
    }
    base
}

fn button(id: &str) -> Value {
    json!({ "type": 2, "style": 1, "custom_id": id, "label": "Label" })
}

fn buttons(count: usize) -> Vec<Value> {
    (0..count).map(|index| button(&index.to_string())).collect()
}

/// A slash command that waits for its answer.
async fn interaction(scene: &Scene) -> InteractionId {
    register(scene, json!([{ "name": "help", "description": "Help" }])).await;
    scene.discord.run_command(scene.ada, scene.channel, "help", &[]).unwrap()
}

async fn register(scene: &Scene, commands: Value) {
    let path = format!("/applications/{}/commands", scene.discord.bot());
    let (status, body) = Rest::new(&scene.discord).call("PUT", &path, commands).await;
    assert_eq!(status, 200, "{body}");
}

async fn answer(discord: &Simulator, rest: &Rest, used: InteractionId, body: Value) -> (u16, Value) {
    let path = format!("/interactions/{used}/{}/callback", discord.token_of(used));
    rest.post(&path, body).await
}
