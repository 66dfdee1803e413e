//! The bot, unmodified, against a local Discord over real sockets.

mod api;
mod binary;
mod buttons;
mod commands;
mod compare;
mod connection;
mod faults;
mod feedback;
mod free_text;
mod inbox;
pub mod knowledge;
mod longest;
mod looks;
mod moderators;
mod production;
mod refusals;
mod reload;
mod settings;
mod threads;
mod topics;
mod world;
