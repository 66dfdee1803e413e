//! `career-advisor run`: the bot.

use super::start;
use crate::advisor::Advisor;
use crate::config::Config;
use crate::discord;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Why the bot couldn't be run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Discord refused.
    #[error(transparent)]
    Discord(#[from] discord::RunError),
    /// The knowledge base couldn't be read to the end.
    #[error("{0:#}")]
    Learning(anyhow::Error),
    /// The operating system refused threads or signals.
    #[error("the bot can't be started: {0}")]
    System(#[from] std::io::Error),
}

/// Runs the bot until Ctrl-C or SIGTERM, and then returns within five seconds. Logging is set up by the caller.
///
/// # Errors
/// See [`discord::run`]; besides, the operating system may refuse threads or signals.
pub fn run(config: Config, advisor: Advisor) -> Result<(), RunError> {
    hide_panic_payloads();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(async {
        let shutdown = signals()?;
        let advisor = Arc::new(advisor);
        let data_dir = config.data_dir.clone();
        let mut learning = tokio::task::spawn_blocking({
            let advisor = Arc::clone(&advisor);
            move || learn(&advisor, &data_dir)
        });
        let bot = discord::run(config, advisor, None, shutdown);
        tokio::pin!(bot);
        tokio::select! {
            ended = &mut bot => return Ok(ended?),
            learnt = &mut learning => learnt.map_err(std::io::Error::other)?.map_err(RunError::Learning)?,
        }
        Ok(bot.await?)
    });
    // A connection that hangs must not hold up the process.
    runtime.shutdown_timeout(Duration::from_millis(500));
    result
}

/// Learns while the bot connects; until it's done, the bot says that it is still reading.
fn learn(advisor: &Advisor, data_dir: &Path) -> anyhow::Result<()> {
    let start = Instant::now();
    let kept = start::learn(advisor, data_dir, |_, _| {})?;
    if let Err(error) = kept {
        tracing::warn!(%error, data_dir = %data_dir.display(), "what was read can't be kept for the next start");
    }
    tracing::info!(seconds = start.elapsed().as_secs_f32(), "knowledge base read");
    Ok(())
}

/// Completes at Ctrl-C or SIGTERM.
fn signals() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without the signal the bot runs until it is killed.
            std::future::pending::<()>().await;
        }
    })
}

/// A panic's message may quote what a member wrote, so the log has its place alone.
fn hide_panic_payloads() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "panic");
    }));
}
