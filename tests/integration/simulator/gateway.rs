//! The gateway: identifying, resuming, intents, lost connections.

use career_advisor::simulator::{Simulator, SimulatorOptions, Traffic, intents, permissions};
use rstest::rstest;
use serde_json::{Value, json};
use std::time::Duration;

use super::Scene;
use super::raw::{End, Gateway, Rest, properties};

const ALL: u64 = intents::GUILDS | intents::GUILD_MESSAGES | intents::DIRECT_MESSAGES;

async fn resume(discord: &Simulator, session: &Value, sequence: u64) -> Gateway {
    let mut gateway = Gateway::connect(discord).await;
    let data = json!({ "token": discord.token(), "session_id": session, "seq": sequence });
    gateway.send(json!({ "op": 6, "d": data })).await;
    gateway
}

#[tokio::test]
async fn ready_is_followed_by_the_guilds() {
    let scene = Scene::new().await;
    let (mut gateway, ready) = Gateway::identified(&scene.discord, ALL).await;
    assert_eq!(ready["user"]["id"], scene.discord.bot().to_string());
    assert_eq!(ready["guilds"][0]["id"], scene.guild.to_string());
    let guild = gateway.event("GUILD_CREATE").await;
    assert_eq!(guild["name"], "Careers");
    assert_eq!(guild["channels"][0]["id"], scene.channel.to_string());
    assert_eq!(guild["members"].as_array().map(Vec::len), Some(3));
    // Discord gives every bot a role of its own.
    let (bot, role) = (scene.discord.bot().to_string(), &guild["roles"][1]);
    assert_eq!((&role["tags"]["bot_id"], &role["managed"]), (&json!(bot), &json!(true)));
    let mut members = guild["members"].as_array().unwrap().iter();
    assert_eq!(members.find(|member| member["user"]["id"] == bot.as_str()).unwrap()["roles"], json!([role["id"]]));
}

#[tokio::test]
async fn heartbeats_are_acknowledged_until_told_not_to() {
    let scene = Scene::new().await;
    let mut gateway = Gateway::connect(&scene.discord).await;
    gateway.send(json!({ "op": 1, "d": null })).await;
    assert_eq!(gateway.next().await.unwrap()["op"], 11);
    scene.discord.stop_acks(true);
    gateway.send(json!({ "op": 1, "d": null })).await;
    // What comes next is the answer to something else.
    gateway.identify(scene.discord.token(), ALL).await;
    assert_eq!(gateway.next().await.unwrap()["t"], "READY");
}

#[rstest]
#[case::wrong_token(json!({ "op": 2, "d": { "token": "wrong", "intents": 1 } }), 4004)]
#[case::no_intents(json!({ "op": 2, "d": { "token": "simulated.bot.token" } }), 4013)]
#[case::unknown_intent(json!({ "op": 2, "d": { "token": "simulated.bot.token", "intents": 1u64 << 40 } }), 4013)]
#[case::shard(json!({ "op": 2, "d": { "token": "simulated.bot.token", "intents": 1, "shard": [2, 2] } }), 4010)]
#[case::nameless(json!({ "op": 2, "d": { "token": "simulated.bot.token", "intents": 1, "properties": { "os": "linux" } } }), 4002)]
#[case::resume_token(json!({ "op": 6, "d": { "token": "wrong", "session_id": "x", "seq": 1 } }), 4004)]
#[case::too_early(json!({ "op": 3, "d": {} }), 4003)]
#[case::opcode(json!({ "op": 99, "d": {} }), 4001)]
#[case::too_long(json!({ "op": 1, "d": "x".repeat(4097) }), 4002)]
#[tokio::test]
async fn a_bad_payload_closes_the_connection(#[case] payload: Value, #[case] code: u16) {
    let scene = Scene::new().await;
    let mut gateway = Gateway::connect(&scene.discord).await;
    gateway.send(payload).await;
    assert_eq!(gateway.end().await, End::Code(code));
}

#[tokio::test]
async fn a_second_identify_closes_the_connection() {
    let scene = Scene::new().await;
    let (mut gateway, _) = Gateway::identified(&scene.discord, ALL).await;
    gateway.identify(scene.discord.token(), ALL).await;
    assert_eq!(gateway.end().await, End::Code(4005));
}

