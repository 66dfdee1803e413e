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
        self.act_in(who, self.id("channels", channel), what).await
    }

    async fn act_in(&self, who: &str, channel: &str, what: Value) -> Response {
        let mut body = json!({ "member": self.id("members", who), "channel": channel });
        body.as_object_mut().unwrap().extend(what.as_object().unwrap().clone());
        let request = self.client.post(format!("{}api/act", self.address)).header("content-type", "application/json");
        request.body(body.to_string()).send().await.unwrap()
    }

    /// Does it, which nobody refuses.
    async fn do_in(&self, who: &str, channel: &str, what: Value) -> Value {
        let done = self.act_in(who, channel, what).await;
        let status = done.status();
        let done = json(done).await;
        assert!(status.is_success(), "{done}");
        done
    }

    /// The first event of this name that is as wanted, once the bot answers.
    async fn event(&self, who: &str, channel: &str, name: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let member = self.id("members", who);
        let url = format!("{}api/view?member={member}&channel={channel}", self.address);
        let mut events = self.client.get(url).send().await.unwrap();
        let mut text = String::new();
        let begin = format!("event: {name}\ndata: ");
        let found = async {
            loop {
                let chunk = events.chunk().await.unwrap().expect("the stream goes on");
                text.push_str(std::str::from_utf8(&chunk).unwrap());
                let ready = text.contains("\"ready\":true") && text.contains("\"connected\":true");
                let last = text.rsplit(&begin).next().unwrap();
                let Some((data, _)) = last.split_once("\n\n") else { continue };
                let Ok(data) = serde_json::from_str::<Value>(data) else { continue };
                if ready && wanted(&data) {
                    return data;
                }
            }
        };
        // A machine that builds meanwhile may take most of a minute to learn the knowledge base.
        tokio::time::timeout(Duration::from_secs(180), found).await.expect("an event as wanted")
    }

    /// The messages that somebody sees, once the bot answers and `wanted` is true of them.
    async fn messages(&self, who: &str, channel: &str, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        self.messages_in(who, self.id("channels", channel), wanted).await
    }

    async fn messages_in(&self, who: &str, channel: &str, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let view = self.event(who, channel, "view", |view| wanted(messages_of(view))).await;
        messages_of(&view).to_vec()
    }

    /// A channel as Ada's page lists it, once it is as wanted.
    async fn listed(&self, name: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let named = |channels: &Value| channels.as_array().unwrap().iter().find(|one| one["name"] == name).cloned();
        let channels = self.event("Ada", self.id("channels", "careers"), "channels", |channels| {
            named(channels).is_some_and(|found| wanted(&found))
        });
        named(&channels.await).unwrap()
    }
}

