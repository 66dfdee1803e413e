//! Answers, suggestions and misses.

use super::browse::group_name;
use super::citations;
use crate::discord::custom_id::{CustomId, EntryRef};
use crate::discord::limits;
use crate::discord::post::{Button, Card, Field, Post, Weight};
use crate::messages::Words;
use crate::reply::{Answer, Gap, Suggestion, TopicGroup};
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
    /// The language of everything around an answer.
    pub words: Words,
}

impl Shown {
    /// The button that takes the post away, where one is needed.
    pub(super) fn remove(self) -> Option<Button> {
        let remove = CustomId::Remove { asker: self.asker };
        (!self.private).then(|| Button::new(self.words.remove_button(), remove, Weight::Side))
    }
}

const RELATED: usize = 4;
const SUGGESTED: usize = 5;
const NEAREST: usize = 4;

/// An answer to each question of a message, a card each; `boards` tells whether there are listings to lead to. Answers that
/// don't fit beside those before them are a button each.
pub fn answers(answers: &[Answer], boards: bool, shown: Shown) -> Post {
    let words = shown.words;
    let (mut cards, mut left) = (Vec::new(), limits::EMBEDS_TOTAL);
    for card in answers.iter().map(|answer| card(answer, words)) {
        let Some(less) = left.checked_sub(card.length()) else { break };
        left = less;
        cards.push(card);
    }
    let to_answer = |answer: &Answer| {
        Button::new(
            &words.answer_button(&answer.question),
            CustomId::Answer(EntryRef::new(&answer.entry)),
            Weight::Main,
        )
    };
    let waiting = answers[cards.len()..].iter().map(to_answer).collect();
    let listings = listings_of(answers).filter(|_| boards);
    let listings = listings.map(|role| Button::new(words.listings_button(), CustomId::Listings(role), Weight::Side));
    Post { cards, ..Post::default() }
        .private_if(shown.private)
        .buttons(waiting)
        .buttons(entries(&related_of(answers), RELATED, Weight::Main, CustomId::Answer))
        .buttons(listings.into_iter().chain(votes(answers, shown)).chain(shown.remove()).collect())
}

/// Whether it helped. Which one of several did isn't known, and none is blamed for another, so that these can only be passed on.
fn votes(answers: &[Answer], shown: Shown) -> Vec<Button> {
    let words = shown.words;
    let button = |label, action| Button::new(label, action, Weight::Side);
    match answers {
        [answer] => {
            let entry = EntryRef::new(&answer.entry);
            let asker = if shown.typed { shown.asker } else { 0 };
            vec![
                button(words.helpful_button(), CustomId::Helpful(entry.clone())),
                button(words.not_helpful_button(), CustomId::NotHelpful { asker, entry: Some(entry) }),
            ]
        }
        _ if shown.typed => {
            let not_helpful = CustomId::NotHelpful { asker: shown.asker, entry: None };
            vec![button(words.not_helpful_button(), not_helpful)]
        }
        _ => Vec::new(),
    }
}

/// The related questions of all answers in turns, so that each has its share; none that is answered already.
fn related_of(answers: &[Answer]) -> Vec<Suggestion> {
    let longest = answers.iter().map(|answer| answer.related.len()).max().unwrap_or(0);
    let in_turns = (0..longest).flat_map(|at| answers.iter().filter_map(move |answer| answer.related.get(at)));
    let is_answered = |related: &&Suggestion| answers.iter().any(|answer| answer.entry == related.entry);
    in_turns.filter(|related| !is_answered(related)).cloned().collect()
}

/// Whose listings to lead to: those of the role that the answers are about, or all where it is several.
fn listings_of(answers: &[Answer]) -> Option<Option<String>> {
    let mut roles = answers.iter().filter_map(|answer| answer.role.as_ref());
    let first = roles.next()?;
    Some(Some(first.clone()).filter(|_| roles.all(|role| role == first)))
}

fn card(answer: &Answer, words: Words) -> Card {
    let mut fields = Vec::new();
    if answer.overdue {
        fields.extend(Field::of(words.overdue_title(), words.overdue()));
    }
    let sources = citations(&answer.sources, limits::FIELD_VALUE, words);
    fields.extend(Field::of(words.source(), &sources));
    Card {
        title: limits::shorten(&answer.question, limits::TITLE),
        text: answer.text.clone(),
        fields,
        footer: answer.reviewed.map_or_else(|| words.never_reviewed().to_owned(), |date| words.reviewed(date)),
    }
}

