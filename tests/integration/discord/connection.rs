//! Losing the connection, being refused, and shutting down.

use super::knowledge::{PAY, TRAINING};
use super::world::{QUIET, World, posting};
use career_advisor::discord::RunError;
use career_advisor::messages::Words;
use career_advisor::simulator::{Failure, Traffic};
use std::time::{Duration, Instant};

fn is_op(traffic: &Traffic, op: u64) -> bool {
    matches!(traffic, Traffic::FromBot(payload) if payload["op"] == op)
}

const IDENTIFY: u64 = 2;
const RESUME: u64 = 6;

#[tokio::test]
async fn a_lost_connection_is_resumed_without_losing_a_message() {
    let world = World::start().await;
    world.discord.drop_connection();
    let question = world.discord.say(world.ada, world.channel, &world.to_bot(PAY));
    assert_eq!(world.discord.next_message(world.channel).await.reply_to, Some(question));
    world.discord.wait_for_traffic(1, |traffic| is_op(traffic, RESUME)).await;
    world.log.wait_for("connection resumed").await;
}

#[tokio::test]
async fn asked_to_reconnect_the_bot_resumes() {
    let world = World::start().await;
    world.discord.ask_reconnect();
    world.discord.wait_for_traffic(1, |traffic| is_op(traffic, RESUME)).await;
    assert_eq!(world.ask(&world.to_bot(PAY)).await.embeds[0].title, PAY);
}

#[tokio::test]
async fn with_an_invalid_session_the_bot_starts_a_new_one() {
    let world = World::start().await;
    world.discord.invalidate_session(false);
    world.discord.wait_for_traffic(2, |traffic| is_op(traffic, IDENTIFY)).await;
    world.discord.wait_until_connected().await;
    assert_eq!(world.ask(&world.to_bot(PAY)).await.embeds[0].title, PAY);
    assert_eq!(world.log.count("commands registered"), 2, "once is enough, everywhere and at home");
}

#[tokio::test]
async fn a_closed_connection_comes_back() {
    let world = World::start().await;
    world.discord.close_gateway(4000);
    world.discord.wait_for_traffic(1, |traffic| is_op(traffic, RESUME)).await;
    assert_eq!(world.ask(&world.to_bot(PAY)).await.embeds[0].title, PAY);
}

#[tokio::test]
async fn a_token_that_rest_refuses_ends_the_bot() {
    let mut world = World::plan().token("another.bot.token").set().await;
    world.start_bot();
    let error = world.ended().await.unwrap_err();
    assert!(matches!(error, RunError::WrongToken));
    assert!(error.to_string().starts_with("the token is wrong"));
    assert!(!world.log.text().contains("another.bot.token"));
}

#[tokio::test]
async fn a_token_that_the_gateway_refuses_ends_the_bot() {
    let mut world = World::plan().set().await;
    world.discord.refuse_identify(Some(4004));
    world.start_bot();
    assert!(matches!(world.ended().await, Err(RunError::WrongToken)));
}

#[tokio::test]
async fn without_message_content_the_bot_says_so_once_and_goes_on() {
    let world = World::plan().without_message_content().start().await;
    assert_eq!(world.log.count("Message Content Intent, then start"), 1, "{}", world.log.text());
    assert_eq!(world.log.count("AUTO_CHANNELS has no effect"), 1);
    world.log.wait_for("commands registered commands=1").await;
    assert_eq!(world.log.count("commands registered"), 2);

    // What speaks to the bot still arrives with its text.
    let answer = world.ask(&world.to_bot(PAY)).await;
    assert_eq!(answer.embeds[0].title, PAY);
    let dm = world.discord.dm_channel(world.ada);
    assert_eq!(world.ask_in(dm, world.ada, PAY).await.embeds[0].title, PAY);
    world.discord.reply(world.ada, world.channel, answer.id, TRAINING, true);
    assert_eq!(world.discord.next_message(world.channel).await.embeds[0].title, TRAINING);
    world.discord.say(world.ada, world.auto, TRAINING);
    world.discord.no_message_within(world.auto, QUIET).await;

    // A reply without a ping comes without its text, and so does a message that is pointed to.
    world.discord.reply(world.ben, world.channel, answer.id, TRAINING, false);
    assert!(world.discord.next_message(world.channel).await.content.starts_with("I can't read replies"));
    let role = world.discord.mention_role(world.discord.bots_role(world.guild));
    let reply = world.ask_in(world.channel, world.ben, &format!("{role} {TRAINING}")).await;
    assert!(reply.content.starts_with("I can't read messages that mention only my role"), "{}", reply.content);
    let said = world.discord.say(world.ben, world.channel, TRAINING);
    world.discord.reply(world.ben, world.channel, said, &world.to_bot(""), true);
    assert_eq!(world.discord.next_message(world.channel).await.content, Words::ENGLISH.quote_unreadable());
}

#[tokio::test]
async fn a_discord_that_cannot_be_asked_is_asked_again() {
    let mut world = World::plan().set().await;
    let gateway = career_advisor::simulator::Route::new("GET", "/gateway/bot");
    world.discord.fail_next(gateway, Failure::status(503));
    world.start_bot();
    world.discord.wait_until_ready().await;
    assert_eq!(world.log.count("trying again"), 1);
}

#[tokio::test]
async fn the_bot_shuts_down_in_time() {
    let mut world = World::start().await;
    let asked = Instant::now();
    world.stop_bot().await.unwrap();
    assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
    assert_eq!(world.log.count("shut down"), 1);
    world.discord.say(world.ada, world.channel, &world.to_bot(PAY));
    world.discord.no_message_within(world.channel, QUIET).await;
}

#[tokio::test]
async fn an_answer_on_its_way_is_sent_before_the_bot_shuts_down() {
    let mut world = World::start().await;
    world.discord.fail_next(posting(), Failure::slow(Duration::from_secs(1)));
    let question = world.discord.say(world.ada, world.channel, &world.to_bot(PAY));
    tokio::time::sleep(QUIET).await;
    world.stop_bot().await.unwrap();
    assert_eq!(world.discord.next_message(world.channel).await.reply_to, Some(question));
}

#[tokio::test]
async fn a_discord_that_hangs_does_not_hold_up_the_shutdown() {
    let mut world = World::start().await;
    world.discord.fail_next(posting(), Failure::slow(Duration::from_secs(60)));
    world.discord.say(world.ada, world.channel, &world.to_bot(PAY));
    tokio::time::sleep(QUIET).await;
    let asked = Instant::now();
    world.stop_bot().await.unwrap();
    assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
}
