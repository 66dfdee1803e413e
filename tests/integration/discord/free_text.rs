//! What members write in channels and direct messages.

use super::knowledge::{MISS, OUTLOOK, PAY, SHADOWING, SONOGRAPHER_TRAINING, TRAINING};
use super::world::{QUIET, World, posting};
use career_advisor::messages::Words;
use career_advisor::simulator::{Failure, Route, permissions};
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn a_mention_is_answered() {
    let world = World::start().await;
    let answer = world.ask(&world.to_bot(PAY)).await;
    assert_eq!(answer.embeds[0].title, PAY);
    assert!(answer.mentions.is_empty(), "not even the member who asked is pinged");
}

#[tokio::test]
async fn chatter_and_questions_to_nobody_are_left_alone() {
    let world = World::start().await;
    world.discord.say(world.ada, world.channel, PAY);
    world.discord.say(world.ada, world.channel, "good morning everybody");
    world.discord.no_message_within(world.channel, QUIET).await;
}

#[tokio::test]
async fn a_mention_alone_gets_help() {
    let world = World::start().await;
    let help = world.ask(&world.to_bot("")).await;
    assert_eq!(help.embeds[0].title, Words::ENGLISH.help_title());
    let topics = world.press(world.ada, &help, Words::ENGLISH.topics_button()).await;
    assert!(topics.ephemeral);
    assert_eq!(topics.embeds[0].title, Words::ENGLISH.topics_title());
}

#[tokio::test]
async fn a_direct_message_is_answered_without_a_mention() {
    let world = World::start().await;
    let dm = world.discord.dm_channel(world.ada);
    for _ in 0..2 {
        let answer = world.ask_in(dm, world.ada, PAY).await;
        assert_eq!(answer.embeds[0].title, PAY, "nobody else is there to be bothered by a repeat");
    }
}

#[tokio::test]
async fn auto_answers_plain_questions_and_stays_silent_otherwise() {
    let world = World::start().await;
    let answer = world.ask_in(world.auto, world.ada, TRAINING).await;
    assert_eq!(answer.embeds[0].title, TRAINING);
    for text in ["good morning everybody", MISS, "should I have bypass surgery", "thanks", &world.unsure(), "👍"] {
        world.discord.say(world.ben, world.auto, text);
    }
    world.discord.no_message_within(world.auto, QUIET).await;
}

#[tokio::test]
async fn auto_does_not_repeat_itself_nor_butt_in() {
    let world = World::start().await;
    world.discord.say(world.ada, world.auto, PAY);
    world.discord.say(world.ben, world.auto, PAY);
    assert_eq!(world.discord.next_message(world.auto).await.embeds[0].title, PAY, "only one of two at once");
    world.discord.say(world.ben, world.auto, PAY);
    let to_ben = format!("{} {TRAINING}", world.discord.mention(world.ben));
    let said = world.discord.say(world.ada, world.auto, &to_ben);
    world.discord.reply(world.ben, world.auto, said, OUTLOOK, false);
    world.discord.no_message_within(world.auto, QUIET).await;
}

#[tokio::test]
async fn a_mention_in_auto_always_gets_a_reply() {
    let world = World::start().await;
    let miss = world.ask_in(world.auto, world.ada, &world.to_bot(MISS)).await;
    assert_eq!(miss.embeds[0].title, Words::ENGLISH.miss_title());
}

#[tokio::test]
async fn off_is_off() {
    let world = World::start().await;
    world.discord.say(world.ada, world.off, &world.to_bot(PAY));
    world.discord.no_message_within(world.off, QUIET).await;
    let used = world.discord.run_command(world.ada, world.off, "ask", &[("question", PAY.into())]).unwrap();
    assert_eq!(world.discord.response_message(used).await.embeds[0].title, PAY, "commands still work");
}

#[tokio::test]
async fn threads_follow_their_channel() {
    let world = World::start().await;
    let thread = world.discord.add_thread(world.ada, world.auto, "about pay");
    assert_eq!(world.ask_in(thread, world.ada, PAY).await.embeds[0].title, PAY);
    let quiet = world.discord.add_thread(world.ada, world.off, "quiet");
    world.discord.say(world.ada, quiet, &world.to_bot(PAY));
    let plain = world.discord.add_thread(world.ada, world.channel, "plain");
    world.discord.say(world.ada, plain, PAY);
    world.discord.no_message_within(quiet, QUIET).await;
    world.discord.no_message_within(plain, Duration::ZERO).await;
}

