//! From a question to a decision: features, candidates, decide.

mod decide;
mod index;

pub use decide::{Decision, decide};
pub use index::{Candidate, Index};
