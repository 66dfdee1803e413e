//! The handle: what a test or the playground does with the simulated Discord.

mod act;
mod control;
mod forum;
mod modal;
mod options;
mod scene;
mod speak;
mod wait;

use std::error::Error;
use std::fmt;

pub use options::OptionValue;

/// Why a member of the real Discord could not have done this.
#[derive(Clone, PartialEq, Eq)]
pub struct Refusal(String);

impl Refusal {
    /// With the reason as a sentence.
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// `Err` with the reason as a format string.
macro_rules! refuse {
    ($($reason:tt)*) => {
        Err($crate::simulator::handle::Refusal::new(format!($($reason)*)))
    };
}
use refuse;

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

// A test unwraps, and should then read the sentence rather than a struct.
impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for Refusal {}
