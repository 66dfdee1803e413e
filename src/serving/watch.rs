//! Follows changes of the knowledge's source.

use super::{Look, Serving};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How often the source is asked whether it has changed.
const TICK: Duration = Duration::from_millis(250);
/// A source that goes on changing is looked at all the same after this time.
const RESTLESS: Duration = Duration::from_secs(1);
/// Errors count once nothing has changed for this time: editors write files in several steps.
const GRACE: Duration = Duration::from_millis(1500);

/// Serves every change of the source; ends only when it is dropped. A save is served once the files have been still for a tick,
/// so that many at once are one change.
pub async fn watch(serving: Arc<Serving>) {
    let mut served = version(&serving).await;
    // The source may have changed between the start's reading and the first mark.
    follow(&serving, served).await;
    loop {
        sleep(TICK).await;
        let mut now = version(&serving).await;
        if now == served {
            continue;
        }
        let changed = Instant::now();
        while changed.elapsed() < RESTLESS {
            sleep(TICK).await;
            let before = std::mem::replace(&mut now, version(&serving).await);
            if now == before {
                break;
            }
        }
        served = now;
        follow(&serving, served).await;
    }
}

/// Serves what is there at this version, or says why it can't be, once the files have been still for a while.
async fn follow(serving: &Arc<Serving>, version: u64) {
    let Some(Look::Refused(refused)) = look(serving).await else { return };
    sleep(GRACE).await;
    if self::version(serving).await == version {
        serving.refuse(refused);
    }
}

async fn version(serving: &Arc<Serving>) -> u64 {
    let serving = Arc::clone(serving);
    // A network file system that hangs must not hold up anything else.
    tokio::task::spawn_blocking(move || serving.source.version()).await.unwrap_or_default()
}

async fn look(serving: &Arc<Serving>) -> Option<Look> {
    let serving = Arc::clone(serving);
    let looked = tokio::task::spawn_blocking(move || serving.look()).await;
    // Whatever panicked has said so in the log.
    looked.ok()
}
