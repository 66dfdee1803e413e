//! Waiting for the bot.

use std::time::Duration;

use tokio::sync::watch;

use crate::simulator::Route;
use crate::simulator::Simulator;
use crate::simulator::ids::{ChannelId, InteractionId, MessageId};
use crate::simulator::interaction::Answer;
use crate::simulator::journal::{Request, Traffic};
use crate::simulator::model::StoredMessage;
use crate::simulator::state::{Shared, State};
use crate::simulator::view::{Message, Modal, Response, ResponseKind};

/// How many lines of the journal a failure shows.
const SHOWN_ENTRIES: usize = 20;

impl Simulator {
    /// Waits until `find`, tried on every change, finds something.
    async fn wait<T>(&self, what: &str, timeout: Duration, find: impl FnMut(&Shared) -> Option<T>) -> T {
        match self.shared.wait_for(timeout, find).await {
            Some(found) => found,
            None => self.give_up(&format!("waited {timeout:?} in vain for {what}")),
        }
    }

    fn patience(&self) -> Duration {
        self.shared.options.patience
    }

    fn give_up(&self, problem: &str) -> ! {
        let journal = self.journal();
        let skipped = journal.len().saturating_sub(SHOWN_ENTRIES);
        let lines: Vec<String> = journal[skipped..].iter().map(ToString::to_string).collect();
        panic!("{problem}\nthe last {} of {} journal entries:\n{}", lines.len(), journal.len(), lines.join("\n"));
    }

    /// Waits until the bot has a gateway session and has registered its commands.
    ///
    /// # Panics
    ///
    /// If that takes too long. So does every function here that waits; the panic shows the journal's end.
    pub async fn wait_until_ready(&self) {
        self.wait_until_connected().await;
        self.wait("commands to be registered", self.patience(), |_| self.is_ready().then_some(())).await;
    }

    /// Waits until the bot has a gateway session with a connection.
    pub async fn wait_until_connected(&self) {
        self.wait("a gateway session", self.patience(), |_| self.is_connected().then_some(())).await;
    }

    /// Whether the bot has a gateway session and has registered its commands.
    pub fn is_ready(&self) -> bool {
        self.is_connected() && self.shared.read(|state| state.registered)
    }

    /// Whether the bot has a gateway session with a connection.
    pub fn is_connected(&self) -> bool {
        self.shared.read(|state| state.sessions.iter().any(|session| session.socket.is_some()))
    }

    /// Waits for the next message that the bot posts in a channel by itself, and which this function has not
    /// returned yet. Answers to interactions don't count: [`response`](Self::response) waits for those.
    pub async fn next_message(&self, channel: ChannelId) -> Message {
        self.next_message_within(channel, self.patience()).await
    }

    /// Like [`next_message`](Self::next_message), with another timeout.
    pub async fn next_message_within(&self, channel: ChannelId, timeout: Duration) -> Message {
        let what = format!("a message of the bot in channel {channel}");
        self.wait(&what, timeout, |shared| {
            shared.note(|state| {
                let found = untaken(state, channel)?;
                found.taken = true;
                Some(Message::of(found))
            })
        })
        .await
    }

    /// Waits until a message of the bot in a channel, posted or edited at any time and not ephemeral, is as wanted.
    pub async fn wait_for_message(&self, channel: ChannelId, mut wanted: impl FnMut(&Message) -> bool) -> Message {
        let what = format!("a message as wanted in channel {channel}");
        self.wait(&what, self.patience(), |shared| {
            let bot = Some(shared.read(|state| state.bot));
            let mut messages = self.messages(channel).into_iter();
            let found = messages.find(|message| message.author == bot && wanted(message))?;
            shared.note(|state| {
                if let Some(stored) = state.messages.get_mut(&found.id) {
                    stored.taken = true;
                }
            });
            Some(found)
        })
        .await
    }

    /// Waits until a message, whoever may see it, is as wanted; for edits and deletions.
    pub async fn wait_until_message(&self, message: MessageId, mut wanted: impl FnMut(&Message) -> bool) -> Message {
        let what = format!("message {message} to become as wanted");
        self.wait(&what, self.patience(), |_| {
            let found = self.message(message)?;
            wanted(&found).then_some(found)
        })
        .await
    }

    /// Checks that the bot posts nothing in a channel by itself for a while, and has not posted anything that
    /// [`next_message`](Self::next_message) has not returned.
    pub async fn no_message_within(&self, channel: ChannelId, duration: Duration) {
        let found = self
            .shared
            .wait_for(duration, |shared| shared.note(|state| untaken(state, channel).map(|found| Message::of(found))))
            .await;
        if let Some(message) = found {
            self.give_up(&format!("the bot was to be silent in channel {channel}, but posted:\n{}\n", message.text()));
        }
    }

