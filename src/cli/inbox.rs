//! `career-advisor inbox`: works off the questions without a good answer, as `/knowledge inbox` does.

use super::{desk, start};
use crate::diagnostic::Severity;
use crate::knowledge::edit::Edit;
use crate::knowledge::model::EntryId;
use crate::messages::Words;
use crate::moderation::{Desk, Draft, Editor, Group, Proposal, SaveError, Settings, Shift, Shown, What};
use crate::store::Reason;
use crate::text::{quote, visible};
use anyhow::Context as _;
use clap::{Args, Subcommand};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// Characters of a question.
const QUESTION: usize = 500;

/// Work off the questions that got no good answer
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  career-advisor inbox
  career-advisor inbox phrasing 12 perfusionist/pay
  career-advisor inbox phrasing 12 perfusionist/pay --save

Without --save, what would change is shown and nothing is written. /knowledge undo takes an edit back.")]
pub(super) struct InboxArgs {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the questions, those that mean the same together (also without a subcommand)
    #[command(after_help = "Example:\n  career-advisor inbox list")]
    List,
    /// Add a question as a phrasing of an entry
    #[command(after_help = "Example:\n  career-advisor inbox phrasing 12 perfusionist/pay --save")]
    Phrasing {
        /// The question's number in the list
        number: i64,
        /// The entry that answers it, such as perfusionist/pay
        entry: String,
        /// Write it
        #[arg(long)]
        save: bool,
    },
    /// Write a new entry that answers a question
    #[command(after_help = "Example:
  career-advisor inbox new 12 --answer \"Many hospitals let you watch.\" --file faq/general.toml --save")]
    New {
        /// The question's number in the list
        number: i64,
        /// The answer
        #[arg(long, value_name = "TEXT")]
        answer: String,
        /// The question as members will see it; without it, the group's standard question, else the member's words
        #[arg(long, value_name = "TEXT")]
        question: Option<String>,
        /// The file that it goes into; without it, that of the group's role, else that of the nearest entry
        #[arg(long, value_name = "FILE")]
        file: Option<String>,
        /// Write it
        #[arg(long)]
        save: bool,
    },
    /// Put a question among those that get no answer
    #[command(after_help = "Example:\n  career-advisor inbox never 12 --save")]
    Never {
        /// The question's number in the list
        number: i64,
        /// Write it
        #[arg(long)]
        save: bool,
    },
    /// Lay a question aside
    #[command(after_help = "Example:\n  career-advisor inbox dismiss 12")]
    Dismiss {
        /// The question's number in the list
        number: i64,
    },
}

/// Does what the arguments say, with the folder `dir` and the store in `data_dir`.
pub(super) fn run(args: InboxArgs, dir: &Path, data_dir: &Path, settings: Settings) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let Some(desk) = desk::open(dir, data_dir, settings).await? else { return Ok(ExitCode::FAILURE) };
        start::with_bar(|progress| desk.serving.learn_with(progress))?;
        let mut out = io::stdout().lock();
        let (draft, save) = match args.action.unwrap_or(Action::List) {
            Action::List => {
                list(&desk.inbox().await?, &mut out)?;
                return Ok(ExitCode::SUCCESS);
            }
            Action::Dismiss { number } => {
                let group = group(&desk, number).await?;
                desk.dismiss(&group.ids()).await?;
                writeln!(out, "Dismissed: {}", quote(&group.questions[0].text, QUESTION))?;
                return Ok(ExitCode::SUCCESS);
            }
            Action::Phrasing { number, entry, save } => {
                let group = group(&desk, number).await?;
                let phrasing = group.questions[0].text.clone();
                let draft = desk.draft(Edit::AddPhrasing { entry: EntryId::new(entry), phrasing }).await?;
                (draft.settling(group.ids()), save)
            }
            Action::Never { number, save } => {
                let group = group(&desk, number).await?;
                let example = group.questions[0].text.clone();
                let topic = desk.topic_for(&example).await;
                (desk.draft(Edit::AddOutOfScope { topic, example }).await?.settling(group.ids()), save)
            }
            Action::New { number, answer, question, file, save } => {
                let group = group(&desk, number).await?;
                let asked = &group.questions[0];
                let mut draft = desk.entry_for(file.as_deref(), &asked.text, asked.after.as_deref());
                if let What::Edit(Edit::AddEntry { fields, .. }) = &mut draft.what {
                    fields.answer = answer;
                    fields.reviewed = Some(desk.serving.today());
                    // The members' words are a phrasing where the question is put in others.
                    if let Some(question) = question {
                        fields.question = question;
                        fields.also_asked = vec![asked.text.clone()];
                    }
                }
                let mut draft = draft.settling(group.ids());
                desk.complete(&mut draft).await?;
                (draft, save)
            }
        };
        finish(&desk, &draft, save, &mut out).await
    })
}