#[tokio::test]
async fn bots_and_webhooks_are_ignored() {
    let world = World::start().await;
    let other = world.discord.add_bot_member(world.guild, "Other bot");
    world.discord.say(other, world.auto, PAY);
    world.discord.say(other, world.channel, &world.to_bot(PAY));
    world.discord.say_as_webhook(world.auto, "News", TRAINING);
    world.discord.say_as_webhook(world.channel, "News", &world.to_bot(TRAINING));
    world.discord.no_message_within(world.auto, QUIET).await;
    world.discord.no_message_within(world.channel, Duration::ZERO).await;
}

#[tokio::test]
async fn a_miss_says_so_and_leads_on() {
    let world = World::start().await;
    let miss = world.ask(&world.to_bot(MISS)).await;
    assert_eq!(miss.embeds[0].title, Words::ENGLISH.miss_title());
    let topics = world.press(world.ada, &miss, Words::ENGLISH.topics_button()).await;
    assert_eq!((topics.ephemeral, topics.embeds[0].title.as_str()), (true, Words::ENGLISH.topics_title()));
}

#[tokio::test]
async fn smalltalk_and_what_is_out_of_scope_get_the_moderators_words() {
    let world = World::start().await;
    assert_eq!(world.ask(&world.to_bot("thanks")).await.embeds[0].description, "You're welcome!");
    let medical = world.ask(&world.to_bot("should I have bypass surgery")).await;
    assert_eq!(medical.embeds[0].description, "I can't give medical advice.");
}

#[tokio::test]
async fn did_you_mean_becomes_the_answer_for_the_member_who_asked() {
    let world = World::start().await;
    let suggest = world.ask(&world.to_bot(&world.unsure())).await;
    assert!((1..=6).contains(&suggest.buttons.len()));
    let first = suggest.buttons[0].label.clone();
    let for_ben = world.press(world.ben, &suggest, &first).await;
    assert!(for_ben.ephemeral, "others read it alone");
    let for_ada = world.press(world.ada, &suggest, &first).await;
    assert_eq!((for_ada.id, for_ada.ephemeral, for_ada.embeds[0].title.clone()), (suggest.id, false, first));
}

#[tokio::test]
async fn a_reply_to_somebody_that_mentions_the_bot_answers_the_quoted_question() {
    let world = World::start().await;
    let question = world.discord.say(world.ben, world.channel, SHADOWING);
    let pointer = world.discord.reply(world.ada, world.channel, question, &world.to_bot(""), true);
    let answer = world.discord.next_message(world.channel).await;
    assert_eq!((answer.reply_to, answer.embeds[0].title.as_str()), (Some(pointer), SHADOWING));
    assert!(answer.mentions.is_empty());
}

#[tokio::test]
async fn a_reply_to_an_answer_asks_on_and_keeps_its_role() {
    let world = World::start().await;
    let first = world.ask(&world.to_bot(PAY)).await;
    let asked = world.discord.reply(world.ben, world.channel, first.id, "and how long does it take?", true);
    let second = world.discord.next_message(world.channel).await;
    assert_eq!((second.reply_to, second.embeds[0].title.as_str()), (Some(asked), TRAINING));
    let third = world.discord.reply(world.ben, world.channel, first.id, SONOGRAPHER_TRAINING, false);
    assert_eq!(world.discord.next_message(world.channel).await.reply_to, Some(third), "also without a ping");
}

#[tokio::test]
async fn a_members_next_question_keeps_the_role_of_the_one_before() {
    let world = World::start().await;
    world.ask(&world.to_bot(PAY)).await;
    let answer = world.ask(&world.to_bot("and how long does it take?")).await;
    assert_eq!(answer.embeds[0].title, TRAINING);

    world.answer_to("role", &[("name", "Cardiac sonographer".into())]).await;
    let answer = world.ask(&world.to_bot("and how long does it take?")).await;
    assert_eq!(answer.embeds[0].title, SONOGRAPHER_TRAINING);
}

