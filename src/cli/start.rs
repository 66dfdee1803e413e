//! From a folder to an advisor.

use super::{colour, render};
use crate::advisor::Advisor;
use crate::diagnostic::Texts;
use crate::encoder::Encoder;
use crate::knowledge::model::KnowledgeBase;
use crate::knowledge::{self, Checked};
use crate::matching::{Embeddings, KnownQuestions};
use crate::serving::Teacher;
use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::HashMap;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Reading that takes no longer than this shows no progress.
const PATIENCE: Duration = Duration::from_secs(1);
const DAMAGED: &str = "the program file is damaged; install it again";

/// The advisor of the folder `dir` with its files' texts, once it has learnt to understand questions; `None` after saying what
/// is wrong with the folder. On a terminal, a bar shows how far it is.
///
/// # Errors
/// The encoder's weights are damaged, or standard error can't be written.
pub(super) fn learnt_advisor(dir: &Path, data_dir: &Path) -> anyhow::Result<Option<(Advisor, Texts)>> {
    let mut checked = knowledge::load(dir, None);
    let Some(knowledge) = checked.knowledge.take() else {
        refuse(checked, dir)?;
        return Ok(None);
    };
    let advisor = Advisor::new(knowledge, Box::new(super::today));
    let mut teacher = teacher(data_dir)?;
    say_if_not_kept(with_bar(|progress| teacher.teach(&advisor, progress)), data_dir)?;
    Ok(Some((advisor, checked.texts)))
}

/// The questions of a knowledge base, to be compared with new ones. On a terminal, a bar shows how far it is.
///
/// # Errors
/// The encoder's weights are damaged, or standard error can't be written.
pub(super) fn known_questions(knowledge: &KnowledgeBase, data_dir: &Path) -> anyhow::Result<KnownQuestions> {
    Ok(KnownQuestions::new(Some(knowledge), &embeddings_of(knowledge, data_dir)?))
}

/// The embeddings of a knowledge base's texts, beside whatever else `data_dir` keeps. On a terminal, a bar shows how far it is.
///
/// # Errors
/// The encoder's weights are damaged, or standard error can't be written.
pub(super) fn embeddings_of(knowledge: &KnowledgeBase, data_dir: &Path) -> anyhow::Result<Embeddings> {
    let mut teacher = teacher(data_dir)?;
    say_if_not_kept(with_bar(|progress| teacher.read(knowledge, progress)), data_dir)?;
    Ok(teacher.into_embeddings())
}

fn say_if_not_kept(kept: io::Result<()>, data_dir: &Path) -> io::Result<()> {
    let data_dir = data_dir.display();
    kept.or_else(|error| {
        writeln!(io::stderr(), "what was read can't be kept in {data_dir} for the next start: {error}")
    })
}

/// Says on standard error what keeps the folder from being served.
pub(super) fn refuse(checked: Checked, dir: &Path) -> io::Result<()> {
    let mut stderr = io::stderr().lock();
    let errors = Checked { diagnostics: checked.only_errors(), ..checked };
    stderr.write_all(render::human(&errors, dir, colour(&stderr)).as_bytes())?;
    writeln!(stderr, "\nThis folder can't be served until its errors are mended.")
}

/// A teacher that keeps embeddings in the folder `data_dir`.
///
/// # Errors
/// The encoder's weights are damaged.
pub(super) fn teacher(data_dir: &Path) -> anyhow::Result<Teacher> {
    Teacher::new(data_dir).context(DAMAGED)
}

/// Teaches an advisor that is needed once, and keeps nothing.
///
/// # Errors
/// The encoder's weights are damaged.
pub(super) fn learn_for_once(advisor: &Advisor) -> anyhow::Result<()> {
    let encoder = Arc::new(Encoder::load().context(DAMAGED)?);
    with_bar(|progress| advisor.learn(&mut Embeddings::new(encoder, HashMap::new()), progress));
    Ok(())
}

/// Does something that takes a while; on a terminal, a bar shows how far it is.
pub(super) fn with_bar<T>(work: impl FnOnce(&(dyn Fn(usize, usize) + Sync)) -> T) -> T {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    let style = ProgressStyle::with_template("Reading the knowledge base {bar:30} {pos}/{len}");
    bar.set_style(style.expect("a template that is always the same"));
    let start = Instant::now();
    let done = work(&|done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
        if bar.is_hidden() && start.elapsed() > PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    });
    bar.finish_and_clear();
    done
}
