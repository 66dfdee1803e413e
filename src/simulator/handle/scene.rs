//! Setting the scene: guilds, channels, roles, members, and what the bot may do.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::simulator::Simulator;
use crate::simulator::ids::{ChannelId, GuildId, RoleId, UserId};
use crate::simulator::model::{Channel, ChannelKind, Guild, Membership, Role, User, intents, permissions};
use crate::simulator::objects;
use crate::simulator::rest::add_thread;
use crate::simulator::state::State;

impl Simulator {
    /// Adds a guild that the bot is in, with an owner.
    pub fn add_guild(&self, name: &str) -> GuildId {
        self.shared.change(|state| {
            let id = GuildId::new(state.ids.next());
            let owner = add_user(state, "Owner", false);
            let everyone = Role {
                id: RoleId::new(id.get()),
                name: "@everyone".to_owned(),
                permissions: permissions::EVERYONE,
                of_bot: None,
            };
            let bots = Role {
                id: RoleId::new(state.ids.next()),
                name: state.users[&state.bot].name.clone(),
                permissions: 0,
                of_bot: Some(state.bot),
            };
            let bots_roles = [bots.id];
            let guild = Guild {
                id,
                name: name.to_owned(),
                owner,
                roles: vec![everyone, bots],
                members: BTreeMap::from([(owner, membership(&[])), (state.bot, membership(&bots_roles))]),
            };
            state.guilds.insert(id, guild);
            let json = objects::guild_create(state, &state.guilds[&id]);
            state.dispatch("GUILD_CREATE", intents::GUILDS, Some(id), json);
            id
        })
    }

    /// Takes the bot out of a guild.
    pub fn remove_bot_from(&self, guild: GuildId) {
        self.shared.change(|state| {
            let bot = state.bot;
            if let Some(found) = state.guilds.get_mut(&guild) {
                found.members.remove(&bot);
            }
            state.dispatch("GUILD_DELETE", intents::GUILDS, Some(guild), json!({ "id": guild }));
        });
    }

    /// The owner of a guild, who may do everything there.
    ///
    /// # Panics
    ///
    /// If there is no such guild.
    pub fn owner(&self, guild: GuildId) -> UserId {
        self.shared.read(|state| state.guilds[&guild].owner)
    }

    /// Adds a text channel.
    pub fn add_channel(&self, guild: GuildId, name: &str) -> ChannelId {
        self.add_channel_of(ChannelKind::Text, guild, name)
    }

    /// Adds a forum. [`post_in_forum`](Self::post_in_forum) posts in it.
    pub fn add_forum(&self, guild: GuildId, name: &str) -> ChannelId {
        self.add_channel_of(ChannelKind::Forum, guild, name)
    }

    fn add_channel_of(&self, kind: ChannelKind, guild: GuildId, name: &str) -> ChannelId {
        self.shared.change(|state| {
            let id = ChannelId::new(state.ids.next());
            let channel = Channel {
                id,
                guild: Some(guild),
                name: name.to_owned(),
                kind,
                denied_to_bot: 0,
                created: State::now(),
            };
            let json = objects::channel(state, &channel);
            state.channels.insert(id, channel);
            state.dispatch("CHANNEL_CREATE", intents::GUILDS, Some(guild), json);
            id
        })
    }

    /// Deletes a channel.
    pub fn delete_channel(&self, channel: ChannelId) {
        self.shared.change(|state| {
            if let Some(found) = state.channels.remove(&channel) {
                let json = objects::channel(state, &found);
                state.dispatch("CHANNEL_DELETE", intents::GUILDS, found.guild, json);
            }
        });
    }

    /// Starts a thread in a text channel.
    pub fn add_thread(&self, owner: UserId, parent: ChannelId, name: &str) -> ChannelId {
        self.shared.change(|state| {
            let id = ChannelId::new(state.ids.next());
            add_thread(state, id, parent, name, owner);
            id
        })
    }

    /// The direct-message channel between a user and the bot.
    pub fn dm_channel(&self, user: UserId) -> ChannelId {
        self.shared.change(|state| state.open_dm(user))
    }

    /// Closes or opens a user's direct messages to the bot.
    pub fn refuse_dms(&self, user: UserId, refuses: bool) {
        self.shared.change(|state| {
            if let Some(user) = state.users.get_mut(&user) {
                user.refuses_dms = refuses;
            }
        });
    }

    /// Adds a role without permissions of its own.
    pub fn add_role(&self, guild: GuildId, name: &str) -> RoleId {
        self.add_role_with(guild, name, 0)
    }

    /// Adds a role with [`permissions`].
    ///
    /// # Panics
    ///
    /// If there is no such guild.
    pub fn add_role_with(&self, guild: GuildId, name: &str, permissions: u64) -> RoleId {
        self.shared.change(|state| {
            let id = RoleId::new(state.ids.next());
            let role = Role { id, name: name.to_owned(), permissions, of_bot: None };
            let found = state.guilds.get_mut(&guild).expect("the guild was added before");
            let json = objects::role(guild, &role, found.roles.len());
            found.roles.push(role);
            let event = json!({ "guild_id": guild, "role": json });
            state.dispatch("GUILD_ROLE_CREATE", intents::GUILDS, Some(guild), event);
            id
        })
    }

