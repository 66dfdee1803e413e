//! How often a member may ask, and when an answer would only repeat itself.

use super::recent::Recent;
use crate::knowledge::model::EntryId;
use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::Instant;

/// This many questions of a member in [`WINDOW`] are answered.
pub const QUESTIONS: usize = 6;
/// This many messages of a member in [`WINDOW`] are looked into that don't speak to the bot. Discord's own app lets nobody write
/// more.
pub const OVERHEARD: usize = 10;
/// The time in which a member's questions are counted.
const WINDOW: Duration = Duration::from_secs(10);
/// For this long an answer isn't repeated in its channel, where nothing else is set.
pub const REPEAT: Duration = Duration::from_secs(5 * 60);
/// The longest time that can be set in place of [`REPEAT`].
pub const LONGEST_REPEAT: Duration = Duration::from_secs(24 * 60 * 60);
/// Members and answers that are remembered at most.
const CAPACITY: usize = 10_000;

/// Whether a member's question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Go,
    /// No, and the member is told.
    Tell,
    /// No, and the member was told already.
    Silent,
}

/// Counts what each member asks or says.
#[derive(Debug)]
pub struct MemberCooldown {
    limit: usize,
    members: Recent<u64, Asked>,
}

#[derive(Debug, Default)]
struct Asked {
    times: VecDeque<Instant>,
    told: bool,
}

impl MemberCooldown {
    /// So many in [`WINDOW`] are fine.
    pub fn new(limit: usize) -> Self {
        MemberCooldown { limit, members: Recent::new(WINDOW, CAPACITY) }
    }

    /// Counts a question of the member. One that isn't answered doesn't count, so waiting always helps.
    pub fn ask(&mut self, now: Instant, member: u64) -> Verdict {
        let mut asked = self.members.remove(now, &member).unwrap_or_default();
        asked.times.retain(|time| now.duration_since(*time) < WINDOW);
        let verdict = match (asked.times.len() < self.limit, asked.told) {
            (true, _) => Verdict::Go,
            (false, false) => Verdict::Tell,
            (false, true) => Verdict::Silent,
        };
        if verdict == Verdict::Go {
            asked.times.push_back(now);
        }
        asked.told = verdict != Verdict::Go;
        self.members.insert(now, member, asked);
        verdict
    }
}

/// What is not said twice in a channel.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// An entry's answer.
    Entry(EntryId),
    /// A role's card.
    Role(String),
    /// Two roles side by side, in the order of their ids.
    Comparison(String, String),
    /// A role's listings, or all.
    Listings(Option<String>),
}

/// Remembers what was said in which channel, and in which message as soon as that is known.
#[derive(Debug)]
pub struct Repeats(Recent<(u64, Topic), Said>);

#[derive(Debug)]
struct Said {
    since: Instant,
    /// `None` while it is being sent.
    message: Option<u64>,
}

impl Default for Repeats {
    fn default() -> Self {
        Repeats(Recent::new(LONGEST_REPEAT, CAPACITY))
    }
}

impl Repeats {
    /// Claims the topics of a message that is about to be sent, so that of two questions at once only one is answered. Returns
    /// those that weren't covered within the cooldown: one is enough to be worth the message.
    ///
    /// # Errors
    /// All of them were covered in this channel moments ago: the message that the first one was in, where it is known.
    pub fn claim(
        &mut self,
        now: Instant,
        channel: u64,
        topics: &[Topic],
        cooldown: Duration,
    ) -> Result<Vec<Topic>, Option<u64>> {
        let said = |topic: &Topic| {
            let said = self.0.get(now, &(channel, topic.clone()));
            said.filter(|said| now.duration_since(said.since) < cooldown)
        };
        let new: Vec<Topic> = topics.iter().filter(|topic| said(topic).is_none()).cloned().collect();
        if new.is_empty() {
            return Err(topics.first().and_then(|topic| said(topic)?.message));
        }
        for topic in &new {
            self.0.insert(now, (channel, topic.clone()), Said { since: now, message: None });
        }
        Ok(new)
    }

