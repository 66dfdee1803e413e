//! Edits are written, noted and taken back.

use super::draft::{Draft, Editor, What};
use super::proposal::{Problem, ProposalError};
use super::{Desk, aside};
use crate::diagnostic::Severity;
use crate::knowledge::edit::{self, Edit, FileChange};
use crate::knowledge::{self, Folder, WriteError};
use crate::serving::Look;
use crate::store::{NewEdit, State, StoreError};
use diffy::Patch;
use jiff::Timestamp;
use std::sync::Arc;

/// How often a write is tried when the file changes meanwhile.
const TRIES: usize = 3;

/// An edit that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its number in the history.
    pub edit: i64,
    /// One line that says what it did.
    pub summary: String,
    /// It is served already.
    pub served: bool,
    /// Of the inbox's questions that it settles: how many are answered now, and how many there were.
    pub settled: (usize, usize),
}

/// Why an edit wasn't made. The folder is as it was.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// It can't be done.
    #[error(transparent)]
    Proposal(#[from] ProposalError),
    /// The folder couldn't be served any more.
    #[error("with this the knowledge folder couldn't be served")]
    Errors(Vec<Problem>),
    /// The file can't be written.
    #[error(transparent)]
    Write(WriteError),
}

impl From<StoreError> for SaveError {
    fn from(error: StoreError) -> Self {
        SaveError::Proposal(error.into())
    }
}

impl Desk {
    /// Makes an edit: notes it in the history, writes its file, serves it, and settles its questions of the inbox.
    ///
    /// # Errors
    /// It can't be done, others changed the same entry since, or the disk refuses; then nothing has changed.
    pub async fn save(&self, draft: &Draft, editor: &Editor) -> Result<Saved, SaveError> {
        let _one_at_a_time = self.writing.lock().await;
        let mut tries = 1..=TRIES;
        let (edit, summary) = loop {
            match self.write(draft, editor).await {
                // Another part of the file was changed at this moment; the edit is made anew from what is there now.
                Err(SaveError::Write(WriteError::Changed { .. })) if tries.next().is_some() => {}
                written => break written?,
            }
        };
        tracing::info!(edit, editor = editor.id, "knowledge edited");
        let serving = Arc::clone(&self.serving);
        let served = matches!(aside(move || serving.look()).await, Look::Served | Look::Same);
        let settled = self.settle(draft, edit).await?;
        Ok(Saved { edit, summary, served, settled })
    }

    async fn write(&self, draft: &Draft, editor: &Editor) -> Result<(i64, String), SaveError> {
        let serving = Arc::clone(&self.serving);
        let folder = aside(move || serving.source().read()).await;
        let (change, _) = self.change(draft, &folder).await?;
        let after = knowledge::check(&change.applied_to(&folder), None);
        if after.knowledge.is_none() {
            let mut problems = Problem::all(&after);
            problems.retain(|problem| problem.severity == Severity::Error);
            return Err(SaveError::Errors(problems));
        }
        let owner = match &draft.what {
            What::Edit(Edit::AddEntry { file, .. }) => edit::owner(&folder, file).ok(),
            _ => None,
        };
        let new = NewEdit {
            editor: editor.id,
            name: editor.name.clone(),
            summary: draft.summary(owner.as_deref()),
            path: change.path.to_string(),
            patch: change.diff(),
            undoes: match draft.what {
                What::Undo(edit) => Some(edit),
                What::Edit(_) => None,
            },
        };
        let id = self.store.begin_edit(Timestamp::now(), &new).await?;
        if let Err(error) = self.put(change).await {
            self.store.abandon_edit(id).await?;
            return Err(SaveError::Write(error));
        }
        self.store.finish_edit(id).await?;
        self.commit(&new).await;
        Ok((id, new.summary))
    }

    async fn put(&self, change: FileChange) -> Result<(), WriteError> {
        let serving = Arc::clone(&self.serving);
        aside(move || serving.source().write(&change)).await
    }

    async fn commit(&self, new: &NewEdit) {
        if !self.settings.commits {
            return;
        }
        let (serving, new) = (Arc::clone(&self.serving), new.clone());
        let committed = aside(move || serving.source().commit(&new.path, &new.name, &new.summary)).await;
        if let Err(error) = committed {
            tracing::warn!(%error, "an edit is saved, but not committed");
        }
    }

    /// Settles the questions of the inbox that the edit is about; those that it doesn't answer go on waiting.
    async fn settle(&self, draft: &Draft, edit: i64) -> Result<(usize, usize), StoreError> {
        match draft.what {
            What::Undo(undone) => {
                self.store.reopen_misses(undone).await?;
                Ok((0, 0))
            }
            What::Edit(Edit::AddOutOfScope { .. }) => {
                self.store.settle_misses(&draft.misses, State::Never, Some(edit)).await?;
                Ok((draft.misses.len(), draft.misses.len()))
            }
            What::Edit(_) => {
                let answered = self.answered(&draft.misses).await?;
                self.store.settle_misses(&answered, State::Answered, Some(edit)).await?;
                Ok((answered.len(), draft.misses.len()))
            }
        }
    }

    /// Finds out which edits were written when the program ended in their midst. Called once, before anything is edited.
    ///
    /// # Errors
    /// The database fails.
    pub async fn recover(&self) -> Result<(), StoreError> {
        let unfinished = self.store.unfinished_edits().await?;
        if unfinished.is_empty() {
            return Ok(());
        }
        let serving = Arc::clone(&self.serving);
        let folder = aside(move || serving.source().read()).await;
        for edit in unfinished {
            let written = was_written(&edit.what, &folder);
            tracing::warn!(edit = edit.id, written, "the bot ended in the midst of an edit");
            if written { self.store.finish_edit(edit.id).await? } else { self.store.abandon_edit(edit.id).await? }
        }
        Ok(())
    }
}

/// Whether the file has the edit's lines as the edit leaves them.
fn was_written(edit: &NewEdit, folder: &Folder) -> bool {
    // Lines that are added twice over would fit both ways, so it counts that the edit can't be made once more.
    let text = folder.files.iter().find(|file| *file.path == *edit.path);
    let text = text.and_then(|file| str::from_utf8(file.content.as_deref().ok()?).ok()).unwrap_or_default();
    let again = Patch::from_str(&edit.patch).is_ok_and(|patch| diffy::apply(text, &patch).is_ok());
    !again && FileChange::taking_back(folder, &edit.path, &edit.patch).is_some()
}
