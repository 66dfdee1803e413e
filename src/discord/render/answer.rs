//! Answers, suggestions and misses.

use super::citations;
use crate::discord::custom_id::{CustomId, EntryRef};
use crate::discord::limits;
use crate::discord::post::{Button, Card, Field, Post, Weight};
use crate::messages;
use crate::reply::{Answer, Suggestion};
use std::collections::HashSet;

/// For whom and how a post is shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    /// The member who asked, who may remove it.
    pub asker: u64,
    /// Only the asker sees it; it needs no button to remove it, and nobody else can press.
    pub private: bool,
    /// It replies to words that the asker typed, so that they can say that it didn't help.
    pub typed: bool,
}

impl Shown {
    /// The button that takes the post away, where one is needed.
    pub(super) fn remove(self) -> Option<Button> {
        let remove = CustomId::Remove { asker: self.asker };
        (!self.private).then(|| Button::new(messages::REMOVE_BUTTON, remove, Weight::Side))
    }
}

const RELATED: usize = 4;
const SUGGESTED: usize = 5;
const NEAREST: usize = 4;

/// An entry's answer; `boards` tells whether there are listings to lead to.
pub fn answer(answer: &Answer, boards: bool, shown: Shown) -> Post {
    let mut fields = Vec::new();
    if answer.overdue {
        fields.extend(Field::of(messages::OVERDUE_TITLE, messages::OVERDUE));
    }
    let sources = citations(&answer.sources, limits::FIELD_VALUE);
    fields.extend(Field::of(messages::SOURCE, &sources));
    let card = Card {
        title: limits::shorten(&answer.question, limits::TITLE),
        text: answer.text.clone(),
        fields,
        footer: answer.reviewed.map_or_else(|| messages::NEVER_REVIEWED.to_owned(), messages::reviewed),
    };
    let listings = answer.role.clone().filter(|_| boards);
    let listings =
        listings.map(|role| Button::new(messages::LISTINGS_BUTTON, CustomId::Listings(Some(role)), Weight::Side));
    let asker = if shown.typed { shown.asker } else { 0 };
    let votes = [
        (messages::HELPFUL_BUTTON, CustomId::Helpful(EntryRef::new(&answer.entry))),
        (messages::NOT_HELPFUL_BUTTON, CustomId::NotHelpful { asker, entry: EntryRef::new(&answer.entry) }),
    ];
    let votes = votes.map(|(label, action)| Button::new(label, action, Weight::Side));
    Post::card(card)
        .private_if(shown.private)
        .buttons(entries(&answer.related, RELATED, Weight::Main, CustomId::Answer))
        .buttons(listings.into_iter().chain(votes).chain(shown.remove()).collect())
}

/// What stands in a quiet channel in the place of an answer: whoever presses reads it alone.
pub fn quiet(answer: &Answer, asker: u64) -> Post {
    let open = CustomId::Answer(EntryRef::new(&answer.entry));
    let buttons = [
        Button::new(messages::SEE_ANSWER_BUTTON, open, Weight::Main),
        Button::new(messages::REMOVE_BUTTON, CustomId::Remove { asker }, Weight::Side),
    ];
    Post::words(messages::QUIET_ANSWER).buttons(buttons.into())
}

/// Did you mean one of these?
pub fn suggest(suggestions: &[Suggestion], shown: Shown) -> Post {
    let choose = |entry| CustomId::Choose { asker: shown.asker, entry };
    let mut post = Post::card(Card::new(messages::SUGGEST_TITLE, messages::SUGGEST)).private_if(shown.private);
    // Questions are long, and a row each keeps them readable on a phone; there are five rows and the last has company.
    let buttons = entries(suggestions, SUGGESTED, Weight::Main, choose);
    let last = buttons.len().saturating_sub(1);
    for (at, button) in buttons.into_iter().enumerate() {
        post = post.buttons(if at == last {
            let none = Button::new(messages::DECLINE_BUTTON, CustomId::Declined { asker: shown.asker }, Weight::Side);
            [button, none].into_iter().chain(shown.remove()).collect()
        } else {
            vec![button]
        });
    }
    post
}

/// No answer, and the nearest questions; `moderators` tells whether they can be asked.
pub fn miss(nearest: &[Suggestion], moderators: bool, shown: Shown) -> Post {
    let buttons = entries(nearest, NEAREST, Weight::Main, |entry| CustomId::Choose { asker: shown.asker, entry });
    let text = if buttons.is_empty() { messages::MISS_ALONE } else { messages::MISS_WITH_NEAREST };
    let topics = Button::new(messages::TOPICS_BUTTON, CustomId::Browse, Weight::Side);
    let mut post = Post::card(Card::new(messages::MISS_TITLE, text)).private_if(shown.private);
    for button in buttons {
        post = post.buttons(vec![button]);
    }
    let ask = CustomId::AskModerators { asker: shown.asker };
    let ask = moderators.then(|| Button::new(messages::ASK_MODERATORS_BUTTON, ask, Weight::Side));
    post.buttons(std::iter::once(topics).chain(ask).chain(shown.remove()).collect())
}

