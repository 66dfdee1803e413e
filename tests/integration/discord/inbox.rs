//! What was missed becomes knowledge.

use super::knowledge::{self, Files, PAY};
use super::world::{QUIET, World, decline_label};
use career_advisor::advisor::Context;
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
    // Not Ben, who was shown the answer a moment ago, so that what he asks now may follow up on it.
    let again = world.ask(&world.to_bot(&unknown)).await;
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
async fn what_a_role_has_nothing_on_has_a_name_and_its_new_entry_answers_the_standard_question() {
    let world = World::plan().knowledge(knowledge::with_trades()).start().await;
    let (tattoos, beards) = ("are tattoos okay for welders", "do most welders shave their beards");
    for (member, question) in [(world.ada, tattoos), (world.ben, tattoos), (world.mia, beards)] {
        let miss = world.ask_in(world.channel, member, &world.to_bot(question)).await;
        assert_eq!(miss.embeds[0].title, Words::ENGLISH.miss_title(), "{}", miss.text());
    }
    assert_eq!(world.waiting().await, 1);
    let inbox = world.moderate("inbox", &[]).await;
    let line = format!("Welder: Tattoos and appearance: “{tattoos}” – {}", Words::ENGLISH.times(3, 3));
    assert!(inbox.text().contains(&line), "{}", inbox.text());
    let group = world.choose_in_place(world.mia, &inbox, tattoos).await;
    assert!(group.text().contains(tattoos) && group.text().contains(beards), "{}", group.text());

    let opened = world.press_only(world.mia, &group, Words::ENGLISH.new_entry_button());
    let form = world.discord.response_modal(opened).await;
    assert_eq!(form.inputs[0].value, "Can a welder have tattoos, piercings, a beard or coloured hair?");
    let sent = world.discord.submit(world.mia, &form, &[("answer", "Most shops allow them.")]).await.unwrap();
    let preview = world.discord.response_message(sent).await;
    assert!(preview.content.contains("+standard = [\"tattoos\"]"), "{}", preview.content);
    world.press_in_place(world.mia, &preview, Words::ENGLISH.save_button()).await;
    let file = world.file("roles/3-welder.toml");
    let told = format!("standard = [\"tattoos\"]\nalso_asked = [\n  \"{tattoos}\",\n]\n");
    assert!(file.contains(&told), "{file}");
    let answer = world.ask_in(world.channel, world.ben, &world.to_bot(tattoos)).await;
    assert_eq!(answer.embeds[0].description, "Most shops allow them.");
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
    let noted = world.press(world.ada, &choice, decline_label(&choice)).await;
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
    let advisor = world.desk.serving.advisor();
    let pairs = knowledge::WORDS
        .iter()
        .flat_map(|one| knowledge::WORDS.map(|other| format!("how does the {one} {other} work?")));
    let is_gap = |question: &String| {
        let context = Context { after: None, said_before: None };
        advisor.overhear(question, context).is_some_and(|outcome| outcome.is_gap)
    };
    let unknown = pairs.into_iter().find(is_gap).expect("everything is answered");
    world.discord.say(world.ada, world.auto, "anyone up for pizza and football tonight");
    world.discord.say(world.ada, world.auto, &unknown);
    world.discord.no_message_within(world.auto, QUIET).await;
    let groups = world.desk.inbox().await.unwrap();
    let kept: Vec<&str> = groups.iter().map(|group| group.questions[0].text.as_str()).collect();
    assert_eq!(kept, [&unknown]);
}

/// As small, with topics that get no answer.
fn with_topics() -> Files {
    let mut files = knowledge::small();
    let topics = files.iter_mut().find(|(path, _)| path == "out_of_scope.toml").unwrap();
    topics.1 = "
[[topic]]
id = \"medical\"
examples = [\"should I have bypass surgery\", \"is my heart medicine safe\"]
reply = \"I can't give medical advice.\"
forget = true

[[topic]]
id = \"looks\"
examples = [\"may they wear piercings\", \"are tattoos allowed there\"]

[[topic]]
id = \"evenings\"
examples = [\"how long is the movie tonight\", \"what is on television\"]
reply = \"I only know careers.\"
"
    .to_owned();
    files
}

#[tokio::test]
async fn every_question_that_was_put_to_the_bot_and_got_no_answer_is_kept() {
    let world = World::plan().knowledge(with_topics()).start().await;
    let piercings = "may they wear piercings?";
    world.ask(&world.to_bot(piercings)).await;
    world.answer_to("ask", &[("question", "are tattoos allowed there?".into())]).await;
    let direct = world.discord.dm_channel(world.ben);
    world.ask_in(direct, world.ben, "how long is the movie tonight?").await;
    let message = world.discord.say(world.ben, world.off, "what is on television?");
    let used = world.discord.message_command(world.mia, world.off, "Answer this question", message).unwrap();
    world.discord.response_message(used).await;
    // Not these.
    world.ask_in(world.channel, world.mia, &world.to_bot("is my heart medicine safe?")).await;
    world.ask_in(world.channel, world.mia, &world.to_bot("thanks")).await;
    world.ask_in(world.channel, world.mia, &world.to_bot(&world.unsure())).await;
    world.discord.say(world.ben, world.auto, piercings);
    world.discord.no_message_within(world.auto, QUIET).await;
    let open = world.desk.store.open_misses().await.unwrap();
    let mut kept: Vec<&str> = open.iter().map(|miss| miss.question.as_str()).collect();
    kept.sort_unstable();
    let expected =
        ["are tattoos allowed there?", "how long is the movie tonight?", piercings, "what is on television?"];
    assert_eq!(kept, expected);
}

#[tokio::test]
async fn a_follow_up_is_kept_and_shown_with_what_it_follows() {
    let world = World::plan().knowledge(with_topics()).start().await;
    world.ask(&world.to_bot(PAY)).await;
    for member in [world.ada, world.ada] {
        world.ask_in(world.channel, member, &world.to_bot("and may they wear piercings?")).await;
    }
    let inbox = world.moderate("inbox", &[]).await;
    let follows = format!("“and may they wear piercings?” ({})", Words::ENGLISH.follows(PAY));
    assert!(inbox.text().contains(&follows) && inbox.text().contains("asked 2 times"), "{}", inbox.text());
    let group = world.choose_in_place(world.mia, &inbox, "piercings").await;
    assert!(group.text().contains(&follows), "{}", group.text());
}

#[tokio::test]
async fn what_was_only_overheard_is_kept_when_it_looks_like_ours_also_after_an_edit() {
    let world = World::plan().knowledge(with_topics()).start().await;
    let question = world.discord.say(world.ada, world.auto, PAY);
    let answer = world.discord.next_message(world.auto).await;
    world.discord.edit(question, "how long is the movie tonight");
    world.until_deleted(answer.id).await;
    assert_eq!(world.waiting().await, 0);
}
