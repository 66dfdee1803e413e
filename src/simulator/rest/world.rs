//! What the bot may read of users, guilds and channels, and the few things it does with them.

use std::time::Instant;

use axum::http::Method;
use serde_json::{Value, json};

use super::{Answer, Call, Reply, id};
use crate::simulator::errors::ApiError;
use crate::simulator::ids::{ChannelId, GuildId, MessageId, UserId};
use crate::simulator::limits;
use crate::simulator::model::{Channel, ChannelKind, Guild, permissions};
use crate::simulator::objects;
use crate::simulator::state::{Shared, State};

/// Discord's number for a channel that is a public thread.
const PUBLIC_THREAD: u64 = 11;

pub(super) fn answer(state: &mut State, shared: &Shared, call: &Call) -> Answer {
    let segments = call.segments();
    match (&call.method, segments.as_slice()) {
        (&Method::GET, ["gateway"]) => Reply::ok(json!({ "url": shared.gateway_url() })),
        (&Method::GET, ["gateway", "bot"]) => Reply::ok(json!({
            "url": shared.gateway_url(),
            "shards": shared.options.shards,
            "session_start_limit": {
                "total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1,
            },
        })),
        (&Method::GET, ["users", "@me"]) => Reply::ok(objects::current_user(state)),
        (&Method::GET, ["users", "@me", "guilds"]) => {
            let guilds = state.guilds.values();
            let mine = guilds.filter(|guild| guild.members.contains_key(&state.bot));
            let shown = mine.map(|guild| {
                let allowed = state.guild_permissions(state.bot, guild.id).to_string();
                json!({
                    "id": guild.id, "name": guild.name, "icon": null, "banner": null, "owner": false,
                    "permissions": allowed, "features": [],
                })
            });
            Reply::ok(shown.collect())
        }
        (&Method::GET, ["applications", "@me"] | ["oauth2", "applications", "@me"]) => {
            Reply::ok(objects::application(state))
        }
        (&Method::GET, ["users", user]) => {
            let user: UserId = id(user, ApiError::unknown_user)?;
            if !state.users.contains_key(&user) {
                return Err(ApiError::unknown_user());
            }
            Reply::ok(objects::user(state, user))
        }
        (&Method::POST, ["users", "@me", "channels"]) => open_dm(state, &call.body),
        (&Method::GET, ["guilds", guild]) => Reply::ok(objects::guild(guild_of(state, guild)?)),
        (&Method::GET, ["guilds", guild, "channels"]) => {
            let guild = guild_of(state, guild)?.id;
            let channels: Vec<Value> = state
                .channels
                .values()
                .filter(|channel| channel.guild == Some(guild) && !matches!(channel.kind, ChannelKind::Thread { .. }))
                .map(|channel| objects::channel(state, channel))
                .collect();
            Reply::ok(json!(channels))
        }
        (&Method::GET, ["guilds", guild, "roles"]) => {
            let guild = guild_of(state, guild)?;
            Reply::ok(objects::guild(guild)["roles"].clone())
        }
        (&Method::GET, ["guilds", guild, "members", user]) => {
            let user = match *user {
                "@me" => state.bot,
                user => id(user, ApiError::unknown_member)?,
            };
            let member = objects::member(state, guild_of(state, guild)?, user);
            Reply::ok(member.ok_or_else(ApiError::unknown_member)?)
        }
        (&Method::GET, ["channels", channel]) => {
            let channel = visible_channel(state, channel)?;
            Reply::ok(objects::channel(state, &state.channels[&channel]))
        }
        (&Method::POST, ["channels", channel, "typing"]) => {
            let channel = visible_channel(state, channel)?;
            allowed(state, channel, permissions::SEND_MESSAGES)?;
            state.typing.insert(channel, Instant::now());
            Ok(Reply::Empty)
        }
        (&Method::POST, ["channels", channel, "threads"]) => {
            let channel = visible_channel(state, channel)?;
            start_thread(state, channel, None, &call.body)
        }
        _ => Err(ApiError::not_found()),
    }
}

/// The guild, if the bot is in it.
fn guild_of<'a>(state: &'a State, segment: &str) -> Result<&'a Guild, ApiError> {
    let guild: GuildId = id(segment, ApiError::unknown_guild)?;
    state.guilds.get(&guild).filter(|guild| guild.members.contains_key(&state.bot)).ok_or_else(ApiError::unknown_guild)
}

