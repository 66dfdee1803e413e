//! A role's card, listings, and what an unknown role gets.

use super::{Shown, citations, encode_brackets};
use crate::discord::custom_id::{CustomId, EntryRef, RoleRef};
use crate::discord::limits;
use crate::discord::post::{Button, Card, Field, Menu, MenuOption, Post, Weight};
use crate::knowledge::model::{PathStep, Role, Section};
use crate::messages::Words;
use crate::reply::{Comparison, Listings, RoleCard, SectionCard, Suggestion};

/// Characters of a card's page: Discord's limit less what title, footer and names may take.
const PAGE: usize = 5_400;
/// Fields of a page.
const PAGE_FIELDS: usize = 20;

/// A page of a role's card; pages count from 0, and one past the end is the last.
pub fn card(role: &RoleCard, page: usize, boards: bool, shown: Shown) -> Post {
    let words = shown.words;
    let pages = pages(role, words);
    let page = page.min(pages.len() - 1);
    let mut card = pages[page].clone();
    if pages.len() > 1 {
        card.footer = words.page(page + 1, pages.len());
    }
    let other_page =
        (pages.len() > 1).then(|| CustomId::Role { role: role.id.clone(), page: (page + 1) % pages.len() });
    let buttons = [
        other_page.map(|to| Button::new(words.more_of_card_button(), to, Weight::Main)),
        (role.questions.len() > limits::OPTIONS).then(|| {
            let all = CustomId::Topics { group: role.id.clone(), page: 0 };
            Button::new(words.all_questions_button(), all, Weight::Side)
        }),
        boards.then(|| Button::new(words.listings_button(), CustomId::Listings(Some(role.id.clone())), Weight::Side)),
        shown.remove(),
    ];
    Post::card(card)
        .private_if(shown.private)
        .menu(Menu {
            action: CustomId::PickEntry,
            placeholder: words.card_questions().to_owned(),
            options: role.questions.iter().take(limits::OPTIONS).map(entry_option).collect(),
        })
        .buttons_in_rows(section_buttons(role, words))
        .buttons(buttons.into_iter().flatten().collect())
}

/// A button for each section of which something is known; none for a single one, which stands on the card alone.
fn section_buttons(role: &RoleCard, words: Words) -> Vec<Button> {
    let known = role.sections.iter().filter(|(_, text)| text.is_some());
    let button = |(section, _): &(Section, Option<String>)| {
        let to = CustomId::Section { role: role.id.clone(), section: *section };
        Button::new(words.section(*section), to, Weight::Side)
    };
    let buttons: Vec<Button> = known.map(button).collect();
    if buttons.len() == 1 { Vec::new() } else { buttons }
}

/// One section of a card.
pub fn section(section: &SectionCard, boards: bool, shown: Shown) -> Post {
    let words = shown.words;
    let title = words.section_of(&section.role_name, words.section(section.section));
    let mut text = limits::pieces(&section.text, limits::DESCRIPTION).into_iter();
    let mut card = Card::new(limits::shorten(&title, limits::TITLE), text.next().unwrap_or_default());
    card.fields = text.flat_map(|rest| Field::of("\u{200b}", &rest)).collect();
    card.fields.extend(Field::of(words.source(), &citations(&section.sources, limits::FIELD_VALUE, words)));
    let to_card = CustomId::Role { role: section.role.clone(), page: 0 };
    let listings = CustomId::Listings(Some(section.role.clone()));
    let buttons = [
        Some(Button::new(&words.card_button(&section.role_name), to_card, Weight::Main)),
        boards.then(|| Button::new(words.listings_button(), listings, Weight::Side)),
        shown.remove(),
    ];
    Post::card(card).private_if(shown.private).buttons(buttons.into_iter().flatten().collect())
}

