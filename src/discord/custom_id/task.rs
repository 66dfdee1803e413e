//! What moderators' buttons, menus and forms do.

use std::fmt;

/// What pressing, choosing or sending a form does. A draft is named by its number, a group by one of its questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Makes the draft's edit.
    Save(String),
    /// Drops the draft.
    Cancel(String),
    /// Opens the form with the draft's texts.
    Texts(String),
    /// Opens the form with the draft's other fields.
    Details(String),
    /// The form with the texts was sent.
    TextsForm(String),
    /// The form with the other fields was sent.
    DetailsForm(String),
    /// Turns the history to a page.
    History(u32),
    /// Shows an edit; a menu of edits.
    PickEdit,
    /// Shows what taking an edit back would do.
    Undo(i64),
    /// Turns the check to a page.
    Check(usize),
    /// Turns the inbox to a page.
    Inbox(usize),
    /// Shows a group; a menu of groups.
    PickGroup,
    /// Makes the group a phrasing of an entry; a menu of entries.
    PickEntry(i64),
    /// Opens the form of a new entry for the group.
    NewEntry(i64),
    /// Puts the group's question among those that get no answer.
    Never(i64),
    /// Lays the group aside.
    Dismiss(i64),
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Task::Save(draft) => write!(f, "save:{draft}"),
            Task::Cancel(draft) => write!(f, "cancel:{draft}"),
            Task::Texts(draft) => write!(f, "texts:{draft}"),
            Task::Details(draft) => write!(f, "details:{draft}"),
            Task::TextsForm(draft) => write!(f, "textsform:{draft}"),
            Task::DetailsForm(draft) => write!(f, "detailsform:{draft}"),
            Task::History(page) => write!(f, "history:{page}"),
            Task::PickEdit => f.write_str("edit"),
            Task::Undo(edit) => write!(f, "undo:{edit}"),
            Task::Check(page) => write!(f, "check:{page}"),
            Task::Inbox(page) => write!(f, "inbox:{page}"),
            Task::PickGroup => f.write_str("group"),
            Task::PickEntry(miss) => write!(f, "phrasing:{miss}"),
            Task::NewEntry(miss) => write!(f, "new:{miss}"),
            Task::Never(miss) => write!(f, "never:{miss}"),
            Task::Dismiss(miss) => write!(f, "dismiss:{miss}"),
        }
    }
}

impl Task {
    /// Reads what [`fmt::Display`] wrote; `None` for anything else.
    pub(super) fn parse(parts: &[&str]) -> Option<Self> {
        Some(match parts {
            ["save", draft] => Task::Save((*draft).to_owned()),
            ["cancel", draft] => Task::Cancel((*draft).to_owned()),
            ["texts", draft] => Task::Texts((*draft).to_owned()),
            ["details", draft] => Task::Details((*draft).to_owned()),
            ["textsform", draft] => Task::TextsForm((*draft).to_owned()),
            ["detailsform", draft] => Task::DetailsForm((*draft).to_owned()),
            ["history", page] => Task::History(page.parse().ok()?),
            ["edit"] => Task::PickEdit,
            ["undo", edit] => Task::Undo(edit.parse().ok()?),
            ["check", page] => Task::Check(page.parse().ok()?),
            ["inbox", page] => Task::Inbox(page.parse().ok()?),
            ["group"] => Task::PickGroup,
            ["phrasing", miss] => Task::PickEntry(miss.parse().ok()?),
            ["new", miss] => Task::NewEntry(miss.parse().ok()?),
            ["never", miss] => Task::Never(miss.parse().ok()?),
            ["dismiss", miss] => Task::Dismiss(miss.parse().ok()?),
            _ => return None,
        })
    }
}
