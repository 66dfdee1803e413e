//! The topics: roles, then topics, then questions, each list in pages of 25.

use super::role::entry_option;
use crate::discord::custom_id::{CustomId, TopicRef};
use crate::discord::limits;
use crate::discord::post::{Button, Card, Menu, MenuOption, Post, Weight};
use crate::messages::Words;
use crate::reply::{Suggestion, TopicGroup};

/// Everything that can be answered, to be looked through.
#[derive(Clone, Copy)]
pub struct Topics<'a> {
    /// The groups.
    pub groups: &'a [TopicGroup],
    /// The language of what stands around them.
    pub words: Words,
}

impl Topics<'_> {
    /// The roles to choose from. With a single one there is nothing to choose, and its topics show at once.
    pub fn roles(self, page: usize) -> Post {
        let words = self.words;
        match self.groups {
            [] => Post::card(Card::new(words.topics_title(), words.no_topics())),
            [only] => self.topics(only, page),
            _ => {
                let option = |group: &TopicGroup| {
                    let count = group.topics.iter().map(|(_, entries)| entries.len()).sum();
                    MenuOption::new(group_name(group, words), group.role.clone(), &words.questions(count))
                };
                let menu = Menu {
                    action: CustomId::PickGroup,
                    placeholder: words.choose_group().to_owned(),
                    options: self.groups.iter().map(option).collect(),
                };
                self.list(words.topics_title().to_owned(), menu, page, &CustomId::Groups, None)
            }
        }
    }

    /// A role's topics to choose from; a single one shows its questions at once.
    pub fn topics(self, group: &TopicGroup, page: usize) -> Post {
        if group.topics.len() == 1 {
            return self.questions(group, 0, page);
        }
        let words = self.words;
        let option = |(topic, entries): &(String, Vec<Suggestion>)| {
            MenuOption::new(&capitalised(topic), TopicRef::new(topic).to_string(), &words.questions(entries.len()))
        };
        let menu = Menu {
            action: CustomId::PickTopic(group.role.clone()),
            placeholder: words.choose_topic().to_owned(),
            options: group.topics.iter().map(option).collect(),
        };
        let to_page = |page| CustomId::Topics { group: group.role.clone(), page };
        let back = (self.groups.len() > 1).then_some(CustomId::Groups(0));
        self.list(title(group_name(group, words), None), menu, page, &to_page, back)
    }

    /// The questions of a topic, which is given by its place in the group.
    pub fn questions(self, group: &TopicGroup, topic: usize, page: usize) -> Post {
        let words = self.words;
        let Some((topic, entries)) = group.topics.get(topic) else {
            return Post::card(Card::new(words.topics_title(), words.no_topics()));
        };
        let menu = Menu {
            action: CustomId::PickEntry,
            placeholder: words.choose_question().to_owned(),
            options: entries.iter().map(entry_option).collect(),
        };
        let to_page = |page| CustomId::Questions { group: group.role.clone(), topic: TopicRef::new(topic), page };
        let back = if group.topics.len() > 1 {
            Some(CustomId::Topics { group: group.role.clone(), page: 0 })
        } else {
            (self.groups.len() > 1).then_some(CustomId::Groups(0))
        };
        let title = title(group_name(group, words), (group.topics.len() > 1).then(|| capitalised(topic)));
        self.list(title, menu, page, &to_page, back)
    }

    /// A page of a menu of any length; what to do with it stands above it too.
    fn list(
        self,
        title: String,
        mut menu: Menu,
        page: usize,
        to_page: &dyn Fn(usize) -> CustomId,
        back: Option<CustomId>,
    ) -> Post {
        let words = self.words;
        let (page, pages) = clamp(page, menu.options.len());
        menu.options = menu.options.into_iter().skip(page * limits::OPTIONS).take(limits::OPTIONS).collect();
        let mut card = Card::new(title, &menu.placeholder);
        if pages > 1 {
            card.footer = words.page(page + 1, pages);
        }
        let buttons = [
            back.map(|to| Button::new(words.back_button(), to, Weight::Side)),
            (page > 0).then(|| Button::new(words.previous_button(), to_page(page - 1), Weight::Side)),
            (page + 1 < pages).then(|| Button::new(words.next_button(), to_page(page + 1), Weight::Side)),
        ];
        Post::card(card).menu(menu).buttons(buttons.into_iter().flatten().collect())
    }
}

/// The page within what there is, and how many there are; a page past the end is the last.
fn clamp(page: usize, items: usize) -> (usize, usize) {
    let pages = items.div_ceil(limits::OPTIONS).max(1);
    (page.min(pages - 1), pages)
}

/// The name of a group: its role's, or that of what belongs to none.
pub(super) fn group_name(group: &TopicGroup, words: Words) -> &str {
    if group.role_name.is_empty() { words.general_group() } else { &group.role_name }
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
        let at = Topics { groups: &all, words: Words::ENGLISH };
        let first = at.roles(0);
        assert_eq!((options(&first), buttons(&first)), (25, vec!["Next".to_owned()]));
        let last = at.roles(9);
        assert_eq!((options(&last), buttons(&last)), (10, vec!["Previous".to_owned()]));
        assert_eq!(options(&at.topics(&all[0], 1)), 5);
        assert_eq!(options(&at.questions(&all[0], 29, 2)), 1);
        for post in [first, last, at.topics(&all[0], 0), at.questions(&all[0], 3, 1)] {
            assert_eq!(post.breach(), None);
        }
    }

    #[test]
    fn a_level_without_a_choice_is_left_out() {
        let all = [group("perfusionist", 1, 3)];
        let post = Topics { groups: &all, words: Words::ENGLISH }.roles(0);
        assert_eq!(options(&post), 3);
        assert_eq!(buttons(&post), Vec::<String>::new());
    }

    #[test]
    fn an_empty_knowledge_base_says_so() {
        assert_eq!(Topics { groups: &[], words: Words::ENGLISH }.roles(0).cards[0].text, Words::ENGLISH.no_topics());
    }
}
