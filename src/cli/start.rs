//! From a folder to an advisor.

use super::{colour, render};
use crate::advisor::Advisor;
use crate::diagnostic::Texts;
use crate::encoder::Encoder;
use crate::knowledge;
use crate::matching::Embeddings;
use crate::store::EmbeddingCache;
use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::HashMap;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Reading that takes no longer than this shows no progress.
const PATIENCE: Duration = Duration::from_secs(1);

/// The advisor of the folder `dir` with its files' texts; `None` after saying what is wrong with the folder.
///
/// # Errors
/// Standard error can't be written.
pub(super) fn advisor(dir: &Path) -> io::Result<Option<(Advisor, Texts)>> {
    let checked = knowledge::load(dir, None);
    match checked.knowledge {
        Some(knowledge) => Ok(Some((Advisor::new(knowledge, Box::new(super::today)), checked.texts))),
        None => {
            let mut stderr = io::stderr().lock();
            let errors = knowledge::Checked { diagnostics: checked.only_errors(), ..checked };
            stderr.write_all(render::human(&errors, dir, colour(&stderr)).as_bytes())?;
            writeln!(stderr, "\nThis folder can't be served until its errors are mended.")?;
            Ok(None)
        }
    }
}

/// The advisor of the folder, once it has learnt to understand questions. On a terminal, a bar shows how far it is.
///
/// # Errors
/// The encoder's weights are damaged, or standard error can't be written.
pub(super) fn learnt_advisor(dir: &Path, data_dir: &Path) -> anyhow::Result<Option<(Advisor, Texts)>> {
    let Some((advisor, texts)) = advisor(dir)? else { return Ok(None) };
    let kept = with_bar(|progress| learn(&advisor, data_dir, progress))?;
    if let Err(error) = kept {
        let data_dir = data_dir.display();
        writeln!(io::stderr(), "what was read can't be kept in {data_dir} for the next start: {error}")?;
    }
    Ok(Some((advisor, texts)))
}

/// Teaches an advisor that is needed once, and keeps nothing.
///
/// # Errors
/// The encoder's weights are damaged.
pub(super) fn learn_for_once(advisor: &Advisor) -> anyhow::Result<()> {
    let encoder = encoder()?;
    with_bar(|progress| advisor.learn(&mut Embeddings::new(encoder, HashMap::new()), progress));
    Ok(())
}

/// Does something that takes a while; on a terminal, a bar shows how far it is.
fn with_bar<T>(work: impl FnOnce(&(dyn Fn(usize, usize) + Sync)) -> T) -> T {
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

fn encoder() -> anyhow::Result<Arc<Encoder>> {
    Ok(Arc::new(Encoder::load().context("the program file is damaged; install it again")?))
}

/// Teaches the advisor, with what the folder `data_dir` keeps from the last time. The result inside tells whether what is new
/// could be kept.
///
/// # Errors
/// The encoder's weights are damaged.
pub(super) fn learn(
    advisor: &Advisor,
    data_dir: &Path,
    progress: impl Fn(usize, usize) + Sync,
) -> anyhow::Result<io::Result<()>> {
    let encoder = encoder()?;
    let cache = EmbeddingCache::new(data_dir, encoder.model_hash());
    let mut embeddings = Embeddings::new(encoder, cache.load());
    let changed = advisor.learn(&mut embeddings, progress);
    Ok(if changed { cache.save(embeddings.known()) } else { Ok(()) })
}
