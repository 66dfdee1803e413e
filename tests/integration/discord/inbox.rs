//! What was missed becomes knowledge.

use super::world::{QUIET, World};
use career_advisor::messages::Words;

impl World {
    /// How many groups wait.
    async fn waiting(&self) -> usize {
        self.desk.inbox().await.unwrap().len()
    }
}

#[tokio::test]
async fn a_miss_becomes_a_phrasing_and_undo_brings_the_miss_back() {
    let world = World::start().await;
    let [unknown] = world.gaps();
    let miss = world.ask(&world.to_bot(&unknown)).await;
    assert_eq!(miss.embeds[0].title, Words::ENGLISH.miss_title(), "{}", miss.text());

    let inbox = world.moderate("inbox", &[]).await;
    assert!(inbox.text().contains(&unknown), "{}", inbox.text());
    let group = world.choose_in_place(world.mia, &inbox, &unknown).await;
    assert_eq!(group.embeds[0].title, Words::ENGLISH.group_title());
    let entry = group.selects[0].options[0].clone();
    let preview = world.choose(world.mia, &group, &entry.label).await;
    assert!(preview.content.contains(&unknown), "{}", preview.content);
    assert!(preview.text().contains("Answers 1 of the 1 question"), "{}", preview.text());
    let saved = world.press_in_place(world.mia, &preview, Words::ENGLISH.save_button()).await;
    assert!(saved.content.contains("Answers 1 of the 1 question"), "{}", saved.content);
    assert_eq!(world.waiting().await, 0);
    let answer = world.ask_in(world.channel, world.ben, &world.to_bot(&unknown)).await;
    assert_eq!(answer.embeds[0].title, entry.label);

    let undo = world.press(world.mia, &saved, Words::ENGLISH.undo_button()).await;
    world.press_in_place(world.mia, &undo, Words::ENGLISH.save_button()).await;
    let again = world.ask_in(world.channel, world.ben, &world.to_bot(&unknown)).await;
    assert_eq!(again.embeds[0].title, Words::ENGLISH.miss_title());
    assert_eq!(world.waiting().await, 1);
}

#[tokio::test]
async fn a_miss_becomes_an_entry_or_is_never_answered_or_dismissed() {
    let world = World::start().await;
    let [unknown] = world.gaps();
    world.ask(&world.to_bot(&unknown)).await;
    let inbox = world.moderate("inbox", &[]).await;
    let group = world.choose_in_place(world.mia, &inbox, &unknown).await;
    let opened = world.press_only(world.mia, &group, Words::ENGLISH.new_entry_button());
    let form = world.discord.response_modal(opened).await;
    assert_eq!(form.inputs[0].value, unknown);
    let sent = world.discord.submit(world.mia, &form, &[("answer", "Some do.")]).await.unwrap();
    let preview = world.discord.response_message(sent).await;
    world.press_in_place(world.mia, &preview, Words::ENGLISH.save_button()).await;
    let answer = world.ask_in(world.channel, world.ben, &world.to_bot(&unknown)).await;
    assert_eq!(answer.embeds[0].description, "Some do.");

    let [never] = world.gaps();
    world.ask_in(world.channel, world.ben, &world.to_bot(&never)).await;
    let inbox = world.moderate("inbox", &[]).await;
    let group = world.choose_in_place(world.mia, &inbox, &never).await;
    let preview = world.press(world.mia, &group, Words::ENGLISH.never_button()).await;
    assert!(preview.content.contains("out_of_scope.toml"), "{}", preview.content);
    world.press_in_place(world.mia, &preview, Words::ENGLISH.save_button()).await;
    assert!(world.file("out_of_scope.toml").contains(&never));
    world.ask_in(world.channel, world.ben, &world.to_bot(&never)).await;
    assert_eq!(world.waiting().await, 0, "it isn't kept any more");

    let [idle] = world.gaps();
    world.ask_in(world.channel, world.ben, &world.to_bot(&idle)).await;
    let inbox = world.moderate("inbox", &[]).await;
    let group = world.choose_in_place(world.mia, &inbox, &idle).await;
    let left = world.press_in_place(world.mia, &group, Words::ENGLISH.dismiss_button()).await;
    assert!(left.text().contains(Words::ENGLISH.inbox_empty()), "{}", left.text());
}

#[tokio::test]
async fn not_helpful_and_none_of_these_reach_the_inbox() {
    let world = World::start().await;
    let question = world.to_bot("perfusionist pay");
    let answer = world.ask(&question).await;
    let other = world.press(world.ben, &answer, Words::ENGLISH.not_helpful_button()).await;
    assert_eq!(other.content, Words::ENGLISH.voted(), "others vote, and only the asker's question is passed on");
    let noted = world.press(world.ada, &answer, Words::ENGLISH.not_helpful_button()).await;
    assert_eq!(noted.content, Words::ENGLISH.noted());
    let inbox = world.moderate("inbox", &[]).await;
    let group = world.choose_in_place(world.mia, &inbox, "perfusionist pay").await;
    assert!(group.text().contains("`perfusionist/pay` was not helpful"), "{}", group.text());

    let unsure = world.unsure();
    let world = World::start().await;
    let choice = world.answer_to("ask", &[("question", unsure.as_str().into())]).await;
    assert_eq!(choice.embeds[0].title, Words::ENGLISH.suggest_title());
    let noted = world.press(world.ada, &choice, Words::ENGLISH.decline_button()).await;
    assert_eq!(noted.content, Words::ENGLISH.noted());
    let inbox = world.moderate("inbox", &[]).await;
    assert!(inbox.text().contains(&unsure), "{}", inbox.text());

    // What was chosen may turn out not to help.
    let label = choice.buttons[0].label.clone();
    let chosen = world.press_in_place(world.ada, &choice, &label).await;
    let noted = world.press(world.ada, &chosen, Words::ENGLISH.not_helpful_button()).await;
    assert_eq!(noted.content, Words::ENGLISH.noted());
}

#[tokio::test]
async fn members_decide_what_is_kept_of_them() {
    let world = World::start().await;
    let [unknown] = world.gaps();
    world.ask(&world.to_bot(&unknown)).await;
    let privacy = world.answer_to("privacy", &[]).await;
    assert!(privacy.text().contains("After 90 days"), "{}", privacy.text());
    let deleted = world.press(world.ada, &privacy, Words::ENGLISH.forget_button()).await;
    assert_eq!(deleted.content, Words::ENGLISH.forgotten(1));
    assert_eq!(world.waiting().await, 0);
    world.press(world.ada, &privacy, Words::ENGLISH.opt_out_button()).await;
    world.ask(&world.to_bot(&unknown)).await;
    assert_eq!(world.waiting().await, 0);
    let privacy = world.answer_to("privacy", &[]).await;
    world.press(world.ada, &privacy, Words::ENGLISH.opt_in_button()).await;
    world.ask(&world.to_bot(&unknown)).await;
    assert_eq!(world.waiting().await, 1);
}

#[tokio::test]
async fn in_auto_channels_chatter_is_never_kept() {
    let world = World::start().await;
    let [unknown] = world.gaps();
    world.discord.say(world.ada, world.auto, "anyone up for pizza and football tonight");
    world.discord.say(world.ada, world.auto, &unknown);
    world.discord.no_message_within(world.auto, QUIET).await;
    let groups = world.desk.inbox().await.unwrap();
    let kept: Vec<&str> = groups.iter().map(|group| group.questions[0].text.as_str()).collect();
    assert_eq!(kept, [&unknown]);
}
