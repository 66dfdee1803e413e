//! `career-advisor ask`: one answer in the terminal, or many over pipes.

use super::{batch, explain};
use crate::advisor::Advisor;
use crate::diagnostic::Texts;
use crate::explanation::Explanation;
use crate::messages::Words;
use crate::reply::{Answer, Citation, Comparison, Reply};
use clap::Args;
use std::io::{self, Write};
use std::process::ExitCode;

/// Answer a question in the terminal
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  career-advisor ask \"How long does it take to become a perfusionist?\"
  career-advisor ask --after \"what does a perfusionist do\" \"and how long is the training?\"
  echo '{\"id\":\"1\",\"question\":\"what do they earn\"}' | career-advisor ask --batch")]
pub(super) struct AskArgs {
    /// The question; several words need no quotes
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    question: Vec<String>,
    /// The same person's question before this one
    #[arg(long, value_name = "QUESTION", conflicts_with = "batch")]
    after: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Say why this answer is shown, or why none is
    #[arg(long, conflicts_with_all = ["json", "batch"])]
    explain: bool,
    /// Read JSON lines {"id", "question", "after"?} and write a JSON line for each
    #[arg(long)]
    batch: bool,
}

pub(super) fn run(args: &AskArgs, advisor: &Advisor, texts: &Texts) -> anyhow::Result<ExitCode> {
    let mut stdout = io::stdout().lock();
    if args.batch {
        batch::run(advisor, io::BufReader::new(io::stdin()), &mut stdout)?;
        return Ok(ExitCode::SUCCESS);
    }
    let outcome = advisor.ask(&args.question.join(" "), args.after.as_deref());
    if args.json {
        writeln!(stdout, "{}", serde_json::to_string(&batch::Line::new(None, advisor, &outcome))?)?;
    } else {
        write_reply(&mut stdout, &outcome.reply)?;
    }
    if args.explain {
        explain::write(&mut stdout, &Explanation::new(advisor, texts, &outcome))?;
    }
    stdout.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn write_reply(out: &mut impl Write, reply: &Reply) -> io::Result<()> {
    match reply {
        Reply::Answers(answers) => answers.iter().enumerate().try_for_each(|(at, answer)| {
            if at > 0 {
                writeln!(out, "\n{}\n", "-".repeat(40))?;
            }
            write_answer(out, answer)
        }),
        Reply::OutOfScope { text } | Reply::Smalltalk { text } | Reply::Safety { text, .. } => {
            writeln!(out, "{text}")
        }
        Reply::OtherLanguage => writeln!(out, "{}", Words::ENGLISH.other_language()),
        Reply::Compare(compared) => {
            let [first, second] = compared.roles.each_ref().map(|role| &role.name);
            writeln!(out, "{}\n\n{}", Words::ENGLISH.compared_title(first, second), comparison(compared))?;
            compared
                .sources
                .iter()
                .try_for_each(|source| writeln!(out, "{}: {}", Words::ENGLISH.source(), citation(source)))
        }
        Reply::Suggest(entries) => {
            writeln!(out, "{}", Words::ENGLISH.suggest_title())?;
            entries.iter().try_for_each(|entry| writeln!(out, "  - {}", entry.question))
        }
        Reply::Miss { nearest, gap } => {
            let text = Words::ENGLISH.miss(gap.as_ref().map(|gap| gap.subject.as_str()), nearest.is_empty());
            writeln!(out, "{}\n\n{text}", Words::ENGLISH.miss_title())?;
            nearest.iter().try_for_each(|entry| writeln!(out, "  - {}", entry.question))
        }
    }
}

/// Two roles side by side, section by section; those that both are silent about are left out.
pub(super) fn comparison(compared: &Comparison) -> String {
    let mut text = String::new();
    for (section, values) in compared.sections().filter(|(_, values)| values.iter().any(Option::is_some)) {
        text += &format!("{}\n", Words::ENGLISH.section(section));
        for (role, value) in compared.roles.iter().zip(values) {
            text += &format!("  {}: {}\n", role.name, value.unwrap_or(Words::ENGLISH.blank()));
        }
        text.push('\n');
    }
    text
}

fn write_answer(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    writeln!(out, "{}\n\n{}\n", answer.question, answer.text)?;
    for source in &answer.sources {
        writeln!(out, "{}: {}", Words::ENGLISH.source(), citation(source))?;
    }
    let reviewed = answer
        .reviewed
        .map_or_else(|| Words::ENGLISH.never_reviewed().to_owned(), |date| Words::ENGLISH.reviewed(date));
    writeln!(out, "{reviewed}")?;
    if answer.overdue {
        writeln!(out, "{}", Words::ENGLISH.overdue())?;
    }
    if !answer.related.is_empty() {
        writeln!(out, "\n{}:", Words::ENGLISH.related())?;
    }
    answer.related.iter().try_for_each(|entry| writeln!(out, "  - {}", entry.question))
}

fn citation(source: &Citation) -> String {
    let mut parts = vec![source.title.clone()];
    parts.extend(Some(source.publisher.clone()).filter(|publisher| !publisher.is_empty()));
    parts.extend(source.published.map(|date| Words::ENGLISH.day(date)));
    let url = source.url.as_ref().map(|url| format!(" <{url}>"));
    parts.join(", ") + &url.unwrap_or_default()
}
