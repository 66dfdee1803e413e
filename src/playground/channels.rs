//! The channels as they are now: with their threads, and as the server's admins have set them.

use super::Playground;
use super::scene::{Kind, note};
use crate::simulator::{ChannelId, UserId};
use serde::Serialize;

/// In the name of a thread, between its channel's name and its number. No channel's name has it.
const WITHIN: char = '/';

/// A channel, a thread, or the direct messages of a person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Listed {
    id: ChannelId,
    name: String,
    kind: Kind,
    mode: String,
    /// Answers to free text open for whoever presses a button alone.
    quiet: bool,
    note: &'static str,
    /// The channel or forum that a thread belongs to.
    parent: Option<ChannelId>,
    /// Who finds it in their list.
    seen_by: Vec<UserId>,
}

impl Listed {
    /// All channels, each with its threads behind it; `None` while the database fails.
    pub(super) async fn all(playground: &Playground) -> Option<Vec<Self>> {
        let settings = playground.desk.store.settings().await.ok()?;
        let set = |channel: ChannelId, name: &str| {
            let mut rows = settings.iter();
            rows.find(|row| row.channel == channel.get() && row.name == name).map(|row| row.value.clone())
        };
        let mut all = Vec::new();
        for channel in &playground.scene.channels {
            let mode = set(channel.id, "mode").unwrap_or_else(|| channel.mode.name().to_owned());
            let listed = Listed {
                id: channel.id,
                name: channel.name.to_owned(),
                kind: channel.kind,
                note: channel.note.unwrap_or_else(|| note(channel.kind, &mode)),
                mode,
                quiet: set(channel.id, "quiet").is_some_and(|value| value == "true"),
                parent: None,
                seen_by: playground.who_sees(channel.id),
            };
            let threads = playground.discord.threads_of(channel.id).into_iter();
            let threads: Vec<_> = threads.map(|thread| listed.thread(playground, thread, set)).collect();
            all.push(listed);
            all.extend(threads);
        }
        Some(all)
    }

    /// A thread of this channel, which it follows in what isn't set for the thread itself.
    fn thread(&self, playground: &Playground, id: ChannelId, set: impl Fn(ChannelId, &str) -> Option<String>) -> Self {
        let mode = set(id, "mode").unwrap_or_else(|| self.mode.clone());
        Listed {
            id,
            name: playground.discord.channel_name(id),
            kind: Kind::Thread,
            note: note(Kind::Thread, &mode),
            mode,
            quiet: set(id, "quiet").map_or(self.quiet, |value| value == "true"),
            parent: Some(self.id),
            seen_by: playground.who_sees(id),
        }
    }
}

impl Playground {
    fn who_sees(&self, channel: ChannelId) -> Vec<UserId> {
        let people = self.scene.people.iter().map(|person| person.id);
        people.filter(|person| self.discord.sees(*person, channel)).collect()
    }

    /// What a channel is called from one start to the next. Threads are counted from 0 in their channel, because titles repeat.
    pub(super) fn lasting_name(&self, channel: ChannelId) -> Option<String> {
        if let Some(found) = self.scene.channel(channel) {
            return Some(found.name.to_owned());
        }
        self.scene.channels.iter().find_map(|parent| {
            let number = self.discord.threads_of(parent.id).into_iter().position(|thread| thread == channel)?;
            Some(format!("{}{WITHIN}{number}", parent.name))
        })
    }

    /// The channel that a person sees and that is called so.
    pub(super) fn with_lasting_name(&self, name: &str, person: UserId) -> Option<ChannelId> {
        let (name, number) = match name.split_once(WITHIN) {
            Some((parent, number)) => (parent, Some(number.parse::<usize>().ok()?)),
            None => (name, None),
        };
        let mut channels = self.scene.channels.iter();
        let channel = channels.find(|channel| channel.name == name && self.discord.sees(person, channel.id))?.id;
        match number {
            Some(number) => self.discord.threads_of(channel).get(number).copied(),
            None => Some(channel),
        }
    }
}
