//! The REST API: reads a request, answers it, and writes both into the journal.

mod body;
mod commands;
mod followups;
mod interactions;
mod messages;
mod world;

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::{Request as HttpRequest, State as Extract};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use super::errors::ApiError;
use super::journal::{Request, Traffic};
use super::state::{Shared, State};

/// A request after its body was read.
#[derive(Debug)]
pub(super) struct Call {
    method: Method,
    /// Without `/api/v10`, beginning with a slash.
    path: String,
    query: String,
    body: Value,
    files: Vec<Upload>,
}

/// An uploaded file.
#[derive(Debug)]
pub(super) struct Upload {
    /// The name of the form field, `files[0]`.
    pub field: String,
    pub name: String,
    pub content_type: String,
    pub bytes: Vec<u8>,
}

impl Call {
    fn segments(&self) -> Vec<&str> {
        self.path.trim_matches('/').split('/').collect()
    }

    /// The value of a key of the query.
    fn parameter(&self, key: &str) -> Option<&str> {
        self.query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .find_map(|(name, value)| (name == key).then_some(value))
    }
}

/// A success: 200 with JSON, or 204.
#[derive(Debug)]
enum Reply {
    Json(u16, Value),
    Empty,
}

impl Reply {
    fn ok(json: Value) -> Result<Self, ApiError> {
        Ok(Self::Json(200, json))
    }
}

pub(super) use world::add_thread;

type Answer = Result<Reply, ApiError>;

/// Serves every path that is not the gateway's.
pub(super) async fn serve(Extract(shared): Extract<Arc<Shared>>, request: HttpRequest) -> Response {
    let path = request.uri().path().to_owned();
    if let Some(key) = path.strip_prefix("/attachments/") {
        return download(&shared, key);
    }
    let token = request
        .headers()
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bot "))
        .map(str::to_owned);
    let authorised = token.as_deref() == Some(shared.options.token.as_str());
    let headers = shown_headers(request.headers());
    let named = headers.iter().any(|(name, value)| name == "user-agent" && is_bots_name(value));
    let mut call = Call {
        method: request.method().clone(),
        path: api_path(&path),
        query: request.uri().query().unwrap_or_default().to_owned(),
        body: Value::Null,
        files: Vec::new(),
    };
    let read = body::read(request, &mut call).await;

    let (delay, fault) = shared.change(|state| state.faults.take(call.method.as_str(), &call.path));
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    let cut = fault.as_ref().is_some_and(|fault| fault.cut);
    shared.change(|state| {
        let mut rate = Vec::new();
        let answer = match (read, fault) {
            _ if !named => Err(ApiError::unnamed_client()),
            (_, Some(fault)) if !fault.served => Err(fault.answer),
            (Err(error), _) => Err(error),
            (Ok(()), fault) => {
                let answer = state.rates.count(call.method.as_str(), &call.path).and_then(|headers| {
                    rate = headers;
                    answer(state, &shared, authorised, &mut call)
                });
                fault.filter(|fault| !fault.cut).map_or(answer, |fault| Err(fault.answer))
            }
        };
        let (status, json, mut answered) = match answer {
            Ok(Reply::Json(status, json)) => (status, json, Vec::new()),
            Ok(Reply::Empty) => (204, Value::Null, Vec::new()),
            Err(error) => (error.status, error.body, error.headers),
        };
        answered.extend(rate);
        state.record(Traffic::Rest(Request {
            method: call.method.to_string(),
            path: call.path,
            query: call.query,
            headers,
            body: call.body,
            files: call.files.into_iter().map(|file| (file.name, file.bytes.len())).collect(),
            status,
            answer: json.clone(),
        }));
        let response = respond(status, &json, answered);
        if cut { cut_off(response, &json) } else { response }
    })
}

/// Whether a client names itself as Discord demands: `DiscordBot (url, version)`, and more behind that if it likes.
fn is_bots_name(name: &str) -> bool {
    let inside = name.strip_prefix("DiscordBot (").and_then(|rest| rest.split_once(')'));
    let parts = inside.and_then(|(inside, _)| inside.split_once(", "));
    parts.is_some_and(|(url, version)| url.starts_with("http") && !version.is_empty())
}

/// The headers for the journal, without the token.
fn shown_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let shown = headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes());
        let value = match value.split_once(' ') {
            Some((scheme, _)) if name == AUTHORIZATION => format!("{scheme} ***"),
            _ if name == AUTHORIZATION => "***".to_owned(),
            _ => value.into_owned(),
        };
        (name.as_str().to_owned(), value)
    });
    shown.collect()
}

