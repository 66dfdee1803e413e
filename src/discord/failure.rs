//! What went wrong between the bot and Discord, told in words that are fit for a log.

use crate::store::StoreError;
use poise::serenity_prelude as serenity;
use std::fmt;

/// Why a handler couldn't finish. Its text has status codes and Discord's own words, never a member's, and no address:
/// that of an interaction holds its token.
#[derive(Debug)]
pub enum Failure {
    /// Discord, or the way there.
    Discord(Box<serenity::Error>),
    /// Our own database.
    Store(StoreError),
}

impl From<serenity::Error> for Failure {
    fn from(error: serenity::Error) -> Self {
        Failure::Discord(Box::new(error))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Failure::Store(error)
    }
}

impl Failure {
    fn response(&self) -> Option<&serenity::ErrorResponse> {
        match self.discord()? {
            serenity::Error::Http(serenity::HttpError::UnsuccessfulRequest(response)) => Some(response),
            _ => None,
        }
    }

    fn discord(&self) -> Option<&serenity::Error> {
        match self {
            Failure::Discord(error) => Some(error),
            Failure::Store(_) => None,
        }
    }

    /// Discord itself failed, or couldn't be reached; trying again may help.
    pub fn is_passing(&self) -> bool {
        match self.discord() {
            Some(serenity::Error::Http(serenity::HttpError::UnsuccessfulRequest(response))) => {
                response.status_code.is_server_error()
            }
            Some(serenity::Error::Http(serenity::HttpError::Request(error))) => {
                error.is_connect() || error.is_timeout() || error.is_request()
            }
            _ => self.is_unreadable(),
        }
    }

    /// What came back is cut off, or not from Discord. It may have done what it was asked to.
    pub fn is_unreadable(&self) -> bool {
        match self.discord() {
            Some(serenity::Error::Http(serenity::HttpError::Request(error))) => error.is_body() || error.is_decode(),
            Some(serenity::Error::Json(_)) => true,
            _ => false,
        }
    }

    /// Discord asks to slow down. Whatever is sent on top of that makes it worse.
    pub fn is_rate_limited(&self) -> bool {
        self.response().is_some_and(|response| response.status_code == serenity::StatusCode::TOO_MANY_REQUESTS)
    }

    /// What was spoken of is gone: a deleted message, or an interaction that nobody waits for any more.
    pub fn is_gone(&self) -> bool {
        const UNKNOWN_CHANNEL: isize = 10_003;
        const UNKNOWN_MESSAGE: isize = 10_008;
        const UNKNOWN_WEBHOOK: isize = 10_015;
        const UNKNOWN_INTERACTION: isize = 10_062;
        self.response().is_some_and(|response| {
            [UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION].contains(&response.error.code)
                || response.error.errors.iter().any(|error| error.path.starts_with("message_reference"))
        })
    }

    /// The interaction was answered already, by an attempt whose result got lost on the way.
    pub fn is_done_already(&self) -> bool {
        const ALREADY_ACKNOWLEDGED: isize = 40_060;
        self.response().is_some_and(|response| response.error.code == ALREADY_ACKNOWLEDGED)
    }

    /// The bot may not do that here.
    pub fn is_forbidden(&self) -> bool {
        self.response().is_some_and(|response| response.status_code == serenity::StatusCode::FORBIDDEN)
    }

    /// Discord doesn't know the token.
    pub fn is_unauthorized(&self) -> bool {
        self.response().is_some_and(|response| response.status_code == serenity::StatusCode::UNAUTHORIZED)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = match self {
            Failure::Discord(error) => &**error,
            Failure::Store(error) => return write!(f, "{error}"),
        };
        match error {
            serenity::Error::Http(_) if self.is_rate_limited() => f.write_str("Discord asks to slow down"),
            serenity::Error::Http(serenity::HttpError::UnsuccessfulRequest(response)) => {
                write!(f, "{} (code {}): {}", response.status_code, response.error.code, response.error.message)?;
                response.error.errors.iter().try_for_each(|error| write!(f, "; {}: {}", error.path, error.message))
            }
            serenity::Error::Http(serenity::HttpError::Request(error)) if error.is_timeout() => {
                f.write_str("Discord didn't answer in time")
            }
            serenity::Error::Http(serenity::HttpError::Request(error)) if error.is_connect() => {
                f.write_str("Discord can't be reached")
            }
            serenity::Error::Http(error) => write!(f, "{error}"),
            serenity::Error::Json(_) => f.write_str("Discord's answer can't be read"),
            serenity::Error::Model(error) => write!(f, "{error}"),
            serenity::Error::Gateway(error) => write!(f, "{error}"),
            _ => f.write_str("the connection to Discord failed"),
        }
    }
}

impl std::error::Error for Failure {}
