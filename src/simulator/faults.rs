//! Faults that a test or the playground can bring about.

use std::time::Duration;

use serde_json::{Value, json};

use super::errors::ApiError;

/// Which REST requests a fault hits.
#[derive(Clone, Debug)]
pub struct Route {
    method: String,
    segments: Vec<String>,
}

impl Route {
    /// Requests with this method to this path, in which `*` stands for any one segment and a final `**` for
    /// any rest: `Route::new("POST", "/channels/*/messages")`. The method `*` is any method.
    pub fn new(method: &str, path: &str) -> Self {
        Self { method: method.to_owned(), segments: path.trim_matches('/').split('/').map(str::to_owned).collect() }
    }

    pub(super) fn matches(&self, method: &str, path: &str) -> bool {
        if self.method != "*" && !self.method.eq_ignore_ascii_case(method) {
            return false;
        }
        let mut asked = path.trim_matches('/').split('/');
        for segment in &self.segments {
            match (segment.as_str(), asked.next()) {
                ("**", _) => return true,
                ("*", Some(_)) => {}
                (wanted, Some(found)) if wanted == found => {}
                _ => return false,
            }
        }
        asked.next().is_none()
    }
}

/// An answer to give instead of doing what was asked.
#[derive(Clone, Debug)]
pub struct Failure {
    pub(super) status: u16,
    pub(super) body: Value,
    pub(super) headers: Vec<(String, String)>,
    pub(super) times: usize,
    pub(super) delay: Duration,
    pub(super) served: bool,
    pub(super) cut: bool,
}

/// What a fault does to one request.
#[derive(Debug)]
pub(super) struct Fault {
    /// Given in place of the true answer.
    pub answer: ApiError,
    /// What was asked for is done all the same.
    pub served: bool,
    /// The true answer is sent, and the connection ends in the middle of it.
    pub cut: bool,
}

impl Failure {
    /// This HTTP status, once, with a body as Discord's proxies send it.
    pub fn status(status: u16) -> Self {
        Self {
            status,
            body: json!({ "message": format!("{status}: simulated failure"), "code": 0 }),
            headers: Vec::new(),
            times: 1,
            delay: Duration::ZERO,
            served: false,
            cut: false,
        }
    }

    /// What is asked for is done, and the connection breaks in the middle of the answer.
    pub fn cut_off() -> Self {
        Self { served: true, cut: true, ..Self::status(200) }
    }

    /// 429 with the body and headers with which Discord refuses a request to one route.
    pub fn rate_limited(retry_after: Duration) -> Self {
        let seconds = retry_after.as_secs_f64();
        Self::status(429)
            .body(json!({
                "message": "You are being rate limited.",
                "retry_after": seconds,
                "global": false,
            }))
            .header("retry-after", &(seconds.ceil() as u64).to_string())
            .header("x-ratelimit-limit", "5")
            .header("x-ratelimit-remaining", "0")
            .header("x-ratelimit-reset-after", &format!("{seconds:.3}"))
            .header("x-ratelimit-bucket", "simulated")
            .header("x-ratelimit-scope", "user")
    }

    /// Not a failure: the request is served, but only after `delay`.
    pub fn slow(delay: Duration) -> Self {
        Self { delay, ..Self::status(0) }
    }

    /// Replaces the body.
    pub fn body(mut self, body: Value) -> Self {
        self.body = body;
        self
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// How many requests are hit before all is well again; 1 unless told.
    pub fn times(mut self, times: usize) -> Self {
        self.times = times;
        self
    }

    /// What is asked for is done all the same; only the answer gets lost on its way.
    pub fn on_the_way_back(mut self) -> Self {
        self.served = true;
        self
    }

    /// Lets the answer wait.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }
}

/// What is wrong at the moment.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub rest: Vec<(Route, Failure)>,
    /// The close code with which every IDENTIFY is refused.
    pub refuse_identify: Option<u16>,
    /// Intents that the developer portal does not allow.
    pub refused_intents: u64,
    pub silent_heartbeats: bool,
    pub refuse_resume: bool,
}

impl Faults {
    /// The delay of this request, and its answer if it is to fail.
    pub(super) fn take(&mut self, method: &str, path: &str) -> (Duration, Option<Fault>) {
        let Some(index) = self.rest.iter().position(|(route, _)| route.matches(method, path)) else {
            return (Duration::ZERO, None);
        };
        let failure = &mut self.rest[index].1;
        let delay = failure.delay;
        let answer = (failure.status != 0).then(|| Fault {
            answer: ApiError { status: failure.status, body: failure.body.clone(), headers: failure.headers.clone() },
            served: failure.served,
            cut: failure.cut,
        });
        failure.times = failure.times.saturating_sub(1);
        if failure.times == 0 {
            self.rest.remove(index);
        }
        (delay, answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case("POST", "/channels/*/messages", "POST", "/channels/1/messages", true)]
    #[case("POST", "/channels/*/messages", "GET", "/channels/1/messages", false)]
    #[case("*", "/channels/*/messages", "GET", "/channels/1/messages", true)]
    #[case("POST", "/channels/*/messages", "POST", "/channels/1/messages/2", false)]
    #[case("POST", "/channels/*/messages", "POST", "/channels/1", false)]
    #[case("*", "/webhooks/**", "POST", "/webhooks/1/abc/messages/@original", true)]
    #[case("*", "/webhooks/**", "POST", "/channels/1", false)]
    fn a_route_matches(
        #[case] method: &str,
        #[case] path: &str,
        #[case] asked_method: &str,
        #[case] asked_path: &str,
        #[case] matches: bool,
    ) {
        assert_eq!(Route::new(method, path).matches(asked_method, asked_path), matches);
    }

    #[test]
    fn a_failure_ends_after_its_times() {
        let mut faults = Faults::default();
        let route = Route::new("GET", "/users/@me");
        faults.rest.push((route, Failure::status(500).times(2)));
        let mut hit = || faults.take("GET", "/users/@me").1.map(|fault| fault.answer.status);
        assert_eq!([hit(), hit(), hit()], [Some(500), Some(500), None]);
    }
}
