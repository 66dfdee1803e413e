//! What was missed becomes knowledge.

use super::world::{QUIET, World};
use career_advisor::messages;

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
    assert_eq!(miss.embeds[0].title, messages::MISS_TITLE, "{}", miss.text());

    let inbox = world.moderate("inbox", &[]).await;
    assert!(inbox.text().contains(&unknown), "{}", inbox.text());
    let group = world.choose_in_place(world.mia, &inbox, &unknown).await;
    assert_eq!(group.embeds[0].title, messages::GROUP_TITLE);
    let entry = group.selects[0].options[0].clone();
    let preview = world.choose(world.mia, &group, &entry.label).await;
    assert!(preview.content.contains(&unknown), "{}", preview.content);
    assert!(preview.text().contains("Answers 1 of the 1 question"), "{}", preview.text());
    let saved = world.press_in_place(world.mia, &preview, messages::SAVE_BUTTON).await;
    assert!(saved.content.contains("Answers 1 of the 1 question"), "{}", saved.content);
    assert_eq!(world.waiting().await, 0);
    let answer = world.ask_in(world.channel, world.ben, &world.to_bot(&unknown)).await;
    assert_eq!(answer.embeds[0].title, entry.label);

    let undo = world.press(world.mia, &saved, messages::UNDO_BUTTON).await;
    world.press_in_place(world.mia, &undo, messages::SAVE_BUTTON).await;
    let again = world.ask_in(world.channel, world.ben, &world.to_bot(&unknown)).await;
    assert_eq!(again.embeds[0].title, messages::MISS_TITLE);
    assert_eq!(world.waiting().await, 1);
}

#[tokio::test]
async fn a_miss_becomes_an_entry_or_is_never_answered_or_dismissed() {
    let world = World::start().await;
    let [unknown] = world.gaps();
    world.ask(&world.to_bot(&unknown)).await;
    let inbox = world.moderate("inbox", &[]).await;
    let group = world.choose_in_place(world.mia, &inbox, &unknown).await;
    let opened = world.press_only(world.mia, &group, messages::NEW_ENTRY_BUTTON);
    let form = world.discord.response_modal(opened).await;
    assert_eq!(form.inputs[0].value, unknown);
    let sent = world.discord.submit(world.mia, &form, &[("answer", "Some do.")]).await.unwrap();
    let preview = world.discord.response_message(sent).await;
    world.press_in_place(world.mia, &preview, messages::SAVE_BUTTON).await;
    let answer = world.ask_in(world.channel, world.ben, &world.to_bot(&unknown)).await;
    assert_eq!(answer.embeds[0].description, "Some do.");

    let [never] = world.gaps();
    world.ask_in(world.channel, world.ben, &world.to_bot(&never)).await;
    let inbox = world.moderate("inbox", &[]).await;
    let group = world.choose_in_place(world.mia, &inbox, &never).await;
    let preview = world.press(world.mia, &group, messages::NEVER_BUTTON).await;
    assert!(preview.content.contains("out_of_scope.toml"), "{}", preview.content);
    world.press_in_place(world.mia, &preview, messages::SAVE_BUTTON).await;
    assert!(world.file("out_of_scope.toml").contains(&never));
    world.ask_in(world.channel, world.ben, &world.to_bot(&never)).await;
    assert_eq!(world.waiting().await, 0, "it isn't kept any more");

    let [idle] = world.gaps();
    world.ask_in(world.channel, world.ben, &world.to_bot(&idle)).await;
    let inbox = world.moderate("inbox", &[]).await;
    let group = world.choose_in_place(world.mia, &inbox, &idle).await;
    let left = world.press_in_place(world.mia, &group, messages::DISMISS_BUTTON).await;
    assert!(left.text().contains(messages::INBOX_EMPTY), "{}", left.text());
}

#[tokio::test]
async fn not_helpful_and_none_of_these_reach_the_inbox() {
    let world = World::start().await;
    let question = world.to_bot("perfusionist pay");
    let answer = world.ask(&question).await;
    let other = world.press(world.ben, &answer, messages::NOT_HELPFUL_BUTTON).await;
    assert_eq!(other.content, messages::VOTED, "others vote, and only the asker's question is passed on");
    let noted = world.press(world.ada, &answer, messages::NOT_HELPFUL_BUTTON).await;
    assert_eq!(noted.content, messages::NOTED);
    let inbox = world.moderate("inbox", &[]).await;
    let group = world.choose_in_place(world.mia, &inbox, "perfusionist pay").await;
    assert!(group.text().contains("`perfusionist/pay` was not helpful"), "{}", group.text());

    let unsure = world.unsure();
    let world = World::start().await;
    let choice = world.answer_to("ask", &[("question", unsure.as_str().into())]).await;
    assert_eq!(choice.embeds[0].title, messages::SUGGEST_TITLE);
    let noted = world.press(world.ada, &choice, messages::DECLINE_BUTTON).await;
    assert_eq!(noted.content, messages::NOTED);
    let inbox = world.moderate("inbox", &[]).await;
    assert!(inbox.text().contains(&unsure), "{}", inbox.text());

    // What was chosen may turn out not to help.
    let label = choice.buttons[0].label.clone();
    let chosen = world.press_in_place(world.ada, &choice, &label).await;
    let noted = world.press(world.ada, &chosen, messages::NOT_HELPFUL_BUTTON).await;
    assert_eq!(noted.content, messages::NOTED);
}

#[tokio::test]
async fn members_decide_what_is_kept_of_them() {
    let world = World::start().await;
    let [unknown] = world.gaps();
    world.ask(&world.to_bot(&unknown)).await;
    let privacy = world.answer_to("privacy", &[]).await;
    assert!(privacy.text().contains("After 90 days"), "{}", privacy.text());
    let deleted = world.press(world.ada, &privacy, messages::FORGET_BUTTON).await;
    assert_eq!(deleted.content, messages::forgotten(1));
    assert_eq!(world.waiting().await, 0);
    world.press(world.ada, &privacy, messages::OPT_OUT_BUTTON).await;
    world.ask(&world.to_bot(&unknown)).await;
    assert_eq!(world.waiting().await, 0);
    let privacy = world.answer_to("privacy", &[]).await;
    world.press(world.ada, &privacy, messages::OPT_IN_BUTTON).await;
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
