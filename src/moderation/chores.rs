//! What goes on beside everything else for as long as the bot runs.

use super::Desk;
use crate::serving;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

/// How often it is looked for questions that have been kept for long enough.
const BETWEEN_EXPIRIES: Duration = Duration::from_secs(60 * 60);

/// Serves changes of the knowledge, keeps a copy of what is served, and lets questions expire. Never ends.
pub async fn chores(desk: Arc<Desk>) {
    tokio::join!(serving::watch(Arc::clone(&desk.serving)), keep_copies(&desk), expire(&desk));
}

/// Keeps each folder that is served, for a start with one that can't be.
async fn keep_copies(desk: &Desk) {
    let mut status = desk.serving.status();
    loop {
        let folder = {
            let now = status.borrow_and_update();
            (!now.is_copy).then(|| Arc::clone(&now.folder))
        };
        if let Some(folder) = folder
            && let Err(error) = desk.store.keep_last_good(&folder).await
        {
            tracing::warn!(%error, "no copy of the knowledge folder could be kept");
        }
        if status.changed().await.is_err() {
            return;
        }
    }
}

async fn expire(desk: &Desk) {
    let kept = SignedDuration::from_hours(24 * i64::from(desk.days_kept()));
    loop {
        match desk.store.expire_misses(Timestamp::now() - kept).await {
            Ok(0) => {}
            Ok(expired) => tracing::info!(expired, "questions expired"),
            Err(error) => tracing::warn!(%error, "questions can't be expired"),
        }
        sleep(BETWEEN_EXPIRIES).await;
    }
}
