//! Members use commands, buttons and select menus.

use serde_json::{Value, json};

use super::options::{self, OptionValue, Stage};
use super::speak::{can_see, visible};
use super::{Refusal, refuse};
use crate::simulator::Simulator;
use crate::simulator::ids::{ChannelId, InteractionId, MessageId, UserId};
use crate::simulator::interaction::Kind;
use crate::simulator::model::permissions;
use crate::simulator::objects;
use crate::simulator::state::{Command, State};
use crate::simulator::view::{Choice, ResponseKind, leaves};

const SLASH: u64 = 1;
const USER_MENU: u64 = 2;
const MESSAGE_MENU: u64 = 3;

impl Simulator {
    /// Uses a slash command; a subcommand is named after its command: `"knowledge check"`.
    ///
    /// # Errors
    ///
    /// If the member could not have: the command isn't registered or not offered here, an option is missing, unknown
    /// or out of its bounds.
    pub fn run_command(
        &self,
        member: UserId,
        channel: ChannelId,
        name: &str,
        given: &[(&str, OptionValue)],
    ) -> Result<InteractionId, Refusal> {
        self.slash(Kind::Command, member, channel, name, given, Stage::Sent)
    }

    /// Types into an option with autocomplete and waits for the choices. `given` holds what stands in the options so
    /// far, the text in the `focused` one included.
    ///
    /// # Errors
    ///
    /// If the member could not have: the command or option is unknown, or the option has no autocomplete.
    pub async fn autocomplete(
        &self,
        member: UserId,
        channel: ChannelId,
        name: &str,
        given: &[(&str, OptionValue)],
        focused: &str,
    ) -> Result<Vec<Choice>, Refusal> {
        let stage = Stage::Typing(focused);
        let asked = self.slash(Kind::Autocomplete, member, channel, name, given, stage)?;
        let answered = self.wait_until_response(asked, |response| response.kind != ResponseKind::Waiting).await;
        match answered.kind {
            ResponseKind::Choices(choices) => Ok(choices),
            ResponseKind::TooLate => refuse!("the bot offered no choices for /{name} in time"),
            other => refuse!("the autocomplete of /{name} was answered with {other:?}"),
        }
    }

    fn slash(
        &self,
        kind: Kind,
        member: UserId,
        channel: ChannelId,
        name: &str,
        given: &[(&str, OptionValue)],
        stage: Stage<'_>,
    ) -> Result<InteractionId, Refusal> {
        self.shared.change(|state| {
            let mut words = name.split(' ');
            let top = words.next().unwrap_or_default();
            let command = offered(state, member, channel, SLASH, top)?;
            let mut definitions = &command.json["options"];
            let mut chain = Vec::new();
            for word in words {
                let subs = definitions.as_array().map(Vec::as_slice).unwrap_or_default();
                let found = subs.iter().find(|sub| sub["name"] == word && matches!(sub["type"].as_u64(), Some(1 | 2)));
                let Some(found) = found else {
                    return refuse!("/{top} has no subcommand '{word}' in '{name}'");
                };
                chain.push((word, found["type"].clone()));
                definitions = &found["options"];
            }
            let list = definitions.as_array().map(Vec::as_slice).unwrap_or_default();
            if list.iter().any(|option| matches!(option["type"].as_u64(), Some(1 | 2))) {
                return refuse!("/{name} is only used with one of its subcommands");
            }
            let mut filled = options::fill(name, list, given, stage)?;
            for (word, sub) in chain.into_iter().rev() {
                filled = vec![json!({ "type": sub, "name": word, "options": filled })];
            }
            let mut data = command_data(&command, SLASH);
            data["options"] = json!(filled);
            let guild = state.guild_of(channel);
            if let Some(resolved) = options::resolved(state, guild, member, given) {
                data["resolved"] = resolved;
            }
            Ok(state.interact(kind, member, channel, data, None, None))
        })
    }

