//! Modals, and choices for an option that is being typed.

use rstest::rstest;
use serde_json::{Value, json};

use super::{answer, buttons, chars, interaction, register, with};
use crate::simulator::Scene;
use crate::simulator::raw::{Rest, breaches};

fn input(key: &str, value: Value) -> Value {
    let base = json!({ "type": 4, "style": 1, "custom_id": "a", "label": "Label" });
    modal_with(vec![with(base, key, value)])
}

fn modal_with(inputs: Vec<Value>) -> Value {
    let rows: Vec<Value> = inputs.into_iter().map(|input| json!({ "type": 1, "components": [input] })).collect();
    json!({ "custom_id": "m", "title": "Title", "components": rows })
}

fn inputs(count: usize) -> Vec<Value> {
    (0..count).map(|id| json!({ "type": 4, "style": 1, "custom_id": id.to_string(), "label": "L" })).collect()
}

#[rstest]
#[case::title(with(input("style", json!(1)), "title", json!(chars(45))), with(input("style", json!(1)), "title", json!(chars(46))), "data.title BASE_TYPE_BAD_LENGTH")]
#[case::custom_id(with(input("style", json!(1)), "custom_id", json!(chars(100))), with(input("style", json!(1)), "custom_id", json!(chars(101))), "data.custom_id BASE_TYPE_BAD_LENGTH")]
#[case::rows(modal_with(inputs(5)), modal_with(inputs(6)), "data.components BASE_TYPE_BAD_LENGTH")]
#[case::no_rows(modal_with(inputs(1)), modal_with(inputs(0)), "data.components BASE_TYPE_BAD_LENGTH")]
#[case::label(input("label", json!(chars(45))), input("label", json!(chars(46))), "data.components.0.components.0.label BASE_TYPE_BAD_LENGTH")]
#[case::value(input("value", json!(chars(4000))), input("value", json!(chars(4001))), "data.components.0.components.0.value BASE_TYPE_MAX_LENGTH")]
#[case::placeholder(input("placeholder", json!(chars(100))), input("placeholder", json!(chars(101))), "data.components.0.components.0.placeholder BASE_TYPE_MAX_LENGTH")]
#[case::max_length(input("max_length", json!(4000)), input("max_length", json!(4001)), "data.components.0.components.0.max_length NUMBER_TYPE_MAX")]
#[case::style(input("style", json!(2)), input("style", Value::Null), "data.components.0.components.0.style BASE_TYPE_REQUIRED")]
#[case::id_twice(
    modal_with(inputs(2)),
    modal_with(vec![inputs(1)[0].clone(), inputs(1)[0].clone()]),
    "data.components.1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"
)]
#[case::a_button(
    modal_with(inputs(1)),
    modal_with(buttons(1)),
    "data.components.0.components.0.type UNION_TYPE_CHOICES"
)]
#[case::absent(modal_with(inputs(1)), Value::Null, "data BASE_TYPE_REQUIRED")]
#[tokio::test]
async fn a_modal(#[case] passes: Value, #[case] breaks: Value, #[case] breach: &str) {
    let scene = Scene::new().await;
    let rest = Rest::new(&scene.discord);
    let used = interaction(&scene).await;
    let broken = answer(&scene.discord, &rest, used, json!({ "type": 9, "data": breaks })).await;
    assert_eq!((broken.0, breaches(&broken.1)), (400, vec![breach.to_owned()]));
    let passed = answer(&scene.discord, &rest, used, json!({ "type": 9, "data": passes })).await;
    assert_eq!(passed.0, 204, "{}", passed.1);
}

fn choices(count: usize, name: usize, value: Value) -> Value {
    json!({ "choices": vec![json!({ "name": chars(name), "value": value }); count] })
}

#[rstest]
#[case::count(choices(25, 1, json!("v")), choices(26, 1, json!("v")), "data.choices BASE_TYPE_MAX_LENGTH")]
#[case::name(choices(1, 100, json!("v")), choices(1, 101, json!("v")), "data.choices.0.name BASE_TYPE_BAD_LENGTH")]
#[case::no_name(choices(0, 1, json!("v")), choices(1, 0, json!("v")), "data.choices.0.name BASE_TYPE_BAD_LENGTH")]
#[case::value(choices(1, 1, json!(chars(100))), choices(1, 1, json!(chars(101))), "data.choices.0.value BASE_TYPE_BAD_LENGTH")]
#[case::kind(choices(1, 1, json!("1")), choices(1, 1, json!(1)), "data.choices.0.value STRING_TYPE_CONVERT")]
#[case::absent(choices(1, 1, json!("v")), json!({}), "data.choices BASE_TYPE_REQUIRED")]
#[tokio::test]
async fn choices_for_an_option(#[case] passes: Value, #[case] breaks: Value, #[case] breach: &str) {
    let scene = Scene::new().await;
    let option = json!({ "type": 3, "name": "name", "description": "d", "autocomplete": true });
    register(&scene, json!([{ "name": "role", "description": "d", "options": [option] }])).await;
    let rest = Rest::new(&scene.discord);
    let (discord, ada, channel) = (scene.discord.clone(), scene.ada, scene.channel);
    let typing = tokio::spawn(async move {
        let given = [("name", "x".into())];
        discord.autocomplete(ada, channel, "role", &given, "name").await
    });
    let asked = scene.discord.next_interaction().await;
    let broken = answer(&scene.discord, &rest, asked, json!({ "type": 8, "data": breaks })).await;
    assert_eq!((broken.0, breaches(&broken.1)), (400, vec![breach.to_owned()]));
    // Nothing but choices answers an autocomplete.
    let text = json!({ "type": 4, "data": { "content": "x" } });
    let refused = answer(&scene.discord, &rest, asked, text).await;
    assert_eq!(breaches(&refused.1), ["type BASE_TYPE_CHOICES"]);
    let passed = answer(&scene.discord, &rest, asked, json!({ "type": 8, "data": passes })).await;
    assert_eq!(passed.0, 204, "{}", passed.1);
    typing.await.unwrap().unwrap();
}
