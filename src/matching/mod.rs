//! From a question to a decision: read, features, candidates, decide.

mod classifier;
mod comparison;
mod confidence;
mod decide;
mod embeddings;
mod english;
mod features;
mod grams;
mod index;
mod known_questions;
mod language;
mod lessons;
mod lint;
mod names;
mod neighbours;
mod parts;
mod question;
mod roles;
mod spelling;
mod topic_words;

pub use comparison::comparison;
pub use confidence::{Evidence, NEAR, Nearness};
pub use decide::{ANSWER_FROM, Decision, answers_part, decide};
pub use embeddings::Embeddings;
pub use index::{Candidate, Index, Ranking};
pub use known_questions::{KnownQuestions, Repeated};
pub use language::is_other_language;
pub use lessons::{Lessons, Other};
pub use lint::{lint, lint_entries};
pub use parts::{MOST_PARTS, clauses};
pub use question::Question;
pub use roles::RoleNames;
