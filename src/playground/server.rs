//! The page's server.

use super::act::Act;
use super::channels::Listed;
use super::panel::{Knowledge, Why};
use super::view::View;
use super::{Playground, assets};
use crate::simulator::{ChannelId, GuildId, UserId};
use axum::extract::{Query, Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures_util::stream::{self, Stream};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::sleep;

/// Changes that follow one another so fast are shown together.
const TOGETHER: Duration = Duration::from_millis(15);
/// Some things lapse without a change, such as the sign that somebody types.
const LAPSE: Duration = Duration::from_secs(1);

/// What every answer says to the browser: nothing from elsewhere, nothing kept.
const HEADERS: [(HeaderName, &str); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// Serves the page. Never ends.
pub(super) async fn serve(listener: TcpListener, playground: Arc<Playground>) {
    let on_loopback = listener.local_addr().is_ok_and(|address| address.ip().is_loopback());
    let mut app = Router::new()
        .route("/api/scene", get(scene))
        .route("/api/view", get(view))
        .route("/api/act", post(act))
        .route("/attachments/{*path}", get(attachment))
        .fallback(asset)
        .with_state(playground)
        .layer(middleware::map_response(async |mut response: Response| {
            for (name, value) in HEADERS {
                response.headers_mut().insert(name, HeaderValue::from_static(value));
            }
            response
        }));
    if on_loopback {
        app = app.layer(middleware::from_fn(only_from_here));
    }
    // Ends only when the listener is broken, and then the browser says so.
    _ = axum::serve(listener, app).await;
}

/// Another website can lead a browser to this server, under a name of its own or from a page of its own; neither gets in.
async fn only_from_here(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let origin = headers.get(header::ORIGIN).map(|origin| origin.to_str().unwrap_or_default());
    if names_loopback(host) && origin.is_none_or(|origin| origin == format!("http://{host}")) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "The playground answers to its own page alone.\n").into_response()
    }
}

/// Whether a host, with or without a port, is this machine.
fn names_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

async fn asset(uri: Uri) -> Response {
    match assets::find(uri.path()) {
        Some((kind, content)) => ([(header::CONTENT_TYPE, kind)], content).into_response(),
        None => (StatusCode::NOT_FOUND, "There is nothing here.\n").into_response(),
    }
}

async fn attachment(State(playground): State<Arc<Playground>>, uri: Uri) -> Response {
    let link = format!("{}{}", playground.discord.base_url(), uri.path());
    match playground.discord.download(&link) {
        Some((kind, bytes)) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[derive(Serialize)]
struct Named<T> {
    id: T,
    name: String,
}

async fn scene(State(playground): State<Arc<Playground>>) -> Response {
    let Some(channels) = Listed::all(&playground).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let discord = &playground.discord;
    let (guild, name) = playground.scene.guild();
    let bot = Named { id: discord.bot(), name: discord.name_of(discord.bot()) };
    Json(json!({
        "guild": Named::<GuildId> { id: guild, name: name.to_owned() },
        "bot": bot,
        "members": playground.scene.people,
        "channels": channels,
    }))
    .into_response()
}

#[derive(Clone, Copy, Deserialize)]
struct Place {
    member: UserId,
    channel: ChannelId,
}

async fn view(
    State(playground): State<Arc<Playground>>,
    Query(place): Query<Place>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let (events, queue) = mpsc::channel(8);
    tokio::spawn(follow(playground, place, events));
    let events = stream::unfold(queue, async |mut queue| queue.recv().await.map(|event| (Ok(event), queue)));
    Sse::new(events).keep_alive(KeepAlive::default())
}

/// Sends what has changed for a person in a channel, until nobody listens any more.
async fn follow(playground: Arc<Playground>, Place { member, channel }: Place, events: mpsc::Sender<Event>) {
    let mut discord = playground.discord.changes();
    let mut status = playground.desk.serving.status();
    let mut questions = playground.questions.subscribe();
    let mut sent: [String; 4] = Default::default();
    loop {
        _ = (discord.borrow_and_update(), status.borrow_and_update(), questions.borrow_and_update());
        let view = json!(View::of(&playground, member, channel));
        // Read after the messages and sent before them, so that the page knows every thread that they mention.
        let channels = Listed::all(&playground).await;
        let now = [
            ("channels", channels.map(|channels| json!(channels))),
            ("view", Some(view)),
            ("knowledge", Some(json!(Knowledge::of(&playground)))),
            ("why", Some(json!(Why::of(&playground, member)))),
        ];
        for ((name, value), sent) in now.into_iter().zip(&mut sent) {
            let Some(value) = value.map(|value| value.to_string()) else { continue };
            if value != *sent {
                if events.send(Event::default().event(name).data(&value)).await.is_err() {
                    return;
                }
                *sent = value;
            }
        }
        tokio::select! {
            _ = discord.changed() => {}
            _ = status.changed() => {}
            _ = questions.changed() => {}
            () = sleep(LAPSE) => {}
            () = events.closed() => return,
        }
        sleep(TOGETHER).await;
    }
}

async fn act(State(playground): State<Arc<Playground>>, Json(act): Json<Act>) -> Response {
    match playground.act(&act).await {
        Ok(done) => Json(done).into_response(),
        Err(refusal) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "refused": refusal.to_string() }))).into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::names_loopback;
    use rstest::rstest;

    #[rstest]
    #[case("127.0.0.1:8642", true)]
    #[case("localhost", true)]
    #[case("[::1]:8642", true)]
    #[case("evil.example:8642", false)]
    #[case("127.0.0.1.evil.example", false)]
    #[case("192.168.1.2:8642", false)]
    #[case("", false)]
    fn only_this_machine_counts(#[case] host: &str, #[case] is_here: bool) {
        assert_eq!(names_loopback(host), is_here);
    }
}
