//! The real program, as an operator starts it.

use super::world::{self, QUIET};
use career_advisor::simulator::{Simulator, intents};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const QUESTION: &str = "Does volunteering help my application?";

/// A folder with one file of knowledge, which is all that the program needs.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("knowledge/faq")).unwrap();
    let entry = format!("[[entry]]\nid = \"volunteering\"\nquestion = \"{QUESTION}\"\nanswer = \"It helps.\"\n");
    std::fs::write(folder.path().join("knowledge/faq/applying.toml"), entry).unwrap();
    folder
}

fn start(discord: &Simulator, folder: &Path, settings: &[(&str, &str)]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_career-advisor"))
        .arg("run")
        .current_dir(folder)
        .env_clear()
        .env("DISCORD_TOKEN", discord.token())
        .env("DISCORD_API_URL", discord.base_url())
        // Nothing may be asked of a proxy for the outside world.
        .env("HTTP_PROXY", "http://127.0.0.1:9")
        .envs(settings.iter().copied())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

async fn output(child: Child) -> Output {
    tokio::task::spawn_blocking(move || child.wait_with_output().unwrap()).await.unwrap()
}

#[cfg(unix)]
fn signal(child: &Child, signal: &str) {
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
}

#[cfg(unix)]
#[rstest::rstest]
#[case("-TERM")]
#[case("-INT")]
#[tokio::test]
async fn the_program_answers_and_ends_on_a_signal(#[case] by: &str) {
    let discord = world::simulator().await;
    let guild = discord.add_guild("Careers");
    let (channel, ada) = (discord.add_channel(guild, "questions"), discord.add_member(guild, "Ada", &[]));
    let folder = folder();
    let child = start(&discord, folder.path(), &[("LOG_FORMAT", "json"), ("RUST_LOG", "trace")]);
    discord.wait_until_ready().await;
    let reply = loop {
        discord.say(ada, channel, &format!("{} {QUESTION}", discord.mention(discord.bot())));
        let reply = discord.next_message(channel).await;
        // In the first moments it is still reading, and says so.
        if !reply.content.contains("still reading") {
            break reply;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    };
    assert_eq!(reply.embeds[0].description, "It helps.");
    tokio::time::sleep(QUIET).await;

    let asked = Instant::now();
    signal(&child, by);
    let output = output(child).await;
    assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
    let log = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{log}");
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let messages: Vec<&str> = lines.iter().filter_map(|line| line["message"].as_str()).collect();
    for expected in ["connected", "commands registered", "asked", "shutting down", "shut down"] {
        assert!(messages.contains(&expected), "no {expected:?} in\n{log}");
    }
    assert!(!log.contains("volunteering help") && !log.contains(discord.token()), "{log}");
}

#[cfg(unix)]
#[tokio::test]
async fn started_with_a_broken_folder_it_serves_the_last_good_copy_and_says_so() {
    let discord = world::simulator().await;
    let guild = discord.add_guild("Careers");
    let (channel, ada) = (discord.add_channel(guild, "questions"), discord.add_member(guild, "Ada", &[]));
    let moderators = discord.add_channel(guild, "moderators");
    let folder = folder();
    let moderators_channel = moderators.to_string();
    let settings = [("MODERATOR_CHANNEL_ID", moderators_channel.as_str())];
    let ask = async || loop {
        discord.say(ada, channel, &format!("{} {QUESTION}", discord.mention(discord.bot())));
        let reply = discord.next_message(channel).await;
        if !reply.content.contains("still reading") {
            return reply;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    };
    let child = start(&discord, folder.path(), &settings);
    discord.wait_until_ready().await;
    ask().await;
    // The copy is made once the folder is read.
    tokio::time::sleep(QUIET * 3).await;
    signal(&child, "-TERM");
    output(child).await;

    std::fs::write(folder.path().join("knowledge/faq/applying.toml"), "[[entry]\nid = ").unwrap();
    let child = start(&discord, folder.path(), &settings);
    let alarm = discord.next_message(moderators).await;
    assert!(alarm.text().contains("applying.toml:1:") && alarm.text().contains("with a copy"), "{}", alarm.text());
    // The alarm needs no gateway, and a question before it's there is lost.
    discord.wait_until_connected().await;
    tokio::time::sleep(QUIET).await;
    assert_eq!(ask().await.embeds[0].description, "It helps.");
    signal(&child, "-TERM");
    let log = String::from_utf8(output(child).await.stderr).unwrap();
    assert!(log.contains("error[syntax]") && log.contains("its last good copy is served"), "{log}");
}

/// From the start of the process, with the knowledge that is shipped, to the answer to the registration. The index is
/// trained in that time, which takes a debug build some seconds.
const START: Duration = if cfg!(debug_assertions) { Duration::from_secs(20) } else { Duration::from_secs(2) };

#[tokio::test]
async fn the_program_is_soon_ready() {
    let discord = world::simulator().await;
    discord.add_guild("Careers");
    let folder = folder();
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/knowledge");
    let started = Instant::now();
    let mut child = start(&discord, folder.path(), &[("KNOWLEDGE_DIR", shipped)]);
    // The bot registers its commands once it has handled READY.
    discord.wait_until_ready().await;
    let took = started.elapsed();
    child.kill().unwrap();
    output(child).await;
    println!("connected, with commands registered, {} ms after the start", took.as_millis());
    assert!(took < START, "{took:?}");
}

#[tokio::test]
async fn a_wrong_token_is_one_line_and_exit_code_1() {
    let discord = world::simulator().await;
    discord.refuse_identify(Some(4004));
    let folder = folder();
    let output = output(start(&discord, folder.path(), &[("RUST_LOG", "warn")])).await;
    let log = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(log.lines().count(), 1, "{log}");
    assert!(log.starts_with("error: the token is wrong"), "{log}");
}

#[tokio::test]
async fn a_missing_intent_is_one_line() {
    let discord = world::simulator().await;
    discord.refuse_intents(intents::MESSAGE_CONTENT);
    let folder = folder();
    let mut child = start(&discord, folder.path(), &[("RUST_LOG", "warn")]);
    discord.wait_until_ready().await;
    child.kill().unwrap();
    let log = String::from_utf8(output(child).await.stderr).unwrap();
    assert_eq!(log.lines().count(), 1, "{log}");
    assert!(log.contains("Privileged Gateway Intents"), "{log}");
}

#[tokio::test]
async fn settings_that_are_missing_or_malformed_are_all_told() {
    let discord = world::simulator().await;
    let folder = folder();
    std::fs::write(folder.path().join(".env"), "AUTO_CHANNELS=careers\nDISCORD_TOKEN=ignored\n").unwrap();
    let output = output(start(&discord, folder.path(), &[("DISCORD_TOKEN", ""), ("LOG_FORMAT", "xml")])).await;
    let log = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    for name in ["DISCORD_TOKEN is missing", "AUTO_CHANNELS takes", "LOG_FORMAT takes"] {
        assert!(log.contains(name), "{log}");
    }
}
