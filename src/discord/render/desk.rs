//! What moderators see.

use super::answer::{Shown, answers};
use crate::diagnostic::Severity;
use crate::discord::custom_id::{CustomId, EntryRef, Task};
use crate::discord::limits;
use crate::discord::post::{Button, Card, Field, Menu, MenuOption, Post, Row, Weight};
use crate::knowledge::edit::Edit;
use crate::knowledge::model::KnowledgeBase;
use crate::messages::Words;
use crate::moderation::{
    Draft, EDITS_A_PAGE, Group, Page, Problem, Proposal, Question, Saved, Shift, Shown as Outcome, Theirs, What,
};
use crate::reply::Answer;
use crate::store;
use crate::text::{quote, quote_in_markdown, visible};

/// Characters of a diff above a card.
const DIFF: usize = 1_500;
/// Characters of each list that is added to a card.
const LIST: usize = 500;
/// Problems on a page.
const PROBLEMS: usize = 8;
/// Stands before a golden question that would no longer be right.
const LOST: &str = "❌ ";
/// Stands before a golden question that would be right at last.
const WON: &str = "✅ ";
/// Groups on a page.
const GROUPS: usize = 10;
/// Characters of a moderator's name.
const NAME: usize = 80;

fn task(label: &str, task: Task, weight: Weight) -> Button {
    Button::new(label, CustomId::Moderate(task), weight)
}

/// An entry's answer as members see it, without anything to press.
pub fn preview(answer: Option<&Answer>, boards: bool, words: Words) -> Post {
    match answer {
        Some(answer) => as_members_see(answer, boards, words),
        None => Post::words(words.stale_button()),
    }
}

fn as_members_see(answer: &Answer, boards: bool, words: Words) -> Post {
    let shown = Shown { asker: 0, private: true, typed: false, words };
    Post { rows: Vec::new(), ..answers(std::slice::from_ref(answer), boards, shown) }
}

/// What a draft would do, with what may be done about it.
pub fn proposal(id: &str, draft: &Draft, proposal: &Proposal, boards: bool, words: Words) -> Post {
    let mut post = match &proposal.answer {
        Some(answer) => as_members_see(answer, boards, words),
        None => Post::card(Card::new(words.no_answer_title(), words.no_answer_shown())),
    };
    post.content = Some(format!(
        "{}\n{}",
        words.preview_of(&proposal.change.path),
        code_block(&changed_lines(&proposal.change.diff()), words)
    ));
    if let Some(card) = post.cards.first_mut() {
        for (name, lines) in lists(proposal, words) {
            add(card, &name, &lines, words);
        }
    }
    let save = proposal.can_be_saved().then(|| task(words.save_button(), Task::Save(id.to_owned()), Weight::Main));
    let buttons = save.into_iter().chain(forms(id, draft, words)).chain([cancel(id, words)]).collect();
    post.buttons(buttons)
}

fn forms(id: &str, draft: &Draft, words: Words) -> Vec<Button> {
    match &draft.what {
        What::Edit(Edit::AddEntry { .. } | Edit::SetEntry { .. }) => vec![
            task(words.texts_button(), Task::Texts(id.to_owned()), Weight::Side),
            task(words.details_button(), Task::Details(id.to_owned()), Weight::Side),
        ],
        _ => Vec::new(),
    }
}

fn cancel(id: &str, words: Words) -> Button {
    task(words.cancel_button(), Task::Cancel(id.to_owned()), Weight::Side)
}

fn lists(proposal: &Proposal, words: Words) -> Vec<(String, Vec<String>)> {
    let (answered, settled) = proposal.settles;
    let problems = proposal.problems.iter().map(problem).collect();
    let golden = proposal.golden.iter().map(|one| shift(one, words)).collect();
    let inbox = proposal.inbox.iter().map(|one| shift(one, words)).collect();
    let mut lists = vec![
        (words.problems_field().to_owned(), problems),
        (words.golden_field().to_owned(), golden),
        (words.inbox_field().to_owned(), inbox),
    ];
    if settled > 0 {
        lists.push((words.group_field().to_owned(), vec![words.answers_of_group(answered, settled)]));
    }
    lists
}

/// Adds a list to a card, as much of it as fits; nothing where it is empty.
fn add(card: &mut Card, name: &str, lines: &[String], words: Words) {
    let left = limits::EMBEDS_TOTAL.saturating_sub(card.length() + limits::length(name) + 1);
    if lines.is_empty() || left < 40 || card.fields.len() == limits::FIELDS {
        return;
    }
    let value = limits::lines_that_fit(lines, LIST.min(left), |more| words.and_more(more));
    card.fields.push(Field { name: name.to_owned(), value });
}

