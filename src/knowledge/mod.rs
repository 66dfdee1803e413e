//! The knowledge folder: raw, validated, and the IO that reads it.

pub mod model;
