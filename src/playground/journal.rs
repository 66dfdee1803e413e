//! A file with all that happened, one JSON object a line, for bug reports: what people did, and what went over the wire.

use super::Playground;
use super::step::Step;
use crate::simulator::Entry;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::time::{sleep, timeout};

/// The bot is done with a step once nothing has gone over the wire for this long.
const QUIET: Duration = Duration::from_millis(400);
/// A step is given no more time than this.
const PATIENCE: Duration = Duration::from_secs(15);

/// Writes the journal.
pub(super) struct Journal {
    file: Mutex<File>,
    started: Instant,
}

/// A line of the journal that tells a step; lines about the wire have none.
#[derive(Deserialize, Serialize)]
struct Line<S> {
    /// Seconds since the start.
    at: f64,
    step: Option<S>,
}

impl Journal {
    /// Starts a new file; one that is there is replaced.
    ///
    /// # Errors
    /// The file can't be written.
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        Ok(Journal { file: Mutex::new(File::create(path)?), started: Instant::now() })
    }

    /// Notes what a person is about to do.
    pub(super) fn note(&self, step: &Step) {
        self.write(&Line { at: self.started.elapsed().as_secs_f64(), step: Some(step) });
    }

    fn write(&self, line: &impl Serialize) {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let written = serde_json::to_string(line).map_err(io::Error::from).and_then(|line| writeln!(file, "{line}"));
        if let Err(error) = written {
            tracing::error!(%error, "the journal can't be written");
        }
    }

    fn write_all(&self, entries: &[Entry]) {
        entries.iter().for_each(|entry| self.write(entry));
    }
}

/// Writes down all that goes over the wire. Never ends.
pub(super) async fn keep(journal: Arc<Journal>, playground: Arc<Playground>) {
    let mut changes = playground.discord.changes();
    let mut seen = 0;
    loop {
        let (entries, all) = playground.discord.journal_after(seen);
        journal.write_all(&entries);
        seen = all;
        if changes.changed().await.is_err() {
            return;
        }
    }
}

/// The steps of a journal, each with the number of its line.
///
/// # Errors
/// The file can't be read, or a line is no line of a journal.
pub(super) fn steps(path: &Path) -> io::Result<Vec<(usize, Step)>> {
    let mut steps = Vec::new();
    for (at, line) in BufReader::new(File::open(path)?).lines().enumerate() {
        let malformed = |error| io::Error::new(io::ErrorKind::InvalidData, format!("line {}: {error}", at + 1));
        let line: Line<Step> = serde_json::from_str(&line?).map_err(malformed)?;
        steps.extend(line.step.map(|step| (at + 1, step)));
    }
    Ok(steps)
}

/// Does the steps again, one after the other; `tell` is called with a line for each one that can't be done. Returns how many
/// were done.
pub(super) async fn replay(playground: &Playground, steps: &[(usize, Step)], mut tell: impl FnMut(String)) -> usize {
    let mut status = playground.desk.serving.status();
    while !playground.desk.serving.advisor().has_learnt() || !playground.discord.is_ready() {
        _ = timeout(QUIET, status.changed()).await;
    }
    let mut done = 0;
    for (line, step) in steps {
        let performed = async {
            let act = step.act(playground)?;
            playground.act(&act).await.map(|_| ())
        };
        match performed.await {
            Ok(()) => done += 1,
            Err(refusal) => tell(format!("line {line} of the journal can't be done again: {refusal}")),
        }
        // A step that the bot is still busy with may bring about what the next one needs.
        _ = timeout(PATIENCE, quiet(playground)).await;
    }
    done
}

async fn quiet(playground: &Playground) {
    let count = || playground.discord.journal_after(usize::MAX).1;
    let mut before = usize::MAX;
    while count() != before {
        before = count();
        sleep(QUIET).await;
    }
}
