//! `career-advisor ask --batch`: JSON lines in, JSON lines out, in order.

use super::ask;
use crate::advisor::{Advisor, Outcome, Reading};
use crate::matching::Decision;
use crate::reply::{Answer, Reply};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::num::NonZeroUsize;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};

/// A question as it comes in.
#[derive(Debug, Deserialize)]
struct Request {
    id: Value,
    question: String,
    #[serde(default)]
    after: Option<String>,
}

/// An answer as it goes out; the fields are a contract.
#[derive(Debug, Serialize)]
pub(super) struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Value>,
    outcome: &'static str,
    entry: Option<&'a str>,
    confidence: f32,
    text: Cow<'a, str>,
    suggestions: Vec<Suggestion<'a>>,
    candidates: Vec<Candidate<'a>>,
    /// All answers, where there are several; the first one is that of the fields above.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Part<'a>>,
}

#[derive(Debug, Serialize)]
struct Part<'a> {
    entry: &'a str,
    confidence: f32,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct Suggestion<'a> {
    entry: &'a str,
    question: &'a str,
    confidence: f32,
}

#[derive(Debug, Serialize)]
struct Candidate<'a> {
    entry: &'a str,
    confidence: f32,
}

#[derive(Debug, Serialize)]
struct Malformed {
    id: Option<Value>,
    error: String,
}

/// Answers every line of `input`; empty lines are skipped, malformed ones get an error and the rest goes on.
///
/// Lines are answered on all cores. An answer is written as soon as it and all before it are there, so that a program that
/// waits for each answer before its next question gets it.
///
/// # Errors
/// When the input can't be read or the output can't be written.
pub(super) fn run(advisor: &Advisor, mut input: impl BufRead + Send, out: &mut impl Write) -> io::Result<()> {
    let workers = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    // Enough lines in hand that no worker waits, and no more.
    let (to_workers, lines) = mpsc::sync_channel::<(usize, Vec<u8>)>(2 * workers);
    let (to_writer, answers) = mpsc::sync_channel::<(usize, Vec<u8>)>(2 * workers);
    // The workers alone hold it, so that the reader notices when they have ended.
    let lines = Arc::new(Mutex::new(lines));
    std::thread::scope(|scope| {
        let reading = scope.spawn(move || read(&mut input, &to_workers));
        for _ in 0..workers {
            let (lines, to_writer) = (Arc::clone(&lines), to_writer.clone());
            scope.spawn(move || {
                let next = || lines.lock().unwrap_or_else(PoisonError::into_inner).recv();
                // It ends when there are no more lines, or nobody writes the answers.
                while let Ok((at, line)) = next() {
                    if to_writer.send((at, answer(advisor, &line))).is_err() {
                        break;
                    }
                }
            });
        }
        drop((lines, to_writer));
        // Takes the receiver along, so that the workers notice when nothing can be written any more.
        write_in_order(answers, out)?;
        reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Hands over the lines with something on them, numbered.
fn read(input: &mut impl BufRead, to_workers: &SyncSender<(usize, Vec<u8>)>) -> io::Result<()> {
    let mut at = 0;
    loop {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if !line.trim_ascii().is_empty() {
            if to_workers.send((at, line)).is_err() {
                return Ok(());
            }
            at += 1;
        }
    }
}

fn answer(advisor: &Advisor, line: &[u8]) -> Vec<u8> {
    let written = match serde_json::from_slice::<Request>(line) {
        Ok(request) => {
            let outcome = advisor.ask(&request.question, request.after.as_deref());
            serde_json::to_vec(&Line::new(Some(request.id), advisor, &outcome))
        }
        Err(error) => serde_json::to_vec(&Malformed { id: None, error: error.to_string() }),
    };
    written.expect("a struct of texts and numbers")
}

fn write_in_order(answers: Receiver<(usize, Vec<u8>)>, out: &mut impl Write) -> io::Result<()> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (at, answer) in answers {
        early.insert(at, answer);
        while let Some(answer) = early.remove(&next) {
            out.write_all(&answer)?;
            out.write_all(b"\n")?;
            out.flush()?;
            next += 1;
        }
    }
    Ok(())
}

impl<'a> Line<'a> {
    pub(super) fn new(id: Option<Value>, advisor: &'a Advisor, outcome: &'a Outcome) -> Self {
        let entries = &advisor.knowledge().entries;
        let candidates = &outcome.first.ranking.candidates;
        let confidence = |entry: usize| candidates.iter().find(|c| c.entry == entry).map_or(0.0, |c| c.confidence);
        let (entry, offered) = match &outcome.first.decision {
            Decision::Answer(entry) => (Some(*entry), &[][..]),
            Decision::Suggest(offered) => (None, offered.as_slice()),
            Decision::NoAnswer(_) | Decision::Smalltalk(_) | Decision::Safety(_) => (None, &[][..]),
        };
        let suggestion = |at: &usize| Suggestion {
            entry: entries[*at].id.as_str(),
            question: &entries[*at].question,
            confidence: confidence(*at),
        };
        Line {
            id,
            outcome: outcome.first.decision.name(),
            entry: entry.map(|at| entries[at].id.as_str()),
            confidence: candidates.first().map_or(0.0, |first| first.confidence),
            text: match &outcome.reply {
                Reply::Answers(answers) => answers.first().map_or("", |first| &first.text).into(),
                Reply::OutOfScope { text } | Reply::Smalltalk { text } | Reply::Safety { text, .. } => {
                    text.as_str().into()
                }
                Reply::Suggest(_) | Reply::Miss { .. } | Reply::OtherLanguage => "".into(),
                Reply::Compare(compared) => ask::comparison(compared).into(),
            },
            suggestions: offered.iter().map(suggestion).collect(),
            candidates: candidates
                .iter()
                .map(|c| Candidate { entry: entries[c.entry].id.as_str(), confidence: c.confidence })
                .collect(),
            parts: match &outcome.reply {
                Reply::Answers(answers) if answers.len() > 1 => {
                    outcome.readings().zip(answers).map(|(reading, answer)| Part::new(reading, answer)).collect()
                }
                _ => Vec::new(),
            },
        }
    }
}

impl<'a> Part<'a> {
    fn new(reading: &Reading, answer: &'a Answer) -> Self {
        let confidence = reading.ranking.candidates.first().map_or(0.0, |first| first.confidence);
        Part { entry: answer.entry.as_str(), confidence, text: &answer.text }
    }
}
