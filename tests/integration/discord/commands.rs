//! Slash commands, autocompletion and the message command.

use super::knowledge::{self, MISS, PAY, SHADOWING, TRAINING};
use super::world::World;
use career_advisor::messages::Words;
use career_advisor::simulator::{ResponseKind, permissions};

#[tokio::test]
async fn the_commands_are_registered_for_servers_and_direct_messages() {
    let world = World::start().await;
    let mut names = world.discord.commands(None);
    names.sort();
    assert_eq!(
        names,
        ["Answer this question", "ask", "compare", "help", "listings", "privacy", "role", "settings", "topics"]
    );
    for command in world.discord.command_definitions(None) {
        if command["name"] == "settings" {
            assert_eq!(command["contexts"], serde_json::json!([0]), "what belongs to a server is offered there alone");
            assert_eq!(command["integration_types"], serde_json::json!([0]), "{command}");
            continue;
        }
        assert_eq!(command["contexts"], serde_json::json!([0, 1, 2]), "{command}");
        assert_eq!(command["integration_types"], serde_json::json!([0, 1]), "{command}");
    }
    world.log.wait_for("commands registered commands=1").await;
    let at_home = world.discord.commands(Some(world.guild));
    assert!(at_home.contains(&"knowledge".to_owned()), "moderators' is offered at home: {at_home:?}");
    assert_eq!(world.log.count("commands registered"), 2);
}

#[tokio::test]
async fn for_development_the_commands_are_registered_in_one_server() {
    let world = World::plan().commands_in_guild().start().await;
    assert_eq!(world.discord.commands(None), Vec::<String>::new());
    assert_eq!(world.discord.commands(Some(world.guild)).len(), 10);
}

#[tokio::test]
async fn ask_answers_with_question_source_date_and_buttons() {
    let world = World::start().await;
    let answer = world.answer_to("ask", &[("question", PAY.into())]).await;
    assert!(!answer.ephemeral);
    let embed = &answer.embeds[0];
    assert_eq!((embed.title.as_str(), embed.description.as_str()), (PAY, "About $130,000 a year."));
    assert_eq!(
        embed.fields[0].value,
        "[A career article](<https://healthcareers.example/perfusionist>), healthcareers.example, 1 June 2026"
    );
    assert_eq!(embed.footer, "Last checked by a moderator on 24 November 2026");
    let labels: Vec<&str> = answer.buttons.iter().map(|button| button.label.as_str()).collect();
    assert_eq!(
        labels,
        ["Is the job outlook for perfusionists good?", TRAINING, "Job listings", "Helpful", "Not helpful", "Remove"]
    );
}

#[tokio::test]
async fn an_overdue_answer_says_so() {
    let world = World::start().await;
    let answer = world.answer_to("ask", &[("question", TRAINING.into())]).await;
    assert_eq!(answer.embeds[0].fields[0].value, Words::ENGLISH.overdue());
}

#[tokio::test]
async fn ask_misses_and_suggests_in_private() {
    let world = World::start().await;
    let miss = world.answer_to("ask", &[("question", MISS.into())]).await;
    assert!(miss.ephemeral);
    assert_eq!(miss.embeds[0].title, Words::ENGLISH.miss_title());

    let suggest = world.answer_to("ask", &[("question", world.unsure().into())]).await;
    assert!(suggest.ephemeral);
    let titles = [Words::ENGLISH.suggest_title(), Words::ENGLISH.suggest_one_title()];
    assert!(titles.contains(&suggest.embeds[0].title.as_str()), "{}", suggest.text());
    let first = suggest.buttons[0].label.clone();
    let answer = world.press(world.ada, &suggest, &first).await;
    assert_eq!((answer.id, answer.embeds[0].title.clone()), (suggest.id, first), "the suggestions become the answer");
}

#[tokio::test]
async fn the_same_answer_is_shown_in_private_the_second_time() {
    let world = World::start().await;
    let first = world.answer_to("ask", &[("question", PAY.into())]).await;
    let second = world.answer_to("ask", &[("question", PAY.into())]).await;
    assert_eq!((first.ephemeral, second.ephemeral), (false, true));
    assert_eq!(second.embeds[0].title, PAY);
    // A mention points to it.
    world.until_known(&first).await;
    let pointer = world.ask(&world.to_bot(PAY)).await;
    assert!(pointer.content.contains(&first.id.to_string()), "{}", pointer.content);
}

#[tokio::test]
async fn role_shows_a_card_for_name_and_alias() {
    let world = World::start().await;
    let card = world.answer_to("role", &[("name", "perfusionist".into())]).await;
    assert_eq!(card.embeds[0].title, "Perfusionist");
    assert_eq!(card.embeds[0].description, "Runs the heart-lung machine.", "aliases are for matching alone");
    let fields: Vec<&str> = card.embeds[0].fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(
        fields,
        ["What they do", Words::ENGLISH.path(), "Pay", Words::ENGLISH.not_in_knowledge_base(), Words::ENGLISH.source()]
    );
    let answer = world.choose(world.ben, &card, PAY).await;
    assert!(answer.ephemeral, "whoever chooses reads it alone");
    assert_eq!(answer.embeds[0].title, PAY);
}