#[tokio::test]
async fn an_intent_that_the_portal_refuses_closes_with_4014() {
    let scene = Scene::new().await;
    scene.discord.refuse_intents(intents::MESSAGE_CONTENT);
    let mut gateway = Gateway::connect(&scene.discord).await;
    let wanted = ALL | intents::MESSAGE_CONTENT;
    gateway.identify(scene.discord.token(), wanted).await;
    assert_eq!(gateway.end().await, End::Code(4014));
    // Without it all is well, but REST hides contents too.
    let (_gateway, _) = Gateway::identified(&scene.discord, ALL).await;
    let asked = scene.discord.say(scene.ada, scene.channel, "Secret");
    let path = format!("/channels/{}/messages/{asked}", scene.channel);
    let (_, body) = Rest::new(&scene.discord).call("GET", &path, Value::Null).await;
    assert_eq!(body["content"], "");
}

#[tokio::test]
async fn every_identify_can_be_refused() {
    let scene = Scene::new().await;
    scene.discord.refuse_identify(Some(4013));
    let mut gateway = Gateway::connect(&scene.discord).await;
    gateway.identify(scene.discord.token(), ALL).await;
    assert_eq!(gateway.end().await, End::Code(4013));
    scene.discord.refuse_identify(None);
    Gateway::identified(&scene.discord, ALL).await;
}

#[tokio::test]
async fn an_identify_that_comes_too_soon_is_an_invalid_session() {
    let scene =
        Scene::with(SimulatorOptions { identify_interval: Duration::from_secs(60), ..SimulatorOptions::default() })
            .await;
    Gateway::identified(&scene.discord, ALL).await;
    let mut gateway = Gateway::connect(&scene.discord).await;
    gateway.identify(scene.discord.token(), ALL).await;
    let payload = gateway.next().await.unwrap();
    assert_eq!((&payload["op"], &payload["d"]), (&json!(9), &json!(false)));
}

#[tokio::test]
async fn long_payloads_are_compressed_if_that_is_asked_for() {
    let scene = Scene::new().await;
    let mut gateway = Gateway::connect(&scene.discord).await;
    let data = json!({ "token": scene.discord.token(), "intents": ALL, "properties": properties(), "compress": true });
    gateway.send(json!({ "op": 2, "d": data })).await;
    gateway.event("GUILD_CREATE").await;
    let zipped = gateway.zipped;
    assert!(zipped > 0);
    scene.discord.say(scene.ada, scene.channel, "hi");
    gateway.event("MESSAGE_CREATE").await;
    assert_eq!(gateway.zipped, zipped);
    let (mut plain, _) = Gateway::identified(&scene.discord, ALL).await;
    plain.event("GUILD_CREATE").await;
    assert_eq!(plain.zipped, 0);
}

#[tokio::test]
async fn a_resume_replays_what_was_missed_and_nothing_else() {
    let scene = Scene::new().await;
    let (mut gateway, ready) = Gateway::identified(&scene.discord, ALL).await;
    gateway.event("GUILD_CREATE").await;
    scene.discord.say(scene.ada, scene.channel, "seen");
    gateway.event("MESSAGE_CREATE").await;
    scene.discord.drop_connection();
    assert_eq!(gateway.end().await, End::Cut);
    scene.discord.say(scene.ada, scene.channel, "missed");
    scene.discord.add_channel(scene.guild, "new");

    let mut gateway = resume(&scene.discord, &ready["session_id"], 3).await;
    let events = gateway.events_until("RESUMED").await;
    assert_eq!(events, ["MESSAGE_CREATE", "CHANNEL_CREATE", "RESUMED"]);
    scene.discord.say(scene.ada, scene.channel, "live");
    gateway.event("MESSAGE_CREATE").await;
}

#[rstest]
#[case::told(4009)]
#[case::unknown_sequence(4000)]
#[tokio::test]
async fn a_session_that_is_gone_is_not_resumed(#[case] code: u16) {
    let scene = Scene::new().await;
    let (mut gateway, ready) = Gateway::identified(&scene.discord, ALL).await;
    scene.discord.close_gateway(code);
    assert_eq!(gateway.end().await, End::Code(code));
    let mut gateway = resume(&scene.discord, &ready["session_id"], 999).await;
    let refused = gateway.next().await;
    match code {
        4009 => assert_eq!(refused.unwrap()["op"], 9),
        // The session is there, but has never come so far.
        _ => assert_eq!(refused.unwrap_err(), End::Code(4007)),
    }
}

