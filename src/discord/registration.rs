//! Tells Discord which commands there are.

use super::failure::Failure;
use poise::serenity_prelude as serenity;
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
    loop {
        let registered = match guild {
            Some(guild) => guild.set_commands(&http, commands.clone()).await,
            None => serenity::Command::set_global_commands(&http, commands.clone()).await,
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
