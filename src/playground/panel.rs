//! The panel beside the channel: why the last question got its answer, and how the knowledge files are.

use super::Playground;
use crate::diagnostic::Severity;
use crate::explanation::Explanation;
use crate::moderation::Problem;
use crate::simulator::UserId;
use serde::Serialize;
use std::sync::Arc;

/// Why somebody's last question got its answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Why {
    /// As it was typed.
    question: String,
    /// The question before it.
    before: Option<String>,
    #[serde(flatten)]
    explanation: Explanation,
}

/// How the knowledge files are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Knowledge {
    /// Questions can be answered.
    ready: bool,
    roles: usize,
    entries: usize,
    /// Seconds since the epoch.
    since: i64,
    is_copy: bool,
    errors: usize,
    warnings: usize,
    problems: Vec<Shown>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Shown {
    severity: String,
    code: &'static str,
    message: String,
    file: Option<Arc<str>>,
    line: Option<usize>,
    column: Option<usize>,
    help: Option<String>,
}

impl Why {
    /// Explains the person's last question with the knowledge that is served now; `None` where there was none, and while the
    /// knowledge is still being read.
    pub(super) fn of(playground: &Playground, member: UserId) -> Option<Self> {
        let asked = playground.last_question(member)?;
        let advisor = playground.desk.serving.advisor();
        if !advisor.has_learnt() {
            return None;
        }
        let checked = Arc::clone(&playground.desk.serving.status().borrow().checked);
        let outcome = advisor.ask(&asked.question, asked.after.as_deref());
        let explanation = Explanation::new(&advisor, &checked.texts, &outcome);
        Some(Why { question: asked.question, before: asked.after, explanation })
    }
}

impl Knowledge {
    pub(super) fn of(playground: &Playground) -> Self {
        let serving = &playground.desk.serving;
        let status = serving.status().borrow().clone();
        let advisor = serving.advisor();
        let shown = status.refused.as_ref().unwrap_or(&status.checked);
        let problem = |problem: Problem| Shown {
            severity: problem.severity.to_string(),
            code: problem.code,
            message: problem.message,
            file: problem.place.as_ref().map(|(file, _)| Arc::clone(file)),
            line: problem.place.as_ref().map(|(_, at)| at.line),
            column: problem.place.as_ref().map(|(_, at)| at.column),
            help: problem.help,
        };
        let mut problems = Problem::all(shown);
        problems.sort_by_key(|problem| problem.severity != Severity::Error);
        Knowledge {
            ready: advisor.has_learnt(),
            roles: advisor.knowledge().roles.len(),
            entries: advisor.knowledge().entries.len(),
            since: status.since.as_second(),
            is_copy: status.is_copy,
            errors: shown.errors(),
            warnings: shown.warnings(),
            problems: problems.into_iter().map(problem).collect(),
        }
    }
}
