//! The connection to Discord, from the first call to the shutdown.

use super::bot::{Bot, Listener};
use super::failure::Failure;
use super::workers::WorkerPool;
use super::{commands, events, notices, registration, send};
use crate::config::Config;
use crate::moderation::Desk;
use poise::serenity_prelude as serenity;
use secrecy::ExposeSecret as _;
use serenity::GatewayIntents;
use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// Until then everything has to be closed after the shutdown was asked for.
const SHUTDOWN: Duration = Duration::from_secs(4);
/// Discord takes one new session in five seconds.
const BETWEEN_SESSIONS: Duration = Duration::from_secs(5);
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(60);
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// Why the bot can't run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Discord doesn't know the token.
    #[error(
        "the token is wrong: Discord refuses DISCORD_TOKEN; take a new one from the Developer Portal (your application -> Bot -> Reset Token)"
    )]
    WrongToken,
    /// Discord refuses the connection for good.
    #[error("Discord refuses the connection: {0}")]
    Refused(Box<Failure>),
    /// The HTTP client can't be made.
    #[error("the HTTP client can't be started: {0}")]
    Http(reqwest::Error),
    /// The operating system refuses threads.
    #[error("the operating system refuses threads; is there a limit on processes or memory? {0}")]
    Threads(io::Error),
}

/// What tests and the playground add to the bot.
#[derive(Default)]
pub struct Hooks {
    /// Every request goes through this client.
    pub http_client: Option<reqwest::Client>,
    /// Is told of each question.
    pub listener: Option<Listener>,
}

/// Runs the bot until `shutdown` completes, and then closes within five seconds.
///
/// Where the settings name another API address, requests go
/// there without a rate limiter, which is left to the proxy; else to Discord itself, and a 429 is waited out.
///
/// # Errors
/// The token is wrong, or Discord refuses the connection in a way that trying again can't mend. Whatever passes by itself,
/// such as a Discord that can't be reached, is logged and tried again.
pub async fn run(
    config: Config,
    desk: Arc<Desk>,
    hooks: Hooks,
    shutdown: impl Future<Output = ()>,
) -> Result<(), RunError> {
    let http_client = match hooks.http_client {
        Some(client) => client,
        None => http_client_for(&config).map_err(RunError::Http)?,
    };
    let workers = WorkerPool::start().map_err(RunError::Threads)?;
    let bot = Arc::new(Bot::new(config, desk, hooks.listener, workers));
    if let Err(error) = bot.settings.load(&bot.desk.store).await {
        tracing::error!(%error, "what servers' admins have set can't be read; the operator's settings hold");
    }
    let dropped = bot.workers.report();
    tokio::pin!(shutdown, dropped);
    loop {
        let connected = tokio::select! {
            biased;
            () = &mut shutdown => return Ok(()),
            connected = connect(&bot, &http_client) => connected?,
        };
        let mut client = connected.client;
        let manager = Arc::clone(&client.shard_manager);
        let notices = notices::follow(Arc::clone(&bot), Arc::clone(&client.http));
        let ended = tokio::select! {
            biased;
            () = &mut shutdown => None,
            ended = client.start_shards(connected.shards) => Some(ended),
            () = async { notices.await; std::future::pending().await } => None,
            () = &mut dropped => None,
        };
        match ended {
            None => {
                close(&bot, &manager).await;
                return Ok(());
            }
            Some(Err(serenity::Error::Gateway(serenity::GatewayError::DisallowedGatewayIntents)))
                if bot.reads_messages() =>
            {
                bot.cannot_read_messages();
                explain_missing_intent(&bot.config);
            }
            Some(Err(serenity::Error::Gateway(serenity::GatewayError::InvalidAuthentication))) => {
                return Err(RunError::WrongToken);
            }
            Some(Err(error)) => return Err(RunError::Refused(Box::new(error.into()))),
            Some(Ok(())) => tracing::warn!("the connection ended; connecting again"),
        }
        // The old shards are dead or dying; waiting for them here would keep the bot away for longer.
        tokio::spawn(async move { manager.shutdown_all().await });
        tokio::select! {
            biased;
            () = &mut shutdown => return Ok(()),
            () = tokio::time::sleep(BETWEEN_SESSIONS) => {}
        }
    }
}

fn http_client_for(config: &Config) -> Result<reqwest::Client, reqwest::Error> {
    let client = reqwest::Client::builder().timeout(REQUEST_TIMEOUT);
    // A proxy for the outside world would be asked for an address that only this machine knows.
    let client = if config.api_url.is_some() { client.no_proxy() } else { client };
    client.build()
}

