//! The operator's settings: the environment and a `.env` file become a [`Config`].
//!
//! Every problem is found in one pass, and no message ever holds a secret's value.

use secrecy::{ExposeSecret, SecretString};
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::path::{Path, PathBuf};

/// What `run` needs to know. Ids are Discord's, as numbers.
#[derive(Clone, Debug)]
pub struct Config {
    /// The bot's token, without the word `Bot`.
    pub token: SecretString,
    /// Commands are registered in this server at once, instead of everywhere.
    pub guild: Option<u64>,
    /// Base of Discord's REST API without the slash at its end; `None` is the real Discord.
    pub api_url: Option<String>,
    /// The folder for what must outlive a restart.
    pub data_dir: PathBuf,
    /// Channels in which plain questions are answered too.
    pub auto_channels: BTreeSet<u64>,
    /// Channels in which free text is never answered.
    pub off_channels: BTreeSet<u64>,
    /// The server whose moderators keep the knowledge base.
    pub home_guild: Option<u64>,
    /// Roles of that server that make a member a moderator.
    pub moderator_roles: BTreeSet<u64>,
    /// The channel in which moderators are told of open work.
    pub moderator_channel: Option<u64>,
    /// Each edit from Discord is a commit, where the knowledge folder is a work tree of git.
    pub git_commits: bool,
    /// For how many days a question that got no good answer is kept.
    pub inbox_days: u16,
    /// How log lines look.
    pub log_format: LogFormat,
}

/// For how many days a question is kept where nothing else is set.
const INBOX_DAYS: u16 = 90;

/// How log lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// All that is wrong with the settings, one line each; holds no value of a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError(pub Vec<String>);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads every variable through `lookup`; a variable that is set to nothing counts as not set.
    ///
    /// # Errors
    /// Names every variable that is missing or malformed and says what it takes.
    pub fn from_environment(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let mut read = Reader { lookup: &lookup, problems: Vec::new() };
        let config = Config {
            token: read.token(),
            guild: read.id("DISCORD_GUILD_ID", "a server's id"),
            api_url: read.api_url(),
            data_dir: data_dir(&lookup),
            auto_channels: read.ids("AUTO_CHANNELS", "channel ids"),
            off_channels: read.ids("OFF_CHANNELS", "channel ids"),
            home_guild: read.id("HOME_GUILD_ID", "a server's id"),
            moderator_roles: read.ids("MODERATOR_ROLE_IDS", "role ids"),
            moderator_channel: read.id("MODERATOR_CHANNEL_ID", "a channel's id"),
            git_commits: read.switch("GIT_COMMITS"),
            inbox_days: read.days("INBOX_DAYS", INBOX_DAYS),
            log_format: read.log_format(),
        };
        for channel in config.auto_channels.intersection(&config.off_channels) {
            read.problems.push(format!(
                "AUTO_CHANNELS and OFF_CHANNELS both name the channel {channel}; keep it in one of the two"
            ));
        }
        if config.home_guild.is_some() == config.moderator_roles.is_empty() {
            let problem = "HOME_GUILD_ID and MODERATOR_ROLE_IDS go together: set both, or neither and nobody can change \
                           knowledge from Discord";
            read.problems.push(problem.to_owned());
        }
        if read.problems.is_empty() { Ok(config) } else { Err(ConfigError(read.problems)) }
    }
}

/// Whether edits are commits, and for how many days questions are kept, for commands that need no token.
///
/// # Errors
/// Names what is malformed.
pub fn desk_settings(lookup: impl Fn(&str) -> Option<String>) -> Result<(bool, u16), ConfigError> {
    let mut read = Reader { lookup: &lookup, problems: Vec::new() };
    let settings = (read.switch("GIT_COMMITS"), read.days("INBOX_DAYS", INBOX_DAYS));
    if read.problems.is_empty() { Ok(settings) } else { Err(ConfigError(read.problems)) }
}

/// The folder with the moderators' files as `KNOWLEDGE_DIR` has it, or the default.
///
/// This and the next stand apart from [`Config`], since commands need them that need no token.
pub fn knowledge_dir(lookup: impl Fn(&str) -> Option<String>) -> PathBuf {
    text(&lookup, "KNOWLEDGE_DIR").unwrap_or_else(|| "knowledge".to_owned()).into()
}

