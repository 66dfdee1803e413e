//! Which questions would get another answer.

use crate::advisor::{Advisor, Outcome};
use crate::knowledge::model::{EntryId, GoldenCase};
use crate::matching::Decision;
use std::num::NonZeroUsize;
use std::thread;

/// What a question gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// This entry's answer.
    Answer(EntryId),
    /// These entries, as a choice.
    Choice(Vec<EntryId>),
    /// Nothing.
    Nothing,
}

/// A question whose outcome changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The question.
    pub question: String,
    /// What it gets now.
    pub before: Shown,
    /// What it would get.
    pub after: Shown,
    /// For a golden question: it was right, and would no longer be (`Some(true)`), or the other way round (`Some(false)`).
    pub lost: Option<bool>,
}

/// A question, and the one before it.
pub(super) type Asked<'a> = (&'a str, Option<&'a str>);

impl Shown {
    /// Whether this is right by a golden case.
    fn is_right(&self, case: &GoldenCase) -> bool {
        match self {
            Shown::Answer(entry) => case.entries.contains(entry),
            Shown::Choice(_) | Shown::Nothing => case.entries.is_empty(),
        }
    }
}

/// What each question gets.
pub(super) fn outcomes(advisor: &Advisor, questions: &[Asked<'_>]) -> Vec<Shown> {
    ask_all(advisor, questions, |outcome| shown(advisor, outcome))
}

/// Asks each question, on all of the machine's cores; `read` takes what matters from its outcome.
pub(super) fn ask_all<T: Send>(
    advisor: &Advisor,
    questions: &[Asked<'_>],
    read: impl Fn(Outcome) -> T + Sync,
) -> Vec<T> {
    let ask = |(question, after): &Asked<'_>| read(advisor.ask(question, *after));
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let each = questions.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        let parts: Vec<_> =
            questions.chunks(each).map(|part| scope.spawn(|| part.iter().map(&ask).collect::<Vec<_>>())).collect();
        let join = |part: thread::ScopedJoinHandle<'_, Vec<T>>| {
            part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        parts.into_iter().flat_map(join).collect()
    })
}

fn shown(advisor: &Advisor, outcome: Outcome) -> Shown {
    let id = |at: usize| advisor.knowledge().entries[at].id.clone();
    match outcome.first.decision {
        Decision::Answer(entry) => Shown::Answer(id(entry)),
        Decision::Suggest(entries) => Shown::Choice(entries.into_iter().map(id).collect()),
        Decision::NoAnswer(_) | Decision::Smalltalk(_) | Decision::Safety(_) => Shown::Nothing,
    }
}

/// The golden questions whose outcome changes between two states.
pub(super) fn golden(before: &Advisor, after: &Advisor) -> Vec<Shift> {
    let cases = &after.knowledge().golden;
    let asked: Vec<Asked<'_>> = cases.iter().map(|case| (case.ask.as_str(), case.after.as_deref())).collect();
    let mut shifts = changed(before, after, &asked);
    for shift in &mut shifts {
        let case = cases.iter().find(|case| case.ask == shift.question);
        let right = case.map(|case| (shift.before.is_right(case), shift.after.is_right(case)));
        shift.lost = right.and_then(|(before, after)| (before != after).then_some(before));
    }
    shifts
}

/// The questions whose outcome changes between two states. A choice of other entries is no change.
pub(super) fn changed(before: &Advisor, after: &Advisor, asked: &[Asked<'_>]) -> Vec<Shift> {
    let (was, is) = (outcomes(before, asked), outcomes(after, asked));
    let differs = |was: &Shown, is: &Shown| match (was, is) {
        (Shown::Choice(_), Shown::Choice(_)) => false,
        (was, is) => was != is,
    };
    let shifts = asked.iter().zip(was.into_iter().zip(is)).filter(|(_, (was, is))| differs(was, is));
    shifts
        .map(|((question, _), (before, after))| Shift { question: (*question).to_owned(), before, after, lost: None })
        .collect()
}