    /// Waits until an interaction is answered for good: not only deferred. If it was only acknowledged, that counts, and so does a
    /// promise that was taken back for a follow-up.
    pub async fn response(&self, interaction: InteractionId) -> Response {
        let what = format!("an answer to interaction {interaction}");
        let response = self
            .wait_for_response(&what, interaction, |response| {
                !matches!(response.kind, ResponseKind::Waiting | ResponseKind::Deferred) || instead(response).is_some()
            })
            .await;
        if response.kind == ResponseKind::TooLate {
            self.give_up(&format!("interaction {interaction} was not answered in time"));
        }
        response
    }

    /// Waits for the message that answers an interaction, or that was changed by the answer. A follow-up in the place of a promise
    /// is the answer.
    pub async fn response_message(&self, interaction: InteractionId) -> Message {
        let response = self.response(interaction).await;
        match instead(&response).cloned().or(response.message) {
            Some(message) => message,
            None => {
                self.give_up(&format!("interaction {interaction} was answered without a message: {:?}", response.kind))
            }
        }
    }

    /// Waits for the modal that answers an interaction.
    pub async fn response_modal(&self, interaction: InteractionId) -> Modal {
        match self.response(interaction).await.kind {
            ResponseKind::Modal(modal) => modal,
            other => self.give_up(&format!("interaction {interaction} was answered without a modal: {other:?}")),
        }
    }

    /// Waits until an interaction has this many follow-ups, and returns the last of them.
    pub async fn followup(&self, interaction: InteractionId, count: usize) -> Message {
        let what = format!("follow-up {count} to interaction {interaction}");
        let response = self.wait_for_response(&what, interaction, |response| response.followups.len() >= count).await;
        match count.checked_sub(1).and_then(|at| response.followups.get(at)) {
            Some(message) => message.clone(),
            None => self.give_up("follow-ups are counted from 1"),
        }
    }

    /// Waits until the answer to an interaction is as wanted.
    pub async fn wait_until_response(
        &self,
        interaction: InteractionId,
        wanted: impl FnMut(&Response) -> bool,
    ) -> Response {
        let what = format!("an answer as wanted to interaction {interaction}");
        self.wait_for_response(&what, interaction, wanted).await
    }

    async fn wait_for_response(
        &self,
        what: &str,
        interaction: InteractionId,
        mut wanted: impl FnMut(&Response) -> bool,
    ) -> Response {
        // That time is up is no change of the state, so somebody has to knock.
        let lapse = async {
            let left = self.shared.read(|state| {
                let found = state.interactions.get(&interaction)?;
                Some(self.shared.options.answer_within.saturating_sub(found.created.elapsed()))
            });
            tokio::time::sleep(left.unwrap_or_default() + Duration::from_millis(1)).await;
            self.shared.change(|_| ());
            std::future::pending().await
        };
        let answer = self.wait(what, self.patience(), |_| {
            let response = self.current_response(interaction)?;
            wanted(&response).then_some(response)
        });
        tokio::select! {
            response = answer => response,
            response = lapse => response,
        }
    }

    /// Waits for an interaction that has no answer yet, and returns the oldest.
    pub async fn next_interaction(&self) -> InteractionId {
        self.wait("an interaction", self.patience(), |shared| {
            shared.read(|state| {
                let mut waiting = state.interactions.values();
                let found = waiting.find(|found| found.answer == Answer::None)?;
                Some(found.id)
            })
        })
        .await
    }

    /// How an interaction is answered now.
    pub fn current_response(&self, interaction: InteractionId) -> Option<Response> {
        let limit = self.shared.options.answer_within;
        self.shared.read(|state| {
            let found = state.interactions.get(&interaction)?;
            Some(Response::of(state, found, found.lapsed(limit)))
        })
    }

    /// Waits for a request to a route that is as wanted, from the start of the journal.
    pub async fn wait_for_request(&self, route: &Route, mut wanted: impl FnMut(&Request) -> bool) -> Request {
        let what = format!("a request to {route:?}");
        self.wait(&what, self.patience(), |_| {
            let mut requests = self.requests_to(route).into_iter();
            requests.find(|request| wanted(request))
        })
        .await
    }

    /// Waits until the journal holds traffic as wanted at least `count` times.
    pub async fn wait_for_traffic(&self, count: usize, mut wanted: impl FnMut(&Traffic) -> bool) {
        self.wait("traffic as wanted", self.patience(), |_| {
            let journal = self.journal();
            let found = journal.iter().filter(|entry| wanted(&entry.traffic));
            (found.count() >= count).then_some(())
        })
        .await;
    }

    /// Signals every change, for whoever draws the state.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.shared.changes()
    }
}

/// The oldest message of the bot in the channel that `next_message` has not returned.
fn untaken(state: &mut State, channel: ChannelId) -> Option<&mut StoredMessage> {
    state.messages.values_mut().find(|message| !message.taken && !message.deleted && message.draft.channel == channel)
}

/// The follow-up that came in the place of a promise: a message that everybody sees can't take the place of a private one.
fn instead(response: &Response) -> Option<&Message> {
    let taken_back =
        response.kind == ResponseKind::Deferred && response.message.as_ref().is_some_and(|one| one.deleted);
    response.followups.first().filter(|_| taken_back)
}