/// The channel's id, if it exists and the bot may see it.
pub(super) fn visible_channel(state: &State, segment: &str) -> Result<ChannelId, ApiError> {
    let channel: ChannelId = id(segment, ApiError::unknown_channel)?;
    if !state.channels.contains_key(&channel) {
        return Err(ApiError::unknown_channel());
    }
    if state.permissions_in(state.bot, channel) & permissions::VIEW_CHANNEL == 0 {
        return Err(ApiError::missing_access());
    }
    Ok(channel)
}

/// Checks that the bot has all of `wanted` in the channel.
pub(super) fn allowed(state: &State, channel: ChannelId, wanted: u64) -> Result<(), ApiError> {
    // In a thread another bit than in its parent says whether one may post.
    let is_thread =
        matches!(state.channels.get(&channel).map(|channel| channel.kind), Some(ChannelKind::Thread { .. }));
    let wanted = if is_thread && wanted & permissions::SEND_MESSAGES != 0 {
        wanted & !permissions::SEND_MESSAGES | permissions::SEND_MESSAGES_IN_THREADS
    } else {
        wanted
    };
    if state.permissions_in(state.bot, channel) & wanted == wanted {
        Ok(())
    } else {
        Err(ApiError::missing_permissions())
    }
}

fn open_dm(state: &mut State, body: &Value) -> Answer {
    let recipient = body["recipient_id"]
        .as_str()
        .and_then(|text| text.parse().ok())
        .or_else(|| body["recipient_id"].as_u64().map(UserId::new))
        .filter(|user| state.users.contains_key(user))
        .ok_or_else(ApiError::unknown_user)?;
    // Two bots can't talk to each other in private.
    if state.users[&recipient].bot {
        return Err(ApiError::refuses_dms());
    }
    let channel = state.open_dm(recipient);
    Reply::ok(objects::channel(state, &state.channels[&channel]))
}

/// Starts a thread, from a message or by itself.
pub(super) fn start_thread(state: &mut State, parent: ChannelId, message: Option<MessageId>, body: &Value) -> Answer {
    limits::thread(body)?;
    match state.channels[&parent].kind {
        ChannelKind::Text if message.is_some() => {}
        ChannelKind::Text => public(body)?,
        ChannelKind::Forum => return Err(no_post_of_the_bot(body)),
        ChannelKind::Thread { .. } | ChannelKind::Dm { .. } => return Err(ApiError::wrong_channel_type()),
    }
    allowed(state, parent, permissions::CREATE_PUBLIC_THREADS)?;
    // A thread that starts from a message has the message's id.
    let thread = match message {
        Some(message) => ChannelId::new(message.get()),
        None => ChannelId::new(state.ids.next()),
    };
    if state.channels.contains_key(&thread) {
        return Err(ApiError::thread_exists());
    }
    let name = body["name"].as_str().unwrap_or_default().to_owned();
    let owner = state.bot;
    let json = add_thread(state, thread, parent, &name, owner);
    Ok(Reply::Json(201, json))
}

/// Holds the bot to asking for a public thread: without a message to start from, Discord makes it private unless told.
fn public(body: &Value) -> Result<(), ApiError> {
    if body["type"] == PUBLIC_THREAD {
        return Ok(());
    }
    Err(ApiError::not_simulated("private threads; without a message a thread is one, unless \"type\": 11 is given"))
}

/// The error for the bot's try to post in a forum.
fn no_post_of_the_bot(body: &Value) -> ApiError {
    if body["message"].is_null() {
        return limits::no_first_message();
    }
    ApiError::not_simulated("posts of the bot in a forum")
}

/// Adds a thread to the state and tells the bot of it.
pub(in crate::simulator) fn add_thread(
    state: &mut State,
    id: ChannelId,
    parent: ChannelId,
    name: &str,
    owner: UserId,
) -> Value {
    let guild = state.guild_of(parent);
    let channel = Channel {
        id,
        guild,
        name: name.to_owned(),
        kind: ChannelKind::Thread { parent, owner },
        denied_to_bot: 0,
        created: State::now(),
    };
    let json = objects::channel(state, &channel);
    state.channels.insert(id, channel);
    let mut event = json.clone();
    event["newly_created"] = json!(true);
    state.dispatch("THREAD_CREATE", crate::simulator::model::intents::GUILDS, guild, event);
    json
}
