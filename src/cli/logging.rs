//! Log lines on standard error.

use crate::config::{ConfigError, LogFormat};
use tracing_subscriber::EnvFilter;

/// What is logged unless `RUST_LOG` says otherwise.
const DEFAULT: &str = "warn,career_advisor=info";

/// The libraries that print what members write, or tokens, at their finer levels. They stay quiet unless `RUST_LOG` names
/// them, so that `RUST_LOG=debug` alone leaks nothing.
const LIBRARIES: [&str; 6] = ["serenity", "poise", "tungstenite", "tokio_tungstenite", "reqwest", "hyper"];

/// What the bot tells in words of its own: that Discord refused a token or an intent, and that a connection came back.
const TOLD_BY_US: &str = "serenity::gateway=off";

/// Starts logging; `filter` is the value of `RUST_LOG`.
///
/// # Errors
/// The filter is malformed.
pub fn start(format: LogFormat, filter: Option<&str>) -> Result<(), ConfigError> {
    let lines = tracing_subscriber::fmt()
        .with_env_filter(self::filter(filter)?)
        .with_ansi(super::colour(&std::io::stderr()))
        .with_writer(std::io::stderr);
    // Whoever started logging before, such as a test, keeps it.
    _ = match format {
        LogFormat::Text => lines.with_target(false).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    Ok(())
}

fn filter(given: Option<&str>) -> Result<EnvFilter, ConfigError> {
    let given = given.map(str::trim).filter(|given| !given.is_empty()).unwrap_or(DEFAULT);
    let malformed = || {
        let takes =
            "takes a level (error, warn, info, debug or trace) or levels by module, such as warn,career_advisor=debug";
        ConfigError(vec![format!("RUST_LOG {takes}, not `{given}`")])
    };
    let unnamed =
        LIBRARIES.into_iter().filter(|library| !given.contains(library)).map(|library| format!("{library}=warn"));
    let ours = (!given.contains("serenity")).then(|| TOLD_BY_US.to_owned());
    let directives: Vec<String> = std::iter::once(given.to_owned()).chain(unnamed).chain(ours).collect();
    EnvFilter::try_new(directives.join(",")).map_err(|_| malformed())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(None, "serenity=warn", "serenity=debug")]
    #[case(Some(""), "career_advisor=info", "career_advisor=debug")]
    #[case(Some("debug"), "serenity=warn", "serenity=debug")]
    #[case(Some("info,serenity=debug"), "serenity=debug", "serenity=warn")]
    fn libraries_stay_quiet_unless_named(#[case] given: Option<&str>, #[case] has: &str, #[case] lacks: &str) {
        let filter = filter(given).unwrap().to_string();
        let directives: Vec<&str> = filter.split(',').collect();
        assert!(directives.contains(&has) && !directives.contains(&lacks), "{filter}");
    }

    #[test]
    fn a_malformed_filter_is_named() {
        let error = filter(Some("career_advisor=loud")).unwrap_err().to_string();
        assert!(error.starts_with("RUST_LOG takes"), "{error}");
    }
}
