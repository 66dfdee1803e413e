//! Commands and how many of them.

use career_advisor::simulator::GuildId;
use rstest::rstest;
use serde_json::{Value, json};

use super::{chars, with};
use crate::simulator::Scene;
use crate::simulator::raw::{Rest, breaches, code};

fn slash(key: &str, value: Value) -> Value {
    with(json!({ "name": "role", "description": "Shows a role" }), key, value)
}

fn option(key: &str, value: Value) -> Value {
    let base = json!({ "type": 3, "name": "name", "description": "d" });
    slash("options", json!([with(base, key, value)]))
}

fn named_options(count: usize) -> Value {
    let list = (0..count).map(|i| json!({ "type": 3, "name": format!("o{i}"), "description": "d" }));
    slash("options", list.collect())
}

fn named_choices(count: usize) -> Value {
    let list = (0..count).map(|i| json!({ "name": format!("c{i}"), "value": i.to_string() }));
    option("choices", list.collect())
}

fn two_options(first: Value, second: Value) -> Value {
    let base =
        |name: &str, required: Value| json!({ "type": 3, "name": name, "description": "d", "required": required });
    slash("options", json!([base("a", first), base("b", second)]))
}

const SUB: u64 = 1;

fn menu(key: &str, value: Value) -> Value {
    with(json!({ "type": 3, "name": "Answer this question" }), key, value)
}

#[rstest]
#[case::name(slash("name", json!("ro_le-1")), slash("name", json!("Role")), "name APPLICATION_COMMAND_INVALID_NAME")]
#[case::name_blank(slash("name", json!("rôle")), slash("name", json!("a role")), "name APPLICATION_COMMAND_INVALID_NAME")]
#[case::name_length(slash("name", json!(chars(32))), slash("name", json!(chars(33))), "name BASE_TYPE_BAD_LENGTH")]
#[case::description(slash("description", json!(chars(100))), slash("description", json!(chars(101))), "description BASE_TYPE_BAD_LENGTH")]
#[case::no_description(slash("type", json!(1)), slash("description", Value::Null), "description BASE_TYPE_REQUIRED")]
#[case::empty_description(slash("type", json!(1)), slash("description", json!("")), "description BASE_TYPE_BAD_LENGTH")]
#[case::options(named_options(25), named_options(26), "options BASE_TYPE_MAX_LENGTH")]
#[case::option_name(option("name", json!("na-me")), option("name", json!("Name")), "options.0.name APPLICATION_COMMAND_INVALID_NAME")]
#[case::option_description(option("description", json!("d")), option("description", json!("")), "options.0.description BASE_TYPE_BAD_LENGTH")]
#[case::option_type(option("type", json!(11)), option("type", json!(12)), "options.0.type BASE_TYPE_CHOICES")]
#[case::choices(named_choices(25), named_choices(26), "options.0.choices BASE_TYPE_MAX_LENGTH")]
#[case::choice_name(
    option("choices", json!([{ "name": chars(100), "value": "v" }])),
    option("choices", json!([{ "name": chars(101), "value": "v" }])),
    "options.0.choices.0.name BASE_TYPE_BAD_LENGTH"
)]
#[case::choice_value(
    option("choices", json!([{ "name": "n", "value": chars(100) }])),
    option("choices", json!([{ "name": "n", "value": chars(101) }])),
    "options.0.choices.0.value BASE_TYPE_BAD_LENGTH"
)]
#[case::required_last(
    two_options(json!(true), json!(false)),
    two_options(json!(false), json!(true)),
    "options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
)]
#[case::required_last_in_subcommand(
    slash("options", json!([{ "type": SUB, "name": "s", "description": "d", "options": two_options(json!(true), json!(false))["options"] }])),
    slash("options", json!([{ "type": SUB, "name": "s", "description": "d", "options": two_options(json!(false), json!(true))["options"] }])),
    "options.0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
)]
#[case::option_twice(
    slash("options", json!([{ "type": 3, "name": "a", "description": "d" }, { "type": 3, "name": "b", "description": "d" }])),
    slash("options", json!([{ "type": 3, "name": "a", "description": "d" }, { "type": 3, "name": "a", "description": "d" }])),
    "options.1 APPLICATION_COMMAND_OPTIONS_NAME_INVALID"
)]
#[case::subcommand_beside_option(
    slash("options", json!([{ "type": SUB, "name": "a", "description": "d" }, { "type": SUB, "name": "b", "description": "d" }])),
    slash("options", json!([{ "type": SUB, "name": "a", "description": "d" }, { "type": 3, "name": "b", "description": "d" }])),
    "options.0 APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
)]
#[case::locale(
    slash("name_localizations", json!({ "de": "rolle" })),
    slash("name_localizations", json!({ "pt_BR": "papel" })),
    "name_localizations.pt_BR BASE_TYPE_CHOICES"
)]
#[case::localised_name(
    slash("name_localizations", json!({ "de": "rolle" })),
    slash("name_localizations", json!({ "de": "Rolle" })),
    "name_localizations.de APPLICATION_COMMAND_INVALID_NAME"
)]
#[case::context(slash("contexts", json!([0, 1, 2])), slash("contexts", json!([3])), "contexts.0 BASE_TYPE_CHOICES")]
#[case::size(
    slash("options", json!(long_choices(75))),
    slash("options", json!(long_choices(85))),
    " APPLICATION_COMMAND_TOO_LARGE"
)]
#[case::menu_name(menu("name", json!(chars(32))), menu("name", json!(chars(33))), "name BASE_TYPE_BAD_LENGTH")]
#[case::menu_description(menu("description", json!("")), menu("description", json!("d")), "description APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION")]
#[case::kind(menu("type", json!(2)), menu("type", json!(9)), "type BASE_TYPE_CHOICES")]
#[tokio::test]
async fn a_command(#[case] passes: Value, #[case] breaks: Value, #[case] breach: &str) {
    let scene = Scene::new().await;
    let rest = Rest::new(&scene.discord);
    let path = format!("/applications/{}/commands", scene.discord.bot());
    let broken = rest.post(&path, breaks.clone()).await;
    assert_eq!((broken.0, breaches(&broken.1)), (400, vec![breach.to_owned()]));
    let (status, body) = rest.post(&path, passes.clone()).await;
    assert_eq!(status, 201, "{body}");

    // In bulk the path begins with the command's index.
    let bulk = rest.call("PUT", &path, json!([passes, with(breaks, "name_", json!(1))])).await;
    let place = breach.trim_start();
    let separator = if breach.starts_with(' ') { " " } else { "." };
    let found = breaches(&bulk.1);
    assert!(found.contains(&format!("1{separator}{place}")), "{found:?}");
}

