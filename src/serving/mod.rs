//! What is served, and how it is replaced while members ask.
//!
//! An [`Advisor`] never changes. A change of the knowledge is read, checked and learnt beside the one that is served, which
//! is then swapped for the new one whole. Knowledge with errors is never served: what was there before goes on.

mod teacher;
mod watch;

pub use teacher::Teacher;
pub use watch::watch;

use crate::advisor::Advisor;
use crate::encoder::Embedding;
use crate::knowledge::model::KnowledgeBase;
use crate::knowledge::{self, Checked, Folder, KnowledgeSource};
use crate::matching::{self, Embeddings};
use arc_swap::ArcSwap;
use jiff::Timestamp;
use jiff::civil::Date;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch as latest;

/// Tells today's date; passed in so that tests own the calendar.
pub type Today = Arc<dyn Fn() -> Date + Send + Sync>;

/// The advisor that is served, and where the next one comes from.
pub struct Serving {
    source: Arc<dyn KnowledgeSource>,
    today: Today,
    advisor: ArcSwap<Advisor>,
    /// Held while something is learnt, so that one thing is learnt at a time.
    teacher: Mutex<Teacher>,
    status: latest::Sender<Status>,
}

/// What is served and what stands in the way of something newer.
#[derive(Clone, Debug)]
pub struct Status {
    /// The files that are served.
    pub folder: Arc<Folder>,
    /// What the check said of them.
    pub checked: Arc<Checked>,
    /// Since when they are.
    pub since: Timestamp,
    /// They are a copy of earlier files, since those that were there at the start can't be served.
    pub is_copy: bool,
    /// The files that are there now can't be served, for these reasons.
    pub refused: Option<Arc<Checked>>,
}

/// What a look at the source came to.
#[derive(Clone, Debug)]
pub enum Look {
    /// The files are those that are served.
    Same,
    /// Their content is served from now on.
    Served,
    /// They have errors.
    Refused(Arc<Checked>),
}

/// A folder that is served nowhere yet, for seeing what it would do.
pub struct Trial {
    /// What the check says of it.
    pub checked: Checked,
    /// What would answer; `None` exactly where the check found errors.
    pub advisor: Option<Advisor>,
}

impl Serving {
    /// Serves what is in `folder`, which `checked` found to be without errors, or else nothing. Questions wait for
    /// [`Serving::learn`].
    pub fn new(
        source: Arc<dyn KnowledgeSource>,
        teacher: Teacher,
        today: Today,
        folder: Folder,
        checked: Checked,
    ) -> Option<Self> {
        let advisor = new_advisor(checked.knowledge.clone()?, &today);
        let status = Status {
            folder: Arc::new(folder),
            checked: Arc::new(checked),
            since: Timestamp::now(),
            is_copy: false,
            refused: None,
        };
        Some(Serving {
            source,
            today,
            advisor: ArcSwap::from_pointee(advisor),
            teacher: Mutex::new(teacher),
            status: latest::Sender::new(status),
        })
    }

    /// Notes that what is served is a copy of earlier files, since those of the source have these errors.
    pub fn is_copy_for(self, refused: Checked) -> Self {
        self.status.send_modify(|status| {
            status.is_copy = true;
            status.refused = Some(Arc::new(refused));
        });
        self
    }

    /// Learns to understand questions, with what is served at the start.
    ///
    /// # Errors
    /// What was computed can't be kept for the next start; everything else is done.
    pub fn learn(&self) -> std::io::Result<()> {
        self.learn_with(|_, _| {})
    }

    /// Like [`Serving::learn`]; `progress` is called with how many of how many new texts are read.
    ///
    /// # Errors
    /// As for [`Serving::learn`].
    pub fn learn_with(&self, progress: impl Fn(usize, usize) + Sync) -> std::io::Result<()> {
        let mut teacher = self.teacher();
        let kept = teacher.teach(&self.advisor(), progress);
        let mut checked = Checked::clone(&self.status.borrow().checked);
        compare_texts(&mut checked, teacher.embeddings());
        self.status.send_modify(|status| status.checked = Arc::new(checked));
        kept
    }

    /// What is served now. A caller keeps to one for as long as it works on one thing.
    pub fn advisor(&self) -> Arc<Advisor> {
        self.advisor.load_full()
    }

