//! All integration tests in one binary, so that they link once.

mod collisions;
mod command_line;
mod diagnostics_page;
mod dialogues;
mod discord;
mod eval_against;
mod fuzz;
mod import;
mod knowledge;
mod knowledge_edit;
mod knowledge_faults;
mod knowledge_never_panics;
mod knowledge_render;
mod layers;
mod moderation;
mod planted;
mod playground;
mod questions;
mod schema;
mod serving;
mod several_questions;
mod shipped;
mod shipped_knowledge;
mod simulator;
mod small_folder;
mod starter;
