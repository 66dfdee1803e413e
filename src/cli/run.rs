//! `career-advisor run`: the bot.

use super::desk;
use crate::config::Config;
use crate::discord::{self, Hooks};
use crate::moderation::{self, Settings};
use crate::serving::Serving;
use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Runs the bot until Ctrl-C or SIGTERM, and then returns within five seconds. Logging is set up by the caller.
///
/// A folder `dir` with errors is no reason not to start, if a copy of it from before is kept.
///
/// # Errors
/// See [`discord::run`]; besides, the data folder may be unusable, the encoder's weights be damaged, or the operating system
/// refuse threads or signals.
pub(super) fn run(config: Config, dir: &Path) -> anyhow::Result<ExitCode> {
    hide_panic_payloads();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(async {
        let shutdown = signals()?;
        let settings = Settings { commits: config.git_commits, days_kept: config.inbox_days };
        let Some(desk) = desk::open(dir, &config.data_dir, settings).await? else { return Ok(ExitCode::FAILURE) };
        // The bot alone does this: what another program is in the midst of is no left-over of a kill.
        desk.recover().await?;
        let desk = Arc::new(desk);
        let mut learning = tokio::task::spawn_blocking({
            let desk = Arc::clone(&desk);
            move || learn(&desk.serving)
        });
        let bot = discord::run(config, Arc::clone(&desk), Hooks::default(), shutdown);
        tokio::pin!(bot);
        tokio::select! {
            ended = &mut bot => ended?,
            learnt = &mut learning => {
                learnt?;
                tokio::select! {
                    ended = &mut bot => ended?,
                    () = moderation::chores(desk) => {}
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    });
    // A connection that hangs must not hold up the process.
    runtime.shutdown_timeout(Duration::from_millis(500));
    result
}

/// Learns while the bot connects; until it's done, the bot says that it is still reading.
fn learn(serving: &Serving) {
    let start = Instant::now();
    if let Err(error) = serving.learn() {
        tracing::warn!(%error, "what was read can't be kept for the next start");
    }
    tracing::info!(seconds = start.elapsed().as_secs_f32(), "knowledge base read");
}

/// Completes at Ctrl-C or SIGTERM.
pub(super) fn signals() -> io::Result<impl Future<Output = ()>> {
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
