//! What moderators do to the knowledge: one way for Discord and the terminal.
//!
//! A [`Draft`] is what somebody is about to change. [`Desk::propose`] tells what it would do, without doing it;
//! [`Desk::save`] does it. Every edit is noted in the history before its file is written, and can be taken back.

mod begin;
mod chores;
mod draft;
mod inbox;
mod proposal;
mod save;
mod shifts;

pub use begin::{EDITS_A_PAGE, Page};
pub use chores::chores;
pub use draft::{Draft, Editor, What};
pub use inbox::{Asked, Group, Question};
pub use proposal::{Problem, Proposal, ProposalError, Theirs};
pub use save::{SaveError, Saved};
pub use shifts::{Shift, Shown};

use crate::serving::Serving;
use crate::store::Store;
use std::sync::Arc;
use tokio::sync::Mutex;

/// Where moderators' work is done: what is served, and what is kept.
pub struct Desk {
    /// What is served.
    pub serving: Arc<Serving>,
    /// What is kept.
    pub store: Store,
    settings: Settings,
    /// Held while an edit is written, so that edits follow one another.
    writing: Mutex<()>,
}

/// How a desk works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Each edit is a commit, where the knowledge folder is a work tree of git.
    pub commits: bool,
    /// For how many days a question that got no good answer is kept.
    pub days_kept: u16,
}

impl Desk {
    /// A desk with nothing on it yet.
    pub fn new(serving: Arc<Serving>, store: Store, settings: Settings) -> Self {
        Desk { serving, store, settings, writing: Mutex::new(()) }
    }

    /// For how many days a question that got no good answer is kept.
    pub fn days_kept(&self) -> u16 {
        self.settings.days_kept
    }
}

/// Does something slow on a thread that may wait.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|failed| std::panic::resume_unwind(failed.into_panic()))
}