/// The folder for what must outlive a restart as `DATA_DIR` has it, or the default.
pub fn data_dir(lookup: impl Fn(&str) -> Option<String>) -> PathBuf {
    text(&lookup, "DATA_DIR").unwrap_or_else(|| "data".to_owned()).into()
}

/// A variable's value without blanks around it; nothing counts as not set.
fn text(lookup: &dyn Fn(&str) -> Option<String>, name: &str) -> Option<String> {
    lookup(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

struct Reader<'a> {
    lookup: &'a dyn Fn(&str) -> Option<String>,
    problems: Vec<String>,
}

impl Reader<'_> {
    fn text(&self, name: &str) -> Option<String> {
        text(self.lookup, name)
    }

    fn switch(&mut self, name: &str) -> bool {
        match self.text(name).as_deref() {
            None | Some("no") => false,
            Some("yes") => true,
            Some(other) => {
                self.problems.push(format!("{name} takes `yes` or `no`, not `{other}`"));
                false
            }
        }
    }

    fn days(&mut self, name: &str, otherwise: u16) -> u16 {
        let Some(value) = self.text(name) else { return otherwise };
        match value.parse() {
            Ok(days @ 1..) => days,
            _ => {
                self.problems.push(format!("{name} takes a number of days, 1 to {}, not `{value}`", u16::MAX));
                otherwise
            }
        }
    }

    fn log_format(&mut self) -> LogFormat {
        match self.text("LOG_FORMAT").as_deref() {
            None | Some("text") => LogFormat::Text,
            Some("json") => LogFormat::Json,
            Some(other) => {
                self.problems.push(format!("LOG_FORMAT takes `text` or `json`, not `{other}`"));
                LogFormat::Text
            }
        }
    }

    fn token(&mut self) -> SecretString {
        const TAKES: &str =
            "it takes the bot's token from the Developer Portal (your application -> Bot -> Reset Token)";
        let Some(value) = self.text("DISCORD_TOKEN").map(SecretString::from) else {
            self.problems.push(format!("DISCORD_TOKEN is missing; {TAKES}"));
            return SecretString::from(String::new());
        };
        let text = value.expose_secret();
        let bare = text.strip_prefix("Bot ").unwrap_or(text).trim();
        // The token travels in a header, and quotes or blanks in it are a copying mistake.
        if bare.is_empty() || !bare.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'\'') {
            self.problems
                .push(format!("DISCORD_TOKEN is malformed: it has blanks, quotes or other stray characters; {TAKES}"));
        }
        SecretString::from(bare.to_owned())
    }

    fn api_url(&mut self) -> Option<String> {
        let value = self.text("DISCORD_API_URL")?;
        let rest = value.strip_prefix("http://").or_else(|| value.strip_prefix("https://"));
        if rest.is_none_or(|rest| rest.is_empty() || rest.starts_with('/')) || value.contains(char::is_whitespace) {
            self.problems.push(format!(
                "DISCORD_API_URL takes an address that starts with http:// or https://, such as http://127.0.0.1:3000, not `{value}`"
            ));
        }
        Some(value.trim_end_matches('/').to_owned())
    }

    fn id(&mut self, name: &str, what: &str) -> Option<u64> {
        let value = self.text(name)?;
        let id = parse_id(&value);
        if id.is_none() {
            self.problems.push(format!("{name} takes {what}, a number such as 1180000000000000000, not `{value}`"));
        }
        id
    }

    fn ids(&mut self, name: &str, what: &str) -> BTreeSet<u64> {
        let value = self.text(name).unwrap_or_default();
        let mut ids = BTreeSet::new();
        for part in value.split([',', ' ', ';']).map(str::trim).filter(|part| !part.is_empty()) {
            match parse_id(part) {
                Some(id) => _ = ids.insert(id),
                None => self
                    .problems
                    .push(format!("{name} takes {what}, numbers with commas between them; `{part}` is not one")),
            }
        }
        ids
    }
}

/// Zero is no id: Discord never gives it out, and serenity refuses it.
fn parse_id(text: &str) -> Option<u64> {
    text.parse().ok().filter(|id| *id != 0)
}

/// The variables of a `.env` file; the real environment wins over them.
#[derive(Default)]
pub struct DotEnv(HashMap<String, String>);

