//! Log lines on standard error.

use crate::config::{ConfigError, LogFormat};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// What is logged of the bot itself unless `RUST_LOG` says otherwise.
const BOT: LevelFilter = LevelFilter::INFO;
/// What is logged of anything else at most, unless `RUST_LOG` names it.
const LIBRARIES: LevelFilter = LevelFilter::WARN;

/// The libraries that print what members write, or tokens, below warnings.
///
/// A target in `RUST_LOG` stands for all that starts with it, so `s=trace` would free `serenity`. That isn't meant, so
/// each of these keeps its own level unless its very name is given.
const TALKATIVE: [&str; 11] = [
    "serenity",
    "poise",
    "tungstenite",
    "tokio_tungstenite",
    "reqwest",
    "hyper",
    "hyper_util",
    "h2",
    "rustls",
    "tokio_rustls",
    "tower",
];

/// Serenity's gateway prints even in warnings what it can't read, which may be a member's message. It stays silent unless
/// it is named itself; the bot tells in words of its own what happens to the connection.
const GATEWAY: &str = "serenity::gateway";

/// Starts logging; `filter` is the value of `RUST_LOG`.
///
/// # Errors
/// The filter is malformed.
pub fn start(format: LogFormat, filter: Option<&str>) -> Result<(), ConfigError> {
    let lines =
        tracing_subscriber::fmt::layer().with_ansi(super::colour(&std::io::stderr())).with_writer(std::io::stderr);
    let registry = tracing_subscriber::registry().with(self::filter(filter)?);
    // Whoever started logging before, such as a test, keeps it.
    _ = match format {
        LogFormat::Text => registry.with(lines.with_target(false)).try_init(),
        LogFormat::Json => registry.with(lines.json().flatten_event(true)).try_init(),
    };
    Ok(())
}

/// What `RUST_LOG` asks for, so far as it may.
///
/// A bare level is meant for the bot: libraries follow it down, but not below warnings. A module that is named gets the
/// level that stands with it, whatever it prints: who writes `serenity=debug` wants to see what Discord sends.
fn filter(given: Option<&str>) -> Result<Targets, ConfigError> {
    let given = given.unwrap_or_default();
    let malformed = || {
        let takes =
            "takes a level (error, warn, info, debug or trace) or levels by module, such as warn,career_advisor=debug";
        ConfigError(vec![format!("RUST_LOG {takes}, not `{given}`")])
    };
    let directives: Vec<&str> = given.split(',').map(str::trim).filter(|directive| !directive.is_empty()).collect();
    // Filters by field could match events of any library.
    if given.contains('[') {
        return Err(malformed());
    }
    let asked = match directives.is_empty() {
        true => Targets::new(),
        false => directives.join(",").parse().map_err(|_| malformed())?,
    };
    let bare = asked.default_level();
    let named: Vec<(&str, LevelFilter)> = asked.iter().collect();
    if named.iter().any(|(target, _)| target.is_empty()) {
        return Err(malformed());
    }
    let of_libraries = bare.unwrap_or(LIBRARIES).min(LIBRARIES);
    let mut targets = Targets::new().with_default(of_libraries).with_target("career_advisor", bare.unwrap_or(BOT));
    for library in TALKATIVE {
        targets = targets.with_target(library, of_libraries);
    }
    targets = targets.with_target(GATEWAY, LevelFilter::OFF);
    // The last one counts of those with the same target.
    Ok(targets.with_targets(named))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use tracing::Level;

    /// The finest level at which `filter` lets `target` through.
    fn finest(filter: &Targets, target: &str) -> LevelFilter {
        let levels = [Level::TRACE, Level::DEBUG, Level::INFO, Level::WARN, Level::ERROR];
        let enabled = levels.into_iter().find(|level| filter.would_enable(target, level));
        enabled.map_or(LevelFilter::OFF, LevelFilter::from_level)
    }

    #[rstest]
    #[case(None, "career_advisor::discord", LevelFilter::INFO)]
    #[case(None, "serenity::http", LevelFilter::WARN)]
    #[case(None, "mio", LevelFilter::WARN)]
    #[case(Some(" "), "career_advisor", LevelFilter::INFO)]
    #[case(Some("off"), "career_advisor", LevelFilter::OFF)]
    #[case(Some("error"), "serenity", LevelFilter::ERROR)]
    #[case(Some("debug"), "career_advisor::cli", LevelFilter::DEBUG)]
    #[case(Some("debug"), "serenity::http", LevelFilter::WARN)]
    #[case(Some("warn,career_advisor=info"), "career_advisor", LevelFilter::INFO)]
    #[case(Some("info, serenity=debug"), "serenity::http", LevelFilter::DEBUG)]
    #[case(Some("info,serenity=debug"), "serenity::gateway::ws", LevelFilter::OFF)]
    #[case(Some("serenity::gateway=debug"), "serenity::gateway::ws", LevelFilter::DEBUG)]
    #[case(Some("debug,serenity::http=off"), "serenity::cache", LevelFilter::WARN)]
    #[case(Some("debug,serenity::http=off"), "serenity::http::client", LevelFilter::OFF)]
    #[case(Some("tokio_tungstenite=off,debug"), "tungstenite::protocol", LevelFilter::WARN)]
    #[case(Some("tokio_tungstenite=off,debug"), "tokio_tungstenite", LevelFilter::OFF)]
    #[case(Some("career_advisor::discord=trace"), "career_advisor::cli", LevelFilter::INFO)]
    fn check(#[case] given: Option<&str>, #[case] target: &str, #[case] expected: LevelFilter) {
        assert_eq!(finest(&filter(given).unwrap(), target), expected);
    }

    #[test]
    fn no_filter_that_names_no_library_shows_what_libraries_print_of_members() {
        let tries = [
            "trace",
            "TRACE",
            "5",
            "trace,career_advisor=trace",
            "career_advisor",
            "s=trace",
            "serenit=trace,p=trace",
            "t=trace,r=trace,h=trace",
            "serenity_x=trace",
            "serenity::http=off,trace",
            "trace,serenity::ga=trace",
        ];
        for given in tries {
            let filter = filter(Some(given)).unwrap();
            for library in TALKATIVE.into_iter().chain(["mio", "want"]) {
                let inner = format!("{library}::inner");
                assert!(finest(&filter, &inner) <= LevelFilter::WARN, "{given} lets {library} through");
            }
            assert_eq!(finest(&filter, "serenity::gateway::ws"), LevelFilter::OFF, "{given}");
        }
    }

    #[rstest]
    #[case("career_advisor=loud")]
    #[case("=trace")]
    #[case("[{message}]=trace")]
    #[case("career_advisor[ask]=trace")]
    fn a_malformed_filter_is_named(#[case] given: &str) {
        let error = filter(Some(given)).unwrap_err().to_string();
        assert!(error.starts_with("RUST_LOG takes"), "{error}");
    }
}
