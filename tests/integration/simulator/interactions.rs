//! Commands, buttons, select menus, modals and autocomplete, as serenity sees and answers them.

use career_advisor::simulator::{Choice, InteractionId, Refusal, ResponseKind};
use serde_json::json;
use serenity::all::{
    ActionRowComponent, ButtonStyle, CommandOptionType, CommandType, CreateActionRow, CreateAutocompleteResponse,
    CreateButton, CreateCommand, CreateCommandOption, CreateEmbed, CreateInputText,
    CreateInteractionResponse as Answer, CreateInteractionResponseFollowup, CreateInteractionResponseMessage as Text,
    CreateModal, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption, EditInteractionResponse,
    GatewayIntents, InputTextStyle, Interaction, ResolvedValue,
};

use super::Scene;
use super::probe::Probe;

fn commands() -> Vec<CreateCommand> {
    let name = CreateCommandOption::new(CommandOptionType::String, "name", "Which one")
        .required(true)
        .set_autocomplete(true)
        .max_length(40);
    let count =
        CreateCommandOption::new(CommandOptionType::Integer, "count", "How many").min_int_value(1).max_int_value(9);
    let check = CreateCommandOption::new(CommandOptionType::SubCommand, "check", "Check it");
    vec![
        CreateCommand::new("role").description("Shows a role").add_option(name).add_option(count),
        CreateCommand::new("knowledge").description("The knowledge base").add_option(check),
        CreateCommand::new("Answer this question").kind(CommandType::Message),
    ]
}

async fn ready() -> (Scene, Probe) {
    let scene = Scene::new().await;
    let probe = Probe::start(&scene.discord, GatewayIntents::non_privileged()).await;
    probe.register(commands()).await;
    scene.discord.wait_until_ready().await;
    (scene, probe)
}

impl Scene {
    fn role(&self) -> InteractionId {
        let given = [("name", "perfusionist".into())];
        self.discord.run_command(self.ada, self.channel, "role", &given).unwrap()
    }
}

#[tokio::test]
async fn a_command_arrives_with_its_options_and_gets_an_ephemeral_answer() {
    let (scene, mut probe) = ready().await;
    let given = [("name", "perfusionist".into()), ("count", 3.into())];
    let used = scene.discord.run_command(scene.ada, scene.channel, "role", &given).unwrap();
    let Interaction::Command(command) = probe.interaction().await else {
        panic!("not a command");
    };
    assert_eq!(command.user.id.get(), scene.ada.get());
    assert_eq!(command.guild_id.map(|id| id.get()), Some(scene.guild.get()));
    let options = command.data.options();
    assert!(matches!(options[0].value, ResolvedValue::String("perfusionist")));
    assert!(matches!(options[1].value, ResolvedValue::Integer(3)));
    let text = Text::new()
        .content("Here")
        .embed(CreateEmbed::new().title("Perfusionist").field("Pay", "Good", true))
        .ephemeral(true);
    command.create_response(&probe.http, Answer::Message(text)).await.unwrap();

    let message = scene.discord.response_message(used).await;
    assert!(message.ephemeral);
    assert_eq!(message.text(), "Here\nPerfusionist\nPay\nGood");
    assert!(scene.discord.messages(scene.channel).is_empty());
    let seen = scene.discord.messages_seen_by(scene.ada, scene.channel);
    assert_eq!(seen, [message]);
}

#[tokio::test]
async fn a_deferred_answer_is_filled_in_and_followed_up() {
    let (scene, mut probe) = ready().await;
    let used = scene.role();
    let Interaction::Command(command) = probe.interaction().await else {
        panic!("not a command");
    };
    command.defer(&probe.http).await.unwrap();
    let deferred = scene.discord.current_response(used).unwrap();
    assert_eq!(deferred.kind, ResponseKind::Deferred);
    assert!(deferred.message.unwrap().loading);
    let edit = EditInteractionResponse::new().content("Thought about it");
    command.edit_response(&probe.http, edit).await.unwrap();
    let followup = CreateInteractionResponseFollowup::new().content("And more");
    command.create_followup(&probe.http, followup).await.unwrap();

    let response = scene.discord.response(used).await;
    let message = response.message.unwrap();
    assert_eq!((message.content.as_str(), message.loading, message.edited), ("Thought about it", false, false));
    assert_eq!(response.followups[0].content, "And more");
    assert_eq!(scene.discord.followup(used, 1).await.content, "And more");
    // The message event of the answer carries its interaction.
    let update = probe.update().await;
    assert!(update.interaction_metadata.is_some());
}

#[tokio::test]
async fn the_first_followup_after_a_deferral_takes_its_place() {
    let (scene, mut probe) = ready().await;
    let used = scene.role();
    let Interaction::Command(command) = probe.interaction().await else {
        panic!("not a command");
    };
    command.defer_ephemeral(&probe.http).await.unwrap();
    let followup = CreateInteractionResponseFollowup::new().content("Found");
    command.create_followup(&probe.http, followup).await.unwrap();
    let response = scene.discord.response(used).await;
    let message = response.message.unwrap();
    assert_eq!(message.content, "Found");
    assert!(message.ephemeral, "the deferral was ephemeral");
    assert!(response.followups.is_empty());
}

#[tokio::test]
async fn a_subcommand_arrives_nested() {
    let (scene, mut probe) = ready().await;
    scene.discord.run_command(scene.ada, scene.channel, "knowledge check", &[]).unwrap();
    let Interaction::Command(command) = probe.interaction().await else {
        panic!("not a command");
    };
    assert!(matches!(command.data.options()[0].value, ResolvedValue::SubCommand(_)));
}

