//! Moderators edit knowledge from Discord.

use super::knowledge::{self, OUTLOOK, PAY, TRAINING};
use super::world::World;
use career_advisor::messages::Words;
use career_advisor::simulator::{Choice, Message, OptionValue, UserId, permissions};

const FILE: &str = "roles/1-perfusionist.toml";

fn entry(id: &str) -> [(&'static str, OptionValue); 1] {
    [("entry", OptionValue::from(id))]
}

impl World {
    /// Opens the form of an entry and sends it with these fields changed; returns the preview.
    async fn edit_entry(&self, who: UserId, id: &str, changed: &[(&str, &str)]) -> Message {
        let opened = self.moderator_command(who, "edit", &entry(id));
        let form = self.discord.response_modal(opened).await;
        let sent = self.discord.submit(who, &form, changed).await.unwrap();
        self.discord.response_message(sent).await
    }

    /// The standard questions that a new entry may answer, for what was typed so far.
    async fn standard_questions(&self, who: UserId, typed: &str) -> Vec<Choice> {
        let typed = [("standard", OptionValue::from(typed))];
        self.discord.autocomplete(who, self.channel, "knowledge add", &typed, "standard").await.unwrap()
    }
}

#[tokio::test]
async fn an_answer_is_edited_served_and_undone() {
    let world = World::start().await;
    let before = world.file(FILE);
    let opened = world.moderator_command(world.mia, "edit", &entry("perfusionist/pay"));
    let form = world.discord.response_modal(opened).await;
    assert_eq!(form.inputs[0].value, PAY, "the form holds what is there");
    assert_eq!(form.inputs[1].value, "About $130,000 a year.");

    let sent = world.discord.submit(world.mia, &form, &[("answer", "About $140,000 a year.")]).await.unwrap();
    let preview = world.discord.response_message(sent).await;
    assert!(preview.ephemeral);
    assert_eq!(preview.embeds[0].title, PAY);
    assert_eq!(preview.embeds[0].description, "About $140,000 a year.");
    assert!(preview.content.contains("-answer = \"About $130,000 a year.\""), "{}", preview.content);
    assert!(preview.content.contains("+answer = \"About $140,000 a year.\""), "{}", preview.content);
    assert_eq!(world.file(FILE), before, "nothing is written before Save");

    let saved = world.press_in_place(world.mia, &preview, Words::ENGLISH.save_button()).await;
    assert!(saved.content.contains("Edit perfusionist/pay"), "{}", saved.content);
    assert_eq!(world.file(FILE), before.replace("answer = \"About $130,000", "answer = \"About $140,000"));
    let answer = world.ask(&world.to_bot(PAY)).await;
    assert_eq!(answer.embeds[0].description, "About $140,000 a year.");

    let history = world.moderate("history", &[]).await;
    assert!(history.embeds[0].description.contains("Edit perfusionist/pay – Mia"), "{}", history.text());
    let preview = world.moderate("undo", &[]).await;
    assert_eq!(preview.embeds[0].description, "About $130,000 a year.");
    world.press_in_place(world.mia, &preview, Words::ENGLISH.save_button()).await;
    assert_eq!(world.file(FILE), before, "byte for byte");
    assert_eq!(world.desk.serving.advisor().answer("perfusionist/pay").unwrap().text, "About $130,000 a year.");
    let again = world.moderate("undo", &[("number", OptionValue::from(1_i64))]).await;
    assert!(again.content.contains("undone already"), "{}", again.content);
}

#[tokio::test]
async fn phrasings_and_dates_have_a_form_of_their_own() {
    let world = World::start().await;
    let preview = world.edit_entry(world.mia, "perfusionist/outlook", &[("question", "How is the job outlook?")]).await;
    let opened = world.press_only(world.mia, &preview, Words::ENGLISH.details_button());
    let form = world.discord.response_modal(opened).await;
    assert_eq!(form.inputs[0].value.lines().count(), 2);
    let bad =
        world.discord.submit(world.mia, &form, &[("review_by", "soon"), ("not_for", "will it rain")]).await.unwrap();
    let bad = world.discord.response_message(bad).await;
    assert!(bad.content.contains("“soon” is no date"), "{}", bad.content);

    let opened = world.press_only(world.mia, &bad, Words::ENGLISH.details_button());
    let form = world.discord.response_modal(opened).await;
    assert_eq!(form.inputs[2].value, "will it rain", "what was typed is still there");
    let changes = [("also_asked", "is there a future in perfusion\nwill it grow"), ("review_by", "2027-11-24")];
    let sent = world.discord.submit(world.mia, &form, &changes).await.unwrap();
    let preview = world.discord.response_message(sent).await;
    world.press_in_place(world.mia, &preview, Words::ENGLISH.save_button()).await;
    let text = world.file(FILE);
    assert!(text.contains("question = \"How is the job outlook?\""), "{text}");
    assert!(text.contains("is there a future in perfusion") && !text.contains("are perfusionists in demand"), "{text}");
    assert!(text.contains("review_by = 2027-11-24"), "{text}");
}

#[tokio::test]
async fn a_new_entry_is_written_and_answers() {
    let world = World::start().await;
    let opened = world.moderator_command(world.mia, "add", &[("file", OptionValue::from("faq/general.toml"))]);
    let form = world.discord.response_modal(opened).await;
    let texts = [("question", "Which shoes do people wear at work?"), ("answer", "Clogs that can be washed.")];
    let sent = world.discord.submit(world.mia, &form, &texts).await.unwrap();
    let preview = world.discord.response_message(sent).await;
    assert!(preview.content.contains("id = \"which-shoes-do-people-wear-at-work\""), "{}", preview.content);
    let saved = world.press_in_place(world.mia, &preview, Words::ENGLISH.save_button()).await;
    assert!(saved.content.contains("Add faq/which-shoes-do-people-wear-at-work"), "{}", saved.content);
    let answer = world.ask(&world.to_bot("which shoes do people wear at work")).await;
    assert_eq!(answer.embeds[0].description, "Clogs that can be washed.");
}

#[tokio::test]
async fn a_new_entry_may_answer_a_standard_question_that_its_role_has_nothing_on() {
    let mut files = knowledge::small();
    let perfusionist = files.iter_mut().find(|(path, _)| path == FILE).unwrap();
    perfusionist.1 = perfusionist.1.replace("id = \"pay\"\n", "id = \"pay\"\nstandard = [\"pay\"]\n");
    let world = World::plan().knowledge(files).start().await;
    let offered = world.standard_questions(world.mia, "pay").await;
    let has = |value: &str| offered.iter().any(|choice| choice.value == value);
    assert!(has("perfusionist/top-pay") && !has("perfusionist/pay"), "{offered:#?}");
    let choice = offered.iter().find(|choice| choice.name == "Cardiac sonographer: Pay").expect("a choice");
    assert_eq!(choice.value, "sonographer/pay");

    let opened = world.moderator_command(world.mia, "add", &[("standard", OptionValue::from("sonographer/pay"))]);
    let form = world.discord.response_modal(opened).await;
    assert_eq!(form.inputs[0].value, "How much does a cardiac sonographer earn?");
    let sent = world.discord.submit(world.mia, &form, &[("answer", "About $90,000 a year.")]).await.unwrap();
    let preview = world.discord.response_message(sent).await;
    assert!(preview.content.contains("+standard = [\"pay\"]"), "{}", preview.content);
    world.press_in_place(world.mia, &preview, Words::ENGLISH.save_button()).await;
    let file = world.file("roles/2-sonographer.toml");
    assert!(file.contains("cardiac sonographer earn?\"\nstandard = [\"pay\"]\n"), "{file}");
    let left = world.standard_questions(world.mia, "sonographer: pay").await;
    assert!(!left.is_empty() && left.iter().all(|choice| choice.value != "sonographer/pay"), "{left:#?}");
}

#[tokio::test]
async fn standard_questions_are_offered_to_moderators_alone_and_nothing_else_is_taken() {
    let world = World::start().await;
    let helper = world.discord.add_role_with(world.guild, "Helpers", permissions::MANAGE_MESSAGES);
    world.discord.set_roles(world.guild, world.ben, &[helper]);
    let told = world.standard_questions(world.ben, "pay").await;
    assert!(told.is_empty(), "not even what is missing is told: {told:#?}");
    assert_eq!(world.log.count("refused: only moderators"), 1, "once for all of them");
    for unknown in ["perfusionist/nothing", "nobody/pay", "Perfusionist: Pay"] {
        let refused = world.moderate("add", &[("standard", OptionValue::from(unknown))]).await;
        assert_eq!(refused.content, Words::ENGLISH.no_such_standard(), "{unknown}");
    }
    let both = [("file", OptionValue::from(FILE)), ("standard", OptionValue::from("perfusionist/top-pay"))];
    let refused = world.moderate("add", &both).await;
    assert_eq!(refused.content, Words::ENGLISH.standard_and_file());
}

#[tokio::test]
async fn what_would_break_the_folder_isnt_saved_and_isnt_lost() {
    let world = World::start().await;
    let before = world.file(FILE);
    let preview = world.edit_entry(world.mia, "perfusionist/pay", &[("sources", "nowhere")]).await;
    assert!(preview.button(Words::ENGLISH.save_button()).is_none(), "{}", preview.text());
    let told = preview.embeds[0].fields.iter().find(|field| field.name == Words::ENGLISH.problems_field()).unwrap();
    assert!(told.value.contains("unknown-reference") && told.value.contains(FILE), "{}", told.value);
    let opened = world.press_only(world.mia, &preview, Words::ENGLISH.texts_button());
    let form = world.discord.response_modal(opened).await;
    assert_eq!(form.inputs[3].value, "nowhere", "what was typed is still there");
    assert_eq!(world.file(FILE), before);
}

#[tokio::test]
async fn of_two_moderators_the_second_sees_the_firsts_change() {
    let world = World::start().await;
    let max = world.discord.add_member(world.guild, "Max", &[world.moderators]);
    let one = world.edit_entry(world.mia, "perfusionist/pay", &[("answer", "Mia's answer.")]).await;
    let two = world.edit_entry(max, "perfusionist/pay", &[("answer", "Max's answer.")]).await;
    world.press_in_place(world.mia, &one, Words::ENGLISH.save_button()).await;
    let conflict = world.press_in_place(max, &two, Words::ENGLISH.save_button()).await;
    assert!(conflict.content.contains("+answer: Mia's answer."), "{}", conflict.content);
    assert!(world.file(FILE).contains("Mia's answer.") && !world.file(FILE).contains("Max's"));

    // Max looks at it, and saves all the same.
    let opened = world.press_only(max, &conflict, Words::ENGLISH.texts_button());
    let form = world.discord.response_modal(opened).await;
    assert_eq!(form.inputs[1].value, "Max's answer.");
    let sent = world.discord.submit(max, &form, &[]).await.unwrap();
    let preview = world.discord.response_message(sent).await;
    assert!(preview.content.contains("-answer = \"Mia's answer.\""), "{}", preview.content);
    world.press_in_place(max, &preview, Words::ENGLISH.save_button()).await;
    assert!(world.file(FILE).contains("Max's answer."));
}

#[tokio::test]
async fn a_file_that_changes_under_an_open_edit_is_noticed_and_nothing_is_overwritten() {
    let world = World::start().await;
    let preview = world.edit_entry(world.mia, "perfusionist/pay", &[("answer", "From Discord.")]).await;
    // Another entry of the same file is changed: both changes stand.
    world.write(FILE, &world.file(FILE).replace("About six to seven years.", "Seven years."));
    world.press_in_place(world.mia, &preview, Words::ENGLISH.save_button()).await;
    assert!(world.file(FILE).contains("Seven years.") && world.file(FILE).contains("From Discord."));

    // The same entry is changed.
    let preview = world.edit_entry(world.mia, "perfusionist/pay", &[("answer", "From Discord again.")]).await;
    world.write(FILE, &world.file(FILE).replace("From Discord.", "From an editor."));
    let conflict = world.press_in_place(world.mia, &preview, Words::ENGLISH.save_button()).await;
    assert!(conflict.content.contains("+answer: From an editor."), "{}", conflict.content);
    assert!(world.file(FILE).contains("From an editor."));
}

#[tokio::test]
async fn undo_spares_what_came_after_and_refuses_what_it_would_overwrite() {
    let world = World::start().await;
    for (id, answer) in [("perfusionist/pay", "One."), ("perfusionist/outlook", "Two."), ("perfusionist/pay", "Three.")]
    {
        let preview = world.edit_entry(world.mia, id, &[("answer", answer)]).await;
        world.press_in_place(world.mia, &preview, Words::ENGLISH.save_button()).await;
    }
    let refused = world.moderate("undo", &[("number", OptionValue::from(1_i64))]).await;
    assert!(refused.content.contains("changed again since"), "{}", refused.content);
    let preview = world.moderate("undo", &[("number", OptionValue::from(2_i64))]).await;
    world.press_in_place(world.mia, &preview, Words::ENGLISH.save_button()).await;
    let text = world.file(FILE);
    assert!(text.contains("Yes, it grows.") && text.contains("Three.") && !text.contains("Two."), "{text}");
    let unknown = world.moderate("undo", &[("number", OptionValue::from(99_i64))]).await;
    assert!(unknown.content.contains("no edit 99"), "{}", unknown.content);
}

#[tokio::test]
async fn an_entry_is_retired_and_brought_back() {
    let world = World::start().await;
    let before = world.file(FILE);
    let preview = world.moderate("retire", &entry("perfusionist/outlook")).await;
    assert!(preview.content.contains("+retired = true"), "{}", preview.content);
    world.press_in_place(world.mia, &preview, Words::ENGLISH.save_button()).await;
    assert!(world.desk.serving.advisor().answer("perfusionist/outlook").is_none());
    let back = [entry("perfusionist/outlook")[0].clone(), ("bring_back", OptionValue::from(true))];
    let preview = world.moderate("retire", &back).await;
    assert_eq!(preview.embeds[0].title, OUTLOOK);
    world.press_in_place(world.mia, &preview, Words::ENGLISH.save_button()).await;
    assert_eq!(world.file(FILE), before);
    assert!(world.desk.serving.advisor().answer("perfusionist/outlook").is_some());
}

#[tokio::test]
async fn the_rest_tells_what_is_there() {
    let world = World::start().await;
    let status = world.moderate("status", &[]).await;
    assert!(status.text().contains("2 roles, 6 entries"), "{}", status.text());
    let check = world.moderate("check", &[]).await;
    assert!(check.text().contains("review-order"), "{}", check.text());
    let preview = world.moderate("preview", &entry("perfusionist/training")).await;
    assert!(preview.ephemeral && preview.embeds[0].title == TRAINING && preview.buttons.is_empty());
    let stats = world.moderate("stats", &[]).await;
    assert!(stats.text().contains("0 edits"), "{}", stats.text());
    let reload = world.moderate("reload", &[]).await;
    assert_eq!(reload.content, Words::ENGLISH.reloaded_same());
    let gone = world.moderate("edit", &entry("perfusionist/nothing")).await;
    assert!(gone.content.contains("no entry `perfusionist/nothing`"), "{}", gone.content);

    let typed = entry("outlook");
    let choices =
        world.discord.autocomplete(world.mia, world.channel, "knowledge edit", &typed, "entry").await.unwrap();
    assert_eq!(choices[0].value, "perfusionist/outlook");
}

#[tokio::test]
async fn cancel_drops_the_draft() {
    let world = World::start().await;
    let before = world.file(FILE);
    let preview = world.edit_entry(world.mia, "perfusionist/pay", &[("answer", "Never mind.")]).await;
    let cancelled = world.press_in_place(world.mia, &preview, Words::ENGLISH.cancel_button()).await;
    assert_eq!(cancelled.content, Words::ENGLISH.cancelled());
    let late =
        world.discord.press(world.mia, preview.id, &preview.button(Words::ENGLISH.save_button()).unwrap().custom_id);
    assert!(late.is_err(), "the button is gone");
    assert_eq!(world.file(FILE), before);
}