fn messages_of(view: &Value) -> &[Value] {
    view["messages"].as_array().unwrap()
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

/// The choices of a setting come as their numbers.
const AUTO: i64 = 1;
const SHADOW: i64 = 2;
const THREAD: i64 = 1;

#[tokio::test]
async fn a_post_gets_its_answer_in_its_thread_and_can_be_done_again() {
    let dir = folder();
    let journal = dir.path().join("journal.jsonl");
    let path = journal.to_str().unwrap();
    let playground = Playground::start(dir.path(), &["--journal", path]).await;
    let forum = playground.id("channels", "career-forum");
    let view = playground.event("Ada", forum, "view", |_| true).await;
    assert_eq!((&view["posts"], &view["commands"]), (&json!([]), &json!([])), "a forum takes posts alone");
    let post = json!({ "do": "post", "title": small::PAY, "text": "I'd like to know." });
    let done = playground.do_in("Ada", forum, post.clone()).await;
    let thread = done["post"].as_str().expect("the post's thread");
    let messages = playground.messages_in("Ben", thread, answered).await;
    assert_eq!((messages.len(), &messages[0]["content"]), (2, &json!("I'd like to know.")));
    let view = playground.event("Ben", forum, "view", |view| view["posts"][0]["replies"] == 1).await;
    let listed = &view["posts"][0];
    assert_eq!((&listed["title"], &listed["first"]["author"]), (&json!(small::PAY), &json!("Ada")));
    let listed = playground.listed(small::PAY, |_| true).await;
    assert_eq!(
        (&listed["kind"], &listed["parent"], &listed["mode"]),
        (&json!("thread"), &json!(forum), &json!("auto"))
    );
    // A second post of the same title is another one, and what is said in it goes there again.
    let second = playground.do_in("Ben", forum, post).await["post"].as_str().unwrap().to_owned();
    playground.messages_in("Ben", &second, answered).await;
    playground.do_in("Ben", &second, json!({ "do": "say", "text": "Thanks a lot!", "reply_to": null })).await;
    playground.messages_in("Ben", &second, |messages| messages.len() == 3).await;
    let refused = playground.act_in("Ada", forum, json!({ "do": "post", "title": " ", "text": "x" })).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    drop(playground);
    let text = fs::read_to_string(&journal).unwrap();
    assert!(text.contains("\"channel\":\"career-forum/1\",\"did\":\"say\""), "threads are named without ids");

    let again = Playground::start(dir.path(), &["--replay", path]).await;
    let forum = again.id("channels", "career-forum");
    let view = again.event("Ada", forum, "view", |view| view["posts"][0]["replies"] == 2).await;
    assert_eq!((view["posts"].as_array().unwrap().len(), &view["posts"][1]["replies"]), (2, &json!(1)));
}

#[tokio::test]
async fn what_admins_set_shows_in_the_list_and_can_be_done_again() {
    let dir = folder();
    let journal = dir.path().join("journal.jsonl");
    let path = journal.to_str().unwrap();
    let playground = Playground::start(dir.path(), &["--journal", path]).await;
    let before = playground.listed("off-topic", |_| true).await;
    assert_eq!((&before["mode"], &before["quiet"]), (&json!("off"), &json!(false)));
    let questions = playground.id("channels", "questions");
    let set = |channel: &str, mode: i64| {
        let options = json!({ "channel": { "channel": channel }, "mode": mode, "quiet": true });
        json!({ "do": "command", "name": "settings channel", "options": options })
    };
    playground.do_in("Mia", questions, set(before["id"].as_str().unwrap(), AUTO)).await;
    let after = playground.listed("off-topic", |channel| channel["mode"] == "auto").await;
    assert_eq!(after["quiet"], true);
    assert_ne!(after["note"], before["note"]);
    playground.do_in("Mia", questions, set(questions, SHADOW)).await;
    playground.listed("questions", |channel| channel["mode"] == "shadow").await;
    // The channel of somebody else's direct messages is none that an option can hold.
    let of_ada = playground.scene["channels"].as_array().unwrap().iter();
    let of_ada = of_ada.into_iter().find(|one| one["kind"] == "dm").unwrap()["id"].as_str().unwrap();
    let refused = playground.act_in("Mia", questions, set(of_ada, AUTO)).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    drop(playground);
    let text = fs::read_to_string(&journal).unwrap();
    assert!(text.contains("\"channel\":{\"channel\":\"off-topic\"}"), "channels are named without ids");
    assert_eq!(text.matches("\"step\":").count(), 2, "what names nothing of hers isn't told");

    let again = Playground::start(dir.path(), &["--replay", path]).await;
    again.listed("off-topic", |channel| channel["mode"] == "auto" && channel["quiet"] == true).await;
    again.listed("questions", |channel| channel["mode"] == "shadow").await;
}

#[tokio::test]
async fn a_thread_of_the_bots_is_listed_beneath_its_channel() {
    let dir = folder();
    let playground = Playground::start(dir.path(), &[]).await;
    let careers = playground.id("channels", "careers");
    playground.messages("Ada", "careers", |_| true).await;
    let options = json!({ "ask": THREAD });
    playground.do_in("Mia", careers, json!({ "do": "command", "name": "settings server", "options": options })).await;
    let question = json!({ "do": "command", "name": "ask", "options": { "question": small::MISS } });
    playground.do_in("Ada", careers, question).await;
    let button = |messages: &[Value]| {
        let rows = messages.last()?["components"].as_array()?.clone();
        let mut buttons = rows.iter().flat_map(|row| row["components"].as_array().unwrap().clone());
        buttons.find(|button| button["label"] == "Ask a moderator")
    };
    let messages = playground.messages("Ada", "careers", |messages| button(messages).is_some()).await;
    let id = messages.last().unwrap()["id"].clone();
    let press = json!({ "do": "press", "message": id, "custom_id": button(&messages).unwrap()["custom_id"] });
    playground.do_in("Ada", careers, press).await;
    let thread = playground.listed(small::MISS, |_| true).await;
    assert_eq!((&thread["parent"], &thread["mode"]), (&json!(careers), &json!("auto")));
    let thread = thread["id"].as_str().unwrap();
    playground.do_in("Ben", thread, json!({ "do": "say", "text": "So would I.", "reply_to": null })).await;
    playground.messages_in("Mia", thread, |messages| messages.last().unwrap()["content"] == "So would I.").await;
    let outside = playground.act_in("Otto", thread, json!({ "do": "say", "text": "Me too.", "reply_to": null })).await;
    assert_eq!(outside.status(), StatusCode::UNPROCESSABLE_ENTITY);
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
