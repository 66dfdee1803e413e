//! What a member of the real Discord can't do, the handle refuses.

use career_advisor::simulator::{MessageId, OptionValue, Refusal};
use rstest::rstest;
use serde_json::json;

use super::Scene;
use super::played::Played;

#[rstest]
#[case::unregistered("nope", &[], "no command 'nope'")]
#[case::missing("role", &[], "requires the option 'name'")]
#[case::unknown("help", &[("x", "y".into())], "has no option 'x'")]
#[case::kind("role", &[("name", 5.into())], "can't hold")]
#[case::empty("role", &[("name", " ".into())], "can't be sent empty")]
#[case::below("role", &[("name", "x".into()), ("count", 0.into())], "below its min_value of 1")]
#[case::above("role", &[("name", "x".into()), ("count", 6.into())], "above its max_value of 5")]
#[case::choice("role", &[("name", "x".into()), ("size", "xl".into())], "offers no choice")]
#[case::permission("admin", &[], "is not offered to user")]
#[case::context("private", &[], "is not offered in context 0")]
#[case::subcommand("help me", &[], "has no subcommand 'me'")]
#[tokio::test]
async fn a_command_that_no_member_could_use(
    #[case] name: &str,
    #[case] given: &[(&str, OptionValue)],
    #[case] reason: &str,
) {
    let played = Played::new().await;
    let scene = &played.scene;
    let used = scene.discord.run_command(scene.ada, scene.channel, name, given);
    let refused: Refusal = used.unwrap_err();
    assert!(refused.to_string().contains(reason), "{refused}");
}

#[tokio::test]
async fn commands_are_offered_where_and_to_whom_they_are_meant() {
    let played = Played::new().await;
    let (scene, discord) = (&played.scene, &played.scene.discord);
    let owner = discord.owner(scene.guild);
    discord.run_command(owner, scene.channel, "admin", &[]).unwrap();
    let dm = discord.dm_channel(scene.ada);
    discord.run_command(scene.ada, dm, "private", &[]).unwrap();
    // A guild's own command hides the global one of the same name, there alone.
    let path = format!("/applications/{}/guilds/{}/commands", discord.bot(), scene.guild);
    let own =
        json!({ "name": "help", "description": "d", "options": [{ "type": 3, "name": "own", "description": "d" }] });
    assert_eq!(played.rest.post(&path, own).await.0, 201);
    let given = [("own", "x".into())];
    discord.run_command(scene.ada, scene.channel, "help", &given).unwrap();
    assert!(discord.run_command(scene.ada, dm, "help", &given).is_err());
}

#[rstest]
#[case::unknown("nope", "has no component 'nope', only 'go', 'off'")]
#[case::disabled("off", "is disabled")]
#[tokio::test]
async fn a_button_that_no_member_could_press(#[case] id: &str, #[case] reason: &str) {
    let played = Played::new().await;
    let message = played.with_button(0).await;
    let pressed = played.scene.discord.press(played.scene.ada, message.id, id);
    let refused = pressed.unwrap_err();
    assert!(refused.to_string().contains(reason), "{refused}");
}

#[tokio::test]
async fn a_menu_takes_only_what_it_offers() {
    let played = Played::new().await;
    let (scene, discord) = (&played.scene, &played.scene.discord);
    let options = json!([{ "label": "A", "value": "a" }, { "label": "B", "value": "b" }]);
    let menu = json!({ "type": 3, "custom_id": "pick", "options": options });
    let body = json!({ "content": "x", "components": [{ "type": 1, "components": [menu] }] });
    played.rest.post(&format!("/channels/{}/messages", scene.channel), body).await;
    let message = discord.next_message(scene.channel).await;
    for (values, reason) in
        [(&["c"][..], "doesn't offer 'c'"), (&["a", "b"], "takes 1 to 1 values"), (&[], "takes 1 to 1 values")]
    {
        let refused = discord.choose(scene.ada, message.id, "pick", values).unwrap_err();
        assert!(refused.to_string().contains(reason), "{refused}");
    }
    discord.choose(scene.ada, message.id, "pick", &["a"]).unwrap();
    discord.delete(message.id);
    let refused = discord.choose(scene.ada, message.id, "pick", &["a"]).unwrap_err();
    assert!(refused.to_string().contains("unknown or deleted"), "{refused}");
}

#[tokio::test]
async fn members_can_t_do_what_discord_does_not_let_them() {
    let scene = Scene::new().await;
    let (discord, ada) = (&scene.discord, scene.ada);
    let stranger = discord.add_user("Eve");
    let long = "x".repeat(2001);
    for (user, text, reason) in
        [(ada, "  ", "an empty message"), (ada, long.as_str(), "more than 2000"), (stranger, "Hi", "can't see channel")]
    {
        let refused = discord.try_say(user, scene.channel, text).unwrap_err();
        assert!(refused.to_string().contains(reason), "{refused}");
    }
    let dm = discord.dm_channel(ada);
    assert!(discord.try_say(stranger, dm, "Hi").is_err(), "somebody else's DM");
    let nowhere = discord.try_reply(ada, scene.channel, MessageId::new(1), "Hi", true);
    assert!(nowhere.unwrap_err().to_string().contains("unknown or deleted"));
}
