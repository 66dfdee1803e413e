//! Answers career questions from a knowledge base that moderators keep as TOML files.
//!
//! The modules, in the order in which a question takes them and in which they may depend on one another.
#![warn(missing_docs)]

pub mod advisor;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod discord;
pub mod encoder;
pub mod explanation;
pub mod knowledge;
pub mod matching;
pub mod messages;
pub mod moderation;
mod parallel;
pub mod picture;
pub mod playground;
pub mod reply;
pub mod serving;
pub mod simulator;
pub mod store;
pub mod text;
