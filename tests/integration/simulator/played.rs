//! A bot that is played by the test, over raw REST.

use career_advisor::simulator::{InteractionId, Message, SimulatorOptions};
use serde_json::{Value, json};

use super::Scene;
use super::raw::Rest;

/// A scene with registered commands, and a bot that is played by the test over raw REST.
pub struct Played {
    pub scene: Scene,
    pub rest: Rest,
}

impl Played {
    pub async fn new() -> Self {
        Self::with(SimulatorOptions::default()).await
    }

    pub async fn with(options: SimulatorOptions) -> Self {
        let scene = Scene::with(options).await;
        let rest = Rest::new(&scene.discord);
        let option = json!({ "type": 3, "name": "name", "description": "d", "required": true });
        let count = json!({ "type": 4, "name": "count", "description": "d", "min_value": 1, "max_value": 5 });
        let size = json!({ "type": 3, "name": "size", "description": "d", "choices": [{ "name": "S", "value": "s" }] });
        let commands = json!([
            { "name": "help", "description": "d" },
            { "name": "role", "description": "d", "options": [option, count, size] },
            { "name": "admin", "description": "d", "default_member_permissions": "32" },
            { "name": "private", "description": "d", "contexts": [1] },
            { "name": "Answer", "type": 3 },
        ]);
        let path = format!("/applications/{}/commands", scene.discord.bot());
        let (status, body) = rest.call("PUT", &path, commands).await;
        assert_eq!(status, 200, "{body}");
        Self { scene, rest }
    }

    pub fn help(&self) -> InteractionId {
        let scene = &self.scene;
        let used = scene.discord.run_command(scene.ada, scene.channel, "help", &[]);
        used.unwrap()
    }

    pub async fn answer(&self, used: InteractionId, body: Value) -> (u16, Value) {
        let token = self.scene.discord.token_of(used);
        let path = format!("/interactions/{used}/{token}/callback");
        self.rest.post(&path, body).await
    }

    pub fn webhook(&self, used: InteractionId) -> String {
        let discord = &self.scene.discord;
        format!("/webhooks/{}/{}", discord.bot(), discord.token_of(used))
    }

    /// A posted message with a button for `/help`, and its id.
    pub async fn with_button(&self, flags: u64) -> Message {
        let used = self.help();
        let button = json!({ "type": 2, "style": 1, "custom_id": "go", "label": "Go" });
        let off = json!({ "type": 2, "style": 1, "custom_id": "off", "label": "Off", "disabled": true });
        let row = json!({ "type": 1, "components": [button, off] });
        let data = json!({ "content": "x", "components": [row], "flags": flags });
        self.answer(used, json!({ "type": 4, "data": data })).await;
        self.scene.discord.response_message(used).await
    }
}
