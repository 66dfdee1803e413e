//! Discord itself fails, or the bot does.

use super::knowledge::{PAY, TRAINING};
use super::world::{QUIET, World, posting};
use career_advisor::messages::Words;
use career_advisor::simulator::{Failure, Message, Route};
use rstest::rstest;

#[tokio::test]
async fn a_reply_that_discord_drops_is_sent_once_more() {
    let world = World::start().await;
    world.discord.fail_next(posting(), Failure::status(500));
    let answer = world.ask(&world.to_bot(PAY)).await;
    assert_eq!(answer.embeds[0].title, PAY);
    let nonces: Vec<_> =
        world.discord.requests_to(&posting()).iter().map(|request| request.body["nonce"].clone()).collect();
    assert_eq!(nonces.len(), 2);
    assert_eq!(nonces[0], nonces[1], "Discord recognises the second attempt");
}

#[tokio::test]
async fn when_the_reply_fails_for_good_the_member_reads_a_plain_sentence_that_goes_away() {
    let world = World::start().await;
    world.discord.fail_next(posting(), Failure::status(500).times(2));
    let notice = world.ask(&world.to_bot(PAY)).await;
    assert_eq!(notice.content, Words::ENGLISH.something_went_wrong());
    world.log.wait_for("message not answered").await;
}

#[tokio::test]
async fn a_command_whose_response_fails_gets_a_private_sentence() {
    let world = World::start().await;
    let callback = Route::new("POST", "/interactions/*/*/callback");
    world.discord.fail_next(callback.clone(), Failure::status(500));
    assert_eq!(
        world.answer_to("ask", &[("question", PAY.into())]).await.embeds[0].title,
        PAY,
        "one failure is passed over"
    );
    world.discord.fail_next(callback.clone(), Failure::status(500).times(2));
    let failed = world.answer_to("help", &[]).await;
    assert_eq!((failed.ephemeral, failed.content.as_str()), (true, Words::ENGLISH.something_went_wrong()));
    world.log.wait_for("command failed").await;

    let answer = world.ask(&world.to_bot("")).await;
    world.discord.fail_next(callback, Failure::status(502).times(2));
    let failed = world.press(world.ada, &answer, Words::ENGLISH.topics_button()).await;
    assert_eq!((failed.ephemeral, failed.content.as_str()), (true, Words::ENGLISH.something_went_wrong()));
}

#[tokio::test]
async fn commands_that_could_not_be_registered_are_registered_later() {
    let mut world = World::plan().set().await;
    world.discord.fail_next(Route::new("PUT", "/applications/*/commands"), Failure::status(500));
    world.start_bot();
    world.log.wait_for("commands not registered yet").await;
    world.discord.wait_until_ready().await;
    world.log.wait_for("commands registered").await;
}

#[tokio::test]
async fn a_panic_becomes_a_plain_sentence() {
    let world = World::plan().panicking().start().await;
    let notice = world.ask(&world.to_bot(PAY)).await;
    assert_eq!(notice.content, Words::ENGLISH.something_went_wrong());
    let failed = world.answer_to("ask", &[("question", PAY.into())]).await;
    assert_eq!((failed.ephemeral, failed.content.as_str()), (true, Words::ENGLISH.something_went_wrong()));
    let card = world.answer_to("role", &[("name", "Perfusionist".into())]).await;
    let failed = world.choose(world.ada, &card, PAY).await;
    assert_eq!((failed.ephemeral, failed.content.as_str()), (true, Words::ENGLISH.something_went_wrong()));
    assert_eq!(world.log.count("panic"), 3, "{}", world.log.text());

    world.discord.say(world.ada, world.auto, PAY);
    world.discord.no_message_within(world.auto, QUIET).await;
    assert_eq!(
        world.ask(&world.to_bot("thanks")).await.embeds[0].description,
        "You're welcome!",
        "and the bot goes on"
    );
}

impl World {
    /// What the bot has written in the channel.
    fn written(&self) -> Vec<Message> {
        let messages = self.discord.messages(self.channel);
        messages.into_iter().filter(|message| message.author == Some(self.discord.bot()) && !message.deleted).collect()
    }
}

fn page() -> Failure {
    Failure::status(200).body("<html>a page of somebody's</html>".into())
}

#[rstest]
#[case(Failure::cut_off())]
#[case(Failure::cut_off().times(2))]
#[case(page().on_the_way_back())]
#[case(page().on_the_way_back().times(2))]
#[case(Failure::status(500).on_the_way_back().times(2))]
#[tokio::test]
async fn nobody_apologises_for_a_reply_that_stands(#[case] failure: Failure) {
    let world = World::start().await;
    world.discord.fail_next(posting(), failure);
    let answer = world.ask(&world.to_bot(PAY)).await;
    assert_eq!(answer.embeds[0].title, PAY);
    // The bot knows its answer: it goes with the question.
    world.log.wait_for("asked").await;
    let other = world.ask_in(world.channel, world.ben, &world.to_bot(TRAINING)).await;
    assert_eq!(other.embeds[0].title, TRAINING);
    world.discord.no_message_within(world.channel, QUIET).await;
    assert_eq!(world.written().len(), 2);
    assert_eq!(world.log.count("not answered"), 0, "{}", world.log.text());
    let question = answer.reply_to.unwrap();
    world.discord.delete(question);
    world.until_deleted(answer.id).await;
}

#[tokio::test]
async fn a_page_that_is_not_discords_is_no_answer() {
    let world = World::start().await;
    world.discord.fail_next(posting(), page().times(2));
    let notice = world.ask(&world.to_bot(PAY)).await;
    assert_eq!(notice.content, Words::ENGLISH.something_went_wrong());
}

#[tokio::test]
async fn nobody_apologises_for_a_response_that_stands() {
    let world = World::start().await;
    let answer = world.ask(&world.to_bot(PAY)).await;
    let callback = Route::new("POST", "/interactions/*/*/callback");
    world.discord.fail_next(callback, Failure::status(500).on_the_way_back().times(2));
    let voted = world.press(world.ada, &answer, Words::ENGLISH.helpful_button()).await;
    assert_eq!(voted.content, Words::ENGLISH.voted());

    let filling_in = Route::new("PATCH", "/webhooks/*/*/messages/@original");
    for failure in [Failure::cut_off().times(2), page().on_the_way_back().times(2)] {
        world.discord.fail_next(filling_in.clone(), failure);
        let status = world.moderate("status", &[]).await;
        assert_eq!(status.embeds[0].title, Words::ENGLISH.status_title());
    }
    world.moderate("check", &[]).await;
    let followed = world.discord.requests_to(&Route::new("POST", "/webhooks/*/*"));
    assert!(followed.is_empty(), "{followed:?}");
    assert_eq!(world.log.count("failed"), 0, "{}", world.log.text());
}
