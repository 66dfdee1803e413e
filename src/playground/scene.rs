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
#[derive(Clone, Debug)]
pub(super) struct Channel {
    pub id: ChannelId,
    pub name: &'static str,
    pub kind: Kind,
    /// Until an admin sets another one.
    pub mode: Mode,
    /// What is said of it, whatever its mode is.
    pub note: Option<&'static str>,
}

/// What a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Text,
    Forum,
    /// A thread of a channel, or a post of a forum.
    Thread,
    Dm,
}

/// What happens to free text in a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Mention,
    Auto,
    Off,
}

impl Mode {
    /// As admins' settings name it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Mode::Mention => "mention",
            Mode::Auto => "auto",
            Mode::Off => "off",
        }
    }
}

/// The server's name.
const GUILD: &str = "Heart careers";

/// Channels: name, kind, mode, what is said of it whatever its mode is.
const CHANNELS: [(&str, Kind, Mode, Option<&str>); 5] = [
    ("questions", Kind::Text, Mode::Mention, None),
    ("careers", Kind::Text, Mode::Auto, None),
    ("career-forum", Kind::Forum, Mode::Auto, None),
    ("off-topic", Kind::Text, Mode::Off, None),
    (MODERATORS, Kind::Text, Mode::Mention, Some("The bot tells here when the knowledge files can't be served.")),
];

/// What is said of a channel in this mode.
pub(super) fn note(kind: Kind, mode: &str) -> &'static str {
    match (kind, mode) {
        (Kind::Forum, "mention") => "A post that mentions the bot gets an answer.",
        (Kind::Forum, "auto") => "A post whose title is a question gets an answer.",
        (_, "auto") => "The bot also answers plain questions, when it is sure.",
        (_, "shadow") => "The bot is on trial: what it would answer goes to the moderators alone.",
        (_, "off") => "The bot answers commands alone.",
        _ => "The bot answers when it is mentioned, and commands.",
    }
}

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
        let channel = |(name, kind, mode, note)| {
            let id = match kind {
                Kind::Forum => discord.add_forum(guild, name),
                _ => discord.add_channel(guild, name),
            };
            Channel { id, name, kind, mode, note }
        };
        let direct = |person: &Person| Channel {
            id: discord.dm_channel(person.id),
            name: "Direct messages",
            kind: Kind::Dm,
            mode: Mode::Mention,
            note: Some("Only you and the bot read this. It answers everything."),
        };
        let channels = CHANNELS.into_iter().map(channel).chain(people.iter().map(direct)).collect();
        Scene { guild, moderators, people, channels }
    }

    /// The channel with this id.
    pub(super) fn channel(&self, id: ChannelId) -> Option<&Channel> {
        self.channels.iter().find(|channel| channel.id == id)
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
