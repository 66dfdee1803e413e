//! What moderators see.

use super::answer::{Shown, answers};
use crate::diagnostic::Severity;
use crate::discord::custom_id::{CustomId, EntryRef, Task};
use crate::discord::limits;
use crate::discord::post::{Button, Card, Field, Menu, MenuOption, Post, Row, Weight};
use crate::knowledge::edit::Edit;
use crate::knowledge::model::KnowledgeBase;
use crate::messages;
use crate::moderation::{
    Draft, EDITS_A_PAGE, Group, Page, Problem, Proposal, Saved, Shift, Shown as Outcome, Theirs, What,
};
use crate::reply::Answer;
use crate::store;

/// Characters of a diff above a card.
const DIFF: usize = 1_500;
/// Characters of each list that is added to a card.
const LIST: usize = 500;
/// Problems on a page.
const PROBLEMS: usize = 8;
/// Groups on a page.
const GROUPS: usize = 10;

fn task(label: &str, task: Task, weight: Weight) -> Button {
    Button::new(label, CustomId::Moderate(task), weight)
}

/// An entry's answer as members see it, without anything to press.
pub fn preview(answer: Option<&Answer>, boards: bool) -> Post {
    match answer {
        Some(answer) => as_members_see(answer, boards),
        None => Post::words(messages::STALE_BUTTON),
    }
}

fn as_members_see(answer: &Answer, boards: bool) -> Post {
    let shown = Shown { asker: 0, private: true, typed: false };
    Post { rows: Vec::new(), ..answers(std::slice::from_ref(answer), boards, shown) }
}

/// What a draft would do, with what may be done about it.
pub fn proposal(id: &str, draft: &Draft, proposal: &Proposal, boards: bool) -> Post {
    let mut post = match &proposal.answer {
        Some(answer) => as_members_see(answer, boards),
        None => Post::card(Card::new(messages::NO_ANSWER_TITLE, messages::NO_ANSWER_SHOWN)),
    };
    post.content = Some(format!(
        "{}\n{}",
        messages::preview_of(&proposal.change.path),
        code_block(&changed_lines(&proposal.change.diff()), DIFF)
    ));
    if let Some(card) = post.cards.first_mut() {
        for (name, lines) in lists(proposal) {
            add(card, &name, &lines);
        }
    }
    let save = proposal.can_be_saved().then(|| task(messages::SAVE_BUTTON, Task::Save(id.to_owned()), Weight::Main));
    let buttons = save.into_iter().chain(forms(id, draft)).chain([cancel(id)]).collect();
    post.buttons(buttons)
}

fn forms(id: &str, draft: &Draft) -> Vec<Button> {
    match &draft.what {
        What::Edit(Edit::AddEntry { .. } | Edit::SetEntry { .. }) => vec![
            task(messages::TEXTS_BUTTON, Task::Texts(id.to_owned()), Weight::Side),
            task(messages::DETAILS_BUTTON, Task::Details(id.to_owned()), Weight::Side),
        ],
        _ => Vec::new(),
    }
}

fn cancel(id: &str) -> Button {
    task(messages::CANCEL_BUTTON, Task::Cancel(id.to_owned()), Weight::Side)
}

fn lists(proposal: &Proposal) -> Vec<(String, Vec<String>)> {
    let (answered, settled) = proposal.settles;
    let problems = proposal.problems.iter().map(problem).collect();
    let golden = proposal.golden.iter().map(shift).collect();
    let inbox = proposal.inbox.iter().map(shift).collect();
    let mut lists = vec![
        (messages::PROBLEMS_FIELD.to_owned(), problems),
        (messages::GOLDEN_FIELD.to_owned(), golden),
        (messages::INBOX_FIELD.to_owned(), inbox),
    ];
    if settled > 0 {
        lists.push((messages::GROUP_FIELD.to_owned(), vec![messages::answers_of_group(answered, settled)]));
    }
    lists
}

/// Adds a list to a card, as much of it as fits; nothing where it is empty.
fn add(card: &mut Card, name: &str, lines: &[String]) {
    let left = limits::EMBEDS_TOTAL.saturating_sub(card.length() + limits::length(name) + 1);
    if lines.is_empty() || left < 40 || card.fields.len() == limits::FIELDS {
        return;
    }
    let value = limits::lines_that_fit(lines, LIST.min(left), messages::and_more);
    card.fields.push(Field { name: name.to_owned(), value });
}

fn shift(shift: &Shift) -> String {
    let outcome = |outcome: &Outcome| match outcome {
        Outcome::Answer(entry) => format!("`{entry}`"),
        Outcome::Choice(_) => messages::A_CHOICE.to_owned(),
        Outcome::Nothing => messages::NO_ANSWER.to_owned(),
    };
    let mark = match shift.lost {
        Some(true) => messages::LOST,
        Some(false) => messages::WON,
        None => "",
    };
    let question = plain(&limits::shorten(&shift.question, 120));
    format!("{mark}“{question}”: {} → {}", outcome(&shift.before), outcome(&shift.after))
}

