//! Members post in forums.

use super::speak::{can_see, postable};
use super::{Refusal, refuse};
use crate::simulator::Simulator;
use crate::simulator::ids::{ChannelId, MessageId, UserId};
use crate::simulator::mentions;
use crate::simulator::model::{Author, Draft, permissions};
use crate::simulator::rest::add_thread;
use crate::simulator::state::State;

/// The most characters of a post's title.
const LONGEST_TITLE: usize = 100;

impl Simulator {
    /// Posts in a forum as a member: starts a thread with a title and a first message. The message's id is returned,
    /// and it is the thread's id too.
    ///
    /// # Panics
    ///
    /// If the member could not have posted it.
    #[track_caller]
    pub fn post_in_forum(&self, member: UserId, forum: ChannelId, title: &str, text: &str) -> MessageId {
        self.try_post_in_forum(member, forum, title, text).unwrap()
    }

    /// Posts in a forum as a member; see [`post_in_forum`](Self::post_in_forum).
    ///
    /// # Errors
    ///
    /// If the member could not have posted it: the channel is no forum, they may not post there, or the title or text
    /// is empty or too long.
    pub fn try_post_in_forum(
        &self,
        member: UserId,
        forum: ChannelId,
        title: &str,
        text: &str,
    ) -> Result<MessageId, Refusal> {
        self.shared.change(|state| {
            let (title, text) = (title.trim(), text.trim());
            may_start(state, member, forum)?;
            fits_as_title(title)?;
            postable(text)?;
            let first = MessageId::new(state.ids.next());
            let thread = ChannelId::new(first.get());
            // Discord tells of the thread before it tells of the message in it.
            add_thread(state, thread, forum, title, member);
            let mut draft = Draft::text(thread, Author::User(member), text);
            draft.mentions = mentions::of_a_member(state, &draft, member, false);
            state.post_as(first, draft);
            Ok(first)
        })
    }
}

fn may_start(state: &State, member: UserId, forum: ChannelId) -> Result<(), Refusal> {
    can_see(state, member, forum)?;
    if !state.is_forum(forum) {
        return refuse!("channel {forum} is no forum");
    }
    // To start a post takes the right to send messages, and none to start threads.
    if state.permissions_in(member, forum) & permissions::SEND_MESSAGES == 0 {
        return refuse!("user {member} may not post in forum {forum}");
    }
    Ok(())
}

fn fits_as_title(title: &str) -> Result<(), Refusal> {
    if !(1..=LONGEST_TITLE).contains(&title.chars().count()) {
        return refuse!("a post's title has 1 to {LONGEST_TITLE} characters");
    }
    Ok(())
}
