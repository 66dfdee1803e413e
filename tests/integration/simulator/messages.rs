//! REST besides interactions: messages, permissions, what can be read.

use career_advisor::simulator::{ChannelId, permissions};
use rstest::rstest;
use serde_json::{Value, json};
use serenity::all::{CreateAttachment, CreateEmbed, CreateMessage, EditAttachments, EditMessage, GetMessages};

use super::Scene;
use super::probe::http;
use super::raw::{Rest, breaches, code};

impl Scene {
    pub fn path(&self) -> String {
        format!("/channels/{}/messages", self.channel)
    }

    fn serenity_channel(&self) -> serenity::all::ChannelId {
        self.channel.get().into()
    }
}

#[tokio::test]
async fn a_message_is_posted_edited_and_deleted() {
    let scene = Scene::new().await;
    let http = http(&scene.discord).build();
    let asked = scene.discord.say(scene.ada, scene.channel, "How long?");
    let reply =
        CreateMessage::new().content("Four years").reference_message((scene.serenity_channel(), asked.get().into()));
    let mut posted = scene.serenity_channel().send_message(&http, reply).await.unwrap();
    let seen = scene.discord.next_message(scene.channel).await;
    assert_eq!((seen.id.get(), seen.content.as_str()), (posted.id.get(), "Four years"));
    assert_eq!(seen.reply_to, Some(asked));
    assert_eq!(posted.referenced_message.as_ref().unwrap().content, "How long?");

    let edit = EditMessage::new().content("").embed(CreateEmbed::new().title("Five years"));
    posted.edit(&http, edit).await.unwrap();
    let seen = scene.discord.wait_until_message(seen.id, |message| message.edited).await;
    assert_eq!((seen.content.as_str(), seen.embeds[0].title.as_str()), ("", "Five years"));

    let list = GetMessages::new().limit(10);
    let listed = scene.serenity_channel().messages(&http, list).await.unwrap();
    let ids: Vec<u64> = listed.iter().map(|message| message.id.get()).collect();
    assert_eq!(ids, [posted.id.get(), asked.get()], "newest first");

    posted.delete(&http).await.unwrap();
    assert!(scene.discord.message(seen.id).unwrap().deleted);
    let path = format!("{}/{}", scene.path(), seen.id);
    let gone = Rest::new(&scene.discord).call("GET", &path, Value::Null).await;
    assert_eq!(code(gone), (404, 10008));
}

#[rstest]
#[case::newest("?limit=2", "dc")]
#[case::before("?before={c}", "ba")]
#[case::after("?after={a}&limit=2", "cb")]
#[case::around("?around={b}&limit=3", "cba")]
#[tokio::test]
async fn a_list_is_a_window_with_the_newest_first(#[case] query: &str, #[case] expected: &str) {
    let scene = Scene::new().await;
    let mut query = query.to_owned();
    for text in ["a", "b", "c", "d"] {
        let said = scene.discord.say(scene.ada, scene.channel, text);
        query = query.replace(&format!("{{{text}}}"), &said.to_string());
    }
    let path = format!("{}{query}", scene.path());
    let (_, list) = Rest::new(&scene.discord).call("GET", &path, Value::Null).await;
    let texts = list.as_array().unwrap().iter().map(|message| message["content"].as_str().unwrap());
    assert_eq!(texts.collect::<String>(), expected);
    let path = format!("{}?limit=101", scene.path());
    let refused = Rest::new(&scene.discord).call("GET", &path, Value::Null).await;
    assert_eq!(breaches(&refused.1), ["limit NUMBER_TYPE_MAX"]);
}

#[tokio::test]
async fn a_file_is_shown_by_its_embed() {
    let scene = Scene::new().await;
    let http = http(&scene.discord).build();
    let picture = CreateAttachment::bytes(b"picture".to_vec(), "path.png").description("A path");
    let other = CreateAttachment::bytes(b"text".to_vec(), "notes.txt");
    let message = CreateMessage::new()
        .embed(CreateEmbed::new().title("Path").attachment("path.png"))
        .add_file(picture)
        .add_file(other);
    let mut posted = scene.serenity_channel().send_message(&http, message).await.unwrap();
    let seen = scene.discord.next_message(scene.channel).await;
    let image = &seen.embeds[0].image;
    assert_eq!(scene.discord.download(image).map(|(_, bytes)| bytes).as_deref(), Some(&b"picture"[..]));
    assert_eq!(seen.attachments.len(), 1, "the picture is not listed twice");
    assert_eq!((seen.attachments[0].name.as_str(), seen.attachments[0].size), ("notes.txt", 4));
    // The link works over HTTP too.
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let bytes = client.get(image).send().await.unwrap().bytes().await.unwrap();
    assert_eq!(&bytes[..], b"picture");

    let edit = EditMessage::new().content("Gone").attachments(EditAttachments::new());
    posted.edit(&http, edit).await.unwrap();
    assert!(scene.discord.message(seen.id).unwrap().attachments.is_empty());
}