#[tokio::test]
async fn a_sticker_or_picture_under_an_answer_is_no_question() {
    let world = World::start().await;
    let answer = world.ask(&world.to_bot(PAY)).await;
    world.discord.reply(world.ada, world.channel, answer.id, "👍", true);
    world.discord.no_message_within(world.channel, QUIET).await;
}

#[tokio::test]
async fn a_repeated_answer_points_to_the_earlier_one_until_that_is_gone() {
    let world = World::start().await;
    let first = world.ask(&world.to_bot(PAY)).await;
    let second = world.ask_in(world.channel, world.ben, &world.to_bot(PAY)).await;
    assert!(second.embeds.is_empty());
    assert!(second.content.contains(&first.id.to_string()), "{}", second.content);

    let removed = world.press_only(world.ada, &first, Words::ENGLISH.remove_button());
    world.discord.response(removed).await;
    world.until_deleted(first.id).await;
    let third = world.ask_in(world.channel, world.ben, &world.to_bot(PAY)).await;
    assert_eq!(third.embeds[0].title, PAY);
}

#[tokio::test]
async fn asking_too_fast_gets_one_notice_that_goes_away() {
    let world = World::start().await;
    for _ in 0..6 {
        world.ask(&world.to_bot("")).await;
    }
    let notice = world.ask(&world.to_bot("")).await;
    assert_eq!(notice.content, Words::ENGLISH.slow_down());
    world.discord.say(world.ada, world.channel, &world.to_bot(""));
    world.discord.no_message_within(world.channel, QUIET).await;
    world.until_deleted(notice.id).await;
}

#[tokio::test]
async fn a_deleted_question_takes_its_answer_along() {
    let world = World::start().await;
    let answer = world.ask(&world.to_bot(PAY)).await;
    world.discord.delete(answer.reply_to.unwrap());
    world.until_deleted(answer.id).await;
    assert_eq!(world.ask(&world.to_bot(PAY)).await.embeds[0].title, PAY, "and may be asked again");
}

#[tokio::test]
async fn a_question_deleted_while_it_is_answered_leaves_nothing_behind() {
    let world = World::start().await;
    world.discord.fail_next(posting(), Failure::slow(QUIET));
    let question = world.discord.say(world.ada, world.channel, &world.to_bot(PAY));
    tokio::time::sleep(QUIET / 4).await;
    world.discord.delete(question);
    tokio::time::sleep(QUIET * 3).await;
    assert!(world.discord.messages(world.channel).is_empty());
}

#[tokio::test]
async fn where_the_bot_may_not_write_nothing_happens() {
    let world = World::start().await;
    let thread = world.discord.add_thread(world.ada, world.channel, "about pay");
    for (place, lacking) in [
        (world.channel, permissions::SEND_MESSAGES),
        (world.channel, permissions::EMBED_LINKS),
        (world.channel, permissions::READ_MESSAGE_HISTORY),
        (thread, permissions::SEND_MESSAGES_IN_THREADS),
    ] {
        world.discord.deny_bot(world.channel, lacking);
        let told = world.log.count("the bot may not reply in this channel");
        for _ in 0..2 {
            world.discord.say(world.ada, place, &world.to_bot(PAY));
        }
        world.discord.no_message_within(place, QUIET).await;
        assert_eq!(world.log.count("the bot may not reply in this channel"), told + 1, "{}", world.log.text());
    }
    assert_eq!(world.discord.requests_to(&posting()).len(), 0, "Discord isn't asked in vain");
    assert_eq!(world.log.count("lacking=Embed Links"), 1, "{}", world.log.text());

    // It works as soon as the permission is given.
    world.discord.deny_bot(world.channel, 0);
    assert_eq!(world.ask(&world.to_bot(PAY)).await.embeds[0].title, PAY);
}

#[tokio::test]
async fn a_refusal_that_could_not_be_foreseen_is_taken_without_another_try() {
    let world = World::start().await;
    let refusal = Failure::status(403).body(json!({ "message": "Missing Permissions", "code": 50_013 }));
    world.discord.fail_next(posting(), refusal);
    world.discord.say(world.ada, world.channel, &world.to_bot(PAY));
    world.log.wait_for("message not answered").await;
    world.discord.no_message_within(world.channel, QUIET).await;
    assert_eq!(world.discord.requests_to(&posting()).len(), 1);
}

