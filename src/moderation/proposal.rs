//! What a draft would do, before it is done.

use super::draft::{Draft, What};
use super::shifts::{self, Shift};
use super::{Desk, aside};
use crate::diagnostic::{Diagnostic, Position, Severity, position};
use crate::knowledge::edit::{self, Edit, EditError, EntryFields, FileChange};
use crate::knowledge::model::EntryId;
use crate::knowledge::{Checked, Folder};
use crate::reply::Answer;
use crate::serving::Trial;
use crate::store::StoreError;
use std::collections::HashSet;
use std::sync::Arc;

/// What a draft would do.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The file before and after.
    pub change: FileChange,
    /// The answer of the entry it concerns as members would see it; `None` where members would see none.
    pub answer: Option<Answer>,
    /// What the check would say that it doesn't say now. With an error, the draft can't be saved.
    pub problems: Vec<Problem>,
    /// Golden questions whose outcome would change.
    pub golden: Vec<Shift>,
    /// Questions of the inbox whose outcome would change.
    pub inbox: Vec<Shift>,
    /// How many questions that the draft settles would be answered, and how many there are.
    pub settles: (usize, usize),
}

/// A diagnostic for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// Its stable name.
    pub code: &'static str,
    /// Where it is, if not in the folder as a whole.
    pub place: Option<(Arc<str>, Position)>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

/// What others did to an entry since a draft of it was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theirs {
    /// Their change, as a unified diff of the entry's fields.
    pub diff: String,
    /// How the entry is now.
    pub now: EntryFields,
}

/// Why a draft can't be done.
#[derive(Debug, thiserror::Error)]
pub enum ProposalError {
    /// The edit makes no sense for the folder as it is.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// Others changed the entry since.
    #[error("somebody else has changed this entry in the meantime")]
    Conflict(Box<Theirs>),
    /// The edit that is to be taken back isn't there.
    #[error("the history has no edit {0}")]
    NoSuchEdit(i64),
    /// It was taken back before.
    #[error("edit {0} was undone already")]
    UndoneAlready(i64),
    /// What it changed was changed again.
    #[error("the lines that edit {0} changed were changed again since; undo the later edits first, or edit the entry")]
    ChangedSince(i64),
    /// The database fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Problem {
    /// The diagnostics of a folder, with their places for people.
    pub fn all(checked: &Checked) -> Vec<Self> {
        checked.diagnostics.iter().map(|diagnostic| Problem::new(diagnostic, checked)).collect()
    }

    fn new(diagnostic: &Diagnostic, checked: &Checked) -> Self {
        let place = diagnostic.place.as_ref().map(|place| {
            let text = checked.texts.get(&place.file).map_or("", |text| text);
            (Arc::clone(&place.file), position(text, place.span.start))
        });
        Problem {
            severity: diagnostic.severity(),
            code: diagnostic.code.name(),
            place,
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
        }
    }

    /// Those that one folder has and another one hasn't, wherever they stand.
    fn new_in(after: &Checked, before: &Checked) -> Vec<Self> {
        let known: HashSet<_> = before.diagnostics.iter().map(|known| (known.code, known.message.as_str())).collect();
        let new = after.diagnostics.iter().filter(|new| !known.contains(&(new.code, new.message.as_str())));
        new.map(|diagnostic| Problem::new(diagnostic, after)).collect()
    }
}

impl Proposal {
    /// Whether nothing stands in the way of saving.
    pub fn can_be_saved(&self) -> bool {
        self.problems.iter().all(|problem| problem.severity == Severity::Warning)
    }
}