/// A diagnostic on one line.
fn problem(problem: &Problem) -> String {
    let mark = match problem.severity {
        Severity::Error => "🛑",
        Severity::Warning => "⚠️",
    };
    let place = problem.place.as_ref().map(|(file, at)| format!(" `{file}:{}:{}`", at.line, at.column));
    let help = problem.help.as_ref().map(|help| format!(" → {}", plain(help)));
    let line = format!(
        "{mark}{} **{}** {}{}",
        place.unwrap_or_default(),
        problem.code,
        plain(&problem.message),
        help.unwrap_or_default()
    );
    limits::shorten(&line, 450)
}

/// A text that Discord shows as it is: backquotes of messages stay, other markup is escaped.
fn plain(text: &str) -> String {
    text.replace('*', "\\*").replace('_', "\\_").replace('|', "\\|").replace('<', "\\<")
}

/// A diff without what is for programs.
fn changed_lines(diff: &str) -> String {
    let lines = diff.lines().filter(|line| !line.starts_with("---") && !line.starts_with("+++"));
    lines.map(|line| if line.starts_with("@@") { "…" } else { line }).collect::<Vec<_>>().join("\n")
}

fn code_block(diff: &str, max: usize) -> String {
    // Three backquotes would end the block.
    let lines: Vec<String> = diff.replace("```", "ˋˋˋ").lines().map(|line| clip(line, 300)).collect();
    format!("```diff\n{}\n```", limits::lines_that_fit(&lines, max, |more| format!("… {}", messages::and_more(more))))
}

