//! The gateway as serenity sees it.

use career_advisor::simulator::{Simulator, Traffic};
use rstest::rstest;
use serenity::all::GatewayIntents;

use super::Scene;
use super::probe::{Probe, Seen};

#[rstest]
#[case::dropped(|discord: &Simulator| discord.drop_connection())]
#[case::reconnect(|discord: &Simulator| discord.ask_reconnect())]
#[case::invalid_but_resumable(|discord: &Simulator| discord.invalidate_session(true))]
#[case::closed(|discord: &Simulator| discord.close_gateway(4000))]
#[tokio::test]
async fn serenity_resumes_and_misses_nothing(#[case] fault: fn(&Simulator)) {
    let scene = Scene::new().await;
    let intents = GatewayIntents::non_privileged() | GatewayIntents::MESSAGE_CONTENT;
    let mut probe = Probe::start(&scene.discord, intents).await;
    fault(&scene.discord);
    scene.discord.say(scene.ada, scene.channel, "meanwhile");
    assert_eq!(probe.message().await.content, "meanwhile");
    scene
        .discord
        .wait_for_traffic(1, |traffic| matches!(traffic, Traffic::FromBot(payload) if payload["op"] == 6))
        .await;
}

#[tokio::test]
async fn serenity_reads_edits_deletions_and_threads() {
    let scene = Scene::new().await;
    let intents = GatewayIntents::non_privileged() | GatewayIntents::MESSAGE_CONTENT;
    let mut probe = Probe::start(&scene.discord, intents).await;
    let asked = scene.discord.say(scene.ada, scene.channel, "How long?");
    let message = probe.message().await;
    assert_eq!((message.id.get(), message.content.as_str()), (asked.get(), "How long?"));
    assert_eq!(message.author.name, "ada");
    scene.discord.edit(asked, "How long is it?");
    let update = probe.update().await;
    assert_eq!(update.content.as_deref(), Some("How long is it?"));
    assert!(update.edited_timestamp.is_some());
    scene.discord.delete(asked);
    match probe.until(|seen| matches!(seen, Seen::Delete(_))).await {
        Seen::Delete(message) => assert_eq!(message.get(), asked.get()),
        other => panic!("{other:?}"),
    }
    let thread = scene.discord.add_thread(scene.ada, scene.channel, "More");
    scene.discord.say(scene.ada, thread, "In a thread");
    assert_eq!(probe.message().await.channel_id.get(), thread.get());
    let dm = scene.discord.dm_channel(scene.ada);
    scene.discord.say(scene.ada, dm, "In private");
    let message = probe.message().await;
    assert_eq!((message.guild_id, message.content.as_str()), (None, "In private"));
}
