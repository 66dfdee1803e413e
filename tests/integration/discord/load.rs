//! More to do than there is time for. What the bot thinks about waits at the world's gate, so that nothing here depends on how
//! fast the machine is.

use super::knowledge::{MISS, OUTLOOK, PAY, TRAINING};
use super::settings::SHADOW;
use super::world::{QUIET, World};
use career_advisor::messages::Words;
use career_advisor::simulator::{ChannelId, ResponseKind, UserId};
use std::thread;

/// So many overheard messages wait at most.
const OVERHEARD_WAITING: usize = 64;
/// So many messages to the bot wait at most.
const ADDRESSED_WAITING: usize = 128;
/// So many overheard messages of a member are thought about within some seconds.
const OVERHEARD_OF_A_MEMBER: usize = 10;
/// So many questions of a member are answered within some seconds.
const QUESTIONS_OF_A_MEMBER: usize = 6;

/// A world whose worker threads are all busy until the gate opens.
struct Busy {
    world: World,
    /// How many threads there are.
    threads: usize,
    /// How many answers were thought about before.
    before: usize,
}

impl Busy {
    async fn start() -> Busy {
        let world = World::start().await;
        let threads = thread::available_parallelism().unwrap().get();
        let before = world.gate.close();
        let elsewhere = world.discord.add_channel(world.guild, "elsewhere");
        let busy = Busy { world, threads, before };
        for member in busy.members(threads) {
            busy.world.discord.say(member, elsewhere, &busy.world.to_bot(PAY));
        }
        busy.world.gate.wait_for(before + threads).await;
        busy
    }

    fn members(&self, count: usize) -> Vec<UserId> {
        (0..count).map(|at| self.world.discord.add_member(self.world.guild, &format!("Member {at}"), &[])).collect()
    }

    fn all_say(&self, count: usize, channel: ChannelId, text: &str) {
        for member in self.members(count) {
            self.world.discord.say(member, channel, text);
        }
    }

    /// How many answers were thought about besides those that keep the threads busy.
    fn thought(&self) -> usize {
        self.world.gate.arrived() - self.before - self.threads
    }
}

#[tokio::test]
async fn what_is_only_overheard_is_dropped_first_and_counted() {
    let busy = Busy::start().await;
    let world = &busy.world;
    busy.all_say(OVERHEARD_WAITING + 16, world.auto, PAY);
    let question = world.discord.say(world.ada, world.channel, &world.to_bot(TRAINING));
    world.log.wait_for("too much to do at once").await;
    world.gate.open();
    assert_eq!(world.discord.next_message(world.channel).await.reply_to, Some(question));
    world.gate.wait_for(busy.before + busy.threads + 1 + OVERHEARD_WAITING).await;
    assert_eq!(world.ask(&world.to_bot(OUTLOOK)).await.embeds[0].title, OUTLOOK);
    assert_eq!(busy.thought(), OVERHEARD_WAITING + 2, "no more than what had room");
    assert_eq!(world.log.count("too much to do at once"), 1, "{}", world.log.text());
    let status = world.moderate("status", &[]).await;
    assert!(status.text().contains(&Words::ENGLISH.dropped(0, 16)), "{}", status.text());
}

#[tokio::test]
async fn a_mention_goes_before_all_that_is_only_overheard() {
    let busy = Busy::start().await;
    let world = &busy.world;
    busy.all_say(OVERHEARD_WAITING + 1, world.auto, PAY);
    let question = world.discord.say(world.ada, world.channel, &world.to_bot(TRAINING));
    // Once the bot has taken in the mention, it goes before all but what was begun by then.
    let answered = async {
        let answer = world.discord.next_message(world.channel).await;
        assert_eq!((answer.reply_to, answer.embeds[0].title.as_str()), (Some(question), TRAINING));
    };
    let one_after_the_other = async {
        loop {
            let arrived = world.gate.arrived();
            world.gate.let_through(1);
            world.gate.wait_for(arrived + 1).await;
        }
    };
    tokio::select! {
        () = answered => {}
        () = one_after_the_other => {}
    }
    assert!(busy.thought() < OVERHEARD_WAITING / 2, "{} were thought about before", busy.thought());
}

#[tokio::test]
async fn who_floods_an_auto_channel_is_not_thought_about_and_others_are() {
    let world = World::start().await;
    let before = world.gate.arrived();
    for _ in 0..5 * OVERHEARD_OF_A_MEMBER {
        world.discord.say(world.ada, world.auto, PAY);
    }
    let question = world.discord.say(world.ben, world.auto, TRAINING);
    world.discord.wait_for_message(world.auto, |message| message.reply_to == Some(question)).await;
    world.gate.wait_for(before + OVERHEARD_OF_A_MEMBER + 1).await;
    assert_eq!(world.gate.arrived() - before, OVERHEARD_OF_A_MEMBER + 1);
    assert_eq!(world.ask(&world.to_bot(OUTLOOK)).await.embeds[0].title, OUTLOOK, "who chats may still ask the bot");
}

#[tokio::test]
async fn a_flood_on_trial_is_not_thought_about_either() {
    let world = World::start().await;
    world.set(&[("mode", SHADOW.into())]).await;
    let before = world.gate.arrived();
    for _ in 0..5 * OVERHEARD_OF_A_MEMBER {
        world.discord.say(world.ada, world.channel, PAY);
    }
    let question = world.discord.say(world.ben, world.channel, TRAINING).to_string();
    world.discord.wait_for_message(world.moderators_channel, |report| report.content.contains(&question)).await;
    world.gate.wait_for(before + OVERHEARD_OF_A_MEMBER + 1).await;
    assert_eq!(world.gate.arrived() - before, OVERHEARD_OF_A_MEMBER + 1);
}