/// A page of two roles side by side; pages count from 0, and one past the end is the last.
pub fn comparison(compared: &Comparison, page: usize, shown: Shown) -> Post {
    let words = shown.words;
    let [first, second] = &compared.roles;
    let both = |values: [Option<&str>; 2]| {
        let line = |(role, value): (&RoleCard, Option<&str>)| {
            format!("**{}:** {}", limits::shorten(&role.name, 100), value.unwrap_or(words.blank()))
        };
        [first, second].into_iter().zip(values).map(line).collect::<Vec<_>>().join("\n")
    };
    let paths = [first, second].map(|role| path(&role.path, words));
    let mut rows: Vec<(&str, [Option<&str>; 2])> = Vec::new();
    for (section, values) in compared.sections() {
        rows.push((words.section(section), values));
        if section == Section::Education {
            rows.push((words.path(), paths.each_ref().map(|path| Some(path.as_str()).filter(|path| !path.is_empty()))));
        }
    }
    let (known, absent): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|(_, values)| values.iter().any(Option::is_some));
    let mut fields: Vec<Field> = known.into_iter().flat_map(|(name, values)| Field::of(name, &both(values))).collect();
    let absent: Vec<&str> = absent.into_iter().map(|(name, _)| name).collect();
    fields.extend(Field::of(words.not_in_knowledge_base(), &absent.join(", ")));
    fields.extend(Field::of(words.source(), &citations(&compared.sources, limits::FIELD_VALUE, words)));
    let pages = paged(&words.compared_title(&first.name, &second.name), words.compared(), fields);

    let page = page.min(pages.len() - 1);
    let mut card = pages[page].clone();
    if pages.len() > 1 {
        card.footer = words.page(page + 1, pages.len());
    }
    let [first_ref, second_ref] = [first, second].map(|role| RoleRef::new(&role.id));
    let other_page = (pages.len() > 1).then(|| {
        let to = CustomId::Compare { first: first_ref, second: second_ref, page: (page + 1) % pages.len() };
        Button::new(words.more_of_card_button(), to, Weight::Main)
    });
    let cards = [first, second].map(|role| {
        let to = CustomId::Role { role: role.id.clone(), page: 0 };
        Button::new(&words.card_button(&role.name), to, Weight::Side)
    });
    let entry = compared.entry.iter().map(|entry| {
        let label = words.answer_button(&entry.question);
        Button::new(&label, CustomId::Answer(EntryRef::new(&entry.entry)), Weight::Main)
    });
    Post::card(card)
        .private_if(shown.private)
        .buttons(entry.collect())
        .buttons(other_page.into_iter().chain(cards).chain(shown.remove()).collect())
}

/// An entry in a menu of entries.
pub(super) fn entry_option(entry: &Suggestion) -> MenuOption {
    MenuOption::new(&entry.question, EntryRef::new(&entry.entry).as_str().to_owned(), "")
}

/// The card's contents on as many pages as they need, never none.
fn pages(role: &RoleCard, words: Words) -> Vec<Card> {
    let mut fields = Vec::new();
    for (section, text) in &role.sections {
        fields.extend(Field::of(words.section(*section), text.as_deref().unwrap_or_default()));
        // The steps and their years stand with what is said of education.
        if *section == Section::Education {
            fields.extend(Field::of(words.path(), &path(&role.path, words)));
        }
    }
    let absent = role.sections.iter().filter(|(_, text)| text.is_none());
    let absent: Vec<&str> = absent.map(|(section, _)| words.section(*section)).collect();
    fields.extend(Field::of(words.not_in_knowledge_base(), &absent.join(", ")));
    fields.extend(Field::of(words.source(), &citations(&role.sources, limits::FIELD_VALUE, words)));

    let summary = limits::pieces(&role.summary, limits::DESCRIPTION).into_iter().next().unwrap_or_default();
    paged(&role.name, &summary, fields)
}

/// Fields on as many cards as they need, never none; the text stands on the first.
fn paged(title: &str, text: &str, fields: Vec<Field>) -> Vec<Card> {
    let title = limits::shorten(title, limits::TITLE);
    let mut pages = vec![Card::new(title.clone(), text)];
    for field in fields {
        let full =
            pages.last().is_none_or(|page| page.length() + field.length() > PAGE || page.fields.len() >= PAGE_FIELDS);
        if full {
            pages.push(Card::new(title.clone(), ""));
        }
        if let Some(page) = pages.last_mut() {
            page.fields.push(field);
        }
    }
    pages
}

