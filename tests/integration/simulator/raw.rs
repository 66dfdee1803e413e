//! REST and gateway without a library, to see exactly what goes over the wire.

use std::time::Duration;

use career_advisor::simulator::Simulator;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// A REST client.
pub struct Rest {
    client: reqwest::Client,
    base: String,
    token: String,
}

impl Rest {
    pub fn new(discord: &Simulator) -> Self {
        Self {
            client: reqwest::Client::builder()
                .no_proxy()
                .user_agent("DiscordBot (https://example.org, 1.0)")
                .build()
                .expect("a client"),
            base: format!("{}/api/v10", discord.base_url()),
            token: discord.token().to_owned(),
        }
    }

    pub fn with_token(mut self, token: &str) -> Self {
        self.token = token.to_owned();
        self
    }

    /// Status and body of the answer; null without a body.
    pub async fn call(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let method = method.parse().expect("a method");
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.base))
            .header("authorization", format!("Bot {}", self.token));
        if !body.is_null() {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let answer = request.send().await.expect("an answer");
        let status = answer.status().as_u16();
        let bytes = answer.bytes().await.expect("a body");
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    pub async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.call("POST", path, body).await
    }
}

/// Status and code of an error.
pub fn code((status, body): (u16, Value)) -> (u16, u64) {
    (status, body["code"].as_u64().unwrap_or_default())
}

/// `path CODE` for each breach that an error body names, in the order of the body.
pub fn breaches(body: &Value) -> Vec<String> {
    fn walk(node: &Value, path: &str, found: &mut Vec<String>) {
        for (key, child) in node.as_object().into_iter().flatten() {
            if key == "_errors" {
                let list = child.as_array().into_iter().flatten();
                found.extend(list.map(|error| {
                    let code = error["code"].as_str().unwrap_or("?");
                    assert!(error["message"].is_string(), "an error says what is wrong");
                    format!("{path} {code}")
                }));
            } else if path.is_empty() {
                walk(child, key, found);
            } else {
                walk(child, &format!("{path}.{key}"), found);
            }
        }
    }
    let mut found = Vec::new();
    walk(&body["errors"], "", &mut found);
    found
}

/// A gateway client.
pub struct Gateway {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// How many payloads came compressed.
    pub zipped: usize,
}

/// What a client says of itself.
pub fn properties() -> Value {
    json!({ "os": "linux", "browser": "raw", "device": "raw" })
}

/// How a connection ended.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    Code(u16),
    Cut,
}

impl Gateway {
    /// Connects and takes HELLO.
    pub async fn connect(discord: &Simulator) -> Self {
        let url = format!("{}?v=10&encoding=json", discord.gateway_url());
        let (socket, _) = connect_async(url).await.expect("a gateway");
        let mut gateway = Self { socket, zipped: 0 };
        let hello = gateway.next().await.expect("HELLO");
        assert_eq!(hello["op"], 10);
        gateway
    }

    /// Connects, identifies, and takes READY, which is returned.
    pub async fn identified(discord: &Simulator, intents: u64) -> (Self, Value) {
        let mut gateway = Self::connect(discord).await;
        gateway.identify(discord.token(), intents).await;
        let ready = gateway.event("READY").await;
        (gateway, ready)
    }

    pub async fn send(&mut self, payload: Value) {
        let message = Message::text(payload.to_string());
        self.socket.send(message).await.expect("an open connection");
    }

    pub async fn identify(&mut self, token: &str, intents: u64) {
        let data = json!({ "token": token, "intents": intents, "properties": properties() });
        self.send(json!({ "op": 2, "d": data })).await;
    }

    pub async fn close(&mut self, code: u16) {
        let frame = CloseFrame { code: code.into(), reason: "".into() };
        self.socket.close(Some(frame)).await.expect("an open connection");
    }

    /// The next payload, or how the connection ended.
    pub async fn next(&mut self) -> Result<Value, End> {
        let wait = tokio::time::timeout(Duration::from_secs(5), self.socket.next());
        match wait.await.expect("something within 5 s") {
            Some(Ok(Message::Text(text))) => Ok(serde_json::from_str(&text).expect("JSON")),
            Some(Ok(Message::Binary(bytes))) => {
                self.zipped += 1;
                let decoder = flate2::read::ZlibDecoder::new(bytes.as_ref());
                Ok(serde_json::from_reader(decoder).expect("zipped JSON"))
            }
            Some(Ok(Message::Close(frame))) => {
                let frame = frame.expect("a close frame always has a code");
                Err(End::Code(frame.code.into()))
            }
            Some(Ok(other)) => panic!("neither text nor close: {other:?}"),
            Some(Err(_)) | None => Err(End::Cut),
        }
    }

    /// The data of the next event with this name; other payloads are passed over.
    pub async fn event(&mut self, name: &str) -> Value {
        loop {
            let mut payload = self.next().await.expect("an open connection");
            if payload["t"] == name {
                return payload["d"].take();
            }
        }
    }

    /// The names of the events up to and including `last`.
    pub async fn events_until(&mut self, last: &str) -> Vec<String> {
        let mut names = Vec::new();
        loop {
            let payload = self.next().await.expect("an open connection");
            if let Some(name) = payload["t"].as_str() {
                names.push(name.to_owned());
                if name == last {
                    return names;
                }
            }
        }
    }

    /// How the connection ends; payloads before that are passed over.
    pub async fn end(&mut self) -> End {
        loop {
            if let Err(end) = self.next().await {
                return end;
            }
        }
    }
}
