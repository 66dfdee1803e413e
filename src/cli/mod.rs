//! The command line, one file a subcommand.

mod ask;
mod batch;
pub mod check;
mod desk;
mod eval;
mod explain;
mod explain_code;
mod import;
mod inbox;
mod init;
mod logging;
mod playground;
pub mod render;
mod run;
mod schema;
mod start;

use crate::config::{self, Config, LogFormat};
use crate::moderation::Settings;
use clap::{Parser, Subcommand};
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// Answers career questions from a knowledge base that moderators keep as TOML files
#[derive(Debug, Parser)]
#[command(name = "career-advisor", version, max_term_width = 100)]
#[command(after_help = "Example:
  career-advisor ask \"How long does it take to become a perfusionist?\"")]
pub struct Cli {
    /// The knowledge folder; wins over KNOWLEDGE_DIR, which wins over `knowledge`
    #[arg(long, global = true, value_name = "DIR")]
    knowledge: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Ask(ask::AskArgs),
    Check(check::CheckArgs),
    Eval(eval::EvalArgs),
    Inbox(inbox::InboxArgs),
    Playground(playground::PlaygroundArgs),
    /// Run the Discord bot; its settings come from the environment and from .env
    #[command(after_help = "Example, with the token behind DISCORD_TOKEN= in the file .env:
  career-advisor run")]
    Run,
    Import(import::ImportArgs),
    Init(init::InitArgs),
    Schema(schema::SchemaArgs),
}

/// Runs the command; `lookup` reads a setting, such as an environment variable.
///
/// # Errors
/// When standard output can't be written, or what the command says of itself.
pub fn run(cli: Cli, lookup: impl Fn(&str) -> Option<String>) -> anyhow::Result<ExitCode> {
    let dir = cli.knowledge.unwrap_or_else(|| config::knowledge_dir(&lookup));
    let data_dir = config::data_dir(&lookup);
    match cli.command {
        Command::Ask(args) => match start::learnt_advisor(&dir, &data_dir)? {
            Some((advisor, texts)) => ask::run(&args, &advisor, &texts),
            None => Ok(ExitCode::FAILURE),
        },
        Command::Check(args) => check::run(&args, &dir, &data_dir),
        Command::Eval(args) => match (args.labelled(), &args.against) {
            (Some((train, questions)), _) => eval::run_labelled(&args, train, questions),
            (None, Some(against)) => eval::run_against(&args, against, &dir, &data_dir),
            (None, None) => match start::learnt_advisor(&dir, &data_dir)? {
                Some((advisor, _)) => eval::run(&args, &advisor),
                None => Ok(ExitCode::FAILURE),
            },
        },
        Command::Inbox(args) => {
            let (commits, days_kept) = config::desk_settings(&lookup)?;
            inbox::run(args, &dir, &data_dir, Settings { commits, days_kept })
        }
        Command::Import(args) => import::run(&args, &dir, &data_dir),
        Command::Init(args) => init::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Playground(args) => {
            let (commits, days_kept) = config::desk_settings(&lookup)?;
            logging::start(LogFormat::Text, Some(lookup("RUST_LOG").as_deref().unwrap_or("warn")))?;
            playground::run(&args, &dir, &data_dir, Settings { commits, days_kept })
        }
        Command::Run => {
            let config = Config::from_environment(&lookup)?;
            logging::start(config.log_format, lookup("RUST_LOG").as_deref())?;
            run::run(config, &dir)
        }
    }
}

/// Today in this machine's time zone.
fn today() -> jiff::civil::Date {
    jiff::Zoned::now().date()
}

/// Whether to colour what goes to `stream`.
fn colour(stream: &impl io::IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