fn path(steps: &[PathStep], words: Words) -> String {
    let line = |(at, step): (usize, &PathStep)| match step.years {
        Some(years) => format!("{}. {} ({})", at + 1, step.step, words.years(years)),
        None => format!("{}. {}", at + 1, step.step),
    };
    steps.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// Links to openings, each with where it leads in plain words.
pub fn listings(listings: &Listings, shown: Shown) -> Post {
    let words = shown.words;
    let title = match &listings.role {
        Some(role) => limits::shorten(&words.listings_of(role), limits::TITLE),
        None => words.listings_title().to_owned(),
    };
    if listings.links.is_empty() {
        return Post::card(Card::new(title, words.no_boards())).private_if(shown.private);
    }
    let line = |link: &crate::reply::ListingLink| {
        let leads_to = match (&listings.role, link.front_page) {
            (Some(role), true) => words.board_front_page_of(role),
            (None, true) => words.board_front_page().to_owned(),
            (_, false) => words.board_search().to_owned(),
        };
        let board = limits::shorten(&link.board, 200).replace('[', "\\[").replace(']', "\\]");
        format!("• [{board}](<{}>): {leads_to}", encode_brackets(&link.url))
    };
    let lines: Vec<String> = listings.links.iter().map(line).collect();
    let text = limits::lines_that_fit(&lines, limits::DESCRIPTION, |more| words.and_more(more));
    Post::card(Card::new(title, text)).private_if(shown.private).buttons(shown.remove().into_iter().collect())
}

/// No such role; `nearest` are offered.
pub fn unknown_role(nearest: &[&Role], words: Words) -> Post {
    let button =
        |role: &&Role| Button::new(&role.name, CustomId::Role { role: role.id.clone(), page: 0 }, Weight::Main);
    let text = if nearest.is_empty() { words.unknown_role() } else { words.unknown_role_with_nearest() };
    let topics = Button::new(words.topics_button(), CustomId::Browse, Weight::Side);
    Post::words(text).private().buttons(nearest.iter().take(4).map(button).chain([topics]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::model::{EntryId, Section, Years};
    use crate::reply::ListingLink;
    use rstest::rstest;

    const SHOWN: Shown = Shown { asker: 7, private: false, typed: false, words: Words::ENGLISH };

    fn role(text: Option<&str>) -> RoleCard {
        RoleCard {
            id: "perfusionist".to_owned(),
            name: "Perfusionist".to_owned(),
            summary: "Runs the heart-lung machine.".to_owned(),
            sections: Section::ALL.into_iter().map(|section| (section, text.map(str::to_owned))).collect(),
            path: vec![
                PathStep {
                    step: "Bachelor's degree".to_owned(),
                    years: Some(Years { min: 4.0, max: 4.0, estimate: false }),
                },
                PathStep { step: "Master's".to_owned(), years: Some(Years { min: 1.0, max: 2.5, estimate: true }) },
                PathStep { step: "Exam".to_owned(), years: None },
            ],
            sources: Vec::new(),
            questions: (0..60)
                .map(|at| Suggestion {
                    entry: EntryId::new(format!("perfusionist/q{at}")),
                    question: format!("Question {at}?"),
                })
                .collect(),
        }
    }

    #[test]
    fn a_card_shows_its_path_and_says_what_is_absent() {
        let post = card(&role(None), 0, true, SHOWN);
        let shown = &post.cards[0];
        assert_eq!(shown.text, "Runs the heart-lung machine.");
        assert_eq!(
            shown.fields[0].value,
            "1. Bachelor's degree (4 years)\n2. Master's (about 1 to 2.5 years)\n3. Exam"
        );
        assert_eq!(shown.fields[1].name, Words::ENGLISH.not_in_knowledge_base());
        assert!(shown.fields[1].value.starts_with("What they do, Education, "));
    }

    #[rstest]
    #[case(10)]
    #[case(1_024)]
    #[case(3_500)]
    #[case(20_000)]
    fn a_card_of_any_size_fits_and_loses_nothing(#[case] words: usize) {
        let text = "Word. ".repeat(words / 6);
        let role = role(Some(&text));
        let pages = pages(&role, Words::ENGLISH);
        for page in 0..pages.len() {
            assert_eq!(card(&role, page, true, SHOWN).breach(), None);
        }
        let shown: usize =
            pages.iter().flat_map(|page| &page.fields).map(|field| field.value.matches("Word.").count()).sum();
        assert_eq!(shown, words / 6 * 9);
    }

    #[rstest]
    #[case(10)]
    #[case(3_500)]
    #[case(20_000)]
    fn a_comparison_of_any_size_fits_and_loses_nothing(#[case] words: usize) {
        let text = "Word. ".repeat(words / 6);
        let long = RoleCard { name: "N".repeat(100), id: "r".repeat(60), ..role(Some(&text)) };
        let compared = Comparison { roles: [long, role(None)], sources: Vec::new(), entry: None };
        let mut shown = 0;
        for page in 0.. {
            let post = comparison(&compared, page, SHOWN);
            assert_eq!(post.breach(), None);
            let card = &post.cards[0];
            shown += card.fields.iter().map(|field| field.value.matches("Word.").count()).sum::<usize>();
            if card.footer.is_empty() || card.footer == Words::ENGLISH.page(page + 1, page + 1) {
                break;
            }
        }
        assert_eq!(shown, words / 6 * 9);
    }

    #[test]
    fn a_comparison_leaves_blanks_blank() {
        let mut other = role(Some("Text."));
        other.name = "Surgical technologist".to_owned();
        let compared = Comparison { roles: [role(None), other], sources: Vec::new(), entry: None };
        let card = comparison(&compared, 0, SHOWN).cards.remove(0);
        assert_eq!(card.title, "Perfusionist and Surgical technologist");
        let pay = card.fields.iter().find(|field| field.name == "Pay").unwrap();
        assert_eq!(pay.value, "**Perfusionist:** –\n**Surgical technologist:** Text.");
    }

    #[test]
    fn listings_say_where_they_lead() {
        let link =
            |front_page| ListingLink { board: "Jobs".to_owned(), url: "https://jobs.example/".to_owned(), front_page };
        let role = Some("Perfusionist".to_owned());
        let text = |shown: Listings| listings(&shown, SHOWN).cards.remove(0).text;
        assert_eq!(
            text(Listings { role: role.clone(), links: vec![link(false), link(true)] }),
            "• [Jobs](<https://jobs.example/>): openings for this role\n\
             • [Jobs](<https://jobs.example/>): this leads only to the board's front page; search there for “Perfusionist”"
        );
        assert_eq!(text(Listings { role, links: Vec::new() }), Words::ENGLISH.no_boards());
    }
}
