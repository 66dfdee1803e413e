//! Discord's error answers.

use serde_json::{Value, json};

/// An answer other than success, in the form in which Discord gives it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ApiError {
    pub status: u16,
    pub body: Value,
    pub headers: Vec<(String, String)>,
}

impl ApiError {
    pub(super) fn new(status: u16, code: u32, message: &str) -> Self {
        Self { status, body: json!({ "message": message, "code": code }), headers: Vec::new() }
    }

    /// 400 with code 50035: `errors` is a tree that leads to each breach.
    pub(super) fn invalid_form(errors: Value) -> Self {
        Self {
            status: 400,
            body: json!({ "message": "Invalid Form Body", "code": 50035, "errors": errors }),
            headers: Vec::new(),
        }
    }

    /// 429, as Discord sends it when the bot as a whole asks too often.
    pub(super) fn rate_limited(retry_after: f64) -> Self {
        let mut error = Self::new(429, 0, "You are being rate limited.");
        error.body = json!({
            "message": "You are being rate limited.",
            "retry_after": retry_after,
            "global": true,
        });
        error.headers = vec![
            // Discord rounds this header up to whole seconds.
            ("retry-after".into(), format!("{}", retry_after.ceil() as u64)),
            ("x-ratelimit-global".into(), "true".into()),
            ("x-ratelimit-scope".into(), "global".into()),
        ];
        error
    }

    /// 429, as Discord sends it when the bot asks too often for one thing.
    pub(super) fn route_rate_limited(retry_after: f64) -> Self {
        let mut error = Self::new(429, 0, "You are being rate limited.");
        error.body = json!({ "message": "You are being rate limited.", "retry_after": retry_after, "global": false });
        error.headers = vec![
            ("retry-after".into(), format!("{}", retry_after.ceil() as u64)),
            ("x-ratelimit-scope".into(), "user".into()),
        ];
        error
    }

    /// What Cloudflare, in front of Discord, says to a client that doesn't name itself as Discord demands.
    pub(super) fn unnamed_client() -> Self {
        Self { status: 403, body: json!("error code: 1010"), headers: Vec::new() }
    }

    pub(super) fn unauthorised() -> Self {
        Self::new(401, 0, "401: Unauthorized")
    }

    pub(super) fn not_found() -> Self {
        Self::new(404, 0, "404: Not Found")
    }

    pub(super) fn method_not_allowed() -> Self {
        Self::new(405, 0, "405: Method Not Allowed")
    }

    pub(super) fn unknown_channel() -> Self {
        Self::new(404, 10003, "Unknown Channel")
    }

    pub(super) fn unknown_guild() -> Self {
        Self::new(404, 10004, "Unknown Guild")
    }

    pub(super) fn unknown_member() -> Self {
        Self::new(404, 10007, "Unknown Member")
    }

    pub(super) fn unknown_message() -> Self {
        Self::new(404, 10008, "Unknown Message")
    }

    pub(super) fn unknown_user() -> Self {
        Self::new(404, 10013, "Unknown User")
    }

    pub(super) fn unknown_webhook() -> Self {
        Self::new(404, 10015, "Unknown Webhook")
    }

    pub(super) fn unknown_interaction() -> Self {
        Self::new(404, 10062, "Unknown interaction")
    }

    pub(super) fn unknown_command() -> Self {
        Self::new(404, 10063, "Unknown application command")
    }

    pub(super) fn too_many_commands() -> Self {
        Self::new(400, 30032, "Maximum number of application commands reached (100)")
    }

    pub(super) fn entity_too_large() -> Self {
        Self::new(413, 40005, "Request entity too large")
    }

    pub(super) fn already_acknowledged() -> Self {
        Self::new(400, 40060, "Interaction has already been acknowledged.")
    }

    pub(super) fn missing_access() -> Self {
        Self::new(403, 50001, "Missing Access")
    }

    pub(super) fn not_the_author() -> Self {
        Self::new(403, 50005, "Cannot edit a message authored by another user")
    }

    pub(super) fn empty_message() -> Self {
        Self::new(400, 50006, "Cannot send an empty message")
    }

    pub(super) fn refuses_dms() -> Self {
        Self::new(403, 50007, "Cannot send messages to this user")
    }

    pub(super) fn not_a_text_channel() -> Self {
        Self::new(400, 50008, "Cannot send messages in a non-text channel")
    }

    pub(super) fn missing_permissions() -> Self {
        Self::new(403, 50013, "Missing Permissions")
    }

    pub(super) fn wrong_channel_type() -> Self {
        Self::new(400, 50024, "Cannot execute action on this channel type")
    }

    pub(super) fn invalid_webhook_token() -> Self {
        Self::new(401, 50027, "Invalid Webhook Token")
    }

    pub(super) fn invalid_json() -> Self {
        Self::new(400, 50109, "The request body contains invalid JSON.")
    }

    /// For what Discord would do and the simulator can't. It says so, lest somebody look for the fault in the bot.
    pub(super) fn not_simulated(what: &str) -> Self {
        Self::new(400, 0, &format!("Not simulated: {what}"))
    }

    pub(super) fn thread_exists() -> Self {
        Self::new(400, 160_004, "A thread has already been created for this message")
    }

    pub(super) fn no_history() -> Self {
        Self::new(403, 160_002, "Cannot reply without permission to read message history")
    }
}