async fn finish(desk: &Desk, draft: &Draft, save: bool, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let proposal = desk.propose(draft).await?;
    preview(&proposal, out)?;
    if !proposal.can_be_saved() {
        writeln!(out, "\nThis can't be saved until the errors are mended.")?;
        return Ok(ExitCode::FAILURE);
    }
    if !save {
        writeln!(out, "\nNothing is written yet; add --save to write it.")?;
        return Ok(ExitCode::SUCCESS);
    }
    let editor = Editor { id: 0, name: "terminal".to_owned() };
    let saved = desk.save(draft, &editor).await.map_err(|error| match error {
        SaveError::Errors(_) => {
            anyhow::anyhow!("with this the knowledge folder couldn't be served any more; nothing was written")
        }
        error => error.into(),
    })?;
    let (answered, all) = saved.settled;
    writeln!(out, "\nSaved as edit {}: {}. Answers {answered} of the {all} in this group.", saved.edit, saved.summary)?;
    Ok(ExitCode::SUCCESS)
}

async fn group(desk: &Desk, number: i64) -> anyhow::Result<Group> {
    let found = desk.group_of(number).await?;
    found
        .with_context(|| format!("no question {number} waits in the inbox; `career-advisor inbox` lists those that do"))
}

fn list(groups: &[Group], out: &mut impl Write) -> anyhow::Result<()> {
    if groups.is_empty() {
        writeln!(out, "No question waits.")?;
    }
    for group in groups {
        if let Some(gap) = &group.gap {
            let asked = group.asked();
            writeln!(out, "{} ({})", gap.label, Words::ENGLISH.times(asked.times, asked.members()))?;
        }
        for (at, question) in group.questions.iter().enumerate() {
            let why = match (question.reason, &question.entry) {
                (Reason::NoAnswer, _) => "no answer".to_owned(),
                (Reason::Declined, _) => "no suggestion fitted".to_owned(),
                (Reason::NotHelpful, Some(entry)) => format!("{entry} was not helpful"),
                (Reason::NotHelpful, None) => "not helpful".to_owned(),
            };
            let after = question.after.as_ref().map(|after| format!(", after \"{}\"", quote(after, QUESTION)));
            let times = match (question.asked.times, question.asked.members()) {
                (1, _) => String::new(),
                (times, 1) => format!(", {times} times"),
                (times, members) => format!(", {times} times by {members} members"),
            };
            let number = question.ids.first().copied().unwrap_or_default();
            let indent = if at == 0 { "" } else { "  " };
            writeln!(
                out,
                "{indent}{number:>5}  {}  ({why}{}{times})",
                quote(&question.text, QUESTION),
                after.unwrap_or_default()
            )?;
        }
        let nearest: Vec<&str> = group.nearest.iter().map(EntryId::as_str).collect();
        writeln!(out, "       nearest: {}\n", nearest.join(", "))?;
    }
    Ok(())
}

fn preview(proposal: &Proposal, out: &mut impl Write) -> io::Result<()> {
    write!(out, "{}", visible(&proposal.change.diff()))?;
    if let Some(answer) = &proposal.answer {
        writeln!(out, "\n{}\n\n{}", answer.question, answer.text)?;
    }
    for problem in &proposal.problems {
        let level = if problem.severity == Severity::Error { "error" } else { "warning" };
        let place = problem.place.as_ref().map(|(file, at)| format!(" {file}:{}:{}:", at.line, at.column));
        writeln!(out, "\n{level}[{}]:{} {}", problem.code, place.unwrap_or_default(), problem.message)?;
        if let Some(help) = &problem.help {
            writeln!(out, "  help: {help}")?;
        }
    }
    changes("Golden questions", &proposal.golden, out)?;
    changes("Other questions of the inbox", &proposal.inbox, out)?;
    let (answered, all) = proposal.settles;
    if all > 0 {
        writeln!(out, "\nAnswers {answered} of the {all} in this group.")?;
    }
    Ok(())
}

fn changes(what: &str, shifts: &[Shift], out: &mut impl Write) -> io::Result<()> {
    let name = |shown: &Shown| match shown {
        Shown::Answer(entry) => entry.to_string(),
        Shown::Choice(_) => "a choice".to_owned(),
        Shown::Nothing => "no answer".to_owned(),
    };
    if !shifts.is_empty() {
        writeln!(out, "\n{what} that would change:")?;
    }
    for shift in shifts {
        let mark = match shift.lost {
            Some(true) => "lost: ",
            Some(false) => "won: ",
            None => "",
        };
        let question = quote(&shift.question, QUESTION);
        writeln!(out, "  {mark}{question}: {} -> {}", name(&shift.before), name(&shift.after))?;
    }
    Ok(())
}
