//! The bot in Discord: the only module that speaks to serenity and poise.
//!
//! `events` and `commands` take in what members do, `render` turns the advisor's replies into posts, and `send` delivers
//! them. Everything a button needs stands in its `custom_id`; what is kept in memory is bounded and forgets by itself.

mod bot;
mod channels;
mod commands;
mod components;
mod connection;
mod cooldown;
mod custom_id;
mod edited;
mod events;
mod exchange;
mod failure;
mod free_text;
mod limits;
mod moderate;
mod moderators;
mod notices;
mod passed_on;
mod post;
mod question;
mod recent;
mod registration;
mod render;
mod safety;
mod send;
mod settings;
mod shadow;
mod translated;
mod workers;

pub use bot::{Asked, Listener};
pub use connection::{Hooks, RunError, run};

use crate::reply::Reply;

/// A reply for the log: its kind, and the entries of its answers.
fn summary(reply: &Reply) -> (&'static str, Option<String>) {
    match reply {
        Reply::Answers(answers) => {
            let entries: Vec<&str> = answers.iter().map(|answer| answer.entry.as_str()).collect();
            ("answer", Some(entries.join(" ")))
        }
        Reply::Suggest(_) => ("suggest", None),
        Reply::OutOfScope { .. } => ("out_of_scope", None),
        Reply::Miss { .. } => ("miss", None),
        Reply::Smalltalk { .. } => ("smalltalk", None),
        Reply::Safety { .. } => ("safety", None),
        Reply::Compare(_) => ("compare", None),
        Reply::OtherLanguage => ("other_language", None),
    }
}
