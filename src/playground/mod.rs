//! The whole bot in a browser: a local Discord, the bot in it, and a page that shows both.
//!
//! The bot is the one that `run` starts, over real sockets; only the Discord is ours. `scene` sets who and what is there, `act`
//! does what a person does on the page, `channels`, `view` and `panel` are what the page shows, and `server` brings all of it to
//! the browser.

mod act;
mod assets;
mod channels;
mod journal;
mod panel;
mod scene;
mod server;
mod step;
mod view;

use crate::discord::{self, Asked, Hooks, RunError};
use crate::moderation::Desk;
use crate::simulator::{Simulator, SimulatorOptions, UserId};
use journal::Journal;
use scene::Scene;
use std::collections::BTreeMap;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};

/// How the playground is to run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the page is served; port 0 takes any free one.
    pub address: SocketAddr,
    /// The folder for what must outlive a restart.
    pub data_dir: PathBuf,
    /// Where all that happens is written down.
    pub journal: Option<PathBuf>,
    /// A journal whose steps are done again at the start.
    pub replay: Option<PathBuf>,
}

/// Why the playground can't run.
#[derive(Debug, thiserror::Error)]
pub enum PlaygroundError {
    /// The page's address can't be had.
    #[error("the page can't be served at {0}: {1}; choose another port with --port")]
    Address(SocketAddr, io::Error),
    /// The local Discord can't be started.
    #[error("the local Discord can't be started: {0}")]
    Simulator(io::Error),
    /// A journal can't be read or written.
    #[error("the journal {} can't be used: {}", .0.display(), .1)]
    Journal(PathBuf, io::Error),
    /// The bot ended.
    #[error(transparent)]
    Bot(#[from] RunError),
}

/// A local Discord with the bot in it.
struct Playground {
    discord: Simulator,
    scene: Scene,
    desk: Arc<Desk>,
    /// Each person's last question.
    questions: watch::Sender<BTreeMap<u64, Asked>>,
    journal: Option<Arc<Journal>>,
}

impl Playground {
    fn last_question(&self, member: UserId) -> Option<Asked> {
        self.questions.borrow().get(&member.get()).cloned()
    }
}

/// Runs the bot against a local Discord and serves the page until `shutdown` completes; `ready` is called with the page's
/// address once it can be opened. Questions are answered once the desk's knowledge is learnt, which is the caller's to do.
///
/// # Errors
/// An address can't be had, or the bot ends by itself.
pub async fn run(
    desk: Arc<Desk>,
    options: Options,
    ready: impl FnOnce(SocketAddr),
    shutdown: impl Future<Output = ()>,
) -> Result<(), PlaygroundError> {
    let taken = |error| PlaygroundError::Address(options.address, error);
    let listener = TcpListener::bind(options.address).await.map_err(taken)?;
    let address = listener.local_addr().map_err(taken)?;
    let unusable = |path: &Option<PathBuf>| {
        let path = path.clone().unwrap_or_default();
        move |error| PlaygroundError::Journal(path, error)
    };
    let steps = options.replay.as_deref().map(journal::steps).transpose().map_err(unusable(&options.replay))?;
    let journal = options.journal.as_deref().map(Journal::create).transpose().map_err(unusable(&options.journal))?;
    let journal = journal.map(Arc::new);
    let discord = Simulator::start(SimulatorOptions::default()).await.map_err(PlaygroundError::Simulator)?;
    let scene = Scene::set(&discord);
    let config = scene.config(&discord, options.data_dir, desk.days_kept());
    let questions = watch::Sender::<BTreeMap<u64, Asked>>::new(BTreeMap::new());
    let told = questions.clone();
    let keep_question = move |asked: Asked| told.send_modify(|all| _ = all.insert(asked.member, asked));
    let hooks = Hooks { http_client: None, listener: Some(Box::new(keep_question)) };
    let (stop, stopped) = oneshot::channel::<()>();
    let bot = discord::run(config, Arc::clone(&desk), hooks, async { _ = stopped.await });
    let playground = Arc::new(Playground { discord, scene, desk, questions, journal: journal.clone() });
    let page = async {
        tokio::join!(
            server::serve(listener, Arc::clone(&playground)),
            async {
                if let Some(journal) = journal {
                    journal::keep(journal, Arc::clone(&playground)).await;
                }
            },
            async {
                if let Some(steps) = steps {
                    let done = journal::replay(&playground, &steps, |line| tracing::warn!("{line}")).await;
                    tracing::warn!("{done} of {} steps of the journal were done again", steps.len());
                }
            },
        )
    };
    ready(address);
    tokio::pin!(bot);
    tokio::select! {
        ended = &mut bot => ended?,
        _ = page => {}
        () = shutdown => {
            // The page goes at once, the bot in its own way.
            _ = stop.send(());
            bot.await?;
        }
    }
    Ok(())
}
