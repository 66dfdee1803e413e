//! The bot, unmodified, against a local Discord over real sockets.

mod api;
mod binary;
mod buttons;
mod commands;
mod compare;
mod connection;
mod echo;
mod faults;
mod feedback;
mod free_text;
mod inbox;
pub mod knowledge;
mod load;
mod longest;
mod looks;
mod moderators;
mod production;
mod refusals;
mod reload;
mod safety;
mod settings;
mod threads;
mod topics;
mod world;
