//! `career-advisor playground`: the whole bot in the browser, without an account.

use super::run::signals;
use super::{desk, start};
use crate::moderation::{self, Settings};
use crate::playground::{self, Options};
use clap::Args;
use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// Try the whole bot in the browser, without a Discord account
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:
  career-advisor playground
  career-advisor playground --no-open --port 9000
  career-advisor playground --journal bug.jsonl
  career-advisor playground --replay bug.jsonl",
    long_about = "Try the whole bot in the browser, without a Discord account

Starts the bot against a Discord on this machine and opens a page with channels, members to speak as, and the reasons for
each answer. Nothing leaves the machine. What moderators save there is written into the knowledge folder."
)]
pub(super) struct PlaygroundArgs {
    /// The page's port; 0 takes any free one
    #[arg(long, default_value_t = 8642)]
    port: u16,
    /// The page's address on this machine
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Let other machines in, where --host allows it: whoever reaches the page can change the knowledge files
    #[arg(long)]
    expose: bool,
    /// Write all that happens into a file, as JSON lines, for a bug report
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,
    /// Do again what people did in a journal; what they saved is saved again
    #[arg(long, value_name = "FILE")]
    replay: Option<PathBuf>,
    /// Don't open the browser
    #[arg(long)]
    no_open: bool,
}

/// Runs the playground until Ctrl-C or SIGTERM.
///
/// # Errors
/// The page can't be served, the data folder may be unusable, or the encoder's weights damaged.
pub(super) fn run(args: &PlaygroundArgs, dir: &Path, data_dir: &Path, settings: Settings) -> anyhow::Result<ExitCode> {
    if !args.host.is_loopback() && !args.expose {
        anyhow::bail!(
            "{} can be reached from other machines, and whoever reaches the page can change the knowledge files; \
             add --expose if you mean it",
            args.host
        );
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(async {
        let shutdown = signals()?;
        // Questions and edits of the playground are kept apart from those of the real bot.
        let own_data = data_dir.join("playground");
        let Some(desk) = desk::open_with(dir, &own_data, data_dir, settings).await? else {
            return Ok(ExitCode::FAILURE);
        };
        desk.recover().await?;
        let desk = Arc::new(desk);
        let learning = tokio::spawn({
            let desk = Arc::clone(&desk);
            async move {
                let serving = Arc::clone(&desk.serving);
                let learnt =
                    tokio::task::spawn_blocking(move || start::with_bar(|progress| serving.learn_with(progress)));
                if let Ok(Err(error)) = learnt.await {
                    tracing::warn!(%error, "what was read can't be kept for the next start");
                }
                moderation::chores(desk).await;
            }
        });
        let options = Options {
            address: SocketAddr::new(args.host, args.port),
            data_dir: own_data,
            journal: args.journal.clone(),
            replay: args.replay.clone(),
        };
        let ran = playground::run(desk, options, |address| welcome(address, args.no_open), shutdown).await;
        learning.abort();
        ran?;
        Ok(ExitCode::SUCCESS)
    });
    runtime.shutdown_timeout(Duration::from_millis(500));
    result
}

fn welcome(address: SocketAddr, no_open: bool) {
    let page = format!("http://{address}/");
    // A closed terminal is no reason not to serve the page.
    _ = writeln!(io::stdout(), "The playground is at {page}\nCtrl-C stops it.");
    if !no_open && let Err(error) = open::that_detached(&page) {
        _ = writeln!(io::stderr(), "no browser could be opened ({error}); open the address yourself");
    }
}
