//! The JSON in which Discord shows its users, guilds, channels and messages.
//!
//! The fields are those that Discord always sends, because libraries drop an object that lacks one.

use serde_json::{Value, json};

use super::ids::{ChannelId, GuildId, UserId};
use super::interaction::Interaction;
use super::model::{Author, Channel, ChannelKind, Guild, Role, StoredMessage, flags, intents, permissions};
use super::state::State;

const JOINED: &str = "2024-01-01T00:00:00.000000+00:00";

/// The intent that a message event in this place needs.
pub(super) fn message_intent(guild: Option<GuildId>) -> u64 {
    match guild {
        Some(_) => intents::GUILD_MESSAGES,
        None => intents::DIRECT_MESSAGES,
    }
}

pub(super) fn user(state: &State, id: UserId) -> Value {
    let (name, bot) = state.users.get(&id).map_or(("deleted user", false), |user| (user.name.as_str(), user.bot));
    let mut json = json!({
        "id": id,
        "username": name.to_lowercase().replace(' ', "_"),
        "discriminator": if bot { "0001" } else { "0" },
        "global_name": if bot { Value::Null } else { json!(name) },
        "avatar": null,
        "public_flags": 0,
    });
    if bot {
        json["bot"] = json!(true);
        json["username"] = json!(name);
    }
    json
}

/// The bot's account, as only the bot itself sees it.
pub(super) fn current_user(state: &State) -> Value {
    let mut json = user(state, state.bot);
    json["verified"] = json!(true);
    json["mfa_enabled"] = json!(true);
    json["email"] = Value::Null;
    json["flags"] = json!(0);
    json
}

pub(super) fn application(state: &State) -> Value {
    let mut json = json!({
        "id": state.bot,
        "name": state.users.get(&state.bot).map(|bot| bot.name.as_str()),
        "icon": null,
        "description": "",
        "bot_public": true,
        "bot_require_code_grant": false,
        "verify_key": "0".repeat(64),
        "flags": application_flags(state),
        "team": null,
        "integration_types_config": {},
        "bot": user(state, state.bot),
    });
    if let Some(guild) = state.guilds.values().next() {
        json["owner"] = user(state, guild.owner);
    }
    json
}

/// Which privileged intents the developer portal allows, as Discord shows it to a bot in few guilds.
pub(super) fn application_flags(state: &State) -> u64 {
    const MEMBERS_LIMITED: u64 = 1 << 15;
    const MESSAGE_CONTENT_LIMITED: u64 = 1 << 19;
    let mut flags = 0;
    if state.faults.refused_intents & intents::GUILD_MEMBERS == 0 {
        flags |= MEMBERS_LIMITED;
    }
    if state.faults.refused_intents & intents::MESSAGE_CONTENT == 0 {
        flags |= MESSAGE_CONTENT_LIMITED;
    }
    flags
}

/// A member without the user, as it stands in a message event.
pub(super) fn partial_member(guild: &Guild, id: UserId) -> Option<Value> {
    let membership = guild.members.get(&id)?;
    Some(json!({
        "nick": null,
        "avatar": null,
        "banner": null,
        "roles": membership.roles,
        "joined_at": membership.joined_at,
        "premium_since": null,
        "deaf": false,
        "mute": false,
        "flags": 0,
        "pending": false,
        "communication_disabled_until": null,
    }))
}

pub(super) fn member(state: &State, guild: &Guild, id: UserId) -> Option<Value> {
    let mut json = partial_member(guild, id)?;
    json["user"] = user(state, id);
    Some(json)
}

pub(super) fn role(guild: GuildId, role: &Role, position: usize) -> Value {
    let mut json = json!({
        "id": role.id,
        "name": role.name,
        "color": 0,
        "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
        "hoist": false,
        "icon": null,
        "unicode_emoji": null,
        "position": position,
        "permissions": role.permissions.to_string(),
        "managed": role.of_bot.is_some(),
        "mentionable": role.id.get() != guild.get() && role.of_bot.is_none(),
        "flags": 0,
    });
    if let Some(bot) = role.of_bot {
        json["tags"] = json!({ "bot_id": bot });
    }
    json
}