#[tokio::test]
async fn a_bot_that_closes_with_1000_ends_its_session() {
    let scene = Scene::new().await;
    let (mut gateway, ready) = Gateway::identified(&scene.discord, ALL).await;
    gateway.close(1000).await;
    scene.discord.wait_for_traffic(1, |traffic| matches!(traffic, Traffic::Disconnected(Some(1000)))).await;
    let mut gateway = resume(&scene.discord, &ready["session_id"], 1).await;
    assert_eq!(gateway.next().await.unwrap()["op"], 9);
}

#[tokio::test]
async fn a_resume_can_be_refused() {
    let scene = Scene::new().await;
    let (_gateway, ready) = Gateway::identified(&scene.discord, ALL).await;
    scene.discord.refuse_resume(true);
    let mut gateway = resume(&scene.discord, &ready["session_id"], 1).await;
    let payload = gateway.next().await.unwrap();
    assert_eq!((&payload["op"], &payload["d"]), (&json!(9), &json!(false)));
}

#[tokio::test]
async fn reconnect_and_invalid_session_are_passed_on() {
    let scene = Scene::new().await;
    let (mut gateway, _) = Gateway::identified(&scene.discord, ALL).await;
    gateway.event("GUILD_CREATE").await;
    scene.discord.ask_reconnect();
    assert_eq!(gateway.next().await.unwrap()["op"], 7);
    for resumable in [true, false] {
        scene.discord.invalidate_session(resumable);
        let payload = gateway.next().await.unwrap();
        assert_eq!((&payload["op"], &payload["d"]), (&json!(9), &json!(resumable)));
    }
    // The connection stays, and may begin a new session.
    gateway.identify(scene.discord.token(), ALL).await;
    gateway.event("READY").await;
}

#[tokio::test]
async fn a_guild_s_events_go_to_its_shard_and_direct_messages_to_the_first() {
    let scene = Scene::new().await;
    let mine = usize::try_from((scene.guild.get() >> 22) % 2).unwrap();
    let mut shards = Vec::new();
    for shard in [0, 1] {
        let mut gateway = Gateway::connect(&scene.discord).await;
        let data =
            json!({ "token": scene.discord.token(), "intents": ALL, "properties": properties(), "shard": [shard, 2] });
        gateway.send(json!({ "op": 2, "d": data })).await;
        let ready = gateway.event("READY").await;
        let guilds = ready["guilds"].as_array().map(Vec::len);
        assert_eq!(guilds, Some(usize::from(shard == mine)));
        shards.push(gateway);
    }
    let in_guild = scene.discord.say(scene.ada, scene.channel, "guild").to_string();
    let dm = scene.discord.dm_channel(scene.ada);
    let direct = scene.discord.say(scene.ada, dm, "direct").to_string();
    let mut expected = [vec![], vec![]];
    expected[mine].push(in_guild);
    expected[0].push(direct);
    for (gateway, expected) in shards.iter_mut().zip(expected) {
        // The acknowledgement comes after everything that was sent before.
        gateway.send(json!({ "op": 1, "d": null })).await;
        let mut got = Vec::new();
        loop {
            let payload = gateway.next().await.unwrap();
            if payload["op"] == 11 {
                break;
            }
            if payload["t"] == "MESSAGE_CREATE" {
                got.push(payload["d"]["id"].as_str().unwrap().to_owned());
            }
        }
        assert_eq!(got, expected);
    }
}

