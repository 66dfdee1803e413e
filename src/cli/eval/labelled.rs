//! `eval --train`: labelled questions instead of a knowledge folder.

use super::measures::{Measures, Scored};
use crate::advisor::Advisor;
use crate::cli::{render, start};
use crate::knowledge::{self, Folder, SourceFile};
use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// The label of questions that have no answer.
const OUT_OF_SCOPE: &str = "__oos__";

/// A question of a labelled set.
#[derive(Debug, Deserialize)]
struct Labelled {
    text: String,
    label: String,
}

pub(super) fn run(train: &Path, questions: &Path, json: bool) -> anyhow::Result<ExitCode> {
    let (train, questions) = (read(train)?, read(questions)?);
    let labels: Vec<&str> = by_label(&train).into_keys().filter(|label| *label != OUT_OF_SCOPE).collect();
    let advisor = learn(&train)?;
    let asked: Vec<Scored> = questions.iter().map(|question| ask(&advisor, &labels, question)).collect();
    let measures = Measures::of(&asked);
    let mut out = io::stdout().lock();
    if json {
        writeln!(out, "{}", serde_json::to_string(&measures)?)?;
    } else {
        write(&mut out, &measures)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn read(path: &Path) -> anyhow::Result<Vec<Labelled>> {
    let text = fs::read_to_string(path).with_context(|| format!("{} can't be read", path.display()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let parse = |(at, line): (usize, &str)| {
        let place = || format!("{}:{} is no object with `text` and `label`", path.display(), at + 1);
        serde_json::from_str(line).with_context(place)
    };
    lines.map(parse).collect()
}

fn by_label(questions: &[Labelled]) -> BTreeMap<&str, Vec<&str>> {
    let mut texts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for question in questions {
        texts.entry(&question.label).or_default().push(&question.text);
    }
    texts
}

/// Writes the labelled questions as knowledge files, so that they take the way of every knowledge base. The entries come in
/// the order of their labels.
fn learn(train: &[Labelled]) -> anyhow::Result<Advisor> {
    #[derive(Serialize)]
    struct Entries<'a> {
        entry: Vec<Entry<'a>>,
    }
    #[derive(Serialize)]
    struct Entry<'a> {
        id: String,
        question: &'a str,
        also_asked: &'a [&'a str],
        answer: &'a str,
    }
    #[derive(Serialize)]
    struct Topics<'a> {
        topic: [Topic<'a>; 1],
    }
    #[derive(Serialize)]
    struct Topic<'a> {
        id: &'a str,
        examples: &'a [&'a str],
    }
    let mut texts = by_label(train);
    let outside = texts.remove(OUT_OF_SCOPE);
    let mut entries = Entries { entry: Vec::new() };
    for (at, texts) in texts.values().enumerate() {
        let id = format!("label-{at}");
        entries.entry.push(Entry { id, question: texts[0], also_asked: &texts[1..], answer: "-" });
    }
    let mut files = vec![SourceFile::new("faq/labelled.toml", toml::to_string(&entries)?)];
    if let Some(examples) = &outside {
        let topics = Topics { topic: [Topic { id: "out-of-scope", examples }] };
        files.push(SourceFile::new("out_of_scope.toml", toml::to_string(&topics)?));
    }
    let checked = knowledge::check(&Folder { files, problem: None }, None);
    let Some(knowledge) = checked.knowledge else {
        let errors = knowledge::Checked { diagnostics: checked.only_errors(), ..checked };
        bail!("the labelled questions don't fit a knowledge base:\n{}", render::human(&errors, Path::new(""), false));
    };
    let advisor = Advisor::new(knowledge, Box::new(crate::cli::today));
    start::learn_for_once(&advisor)?;
    Ok(advisor)
}

fn ask(advisor: &Advisor, labels: &[&str], question: &Labelled) -> Scored {
    let candidates = advisor.ask(&question.text, None).first.ranking.candidates;
    let is_right = |candidate: &crate::matching::Candidate| labels[candidate.entry] == question.label;
    Scored {
        score: candidates.first().map_or(0.0, |first| first.confidence),
        right: candidates.first().is_some_and(is_right),
        among_three: candidates.iter().take(3).any(is_right),
        in_scope: question.label != OUT_OF_SCOPE,
    }
}

fn write(out: &mut impl Write, measures: &Measures) -> io::Result<()> {
    writeln!(out, "{} questions with an answer, {} without", measures.in_scope, measures.out_of_scope)?;
    let mut line = |name: &str, share: Option<f64>| match share {
        Some(share) => writeln!(out, "{name:<55} {:>5.1} %", 100.0 * share),
        None => writeln!(out, "{name:<55}     –"),
    };
    line("accuracy", measures.accuracy)?;
    line("right among the first three", measures.hit_at_3)?;
    line("AUROC, with an answer against without", measures.auroc)?;
    line("right where at least 70 % of the others are refused", measures.in_scope_at_70_refused)?;
    line("right where at most 10 % of what is shown is wrong", measures.right_at_10_wrong)
}
