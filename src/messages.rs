//! Every interface text that a member or moderator reads.
