//! What a server's admins have set for its channels, over the operator's settings.

use super::channels::Mode;
use crate::store::{Setting, Store, StoreError};
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

const MODE: &str = "mode";
const QUIET: &str = "quiet";

/// What is set for a channel; what is `None` is left to the operator's settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChannelSettings {
    /// How free text is treated.
    pub mode: Option<Mode>,
    /// Answers to free text open for whoever presses a button alone.
    pub quiet: Option<bool>,
}

/// All channels' settings: kept in the database, and here for reading.
#[derive(Debug, Default)]
pub struct Settings(RwLock<HashMap<u64, ChannelSettings>>);

impl Settings {
    /// Reads what was set before.
    ///
    /// # Errors
    /// The database fails.
    pub async fn load(&self, store: &Store) -> Result<(), StoreError> {
        let kept = store.settings().await?;
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.clear();
        for Setting { channel, name, value, .. } in kept {
            let settings: &mut ChannelSettings = all.entry(channel).or_default();
            match name.as_str() {
                MODE => settings.mode = Mode::named(&value),
                QUIET => settings.quiet = value.parse().ok(),
                // A newer version's.
                _ => {}
            }
        }
        Ok(())
    }

    /// What is set for a channel.
    pub fn of(&self, channel: u64) -> ChannelSettings {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&channel).copied().unwrap_or_default()
    }

    /// Whether nothing is set anywhere.
    pub fn is_empty(&self) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Sets a server's channel, and keeps that.
    ///
    /// # Errors
    /// The database fails.
    pub async fn set(
        &self,
        store: &Store,
        guild: u64,
        channel: u64,
        settings: ChannelSettings,
    ) -> Result<(), StoreError> {
        store.set(guild, channel, MODE, settings.mode.map(Mode::name)).await?;
        store.set(guild, channel, QUIET, settings.quiet.map(|quiet| if quiet { "true" } else { "false" })).await?;
        self.load(store).await
    }
}
