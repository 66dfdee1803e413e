//! The playground's server, as a program of its own. What the page does with it is tested in `tests/browser`.

use crate::discord::knowledge as small;
use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

struct Playground {
    process: Child,
    address: String,
    scene: Value,
    client: Client,
}

fn folder() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in small::small() {
        let path = dir.path().join("knowledge").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    dir
}

fn program(dir: &Path, arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_career-advisor"));
    program.arg("--knowledge").arg(dir.join("knowledge")).arg("playground").args(arguments);
    program.env("DATA_DIR", dir.join("data"));
    program
}

async fn json(response: Response) -> Value {
    serde_json::from_str(&response.text().await.unwrap()).unwrap()
}

impl Playground {
    async fn start(dir: &Path, arguments: &[&str]) -> Self {
        let mut program = program(dir, &[&["--no-open", "--port", "0"], arguments].concat());
        let mut process = program.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("The playground is at ").expect("an address").to_owned();
        let client = Client::builder().no_proxy().build().unwrap();
        let scene = json(client.get(format!("{address}api/scene")).send().await.unwrap()).await;
        Playground { process, address, scene, client }
    }

    fn id(&self, list: &str, name: &str) -> &str {
        let found = self.scene[list].as_array().unwrap().iter().find(|item| item["name"] == name);
        found.unwrap_or_else(|| panic!("no {name} in {}", self.scene))["id"].as_str().unwrap()
    }

    async fn act(&self, who: &str, channel: &str, what: Value) -> Response {
        let mut body = json!({ "member": self.id("members", who), "channel": self.id("channels", channel) });
        body.as_object_mut().unwrap().extend(what.as_object().unwrap().clone());
        let request = self.client.post(format!("{}api/act", self.address)).header("content-type", "application/json");
        request.body(body.to_string()).send().await.unwrap()
    }

    /// The messages that somebody sees, once the bot answers and `wanted` is true of them.
    async fn messages(&self, who: &str, channel: &str, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let (member, channel) = (self.id("members", who), self.id("channels", channel));
        let url = format!("{}api/view?member={member}&channel={channel}", self.address);
        let mut events = self.client.get(url).send().await.unwrap();
        let mut text = String::new();
        let found = async {
            loop {
                let chunk = events.chunk().await.unwrap().expect("the stream goes on");
                text.push_str(std::str::from_utf8(&chunk).unwrap());
                let last = text.rsplit("event: view\ndata: ").next().unwrap();
                let Some((view, _)) = last.split_once("\n\n") else { continue };
                let Ok(view) = serde_json::from_str::<Value>(view) else { continue };
                let messages = view["messages"].as_array().unwrap();
                if view["connected"] == true && text.contains("\"ready\":true") && wanted(messages) {
                    return messages.clone();
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(20), found).await.expect("messages as wanted")
    }
}

impl Drop for Playground {
    fn drop(&mut self) {
        _ = self.process.kill();
        _ = self.process.wait();
    }
}

/// Whether the bot's last message is the answer about pay.
fn answered(messages: &[Value]) -> bool {
    messages.last().is_some_and(|last| last["embeds"][0]["title"] == small::PAY)
}

#[tokio::test]
async fn another_website_gets_nothing_from_it() {
    let dir = folder();
    let playground = Playground::start(dir.path(), &[]).await;
    let get =
        |name: &'static str, value: &'static str| playground.client.get(&playground.address).header(name, value).send();
    assert_eq!(get("host", "evil.example").await.unwrap().status(), StatusCode::FORBIDDEN, "under another name");
    assert_eq!(get("origin", "https://evil.example").await.unwrap().status(), StatusCode::FORBIDDEN);
    let own = get("accept", "*/*").await.unwrap();
    assert_eq!(own.status(), StatusCode::OK);
    let policy = own.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    let plain = playground.client.post(format!("{}api/act", playground.address)).body("{}").send().await.unwrap();
    assert_eq!(plain.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "a foreign form can't send JSON");
}

#[tokio::test]
async fn what_discord_would_refuse_is_refused_in_a_sentence() {
    let dir = folder();
    let playground = Playground::start(dir.path(), &[]).await;
    playground.messages("Ada", "careers", |_| true).await;
    for (who, what, says) in [
        ("Ada", json!({ "do": "say", "text": " " }), "empty message"),
        ("Otto", json!({ "do": "say", "text": "hello" }), "can't see channel"),
        ("Ada", json!({ "do": "press", "message": "1", "custom_id": "x" }), "unknown or deleted"),
        ("Ada", json!({ "do": "submit", "modal": "1", "values": {} }), "isn't open"),
        ("Ada", json!({ "do": "delete", "message": "1" }), "no message of yours"),
    ] {
        let refused = playground.act(who, "careers", what).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let text = json(refused).await["refused"].as_str().unwrap().to_owned();
        assert!(text.contains(says), "{text}");
    }
}

#[tokio::test]
async fn a_journal_is_done_again() {
    let dir = folder();
    let journal = dir.path().join("journal.jsonl");
    let path = journal.to_str().unwrap();
    let recorded = Playground::start(dir.path(), &["--journal", path]).await;
    recorded.messages("Ada", "careers", |_| true).await;
    let bot = recorded.scene["bot"]["id"].as_str().unwrap();
    recorded.act("Ada", "questions", json!({ "do": "say", "text": format!("<@{bot}> {}", small::PAY) })).await;
    let first = recorded.messages("Ada", "questions", answered).await;
    let helpful = &first[1]["components"].to_string();
    assert!(helpful.contains("Not helpful"), "{helpful}");
    let remove =
        first[1]["components"].as_array().unwrap().iter().flat_map(|row| row["components"].as_array().unwrap());
    let remove = remove.into_iter().find(|button| button["label"] == "Remove").unwrap()["custom_id"].clone();
    let press = json!({ "do": "press", "message": first[1]["id"], "custom_id": remove });
    assert!(recorded.act("Ada", "questions", press).await.status().is_success());
    recorded.messages("Ada", "questions", |messages| messages.len() == 1).await;
    let command = json!({ "do": "command", "name": "ask", "options": { "question": small::PAY } });
    assert!(recorded.act("Ada", "questions", command).await.status().is_success());
    let before = recorded.messages("Ada", "questions", answered).await;
    drop(recorded);
    let text = fs::read_to_string(&journal).unwrap();
    assert_eq!(text.matches("\"step\":").count(), 3);
    assert!(text.contains("\"to_bot\"") && text.contains("\"rest\""), "the wire is in it too");

    let again = Playground::start(dir.path(), &["--replay", path]).await;
    let after = again.messages("Ada", "questions", |messages| messages.len() == 2 && answered(messages)).await;
    assert_eq!(after[0]["content"], format!("<@{}> {}", again.scene["bot"]["id"].as_str().unwrap(), small::PAY));
    assert_eq!(after[1]["embeds"], before[1]["embeds"]);
}

#[test]
fn what_cannot_be_used_is_said_at_the_start() {
    let dir = folder();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    for (arguments, says) in [
        (vec!["--no-open", "--port", port.as_str()], "choose another port with --port"),
        (vec!["--no-open", "--host", "0.0.0.0"], "add --expose"),
        (vec!["--no-open", "--port", "0", "--replay", "no-such-file"], "the journal no-such-file can't be used"),
    ] {
        let ended = program(dir.path(), &arguments).output().unwrap();
        let said = String::from_utf8(ended.stderr).unwrap();
        assert!(!ended.status.success() && said.contains(says), "{said}");
    }
}