    /// Adds a person to a guild.
    pub fn add_member(&self, guild: GuildId, name: &str, roles: &[RoleId]) -> UserId {
        self.shared.change(|state| {
            let user = add_user(state, name, false);
            join(state, guild, user, roles);
            user
        })
    }

    /// Adds another bot to a guild.
    pub fn add_bot_member(&self, guild: GuildId, name: &str) -> UserId {
        self.shared.change(|state| {
            let user = add_user(state, name, true);
            join(state, guild, user, &[]);
            user
        })
    }

    /// Lets a user who exists already join one more guild.
    pub fn join(&self, guild: GuildId, user: UserId, roles: &[RoleId]) {
        self.shared.change(|state| join(state, guild, user, roles));
    }

    /// Adds a person who shares no guild with the bot, and can only write to it directly.
    pub fn add_user(&self, name: &str) -> UserId {
        self.shared.change(|state| add_user(state, name, false))
    }

    /// Replaces a member's roles.
    pub fn set_roles(&self, guild: GuildId, member: UserId, roles: &[RoleId]) {
        self.shared.change(|state| {
            let found = state.guilds.get_mut(&guild);
            let Some(member_of) = found.and_then(|guild| guild.members.get_mut(&member)) else {
                return;
            };
            member_of.roles = roles.to_vec();
            member_event(state, "GUILD_MEMBER_UPDATE", guild, member);
        });
    }

    /// Lets a member leave a guild.
    pub fn leave(&self, guild: GuildId, member: UserId) {
        self.shared.change(|state| {
            if let Some(found) = state.guilds.get_mut(&guild) {
                found.members.remove(&member);
            }
            let event = json!({ "guild_id": guild, "user": objects::user(state, member) });
            let intent = intents::GUILD_MEMBERS;
            state.dispatch("GUILD_MEMBER_REMOVE", intent, Some(guild), event);
        });
    }

    /// Takes [`permissions`] from the bot in a channel, in place of those that were taken before.
    pub fn deny_bot(&self, channel: ChannelId, permissions: u64) {
        self.shared.change(|state| {
            if let Some(found) = state.channels.get_mut(&channel) {
                found.denied_to_bot = permissions;
            }
            let Some(found) = state.channels.get(&channel) else {
                return;
            };
            let guild = found.guild;
            let json = objects::channel(state, found);
            state.dispatch("CHANNEL_UPDATE", intents::GUILDS, guild, json);
        });
    }

    /// The bot's user id, which is its application's id too.
    pub fn bot(&self) -> UserId {
        self.shared.read(|state| state.bot)
    }

    /// The name of a user; empty if there is none.
    pub fn name_of(&self, user: UserId) -> String {
        self.shared.read(|state| state.users.get(&user).map(|user| user.name.clone()).unwrap_or_default())
    }

    /// The name of a channel, or the title of a thread; empty if there is none.
    pub fn channel_name(&self, channel: ChannelId) -> String {
        self.shared.read(|state| state.channels.get(&channel).map(|channel| channel.name.clone()).unwrap_or_default())
    }

    /// The threads of a channel, or the posts of a forum, in the order of their ids.
    pub fn threads_of(&self, channel: ChannelId) -> Vec<ChannelId> {
        self.shared.read(|state| state.threads_of(channel).map(|thread| thread.id).collect())
    }

    /// The role that Discord gave the bot when it joined the guild.
    ///
    /// # Panics
    ///
    /// If there is no such guild.
    pub fn bots_role(&self, guild: GuildId) -> RoleId {
        self.shared.read(|state| {
            let mut roles = state.guilds[&guild].roles.iter();
            roles.find(|role| role.of_bot == Some(state.bot)).expect("every guild has one").id
        })
    }

    /// The text that mentions a role.
    pub fn mention_role(&self, role: RoleId) -> String {
        format!("<@&{role}>")
    }

    /// The text that mentions a user.
    pub fn mention(&self, user: UserId) -> String {
        format!("<@{user}>")
    }
}

fn membership(roles: &[RoleId]) -> Membership {
    Membership { roles: roles.to_vec(), joined_at: State::now() }
}

fn add_user(state: &mut State, name: &str, bot: bool) -> UserId {
    let id = UserId::new(state.ids.next());
    let user = User { name: name.to_owned(), bot, refuses_dms: false };
    state.users.insert(id, user);
    id
}

fn join(state: &mut State, guild: GuildId, user: UserId, roles: &[RoleId]) {
    if let Some(found) = state.guilds.get_mut(&guild) {
        found.members.insert(user, membership(roles));
        member_event(state, "GUILD_MEMBER_ADD", guild, user);
    }
}

fn member_event(state: &mut State, name: &str, guild: GuildId, user: UserId) {
    let found = state.guilds.get(&guild);
    let json = found.and_then(|guild| objects::member(state, guild, user));
    let mut json: Value = json.unwrap_or_default();
    json["guild_id"] = json!(guild);
    state.dispatch(name, intents::GUILD_MEMBERS, Some(guild), json);
}