/// What stands in a quiet channel in the place of answers: whoever presses reads them alone.
pub fn quiet(answers: &[Answer], asker: u64, words: Words) -> Post {
    let open = |answer: &Answer| {
        let label = match answers {
            [_] => words.see_answer_button().to_owned(),
            _ => words.answer_button(&answer.question),
        };
        Button::new(&label, CustomId::Answer(EntryRef::new(&answer.entry)), Weight::Main)
    };
    let remove = Button::new(words.remove_button(), CustomId::Remove { asker }, Weight::Side);
    Post::words(words.quiet_answer()).buttons(answers.iter().map(open).chain([remove]).collect())
}

/// Did you mean one of these?
pub fn suggest(suggestions: &[Suggestion], shown: Shown) -> Post {
    let words = shown.words;
    let choose = |entry| CustomId::Choose { asker: shown.asker, entry };
    let (title, text, decline) = match suggestions {
        [_] => (words.suggest_one_title(), words.suggest_one(), words.decline_one_button()),
        _ => (words.suggest_title(), words.suggest(), words.decline_button()),
    };
    let mut post = Post::card(Card::new(title, text)).private_if(shown.private);
    // Questions are long, and a row each keeps them readable on a phone; there are five rows and the last has company.
    let buttons = entries(suggestions, SUGGESTED, Weight::Main, choose);
    let last = buttons.len().saturating_sub(1);
    for (at, button) in buttons.into_iter().enumerate() {
        post = post.buttons(if at == last {
            let none = Button::new(decline, CustomId::Declined { asker: shown.asker }, Weight::Side);
            [button, none].into_iter().chain(shown.remove()).collect()
        } else {
            vec![button]
        });
    }
    post
}

/// No answer, and what can be talked about: the nearest questions or else the groups of topics. `moderators` tells whether they
/// can be asked.
pub fn miss(nearest: &[Suggestion], gap: Option<&Gap>, groups: &[TopicGroup], moderators: bool, shown: Shown) -> Post {
    let words = shown.words;
    let buttons = entries(nearest, NEAREST, Weight::Main, |entry| CustomId::Choose { asker: shown.asker, entry });
    let text = match (buttons.is_empty(), groups.is_empty()) {
        (true, false) if gap.is_none() => words.miss_with_topics().to_owned(),
        (is_alone, _) => words.miss(gap.map(|gap| gap.subject.as_str()), is_alone),
    };
    let topics = Button::new(words.topics_button(), CustomId::Browse, Weight::Side);
    let mut post = Post::card(Card::new(words.miss_title(), text)).private_if(shown.private);
    if buttons.is_empty() {
        post = post.buttons(groups.iter().take(limits::BUTTONS).map(|group| to_topics(group, words)).collect());
    }
    for button in buttons {
        post = post.buttons(vec![button]);
    }
    let ask = CustomId::AskModerators { asker: shown.asker };
    let ask = moderators.then(|| Button::new(words.ask_moderators_button(), ask, Weight::Side));
    post.buttons(std::iter::once(topics).chain(ask).chain(shown.remove()).collect())
}