#[tokio::test]
async fn the_bots_own_role_stands_for_the_bot() {
    let world = World::start().await;
    let role = world.discord.mention_role(world.discord.bots_role(world.guild));
    assert_eq!(world.ask(&format!("{role} {PAY}")).await.embeds[0].title, PAY);
    let other = world.discord.mention_role(world.discord.add_role(world.guild, "Mentors"));
    world.discord.say(world.ada, world.channel, &format!("{other} {TRAINING}"));
    world.discord.no_message_within(world.channel, QUIET).await;
}

#[tokio::test]
async fn until_the_knowledge_base_is_read_the_bot_says_so_and_stays_silent_where_nobody_asked() {
    let world = World::plan().still_reading().start().await;
    let notice = world.ask(&world.to_bot(PAY)).await;
    assert_eq!(notice.content, Words::ENGLISH.still_reading());
    let private = world.answer_to("ask", &[("question", PAY.into())]).await;
    assert_eq!((private.ephemeral, private.content.as_str()), (true, Words::ENGLISH.still_reading()));
    world.discord.say(world.ada, world.auto, PAY);
    world.discord.no_message_within(world.auto, QUIET).await;
    let role = world.answer_to("role", &[("name", "Perfusionist".into())]).await;
    assert_eq!(role.embeds[0].title, "Perfusionist");
    world.until_deleted(notice.id).await;
}

#[tokio::test]
async fn a_question_that_is_edited_soon_is_answered_anew_in_place() {
    let world = World::start().await;
    let question = world.discord.say(world.ada, world.channel, &world.to_bot(MISS));
    let miss = world.discord.next_message(world.channel).await;
    assert_eq!(miss.embeds[0].title, Words::ENGLISH.miss_title());
    world.discord.edit(question, &world.to_bot(PAY));
    let answer = world.discord.wait_until_message(miss.id, |message| message.embeds[0].title == PAY).await;
    assert!(answer.mentions.is_empty() && answer.reply_to == Some(question));
    assert!(answer.button(Words::ENGLISH.helpful_button()).is_some(), "{}", answer.text());
    // Its topic is covered by the message that has it now, and the first one isn't any more.
    world.discord.edit(question, &world.to_bot(TRAINING));
    world.discord.wait_until_message(miss.id, |message| message.embeds[0].title == TRAINING).await;
    let other = world.ask_in(world.channel, world.ben, &world.to_bot(PAY)).await;
    assert_eq!(other.embeds[0].title, PAY);
}

#[tokio::test]
async fn a_question_that_is_edited_late_keeps_its_answer() {
    let world = World::start().await;
    let minute = Duration::from_secs(60);
    let late = world.discord.say_earlier(world.ada, world.channel, &world.to_bot(MISS), minute);
    let kept = world.discord.next_message(world.channel).await;
    let soon = world.discord.say(world.ben, world.channel, &world.to_bot(MISS));
    let changed = world.discord.next_message(world.channel).await;
    world.discord.edit(late, &world.to_bot(PAY));
    world.discord.edit(soon, &world.to_bot(PAY));
    world.discord.wait_until_message(changed.id, |message| message.embeds[0].title == PAY).await;
    let looked_at = world.discord.requests_to(&Route::new("GET", "/channels/*/messages/*"));
    assert!(looked_at.iter().all(|request| request.path.ends_with(&soon.to_string())), "{looked_at:?}");
    let kept = world.discord.wait_until_message(kept.id, |_| true).await;
    assert_eq!(kept.embeds[0].title, Words::ENGLISH.miss_title());
}

#[tokio::test]
async fn in_an_auto_channel_a_member_is_answered_only_so_often() {
    let world = World::plan().knowledge(super::knowledge::large()).start().await;
    for at in 0..12 {
        world.discord.say(world.ada, world.auto, &format!("What does occupation number {at} do all day?"));
    }
    for _ in 0..6 {
        world.discord.next_message(world.auto).await;
    }
    world.discord.no_message_within(world.auto, QUIET).await;
    let other = world.ask_in(world.auto, world.ben, PAY).await;
    assert_eq!(other.embeds[0].title, PAY, "others are answered");
}

