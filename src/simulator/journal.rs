//! Everything that went over the wire, in order.

use std::fmt;
use std::time::Duration;

use serde::{Serialize, Serializer};
use serde_json::Value;

/// A REST request and how it was answered.
#[derive(Clone, Debug, Serialize)]
pub struct Request {
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path without `/api/v10` and without the query, such as `/channels/123/messages`.
    pub path: String,
    /// The query, empty if there is none.
    pub query: String,
    /// The headers in the order in which they came, names in lower case. The token in them is masked.
    pub headers: Vec<(String, String)>,
    /// The JSON body (of a multipart request, its `payload_json`); null if there is none.
    pub body: Value,
    /// Name and size in bytes of each uploaded file.
    pub files: Vec<(String, usize)>,
    /// The HTTP status of the answer.
    pub status: u16,
    /// The JSON body of the answer; null if there is none.
    pub answer: Value,
}

impl Request {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// One thing that went over the wire.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Traffic {
    /// A REST request.
    Rest(Request),
    /// A gateway connection was opened.
    Connected,
    /// The bot sent this payload. The token in it is masked.
    FromBot(Value),
    /// The simulator sent this payload.
    ToBot(Value),
    /// The simulator closed the connection with this code.
    Closed(u16),
    /// The connection is gone; the code is the bot's, if it sent one.
    Disconnected(Option<u16>),
}

/// A line of the journal.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// The time since the simulator started; in JSON, its seconds.
    #[serde(serialize_with = "seconds")]
    pub at: Duration,
    /// What happened.
    pub traffic: Traffic,
}

fn seconds<S: Serializer>(time: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(time.as_secs_f64())
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>8.3} s  ", self.at.as_secs_f64())?;
        match &self.traffic {
            Traffic::Rest(request) => {
                write!(f, "{} {} -> {}  {}", request.method, request.path, request.status, shorten(&request.body))?;
                // A refusal is what a reader looks for first.
                if request.status >= 400 {
                    write!(f, "  answered {}", shorten(&request.answer))?;
                }
                Ok(())
            }
            Traffic::Connected => f.write_str("gateway: connected"),
            Traffic::FromBot(payload) => write!(f, "gateway: bot sent {}", shorten(payload)),
            Traffic::ToBot(payload) => write!(f, "gateway: sent {}", shorten(payload)),
            Traffic::Closed(code) => write!(f, "gateway: closed with {code}"),
            Traffic::Disconnected(Some(code)) => write!(f, "gateway: bot closed with {code}"),
            Traffic::Disconnected(None) => f.write_str("gateway: connection gone"),
        }
    }
}

fn shorten(value: &Value) -> String {
    const LONGEST: usize = 300;
    if value.is_null() {
        return String::new();
    }
    let text = value.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_payload_is_cut_between_characters() {
        let entry =
            Entry { at: Duration::from_millis(1500), traffic: Traffic::FromBot(Value::String("ü".repeat(400))) };
        let line = entry.to_string();
        assert!(line.starts_with("   1.500 s  gateway: bot sent \"ü"), "{line}");
        assert!(line.ends_with("ü…"), "{line}");
    }
}