#[tokio::test]
async fn a_card_shows_its_path_as_a_picture_that_is_told_in_words_too() {
    let world = World::start().await;
    let card = world.answer_to("role", &[("name", "perfusionist".into())]).await;
    let shown = &card.embeds[0];
    let (kind, bytes) = world.discord.download(&shown.image).expect("a picture");
    assert_eq!((kind.as_str(), &bytes[..8]), ("image/png", &b"\x89PNG\r\n\x1a\n"[..]));
    assert!(shown.image_text.contains("Bachelor's degree") && shown.image_text.contains("4 years"), "{shown:?}");
    assert!(shown.fields[1].value.contains("Bachelor's degree (4 years)"), "all that it shows is in the text");
    assert!(card.attachments.is_empty());
}

#[tokio::test]
async fn a_card_goes_without_its_picture_where_the_bot_may_send_no_files() {
    let world = World::start().await;
    world.discord.deny_bot(world.channel, permissions::ATTACH_FILES);
    let card = world.answer_to("role", &[("name", "perfusionist".into())]).await;
    assert_eq!((card.embeds[0].title.as_str(), card.embeds[0].image.as_str()), ("Perfusionist", ""));
}

#[tokio::test]
async fn an_unknown_role_is_said_plainly() {
    let world = World::start().await;
    let answer = world.answer_to("role", &[("name", "zzyzx qqq".into())]).await;
    assert!(answer.ephemeral);
    assert!(answer.content.starts_with(Words::ENGLISH.unknown_role()), "{}", answer.content);
}

#[tokio::test]
async fn a_role_is_completed_while_it_is_typed() {
    let world = World::plan().knowledge(knowledge::large()).start().await;
    let all =
        world.discord.autocomplete(world.ada, world.channel, "role", &[("name", "".into())], "name").await.unwrap();
    assert_eq!(all.len(), 25);
    assert_eq!(all[0].name, "Perfusionist");
    let typed = [("role", "perf".into())];
    let some = world.discord.autocomplete(world.ada, world.channel, "listings", &typed, "role").await.unwrap();
    assert_eq!(some[0].name, "Perfusionist");
}

#[tokio::test]
async fn listings_say_that_they_lead_to_a_front_page() {
    let world = World::start().await;
    let of_role = world.answer_to("listings", &[("role", "Perfusionist".into())]).await;
    assert!(of_role.embeds[0].description.contains("only to the board's front page"), "{}", of_role.text());
    let all = world.answer_to("listings", &[]).await;
    assert!(all.embeds[0].description.contains("https://jobs.example/"));
}

#[tokio::test]
async fn help_and_privacy_are_private() {
    let world = World::start().await;
    let help = world.answer_to("help", &[]).await;
    assert!(help.ephemeral && help.embeds[0].description.contains("/topics"), "{}", help.text());
    let privacy = world.answer_to("privacy", &[]).await;
    assert!(privacy.ephemeral && privacy.embeds[0].description.contains("**Nothing else that you write is stored.**"));
}

#[tokio::test]
async fn commands_work_in_direct_messages_and_nothing_there_vanishes() {
    let world = World::start().await;
    let dm = world.discord.dm_channel(world.ada);
    for name in ["help", "topics", "privacy"] {
        let used = world.discord.run_command(world.ada, dm, name, &[]).unwrap();
        assert!(!world.discord.response_message(used).await.ephemeral);
    }
    for _ in 0..2 {
        let used = world.discord.run_command(world.ada, dm, "ask", &[("question", PAY.into())]).unwrap();
        let answer = world.discord.response_message(used).await;
        assert_eq!((answer.ephemeral, answer.embeds[0].title.as_str()), (false, PAY));
    }
}

#[tokio::test]
async fn answer_this_question_answers_another_members_message() {
    let world = World::start().await;
    let message = world.discord.say(world.ben, world.channel, SHADOWING);
    let used = world.discord.message_command(world.ada, world.channel, "Answer this question", message).unwrap();
    let answer = world.discord.response_message(used).await;
    assert!(answer.content.contains(&message.to_string()), "it links to the message: {}", answer.content);
    assert_eq!(answer.embeds[0].title, SHADOWING);
    assert!(answer.mentions.is_empty(), "an answer that names @everyone pings nobody");

    // The answer goes when the message does.
    world.until_known(&answer).await;
    world.discord.delete(message);
    world.until_deleted(answer.id).await;
}

#[tokio::test]
async fn answer_this_question_without_words_says_so() {
    let world = World::start().await;
    let message = world.discord.say(world.ben, world.channel, "?!");
    let used = world.discord.message_command(world.ada, world.channel, "Answer this question", message).unwrap();
    let answer = world.discord.response_message(used).await;
    assert_eq!((answer.ephemeral, answer.content.as_str()), (true, Words::ENGLISH.nothing_to_answer()));
}

#[tokio::test]
async fn asking_too_fast_is_held_back_in_private() {
    let world = World::start().await;
    for _ in 0..6 {
        assert_eq!(world.discord.response(world.command("help", &[])).await.kind, ResponseKind::Message);
    }
    for _ in 0..2 {
        let held = world.answer_to("help", &[]).await;
        assert_eq!((held.ephemeral, held.content.as_str()), (true, Words::ENGLISH.slow_down()));
    }
    let other = world.discord.run_command(world.ben, world.channel, "help", &[]).unwrap();
    assert!(world.discord.response_message(other).await.content.is_empty(), "others are not held back");
}