    /// The definitions of the commands that a member finds in this channel, as Discord keeps them.
    pub fn offered_commands(&self, member: UserId, channel: ChannelId) -> Vec<Value> {
        self.shared.read(|state| {
            let guild = state.guild_of(channel);
            let here = state.commands.iter().filter(|command| command.guild.is_none() || command.guild == guild);
            let offered = here.filter(|command| may_use(state, member, channel, command).is_ok());
            offered.map(|command| command.json.clone()).collect()
        })
    }

    /// Uses a command of a message's context menu.
    ///
    /// # Errors
    ///
    /// If the member could not have: the command isn't registered or offered here, or they can't see the message.
    pub fn message_command(
        &self,
        member: UserId,
        channel: ChannelId,
        name: &str,
        message: MessageId,
    ) -> Result<InteractionId, Refusal> {
        self.shared.change(|state| {
            let command = offered(state, member, channel, MESSAGE_MENU, name)?;
            visible(state, member, message)?;
            let found = &state.messages[&message];
            if found.draft.channel != channel {
                return refuse!("message {message} is not in channel {channel}");
            }
            let mut data = command_data(&command, MESSAGE_MENU);
            data["target_id"] = json!(message);
            // A message that a member points at comes with its content, whatever the intents are.
            data["resolved"] = json!({ "messages": { message.to_string(): objects::message(state, found) } });
            Ok(state.interact(Kind::Command, member, channel, data, None, None))
        })
    }

    /// Uses a command of a user's context menu.
    ///
    /// # Errors
    ///
    /// If the member could not have.
    pub fn user_command(
        &self,
        member: UserId,
        channel: ChannelId,
        name: &str,
        user: UserId,
    ) -> Result<InteractionId, Refusal> {
        self.shared.change(|state| {
            let command = offered(state, member, channel, USER_MENU, name)?;
            let mut data = command_data(&command, USER_MENU);
            data["target_id"] = json!(user);
            let guild = state.guild_of(channel);
            let target = [("target", OptionValue::User(user))];
            data["resolved"] = json!(options::resolved(state, guild, member, &target));
            Ok(state.interact(Kind::Command, member, channel, data, None, None))
        })
    }

    /// Presses a button.
    ///
    /// # Errors
    ///
    /// If the member could not have: they don't see the message, or it has no such button, or it is disabled.
    pub fn press(&self, member: UserId, message: MessageId, custom_id: &str) -> Result<InteractionId, Refusal> {
        self.shared.change(|state| {
            let button = component(state, member, message, custom_id)?;
            if button["type"].as_u64() != Some(2) {
                return refuse!("'{custom_id}' of message {message} is no button");
            }
            let data = json!({ "custom_id": custom_id, "component_type": 2, "id": 1 });
            Ok(use_component(state, member, message, data))
        })
    }

    /// Chooses from a select menu with texts.
    ///
    /// # Errors
    ///
    /// If the member could not have: see [`press`](Self::press), or a value is not offered, or there are too few or
    /// too many.
    pub fn choose(
        &self,
        member: UserId,
        message: MessageId,
        custom_id: &str,
        values: &[&str],
    ) -> Result<InteractionId, Refusal> {
        self.shared.change(|state| {
            let select = component(state, member, message, custom_id)?;
            if select["type"].as_u64() != Some(3) {
                return refuse!("'{custom_id}' of message {message} is no select menu with texts");
            }
            let options = select["options"].as_array().map(Vec::as_slice).unwrap_or_default();
            for (index, value) in values.iter().enumerate() {
                if !options.iter().any(|option| option["value"] == *value) {
                    return refuse!("select menu '{custom_id}' doesn't offer '{value}'");
                }
                if values[..index].contains(value) {
                    return refuse!("'{value}' can be chosen only once in '{custom_id}'");
                }
            }
            let least = select["min_values"].as_u64().unwrap_or(1);
            let most = select["max_values"].as_u64().unwrap_or(1);
            if !(least..=most).contains(&(values.len() as u64)) {
                return refuse!("select menu '{custom_id}' takes {least} to {most} values");
            }
            let data = json!({
                "custom_id": custom_id, "component_type": 3, "id": 1, "values": values,
            });
            Ok(use_component(state, member, message, data))
        })
    }
}

