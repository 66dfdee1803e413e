//! Forums, whose posts are threads, and threads that the bot starts.

use career_advisor::simulator::{ChannelId, MessageId, Simulator, intents, permissions};
use rstest::rstest;
use serde_json::{Value, json};
use serenity::all::{ChannelType, GatewayIntents};

use super::Scene;
use super::played::Played;
use super::probe::Probe;
use super::raw::{Gateway, Rest, breaches, code};

const WITHOUT_CONTENT: u64 = intents::GUILDS | intents::GUILD_MESSAGES;

/// A scene with a forum.
async fn with_forum() -> (Scene, ChannelId) {
    let scene = Scene::new().await;
    let forum = scene.discord.add_forum(scene.guild, "advice");
    (scene, forum)
}

/// The thread that a forum's post is.
fn thread_of(post: MessageId) -> ChannelId {
    ChannelId::new(post.get())
}

/// A gateway connection that has taken the guild.
async fn connected(discord: &Simulator, intents: u64) -> (Gateway, Value) {
    let (mut gateway, _) = Gateway::identified(discord, intents).await;
    let guild = gateway.event("GUILD_CREATE").await;
    (gateway, guild)
}

#[tokio::test]
async fn a_forum_is_listed_among_the_channels() {
    let (scene, forum) = with_forum().await;
    let post = scene.discord.post_in_forum(scene.ada, forum, "Pay", "How much?");
    let (_gateway, guild) = connected(&scene.discord, WITHOUT_CONTENT).await;
    let path = format!("/guilds/{}/channels", scene.guild);
    let (_, listed) = Rest::new(&scene.discord).call("GET", &path, Value::Null).await;
    assert_eq!(guild["channels"], listed);
    assert_eq!(listed.as_array().map(Vec::len), Some(2), "posts are no channels: {listed}");
    let shown = &listed[1];
    assert_eq!((&shown["id"], &shown["type"], &shown["name"]), (&json!(forum), &json!(15), &json!("advice")));
    assert_eq!((&shown["available_tags"], &shown["default_forum_layout"]), (&json!([]), &json!(0)));
    assert_eq!(shown["last_message_id"], json!(post));
    assert_eq!(guild["threads"][0]["id"], json!(post));
}

#[tokio::test]
async fn a_post_comes_as_a_thread_and_then_as_its_first_message() {
    let (scene, forum) = with_forum().await;
    let (mut gateway, _) = connected(&scene.discord, WITHOUT_CONTENT | intents::MESSAGE_CONTENT).await;
    let post = scene.discord.post_in_forum(scene.ada, forum, "Pay", "How much?");
    let (first, second) = (gateway.next().await.unwrap(), gateway.next().await.unwrap());
    assert_eq!((&first["t"], &second["t"]), (&json!("THREAD_CREATE"), &json!("MESSAGE_CREATE")));
    let (thread, message) = (&first["d"], &second["d"]);
    assert_eq!((&thread["id"], &thread["parent_id"]), (&json!(post), &json!(forum)));
    assert_eq!((&thread["type"], &thread["newly_created"]), (&json!(11), &json!(true)));
    assert_eq!((&thread["name"], &thread["owner_id"]), (&json!("Pay"), &json!(scene.ada)));
    assert_eq!((&message["id"], &message["channel_id"]), (&json!(post), &json!(post)));
    assert_eq!((&message["content"], &message["author"]["id"]), (&json!("How much?"), &json!(scene.ada)));
}

#[rstest]
#[case::unmentioned("How much?", "")]
#[case::mentioned("How much, {bot}?", "How much, {bot}?")]
#[tokio::test]
async fn without_the_intent_a_post_shows_its_text_only_if_it_mentions_the_bot(#[case] text: &str, #[case] seen: &str) {
    let (scene, forum) = with_forum().await;
    let (mut gateway, _) = connected(&scene.discord, WITHOUT_CONTENT).await;
    let bot = scene.discord.mention(scene.discord.bot());
    scene.discord.post_in_forum(scene.ada, forum, "Pay", &text.replace("{bot}", &bot));
    assert_eq!(gateway.event("THREAD_CREATE").await["name"], "Pay");
    assert_eq!(gateway.event("MESSAGE_CREATE").await["content"], seen.replace("{bot}", &bot));
}

#[tokio::test]
async fn serenity_reads_a_post_and_its_forum() {
    let (scene, forum) = with_forum().await;
    let intents = GatewayIntents::non_privileged() | GatewayIntents::MESSAGE_CONTENT;
    let mut probe = Probe::start(&scene.discord, intents).await;
    let post = scene.discord.post_in_forum(scene.ada, forum, "Pay", "How much?");
    let thread = probe.thread().await;
    assert_eq!((thread.id.get(), thread.kind), (post.get(), ChannelType::PublicThread));
    let parent = thread.parent_id.unwrap();
    assert_eq!(parent.get(), forum.get());
    let message = probe.message().await;
    assert_eq!((message.id.get(), message.channel_id, message.content.as_str()), (post.get(), thread.id, "How much?"));
    let parent = probe.http.get_channel(parent).await.unwrap().guild().unwrap();
    assert_eq!((parent.kind, parent.name.as_str()), (ChannelType::Forum, "advice"));
}

