//! `career-advisor ask --batch`: JSON lines in, JSON lines out, in order.

use crate::advisor::{Advisor, Outcome};
use crate::matching::Decision;
use crate::reply::Reply;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::io::{self, BufRead, Write};

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
    text: &'a str,
    suggestions: Vec<Suggestion<'a>>,
    candidates: Vec<Candidate<'a>>,
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
/// # Errors
/// When the input can't be read or the output can't be written.
pub(super) fn run(advisor: &Advisor, mut input: impl BufRead, out: &mut impl Write) -> io::Result<()> {
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        if !line.trim_ascii().is_empty() {
            match serde_json::from_slice::<Request>(&line) {
                Ok(request) => {
                    let outcome = advisor.ask(&request.question, request.after.as_deref());
                    serde_json::to_writer(&mut *out, &Line::new(Some(request.id), advisor, &outcome))?;
                }
                Err(error) => {
                    serde_json::to_writer(&mut *out, &Malformed { id: None, error: error.to_string() })?;
                }
            }
            out.write_all(b"\n")?;
            out.flush()?;
        }
        line.clear();
    }
    Ok(())
}

impl<'a> Line<'a> {
    pub(super) fn new(id: Option<Value>, advisor: &'a Advisor, outcome: &'a Outcome) -> Self {
        let entries = &advisor.knowledge().entries;
        let candidates = &outcome.ranking.candidates;
        let confidence = |entry: usize| candidates.iter().find(|c| c.entry == entry).map_or(0.0, |c| c.confidence);
        let (name, entry, offered) = match &outcome.decision {
            Decision::Answer(entry) => ("answer", Some(*entry), &[][..]),
            Decision::Suggest(offered) => ("suggest", None, offered.as_slice()),
            Decision::NoAnswer(_) => ("no_answer", None, &[][..]),
            Decision::Smalltalk(_) => ("smalltalk", None, &[][..]),
        };
        let suggestion = |at: &usize| Suggestion {
            entry: entries[*at].id.as_str(),
            question: &entries[*at].question,
            confidence: confidence(*at),
        };
        Line {
            id,
            outcome: name,
            entry: entry.map(|at| entries[at].id.as_str()),
            confidence: candidates.first().map_or(0.0, |first| first.confidence),
            text: match &outcome.reply {
                Reply::Answer(answer) => &answer.text,
                Reply::OutOfScope { text } | Reply::Smalltalk { text } => text,
                Reply::Suggest(_) | Reply::Miss(_) => "",
            },
            suggestions: offered.iter().map(suggestion).collect(),
            candidates: candidates
                .iter()
                .map(|c| Candidate { entry: entries[c.entry].id.as_str(), confidence: c.confidence })
                .collect(),
        }
    }
}