/// A line of a diff, cut where it is far too long; unlike [`limits::shorten`] its blanks stay.
fn clip(line: &str, max: usize) -> String {
    match line.char_indices().nth(max) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

/// Somebody else changed the entry meanwhile.
pub fn conflict(theirs: &Theirs, id: &str, draft: &Draft) -> Post {
    Post::words(format!("{}\n{}", messages::CONFLICT, code_block(&theirs.diff, DIFF)))
        .buttons(forms(id, draft).into_iter().chain([cancel(id)]).collect())
}

/// A draft can't be done as it is.
pub fn refused(why: &str, id: &str, draft: &Draft) -> Post {
    Post::words(messages::refused(why)).buttons(forms(id, draft).into_iter().chain([cancel(id)]).collect())
}

/// With the draft the folder couldn't be served.
pub fn not_saved(problems: &[Problem], id: &str, draft: &Draft) -> Post {
    let lines: Vec<String> = problems.iter().map(problem).collect();
    let lines = limits::lines_that_fit(&lines, 1_500, messages::and_more);
    refused(&format!("{}\n{lines}", messages::WITH_ERRORS), id, draft)
}

/// An edit was made.
pub fn saved(saved: &Saved) -> Post {
    Post::words(messages::saved(saved.edit, &saved.summary, saved.served, saved.settled)).buttons(vec![task(
        messages::UNDO_BUTTON,
        Task::Undo(saved.edit),
        Weight::Side,
    )])
}

/// A page of the history.
pub fn history(page: &Page) -> Post {
    let line = |edit: &store::Edit| {
        let undone = if edit.undone { messages::UNDONE } else { "" };
        format!(
            "**{}** {} – {}, <t:{}:R>{undone}",
            edit.id,
            edit.what.summary,
            plain(&edit.what.name),
            edit.at.as_second()
        )
    };
    let lines: Vec<String> = page.edits.iter().map(line).collect();
    let text = if lines.is_empty() { messages::NO_HISTORY.to_owned() } else { lines.join("\n") };
    let options = page.edits.iter().map(|edit| {
        MenuOption::new(&format!("{} {}", edit.id, edit.what.summary), edit.id.to_string(), &edit.what.name)
    });
    let menu = Menu {
        action: CustomId::Moderate(Task::PickEdit),
        placeholder: messages::PICK_EDIT.to_owned(),
        options: options.collect(),
    };
    let pages = page.all.div_ceil(u64::from(EDITS_A_PAGE));
    let before = page.page.checked_sub(1).map(|to| task(messages::PREVIOUS_BUTTON, Task::History(to), Weight::Side));
    let after = (u64::from(page.page) + 1 < pages)
        .then(|| task(messages::NEXT_BUTTON, Task::History(page.page + 1), Weight::Side));
    Post::card(Card::new(messages::HISTORY_TITLE, text)).menu(menu).buttons(before.into_iter().chain(after).collect())
}

/// One edit.
pub fn edit(edit: &store::Edit) -> Post {
    let undone = if edit.undone { messages::UNDONE } else { "" };
    let head = format!(
        "**{}** {} – {}, <t:{}:f>, `{}`{undone}",
        edit.id,
        edit.what.summary,
        plain(&edit.what.name),
        edit.at.as_second(),
        edit.what.path
    );
    let undo = (!edit.undone).then(|| task(messages::UNDO_BUTTON, Task::Undo(edit.id), Weight::Main));
    Post::words(format!("{head}\n{}", code_block(&changed_lines(&edit.what.patch), DIFF)))
        .buttons(undo.into_iter().collect())
}

/// A page of what the check says.
pub fn check(problems: &[Problem], page: usize) -> Post {
    if problems.is_empty() {
        return Post::card(Card::new(messages::CHECK_TITLE, messages::CHECK_CLEAN));
    }
    let pages = problems.len().div_ceil(PROBLEMS);
    let page = page.min(pages - 1);
    let lines: Vec<String> = problems.iter().skip(page * PROBLEMS).take(PROBLEMS).map(problem).collect();
    let before = page.checked_sub(1).map(|to| task(messages::PREVIOUS_BUTTON, Task::Check(to), Weight::Side));
    let after = (page + 1 < pages).then(|| task(messages::NEXT_BUTTON, Task::Check(page + 1), Weight::Side));
    let mut card = Card::new(messages::CHECK_TITLE, lines.join("\n\n"));
    card.footer = messages::page(page + 1, pages);
    Post::card(card).buttons(before.into_iter().chain(after).collect())
}

/// The knowledge folder can't be served, for the moderators' channel.
pub fn alarm(problems: &[Problem], is_copy: bool) -> Post {
    let errors: Vec<String> =
        problems.iter().filter(|problem| problem.severity == Severity::Error).map(problem).collect();
    let text = limits::lines_that_fit(&errors, 3_500, messages::and_more);
    let lead = if is_copy { messages::ALARM_COPY } else { messages::ALARM };
    Post::card(Card::new(messages::ALARM_TITLE, format!("{lead}\n\n{text}")))
}

/// A page of the inbox.
pub fn inbox(groups: &[Group], page: usize) -> Post {
    if groups.is_empty() {
        return Post::card(Card::new(messages::INBOX_TITLE, messages::INBOX_EMPTY));
    }
    let pages = groups.len().div_ceil(GROUPS);
    let page = page.min(pages - 1);
    let shown = || groups.iter().enumerate().skip(page * GROUPS).take(GROUPS);
    let line = |(at, group): (usize, &Group)| {
        let question = plain(&limits::shorten(&group.questions[0].text, 150));
        format!("**{}.** “{question}” – {}", at + 1, messages::times(group.count()))
    };
    let options = shown().map(|(at, group)| {
        let label = format!("{}. {}", at + 1, group.questions[0].text);
        MenuOption::new(&label, group.questions[0].ids[0].to_string(), &messages::times(group.count()))
    });
    let menu = Menu {
        action: CustomId::Moderate(Task::PickGroup),
        placeholder: messages::PICK_GROUP.to_owned(),
        options: options.collect(),
    };
    let before = page.checked_sub(1).map(|to| task(messages::PREVIOUS_BUTTON, Task::Inbox(to), Weight::Side));
    let after = (page + 1 < pages).then(|| task(messages::NEXT_BUTTON, Task::Inbox(page + 1), Weight::Side));
    let mut card = Card::new(messages::INBOX_TITLE, shown().map(line).collect::<Vec<_>>().join("\n"));
    card.footer = messages::page(page + 1, pages);
    Post::card(card).menu(menu).buttons(before.into_iter().chain(after).collect())
}

/// A group of the inbox with what may be done about it.
pub fn group(group: &Group, knowledge: &KnowledgeBase) -> Post {
    let miss = group.questions[0].ids[0];
    let line = |question: &crate::moderation::Question| {
        let text = plain(&limits::shorten(&question.text, 300));
        format!("“{text}” – {}", messages::reason(question.reason, question.entry.as_deref(), question.ids.len()))
    };
    let lines: Vec<String> = group.questions.iter().map(line).collect();
    let options = group.nearest.iter().filter_map(|entry| {
        let entry = knowledge.entry(entry.as_str())?;
        let value = EntryRef::new(&entry.id).as_str().to_owned();
        Some(MenuOption::new(&entry.question, value, entry.id.as_str()))
    });
    let menu = Menu {
        action: CustomId::Moderate(Task::PickEntry(miss)),
        placeholder: messages::PICK_ENTRY.to_owned(),
        options: options.collect(),
    };
    let text = limits::lines_that_fit(&lines, 3_500, messages::and_more);
    let mut post = Post::card(Card::new(messages::GROUP_TITLE, text)).menu(menu);
    post.rows.push(Row::Buttons(vec![
        task(messages::NEW_ENTRY_BUTTON, Task::NewEntry(miss), Weight::Main),
        task(messages::NEVER_BUTTON, Task::Never(miss), Weight::Side),
        task(messages::DISMISS_BUTTON, Task::Dismiss(miss), Weight::Side),
        task(messages::BACK_BUTTON, Task::Inbox(0), Weight::Side),
    ]));
    post
}

/// A card with lines.
pub fn lines(title: &str, lines: &[String]) -> Post {
    Post::card(Card::new(title, limits::lines_that_fit(lines, limits::DESCRIPTION, messages::and_more)))
}