#[tokio::test]
async fn the_bot_replies_in_a_post() {
    let (scene, forum) = with_forum().await;
    let post = scene.discord.post_in_forum(scene.ada, forum, " Pay ", "How much?");
    let thread = thread_of(post);
    let body = json!({ "content": "Enough", "message_reference": { "message_id": post } });
    let (status, answer) = Rest::new(&scene.discord).post(&format!("/channels/{thread}/messages"), body).await;
    assert_eq!(status, 200, "{answer}");
    let reply = scene.discord.next_message(thread).await;
    assert_eq!((reply.content.as_str(), reply.reply_to), ("Enough", Some(post)));
    scene.discord.reply(scene.ada, thread, reply.id, "Thanks", true);
    let texts: Vec<_> = scene.discord.messages(thread).into_iter().map(|message| message.content).collect();
    assert_eq!(texts, ["How much?", "Enough", "Thanks"]);
    let later = scene.discord.post_in_forum(scene.ada, forum, "Hours", "How many?");
    assert_eq!(scene.discord.threads_of(forum), [thread, thread_of(later)]);
    assert!(scene.discord.threads_of(scene.channel).is_empty());
    assert_eq!(scene.discord.channel_name(thread), "Pay");
}

#[tokio::test]
async fn nobody_writes_into_the_forum_itself() {
    let played = Played::new().await;
    let (discord, ada) = (&played.scene.discord, played.scene.ada);
    let forum = discord.add_forum(played.scene.guild, "advice");
    let refused = discord.try_say(ada, forum, "How much?").unwrap_err();
    assert!(refused.to_string().contains("is a forum"), "{refused}");
    let refused = discord.run_command(ada, forum, "help", &[]).unwrap_err();
    assert!(refused.to_string().contains("only in its posts"), "{refused}");
    let posted = played.rest.post(&format!("/channels/{forum}/messages"), json!({ "content": "Enough" })).await;
    assert_eq!(posted.1["message"], "Cannot send messages in a non-text channel");
    assert_eq!(code(posted), (400, 50008));
    assert!(discord.every_message(forum).is_empty());
    let post = discord.post_in_forum(ada, forum, "Pay", "How much?");
    discord.run_command(ada, thread_of(post), "help", &[]).unwrap();
}

#[rstest]
#[case::no_title("  ", "x", "title has 1 to 100 characters")]
#[case::long_title(&"t".repeat(101), "x", "title has 1 to 100 characters")]
#[case::no_text("t", " ", "an empty message")]
#[case::long_text("t", &"x".repeat(2001), "more than 2000")]
#[tokio::test]
async fn a_post_that_discord_would_not_take(#[case] title: &str, #[case] text: &str, #[case] reason: &str) {
    let (scene, forum) = with_forum().await;
    let refused = scene.discord.try_post_in_forum(scene.ada, forum, title, text).unwrap_err();
    assert!(refused.to_string().contains(reason), "{refused}");
    assert!(scene.discord.threads_of(forum).is_empty());
    // Characters are counted, not bytes.
    scene.discord.post_in_forum(scene.ada, forum, &"ß".repeat(100), &"ß".repeat(2000));
}

#[tokio::test]
async fn posts_are_started_in_forums_by_those_who_see_them() {
    let (scene, forum) = with_forum().await;
    let stranger = scene.discord.add_user("Eve");
    for (user, channel, reason) in [(scene.ada, scene.channel, "is no forum"), (stranger, forum, "can't see channel")] {
        let refused = scene.discord.try_post_in_forum(user, channel, "Pay", "How much?").unwrap_err();
        assert!(refused.to_string().contains(reason), "{refused}");
    }
}

#[tokio::test]
async fn a_post_has_the_permissions_of_its_forum() {
    let (scene, forum) = with_forum().await;
    let post = scene.discord.post_in_forum(scene.ada, forum, "Pay", "How much?");
    scene.discord.deny_bot(forum, permissions::SEND_MESSAGES_IN_THREADS);
    let path = format!("/channels/{}/messages", thread_of(post));
    let refused = Rest::new(&scene.discord).post(&path, json!({ "content": "Enough" })).await;
    assert_eq!(code(refused), (403, 50013));
}

#[tokio::test]
async fn a_thread_by_itself_is_public_only_if_asked_for() {
    let scene = Scene::new().await;
    let rest = Rest::new(&scene.discord);
    let path = format!("/channels/{}/threads", scene.channel);
    for body in [json!({ "name": "More" }), json!({ "name": "More", "type": 12 })] {
        let (status, refused) = rest.post(&path, body).await;
        let message = refused["message"].as_str().unwrap();
        assert!(status == 400 && message.contains("\"type\": 11"), "{status} {message}");
    }
    let (status, thread) = rest.post(&path, json!({ "name": "More", "type": 11 })).await;
    assert_eq!((status, &thread["type"]), (201, &json!(11)));
    let id: ChannelId = thread["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(scene.discord.threads_of(scene.channel), [id]);
    assert_eq!(scene.discord.channel_name(id), "More");
}

#[tokio::test]
async fn the_bot_starts_no_post() {
    let (scene, forum) = with_forum().await;
    let rest = Rest::new(&scene.discord);
    let path = format!("/channels/{forum}/threads");
    let (_, refused) = rest.post(&path, json!({ "name": "Pay", "type": 11 })).await;
    assert_eq!(breaches(&refused), ["message BASE_TYPE_REQUIRED"]);
    let (status, refused) = rest.post(&path, json!({ "name": "Pay", "message": { "content": "x" } })).await;
    assert_eq!((status, &refused["message"]), (400, &json!("Not simulated: posts of the bot in a forum")));
    assert!(scene.discord.threads_of(forum).is_empty());
}