#[tokio::test]
async fn at_a_shutdown_what_is_only_overheard_is_given_up() {
    let mut busy = Busy::start().await;
    busy.all_say(10, busy.world.auto, PAY);
    // The answer to this comes after the bot has seen those messages.
    busy.world.answer_to("help", &[]).await;
    let (gate, log, threads) = (busy.world.gate.clone(), busy.world.log.clone(), busy.threads);
    let go_on = async {
        log.wait_for("shutting down").await;
        gate.let_through(threads);
    };
    let (stopped, ()) = tokio::join!(busy.world.stop_bot(), go_on);
    stopped.unwrap();
    assert_eq!(busy.world.log.count("shut down before"), 0, "{}", busy.world.log.text());
    assert_eq!(busy.thought(), 0);
}

#[tokio::test]
async fn who_asks_when_too_many_do_is_told_once() {
    let busy = Busy::start().await;
    let world = &busy.world;
    let elsewhere = world.discord.add_channel(world.guild, "crowded");
    let members = busy.members(ADDRESSED_WAITING.div_ceil(QUESTIONS_OF_A_MEMBER));
    for member in members.iter().cycle().take(ADDRESSED_WAITING) {
        world.discord.say(*member, elsewhere, &world.to_bot(PAY));
    }
    let notice = world.ask(&world.to_bot(TRAINING)).await;
    assert_eq!(notice.content, Words::ENGLISH.too_busy());
    world.discord.say(world.ada, world.channel, &world.to_bot(TRAINING));
    world.discord.no_message_within(world.channel, QUIET).await;
    world.gate.open();
    let status = world.moderate("status", &[]).await;
    assert!(status.text().contains(&Words::ENGLISH.dropped(2, 0)), "{}", status.text());
}

#[tokio::test]
async fn a_card_does_not_wait_for_its_picture() {
    let busy = Busy::start().await;
    let world = &busy.world;
    let card = world.answer_to("role", &[("name", "perfusionist".into())]).await;
    assert_eq!((card.embeds[0].title.as_str(), card.embeds[0].image.as_str()), ("Perfusionist", ""));
    let roles = [("first", "perfusionist".into()), ("second", "cardiac sonographer".into())];
    let both = world.answer_to("compare", &roles).await;
    assert_eq!(both.embeds[0].image, "");
    let own = world.press(world.ben, &both, &Words::ENGLISH.card_button("Perfusionist")).await;
    assert_eq!((own.embeds[0].image.as_str(), own.ephemeral), ("", true));
    world.gate.open();
    for plain in [card, both, own] {
        let drawn = world.discord.wait_until_message(plain.id, |message| !message.embeds[0].image.is_empty()).await;
        assert_eq!(
            (drawn.ephemeral, &drawn.buttons, &drawn.selects),
            (plain.ephemeral, &plain.buttons, &plain.selects)
        );
        assert!(world.discord.download(&drawn.embeds[0].image).is_some());
    }
}

#[tokio::test]
async fn an_answer_that_takes_long_is_promised_and_stays_as_public_as_it_is() {
    let busy = Busy::start().await;
    let world = &busy.world;
    let [answered, missed, compared] = [PAY, MISS, "perfusionist vs cardiac sonographer"]
        .map(|text| world.command("ask", &[("question", text.into())]));
    for used in [answered, missed, compared] {
        let promise = world.discord.wait_until_response(used, |now| now.kind != ResponseKind::Waiting).await;
        assert_eq!(promise.kind, ResponseKind::Deferred);
        assert!(promise.message.unwrap().ephemeral, "it isn't known yet who may read the answer");
    }
    world.gate.open();
    let answer = world.discord.followup(answered, 1).await;
    assert_eq!((answer.embeds[0].title.as_str(), answer.ephemeral), (PAY, false));
    let miss = world.discord.response_message(missed).await;
    assert_eq!((miss.embeds[0].title.as_str(), miss.ephemeral), (Words::ENGLISH.miss_title(), true));
    let both = world.discord.followup(compared, 1).await;
    assert!(!both.ephemeral && !both.embeds[0].image.is_empty(), "{}", both.text());
    for used in [answered, compared] {
        assert!(world.discord.current_response(used).unwrap().message.unwrap().deleted, "the promise is gone");
    }

    // What was covered by the message that came later is not said again in the channel.
    let again = world.answer_to("ask", &[("question", PAY.into())]).await;
    assert!(again.ephemeral);
    world.press_only(world.ada, &answer, Words::ENGLISH.remove_button());
    world.until_deleted(answer.id).await;
}

#[tokio::test]
async fn a_command_that_finds_no_room_says_so_in_private() {
    let busy = Busy::start().await;
    let world = &busy.world;
    let members = busy.members(ADDRESSED_WAITING.div_ceil(QUESTIONS_OF_A_MEMBER));
    for member in members.iter().cycle().take(ADDRESSED_WAITING) {
        world.discord.run_command(*member, world.channel, "ask", &[("question", PAY.into())]).unwrap();
    }
    let refused = world.answer_to("ask", &[("question", TRAINING.into())]).await;
    assert_eq!((refused.content.as_str(), refused.ephemeral), (Words::ENGLISH.too_busy(), true));
    let card = world.answer_to("role", &[("name", "perfusionist".into())]).await;
    assert_eq!((card.embeds[0].title.as_str(), card.embeds[0].image.as_str()), ("Perfusionist", ""));
}
