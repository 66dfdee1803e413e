//! The topics: roles, then topics, then questions, each list in pages of 25.

use super::role::entry_options;
use crate::discord::custom_id::{CustomId, TopicRef};
use crate::discord::limits;
use crate::discord::post::{Button, Card, Menu, MenuOption, Post, Weight};
use crate::messages;
use crate::reply::TopicGroup;

/// The roles to choose from. With a single one there is nothing to choose, and its topics show at once.
pub fn groups(groups: &[TopicGroup], page: usize) -> Post {
    match groups {
        [] => Post::card(Card::new(messages::TOPICS_TITLE, messages::NO_TOPICS)),
        [only] => topics(groups, only, page),
        _ => {
            let options: Vec<MenuOption> = groups
                .iter()
                .map(|group| {
                    let count = group.topics.iter().map(|(_, entries)| entries.len()).sum();
                    MenuOption::new(name(group), group.role.clone(), &messages::questions(count))
                })
                .collect();
            list(
                messages::TOPICS_TITLE.to_owned(),
                messages::CHOOSE_GROUP,
                CustomId::PickGroup,
                &options,
                page,
                &CustomId::Groups,
                None,
            )
        }
    }
}

/// A role's topics to choose from; a single one shows its questions at once.
pub fn topics(groups: &[TopicGroup], group: &TopicGroup, page: usize) -> Post {
    if group.topics.len() == 1 {
        return questions(groups, group, 0, page);
    }
    let options: Vec<MenuOption> = group
        .topics
        .iter()
        .map(|(topic, entries)| {
            MenuOption::new(&capitalised(topic), TopicRef::new(topic).to_string(), &messages::questions(entries.len()))
        })
        .collect();
    let to_page = |page| CustomId::Topics { group: group.role.clone(), page };
    let back = (groups.len() > 1).then_some(CustomId::Groups(0));
    list(
        title(name(group), None),
        messages::CHOOSE_TOPIC,
        CustomId::PickTopic(group.role.clone()),
        &options,
        page,
        &to_page,
        back,
    )
}

/// The questions of a topic, which is given by its place in the group.
pub fn questions(groups: &[TopicGroup], group: &TopicGroup, topic: usize, page: usize) -> Post {
    let Some((topic, entries)) = group.topics.get(topic) else {
        return Post::card(Card::new(messages::TOPICS_TITLE, messages::NO_TOPICS));
    };
    let (page, pages) = clamp(page, entries.len());
    let options = entry_options(&entries[page * limits::OPTIONS..]);
    let to_page = |page| CustomId::Questions { group: group.role.clone(), topic: TopicRef::new(topic), page };
    let back = if group.topics.len() > 1 {
        Some(CustomId::Topics { group: group.role.clone(), page: 0 })
    } else {
        (groups.len() > 1).then_some(CustomId::Groups(0))
    };
    let title = title(name(group), (group.topics.len() > 1).then(|| capitalised(topic)));
    let menu = Menu { action: CustomId::PickEntry, placeholder: messages::CHOOSE_QUESTION.to_owned(), options };
    framed(title, messages::CHOOSE_QUESTION, menu, page, pages, &to_page, back)
}

fn list(
    title: String,
    text: &str,
    action: CustomId,
    options: &[MenuOption],
    page: usize,
    to_page: &dyn Fn(usize) -> CustomId,
    back: Option<CustomId>,
) -> Post {
    let (page, pages) = clamp(page, options.len());
    let options = options.iter().skip(page * limits::OPTIONS).take(limits::OPTIONS).cloned().collect();
    framed(title, text, Menu { action, placeholder: text.to_owned(), options }, page, pages, to_page, back)
}

fn framed(
    title: String,
    text: &str,
    menu: Menu,
    page: usize,
    pages: usize,
    to_page: &dyn Fn(usize) -> CustomId,
    back: Option<CustomId>,
) -> Post {
    let mut card = Card::new(title, text);
    if pages > 1 {
        card.footer = messages::page(page + 1, pages);
    }
    let buttons = [
        back.map(|to| Button::new(messages::BACK_BUTTON, to, Weight::Side)),
        (page > 0).then(|| Button::new(messages::PREVIOUS_BUTTON, to_page(page - 1), Weight::Side)),
        (page + 1 < pages).then(|| Button::new(messages::NEXT_BUTTON, to_page(page + 1), Weight::Side)),
    ];
    Post::card(card).menu(menu).buttons(buttons.into_iter().flatten().collect())
}

/// The page within what there is, and how many there are; a page past the end is the last.
fn clamp(page: usize, items: usize) -> (usize, usize) {
    let pages = items.div_ceil(limits::OPTIONS).max(1);
    (page.min(pages - 1), pages)
}

fn name(group: &TopicGroup) -> &str {
    if group.role_name.is_empty() { messages::GENERAL_GROUP } else { &group.role_name }
}

fn title(group: &str, topic: Option<String>) -> String {
    let title = topic.map_or_else(|| group.to_owned(), |topic| format!("{group}: {topic}"));
    limits::shorten(&title, limits::TITLE)
}

/// Moderators write topics in small letters; at the start of a line a capital reads better.
fn capitalised(topic: &str) -> String {
    let mut letters = topic.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::post::Row;
    use crate::knowledge::model::EntryId;
    use crate::reply::Suggestion;

    fn group(role: &str, topics: usize, questions: usize) -> TopicGroup {
        let question = |topic: usize, at: usize| Suggestion {
            entry: EntryId::new(format!("{role}/t{topic}-q{at}")),
            question: format!("Question {at} of topic {topic}?"),
        };
        TopicGroup {
            role: role.to_owned(),
            role_name: role.to_uppercase(),
            topics: (0..topics)
                .map(|topic| (format!("topic {topic}"), (0..questions).map(|at| question(topic, at)).collect()))
                .collect(),
        }
    }

    fn options(post: &Post) -> usize {
        post.rows.iter().map(|row| if let Row::Menu(menu) = row { menu.options.len() } else { 0 }).sum()
    }

    fn buttons(post: &Post) -> Vec<String> {
        let of = |row: &Row| match row {
            Row::Buttons(buttons) => buttons.iter().map(|button| button.label.clone()).collect(),
            Row::Menu(_) => Vec::new(),
        };
        post.rows.iter().flat_map(of).collect()
    }

    #[test]
    fn long_lists_turn_pages() {
        let all: Vec<TopicGroup> = (0..60).map(|at| group(&format!("role-{at}"), 30, 51)).collect();
        let first = groups(&all, 0);
        assert_eq!((options(&first), buttons(&first)), (25, vec!["Next".to_owned()]));
        let last = groups(&all, 9);
        assert_eq!((options(&last), buttons(&last)), (10, vec!["Previous".to_owned()]));
        assert_eq!(options(&topics(&all, &all[0], 1)), 5);
        assert_eq!(options(&questions(&all, &all[0], 29, 2)), 1);
        for post in [first, last, topics(&all, &all[0], 0), questions(&all, &all[0], 3, 1)] {
            assert_eq!(post.breach(), None);
        }
    }

    #[test]
    fn a_level_without_a_choice_is_left_out() {
        let all = [group("perfusionist", 1, 3)];
        let post = groups(&all, 0);
        assert_eq!(options(&post), 3);
        assert_eq!(buttons(&post), Vec::<String>::new());
    }

    #[test]
    fn an_empty_knowledge_base_says_so() {
        assert_eq!(groups(&[], 0).cards[0].text, messages::NO_TOPICS);
    }
}
