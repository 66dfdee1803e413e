//! Tells chatter that has nothing to do with the knowledge base from the rest, by its words alone.

use super::question::Question;
use crate::encoder::Encoder;
use crate::text::tokens;
use std::collections::{HashMap, HashSet};

/// So many of the commonest English words say nothing about a topic.
const COMMON: usize = 200;
/// A word that stands in fewer phrasings than this may be there by chance.
const SEEN: usize = 2;
/// A knowledge base with fewer words than this is small: there, once is all that one can ask for.
const SMALL: usize = 500;

/// The words that the entries' phrasings are about.
#[derive(Debug)]
pub struct TopicWords {
    words: HashSet<String>,
}

impl TopicWords {
    /// Learns the words of phrasings as they are compared.
    pub fn new<'a>(phrasings: impl Iterator<Item = &'a str>, encoder: &Encoder) -> Self {
        let common: HashSet<&str> = encoder.whole_words().take(COMMON).collect();
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for phrasing in phrasings {
            for word in tokens(phrasing).into_iter().collect::<HashSet<_>>() {
                *seen.entry(word).or_default() += 1;
            }
        }
        let needed = if seen.len() < SMALL { 1 } else { SEEN };
        let telling = seen.into_iter().filter(|(word, times)| *times >= needed && !common.contains(word));
        TopicWords { words: telling.map(|(word, _)| word.to_owned()).collect() }
    }

    /// No word of the question has to do with any entry, and it is no follow-up, so that no entry can answer it.
    pub fn are_missing_in(&self, question: &Question) -> bool {
        question.conversation.is_none()
            && question.mentions.roles.is_empty()
            && !tokens(&question.text).into_iter().any(|word| self.words.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("lol who is that", true)]
    #[case("", true)]
    #[case("does it cost anything", false)]
    #[case("the fee", false)]
    fn check(#[case] text: &str, #[case] expected: bool) {
        let words =
            TopicWords::new(["does the club cost a fee", "what is the fee"].into_iter(), &Encoder::load().unwrap());
        let question = Question { text: text.to_owned(), ..Question::default() };
        assert_eq!(words.are_missing_in(&question), expected);
    }
}
