//! How long the texts of the knowledge folder may be, in characters.
//!
//! Discord refuses a message that is too long, so these are chosen such that no answer can be: an embed's title holds
//! 256 characters, its description 4,096, a field of it 1,024, and all of it 6,000.

/// An id of its own: of a role, an entry, a source, a board and so on.
pub const ID: usize = 60;
/// A role's or board's name.
pub const NAME: usize = 80;
/// Another name of a role, an occupation or a word of the vocabulary.
pub const ALIAS: usize = 80;
/// A topic.
pub const TOPIC: usize = 40;
/// A standard question in a menu: Discord allows 100 characters, and the role's name stands there too.
pub const LABEL: usize = 60;
/// An entry's question.
pub const QUESTION: usize = 200;
/// A phrasing, a near miss, an example, a golden question.
pub const PHRASING: usize = 500;
/// An entry's answer.
pub const ANSWER: usize = 3500;
/// A source's title.
pub const TITLE: usize = 200;
/// A source's publisher.
pub const PUBLISHER: usize = 80;
/// A link.
pub const URL: usize = 512;
/// A role's summary.
pub const SUMMARY: usize = 500;
/// One section of a role's card.
pub const CARD_TEXT: usize = 1000;
/// One step of a role's path.
pub const STEP: usize = 200;
/// A fixed reply to small talk or to what is out of scope.
pub const REPLY: usize = 1500;
