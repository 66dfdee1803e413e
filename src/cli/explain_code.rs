//! `career-advisor check --explain CODE`: what a code means, with a wrong and a right example.

use crate::diagnostic::Code;
use crate::knowledge::suggest::nearest;
use anyhow::bail;

/// The one place where codes are explained.
const PAGE: &str = include_str!("../../docs/diagnostics.md");

/// What the code of this name means, as text for a terminal.
///
/// # Errors
/// No code has this name.
pub(super) fn explanation(name: &str) -> anyhow::Result<String> {
    let Some(code) = Code::ALL.iter().find(|code| code.name() == name) else {
        match nearest(name, Code::ALL.iter().map(|code| code.name())) {
            Some(guess) => bail!("there is no code `{name}`; did you mean `{guess}`?"),
            None => bail!("there is no code `{name}`; docs/diagnostics.md lists them all"),
        }
    };
    Ok(plain(section(*code)))
}

/// The code's section of the page, from its heading to before the next; empty where it has none, which a test rules out.
fn section(code: Code) -> &'static str {
    let heading = format!("## {}\n", code.name());
    let start = PAGE.find(&heading).unwrap_or(PAGE.len());
    let section = &PAGE[start..];
    let end = section.find("\n## ").map_or(section.len(), |end| end + 1);
    &section[..end]
}

/// Markdown as a terminal shows it best: examples are indented, and the signs of headings and bold go.
fn plain(section: &str) -> String {
    let mut text = String::new();
    let mut in_example = false;
    for line in section.trim_end().lines() {
        if line.starts_with("```") {
            in_example = !in_example;
            continue;
        }
        let line = match line.strip_prefix("**") {
            _ if in_example => format!("    {line}"),
            Some(label) => label.replacen("**", "", 1),
            None => line.trim_start_matches("## ").to_owned(),
        };
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
