//! From a question to a decision: read, features, candidates, decide.

mod classifier;
mod confidence;
mod decide;
mod features;
mod index;
mod names;
mod question;
mod roles;
mod spelling;

pub use confidence::Evidence;
pub use decide::{Decision, decide};
pub use index::{Candidate, Index, Other, Ranking};
pub use question::Question;
pub use roles::RoleNames;
