//! Who is no moderator can't change anything, whatever they try.

use super::world::World;
use career_advisor::messages::Words;
use career_advisor::simulator::{OptionValue, permissions};

const FILE: &str = "roles/1-perfusionist.toml";

#[tokio::test]
async fn a_non_moderator_is_refused_in_every_way() {
    let world = World::start().await;
    let before = world.file(FILE);
    // Discord offers the command to whoever may manage messages, so Ben gets as far as the bot.
    let helper = world.discord.add_role_with(world.guild, "Helpers", permissions::MANAGE_MESSAGES);
    world.discord.set_roles(world.guild, world.ben, &[helper]);
    let entry = [("entry", OptionValue::from("perfusionist/pay"))];
    let mut refused = 0;
    let commands: [(&str, &[(&str, OptionValue)]); 11] = [
        ("status", &[]),
        ("check", &[]),
        ("reload", &[]),
        ("add", &[]),
        ("edit", &entry),
        ("retire", &entry),
        ("preview", &entry),
        ("history", &[]),
        ("undo", &[]),
        ("inbox", &[]),
        ("stats", &[]),
    ];
    for (name, given) in commands {
        let asked = world.moderator_command(world.ben, name, given);
        let answer = world.discord.response_message(asked).await;
        assert_eq!(
            (answer.content.as_str(), answer.ephemeral),
            (Words::ENGLISH.moderators_only(), true),
            "/knowledge {name}"
        );
        refused += 1;
    }
    let typed = [("entry", OptionValue::from("pay"))];
    let choices = world.discord.autocomplete(world.ben, world.channel, "knowledge edit", &typed, "entry").await;
    assert_eq!(choices.unwrap(), [], "not even the entries' ids are told");

    // The role is taken away between the form and Save, and a stale form comes after that.
    let opened = world.moderator_command(world.mia, "edit", &entry);
    let form = world.discord.response_modal(opened).await;
    let stale = world.discord.response_modal(world.moderator_command(world.mia, "edit", &entry)).await;
    let sent = world.discord.submit(world.mia, &form, &[("answer", "Changed.")]).await.unwrap();
    let preview = world.discord.response_message(sent).await;
    world.discord.set_roles(world.guild, world.mia, &[helper]);
    for label in [
        Words::ENGLISH.save_button(),
        Words::ENGLISH.cancel_button(),
        Words::ENGLISH.texts_button(),
        Words::ENGLISH.details_button(),
    ] {
        let answer = world.press(world.mia, &preview, label).await;
        assert_eq!(answer.content, Words::ENGLISH.moderators_only(), "{label}");
        refused += 1;
    }
    let sent = world.discord.submit(world.mia, &stale, &[("answer", "Changed.")]).await.unwrap();
    assert_eq!(world.discord.response_message(sent).await.content, Words::ENGLISH.moderators_only());
    refused += 1;

    // A moderator's draft is nobody else's, not even another moderator's.
    world.discord.set_roles(world.guild, world.mia, &[world.moderators]);
    world.discord.set_roles(world.guild, world.ben, &[world.moderators]);
    let save = &preview.button(Words::ENGLISH.save_button()).unwrap().custom_id;
    let own = world.moderate("history", &[]).await;
    assert!(world.discord.press(world.ben, preview.id, save).is_err(), "Discord shows it to Mia alone");
    assert!(own.ephemeral);
    assert_eq!(world.file(FILE), before);
    assert_eq!(world.desk.store.count_edits().await.unwrap(), 0);
    assert_eq!(world.log.count("refused: only moderators"), refused + 1, "each is a line in the log");
}

#[tokio::test]
async fn in_other_servers_and_in_direct_messages_nothing_is_offered() {
    let world = World::start().await;
    let other = world.discord.add_guild("Elsewhere");
    let channel = world.discord.add_channel(other, "talk");
    let role = world.discord.add_role_with(other, "Moderators", permissions::MANAGE_MESSAGES);
    world.discord.join(other, world.mia, &[role]);
    for channel in [channel, world.discord.dm_channel(world.mia)] {
        assert!(world.discord.run_command(world.mia, channel, "knowledge status", &[]).is_err());
    }
}
