//! The gateway: one task per WebSocket connection.

use std::io::Write;
use std::sync::Arc;
use std::time::Instant;

use axum::body::Bytes;
use axum::extract::State as Extract;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use flate2::{Compression, write::ZlibEncoder};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::journal::Traffic;
use super::model::intents;
use super::objects;
use super::sessions::{Outgoing, Session, Socket};
use super::state::{Shared, State};

/// Discord refuses payloads of a bot that are longer than this.
const LONGEST_PAYLOAD: usize = 4096;

pub(super) async fn upgrade(Extract(shared): Extract<Arc<Shared>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(move |socket| Connection::new(shared).run(socket))
}

struct Connection {
    shared: Arc<Shared>,
    socket: Socket,
    outgoing: mpsc::UnboundedReceiver<Outgoing>,
    session: Option<String>,
    compress: bool,
}

impl Connection {
    fn new(shared: Arc<Shared>) -> Self {
        let (socket, outgoing) = mpsc::unbounded_channel();
        Self { shared, socket, outgoing, session: None, compress: false }
    }

    async fn run(mut self, stream: WebSocket) {
        let (mut sink, mut source) = stream.split();
        let interval = self.shared.options.heartbeat_interval.as_millis() as u64;
        self.shared.change(|state| {
            state.record(Traffic::Connected);
            self.send(state, 10, json!({ "heartbeat_interval": interval }));
        });
        let mut code = None;
        loop {
            tokio::select! {
                outgoing = self.outgoing.recv() => match outgoing {
                    Some(Outgoing::Payload(payload)) => {
                        let Some(message) = encode(&payload, self.compress) else { break };
                        if sink.send(message).await.is_err() {
                            break;
                        }
                    }
                    Some(Outgoing::Close(code, reason)) => {
                        // Always with a code: serenity spins on a close frame without one.
                        let frame = CloseFrame { code, reason: reason.into() };
                        self.shared.change(|state| state.record(Traffic::Closed(code)));
                        if sink.send(Message::Close(Some(frame))).await.is_err() {
                            break;
                        }
                    }
                    Some(Outgoing::Drop) | None => break,
                },
                incoming = source.next() => match incoming {
                    Some(Ok(Message::Text(text))) => self.shared.clone().change(|state| {
                        self.receive(state, text.as_bytes());
                    }),
                    Some(Ok(Message::Binary(bytes))) => self.shared.clone().change(|state| {
                        self.receive(state, &bytes);
                    }),
                    Some(Ok(Message::Close(frame))) => {
                        code = frame.map(|frame| frame.code);
                        // The peer waits for the echo of its close frame.
                        let _ = sink.close().await;
                        break;
                    }
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => break,
                },
            }
        }
        self.shared.clone().change(|state| self.disconnect(state, code));
    }

    /// Leaves the session resumable, unless the bot closed with a code that says it is done.
    fn disconnect(&self, state: &mut State, code: Option<u16>) {
        state.record(Traffic::Disconnected(code));
        let Some(id) = &self.session else { return };
        let Some(session) = state.sessions.iter_mut().find(|session| session.id == *id) else {
            return;
        };
        // A resume may already have moved the session to another connection.
        if session.socket.as_ref().is_some_and(|socket| socket.same_channel(&self.socket)) {
            session.socket = None;
            if matches!(code, Some(1000 | 1001)) {
                state.forget_session(id);
            }
        }
    }

    fn send(&self, state: &mut State, opcode: u8, data: Value) {
        let payload = json!({ "op": opcode, "s": null, "t": null, "d": data });
        state.record(Traffic::ToBot(payload.clone()));
        // If the connection is gone there is nobody to tell.
        let _ = self.socket.send(Outgoing::Payload(payload));
    }

    fn close(&self, code: u16, reason: &'static str) {
        let _ = self.socket.send(Outgoing::Close(code, reason));
    }

    fn receive(&mut self, state: &mut State, bytes: &[u8]) {
        let parsed = serde_json::from_slice::<Value>(bytes).ok();
        let Some(payload) = parsed.filter(|_| bytes.len() <= LONGEST_PAYLOAD) else {
            return self.close(4002, "Error while decoding payload.");
        };
        let mut shown = payload.clone();
        if let Some(token) = shown["d"].get_mut("token") {
            *token = json!("***");
        }
        state.record(Traffic::FromBot(shown));
        let data = &payload["d"];
        match payload["op"].as_u64() {
            Some(1) => {
                if !state.faults.silent_heartbeats {
                    self.send(state, 11, Value::Null);
                }
            }
            Some(2) if self.identified(state) => self.close(4005, "Already authenticated."),
            Some(2) => self.identify(state, data),
            Some(6) => self.resume(state, data),
            // Presence, voice and member requests need a session and have no effect here.
            Some(3 | 4 | 8) if self.identified(state) => {}
            Some(3 | 4 | 8) => self.close(4003, "Not authenticated."),
            _ => self.close(4001, "Unknown opcode."),
        }
    }

