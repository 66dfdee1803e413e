//! Parses arguments, starts logging, maps errors to exit codes.

use career_advisor::cli::{self, Cli};
use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli::run(cli, |name| std::env::var(name).ok()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
