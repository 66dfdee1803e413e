//! Who may change knowledge: members of the home server with one of the moderators' roles, asked anew at every step.

use crate::config::Config;
use crate::moderation::Editor;
use poise::serenity_prelude as serenity;

/// The moderator who does this; `None`, with a line in the log, for everybody else. Discord sends a member's roles along with
/// every interaction, so that a role that was taken away counts at once.
pub fn editor(
    config: &Config,
    guild: Option<serenity::GuildId>,
    user: &serenity::User,
    member: Option<&serenity::Member>,
) -> Option<Editor> {
    let at_home = config.home_guild.is_some() && guild.map(serenity::GuildId::get) == config.home_guild;
    let has_role =
        member.is_some_and(|member| member.roles.iter().any(|role| config.moderator_roles.contains(&role.get())));
    if at_home && has_role {
        let name = member.map_or(user.name.as_str(), |member| member.display_name());
        return Some(Editor { id: user.id.get(), name: name.to_owned() });
    }
    let guild_id = guild.map(serenity::GuildId::get);
    tracing::warn!(guild_id, user_id = user.id.get(), "refused: only moderators may do this");
    None
}