    /// Whether this connection has a session; one that was invalidated may identify anew.
    fn identified(&self, state: &State) -> bool {
        let mut sessions = state.sessions.iter();
        sessions.any(|session| Some(&session.id) == self.session.as_ref())
    }

    fn is_token(&self, data: &Value) -> bool {
        let token = data["token"].as_str().unwrap_or_default();
        token.strip_prefix("Bot ").unwrap_or(token) == self.shared.options.token
    }

    fn identify(&mut self, state: &mut State, data: &Value) {
        if let Some(code) = state.faults.refuse_identify {
            return self.close(code, "Refused.");
        }
        if !self.is_token(data) {
            return self.close(4004, "Authentication failed.");
        }
        let Some(wanted) = data["intents"].as_u64() else {
            return self.close(4013, "Invalid intent(s).");
        };
        if wanted >> 26 != 0 {
            return self.close(4013, "Invalid intent(s).");
        }
        if wanted & state.faults.refused_intents != 0 {
            return self.close(4014, "Disallowed intent(s).");
        }
        let shard = data["shard"][0].as_u64().unwrap_or(0);
        let shards = data["shard"][1].as_u64().unwrap_or(1);
        if shard >= shards {
            return self.close(4010, "Invalid shard.");
        }
        let described = ["os", "browser", "device"].iter().all(|key| data["properties"][*key].is_string());
        if !described {
            return self.close(4002, "Error while decoding payload.");
        }
        let too_soon = state.last_identify.is_some_and(|last| last.elapsed() < self.shared.options.identify_interval);
        if too_soon {
            return self.send(state, 9, json!(false));
        }
        state.last_identify = Some(Instant::now());
        self.compress = data["compress"] == true;

        let id = format!("session-{}", state.ids.next());
        // A new session of a shard takes the place of its old one.
        state.sessions.retain(|session| (session.shard, session.shards) != (shard, shards));
        let session = Session::new(id.clone(), shard, shards, wanted, self.socket.clone());
        let mine: Vec<_> = state
            .guilds
            .keys()
            .copied()
            .filter(|guild| session.serves(Some(*guild)))
            .filter(|guild| state.guilds[guild].members.contains_key(&state.bot))
            .collect();
        let unavailable: Vec<Value> = mine.iter().map(|guild| json!({ "id": guild, "unavailable": true })).collect();
        let ready = json!({
            "v": 10,
            "user": objects::current_user(state),
            "guilds": unavailable,
            "session_id": id,
            "session_type": "normal",
            "resume_gateway_url": self.shared.gateway_url(),
            "shard": [shard, shards],
            "application": { "id": state.bot, "flags": objects::application_flags(state) },
            "private_channels": [],
            "relationships": [],
            "user_settings": {},
            "geo_ordered_rtc_regions": [],
        });
        let mut events = vec![("READY", ready)];
        if wanted & intents::GUILDS != 0 {
            let guilds = mine.iter().map(|guild| ("GUILD_CREATE", objects::guild_create(state, &state.guilds[guild])));
            events.extend(guilds);
        }
        state.sessions.push(session);
        self.session = Some(id);
        self.push_all(state, events);
    }

    fn resume(&mut self, state: &mut State, data: &Value) {
        if !self.is_token(data) {
            return self.close(4004, "Authentication failed.");
        }
        let id = data["session_id"].as_str().unwrap_or_default().to_owned();
        let sequence = data["seq"].as_u64().unwrap_or(0);
        let refused = state.faults.refuse_resume;
        let socket = self.socket.clone();
        let session = state.sessions.iter_mut().find(|session| session.id == id);
        let Some(session) = session.filter(|_| !refused) else {
            return self.send(state, 9, json!(false));
        };
        let Some(missed) = session.since(sequence) else {
            state.forget_session(&id);
            return self.close(4007, "Invalid seq.");
        };
        session.socket = Some(socket);
        self.session = Some(id);
        for payload in missed {
            state.record(Traffic::ToBot(payload.clone()));
            let _ = self.socket.send(Outgoing::Payload(payload));
        }
        self.push_all(state, vec![("RESUMED", json!({}))]);
    }

    /// Sends events to this connection's session.
    fn push_all(&self, state: &mut State, events: Vec<(&str, Value)>) {
        for (name, event) in events {
            let session = state.sessions.iter_mut().find(|session| Some(&session.id) == self.session.as_ref());
            if let Some(payload) = session.and_then(|session| session.push(name, event)) {
                state.record(Traffic::ToBot(payload));
            }
        }
    }
}

/// From this size on, in bytes, payloads are compressed. Discord promises it for 'some events': those that gain by it.
const COMPRESSED_FROM: usize = 2_048;

/// The payload as text, or as the whole zlib stream that `compress` in IDENTIFY asks for where it is long.
fn encode(payload: &Value, compress: bool) -> Option<Message> {
    let text = payload.to_string();
    if !compress || text.len() < COMPRESSED_FROM {
        return Some(Message::Text(text.into()));
    }
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).ok()?;
    Some(Message::Binary(Bytes::from(encoder.finish().ok()?)))
}