fn explain_missing_intent(config: &Config) {
    tracing::warn!(
        "Discord doesn't let this bot read messages that don't mention it, so it goes on with mentions, direct messages and commands. \
         To change that: Developer Portal -> your application -> Bot -> Privileged Gateway Intents -> switch on Message Content Intent, \
         then start the bot again"
    );
    if !config.auto_channels.is_empty() {
        tracing::warn!("AUTO_CHANNELS has no effect without the Message Content Intent");
    }
}

struct Connected {
    client: serenity::Client,
    shards: u32,
}

/// Prepares a connection; tries until Discord can be reached.
async fn connect(bot: &Arc<Bot>, http_client: &reqwest::Client) -> Result<Connected, RunError> {
    let mut wait = FIRST_WAIT;
    loop {
        let http = http(&bot.config, http_client);
        // Asked here first: serenity would take a failure for a reason to dial the real gateway.
        let failure = match http.get_bot_gateway().await.map_err(Failure::from) {
            Ok(gateway) if gateway.session_start_limit.remaining == 0 => {
                let wait = Duration::from_millis(gateway.session_start_limit.reset_after);
                tracing::warn!(wait = wait.as_secs(), "Discord allows no more sessions for now; waiting");
                tokio::time::sleep(wait).await;
                continue;
            }
            Ok(gateway) => match client(bot, http).await {
                Ok(client) => {
                    *client.ws_url.lock().await = gateway.url;
                    return Ok(Connected { client, shards: gateway.shards.max(1) });
                }
                Err(failure) => failure,
            },
            Err(failure) if failure.is_unauthorized() => return Err(RunError::WrongToken),
            Err(failure) => failure,
        };
        tracing::warn!(%failure, wait = wait.as_secs(), "Discord can't be asked for its gateway; trying again");
        tokio::time::sleep(wait).await;
        wait = (wait * 2).min(LONGEST_WAIT);
    }
}

fn http(config: &Config, client: &reqwest::Client) -> serenity::Http {
    let builder = serenity::HttpBuilder::new(config.token.expose_secret())
        .client(client.clone())
        .default_allowed_mentions(send::no_mentions());
    match &config.api_url {
        // The limiter would send requests to the real Discord whatever the address is.
        Some(url) => builder.proxy(url).ratelimiter_disabled(true).build(),
        None => builder.build(),
    }
}

async fn client(bot: &Arc<Bot>, http: serenity::Http) -> Result<serenity::Client, Failure> {
    let mut intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    intents.set(GatewayIntents::MESSAGE_CONTENT, bot.reads_messages());
    let for_setup = Arc::clone(bot);
    let framework = poise::Framework::builder()
        .options(poise::FrameworkOptions {
            commands: commands::all(),
            on_error: |error| Box::pin(events::on_error(error)),
            command_check: Some(|ctx| Box::pin(commands::check(ctx))),
            event_handler: |framework, event| {
                Box::pin(async move {
                    events::on_event(framework.user_data, framework.serenity_context, event).await;
                    Ok(())
                })
            },
            allowed_mentions: Some(send::no_mentions()),
            manual_cooldowns: true,
            // A mention starts a question, not a command of poise's.
            prefix_options: poise::PrefixFrameworkOptions {
                mention_as_prefix: false,
                ..poise::PrefixFrameworkOptions::default()
            },
            ..poise::FrameworkOptions::default()
        })
        // Nothing is reserved for the application's owners, so one request at the start is saved.
        .initialize_owners(false)
        .setup(move |ctx, _, framework| {
            // Poise holds back every event until this returns, so nothing is waited for.
            for (guild, commands) in registration::plan(&framework.options().commands, &for_setup.config) {
                tokio::spawn(registration::register(Arc::clone(&ctx.http), commands, guild));
            }
            Box::pin(async move { Ok(for_setup) })
        })
        .build();
    Ok(serenity::ClientBuilder::new_with_http(http, intents).framework(framework).await?)
}

/// Lets running work finish and closes the connection, as far as that goes within the time.
async fn close(bot: &Bot, manager: &serenity::ShardManager) {
    tracing::info!("shutting down");
    bot.stop();
    let closing = async {
        // Work first: an answer that is on its way needs no gateway, but a member would miss it.
        bot.idle().await;
        manager.shutdown_all().await;
    };
    match tokio::time::timeout(SHUTDOWN, closing).await {
        Ok(()) => tracing::info!("shut down"),
        Err(_) => tracing::warn!("shut down before everything was closed"),
    }
}