/// A guild as REST shows it.
pub(super) fn guild(guild: &Guild) -> Value {
    let roles: Vec<Value> =
        guild.roles.iter().enumerate().map(|(position, found)| role(guild.id, found, position)).collect();
    json!({
        "id": guild.id,
        "name": guild.name,
        "icon": null,
        "splash": null,
        "discovery_splash": null,
        "owner_id": guild.owner,
        "afk_channel_id": null,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "roles": roles,
        "emojis": [],
        "features": [],
        "mfa_level": 0,
        "application_id": null,
        "system_channel_id": null,
        "system_channel_flags": 0,
        "rules_channel_id": null,
        "vanity_url_code": null,
        "description": null,
        "banner": null,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": "en-US",
        "public_updates_channel_id": null,
        "nsfw_level": 0,
        "stickers": [],
        "premium_progress_bar_enabled": false,
        "safety_alerts_channel_id": null,
        "incidents_data": null,
    })
}

/// A guild as GUILD_CREATE shows it.
pub(super) fn guild_create(state: &State, found: &Guild) -> Value {
    let of_kind = |thread: bool| -> Vec<Value> {
        state
            .channels
            .values()
            .filter(|channel| channel.guild == Some(found.id))
            .filter(|channel| matches!(channel.kind, ChannelKind::Thread { .. }) == thread)
            .map(|found| channel(state, found))
            .collect()
    };
    let members: Vec<Value> = found.members.keys().filter_map(|id| member(state, found, *id)).collect();
    let mut json = guild(found);
    json["joined_at"] = json!(JOINED);
    json["large"] = json!(false);
    json["unavailable"] = json!(false);
    json["member_count"] = json!(members.len());
    json["members"] = json!(members);
    json["channels"] = json!(of_kind(false));
    json["threads"] = json!(of_kind(true));
    for empty in ["voice_states", "presences", "stage_instances", "guild_scheduled_events", "soundboard_sounds"] {
        json[empty] = json!([]);
    }
    json
}

pub(super) fn channel(state: &State, channel: &Channel) -> Value {
    let mut json = json!({
        "id": channel.id,
        "type": channel_type(channel),
        "last_message_id": last_message(state, channel),
        "flags": 0,
    });
    let Some(guild) = channel.guild else {
        if let ChannelKind::Dm { with } = channel.kind {
            json["recipients"] = json!([user(state, with)]);
        }
        return json;
    };
    json["guild_id"] = json!(guild);
    json["name"] = json!(channel.name);
    json["rate_limit_per_user"] = json!(0);
    if let ChannelKind::Thread { parent, owner } = channel.kind {
        json["parent_id"] = json!(parent);
        json["owner_id"] = json!(owner);
        json["message_count"] = json!(0);
        json["member_count"] = json!(1);
        json["total_message_sent"] = json!(0);
        json["thread_metadata"] = json!({
            "archived": false,
            "archive_timestamp": channel.created,
            "auto_archive_duration": 4320,
            "locked": false,
            "create_timestamp": channel.created,
        });
        return json;
    }
    json["parent_id"] = Value::Null;
    json["position"] = json!(0);
    json["topic"] = Value::Null;
    json["nsfw"] = json!(false);
    json["permission_overwrites"] = match channel.denied_to_bot {
        0 => json!([]),
        denied => {
            json!([{ "id": state.bot, "type": 1, "allow": "0", "deny": denied.to_string() }])
        }
    };
    if channel.kind == ChannelKind::Forum {
        add_forum_settings(&mut json);
    }
    json
}

/// What a forum has beside a text channel, as it is before anybody has set it.
fn add_forum_settings(json: &mut Value) {
    json["available_tags"] = json!([]);
    json["default_reaction_emoji"] = Value::Null;
    json["default_sort_order"] = Value::Null;
    json["default_forum_layout"] = json!(0);
    json["default_thread_rate_limit_per_user"] = json!(0);
}

pub(super) fn channel_type(channel: &Channel) -> u8 {
    match channel.kind {
        ChannelKind::Text => 0,
        ChannelKind::Dm { .. } => 1,
        ChannelKind::Thread { .. } => 11,
        ChannelKind::Forum => 15,
    }
}

