//! The bot, unmodified, against a local Discord over real sockets.

mod api;
mod binary;
mod buttons;
mod commands;
mod connection;
mod faults;
mod free_text;
mod inbox;
pub mod knowledge;
mod moderators;
mod production;
mod refusals;
mod reload;
mod topics;
mod world;