impl DotEnv {
    /// Reads the file; one that isn't there is empty.
    ///
    /// # Errors
    /// The file can't be read, or a line of it is malformed. The message names the line's number, never its content.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let name = path.display();
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(DotEnv::default()),
            Err(error) => return Err(ConfigError(vec![format!("{name} can't be read: {error}")])),
        };
        let mut variables = HashMap::new();
        for variable in dotenvy::from_read_iter(text.as_bytes()) {
            match variable {
                Ok((key, value)) => _ = variables.insert(key, value),
                Err(dotenvy::Error::LineParse(line, _)) => {
                    let at = text.lines().position(|candidate| !line.is_empty() && candidate.trim() == line.trim());
                    let at = at.map_or_else(String::new, |at| format!("line {} of ", at + 1));
                    return Err(ConfigError(vec![format!(
                        "{at}{name} is malformed; every line is NAME=value, a value with blanks stands in double quotes, and # starts a comment"
                    )]));
                }
                Err(_) => return Err(ConfigError(vec![format!("{name} can't be read")])),
            }
        }
        Ok(DotEnv(variables))
    }

    /// The variable from the process's environment, else from the file.
    pub fn lookup(&self, name: &str) -> Option<String> {
        std::env::var(name).ok().or_else(|| self.0.get(name).cloned())
    }
}

// The file holds the token, so it is never printed.
impl fmt::Debug for DotEnv {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DotEnv({} variables)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const TOKEN: &str = "MTE4.Gabc.s3cr3t-value";

    fn read(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::from_environment(|name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_token_is_enough() {
        let config = read(&[("DISCORD_TOKEN", TOKEN)]).unwrap();
        assert_eq!(config.token.expose_secret(), TOKEN);
        assert_eq!((config.guild, config.api_url), (None, None));
    }

    #[test]
    fn everything_is_read() {
        let config = read(&[
            ("DISCORD_TOKEN", "Bot MTE4.Gabc.s3cr3t-value"),
            ("DISCORD_GUILD_ID", "11"),
            ("DISCORD_API_URL", "http://127.0.0.1:3000/tenant/"),
            ("DATA_DIR", "d"),
            ("AUTO_CHANNELS", "1, 2,3"),
            ("OFF_CHANNELS", "4"),
            ("HOME_GUILD_ID", "5"),
            ("MODERATOR_ROLE_IDS", "6 7"),
            ("MODERATOR_CHANNEL_ID", "8"),
            ("GIT_COMMITS", "yes"),
            ("INBOX_DAYS", "30"),
            ("LOG_FORMAT", "json"),
        ])
        .unwrap();
        assert_eq!(config.token.expose_secret(), TOKEN);
        assert_eq!(config.api_url.as_deref(), Some("http://127.0.0.1:3000/tenant"));
        assert_eq!(config.auto_channels, BTreeSet::from([1, 2, 3]));
        assert_eq!(config.moderator_roles, BTreeSet::from([6, 7]));
        assert_eq!((config.guild, config.home_guild, config.moderator_channel), (Some(11), Some(5), Some(8)));
        assert_eq!((config.git_commits, config.inbox_days), (true, 30));
        assert_eq!(config.log_format, LogFormat::Json);
    }

    #[rstest]
    #[case(None, "knowledge")]
    #[case(Some("  "), "knowledge")]
    #[case(Some(" my folder "), "my folder")]
    fn the_knowledge_folder_has_a_default(#[case] value: Option<&str>, #[case] expected: &str) {
        let dir = knowledge_dir(|name| value.filter(|_| name == "KNOWLEDGE_DIR").map(str::to_owned));
        assert_eq!(dir, Path::new(expected));
    }

    /// Each variable is explained by the lines right above it, and not with others at once.
    #[test]
    fn the_example_explains_each_variable_by_itself() {
        let lines: Vec<&str> = include_str!("../.env.example").lines().collect();
        let is_variable = |line: &str| {
            let name = line.trim_start_matches('#').split_once('=').map(|(name, _)| name);
            name.is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_'))
        };
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_variable(line)) {
            let above = lines[at - 1];
            assert!(above.starts_with("# ") && !is_variable(above), "nothing explains {line}");
        }
    }

    #[rstest]
    #[case("DISCORD_TOKEN", "")]
    #[case("DISCORD_TOKEN", "two words")]
    #[case("DISCORD_TOKEN", "\"quoted\"")]
    #[case("DISCORD_GUILD_ID", "my-server")]
    #[case("DISCORD_GUILD_ID", "0")]
    #[case("DISCORD_API_URL", "127.0.0.1:3000")]
    #[case("DISCORD_API_URL", "http://")]
    #[case("AUTO_CHANNELS", "1,#careers")]
    #[case("OFF_CHANNELS", "-1")]
    #[case("HOME_GUILD_ID", "1.5")]
    #[case("HOME_GUILD_ID", "15")]
    #[case("MODERATOR_ROLE_IDS", "moderators")]
    #[case("MODERATOR_CHANNEL_ID", "99999999999999999999999")]
    #[case("GIT_COMMITS", "true")]
    #[case("INBOX_DAYS", "0")]
    #[case("INBOX_DAYS", "a month")]
    #[case("LOG_FORMAT", "xml")]
    fn a_malformed_value_is_named(#[case] name: &str, #[case] value: &str) {
        let problems = read(&[(name, value), ("DISCORD_TOKEN", TOKEN)]).unwrap_err().0;
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with(name), "{problems:?}");
    }

