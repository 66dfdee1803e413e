//! Whom a message pings.

use serde_json::Value;

use super::ids::{ChannelId, RoleId, UserId};
use super::model::{Author, Draft, Mentions, permissions};
use super::state::State;

/// What a text mentions, before anybody has said who may be pinged.
fn written(content: &str) -> Mentions {
    let mut mentions =
        Mentions { everyone: content.contains("@everyone") || content.contains("@here"), ..Mentions::default() };
    for part in content.split('<').skip(1) {
        let Some((inside, _)) = part.split_once('>') else {
            continue;
        };
        if let Some(role) = inside.strip_prefix("@&").and_then(|id| id.parse::<RoleId>().ok()) {
            push_new(&mut mentions.roles, role);
        } else if let Some(user) = inside.strip_prefix('@') {
            let user = user.strip_prefix('!').unwrap_or(user);
            if let Ok(user) = user.parse::<UserId>() {
                push_new(&mut mentions.users, user);
            }
        }
    }
    mentions
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// What a message pings if its author switches nothing off; `ping` is the switch of a reply.
pub(super) fn of_a_member(state: &State, draft: &Draft, author: UserId, ping: bool) -> Mentions {
    let mut mentions = written(&draft.content);
    let may = state.permissions_in(author, draft.channel) & permissions::MENTION_EVERYONE != 0;
    mentions.everyone &= may;
    if ping {
        mentions.users.extend(replied_to(state, draft));
    }
    existing(state, draft.channel, mentions)
}

/// What a message of the bot pings, given its `allowed_mentions`.
pub(super) fn of_the_bot(state: &State, draft: &Draft, allowed: Option<&Value>) -> Mentions {
    let Some(allowed) = allowed.filter(|allowed| allowed.is_object()) else {
        return of_a_member(state, draft, state.bot, true);
    };
    let parses =
        |kind: &str| allowed["parse"].as_array().is_some_and(|parse| parse.iter().any(|parsed| parsed == kind));
    let lists = |key: &str, id: String| {
        allowed[key].as_array().is_some_and(|list| list.iter().any(|listed| *listed == id.as_str()))
    };
    let mut mentions = of_a_member(state, draft, state.bot, false);
    mentions.everyone &= parses("everyone");
    if !parses("users") {
        mentions.users.retain(|user| lists("users", user.to_string()));
    }
    if !parses("roles") {
        mentions.roles.retain(|role| lists("roles", role.to_string()));
    }
    if allowed["replied_user"] == true
        && let Some(user) = replied_to(state, draft)
    {
        push_new(&mut mentions.users, user);
    }
    existing(state, draft.channel, mentions)
}

fn replied_to(state: &State, draft: &Draft) -> Option<UserId> {
    // An answer to a button refers to the bot's own message, but replies to nobody.
    if draft.interaction.is_some() {
        return None;
    }
    match state.messages.get(&draft.reference?)?.draft.author {
        Author::User(user) => Some(user),
        Author::Webhook { .. } => None,
    }
}

/// Mentions of users and roles that don't exist here ping nobody.
fn existing(state: &State, channel: ChannelId, mut mentions: Mentions) -> Mentions {
    let guild = state.guild_of(channel).and_then(|id| state.guilds.get(&id));
    let mut seen = Vec::new();
    mentions.users.retain(|user| {
        let fresh = !seen.contains(user);
        seen.push(*user);
        fresh && state.users.contains_key(user)
    });
    mentions.roles.retain(|role| guild.is_some_and(|guild| guild.roles.iter().any(|r| r.id == *role)));
    mentions.everyone &= guild.is_some();
    mentions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_read_from_the_text() {
        let found = written("<@1> and <@!2>, <@&3>, <@1> again, <@x>, <#4>, <@5");
        assert_eq!(found.users, [UserId::new(1), UserId::new(2)]);
        assert_eq!(found.roles, [RoleId::new(3)]);
        assert!(!found.everyone);
        assert!(written("hey @here").everyone);
    }
}