/// A fixed text of the moderators.
pub fn plain(text: &str, shown: Shown) -> Post {
    Post::card(Card::new("", text)).private_if(shown.private)
}

/// A button for each entry, each once.
fn entries(list: &[Suggestion], max: usize, weight: Weight, action: impl Fn(EntryRef) -> CustomId) -> Vec<Button> {
    let mut seen = HashSet::new();
    let once = list.iter().filter(|suggestion| seen.insert(suggestion.entry.clone()));
    once.take(max)
        .map(|suggestion| Button::new(&suggestion.question, action(EntryRef::new(&suggestion.entry)), weight))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::post::Row;
    use crate::knowledge::model::EntryId;
    use crate::reply::Citation;
    use jiff::civil::date;
    use proptest::prelude::*;

    const SHOWN: Shown = Shown { asker: u64::MAX, private: false, typed: true };

    fn suggestion(id: &str, question: &str) -> Suggestion {
        Suggestion { entry: EntryId::new(id), question: question.to_owned() }
    }

    fn pay() -> Answer {
        Answer {
            entry: EntryId::new("perfusionist/pay"),
            role: Some("perfusionist".to_owned()),
            question: "How much does a perfusionist earn?".to_owned(),
            text: "It depends.".to_owned(),
            sources: vec![Citation { title: "Pay".to_owned(), publisher: String::new(), url: None, published: None }],
            reviewed: Some(date(2026, 11, 24)),
            overdue: false,
            related: vec![suggestion("perfusionist/outlook", "What is the outlook?")],
        }
    }

    #[test]
    fn an_answer_shows_question_source_review_date_and_buttons() {
        let post = answer(&pay(), true, SHOWN);
        let card = post.card.clone().unwrap();
        assert_eq!(card.title, "How much does a perfusionist earn?");
        assert_eq!(card.text, "It depends.");
        assert_eq!(card.fields, [Field { name: "Source".to_owned(), value: "Pay".to_owned() }]);
        assert_eq!(card.footer, "Last checked by a moderator on 24 November 2026");
        let labels: Vec<Vec<&str>> = post
            .rows
            .iter()
            .map(|row| match row {
                Row::Buttons(buttons) => buttons.iter().map(|button| button.label.as_str()).collect(),
                Row::Menu(_) => panic!("an answer has no menu"),
            })
            .collect();
        assert_eq!(labels, [vec!["What is the outlook?"], vec!["Job listings", "Helpful", "Not helpful", "Remove"]]);
    }

    #[test]
    fn an_overdue_answer_says_so() {
        let post = answer(&Answer { overdue: true, ..pay() }, false, SHOWN);
        assert_eq!(post.card.unwrap().fields[0].name, messages::OVERDUE_TITLE);
    }

    #[test]
    fn a_private_answer_has_no_remove_button() {
        let post = answer(&pay(), false, Shown { asker: 1, private: true, typed: false });
        assert!(post.private);
        let Some(Row::Buttons(last)) = post.rows.last() else { panic!("no buttons: {post:?}") };
        let labels: Vec<&str> = last.iter().map(|button| button.label.as_str()).collect();
        assert_eq!(labels, ["Helpful", "Not helpful"]);
    }

    proptest! {
        #[test]
        fn everything_that_the_knowledge_folder_allows_fits(
            question in "\\PC{1,200}",
            text in "[^\\s]\\PC{0,3499}",
            titles in proptest::collection::vec("\\PC{1,300}", 0..12),
            url in proptest::option::of("https://[a-z()]{1,1500}"),
            overdue: bool,
            related in proptest::collection::vec("\\PC{1,200}", 0..8),
        ) {
            let long = |at: usize| format!("{}/{}{at}", "r".repeat(60), "e".repeat(59));
            let related: Vec<_> = related.iter().enumerate().map(|(at, question)| suggestion(&long(at), question)).collect();
            let entry = Answer {
                question, text, overdue,
                sources: titles.into_iter().map(|title| Citation {
                    title, publisher: "p".repeat(300), url: url.clone(), published: Some(date(2026, 6, 1)),
                }).collect(),
                role: Some("r".repeat(60)),
                related: related.clone(),
                ..pay()
            };
            prop_assert_eq!(answer(&entry, true, SHOWN).breach().filter(|_| !entry.question.trim().is_empty()), None);
            let readable: Vec<_> = related.into_iter().filter(|one| !one.question.trim().is_empty()).collect();
            prop_assert_eq!(miss(&readable, true, SHOWN).breach(), None);
            if !readable.is_empty() {
                prop_assert_eq!(suggest(&readable, SHOWN).breach(), None);
            }
        }
    }
}
