//! Registration of commands, global or of one guild.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Answer, Call, Reply, id};
use crate::simulator::errors::ApiError;
use crate::simulator::ids::{CommandId, GuildId};
use crate::simulator::limits;
use crate::simulator::state::{Command, State};

/// Commands of one type, in one place.
const MOST_SLASH: usize = 100;
const MOST_CONTEXT_MENU: usize = 15;

pub(super) fn answer(state: &mut State, call: &Call) -> Answer {
    let segments = call.segments();
    let (application, guild, rest) = match segments.as_slice() {
        ["applications", application, "commands", rest @ ..] => (application, None, rest),
        ["applications", application, "guilds", guild, "commands", rest @ ..] => {
            let guild: GuildId = id(guild, ApiError::missing_access)?;
            let known = state.guilds.get(&guild);
            if known.is_none_or(|known| !known.members.contains_key(&state.bot)) {
                return Err(ApiError::missing_access());
            }
            (application, Some(guild), rest)
        }
        _ => return Err(ApiError::not_found()),
    };
    if *application != state.bot.to_string() {
        return Err(ApiError::new(403, 20012, "You are not authorized to perform this action on this application"));
    }
    match (&call.method, rest) {
        (&Method::GET, []) => Reply::ok(list(state, guild)),
        (&Method::PUT, []) => overwrite(state, guild, &call.body),
        (&Method::POST, []) => upsert(state, guild, &call.body),
        (&Method::GET, [command]) => {
            let index = position(state, guild, command)?;
            Reply::ok(state.commands[index].json.clone())
        }
        (&Method::PATCH, [command]) => {
            let index = position(state, guild, command)?;
            update(state, index, &call.body)
        }
        (&Method::DELETE, [command]) => {
            let index = position(state, guild, command)?;
            state.commands.remove(index);
            Ok(Reply::Empty)
        }
        (_, [] | [_]) => Err(ApiError::method_not_allowed()),
        _ => Err(ApiError::not_found()),
    }
}

fn list(state: &State, guild: Option<GuildId>) -> Value {
    state.commands.iter().filter(|command| command.guild == guild).map(|command| command.json.clone()).collect()
}

fn position(state: &State, guild: Option<GuildId>, segment: &str) -> Result<usize, ApiError> {
    let wanted: CommandId = id(segment, ApiError::unknown_command)?;
    state
        .commands
        .iter()
        .position(|command| command.id == wanted && command.guild == guild)
        .ok_or_else(ApiError::unknown_command)
}

fn kind(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(1)
}

fn same(one: &Value, other: &Value) -> bool {
    one["name"] == other["name"] && kind(one) == kind(other)
}

fn too_many<'a>(commands: impl Iterator<Item = &'a Value> + Clone) -> bool {
    let count = |wanted| commands.clone().filter(|command| kind(command) == wanted).count();
    count(1) > MOST_SLASH || count(2) > MOST_CONTEXT_MENU || count(3) > MOST_CONTEXT_MENU
}

fn overwrite(state: &mut State, guild: Option<GuildId>, body: &Value) -> Answer {
    let Some(wanted) = body.as_array() else {
        return Err(limits::not_a_list());
    };
    if too_many(wanted.iter()) {
        return Err(ApiError::too_many_commands());
    }
    limits::commands(wanted)?;
    // A command that stays keeps its id.
    let old: Vec<Command> = state.commands.iter().filter(|command| command.guild == guild).cloned().collect();
    state.commands.retain(|command| command.guild != guild);
    for json in wanted {
        let kept = old.iter().find(|command| same(&command.json, json));
        let command = complete(state, guild, json, kept.map(|command| command.id));
        state.commands.push(command);
    }
    state.registered = true;
    Reply::ok(list(state, guild))
}

fn upsert(state: &mut State, guild: Option<GuildId>, body: &Value) -> Answer {
    limits::command(body)?;
    let index = state.commands.iter().position(|command| command.guild == guild && same(&command.json, body));
    state.registered = true;
    if let Some(index) = index {
        let kept = Some(state.commands[index].id);
        let command = complete(state, guild, body, kept);
        let json = command.json.clone();
        state.commands[index] = command;
        return Reply::ok(json);
    }
    let others = state.commands.iter().filter(|command| command.guild == guild).map(|command| &command.json);
    if too_many(others.chain([body])) {
        return Err(ApiError::too_many_commands());
    }
    let command = complete(state, guild, body, None);
    let json = command.json.clone();
    state.commands.push(command);
    Ok(Reply::Json(201, json))
}

fn update(state: &mut State, index: usize, body: &Value) -> Answer {
    let Command { id, guild, json } = state.commands[index].clone();
    let mut merged = json;
    for (key, value) in body.as_object().into_iter().flatten() {
        // A command's type can't be changed.
        if key != "type" {
            merged[key.as_str()] = value.clone();
        }
    }
    limits::command(&merged)?;
    let command = complete(state, guild, &merged, Some(id));
    let json = command.json.clone();
    state.commands[index] = command;
    Reply::ok(json)
}

/// The command as Discord gives it back, with the keys that were left out.
fn complete(state: &mut State, guild: Option<GuildId>, json: &Value, kept: Option<CommandId>) -> Command {
    let id = kept.unwrap_or_else(|| CommandId::new(state.ids.next()));
    let mut json = json.clone();
    json["id"] = json!(id);
    json["application_id"] = json!(state.bot);
    json["version"] = json!(state.ids.next().to_string());
    if let Some(guild) = guild {
        json["guild_id"] = json!(guild);
    }
    for (key, default) in [
        ("type", json!(1)),
        ("description", json!("")),
        ("default_member_permissions", Value::Null),
        ("nsfw", json!(false)),
    ] {
        if json.get(key).is_none() {
            json[key] = default;
        }
    }
    Command { id, guild, json }
}