/// A channel as it stands in an interaction.
pub(super) fn partial_channel(state: &State, found: &Channel, member: UserId) -> Value {
    let mut json = channel(state, found);
    json["permissions"] = json!(state.permissions_in(member, found.id).to_string());
    json
}

/// The id of a channel's newest message; of a forum's newest post, which Discord puts in the same place.
fn last_message(state: &State, channel: &Channel) -> Value {
    if channel.kind == ChannelKind::Forum {
        return state.threads_of(channel.id).next_back().map_or(Value::Null, |post| json!(post.id));
    }
    state
        .messages
        .values()
        .rev()
        .find(|message| message.draft.channel == channel.id && message.draft.only_for.is_none())
        .map_or(Value::Null, |message| json!(message.id))
}

/// A message as REST shows it.
pub(super) fn message(state: &State, message: &StoredMessage) -> Value {
    let mut json = flat_message(state, message);
    if let Some(reference) = message.draft.reference {
        json["message_reference"] = json!({
            "type": 0,
            "message_id": reference,
            "channel_id": message.draft.channel,
            "guild_id": state.guild_of(message.draft.channel),
        });
        json["referenced_message"] =
            state.message(reference).map_or(Value::Null, |referenced| flat_message(state, referenced));
    }
    json
}

/// A message as a gateway event shows it: with the guild, and the author's membership in it.
pub(super) fn gateway_message(state: &State, found: &StoredMessage) -> Value {
    let mut json = message(state, found);
    let guild = state.guild_of(found.draft.channel);
    if let Some(guild) = guild.and_then(|id| state.guilds.get(&id)) {
        json["guild_id"] = json!(guild.id);
        if let Author::User(author) = found.draft.author
            && let Some(member) = partial_member(guild, author)
        {
            json["member"] = member;
        }
    }
    json
}

fn flat_message(state: &State, message: &StoredMessage) -> Value {
    let draft = &message.draft;
    let guild = state.guild_of(draft.channel).and_then(|id| state.guilds.get(&id));
    let mentions: Vec<Value> = draft
        .mentions
        .users
        .iter()
        .map(|id| {
            let mut json = user(state, *id);
            if let Some(member) = guild.and_then(|guild| partial_member(guild, *id)) {
                json["member"] = member;
            }
            json
        })
        .collect();
    let author = match &draft.author {
        Author::User(id) => user(state, *id),
        Author::Webhook { id, name } => json!({
            "id": id, "username": name, "discriminator": "0000", "avatar": null, "bot": true,
            "global_name": null, "public_flags": 0,
        }),
    };
    let interaction = draft.interaction.and_then(|id| state.interactions.get(&id));
    let kind = match (interaction.and_then(Interaction::command_type), draft.reference) {
        (Some(1), _) => 20,
        (Some(_), _) => 23,
        (None, Some(_)) => 19,
        (None, None) => 0,
    };
    let mut json = json!({
        "id": message.id,
        "channel_id": draft.channel,
        "author": author,
        "content": draft.content,
        "timestamp": message.created,
        "edited_timestamp": message.edited,
        "tts": false,
        "mention_everyone": draft.mentions.everyone,
        "mentions": mentions,
        "mention_roles": draft.mentions.roles,
        "attachments": draft.attachments,
        "embeds": draft.embeds,
        "components": draft.components,
        "pinned": false,
        "type": kind,
        "flags": draft.flags,
    });
    if draft.flags & flags::SUPPRESS_EMBEDS != 0 {
        json["embeds"] = json!([]);
    }
    if let Author::Webhook { id, .. } = &draft.author {
        json["webhook_id"] = json!(id);
    }
    if let Some(nonce) = &draft.nonce {
        json["nonce"] = nonce.clone();
    }
    if let Some(interaction) = interaction {
        json["application_id"] = json!(state.bot);
        json["webhook_id"] = json!(state.bot);
        json["interaction_metadata"] = interaction.metadata(state);
    }
    json
}

/// What the bot itself may do in the channel, as text.
pub(super) fn app_permissions(state: &State, channel: ChannelId) -> String {
    match state.guild_of(channel) {
        Some(_) => state.permissions_in(state.bot, channel),
        None => permissions::EVERYONE,
    }
    .to_string()
}
