//! Who and what is there when the playground opens.

use crate::config::{Config, LogFormat};
use crate::simulator::{ChannelId, GuildId, RoleId, Simulator, UserId, permissions};
use secrecy::SecretString;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A server with a channel for each mode, and people to speak as.
pub(super) struct Scene {
    guild: GuildId,
    moderators: RoleId,
    pub people: Vec<Person>,
    pub channels: Vec<Channel>,
}

/// Somebody to speak as.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Person {
    pub id: UserId,
    pub name: &'static str,
    pub kind: &'static str,
    pub note: &'static str,
}

/// A channel, or the direct messages of a person.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Channel {
    pub id: ChannelId,
    pub name: &'static str,
    pub kind: &'static str,
    pub mode: Mode,
    pub note: &'static str,
    /// Who finds it in their list.
    pub seen_by: Vec<UserId>,
}

/// What happens to free text in a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Mode {
    Mention,
    Auto,
    Off,
}

/// The server's name.
const GUILD: &str = "Heart careers";

/// Channels: name, mode, what is said of it.
const CHANNELS: [(&str, Mode, &str); 4] = [
    ("questions", Mode::Mention, "The bot answers when it is mentioned, and commands."),
    ("careers", Mode::Auto, "The bot also answers plain questions, when it is sure."),
    ("off-topic", Mode::Off, "The bot answers commands alone."),
    (MODERATORS, Mode::Mention, "The bot tells here when the knowledge files can't be served."),
];

/// The moderators' channel.
const MODERATORS: &str = "moderators";

impl Scene {
    pub(super) fn set(discord: &Simulator) -> Self {
        let guild = discord.add_guild(GUILD);
        let rights = permissions::MANAGE_MESSAGES | permissions::MANAGE_GUILD;
        let moderators = discord.add_role_with(guild, "Moderators", rights);
        let ada = discord.add_member(guild, "Ada", &[]);
        // Discord shows /knowledge to whoever manages messages; the bot asks for the moderators' role.
        let helpers = discord.add_role_with(guild, "Helpers", permissions::MANAGE_MESSAGES);
        let ben = discord.add_member(guild, "Ben", &[helpers]);
        let mia = discord.add_member(guild, "Mia", &[moderators]);
        let otto = discord.add_user("Otto");
        let person = |id, name, kind, note| Person { id, name, kind, note };
        let people = vec![
            person(ada, "Ada", "member", "A member of the server"),
            person(ben, "Ben", "member", "A helper, no moderator"),
            person(mia, "Mia", "moderator", "A moderator"),
            person(otto, "Otto", "outsider", "Isn't in the server"),
        ];
        let inside = vec![ada, ben, mia];
        let channel = |(name, mode, note)| {
            let id = discord.add_channel(guild, name);
            Channel { id, name, kind: "text", mode, note, seen_by: inside.clone() }
        };
        let direct = |person: &Person| Channel {
            id: discord.dm_channel(person.id),
            name: "Direct messages",
            kind: "dm",
            mode: Mode::Mention,
            note: "Only you and the bot read this. It answers everything.",
            seen_by: vec![person.id],
        };
        let channels = CHANNELS.into_iter().map(channel).chain(people.iter().map(direct)).collect();
        Scene { guild, moderators, people, channels }
    }

    /// The channel with this id.
    pub(super) fn channel(&self, id: ChannelId) -> Option<&Channel> {
        self.channels.iter().find(|channel| channel.id == id)
    }

    /// The channel with this name that a person sees.
    pub(super) fn channel_named(&self, name: &str, person: UserId) -> Option<&Channel> {
        self.channels.iter().find(|channel| channel.name == name && channel.seen_by.contains(&person))
    }

    /// The server's id and name.
    pub(super) fn guild(&self) -> (GuildId, &'static str) {
        (self.guild, GUILD)
    }

    /// The settings of a bot that belongs here.
    pub(super) fn config(&self, discord: &Simulator, data_dir: PathBuf, inbox_days: u16) -> Config {
        let of_mode = |mode| -> BTreeSet<u64> {
            self.channels.iter().filter(|channel| channel.mode == mode).map(|channel| channel.id.get()).collect()
        };
        let moderators_channel = self.channels.iter().find(|channel| channel.name == MODERATORS);
        Config {
            token: SecretString::from(discord.token().to_owned()),
            guild: None,
            api_url: Some(discord.base_url()),
            data_dir,
            auto_channels: of_mode(Mode::Auto),
            off_channels: of_mode(Mode::Off),
            home_guild: Some(self.guild.get()),
            moderator_roles: BTreeSet::from([self.moderators.get()]),
            moderator_channel: moderators_channel.map(|channel| channel.id.get()),
            git_commits: false,
            inbox_days,
            log_format: LogFormat::Text,
        }
    }
}
