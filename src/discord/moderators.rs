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

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::json;

    /// Home server 5, moderators' role 7.
    fn config(home: &str) -> Config {
        let roles = if home.is_empty() { "" } else { "7" };
        let given = [("DISCORD_TOKEN", "a.b.c"), ("HOME_GUILD_ID", home), ("MODERATOR_ROLE_IDS", roles)];
        Config::from_environment(|name| {
            given.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
        .unwrap()
    }

    #[rstest]
    #[case("5", Some(5), &["7"], true)]
    #[case("5", Some(5), &["8", "7"], true)]
    #[case("5", Some(5), &["8"], false)]
    #[case("5", Some(5), &[], false)]
    // The same role's number in another server, and nobody at home.
    #[case("5", Some(6), &["7"], false)]
    #[case("5", None, &["7"], false)]
    #[case("", Some(5), &["7"], false)]
    fn check(#[case] home: &str, #[case] guild: Option<u64>, #[case] roles: &[&str], #[case] may: bool) {
        let user = json!({ "id": "1", "username": "mia", "discriminator": "0", "avatar": null });
        let member = json!({
            "user": user, "guild_id": "5", "roles": roles, "joined_at": null, "deaf": false, "mute": false, "flags": 0,
        });
        let (user, member): (serenity::User, serenity::Member) =
            (serde_json::from_value(user).unwrap(), serde_json::from_value(member).unwrap());
        let editor = editor(&config(home), guild.map(serenity::GuildId::new), &user, Some(&member));
        assert_eq!(editor.is_some(), may);
        let alone = super::editor(&config(home), guild.map(serenity::GuildId::new), &user, None);
        assert_eq!(alone, None, "without roles nobody is a moderator");
    }
}
