//! Holds the dependencies between modules that ARCHITECTURE.md names.

use std::fs;
use std::path::{Path, PathBuf};

/// What each module may use of the crate beside itself.
const MAY_USE: [(&str, &[&str]); 11] = [
    ("diagnostic", &[]),
    ("text", &[]),
    ("messages", &["knowledge"]),
    ("config", &[]),
    ("encoder", &[]),
    ("simulator", &[]),
    ("knowledge", &["diagnostic", "text"]),
    ("matching", &["encoder", "knowledge", "text", "diagnostic"]),
    ("reply", &["knowledge", "text", "matching"]),
    ("advisor", &["knowledge", "matching", "reply", "text"]),
    ("discord", &["advisor", "config", "knowledge", "matching", "messages", "reply", "text"]),
];

fn files(at: &Path) -> Vec<PathBuf> {
    if at.is_file() {
        return vec![at.to_owned()];
    }
    fs::read_dir(at).unwrap().flat_map(|item| files(&item.unwrap().path())).collect()
}

fn sources(module: &str) -> Vec<(PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let one = src.join(format!("{module}.rs"));
    let found = files(&if one.is_file() { one } else { src.join(module) });
    found.into_iter().map(|path| (path.clone(), fs::read_to_string(&path).unwrap())).collect()
}

/// Lines of the program itself, without comments and unit tests.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let program = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    program.lines().filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn modules_use_only_what_stands_below_them() {
    let mut breaches = Vec::new();
    for (module, allowed) in MAY_USE {
        for (path, text) in sources(module) {
            for used in lines(&text).flat_map(|line| line.split("crate::").skip(1)) {
                let name: String = used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if name != module && !allowed.contains(&name.as_str()) {
                    breaches.push(format!("{} uses {name}", path.display()));
                }
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[test]
fn only_discord_knows_serenity_and_poise() {
    for module in [
        "advisor",
        "cli",
        "config",
        "diagnostic",
        "encoder",
        "knowledge",
        "matching",
        "messages",
        "reply",
        "simulator",
        "text",
    ] {
        for (path, text) in sources(module) {
            let line = lines(&text).find(|line| {
                // A log filter may name them in quotes.
                let code = line.split('"').next().unwrap_or_default();
                code.contains("serenity::") || code.contains("poise::")
            });
            assert_eq!(line, None, "{}", path.display());
        }
    }
}
