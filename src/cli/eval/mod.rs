//! `career-advisor eval`: how well questions are answered.

mod golden;
mod labelled;
mod measures;
mod report;

use crate::advisor::Advisor;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Run the golden questions and count what is right; exits 1 when a `must` case fails
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  career-advisor eval
  career-advisor eval --set tuning --failures
  career-advisor eval --train train.jsonl --questions test.jsonl

Both files have a line {\"text\": …, \"label\": …} for each question. The label __oos__ marks a question
that none of the other labels fits. The knowledge folder isn't used then.")]
pub(super) struct EvalArgs {
    /// Only the golden questions of this file, such as held-out
    #[arg(long, value_name = "NAME", conflicts_with = "train")]
    set: Option<String>,
    /// List every golden question that isn't right
    #[arg(long, conflicts_with = "train")]
    failures: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Learn from the labelled questions of this file instead of the knowledge folder
    #[arg(long, value_name = "FILE", requires = "questions")]
    train: Option<PathBuf>,
    /// The labelled questions to ask
    #[arg(long, value_name = "FILE", requires = "train")]
    questions: Option<PathBuf>,
}

impl EvalArgs {
    /// The two files of labelled questions, where the knowledge folder isn't asked.
    pub(super) fn labelled(&self) -> Option<(&Path, &Path)> {
        self.train.as_deref().zip(self.questions.as_deref())
    }
}

pub(super) fn run(args: &EvalArgs, advisor: &Advisor) -> anyhow::Result<ExitCode> {
    golden::run(advisor, args.set.as_deref(), args.failures, args.json)
}

pub(super) fn run_labelled(args: &EvalArgs, train: &Path, questions: &Path) -> anyhow::Result<ExitCode> {
    labelled::run(train, questions, args.json)
}