#[tokio::test]
async fn an_upload_that_is_too_large_is_refused() {
    let scene = Scene::new().await;
    let http = http(&scene.discord).build();
    let large = CreateAttachment::bytes(vec![0; (10 << 20) + 1], "large.bin");
    let message = CreateMessage::new().add_file(large);
    let refused = scene.serenity_channel().send_message(&http, message).await;
    let error = refused.unwrap_err().to_string();
    assert!(error.contains("Request entity too large"), "{error}");
}

#[rstest]
#[case::none(json!(null), true, true)]
#[case::empty(json!({ "parse": [] }), false, false)]
#[case::users(json!({ "parse": ["users"] }), true, false)]
#[case::replied(json!({ "parse": [], "replied_user": true }), true, false)]
#[tokio::test]
async fn allowed_mentions_decide_who_is_pinged(
    #[case] allowed: Value,
    #[case] pings_ada: bool,
    #[case] pings_everyone: bool,
) {
    let scene = Scene::new().await;
    let asked = scene.discord.say(scene.ada, scene.channel, "Hello");
    let content = format!("@everyone, {} asks", scene.discord.mention(scene.ada));
    let body = json!({
        "content": content,
        "message_reference": { "message_id": asked },
        "allowed_mentions": allowed,
    });
    let (_, body) = Rest::new(&scene.discord).post(&scene.path(), body).await;
    let mentions = scene.discord.next_message(scene.channel).await.mentions;
    assert_eq!(mentions.users.contains(&scene.ada), pings_ada);
    assert_eq!(mentions.everyone, pings_everyone);
    assert_eq!(body["mention_everyone"], pings_everyone);
}

#[rstest]
#[case::wrong_channel(10003, 404, "/channels/1/messages")]
#[case::wrong_id(10003, 404, "/channels/x/messages")]
#[case::no_route(0, 404, "/channels/1/unheard_of")]
#[tokio::test]
async fn what_is_not_there(#[case] error: u64, #[case] status: u16, #[case] path: &str) {
    let scene = Scene::new().await;
    let rest = Rest::new(&scene.discord);
    assert_eq!(code(rest.post(path, json!({ "content": "x" })).await), (status, error));
}

#[rstest]
#[case::unseen(permissions::VIEW_CHANNEL, json!({ "content": "x" }), 50001)]
#[case::silent(permissions::SEND_MESSAGES, json!({ "content": "x" }), 50013)]
#[case::no_embeds(permissions::EMBED_LINKS, json!({ "embeds": [{ "title": "x" }] }), 50013)]
#[case::no_reply(permissions::READ_MESSAGE_HISTORY, json!({ "content": "x", "message_reference": { "message_id": "1" } }), 160_002)]
#[tokio::test]
async fn permissions_are_enforced(#[case] denied: u64, #[case] body: Value, #[case] error: u64) {
    let scene = Scene::new().await;
    let rest = Rest::new(&scene.discord);
    scene.discord.deny_bot(scene.channel, denied);
    let refused = rest.post(&scene.path(), body.clone()).await;
    assert_eq!(code(refused), (403, error));
    scene.discord.deny_bot(scene.channel, 0);
    let allowed = rest.post(&scene.path(), body).await;
    // The last case then fails for its message, but no longer for the permission.
    assert_ne!(allowed.0, 403, "{}", allowed.1);
}

#[tokio::test]
async fn others_messages_are_theirs() {
    let scene = Scene::new().await;
    let rest = Rest::new(&scene.discord);
    let asked = scene.discord.say(scene.ada, scene.channel, "Mine");
    let path = format!("{}/{asked}", scene.path());
    let edited = rest.call("PATCH", &path, json!({ "content": "Yours" })).await;
    assert_eq!(code(edited), (403, 50005));
    let deleted = rest.call("DELETE", &path, Value::Null).await;
    assert_eq!(code(deleted), (403, 50013));
}