impl Desk {
    /// What a draft would do to the folder as it is now.
    ///
    /// # Errors
    /// It can't be done, or others changed the same entry since it was begun.
    pub async fn propose(&self, draft: &Draft) -> Result<Proposal, ProposalError> {
        let serving = Arc::clone(&self.serving);
        let folder = aside(move || serving.source().read()).await;
        let (change, concerned) = self.change(draft, &folder).await?;
        let open = self.store.open_misses().await?;
        let (settled, waiting): (Vec<_>, Vec<_>) = open.into_iter().partition(|miss| draft.misses.contains(&miss.id));
        let serving = Arc::clone(&self.serving);
        Ok(aside(move || {
            let Trial { checked, advisor } = serving.try_out(&change.applied_to(&folder));
            let problems = Problem::new_in(&checked, &serving.status().borrow().checked);
            let Some(after) = advisor else {
                let (answer, golden, inbox, settles) = (None, Vec::new(), Vec::new(), (0, settled.len()));
                // Errors that were there before stand in the way too.
                let problems = if problems.iter().any(|new| new.severity == Severity::Error) {
                    problems
                } else {
                    Problem::all(&checked).into_iter().filter(|old| old.severity == Severity::Error).collect()
                };
                return Proposal { change, answer, problems, golden, inbox, settles };
            };
            let before = serving.advisor();
            let answer = concerned.as_ref().and_then(|entry| after.answer(entry.as_str()));
            let waiting: Vec<_> = waiting.iter().map(|miss| (miss.question.as_str(), miss.after.as_deref())).collect();
            let settled: Vec<_> = settled.iter().map(|miss| (miss.question.as_str(), miss.after.as_deref())).collect();
            let answered = shifts::outcomes(&after, &settled);
            let answered = answered.iter().filter(|shown| matches!(shown, shifts::Shown::Answer(_))).count();
            Proposal {
                golden: shifts::golden(&before, &after),
                inbox: shifts::changed(&before, &after, &waiting),
                settles: (answered, settled.len()),
                change,
                answer,
                problems,
            }
        })
        .await)
    }

    /// The file's change, and the entry that it concerns.
    pub(super) async fn change(
        &self,
        draft: &Draft,
        folder: &Folder,
    ) -> Result<(FileChange, Option<EntryId>), ProposalError> {
        match &draft.what {
            What::Edit(edit) => {
                if let (Some(entry), Some(base)) = (draft.touched(), &draft.base) {
                    let (_, now) = edit::entry_fields(folder, entry)?;
                    if now != *base {
                        let diff = describe(base, &now);
                        return Err(ProposalError::Conflict(Box::new(Theirs { diff, now })));
                    }
                }
                let concerned = match edit {
                    Edit::AddEntry { file, id, .. } => {
                        Some(EntryId::new(format!("{}/{id}", edit::owner(folder, file)?)))
                    }
                    Edit::SetRetired { retired: true, .. } => None,
                    _ => draft.touched().cloned(),
                };
                Ok((edit::apply(folder, edit)?, concerned))
            }
            What::Undo(number) => {
                let number = *number;
                let edit = self.store.edit(number).await?.ok_or(ProposalError::NoSuchEdit(number))?;
                if edit.undone {
                    return Err(ProposalError::UndoneAlready(number));
                }
                let change = FileChange::taking_back(folder, &edit.what.path, &edit.what.patch);
                let change = change.ok_or(ProposalError::ChangedSince(number))?;
                let entry = edit.what.summary.rsplit(' ').next().filter(|word| word.contains('/'));
                Ok((change, entry.map(EntryId::new)))
            }
        }
    }
}

/// A change of an entry's fields, for people.
fn describe(before: &EntryFields, after: &EntryFields) -> String {
    let text = |fields: &EntryFields| {
        let EntryFields {
            question,
            standard,
            also_asked,
            not_for,
            answer,
            topic,
            sources,
            reviewed,
            review_by,
            related,
        } = fields;
        let date = |date: &Option<jiff::civil::Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let list =
            |key: &str, items: &[String]| items.iter().map(|item| format!("{key}: {item}\n")).collect::<String>();
        format!(
            "topic: {topic}\nquestion: {question}\n{}{}{}answer: {answer}\n{}reviewed: {}\nreview_by: {}\n{}",
            list("standard", standard),
            list("also_asked", also_asked),
            list("not_for", not_for),
            list("sources", sources),
            date(reviewed),
            date(review_by),
            list("related", related),
        )
    };
    let (before, after) = (text(before), text(after));
    let mut options = diffy::DiffOptions::new();
    let patch = options.set_context_len(0).create_patch(&before, &after).to_string();
    // The entry's own lines say it all; a patch's headers are for programs.
    let told =
        patch.lines().filter(|line| !line.starts_with("---") && !line.starts_with("+++") && !line.starts_with("@@"));
    told.collect::<Vec<_>>().join("\n")
}
