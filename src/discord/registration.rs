//! Tells Discord which commands there are.

use super::bot::Bot;
use super::commands;
use super::failure::Failure;
use super::translated;
use crate::config::Config;
use poise::serenity_prelude as serenity;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

const FIRST_WAIT: Duration = Duration::from_secs(2);
const LONGEST_WAIT: Duration = Duration::from_secs(5 * 60);

/// Which commands go where: moderators' into the home server alone, the others into the server for development or, without
/// one, everywhere.
pub fn plan(
    commands: &[poise::Command<Arc<Bot>, Failure>],
    config: &Config,
) -> Vec<(Option<serenity::GuildId>, Vec<serenity::CreateCommand>)> {
    let id = |guild: u64| serenity::GuildId::new(guild);
    let (for_moderators, for_all): (Vec<_>, Vec<_>) =
        commands.iter().partition(|command| command.name == commands::FOR_MODERATORS);
    let describe = |commands: Vec<&poise::Command<Arc<Bot>, Failure>>| -> Vec<serenity::CreateCommand> {
        commands
            .into_iter()
            .flat_map(|command| {
                command.create_as_slash_command().into_iter().chain(command.create_as_context_menu_command())
            })
            .collect()
    };
    let mut plan = vec![(config.guild.map(id), describe(for_all))];
    match config.home_guild {
        // One registration would take the place of the other.
        Some(home) if config.guild == Some(home) => plan[0].1.extend(describe(for_moderators)),
        Some(home) => plan.push((Some(id(home)), describe(for_moderators))),
        None => {}
    }
    plan
}

/// Registers the commands, in one server or everywhere, and tries again until Discord takes them.
///
/// The bot answers meanwhile: Discord keeps the commands of the last registration.
pub async fn register(
    http: Arc<serenity::Http>,
    commands: Vec<serenity::CreateCommand>,
    guild: Option<serenity::GuildId>,
) {
    let mut wait = FIRST_WAIT;
    let body = body(&commands);
    loop {
        let registered = match guild {
            Some(guild) => http.create_guild_commands(guild, &body).await,
            None => http.create_global_commands(&body).await,
        };
        let guild_id = guild.map(serenity::GuildId::get);
        match registered.map_err(Failure::from) {
            Ok(registered) => {
                tracing::info!(commands = registered.len(), guild_id, "commands registered");
                return;
            }
            Err(failure) if failure.is_forbidden() || failure.is_gone() => {
                tracing::error!(guild_id, %failure, "commands can't be registered; is the bot in the server of DISCORD_GUILD_ID or HOME_GUILD_ID?");
                return;
            }
            Err(failure) => {
                tracing::warn!(guild_id, %failure, wait = wait.as_secs(), "commands not registered yet; trying again");
            }
        }
        tokio::time::sleep(wait).await;
        wait = (wait * 2).min(LONGEST_WAIT);
    }
}

/// The commands as Discord describes them: serenity writes out every key that any kind of option knows, also where
/// Discord's description of the kind has no such key.
fn body(commands: &[serenity::CreateCommand]) -> Value {
    let mut body = serde_json::to_value(commands).unwrap_or_else(|_| Value::Array(Vec::new()));
    translated::translate(&mut body);
    drop_what_says_nothing(&mut body);
    for command in body.as_array_mut().into_iter().flatten() {
        for option in command["options"].as_array_mut().into_iter().flatten() {
            let is_subcommand = option["type"] == 1;
            if let Some(option) = option.as_object_mut().filter(|_| is_subcommand) {
                option.retain(|key, _| key != "required" && key != "autocomplete");
            }
        }
        if let Some(command) = command.as_object_mut() {
            command.retain(|key, value| (key != "nsfw" || value != false) && (key != "options" || !value.is_null()));
        }
    }
    body
}

fn drop_what_says_nothing(value: &mut Value) {
    let says_nothing = |value: &Value| match value {
        Value::Null => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    };
    match value {
        Value::Array(list) => list.iter_mut().for_each(drop_what_says_nothing),
        Value::Object(map) => {
            map.values_mut().for_each(drop_what_says_nothing);
            map.retain(|_, value| !says_nothing(value));
        }
        _ => {}
    }
}