    /// Where the knowledge comes from.
    pub fn source(&self) -> &dyn KnowledgeSource {
        &*self.source
    }

    /// Today.
    pub fn today(&self) -> Date {
        (self.today)()
    }

    /// What is served and what stands in the way; waits for changes too.
    pub fn status(&self) -> latest::Receiver<Status> {
        self.status.subscribe()
    }

    /// Looks at the source, and serves what is there if it has no errors. Takes as long as learning does, so it is called on
    /// a thread that may wait. What is refused isn't told to anybody yet; see [`Serving::refuse`].
    pub fn look(&self) -> Look {
        let mut teacher = self.teacher();
        let folder = self.source.read();
        if self.is_served(&folder) {
            // A bad change was taken back.
            self.status.send_if_modified(|status| status.refused.take().is_some());
            return Look::Same;
        }
        let mut checked = knowledge::check(&folder, Some(self.today()));
        let Some(knowledge) = checked.knowledge.clone() else { return Look::Refused(Arc::new(checked)) };
        let advisor = new_advisor(knowledge, &self.today);
        if let Err(error) = teacher.teach(&advisor, |_, _| {}) {
            tracing::warn!(%error, "what was read can't be kept for the next start");
        }
        self.advisor.store(Arc::new(advisor));
        // Members needn't wait for what only moderators read.
        compare_texts(&mut checked, teacher.embeddings());
        let entries = self.advisor().knowledge().entries.len();
        tracing::info!(entries, warnings = checked.warnings(), "knowledge base reloaded");
        self.status.send_replace(Status {
            folder: Arc::new(folder),
            checked: Arc::new(checked),
            since: Timestamp::now(),
            is_copy: false,
            refused: None,
        });
        Look::Served
    }

    /// Tells everybody who follows the status that the source can't be served, if they don't know it yet.
    pub fn refuse(&self, refused: Arc<Checked>) {
        let known =
            |status: &Status| status.refused.as_ref().is_some_and(|known| known.diagnostics == refused.diagnostics);
        if known(&self.status.borrow()) {
            return;
        }
        tracing::error!(
            errors = refused.errors(),
            "the knowledge folder can't be served; what was there before goes on"
        );
        self.status.send_modify(|status| status.refused = Some(refused));
    }

    /// What a folder would do if it was served. Takes as long as [`Serving::look`].
    pub fn try_out(&self, folder: &Folder) -> Trial {
        let mut checked = knowledge::check(folder, Some(self.today()));
        let advisor = checked.knowledge.clone().map(|knowledge| {
            let advisor = new_advisor(knowledge, &self.today);
            // A copy, since what is only tried is not to be kept.
            let mut embeddings = self.teacher().embeddings().clone();
            advisor.learn(&mut embeddings, |_, _| {});
            compare_texts(&mut checked, &embeddings);
            advisor
        });
        Trial { checked, advisor }
    }

    /// What the check says of the source as it is now. May take seconds.
    pub fn check(&self) -> Checked {
        let mut checked = knowledge::check(&self.source.read(), Some(self.today()));
        let embeddings = self.teacher().embeddings().clone();
        compare_texts(&mut checked, &embeddings);
        checked
    }

    /// What texts mean, as vectors, on all of the machine's cores.
    pub fn meanings<'a>(&self, texts: impl Iterator<Item = &'a str>) -> Vec<Embedding> {
        let encoder = Arc::clone(self.teacher().embeddings().encoder());
        let texts: Vec<&str> = texts.collect();
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        encoder.encode_many(&texts, threads, |_| ())
    }

    fn is_served(&self, folder: &Folder) -> bool {
        let status = self.status.borrow();
        !status.is_copy && folder.problem.is_none() && status.folder.files == folder.files
    }

    fn teacher(&self) -> MutexGuard<'_, Teacher> {
        // A panic while learning leaves embeddings that are right, if not all.
        self.teacher.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Adds what is found by comparing the texts' meanings; nothing where there are errors.
fn compare_texts(checked: &mut Checked, embeddings: &Embeddings) {
    let found = checked.knowledge.as_ref().map(|knowledge| matching::lint(knowledge, embeddings));
    checked.add(found.unwrap_or_default());
}

fn new_advisor(knowledge: KnowledgeBase, today: &Today) -> Advisor {
    let today = Arc::clone(today);
    Advisor::new(knowledge, Box::new(move || today()))
}
