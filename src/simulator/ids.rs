//! Discord's identifiers (snowflakes) as types that can't be mixed up, and the source of new ones.

use std::borrow::Cow;
use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;
use std::time::Duration;

use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $name {
            /// The identifier with this number.
            pub const fn new(id: u64) -> Self {
                Self(id)
            }

            /// The number itself, as Discord libraries take it.
            pub const fn get(self) -> u64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<u64> for $name {
            fn from(id: u64) -> Self {
                Self(id)
            }
        }

        // Discord sends ids as strings, because JavaScript can't hold them as numbers.
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(|_| D::Error::invalid_value(Unexpected::Str(&text), &"an id, a string of digits"))
            }
        }
    )*};
}

ids! {
    /// A server ('guild').
    GuildId;
    /// A channel, thread or direct-message channel.
    ChannelId;
    /// A person, the bot, or another bot.
    UserId;
    /// A role of a guild.
    RoleId;
    /// A message.
    MessageId;
    /// A registered command.
    CommandId;
    /// A webhook that posts messages.
    WebhookId;
    /// An interaction: one use of a command, button, select menu or modal.
    InteractionId;
}

/// Milliseconds since the Unix epoch at which snowflakes start: 2015-01-01.
const DISCORD_EPOCH: i64 = 1_420_070_400_000;

/// Makes snowflakes that rise strictly and carry the time of their making, as Discord's do.
#[derive(Debug, Default)]
pub(super) struct Snowflakes {
    last: u64,
}

impl Snowflakes {
    pub(super) fn next(&mut self) -> u64 {
        let elapsed = jiff::Timestamp::now().as_millisecond() - DISCORD_EPOCH;
        let now = u64::try_from(elapsed).unwrap_or_default() << 22;
        self.last = now.max(self.last + 1);
        self.last
    }
}

/// The snowflake of something that was made so long before this one.
pub(super) fn earlier(snowflake: u64, age: Duration) -> u64 {
    let age = u64::try_from(age.as_millis()).unwrap_or(u64::MAX);
    snowflake.saturating_sub(age << 22)
}

/// When a snowflake was made.
pub(super) fn made(snowflake: u64) -> jiff::Timestamp {
    let elapsed = i64::try_from(snowflake >> 22).unwrap_or_default();
    jiff::Timestamp::from_millisecond(DISCORD_EPOCH + elapsed).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snowflakes_rise_even_within_a_millisecond() {
        let mut source = Snowflakes::default();
        let made: Vec<u64> = (0..100).map(|_| source.next()).collect();
        assert!(made.is_sorted_by(|a, b| a < b), "{made:?}");
    }

    #[test]
    fn a_snowflake_tells_its_time() {
        let now = Snowflakes::default().next();
        let minute = Duration::from_secs(60);
        assert_eq!(made(now).duration_since(made(earlier(now, minute))), jiff::SignedDuration::from_mins(1));
        assert!(jiff::Timestamp::now().duration_since(made(now)) < jiff::SignedDuration::from_mins(1));
    }

    #[test]
    fn an_id_is_a_string_in_json() {
        let json = serde_json::json!({ "id": UserId::new(7) });
        assert_eq!(json.to_string(), r#"{"id":"7"}"#);
    }
}
