//! What was said moments ago: for follow-ups, and to take an answer away with its question.

use super::recent::Recent;
use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::Instant;

/// For this long a member's next question is taken as a follow-up.
const FOLLOW_UP: Duration = Duration::from_secs(10 * 60);
/// For this long a deleted question takes its answer along.
const TRAIL: Duration = Duration::from_secs(15 * 60);
const CAPACITY: usize = 10_000;

/// A member's last exchange in each channel.
///
/// It keeps the question of the entry that was shown instead of what the member wrote: it names its role and topic, so a
/// chain of follow-ups holds on to them, and no member's words are kept.
#[derive(Debug)]
pub struct Exchanges(Recent<(u64, u64), String>);

impl Default for Exchanges {
    fn default() -> Self {
        Exchanges(Recent::new(FOLLOW_UP, CAPACITY))
    }
}

impl Exchanges {
    /// The member was shown the answer to this question.
    pub fn remember(&mut self, now: Instant, channel: u64, member: u64, question: &str) {
        self.0.insert(now, (channel, member), question.to_owned());
    }

    /// What the member was shown doesn't matter any more.
    pub fn forget(&mut self, now: Instant, channel: u64, member: u64) {
        self.0.remove(now, &(channel, member));
    }

    /// The question before the one the member asks now.
    pub fn before(&self, now: Instant, channel: u64, member: u64) -> Option<String> {
        self.0.get(now, &(channel, member)).cloned()
    }
}

/// For so long a message is taken for an answer to the one before it.
const REPLIED_WITHIN: Duration = Duration::from_secs(60);
/// For so long somebody who has spoken is taken to be in the conversation.
const IN_CONVERSATION: Duration = Duration::from_secs(3 * 60);
/// So many turns of a channel are remembered.
const TURNS: usize = 8;

/// Who spoke last in each channel, without what was said.
#[derive(Debug)]
pub struct Turns(Recent<u64, VecDeque<Turn>>);

#[derive(Clone, Copy, Debug)]
struct Turn {
    at: Instant,
    member: u64,
    message: u64,
}

impl Default for Turns {
    fn default() -> Self {
        Turns(Recent::new(IN_CONVERSATION, CAPACITY))
    }
}

impl Turns {
    /// A member speaks. Returns the message of another member that this may be a reply to: the one just before it, where the
    /// member had spoken before that too.
    pub fn take(&mut self, now: Instant, channel: u64, member: u64, message: u64) -> Option<u64> {
        let mut turns = self.0.remove(now, &channel).unwrap_or_default();
        let last = turns.back().copied().filter(|last| now.duration_since(last.at) < REPLIED_WITHIN);
        let spoke_before = turns
            .iter()
            .rev()
            .skip(1)
            .any(|turn| turn.member == member && now.duration_since(turn.at) < IN_CONVERSATION);
        turns.push_back(Turn { at: now, member, message });
        while turns.len() > TURNS {
            turns.pop_front();
        }
        self.0.insert(now, channel, turns);
        last.filter(|last| last.member != member && spoke_before).map(|last| last.message)
    }
}

/// Which answer belongs to which member's message.
#[derive(Debug)]
pub struct Trails(Recent<u64, Trail>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trail {
    Answering,
    Answered(Place),
    Deleted,
}

/// A message of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its channel.
    pub channel: u64,
    /// Its id.
    pub message: u64,
}

impl Default for Trails {
    fn default() -> Self {
        Trails(Recent::new(TRAIL, CAPACITY))
    }
}

impl Trails {
    /// An answer to the message is about to be sent.
    pub fn begin(&mut self, now: Instant, question: u64) {
        self.0.insert(now, question, Trail::Answering);
    }

    /// The answer was sent. `false` when the question was deleted meanwhile, and the answer has to go.
    pub fn end(&mut self, now: Instant, question: u64, answer: Place) -> bool {
        let deleted = self.0.get(now, &question) == Some(&Trail::Deleted);
        if !deleted {
            self.0.insert(now, question, Trail::Answered(answer));
        }
        !deleted
    }

    /// Where the answer to the message is, once it was sent.
    pub fn answer(&mut self, now: Instant, question: u64) -> Option<Place> {
        match self.0.get(now, &question)? {
            Trail::Answered(answer) => Some(*answer),
            Trail::Answering | Trail::Deleted => None,
        }
    }

    /// The question was deleted; its answer has to go too.
    pub fn deleted(&mut self, now: Instant, question: u64) -> Option<Place> {
        match self.0.get_mut(now, &question)? {
            Trail::Answered(answer) => {
                let answer = *answer;
                self.0.remove(now, &question);
                Some(answer)
            }
            // Its handler is still at it, and will see this when it is done.
            trail => {
                *trail = Trail::Deleted;
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exchange_is_kept_by_member_and_channel_for_ten_minutes() {
        let start = Instant::now();
        let mut exchanges = Exchanges::default();
        exchanges.remember(start, 1, 2, "What does a perfusionist earn?");
        assert_eq!(exchanges.before(start, 1, 2).as_deref(), Some("What does a perfusionist earn?"));
        assert_eq!(exchanges.before(start, 1, 3), None);
        assert_eq!(exchanges.before(start, 2, 2), None);
        assert_eq!(exchanges.before(start + FOLLOW_UP, 1, 2), None);
    }

    #[test]
    fn who_speaks_after_somebody_else_again_may_reply_to_them() {
        let start = Instant::now();
        let at = |second| start + Duration::from_secs(second);
        let mut turns = Turns::default();
        let [ada, ben] = [1, 2];
        assert_eq!(turns.take(at(0), 7, ada, 10), None);
        assert_eq!(turns.take(at(5), 7, ben, 11), None, "Ben begins");
        assert_eq!(turns.take(at(10), 7, ada, 12), Some(11));
        assert_eq!(turns.take(at(11), 7, ada, 13), None, "she goes on");
        assert_eq!(turns.take(at(12), 8, ben, 14), None, "in another channel");
        assert_eq!(turns.take(at(15), 7, ben, 15), Some(13));
        assert_eq!(turns.take(at(80), 7, ada, 16), None, "that was a while ago");
    }

    #[test]
    fn a_deleted_question_takes_its_answer_along_whenever_it_was_deleted() {
        let now = Instant::now();
        let answer = Place { channel: 1, message: 20 };
        let mut trails = Trails::default();
        assert_eq!(trails.deleted(now, 10), None, "never answered");

        trails.begin(now, 10);
        assert!(trails.end(now, 10, answer));
        assert_eq!(trails.deleted(now, 10), Some(answer));
        assert_eq!(trails.deleted(now, 10), None, "only once");

        trails.begin(now, 11);
        assert_eq!(trails.deleted(now, 11), None);
        assert!(!trails.end(now, 11, answer), "deleted while it was being answered");
    }
}