#[tokio::test]
async fn a_closed_dm_refuses_messages() {
    let scene = Scene::new().await;
    let rest = Rest::new(&scene.discord);
    let open = json!({ "recipient_id": scene.ada });
    let (_, dm) = rest.post("/users/@me/channels", open).await;
    let dm: ChannelId = dm["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(dm, scene.discord.dm_channel(scene.ada));
    let path = format!("/channels/{dm}/messages");
    assert_eq!(rest.post(&path, json!({ "content": "x" })).await.0, 200);
    scene.discord.refuse_dms(scene.ada, true);
    let refused = rest.post(&path, json!({ "content": "x" })).await;
    assert_eq!(code(refused), (403, 50007));
}

#[tokio::test]
async fn a_wrong_token_is_unauthorised() {
    let scene = Scene::new().await;
    let wrong = Rest::new(&scene.discord).with_token("wrong");
    let refused = wrong.call("GET", "/users/@me", Value::Null).await;
    assert_eq!(refused.0, 401);
    assert_eq!(refused.1["message"], "401: Unauthorized");
}

#[tokio::test]
async fn a_body_that_is_no_json_is_told_so() {
    let scene = Scene::new().await;
    let answer = raw(&scene, "DiscordBot (https://example.org, 1.0)", "application/json", "{").await;
    assert_eq!(answer.status().as_u16(), 400);
    assert!(answer.text().await.unwrap().contains("50109"));
}

#[tokio::test]
async fn a_body_of_no_known_type_is_refused() {
    let scene = Scene::new().await;
    let answer = raw(&scene, "DiscordBot (https://example.org, 1.0)", "text/plain", "{\"content\":\"x\"}").await;
    assert_eq!(answer.status().as_u16(), 400);
    assert!(answer.text().await.unwrap().contains("50035"));
}

#[tokio::test]
async fn a_client_that_does_not_name_itself_gets_no_further_than_cloudflare() {
    let scene = Scene::new().await;
    let answer = raw(&scene, "curl/8.0", "application/json", "{\"content\":\"x\"}").await;
    assert_eq!(answer.status().as_u16(), 403);
    assert_eq!(answer.text().await.unwrap(), "error code: 1010");
}

#[tokio::test]
async fn an_answer_tells_how_much_of_the_rate_limit_is_left() {
    let scene = Scene::new().await;
    let mut remaining = Vec::new();
    let mut buckets = Vec::new();
    for body in ["{\"content\":\"x\"}", "{\"content\":\"\"}"] {
        let answer = raw(&scene, "DiscordBot (https://example.org, 1.0)", "application/json", body).await;
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        let number = |name: &str| header(name).parse::<f64>().unwrap();
        let now = jiff::Timestamp::now().as_millisecond() as f64 / 1000.0;
        assert!((number("x-ratelimit-reset") - now - number("x-ratelimit-reset-after")).abs() < 1.0);
        remaining.push(number("x-ratelimit-limit") - number("x-ratelimit-remaining"));
        buckets.push(header("x-ratelimit-bucket"));
    }
    assert_eq!(remaining, [1.0, 2.0], "a refused request counts too");
    assert_eq!(buckets[0], buckets[1]);
}

#[tokio::test]
async fn of_two_messages_with_one_nonce_the_second_is_the_first() {
    let scene = Scene::new().await;
    let rest = Rest::new(&scene.discord);
    let body = json!({ "content": "x", "nonce": "5", "enforce_nonce": true });
    let (first, second) = (rest.post(&scene.path(), body.clone()).await, rest.post(&scene.path(), body).await);
    assert_eq!((second.0, &first.1["id"]), (200, &second.1["id"]));
    let loose = rest.post(&scene.path(), json!({ "content": "x", "nonce": "5" })).await;
    assert_ne!(loose.1["id"], first.1["id"], "only where it is enforced");
}

/// Posts a message as a client of this name.
async fn raw(scene: &Scene, agent: &str, content_type: &str, body: &str) -> reqwest::Response {
    let client = reqwest::Client::builder().no_proxy().user_agent(agent).build().unwrap();
    client
        .post(format!("{}{}", scene.discord.base_url(), scene.path()))
        .header("authorization", format!("Bot {}", scene.discord.token()))
        .header("content-type", content_type)
        .body(body.to_owned())
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_thread_starts_from_a_message_once() {
    let scene = Scene::new().await;
    let rest = Rest::new(&scene.discord);
    let asked = scene.discord.say(scene.ada, scene.channel, "Hello");
    let path = format!("{}/{asked}/threads", scene.path());
    let (status, thread) = rest.post(&path, json!({ "name": "More" })).await;
    assert_eq!((status, thread["type"].as_u64()), (201, Some(11)));
    assert_eq!(thread["id"], asked.to_string());
    let again = rest.post(&path, json!({ "name": "More" })).await;
    assert_eq!(code(again), (400, 160_004));
    let inside = format!("/channels/{asked}/messages");
    assert_eq!(rest.post(&inside, json!({ "content": "x" })).await.0, 200);
}

#[rstest]
#[case("/gateway")]
#[case("/gateway/bot")]
#[case("/users/@me")]
#[case("/users/@me/guilds")]
#[case("/oauth2/applications/@me")]
#[case("/applications/@me")]
#[case("/channels/{channel}")]
#[case("/guilds/{guild}")]
#[case("/guilds/{guild}/roles")]
#[case("/guilds/{guild}/channels")]
#[case("/guilds/{guild}/members/{user}")]
#[case("/guilds/{guild}/members/@me")]
#[case("/users/{user}")]
#[tokio::test]
async fn what_can_be_read(#[case] path: &str) {
    let scene = Scene::new().await;
    let path = path
        .replace("{channel}", &scene.channel.to_string())
        .replace("{guild}", &scene.guild.to_string())
        .replace("{user}", &scene.ada.to_string());
    let (status, body) = Rest::new(&scene.discord).call("GET", &path, Value::Null).await;
    assert_eq!(status, 200, "{body}");
}

#[tokio::test]
async fn reactions_and_typing_are_accepted() {
    let scene = Scene::new().await;
    let http = http(&scene.discord).build();
    let asked = scene.discord.say(scene.ada, scene.channel, "Hello");
    scene.serenity_channel().broadcast_typing(&http).await.unwrap();
    scene.serenity_channel().create_reaction(&http, asked.get(), '👍').await.unwrap();
}
