//! What moderators do to the knowledge, in files or from Discord: one way for both.

mod chores;

pub use chores::chores;

use crate::serving::Serving;
use crate::store::Store;
use std::sync::Arc;

/// Where moderators' work is done: what is served, and what is kept.
pub struct Desk {
    /// What is served.
    pub serving: Arc<Serving>,
    /// What is kept.
    pub store: Store,
    /// How this desk works.
    pub settings: Settings,
}

/// How a desk works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Each edit is a commit, where the knowledge folder is a work tree of git.
    pub commits: bool,
    /// For how many days a question that got no good answer is kept.
    pub days_kept: u16,
}
