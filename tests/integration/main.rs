//! All integration tests in one binary, so that they link once.

mod command_line;
mod diagnostics_page;
mod discord;
mod fuzz;
mod knowledge;
mod knowledge_faults;
mod knowledge_never_panics;
mod knowledge_render;
mod layers;
mod planted;
mod questions;
mod shipped;
mod shipped_knowledge;
mod simulator;
mod small_folder;