fn shift(shift: &Shift, words: Words) -> String {
    let outcome = |outcome: &Outcome| match outcome {
        Outcome::Answer(entry) => format!("`{entry}`"),
        Outcome::Choice(_) => words.a_choice().to_owned(),
        Outcome::Nothing => words.no_answer().to_owned(),
    };
    let mark = match shift.lost {
        Some(true) => LOST,
        Some(false) => WON,
        None => "",
    };
    let question = quote_in_markdown(&shift.question, 120);
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

fn code_block(diff: &str, words: Words) -> String {
    // Three backquotes would end the block. What is changed may be a member's words.
    let lines: Vec<String> = visible(diff).replace("```", "ˋˋˋ").lines().map(|line| clip(line, 300)).collect();
    format!("```diff\n{}\n```", limits::lines_that_fit(&lines, DIFF, |more| format!("… {}", words.and_more(more))))
}

/// A line of a diff, cut where it is far too long; unlike [`limits::shorten`] its blanks stay.
fn clip(line: &str, max: usize) -> String {
    match line.char_indices().nth(max) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

/// Somebody else changed the entry meanwhile.
pub fn conflict(theirs: &Theirs, id: &str, draft: &Draft, words: Words) -> Post {
    Post::words(format!("{}\n{}", words.conflict(), code_block(&theirs.diff, words)))
        .buttons(forms(id, draft, words).into_iter().chain([cancel(id, words)]).collect())
}

/// A draft can't be done as it is.
pub fn refused(why: &str, id: &str, draft: &Draft, words: Words) -> Post {
    Post::words(words.refused(why)).buttons(forms(id, draft, words).into_iter().chain([cancel(id, words)]).collect())
}

/// With the draft the folder couldn't be served.
pub fn not_saved(problems: &[Problem], id: &str, draft: &Draft, words: Words) -> Post {
    let lines: Vec<String> = problems.iter().map(problem).collect();
    let lines = limits::lines_that_fit(&lines, 1_500, |more| words.and_more(more));
    refused(&format!("{}\n{lines}", words.with_errors()), id, draft, words)
}

/// An edit was made.
pub fn saved(saved: &Saved, words: Words) -> Post {
    Post::words(words.saved(saved.edit, &saved.summary, saved.served, saved.settled)).buttons(vec![task(
        words.undo_button(),
        Task::Undo(saved.edit),
        Weight::Side,
    )])
}

/// A page of the history.
pub fn history(page: &Page, words: Words) -> Post {
    let line = |edit: &store::Edit| {
        let undone = undone(edit, words);
        format!(
            "**{}** {} – {}, <t:{}:R>{undone}",
            edit.id,
            edit.what.summary,
            quote_in_markdown(&edit.what.name, NAME),
            edit.at.as_second()
        )
    };
    let lines: Vec<String> = page.edits.iter().map(line).collect();
    let text = if lines.is_empty() { words.no_history().to_owned() } else { lines.join("\n") };
    let options = page.edits.iter().map(|edit| {
        let name = quote(&edit.what.name, NAME);
        MenuOption::new(&format!("{} {}", edit.id, edit.what.summary), edit.id.to_string(), &name)
    });
    let menu = Menu {
        action: CustomId::Moderate(Task::PickEdit),
        placeholder: words.pick_edit().to_owned(),
        options: options.collect(),
    };
    let pages = page.all.div_ceil(u64::from(EDITS_A_PAGE));
    let before = page.page.checked_sub(1).map(|to| task(words.previous_button(), Task::History(to), Weight::Side));
    let after = (u64::from(page.page) + 1 < pages)
        .then(|| task(words.next_button(), Task::History(page.page + 1), Weight::Side));
    Post::card(Card::new(words.history_title(), text)).menu(menu).buttons(before.into_iter().chain(after).collect())
}

/// Stands behind an edit that was taken back.
fn undone(edit: &store::Edit, words: Words) -> String {
    if edit.undone { format!(" {}", words.undone()) } else { String::new() }
}

/// One edit.
pub fn edit(edit: &store::Edit, words: Words) -> Post {
    let undone = undone(edit, words);
    let head = format!(
        "**{}** {} – {}, <t:{}:f>, `{}`{undone}",
        edit.id,
        edit.what.summary,
        quote_in_markdown(&edit.what.name, NAME),
        edit.at.as_second(),
        edit.what.path
    );
    let undo = (!edit.undone).then(|| task(words.undo_button(), Task::Undo(edit.id), Weight::Main));
    Post::words(format!("{head}\n{}", code_block(&changed_lines(&edit.what.patch), words)))
        .buttons(undo.into_iter().collect())
}

/// A page of what the check says.
pub fn check(problems: &[Problem], page: usize, words: Words) -> Post {
    if problems.is_empty() {
        return Post::card(Card::new(words.check_title(), words.check_clean()));
    }
    let pages = problems.len().div_ceil(PROBLEMS);
    let page = page.min(pages - 1);
    let lines: Vec<String> = problems.iter().skip(page * PROBLEMS).take(PROBLEMS).map(problem).collect();
    let before = page.checked_sub(1).map(|to| task(words.previous_button(), Task::Check(to), Weight::Side));
    let after = (page + 1 < pages).then(|| task(words.next_button(), Task::Check(page + 1), Weight::Side));
    let mut card = Card::new(words.check_title(), lines.join("\n\n"));
    card.footer = words.page(page + 1, pages);
    Post::card(card).buttons(before.into_iter().chain(after).collect())
}

/// The knowledge folder can't be served, for the moderators' channel.
pub fn alarm(problems: &[Problem], is_copy: bool, words: Words) -> Post {
    let errors: Vec<String> =
        problems.iter().filter(|problem| problem.severity == Severity::Error).map(problem).collect();
    let text = limits::lines_that_fit(&errors, 3_500, |more| words.and_more(more));
    let lead = if is_copy { words.alarm_copy() } else { words.alarm() };
    Post::card(Card::new(words.alarm_title(), format!("{lead}\n\n{text}")))
}

/// A page of the inbox.
pub fn inbox(groups: &[Group], page: usize, words: Words) -> Post {
    if groups.is_empty() {
        return Post::card(Card::new(words.inbox_title(), words.inbox_empty()));
    }
    let pages = groups.len().div_ceil(GROUPS);
    let page = page.min(pages - 1);
    let shown = || groups.iter().enumerate().skip(page * GROUPS).take(GROUPS);
    let times = |group: &Group| {
        let asked = group.asked();
        words.times(asked.times, asked.members())
    };
    let line = |(at, group): (usize, &Group)| {
        let about = group.gap.as_ref().map(|gap| format!("{}: ", quote_in_markdown(&gap.label, 150)));
        let asked = asked(&group.questions[0], 150, words);
        format!("**{}.** {}{asked} – {}", at + 1, about.unwrap_or_default(), times(group))
    };
    let options = shown().map(|(at, group)| {
        let label = format!("{}. {}", at + 1, quote(&group.questions[0].text, limits::OPTION));
        MenuOption::new(&label, group.questions[0].ids[0].to_string(), &times(group))
    });
    let menu = Menu {
        action: CustomId::Moderate(Task::PickGroup),
        placeholder: words.pick_group().to_owned(),
        options: options.collect(),
    };
    let before = page.checked_sub(1).map(|to| task(words.previous_button(), Task::Inbox(to), Weight::Side));
    let after = (page + 1 < pages).then(|| task(words.next_button(), Task::Inbox(page + 1), Weight::Side));
    let mut card = Card::new(words.inbox_title(), shown().map(line).collect::<Vec<_>>().join("\n"));
    card.footer = words.page(page + 1, pages);
    Post::card(card).menu(menu).buttons(before.into_iter().chain(after).collect())
}

/// A question of the inbox in up to so many characters, and what it follows.
fn asked(question: &Question, max: usize, words: Words) -> String {
    let text = format!("“{}”", quote_in_markdown(&question.text, max));
    match &question.after {
        Some(after) => format!("{text} ({})", words.follows(&quote_in_markdown(after, 100))),
        None => text,
    }
}

/// A group of the inbox with what may be done about it.
pub fn group(group: &Group, knowledge: &KnowledgeBase, words: Words) -> Post {
    let miss = group.questions[0].ids[0];
    let line = |question: &Question| {
        let times = (question.asked.times, question.asked.members());
        let reason = words.reason(question.reason, question.entry.as_deref(), times.0, times.1);
        format!("{} – {reason}", asked(question, 300, words))
    };
    let lines: Vec<String> = group.questions.iter().map(line).collect();
    let options = group.nearest.iter().filter_map(|entry| {
        let entry = knowledge.entry(entry.as_str())?;
        let value = EntryRef::new(&entry.id).as_str().to_owned();
        Some(MenuOption::new(&entry.question, value, entry.id.as_str()))
    });
    let menu = Menu {
        action: CustomId::Moderate(Task::PickEntry(miss)),
        placeholder: words.pick_entry().to_owned(),
        options: options.collect(),
    };
    let text = limits::lines_that_fit(&lines, 3_500, |more| words.and_more(more));
    let mut post = Post::card(Card::new(words.group_title(), text)).menu(menu);
    post.rows.push(Row::Buttons(vec![
        task(words.new_entry_button(), Task::NewEntry(miss), Weight::Main),
        task(words.never_button(), Task::Never(miss), Weight::Side),
        task(words.dismiss_button(), Task::Dismiss(miss), Weight::Side),
        task(words.back_button(), Task::Inbox(0), Weight::Side),
    ]));
    post
}

/// A card with lines.
pub fn lines(title: &str, lines: &[String], words: Words) -> Post {
    Post::card(Card::new(title, limits::lines_that_fit(lines, limits::DESCRIPTION, |more| words.and_more(more))))
}
