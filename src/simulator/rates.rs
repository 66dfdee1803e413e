//! Rate limits of routes, and the headers in which Discord tells of them.
//!
//! Discord's real limits are secret and change; these are generous, and only a bot that runs wild meets them.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::{Duration, Instant};

use super::errors::ApiError;

const LIMIT: u32 = 50;
const WINDOW: Duration = Duration::from_secs(1);
/// Windows are cleared away when there are more than this.
const MANY: usize = 1_000;

/// How much of each route's limit is used.
#[derive(Debug, Default)]
pub(super) struct Rates(BTreeMap<(String, String), Window>);

#[derive(Debug)]
struct Window {
    since: Instant,
    used: u32,
}

impl Rates {
    /// Counts a request; returns the headers of its answer, or the refusal.
    pub(super) fn count(&mut self, method: &str, path: &str) -> Result<Vec<(String, String)>, ApiError> {
        let now = Instant::now();
        if self.0.len() > MANY {
            self.0.retain(|_, window| now.duration_since(window.since) < WINDOW);
        }
        let (bucket, resource) = bucket(method, path);
        let window = self.0.entry((bucket.clone(), resource)).or_insert(Window { since: now, used: 0 });
        if now.duration_since(window.since) >= WINDOW {
            *window = Window { since: now, used: 0 };
        }
        window.used += 1;
        let left = WINDOW.saturating_sub(now.duration_since(window.since));
        let headers = headers(&bucket, LIMIT.saturating_sub(window.used), left);
        if window.used <= LIMIT {
            return Ok(headers);
        }
        let mut refusal = ApiError::route_rate_limited(left.as_secs_f64());
        refusal.headers.extend(headers);
        Err(refusal)
    }
}

fn headers(bucket: &str, remaining: u32, left: Duration) -> Vec<(String, String)> {
    let reset = (jiff::Timestamp::now().as_millisecond() as f64) / 1000.0 + left.as_secs_f64();
    [
        ("x-ratelimit-limit", LIMIT.to_string()),
        ("x-ratelimit-remaining", remaining.to_string()),
        ("x-ratelimit-reset", format!("{reset:.3}")),
        ("x-ratelimit-reset-after", format!("{:.3}", left.as_secs_f64())),
        ("x-ratelimit-bucket", bucket.to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

/// The route's name, in which ids don't count, and the channel, guild or webhook that it is limited for.
fn bucket(method: &str, path: &str) -> (String, String) {
    let mut segments = path.trim_matches('/').split('/');
    let mut template = vec![method];
    let mut resource = String::new();
    let first = segments.next().unwrap_or_default();
    template.push(first);
    // The token of a webhook or interaction belongs to it.
    let own = match first {
        "channels" | "guilds" => 1,
        "webhooks" | "interactions" => 2,
        _ => 0,
    };
    for (index, segment) in segments.enumerate() {
        if index < own {
            resource.push_str(segment);
            template.push("*");
        } else {
            template.push(if segment.parse::<u64>().is_ok() { "*" } else { segment });
        }
    }
    let mut hasher = DefaultHasher::new();
    template.hash(&mut hasher);
    (format!("{:016x}", hasher.finish()), resource)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case("/channels/1/messages/5", "/channels/1/messages/6", true, true)]
    #[case("/channels/1/messages", "/channels/2/messages", true, false)]
    #[case("/channels/1/messages", "/channels/1/typing", false, true)]
    #[case("/webhooks/1/a/messages/@original", "/webhooks/1/b/messages/@original", true, false)]
    #[case("/users/@me", "/users/5", false, true)]
    fn buckets(#[case] one: &str, #[case] other: &str, #[case] same_bucket: bool, #[case] same_resource: bool) {
        let (one, other) = (bucket("GET", one), bucket("GET", other));
        assert_eq!((one.0 == other.0, one.1 == other.1), (same_bucket, same_resource));
    }

    #[test]
    fn a_route_is_refused_once_its_limit_is_used() {
        let mut rates = Rates::default();
        for _ in 0..LIMIT {
            assert!(rates.count("GET", "/users/@me").is_ok());
        }
        assert_eq!(rates.count("GET", "/users/@me").map_err(|refusal| refusal.status), Err(429));
        assert!(rates.count("GET", "/gateway").is_ok(), "another route");
    }
}
