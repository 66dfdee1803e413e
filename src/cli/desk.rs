//! Where moderators' work is done: the folder or its last good copy, and the store.

use super::start;
use crate::knowledge::{self, Checked, Folder, FolderSource, KnowledgeSource as _};
use crate::moderation::{Desk, Settings};
use crate::serving::{Serving, Today};
use crate::store::{Store, StoreError};
use std::path::Path;
use std::sync::Arc;

/// Opens the store in `data_dir`, and the folder or its last good copy; `None` after saying what is wrong with the folder.
///
/// # Errors
/// The data folder can't be used, the encoder's weights are damaged, or standard error can't be written.
pub(super) async fn open(dir: &Path, data_dir: &Path, settings: Settings) -> anyhow::Result<Option<Desk>> {
    open_with(dir, data_dir, data_dir, settings).await
}

/// Like [`open`]; what is slow to compute is kept in another folder, `cache_dir`.
///
/// # Errors
/// As for [`open`].
pub(super) async fn open_with(
    dir: &Path,
    data_dir: &Path,
    cache_dir: &Path,
    settings: Settings,
) -> anyhow::Result<Option<Desk>> {
    knowledge::remove_left_overs(dir);
    let store = Store::open(data_dir).await?;
    let teacher = start::teacher(cache_dir)?;
    let today: Today = Arc::new(super::today);
    let source = Arc::new(FolderSource::new(dir));
    let folder = source.read();
    let checked = knowledge::check(&folder, Some(today()));
    let serving = if checked.knowledge.is_some() {
        Serving::new(source, teacher, today, folder, checked)
    } else {
        match last_good(&store).await? {
            Some((copy, copied)) => {
                start::refuse(checked.clone(), dir)?;
                tracing::error!(
                    errors = checked.errors(),
                    "the knowledge folder can't be served; its last good copy is served until its errors are mended"
                );
                Serving::new(source, teacher, today, copy, copied).map(|serving| serving.is_copy_for(checked))
            }
            None => {
                start::refuse(checked, dir)?;
                None
            }
        }
    };
    let Some(serving) = serving else { return Ok(None) };
    Ok(Some(Desk::new(Arc::new(serving), store, settings)))
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