/// The path below `/api/v10`, whatever a proxy in front has put before that.
fn api_path(path: &str) -> String {
    let below = path.find("/api/v10").map_or(path, |at| &path[at + "/api/v10".len()..]);
    if below.is_empty() { "/".to_owned() } else { below.to_owned() }
}

fn answer(state: &mut State, shared: &Shared, authorised: bool, call: &mut Call) -> Answer {
    let segments = call.segments();
    // Interactions authenticate by the token in their path, and don't count for the global rate limit.
    let by_token = matches!(segments.first(), Some(&("interactions" | "webhooks")));
    let open = by_token || segments == ["gateway"];
    if !open && !authorised {
        return Err(ApiError::unauthorised());
    }
    if !by_token {
        within_rate(state, shared.options.requests_per_second)?;
    }
    route(state, shared, call)
}

fn route(state: &mut State, shared: &Shared, call: &Call) -> Answer {
    let segments = call.segments();
    let options = &shared.options;
    match segments.as_slice() {
        ["applications", _, "commands", ..] | ["applications", _, "guilds", _, "commands", ..] => {
            commands::answer(state, call)
        }
        ["interactions", id, token, "callback"] => interactions::callback(state, options, call, id, token),
        ["webhooks", ..] => followups::answer(state, options, call),
        ["channels", channel, "messages", rest @ ..] => messages::answer(state, call, channel, rest),
        _ => world::answer(state, shared, call),
    }
}

/// Counts the request against the bot's global rate.
fn within_rate(state: &mut State, allowed: usize) -> Result<(), ApiError> {
    const WINDOW: Duration = Duration::from_secs(1);
    let now = Instant::now();
    while state.recent.front().is_some_and(|at| now.duration_since(*at) >= WINDOW) {
        state.recent.pop_front();
    }
    if state.recent.len() >= allowed {
        let oldest = state.recent.front().map_or(now, |at| *at);
        let wait = WINDOW.saturating_sub(now.duration_since(oldest));
        return Err(ApiError::rate_limited(wait.as_secs_f64().max(0.001)));
    }
    state.recent.push_back(now);
    Ok(())
}

fn download(shared: &Shared, key: &str) -> Response {
    let found = shared.read(|state| state.uploads.get(key).cloned());
    match found {
        Some((content_type, bytes)) => {
            let mut response = Response::new(Body::from(bytes));
            if let Ok(value) = HeaderValue::from_str(&content_type) {
                response.headers_mut().insert(CONTENT_TYPE, value);
            }
            response
        }
        None => respond(404, &json!({ "message": "404: Not Found", "code": 0 }), Vec::new()),
    }
}

fn respond(status: u16, json: &Value, headers: Vec<(String, String)>) -> Response {
    let body = match json {
        Value::Null => Body::empty(),
        Value::String(text) => Body::from(text.clone()),
        json => Body::from(json.to_string()),
    };
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let map = response.headers_mut();
    if !json.is_null() && !json.is_string() {
        map.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    for (name, value) in headers {
        // A fault with a header that HTTP can't carry simply goes without it.
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            map.insert(name, value);
        }
    }
    response
}

/// The response with half of its body, after which the connection breaks.
fn cut_off(response: Response, json: &Value) -> Response {
    let mut half = json.to_string();
    half.truncate(half.floor_char_boundary(half.len() / 2));
    let broken = std::io::Error::other("cut off on purpose");
    response.map(|_| Body::from_stream(futures_util::stream::iter([Ok(half), Err(broken)])))
}

/// The id in a path segment, or the error for the thing it should have named.
fn id<T: std::str::FromStr>(segment: &str, error: fn() -> ApiError) -> Result<T, ApiError> {
    segment.parse().map_err(|_| error())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case("DiscordBot (https://example.org, 1.0)", true)]
    #[case("DiscordBot (https://example.org, 1.0) more", true)]
    #[case("DiscordBot", false)]
    #[case("curl/8.0", false)]
    fn clients_name_themselves(#[case] name: &str, #[case] fits: bool) {
        assert_eq!(is_bots_name(name), fits);
    }

    #[rstest::rstest]
    #[case("/api/v10/gateway", "/gateway")]
    #[case("/gateway", "/gateway")]
    #[case("/tenant/api/v10/users/@me", "/users/@me")]
    #[case("/api/v10", "/")]
    fn the_api_prefix_is_cut(#[case] path: &str, #[case] below: &str) {
        assert_eq!(api_path(path), below);
    }
}
