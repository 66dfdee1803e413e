//! Filling in a command's options as Discord's client does: by the registered definition.

use serde_json::{Value, json};

use super::{Refusal, refuse};
use crate::simulator::ids::{ChannelId, GuildId, RoleId, UserId};
use crate::simulator::objects;
use crate::simulator::state::State;

/// A value that a member gives for an option.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionValue {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Any number.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
    /// A user.
    User(UserId),
    /// A channel.
    Channel(ChannelId),
    /// A role.
    Role(RoleId),
}

macro_rules! values {
    ($($kind:ident: $from:ty;)*) => {$(
        impl From<$from> for OptionValue {
            fn from(value: $from) -> Self {
                Self::$kind(value.into())
            }
        }
    )*};
}

values! {
    Text: &str;
    Text: String;
    Integer: i64;
    Number: f64;
    Boolean: bool;
    User: UserId;
    Channel: ChannelId;
    Role: RoleId;
}

impl OptionValue {
    /// The option types that take it; the first is what it is by itself.
    fn types(&self) -> &'static [u64] {
        match self {
            Self::Text(_) => &[3],
            Self::Integer(_) => &[4, 10],
            Self::Number(_) => &[10],
            Self::Boolean(_) => &[5],
            Self::User(_) => &[6, 9],
            Self::Channel(_) => &[7],
            Self::Role(_) => &[8, 9],
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Text(text) => json!(text.trim()),
            Self::Integer(number) => json!(number),
            Self::Number(number) => json!(number),
            Self::Boolean(value) => json!(value),
            Self::User(id) => json!(id),
            Self::Channel(id) => json!(id),
            Self::Role(id) => json!(id),
        }
    }
}

/// How far a member is with a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage<'a> {
    /// Sends it off.
    Sent,
    /// Types into this option; nothing else need be filled in.
    Typing(&'a str),
}

/// The options of a (sub)command in the form in which Discord sends them, in the order of the definition.
pub(super) fn fill(
    command: &str,
    definitions: &[Value],
    given: &[(&str, OptionValue)],
    stage: Stage<'_>,
) -> Result<Vec<Value>, Refusal> {
    for (name, _) in given {
        if !definitions.iter().any(|definition| definition["name"] == *name) {
            return refuse!("/{command} has no option '{name}'");
        }
    }
    let mut filled = Vec::new();
    for definition in definitions {
        let name = definition["name"].as_str().unwrap_or_default();
        let typed = matches!(stage, Stage::Typing(focused) if focused == name);
        let Some((_, value)) = given.iter().find(|(given, _)| *given == name) else {
            if typed {
                filled.push(json!({ "type": definition["type"], "name": name, "value": "", "focused": true }));
            } else if definition["required"] == true && stage == Stage::Sent {
                return refuse!("/{command} requires the option '{name}'");
            }
            continue;
        };
        let mut option = json!({ "type": definition["type"], "name": name, "value": value.json() });
        if typed {
            if definition["autocomplete"] != true {
                return refuse!("option '{name}' of /{command} has no autocomplete");
            }
            // What is still being typed is text, whatever it is to become.
            option["value"] = match value {
                OptionValue::Text(text) => json!(text),
                other => json!(other.json().to_string()),
            };
            option["focused"] = json!(true);
        } else if let Err(reason) = fits(definition, value) {
            return refuse!("option '{name}' of /{command} {reason}");
        }
        filled.push(option);
    }
    if let Stage::Typing(focused) = stage
        && !filled.iter().any(|option| option["focused"] == true)
    {
        return refuse!("/{command} has no option '{focused}' to type into");
    }
    Ok(filled)
}

/// Whether Discord's client would let the value through; the error completes 'option x …'.
fn fits(definition: &Value, value: &OptionValue) -> Result<(), String> {
    let kind = definition["type"].as_u64().unwrap_or_default();
    if !value.types().contains(&kind) {
        return Err(format!("is of type {kind} and can't hold {value:?}"));
    }
    let json = value.json();
    let choices = definition["choices"].as_array().map(Vec::as_slice).unwrap_or_default();
    if !choices.is_empty() && !choices.iter().any(|choice| choice["value"] == json) {
        return Err(format!("offers no choice {json}"));
    }
    let (amount, least, most) = match value {
        OptionValue::Text(_) => {
            let length = json.as_str().map_or(0, |text| text.chars().count());
            if length == 0 {
                return Err("can't be sent empty".to_owned());
            }
            (length as f64, "min_length", "max_length")
        }
        OptionValue::Integer(number) => (*number as f64, "min_value", "max_value"),
        OptionValue::Number(number) => (*number, "min_value", "max_value"),
        _ => return Ok(()),
    };
    if definition[least].as_f64().is_some_and(|least| amount < least) {
        return Err(format!("is below its {least} of {}", definition[least]));
    }
    if definition[most].as_f64().is_some_and(|most| amount > most) {
        return Err(format!("is above its {most} of {}", definition[most]));
    }
    Ok(())
}

/// The users, channels and roles that options name, as Discord sends them along.
pub(super) fn resolved(
    state: &State,
    guild: Option<GuildId>,
    member: UserId,
    given: &[(&str, OptionValue)],
) -> Option<Value> {
    let guild = guild.and_then(|guild| state.guilds.get(&guild));
    let mut resolved = json!({});
    for (_, value) in given {
        match value {
            OptionValue::User(user) => {
                resolved["users"][user.to_string()] = objects::user(state, *user);
                if let Some(mut found) = guild.and_then(|g| objects::partial_member(g, *user)) {
                    let allowed = guild.map_or(0, |g| state.guild_permissions(*user, g.id));
                    found["permissions"] = json!(allowed.to_string());
                    resolved["members"][user.to_string()] = found;
                }
            }
            OptionValue::Channel(channel) => {
                if let Some(found) = state.channels.get(channel) {
                    resolved["channels"][channel.to_string()] = objects::partial_channel(state, found, member);
                }
            }
            OptionValue::Role(role) => {
                let found = guild.and_then(|guild| {
                    let at = guild.roles.iter().position(|found| found.id == *role)?;
                    Some(objects::role(guild.id, &guild.roles[at], at))
                });
                if let Some(found) = found {
                    resolved["roles"][role.to_string()] = found;
                }
            }
            _ => {}
        }
    }
    let any = resolved.as_object().is_some_and(|map| !map.is_empty());
    any.then_some(resolved)
}
