//! What members wrote is shown under the bot's name without links and markup.

use super::knowledge::{MISS, PAY};
use super::world::World;
use career_advisor::messages::Words;
use career_advisor::simulator::Message;

/// What nobody may make the bot say, around a question.
fn laden(question: &str) -> String {
    format!(
        "[free nitro](https://evil.example) \u{202e}{question}\u{0}\u{1b} # big\n||hidden|| `code` h\u{300}\u{301}\u{302}\u{303}i discord.gg/abc @everyone"
    )
}

/// The same as it may be shown.
fn shown(question: &str) -> String {
    format!("free nitro {question} # big \\|\\|hidden\\|\\| \\`code\\` h\u{300}\u{301}i everyone")
}

async fn asked(world: &World, question: &str) -> Message {
    world.answer_to("ask", &[("question", question.into())]).await
}

#[tokio::test]
async fn the_question_above_an_answer_is_plain_words() {
    let world = World::start().await;
    let answer = asked(&world, &format!("[{PAY}](https://evil.example)")).await;
    assert_eq!((answer.content.as_str(), answer.embeds[0].title.as_str()), (format!("> {PAY}").as_str(), PAY));
    let miss = asked(&world, &laden(MISS)).await;
    assert_eq!(miss.content, format!("> {}", shown(MISS)));
    let nothing = asked(&world, "discord.gg/abc").await;
    assert!(nothing.content.is_empty() || nothing.content == "> …", "{}", nothing.content);
}

#[tokio::test]
async fn a_question_that_is_read_back_is_stored_as_it_was_shown() {
    let world = World::start().await;
    let answer = asked(&world, &format!("{PAY} *please* [tell](https://evil.example)")).await;
    assert_eq!(answer.content, format!("> {PAY} \\*please\\* tell"));
    let noted = world.press(world.ada, &answer, Words::ENGLISH.not_helpful_button()).await;
    assert_eq!(noted.content, Words::ENGLISH.noted());
    let kept = world.desk.store.open_misses().await.unwrap();
    assert_eq!(kept[0].question, format!("{PAY} *please* tell"));
}

#[tokio::test]
async fn moderators_and_threads_get_plain_words() {
    let world = World::start().await;
    let miss = world.ask(&world.to_bot(&laden(MISS))).await;
    world.press(world.ada, &miss, Words::ENGLISH.ask_moderators_button()).await;
    let question = world.discord.next_message(world.moderators_channel).await;
    assert!(question.content.ends_with(&format!(">>> {}", shown(MISS))), "{:?}", question.content);

    let owner = world.discord.owner(world.guild);
    let set = world.discord.run_command(owner, world.channel, "settings server", &[("ask", 1.into())]).unwrap();
    world.discord.response_message(set).await;
    let miss = world.ask(&world.to_bot(&laden(MISS))).await;
    world.press(world.ada, &miss, Words::ENGLISH.ask_moderators_button()).await;
    let opened = world.discord.requests().into_iter().find(|request| request.path.ends_with("/threads")).unwrap();
    let name = opened.body["name"].as_str().unwrap().to_owned();
    assert!(name.starts_with(&format!("free nitro {MISS} # big ||hidden||")), "{name:?}");
    assert!(!name.contains("discord.gg") && !name.contains('\u{202e}'), "{name:?}");
}

#[tokio::test]
async fn the_inbox_shows_plain_words_and_its_forms_no_control_characters() {
    let world = World::start().await;
    let [unknown] = world.gaps();
    world.ask(&world.to_bot(&laden(&unknown))).await;
    let inbox = world.moderate("inbox", &[]).await;
    let listed = &inbox.embeds[0].description;
    assert!(listed.contains(&format!("free nitro {unknown} # big \\|\\|hidden")), "{listed}");
    let option = &inbox.selects[0].options[0].label;
    assert!(option.contains(&format!("free nitro {unknown} # big ||hidden||")), "{option}");
    let group = world.choose_in_place(world.mia, &inbox, "free nitro").await;
    assert!(group.embeds[0].description.contains(&shown(&unknown)), "{}", group.text());
    let opened = world.press_only(world.mia, &group, Words::ENGLISH.new_entry_button());
    let form = world.discord.response_modal(opened).await;
    let value = &form.inputs[0].value;
    assert!(
        value.contains("[free nitro](https://evil.example)") && !value.contains(['\u{202e}', '\0', '\u{1b}']),
        "{value:?}"
    );
}