/// Options whose choices have about 100 characters each.
fn long_choices(count: usize) -> Vec<Value> {
    let choices: Vec<Value> =
        (0..count).map(|index| json!({ "name": format!("{index:03}{}", chars(96)), "value": "v" })).collect();
    choices
        .chunks(25)
        .enumerate()
        .map(|(index, chunk)| json!({ "type": 3, "name": format!("o{index}"), "description": "d", "choices": chunk }))
        .collect()
}

#[rstest]
#[case::slash(1, 100)]
#[case::user_menu(2, 15)]
#[case::message_menu(3, 15)]
#[tokio::test]
async fn the_number_of_commands(#[case] kind: u64, #[case] most: usize) {
    let scene = Scene::new().await;
    let rest = Rest::new(&scene.discord);
    let path = format!("/applications/{}/commands", scene.discord.bot());
    let some = |count: usize| -> Value {
        let description = if kind == 1 { "d" } else { "" };
        let list =
            (0..count).map(|index| json!({ "type": kind, "name": format!("c{index}"), "description": description }));
        list.collect()
    };
    let refused = rest.call("PUT", &path, some(most + 1)).await;
    assert_eq!(code(refused), (400, 30032));
    let (status, _) = rest.call("PUT", &path, some(most)).await;
    assert_eq!(status, 200);
    let one_more = some(most + 1)[most].clone();
    assert_eq!(code(rest.post(&path, one_more).await), (400, 30032));
}

#[tokio::test]
async fn two_commands_of_one_name() {
    let scene = Scene::new().await;
    let rest = Rest::new(&scene.discord);
    let path = format!("/applications/{}/commands", scene.discord.bot());
    let twice = json!([slash("type", json!(1)), slash("description", json!("Another"))]);
    let refused = rest.call("PUT", &path, twice).await;
    assert_eq!(breaches(&refused.1), ["1 APPLICATION_COMMANDS_DUPLICATE_NAME"]);
    // A slash command and a menu entry may share a name.
    let both = json!([slash("type", json!(1)), { "type": 3, "name": "role" }]);
    assert_eq!(rest.call("PUT", &path, both).await.0, 200);
}

#[tokio::test]
async fn commands_of_a_guild_that_the_bot_is_not_in() {
    let scene = Scene::new().await;
    let rest = Rest::new(&scene.discord);
    let elsewhere = GuildId::new(1);
    let path = format!("/applications/{}/guilds/{elsewhere}/commands", scene.discord.bot());
    assert_eq!(code(rest.call("PUT", &path, json!([])).await), (403, 50001));
}