/// What the bot gets to read of each of some messages, in order.
async fn contents(scene: &Scene, wanted: u64) -> Vec<Option<String>> {
    let discord = &scene.discord;
    let (mut gateway, _) = Gateway::identified(discord, wanted).await;
    gateway.event("GUILD_CREATE").await;
    let (ada, channel) = (scene.ada, scene.channel);
    let dm = discord.dm_channel(ada);
    let rest = Rest::new(discord);
    let path = format!("/channels/{channel}/messages");
    let (_, own) = rest.post(&path, json!({ "content": "own" })).await;
    let own = own["id"].as_str().unwrap().parse().unwrap();
    let said = [
        discord.say(ada, channel, "plain"),
        discord.say(ada, channel, &format!("{} hello", discord.mention(discord.bot()))),
        discord.reply(ada, channel, own, "with ping", true),
        discord.reply(ada, channel, own, "without ping", false),
        discord.say_as_webhook(channel, "Feed", "hook"),
        discord.say(ada, dm, "direct"),
    ];
    // Comes last whatever the intents are.
    discord.add_channel(scene.guild, "end");
    let mut read = vec![None; said.len()];
    loop {
        let payload = gateway.next().await.unwrap();
        let data = &payload["d"];
        if payload["t"] == "CHANNEL_CREATE" {
            return read;
        }
        let id = data["id"].as_str().unwrap().parse().unwrap();
        if let Some(index) = said.iter().position(|said| *said == id) {
            read[index] = Some(data["content"].as_str().unwrap().to_owned());
            if data["referenced_message"].is_object() {
                assert_eq!(data["referenced_message"]["content"], "own");
            }
        }
    }
}

#[tokio::test]
async fn without_message_content_only_what_addresses_the_bot_is_read() {
    let scene = Scene::new().await;
    let read = contents(&scene, ALL).await;
    let mention = format!("{} hello", scene.discord.mention(scene.discord.bot()));
    let read: Vec<_> = read.iter().map(|text| text.as_deref().unwrap()).collect();
    assert_eq!(read, ["", &mention, "with ping", "", "", "direct"]);
}

#[tokio::test]
async fn with_message_content_everything_is_read() {
    let scene = Scene::new().await;
    let read = contents(&scene, ALL | intents::MESSAGE_CONTENT).await;
    assert_eq!(read[0].as_deref(), Some("plain"));
    assert_eq!(read[3].as_deref(), Some("without ping"));
    assert_eq!(read[4].as_deref(), Some("hook"));
}

#[tokio::test]
async fn without_the_intents_no_message_arrives() {
    let scene = Scene::new().await;
    let read = contents(&scene, intents::GUILDS).await;
    assert_eq!(read, vec![None; 6]);
    let read = contents(&scene, intents::GUILDS | intents::DIRECT_MESSAGES).await;
    assert_eq!(read[..5], vec![None; 5]);
    assert_eq!(read[5].as_deref(), Some("direct"));
}

#[tokio::test]
async fn what_happens_where_the_bot_can_t_see_does_not_arrive() {
    let scene = Scene::new().await;
    let (mut gateway, _) = Gateway::identified(&scene.discord, ALL).await;
    scene.discord.deny_bot(scene.channel, permissions::VIEW_CHANNEL);
    let asked = scene.discord.say(scene.ada, scene.channel, "hidden");
    scene.discord.delete(asked);
    scene.discord.add_channel(scene.guild, "end");
    let events = gateway.events_until("CHANNEL_CREATE").await;
    assert_eq!(events, ["GUILD_CREATE", "CHANNEL_UPDATE", "CHANNEL_CREATE"]);
}

#[tokio::test]
async fn members_are_announced_only_with_their_intent() {
    let scene = Scene::new().await;
    let role = scene.discord.add_role(scene.guild, "Moderator");
    let wanted = intents::GUILDS | intents::GUILD_MEMBERS;
    let (mut gateway, _) = Gateway::identified(&scene.discord, wanted).await;
    gateway.event("GUILD_CREATE").await;
    scene.discord.set_roles(scene.guild, scene.ada, &[role]);
    let member = gateway.event("GUILD_MEMBER_UPDATE").await;
    assert_eq!(member["roles"], json!([role]));
    let (mut gateway, _) = Gateway::identified(&scene.discord, intents::GUILDS).await;
    scene.discord.set_roles(scene.guild, scene.ada, &[]);
    scene.discord.add_channel(scene.guild, "end");
    let events = gateway.events_until("CHANNEL_CREATE").await;
    assert_eq!(events, ["GUILD_CREATE", "CHANNEL_CREATE"]);
}

#[tokio::test]
async fn the_token_stays_out_of_the_journal() {
    let scene = Scene::new().await;
    Gateway::identified(&scene.discord, ALL).await;
    let lines: Vec<String> = scene.discord.journal().iter().map(ToString::to_string).collect();
    let journal = lines.join("\n");
    assert!(journal.contains("gateway: bot sent"), "{journal}");
    assert!(!journal.contains(scene.discord.token()), "{journal}");
}
