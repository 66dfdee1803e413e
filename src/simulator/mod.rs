//! A local Discord: its REST API (v10) and its gateway on one loopback port.
//!
//! Tests run the bot against it over real sockets, and the playground shows it in a browser. It enforces what
//! Discord enforces (lengths, permissions, deadlines, who may press what) and answers breaches with Discord's own
//! error bodies, so that a request which passes here passes there. It knows nothing of the bot: this module
//! imports nothing else of the crate, and no Discord library.
//!
//! - [`Simulator`] is the handle: it sets the scene, acts as a member, waits for the bot, and causes faults.
//! - `rest` and `gateway` are the two doors through which the bot comes in; `state` is what they share.
//! - `limits` holds Discord's rules for what a message, modal or command may contain.
//!
//! Lengths are counted in Unicode code points, as Discord's servers do.

mod errors;
mod faults;
mod gateway;
mod handle;
mod ids;
mod interaction;
mod journal;
mod limits;
mod mentions;
mod model;
mod objects;
mod rates;
mod rest;
mod sessions;
mod state;
mod view;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use faults::{Failure, Route};
pub use handle::{OptionValue, Refusal};
pub use ids::{ChannelId, CommandId, GuildId, InteractionId, MessageId, RoleId, UserId, WebhookId};
pub use journal::{Entry, Request, Traffic};
pub use model::{Mentions, intents, permissions};
pub use view::{
    Attachment, Button, Choice, Embed, EmbedField, Message, Modal, ModalInput, Response, ResponseKind, Select,
    SelectOption,
};

use state::Shared;

/// How the simulated Discord behaves.
#[derive(Clone, Debug)]
pub struct SimulatorOptions {
    /// The loopback port; 0 takes any free one.
    pub port: u16,
    /// The bot token that is accepted.
    pub token: String,
    /// The bot's name.
    pub bot_name: String,
    /// How long the bot has for its first answer to an interaction.
    pub answer_within: Duration,
    /// How long an interaction's token lives.
    pub token_lifetime: Duration,
    /// The heartbeat interval that HELLO asks for.
    pub heartbeat_interval: Duration,
    /// The number of shards that `GET /gateway/bot` recommends.
    pub shards: u32,
    /// The least time between two IDENTIFYs. Discord's is 5 s; it is zero here unless told, because a test that
    /// restarts the bot would otherwise wait for it.
    pub identify_interval: Duration,
    /// REST requests a second for the whole bot, beyond which it gets 429; interactions don't count.
    pub requests_per_second: usize,
    /// How long the handle waits for the bot before it gives up.
    pub patience: Duration,
}

impl Default for SimulatorOptions {
    /// Discord's own values, on any free port.
    fn default() -> Self {
        Self {
            port: 0,
            token: "simulated.bot.token".to_owned(),
            bot_name: "Career Advisor".to_owned(),
            answer_within: Duration::from_secs(3),
            token_lifetime: Duration::from_secs(15 * 60),
            heartbeat_interval: Duration::from_millis(41_250),
            shards: 1,
            identify_interval: Duration::ZERO,
            requests_per_second: 50,
            patience: Duration::from_secs(5),
        }
    }
}

/// A running local Discord and the handle to it. Clones are handles to the same one; it ends with the last of them.
///
/// ```no_run
/// # async fn example() -> std::io::Result<()> {
/// use career_advisor::simulator::{Simulator, SimulatorOptions};
///
/// let discord = Simulator::start(SimulatorOptions::default()).await?;
/// let guild = discord.add_guild("Careers");
/// let channel = discord.add_channel(guild, "questions");
/// let ada = discord.add_member(guild, "Ada", &[]);
/// // Start a bot with `discord.base_url()` and `discord.token()` here.
/// discord.wait_until_ready().await;
/// let used = discord.run_command(ada, channel, "role", &[("name", "perfusionist".into())]).unwrap();
/// let answer = discord.response_message(used).await;
/// discord.press(ada, answer.id, "helpful").unwrap();
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Simulator {
    shared: Arc<Shared>,
    _server: Arc<Server>,
}

/// Stops the server when the last handle goes.
#[derive(Debug)]
struct Server {
    task: JoinHandle<()>,
    shared: Arc<Shared>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
        self.shared.change(|state| {
            for session in state.sessions.drain(..) {
                if let Some(socket) = session.socket {
                    let _ = socket.send(sessions::Outgoing::Drop);
                }
            }
        });
    }
}

impl Simulator {
    /// Starts a local Discord on 127.0.0.1.
    ///
    /// # Errors
    ///
    /// If the port can't be bound.
    pub async fn start(options: SimulatorOptions) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", options.port)).await?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Shared::new(options, port));
        let app = router(&shared);
        let task = tokio::spawn(async move {
            // Only a listener that is broken ends this, and then every request of the test fails visibly.
            let _ = axum::serve(listener, app).await;
        });
        let server = Server { task, shared: Arc::clone(&shared) };
        Ok(Self { shared, _server: Arc::new(server) })
    }

    /// The same REST API as a router, for a server of one's own, such as one that speaks TLS as `discord.com`.
    /// The gateway address that it hands out stays the plain loopback one.
    pub fn router(&self) -> Router {
        router(&self.shared)
    }

    /// Where REST is served: `http://127.0.0.1:PORT`, with or without `/api/v10` after it.
    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.shared.port)
    }

    /// The port of REST and gateway.
    pub fn port(&self) -> u16 {
        self.shared.port
    }

    /// The gateway address that `GET /gateway` hands out.
    pub fn gateway_url(&self) -> String {
        self.shared.gateway_url()
    }

    /// The bot token that is accepted.
    pub fn token(&self) -> &str {
        &self.shared.options.token
    }
}

fn router(shared: &Arc<Shared>) -> Router {
    Router::new()
        .route("/gateway-socket", get(gateway::upgrade))
        .route("/gateway-socket/", get(gateway::upgrade))
        .fallback(rest::serve)
        .layer(axum::extract::DefaultBodyLimit::max(32 << 20))
        .with_state(Arc::clone(shared))
}
