//! Tells Discord which commands there are.

use super::failure::Failure;
use poise::serenity_prelude as serenity;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

const FIRST_WAIT: Duration = Duration::from_secs(2);
const LONGEST_WAIT: Duration = Duration::from_secs(5 * 60);

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
                tracing::error!(guild_id, %failure, "commands can't be registered; is the bot in the server of DISCORD_GUILD_ID?");
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
    drop_what_says_nothing(&mut body);
    for command in body.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        command.retain(|key, value| key != "nsfw" || value != false);
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
