//! `career-advisor eval`: how well questions are answered.

mod against;
mod difference;
mod git;
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
  career-advisor eval --against HEAD
  career-advisor eval --against ../knowledge-before
  career-advisor eval --train train.jsonl --questions test.jsonl

With --against, what a change of the folder makes better and worse is shown instead; exits 1 when a golden
question that was right no longer is.

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
    /// Compare with the knowledge folder as it was at this git revision, or with another folder
    #[arg(long, value_name = "REV_OR_DIR", conflicts_with_all = ["set", "failures", "train"])]
    pub(super) against: Option<String>,
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

pub(super) fn run_against(args: &EvalArgs, against: &str, dir: &Path, data_dir: &Path) -> anyhow::Result<ExitCode> {
    against::run(against, dir, data_dir, args.json)
}

pub(super) fn run_labelled(args: &EvalArgs, train: &Path, questions: &Path) -> anyhow::Result<ExitCode> {
    labelled::run(train, questions, args.json)
}