#[tokio::test]
async fn a_message_command_brings_the_content_without_the_intent() {
    let (scene, mut probe) = ready().await;
    let question = scene.discord.say(scene.ada, scene.channel, "How much do they earn?");
    assert_eq!(probe.message().await.content, "");
    scene.discord.message_command(scene.ada, scene.channel, "Answer this question", question).unwrap();
    let Interaction::Command(command) = probe.interaction().await else {
        panic!("not a command");
    };
    let message = command.data.resolved.messages.values().next().unwrap();
    assert_eq!(message.content, "How much do they earn?");
    assert_eq!(command.data.target_id.unwrap().get(), question.get());
}

#[tokio::test]
async fn autocomplete_brings_choices() {
    let (scene, mut probe) = ready().await;
    let discord = scene.discord.clone();
    let typing = tokio::spawn(async move {
        let given = [("name", "perf".into())];
        discord.autocomplete(scene.ada, scene.channel, "role", &given, "name").await
    });
    let Interaction::Autocomplete(asked) = probe.interaction().await else {
        panic!("not an autocomplete");
    };
    assert_eq!(asked.data.autocomplete().unwrap().value, "perf");
    let choices = CreateAutocompleteResponse::new().add_string_choice("Perfusionist", "perfusionist");
    asked.create_response(&probe.http, Answer::Autocomplete(choices)).await.unwrap();
    let expected = Choice { name: "Perfusionist".into(), value: json!("perfusionist") };
    assert_eq!(typing.await.unwrap().unwrap(), [expected]);
}

#[tokio::test]
async fn buttons_and_menus_change_their_message() {
    let (scene, mut probe) = ready().await;
    let used = scene.role();
    let Interaction::Command(command) = probe.interaction().await else {
        panic!("not a command");
    };
    let options = ["a", "b"].map(|value| CreateSelectMenuOption::new(value, value)).to_vec();
    let rows = vec![
        CreateActionRow::Buttons(vec![
            CreateButton::new("yes").label("Helpful").style(ButtonStyle::Success),
            CreateButton::new("no").label("Not helpful").disabled(true),
        ]),
        CreateActionRow::SelectMenu(CreateSelectMenu::new("pick", CreateSelectMenuKind::String { options })),
    ];
    let text = Text::new().content("Answer").components(rows);
    command.create_response(&probe.http, Answer::Message(text)).await.unwrap();
    let message = scene.discord.response_message(used).await;
    assert_eq!(message.button("Helpful").unwrap().custom_id, "yes");

    let pressed = scene.discord.press(scene.ada, message.id, "yes").unwrap();
    let Interaction::Component(press) = probe.interaction().await else {
        panic!("not a component");
    };
    assert_eq!((press.data.custom_id.as_str(), press.message.id.get()), ("yes", message.id.get()));
    let text = Text::new().content("Thanks").components(Vec::new());
    // A press on the message is answered by a change of it …
    press.create_response(&probe.http, Answer::UpdateMessage(text)).await.unwrap();
    let response = scene.discord.response(pressed).await;
    assert_eq!(response.kind, ResponseKind::Update);
    let changed = response.message.unwrap();
    assert_eq!((changed.id, changed.content.as_str()), (message.id, "Thanks"));
    // … after which its components are gone.
    let refused = scene.discord.choose(scene.ada, message.id, "pick", &["a"]);
    assert!(refused.unwrap_err().to_string().contains("has no component 'pick'"));
}

#[tokio::test]
async fn a_modal_is_opened_filled_in_and_answered() {
    let (scene, mut probe) = ready().await;
    let used = scene.role();
    let Interaction::Command(command) = probe.interaction().await else {
        panic!("not a command");
    };
    let input =
        CreateInputText::new(InputTextStyle::Paragraph, "Your question", "question").min_length(3).max_length(20);
    let prefilled = CreateInputText::new(InputTextStyle::Short, "Topic", "topic").value("pay").required(false);
    let modal = CreateModal::new("ask", "Ask a moderator")
        .components(vec![CreateActionRow::InputText(input), CreateActionRow::InputText(prefilled)]);
    command.create_response(&probe.http, Answer::Modal(modal)).await.unwrap();
    let modal = scene.discord.response_modal(used).await;
    assert_eq!((modal.title.as_str(), modal.inputs.len()), ("Ask a moderator", 2));

    for (values, reason) in [
        (vec![], "is required"),
        (vec![("question", "ab")], "takes 3 to 20 characters, not 2"),
        (vec![("question", "long enough"), ("other", "x")], "has no field 'other'"),
    ] {
        let refused: Refusal = scene.discord.submit(scene.ada, &modal, &values).await.unwrap_err();
        assert!(refused.to_string().contains(reason), "{refused}");
    }
    let sent = scene.discord.submit(scene.ada, &modal, &[("question", "Which school?")]).await.unwrap();
    let Interaction::Modal(submit) = probe.interaction().await else {
        panic!("not a modal");
    };
    let values: Vec<_> = submit
        .data
        .components
        .iter()
        .flat_map(|row| &row.components)
        .map(|component| match component {
            ActionRowComponent::InputText(input) => input.value.clone().unwrap_or_default(),
            other => panic!("not a text: {other:?}"),
        })
        .collect();
    assert_eq!(values, ["Which school?", "pay"]);
    let text = Text::new().content("Passed on").ephemeral(true);
    submit.create_response(&probe.http, Answer::Message(text)).await.unwrap();
    assert_eq!(scene.discord.response_message(sent).await.content, "Passed on");
    let twice = scene.discord.submit(scene.ada, &modal, &[("question", "Again?")]).await;
    assert!(twice.unwrap_err().to_string().contains("is not open"));
}
