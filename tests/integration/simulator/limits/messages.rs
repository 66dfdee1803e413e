//! Messages: content, embeds, buttons and select menus.

use rstest::rstest;
use serde_json::{Value, json};

use super::{answer, button, buttons, chars, interaction, with};
use crate::simulator::Scene;
use crate::simulator::raw::{Rest, breaches, code};

fn embed(key: &str, value: Value) -> Value {
    json!({ "embeds": [{ key: value }] })
}

fn field(name: usize, value: usize) -> Value {
    json!({ "embeds": [{ "fields": [{ "name": chars(name), "value": chars(value) }] }] })
}

/// A message with rows of components.
fn rows(rows: Vec<Vec<Value>>) -> Value {
    let rows: Vec<Value> = rows.into_iter().map(|row| json!({ "type": 1, "components": row })).collect();
    json!({ "content": "x", "components": rows })
}

fn one(component: Value) -> Value {
    rows(vec![vec![component]])
}

fn options(count: usize) -> Value {
    (0..count).map(|index| json!({ "label": "Label", "value": index.to_string() })).collect()
}

fn select(options: Value) -> Value {
    json!({ "type": 3, "custom_id": "pick", "options": options })
}

#[rstest]
#[case::content(json!({ "content": chars(2000) }), json!({ "content": chars(2001) }), "content BASE_TYPE_MAX_LENGTH")]
#[case::content_trimmed(json!({ "content": format!("  {} ", chars(2000)) }), json!({ "content": 5 }), "content STRING_TYPE_CONVERT")]
#[case::title(embed("title", json!(chars(256))), embed("title", json!(chars(257))), "embeds.0.title BASE_TYPE_MAX_LENGTH")]
#[case::description(embed("description", json!(chars(4096))), embed("description", json!(chars(4097))), "embeds.0.description BASE_TYPE_MAX_LENGTH")]
#[case::footer(embed("footer", json!({ "text": chars(2048) })), embed("footer", json!({ "text": chars(2049) })), "embeds.0.footer.text BASE_TYPE_MAX_LENGTH")]
#[case::author(embed("author", json!({ "name": chars(256) })), embed("author", json!({ "name": chars(257) })), "embeds.0.author.name BASE_TYPE_MAX_LENGTH")]
#[case::field_name(field(256, 1), field(257, 1), "embeds.0.fields.0.name BASE_TYPE_MAX_LENGTH")]
#[case::field_value(field(1, 1024), field(1, 1025), "embeds.0.fields.0.value BASE_TYPE_MAX_LENGTH")]
#[case::field_empty(field(1, 1), field(1, 0), "embeds.0.fields.0.value BASE_TYPE_REQUIRED")]
#[case::fields(
    embed("fields", json!(vec![json!({ "name": "n", "value": "v" }); 25])),
    embed("fields", json!(vec![json!({ "name": "n", "value": "v" }); 26])),
    "embeds.0.fields BASE_TYPE_MAX_LENGTH"
)]
#[case::embeds(
    json!({ "embeds": vec![json!({ "title": "t" }); 10] }),
    json!({ "embeds": vec![json!({ "title": "t" }); 11] }),
    "embeds BASE_TYPE_MAX_LENGTH"
)]
#[case::embeds_together(
    json!({ "embeds": [{ "description": chars(4000) }, { "description": chars(2000) }] }),
    json!({ "embeds": [{ "description": chars(4000) }, { "description": chars(2000), "title": "t" }] }),
    "embeds MAX_EMBED_SIZE_EXCEEDED"
)]
#[case::second_embed(
    json!({ "embeds": [{ "title": "a" }, { "title": "b" }] }),
    json!({ "embeds": [{ "title": "a" }, { "title": chars(257) }] }),
    "embeds.1.title BASE_TYPE_MAX_LENGTH"
)]
#[case::colour(embed("color", json!(0xff_ff_ff)), embed("color", json!(0x0100_0000)), "embeds.0.color NUMBER_TYPE_MAX")]
#[case::embed_link(embed("url", json!("https://a.org")), embed("url", json!("a.org")), "embeds.0.url URL_TYPE_INVALID_URL")]
#[case::embed_image(
    embed("image", json!({ "url": "https://a.org/a.png" })),
    embed("image", json!({ "url": "file:///a.png" })),
    "embeds.0.image.url URL_TYPE_INVALID_SCHEME"
)]
#[case::timestamp(
    embed("timestamp", json!("2026-01-02T03:04:05Z")),
    embed("timestamp", json!("yesterday")),
    "embeds.0.timestamp DATE_TIME_TYPE_PARSE"
)]
#[case::rows(rows(vec![buttons(1); 1]), rows(vec![vec![json!(0)]; 6]), "components BASE_TYPE_MAX_LENGTH")]
#[case::row(rows(vec![buttons(5)]), rows(vec![buttons(6)]), "components.0.components BASE_TYPE_BAD_LENGTH")]
#[case::row_empty(rows(vec![buttons(1)]), rows(vec![vec![]]), "components.0.components BASE_TYPE_BAD_LENGTH")]
#[case::row_mixed(
    rows(vec![vec![button("a")], vec![select(options(1))]]),
    rows(vec![vec![button("a"), select(options(1))]]),
    "components.0.components.1 COMPONENT_LAYOUT_WIDTH_EXCEEDED"
)]
#[case::no_row(rows(vec![buttons(1)]), json!({ "content": "x", "components": [button("a")] }), "components.0.type BASE_TYPE_CHOICES")]
#[case::v2_without_flag(
    json!({ "flags": 1 << 15, "components": [{ "type": 10, "content": "x" }] }),
    json!({ "content": "x", "components": [{ "type": 10, "content": "x" }] }),
    "components.0 COMPONENT_LAYOUT_REQUIRES_COMPONENTS_V2"
)]
#[case::v2_with_content(
    json!({ "flags": 1 << 15, "components": [{ "type": 10, "content": "x" }] }),
    json!({ "flags": 1 << 15, "content": "x", "components": [{ "type": 10, "content": "x" }] }),
    "content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
)]
#[case::custom_id(one(button(&chars(100))), one(button(&chars(101))), "components.0.components.0.custom_id BASE_TYPE_BAD_LENGTH")]
#[case::custom_id_twice(
    rows(vec![vec![button("a")], vec![button("b")]]),
    rows(vec![vec![button("a")], vec![button("a")]]),
    "components.1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"
)]
#[case::custom_id_missing(
    one(button("a")),
    one(with(button("a"), "custom_id", Value::Null)),
    "components.0.components.0.custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED"
)]
#[case::button_label(
    one(with(button("a"), "label", json!(chars(80)))),
    one(with(button("a"), "label", json!(chars(81)))),
    "components.0.components.0.label BASE_TYPE_MAX_LENGTH"
)]
#[case::button_unlabelled(
    one(with(with(button("a"), "label", Value::Null), "emoji", json!({ "name": "👍" }))),
    one(with(button("a"), "label", Value::Null)),
    "components.0.components.0 BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED"
)]
#[case::button_link(
    one(json!({ "type": 2, "style": 5, "label": "Go", "url": "https://a.org" })),
    one(json!({ "type": 2, "style": 5, "label": "Go" })),
    "components.0.components.0.url BUTTON_COMPONENT_URL_REQUIRED"
)]
#[case::button_link_with_id(
    one(json!({ "type": 2, "style": 5, "label": "Go", "url": "https://a.org" })),
    one(json!({ "type": 2, "style": 5, "label": "Go", "url": "https://a.org", "custom_id": "a" })),
    "components.0.components.0.custom_id BUTTON_COMPONENT_LINK_HAS_CUSTOM_ID"
)]
#[case::options(
    one(select(options(25))),
    one(select(options(26))),
    "components.0.components.0.options BASE_TYPE_BAD_LENGTH"
)]
#[case::options_none(
    one(select(options(1))),
    one(select(options(0))),
    "components.0.components.0.options BASE_TYPE_BAD_LENGTH"
)]
#[case::option_label(
    one(select(json!([{ "label": chars(100), "value": "v" }]))),
    one(select(json!([{ "label": chars(101), "value": "v" }]))),
    "components.0.components.0.options.0.label BASE_TYPE_BAD_LENGTH"
)]
#[case::option_description(
    one(select(json!([{ "label": "l", "value": "v", "description": chars(100) }]))),
    one(select(json!([{ "label": "l", "value": "v", "description": chars(101) }]))),
    "components.0.components.0.options.0.description BASE_TYPE_MAX_LENGTH"
)]
#[case::option_twice(
    one(select(options(2))),
    one(select(json!([{ "label": "l", "value": "v" }, { "label": "m", "value": "v" }]))),
    "components.0.components.0.options.1 SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"
)]
#[case::placeholder(
    one(with(select(options(1)), "placeholder", json!(chars(150)))),
    one(with(select(options(1)), "placeholder", json!(chars(151)))),
    "components.0.components.0.placeholder BASE_TYPE_MAX_LENGTH"
)]
#[case::min_above_max(
    one(with(with(select(options(3)), "min_values", json!(2)), "max_values", json!(2))),
    one(with(with(select(options(3)), "min_values", json!(3)), "max_values", json!(2))),
    "components.0.components.0.min_values NUMBER_TYPE_MAX"
)]
#[case::max_above_options(
    one(with(select(options(3)), "max_values", json!(3))),
    one(with(select(options(3)), "max_values", json!(4))),
    "components.0.components.0.options BASE_TYPE_MIN_LENGTH"
)]
#[case::allowed_mentions(
    json!({ "content": "x", "allowed_mentions": { "parse": [] } }),
    json!({ "content": "x", "allowed_mentions": { "parse": ["all"] } }),
    "allowed_mentions.parse.0 BASE_TYPE_CHOICES"
)]
#[case::attachments(
    json!({ "content": "x", "attachments": vec![json!({ "id": 0 }); 10] }),
    json!({ "content": "x", "attachments": vec![json!({ "id": 0 }); 11] }),
    "attachments BASE_TYPE_MAX_LENGTH"
)]
#[case::reply(
    json!({ "content": "x", "message_reference": { "message_id": "1", "fail_if_not_exists": false } }),
    json!({ "content": "x", "message_reference": { "message_id": "1" } }),
    "message_reference MESSAGE_REFERENCE_UNKNOWN_MESSAGE"
)]
#[case::unknown_key(json!({ "content": "x", "unheard_of": true }), json!({ "embeds": 1 }), "embeds LIST_TYPE_CONVERT")]
#[tokio::test]
async fn a_message(#[case] passes: Value, #[case] breaks: Value, #[case] breach: &str) {
    let scene = Scene::new().await;
    let rest = Rest::new(&scene.discord);
    let path = format!("/channels/{}/messages", scene.channel);
    let (status, body) = rest.post(&path, passes.clone()).await;
    assert_eq!(status, 200, "{body}");

    let (status, body) = rest.post(&path, breaks.clone()).await;
    assert_eq!((status, body["code"].as_u64()), (400, Some(50035)), "{body}");
    assert_eq!(body["message"], "Invalid Form Body");
    assert_eq!(breaches(&body), [breach]);

    // The first answer to an interaction follows the same rules, one level further in.
    if !breach.starts_with("message_reference") {
        let used = interaction(&scene).await;
        let callback = answer(&scene.discord, &rest, used, json!({ "type": 4, "data": breaks }));
        assert_eq!(breaches(&callback.await.1), [format!("data.{breach}")]);
        // What was refused is no answer: the bot may try again.
        let callback = answer(&scene.discord, &rest, used, json!({ "type": 4, "data": passes }));
        assert_eq!(callback.await.0, 204);
    }
}

#[rstest]
#[case::nothing(json!({}))]
#[case::blank(json!({ "content": "  \n " }))]
#[case::empty_lists(json!({ "content": "", "embeds": [], "components": [] }))]
#[tokio::test]
async fn an_empty_message(#[case] body: Value) {
    let scene = Scene::new().await;
    let rest = Rest::new(&scene.discord);
    let path = format!("/channels/{}/messages", scene.channel);
    assert_eq!(code(rest.post(&path, body.clone()).await), (400, 50006));
    let used = interaction(&scene).await;
    let callback = json!({ "type": 4, "data": body });
    let answered = answer(&scene.discord, &rest, used, callback).await;
    assert_eq!(code(answered), (400, 50006));
}
