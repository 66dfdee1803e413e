//! How much of a message is read for its meaning.
//!
//! The encoder takes nearly all of the time that an answer takes, some 0.3 ms for a token, and it reads the words of a message
//! more than once: as a whole, each question of it alone, and each with what it follows. What is beyond the bounds says little of
//! what a member asks.

use super::meanings::Meanings;
use super::question::{Focus, Question};
use std::collections::HashSet;

/// So many tokens are read for one message.
const MESSAGE: usize = 124;
/// So many of them are read of a question.
const QUESTION: usize = 80;
/// So many of these are read of a long question's focus, and the others of the rest.
const FOCUS: usize = 32;
/// So many are read of what is asked without the names of occupations.
const BARE: usize = 24;
/// So many are read of a question together with the one before it.
const CONVERSATION: usize = 56;

/// A text, and how many of its tokens are read at most.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Excerpt {
    pub text: String,
    pub most_tokens: usize,
}

impl Excerpt {
    /// A question in its context.
    pub(super) fn whole(question: &Question) -> Self {
        Excerpt { text: question.in_context(), most_tokens: QUESTION }
    }

    /// A long message's last question.
    pub(super) fn asked(focus: &Focus) -> Self {
        Excerpt { text: focus.question.clone(), most_tokens: FOCUS }
    }

    /// What stands around a long message's last question.
    pub(super) fn rest(focus: &Focus) -> Self {
        Excerpt { text: focus.rest.clone(), most_tokens: QUESTION - FOCUS }
    }

    /// A question without the names of occupations. Where that is the question itself, it is the same excerpt, which costs nothing
    /// more.
    pub(super) fn bare(question: &Question) -> Self {
        let read = Self::in_context(question).into_iter().find(|excerpt| excerpt.text == question.bare);
        read.unwrap_or_else(|| Excerpt { text: question.bare.clone(), most_tokens: BARE })
    }

    /// A question and the one before it.
    pub(super) fn conversation(text: &str) -> Self {
        Excerpt { text: text.to_owned(), most_tokens: CONVERSATION }
    }

    /// What is read of a question by itself.
    fn in_context(question: &Question) -> Vec<Self> {
        match &question.focus {
            Some(focus) => vec![Self::asked(focus), Self::rest(focus)],
            None => vec![Self::whole(question)],
        }
    }

    /// All that is read to rank a question.
    fn of(question: &Question) -> Vec<Self> {
        let mut excerpts = Self::in_context(question);
        let bare = Some(Self::bare(question)).filter(|bare| !bare.text.is_empty() && !excerpts.contains(bare));
        excerpts.extend(bare);
        excerpts.extend(question.conversation.as_deref().map(Self::conversation));
        excerpts
    }
}

/// How much may still be read for a message.
#[derive(Debug)]
pub struct Effort<'a> {
    meanings: &'a Meanings,
    left: usize,
    /// What was read costs nothing more.
    read: HashSet<Excerpt>,
}

impl<'a> Effort<'a> {
    pub(super) fn new(meanings: &'a Meanings) -> Self {
        Effort { meanings, left: MESSAGE, read: HashSet::new() }
    }

    /// Takes what it needs to rank a question; `false`, and nothing taken, where less is left. It is always enough for the first
    /// one, unless that is a follow-up.
    pub fn spend(&mut self, question: &Question) -> bool {
        let excerpts = Excerpt::of(question);
        let new: Vec<Excerpt> = excerpts.into_iter().filter(|text| !self.read.contains(text)).collect();
        let tokens = new.iter().map(|excerpt| self.meanings.tokens(excerpt)).sum();
        let Some(left) = self.left.checked_sub(tokens) else { return false };
        self.left = left;
        self.read.extend(new);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::Encoder;
    use std::sync::Arc;

    fn question(words: usize, conversation: usize) -> Question {
        // A token each, beside two for the ends.
        let text = |words| "how ".repeat(words).trim_end().to_owned();
        Question {
            text: text(words),
            conversation: (conversation > 0).then(|| text(conversation)),
            ..Question::default()
        }
    }

    #[test]
    fn what_is_read_for_a_message_is_bounded() {
        let meanings = Meanings::new(Arc::new(Encoder::load().unwrap()));
        let effort = || Effort::new(&meanings);
        assert!(effort().spend(&question(5_000, 0)));
        assert!(!effort().spend(&question(5_000, 5_000)));
        let mut effort = effort();
        assert!(effort.spend(&question(5_000, 0)));
        assert!(!effort.spend(&question(43, 0)), "45 of 44 are left");
        assert!(effort.spend(&question(10, 0)) && effort.spend(&question(10, 0)), "12 of 44, once");
        assert!(effort.spend(&question(10, 10)), "12 of 32");
        assert!(!effort.spend(&question(19, 0)), "21 of 20");
        let with_names = Question { bare: "how ".repeat(5_000), ..question(6_000, 0) };
        assert!(Effort::new(&meanings).spend(&with_names), "always enough for a question by itself");
    }
}