#[tokio::test]
async fn in_an_auto_channel_an_edit_without_an_answer_takes_the_answer_away() {
    let world = World::start().await;
    let question = world.discord.say(world.ada, world.auto, PAY);
    let answer = world.discord.next_message(world.auto).await;
    world.discord.edit(question, MISS);
    world.until_deleted(answer.id).await;
}

#[tokio::test]
async fn a_question_in_another_language_gets_one_kind_line() {
    let world = World::start().await;
    let answer = world.ask(&world.to_bot("¿Cuántos planetas hay en nuestro sistema solar y cómo se llaman?")).await;
    assert_eq!(answer.embeds[0].description, Words::ENGLISH.other_language());
    assert!(world.desk.inbox().await.unwrap().is_empty(), "it is no gap of the knowledge base");
}

#[tokio::test]
async fn each_question_of_a_message_gets_a_card() {
    let world = World::start().await;
    let both = format!("{PAY} And {TRAINING}");
    let answer = world.ask_in(world.auto, world.ada, &both).await;
    let titles: Vec<&str> = answer.embeds.iter().map(|embed| embed.title.as_str()).collect();
    assert_eq!(titles, [PAY, TRAINING]);
    let labels: Vec<&str> = answer.buttons.iter().map(|button| button.label.as_str()).collect();
    assert_eq!(
        labels,
        [
            OUTLOOK,
            Words::ENGLISH.listings_button(),
            Words::ENGLISH.not_helpful_button(),
            Words::ENGLISH.remove_button()
        ]
    );

    // Both were said, so that neither is said again; where one of several is new, all are.
    world.discord.say(world.ben, world.auto, TRAINING);
    world.discord.say(world.ben, world.auto, &both);
    world.discord.no_message_within(world.auto, QUIET).await;
    let with_new = world.ask_in(world.auto, world.ben, &format!("{TRAINING} And {OUTLOOK}")).await;
    assert_eq!(with_new.embeds.len(), 2);

    // Which of them didn't help isn't known.
    let noted = world.press(world.ada, &answer, Words::ENGLISH.not_helpful_button()).await;
    assert_eq!(noted.content, Words::ENGLISH.noted());
    let inbox = world.moderate("inbox", &[]).await;
    let group = world.choose_in_place(world.mia, &inbox, &both).await;
    assert!(group.text().contains("the answer was not helpful"), "{}", group.text());
}

#[tokio::test]
async fn a_follow_up_goes_on_from_the_last_question() {
    let mut world = World::start().await;
    let both = format!("{PAY} And {SONOGRAPHER_TRAINING}");
    let answer = world.ask(&world.to_bot(&both)).await;
    assert_eq!(answer.embeds.len(), 2);
    let next = world.ask(&world.to_bot("what about perfusionists?")).await;
    assert_eq!(next.embeds[0].title, TRAINING);
    // The message itself still tells after a restart.
    world.restart(super::knowledge::small()).await;
    world.discord.reply(world.ben, world.channel, answer.id, "what about perfusionists?", true);
    assert_eq!(world.discord.next_message(world.channel).await.embeds[0].title, TRAINING);
}

#[tokio::test]
async fn auto_stays_out_where_two_people_talk_to_each_other() {
    let world = World::start().await;
    world.discord.say(world.ada, world.auto, "i start my new job on monday");
    world.discord.say(world.ben, world.auto, "congrats, which one is it?");
    world.discord.say(world.ada, world.auto, "do you know how long it takes to become a perfusionist?");
    world.discord.no_message_within(world.auto, QUIET).await;
    let cleo = world.discord.add_member(world.guild, "Cleo", &[]);
    assert_eq!(world.ask_in(world.auto, cleo, TRAINING).await.embeds[0].title, TRAINING, "others may still ask");
}

#[tokio::test]
async fn auto_leaves_statements_alone() {
    let world = World::start().await;
    for text in ["my cousin is a perfusionist", "i dont think perfusionists are on call", "perfusionists earn well lol"]
    {
        world.discord.say(world.ada, world.auto, text);
    }
    world.discord.no_message_within(world.auto, QUIET).await;
}
