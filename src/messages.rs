//! Every interface text that a member or moderator reads.

/// Heads the entries offered when none is sure.
pub const DID_YOU_MEAN: &str = "Did you mean:";
/// The honest miss.
pub const DONT_KNOW: &str = "I don't know that. It isn't in this community's knowledge base.";
/// Heads the entries named after a miss.
pub const NEAREST: &str = "The nearest questions that I can answer:";
/// Before a source.
pub const SOURCE: &str = "Source";
/// Before a review date.
pub const REVIEWED: &str = "Last reviewed";
/// Under an answer past its review date.
pub const OVERDUE: &str = "This answer is due for review and may be out of date.";
/// Heads related questions.
pub const RELATED: &str = "Related questions";