    #[test]
    fn a_role_without_a_server_is_told() {
        let problems = read(&[("MODERATOR_ROLE_IDS", "15"), ("DISCORD_TOKEN", TOKEN)]).unwrap_err().0;
        assert!(problems.len() == 1 && problems[0].contains("go together"), "{problems:?}");
    }

    #[test]
    fn all_problems_are_told_at_once() {
        let problems = read(&[("DISCORD_GUILD_ID", "x"), ("AUTO_CHANNELS", "7"), ("OFF_CHANNELS", "7")]).unwrap_err().0;
        assert_eq!(problems.len(), 3, "{problems:?}");
    }

    #[test]
    fn a_token_is_never_printed() {
        let config = read(&[("DISCORD_TOKEN", TOKEN)]).unwrap();
        assert!(!format!("{config:?}").contains("s3cr3t"));
        let error = read(&[("DISCORD_TOKEN", "s3cr3t with blanks"), ("LOG_FORMAT", "x")]).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("s3cr3t"));
    }

    #[test]
    fn a_dotenv_line_that_is_malformed_is_named_by_number_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".env");
        std::fs::write(&path, "# a comment\nLOG_FORMAT=json\nDISCORD_TOKEN s3cr3t\n").unwrap();
        let error = DotEnv::read(&path).unwrap_err().to_string();
        assert!(error.starts_with("line 3 of "), "{error}");
        assert!(!error.contains("s3cr3t"), "{error}");
    }

    #[test]
    fn a_dotenv_file_gives_variables_and_may_be_absent() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".env");
        assert_eq!(DotEnv::read(&path).unwrap().lookup("CAREER_ADVISOR_TEST_ONLY"), None);
        std::fs::write(&path, "CAREER_ADVISOR_TEST_ONLY=\"from the file\"\nPATH=/nowhere\n").unwrap();
        let file = DotEnv::read(&path).unwrap();
        assert_eq!(file.lookup("CAREER_ADVISOR_TEST_ONLY").as_deref(), Some("from the file"));
        assert_ne!(file.lookup("PATH").as_deref(), Some("/nowhere"), "the environment wins");
    }

    #[test]
    fn the_example_names_every_variable_and_its_values_are_valid() {
        let lines =
            include_str!("../.env.example").lines().filter_map(|line| line.trim_start_matches('#').split_once('='));
        let example: HashMap<&str, &str> = lines.filter(|(name, _)| !name.contains(' ')).collect();
        let asked = std::cell::RefCell::new(BTreeSet::from(["RUST_LOG".to_owned()]));
        let lookup = |name: &str| {
            asked.borrow_mut().insert(name.to_owned());
            if name == "DISCORD_TOKEN" {
                Some(TOKEN.to_owned())
            } else {
                example.get(name).map(|value| (*value).to_owned())
            }
        };
        Config::from_environment(lookup).unwrap();
        knowledge_dir(lookup);
        assert_eq!(example.keys().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>(), asked.into_inner());
    }
}
