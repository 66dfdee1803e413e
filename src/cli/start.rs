//! From a folder to an advisor.

use super::{colour, render};
use crate::advisor::Advisor;
use crate::diagnostic::Texts;
use crate::encoder::Encoder;
use crate::knowledge::{self, Checked, Folder, FolderSource, KnowledgeSource as _};
use crate::matching::Embeddings;
use crate::moderation::{Desk, Settings};
use crate::serving::{Serving, Teacher, Today};
use crate::store::{Store, StoreError};
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
    if let Err(error) = with_bar(|progress| teacher.teach(&advisor, progress)) {
        let data_dir = data_dir.display();
        writeln!(io::stderr(), "what was read can't be kept in {data_dir} for the next start: {error}")?;
    }
    Ok(Some((advisor, checked.texts)))
}

/// Opens the store, and the folder or its last good copy; `None` after saying what is wrong with the folder.
///
/// # Errors
/// The data folder can't be used, the encoder's weights are damaged, or standard error can't be written.
pub(super) async fn desk(dir: &Path, data_dir: &Path, settings: Settings) -> anyhow::Result<Option<Desk>> {
    let store = Store::open(data_dir).await?;
    let teacher = teacher(data_dir)?;
    let today: Today = Arc::new(super::today);
    let source = Arc::new(FolderSource::new(dir));
    let folder = source.read();
    let checked = knowledge::check(&folder, Some(today()));
    let serving = if checked.knowledge.is_some() {
        Serving::new(source, teacher, today, folder, checked)
    } else {
        match last_good(&store).await? {
            Some((copy, copied)) => {
                refuse(checked.clone(), dir)?;
                tracing::error!(
                    errors = checked.errors(),
                    "the knowledge folder can't be served; its last good copy is served until its errors are mended"
                );
                Serving::new(source, teacher, today, copy, copied).map(|serving| serving.is_copy_for(checked))
            }
            None => {
                refuse(checked, dir)?;
                None
            }
        }
    };
    let Some(serving) = serving else { return Ok(None) };
    let desk = Desk::new(Arc::new(serving), store, settings);
    desk.recover().await?;
    Ok(Some(desk))
}

/// The copy that is kept of the folder; none where there is none, or where this version finds errors in it.
async fn last_good(store: &Store) -> Result<Option<(Folder, Checked)>, StoreError> {
    let copy = store.last_good().await?;
    let checked = copy.map(|copy| {
        let checked = knowledge::check(&copy, None);
        (copy, checked)
    });
    Ok(checked.filter(|(_, checked)| checked.knowledge.is_some()))
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
