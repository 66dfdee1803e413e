//! All integration tests in one binary, so that they link once.

mod asking;
mod collisions;
mod command_line;
mod diagnostics_page;
mod dialogues;
mod discord;
mod eval_against;
#[cfg(unix)]
mod full_disk;
mod fuzz;
mod hard_texts;
mod import;
mod knowledge;
mod knowledge_edit;
mod knowledge_faults;
mod knowledge_never_panics;
mod knowledge_render;
mod layers;
mod moderation;
mod no_text_stalls;
mod planted;
mod playground;
mod questions;
mod safety;
mod schema;
mod serving;
mod several_questions;
mod shipped;
mod shipped_knowledge;
mod simulator;
mod small_folder;
mod starter;
#[cfg(unix)]
mod tests_run;