fn to_topics(group: &TopicGroup, words: Words) -> Button {
    let to = CustomId::Topics { group: group.role.clone(), page: 0 };
    Button::new(group_name(group, words), to, Weight::Main)
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

    const SHOWN: Shown = Shown { asker: u64::MAX, private: false, typed: true, words: Words::ENGLISH };

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
        let post = answers(&[pay()], true, SHOWN);
        let card = &post.cards[0];
        assert_eq!(card.title, "How much does a perfusionist earn?");
        assert_eq!(card.text, "It depends.");
        assert_eq!(card.fields, [Field { name: "Source".to_owned(), value: "Pay".to_owned() }]);
        assert_eq!(card.footer, "Last checked by a moderator on 24 November 2026");
        let side = vec!["Job listings", "Helpful", "Not helpful", "Remove"];
        assert_eq!(labels(&post), [vec!["What is the outlook?"], side]);
    }

    fn labels_of_row(row: &Row) -> Vec<&str> {
        let Row::Buttons(buttons) = row else { panic!("an answer has no menu") };
        buttons.iter().map(|button| button.label.as_str()).collect()
    }

    fn labels(post: &Post) -> Vec<Vec<&str>> {
        post.rows.iter().map(labels_of_row).collect()
    }

    fn outlook() -> Answer {
        let related = ["perfusionist/pay", "perfusionist/on-call", "perfusionist/ecmo"];
        Answer {
            entry: EntryId::new("perfusionist/outlook"),
            question: "What is the outlook?".to_owned(),
            related: related.map(|id| suggestion(id, id)).into(),
            ..pay()
        }
    }

    #[test]
    fn several_answers_are_a_card_each_and_share_their_buttons() {
        let first = Answer { related: vec![suggestion("perfusionist/ecmo", "ECMO?")], ..pay() };
        let post = answers(&[first, outlook()], true, SHOWN);
        let titles: Vec<&str> = post.cards.iter().map(|card| card.title.as_str()).collect();
        assert_eq!(titles, ["How much does a perfusionist earn?", "What is the outlook?"]);
        let side = vec!["Job listings", "Not helpful", "Remove"];
        assert_eq!(labels(&post), [vec!["ECMO?", "perfusionist/on-call"], side]);
        let Row::Buttons(side) = &post.rows[1] else { panic!("no buttons") };
        assert_eq!(side[0].action, CustomId::Listings(Some("perfusionist".to_owned())));
        assert_eq!(side[1].action, CustomId::NotHelpful { asker: u64::MAX, entry: None });
    }

    #[test]
    fn answers_about_several_roles_lead_to_all_listings() {
        let other = Answer { role: Some("surgical-technologist".to_owned()), ..outlook() };
        assert_eq!(listings_of(&[pay(), other]), Some(None));
        let of_none = Answer { role: None, ..outlook() };
        assert_eq!(listings_of(&[of_none.clone(), pay()]), Some(Some("perfusionist".to_owned())));
        assert_eq!(listings_of(&[of_none]), None);
    }

    #[test]
    fn an_answer_that_does_not_fit_beside_the_others_is_a_button() {
        let long = Answer { text: "x".repeat(3_500), ..outlook() };
        let post = answers(&[pay(), long.clone(), Answer { text: long.text.clone(), ..pay() }], false, SHOWN);
        assert_eq!(post.cards.len(), 2);
        assert_eq!(labels(&post)[0], ["Answer: How much does a perfusionist earn?"]);
        assert_eq!(post.breach(), None);
    }

    #[test]
    fn a_miss_with_nothing_near_leads_to_the_topics() {
        let group = |role: &str, name: &str| TopicGroup {
            role: role.to_owned(),
            role_name: name.to_owned(),
            topics: vec![("pay".to_owned(), vec![suggestion("a/pay", "Pay?")])],
        };
        let mut groups: Vec<_> = (0..7).map(|at| group(&format!("role-{at}"), &"Role ".repeat(16))).collect();
        groups[1] = group("faq", "");
        let post = miss(&[], None, &groups, true, SHOWN);
        assert_eq!(post.cards[0].text, Words::ENGLISH.miss_with_topics());
        assert_eq!((labels(&post)[0].len(), labels(&post)[0][1]), (5, "General questions"));
        assert_eq!(post.breach(), None);
        assert_eq!(labels(&miss(&[suggestion("a/pay", "Pay?")], None, &groups, false, SHOWN))[0], ["Pay?"]);
    }

    #[test]
    fn an_overdue_answer_says_so() {
        let post = answers(&[Answer { overdue: true, ..pay() }], false, SHOWN);
        assert_eq!(post.cards[0].fields[0].name, Words::ENGLISH.overdue_title());
    }

    #[test]
    fn a_private_answer_has_no_remove_button() {
        let post = answers(&[pay()], false, Shown { asker: 1, private: true, typed: false, words: Words::ENGLISH });
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
            let is_readable = !entry.question.trim().is_empty();
            for several in 1..=3_usize {
                let numbered = |at| Answer { entry: EntryId::new(long(100 + at).as_str()), ..entry.clone() };
                let post = answers(&(0..several).map(numbered).collect::<Vec<_>>(), true, SHOWN);
                prop_assert_eq!(post.breach().filter(|_| is_readable), None);
                let buttons = labels(&post).concat();
                let waiting = buttons.iter().filter(|label| label.starts_with("Answer")).count();
                prop_assert_eq!(post.cards.len() + waiting, several, "every answer has its place");
            }
            let readable: Vec<_> = related.into_iter().filter(|one| !one.question.trim().is_empty()).collect();
            prop_assert_eq!(miss(&readable, None, &[], true, SHOWN).breach(), None);
            if !readable.is_empty() {
                prop_assert_eq!(suggest(&readable, SHOWN).breach(), None);
            }
        }
    }
}