/// The registered command that a member finds in this channel under this name; a guild's own comes first.
fn offered(state: &State, member: UserId, channel: ChannelId, kind: u64, name: &str) -> Result<Command, Refusal> {
    can_see(state, member, channel)?;
    let guild = state.guild_of(channel);
    let fits =
        |command: &&Command| command.json["name"] == name && command.json["type"].as_u64().unwrap_or(SLASH) == kind;
    let own = state.commands.iter().find(|command| guild.is_some() && command.guild == guild && fits(command));
    let global = || state.commands.iter().find(|command| command.guild.is_none() && fits(command));
    let Some(command) = own.or_else(global) else {
        return refuse!("no command '{name}' of type {kind} is registered");
    };
    may_use(state, member, channel, command)?;
    Ok(command.clone())
}

/// Whether a member finds a registered command in this channel.
fn may_use(state: &State, member: UserId, channel: ChannelId, command: &Command) -> Result<(), Refusal> {
    let guild = state.guild_of(channel);
    let name = command.json["name"].as_str().unwrap_or_default();
    if state.is_forum(channel) {
        return refuse!("command '{name}' can't be used in forum {channel} itself, only in its posts");
    }
    let bot_left =
        guild.and_then(|id| state.guilds.get(&id)).is_some_and(|guild| !guild.members.contains_key(&state.bot));
    if bot_left {
        return refuse!("the bot is not in the guild of channel {channel}");
    }
    let context = u64::from(guild.is_none());
    if let Some(contexts) = command.json["contexts"].as_array()
        && !contexts.iter().any(|allowed| allowed.as_u64() == Some(context))
    {
        return refuse!("command '{name}' is not offered in context {context}");
    }
    if guild.is_none() && command.json["dm_permission"] == false {
        return refuse!("command '{name}' is not offered in direct messages");
    }
    let held = state.permissions_in(member, channel);
    if guild.is_some() && held & permissions::USE_APPLICATION_COMMANDS == 0 {
        return refuse!("user {member} may not use commands in channel {channel}");
    }
    let needed = command.json["default_member_permissions"].as_str().and_then(|bits| bits.parse::<u64>().ok());
    if let Some(needed) = needed
        && guild.is_some()
    {
        // Zero means: nobody but administrators.
        let missing = if needed == 0 { permissions::ADMINISTRATOR } else { needed };
        if held & missing != missing {
            return refuse!("command '{name}' is not offered to user {member}");
        }
    }
    Ok(())
}

fn command_data(command: &Command, kind: u64) -> Value {
    let mut data = json!({ "id": command.id, "name": command.json["name"], "type": kind });
    if let Some(guild) = command.guild {
        data["guild_id"] = json!(guild);
    }
    data
}

/// The component with this custom id, if the member can use it.
fn component<'a>(state: &'a State, member: UserId, message: MessageId, custom_id: &str) -> Result<&'a Value, Refusal> {
    visible(state, member, message)?;
    let components = leaves(&state.messages[&message].draft.components);
    let known = || {
        let ids = components.iter().filter_map(|component| component["custom_id"].as_str());
        ids.collect::<Vec<_>>().join("', '")
    };
    match components.iter().find(|component| component["custom_id"] == custom_id) {
        None => refuse!("message {message} has no component '{custom_id}', only '{}'", known()),
        Some(found) if found["disabled"] == true => {
            refuse!("component '{custom_id}' of message {message} is disabled")
        }
        Some(found) => Ok(found),
    }
}

fn use_component(state: &mut State, member: UserId, message: MessageId, data: Value) -> InteractionId {
    let channel = state.messages[&message].draft.channel;
    state.interact(Kind::Component, member, channel, data, Some(message), None)
}