    /// Nothing was sent after all.
    pub fn release(&mut self, now: Instant, channel: u64, topics: &[Topic]) {
        for topic in topics {
            self.0.remove(now, &(channel, topic.clone()));
        }
    }

    /// The topics were covered in a message.
    pub fn said(&mut self, now: Instant, channel: u64, topics: &[Topic], message: u64) {
        for topic in topics {
            self.0.insert(now, (channel, topic.clone()), Said { since: now, message: Some(message) });
        }
    }

    /// The message is gone, so what it said may be said again.
    pub fn unsaid(&mut self, message: u64) {
        self.0.drop_if(|_, said| said.message == Some(message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_told_once_and_may_ask_again_later() {
        let start = Instant::now();
        let mut cooldown = MemberCooldown::new(QUESTIONS);
        for at in 0..6 {
            assert_eq!(cooldown.ask(start + Duration::from_millis(at), 1), Verdict::Go);
        }
        let soon = start + Duration::from_secs(1);
        assert_eq!(cooldown.ask(soon, 1), Verdict::Tell);
        assert_eq!(cooldown.ask(soon, 1), Verdict::Silent);
        assert_eq!(cooldown.ask(soon, 2), Verdict::Go, "others are not held up");
        assert_eq!(cooldown.ask(start + Duration::from_secs(11), 1), Verdict::Go);
    }

    #[test]
    fn an_answer_is_not_repeated_in_its_channel_for_some_minutes() {
        let start = Instant::now();
        let mut repeats = Repeats::default();
        let pay = [Topic::Entry(EntryId::new("perfusionist/pay"))];
        let claimed = Ok(pay.to_vec());
        assert_eq!(repeats.claim(start, 1, &pay, REPEAT), claimed);
        assert_eq!(repeats.claim(start, 1, &pay, REPEAT), Err(None), "it is being sent");
        repeats.said(start, 1, &pay, 77);
        assert_eq!(repeats.claim(start, 1, &pay, REPEAT), Err(Some(77)));
        assert_eq!(repeats.claim(start, 2, &pay, REPEAT), claimed, "another channel");
        let card = [Topic::Role("perfusionist".to_owned())];
        assert_eq!(repeats.claim(start, 1, &card, REPEAT), Ok(card.to_vec()), "another topic");
        repeats.unsaid(77);
        assert_eq!(repeats.claim(start, 1, &pay, REPEAT), claimed, "the message is gone");
        repeats.release(start, 1, &pay);
        assert_eq!(repeats.claim(start, 1, &pay, REPEAT), claimed, "nothing was sent");
        assert_eq!(repeats.claim(start + REPEAT, 1, &pay, REPEAT), claimed, "long ago");
    }

    #[test]
    fn of_several_topics_one_new_one_is_enough() {
        let start = Instant::now();
        let mut repeats = Repeats::default();
        let [pay, outlook] = ["perfusionist/pay", "perfusionist/outlook"].map(|id| Topic::Entry(EntryId::new(id)));
        let both = [pay.clone(), outlook.clone()];
        repeats.said(start, 1, &both[..1], 77);
        assert_eq!(
            repeats.claim(start, 1, &both, REPEAT),
            Ok(vec![outlook.clone()]),
            "the other one stays where it was said"
        );
        repeats.said(start, 1, &[outlook], 78);
        assert_eq!(repeats.claim(start, 1, &both, REPEAT), Err(Some(77)));
    }

    #[test]
    fn a_cooldown_of_its_own_may_be_longer_or_none() {
        let start = Instant::now();
        let mut repeats = Repeats::default();
        let pay = [Topic::Entry(EntryId::new("perfusionist/pay"))];
        repeats.said(start, 1, &pay, 77);
        let later = start + 2 * REPEAT;
        assert_eq!(repeats.claim(later, 1, &pay, 3 * REPEAT), Err(Some(77)));
        assert_eq!(repeats.claim(start, 1, &pay, Duration::ZERO), Ok(pay.to_vec()));
    }
}
