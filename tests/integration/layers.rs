//! Holds the dependencies between modules that ARCHITECTURE.md names.

use rstest::rstest;
use std::fs;
use std::path::{Path, PathBuf};

/// What each module may use of the crate beside itself.
const MAY_USE: [(&str, &[&str]); 18] = [
    ("diagnostic", &[]),
    ("text", &[]),
    ("parallel", &[]),
    ("messages", &["knowledge", "store", "text"]),
    ("config", &[]),
    ("encoder", &["parallel"]),
    ("simulator", &[]),
    ("store", &["encoder", "knowledge"]),
    ("knowledge", &["diagnostic", "text"]),
    ("matching", &["encoder", "knowledge", "parallel", "text", "diagnostic"]),
    ("reply", &["knowledge"]),
    ("picture", &["knowledge", "messages"]),
    ("advisor", &["knowledge", "matching", "messages", "picture", "reply", "text"]),
    ("explanation", &["advisor", "diagnostic", "matching"]),
    ("serving", &["advisor", "encoder", "knowledge", "matching", "store"]),
    ("moderation", &["advisor", "diagnostic", "encoder", "knowledge", "matching", "reply", "serving", "store", "text"]),
    (
        "discord",
        &[
            "advisor",
            "config",
            "diagnostic",
            "knowledge",
            "matching",
            "messages",
            "moderation",
            "picture",
            "reply",
            "serving",
            "store",
            "text",
        ],
    ),
    ("playground", &["config", "diagnostic", "discord", "explanation", "moderation", "simulator"]),
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
    let code = found.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    code.map(|path| (path.clone(), fs::read_to_string(&path).unwrap())).collect()
}

/// Lines of the program itself, without comments and unit tests.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let program = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    program.lines().filter(|line| !line.trim_start().starts_with("//"))
}

/// The modules of the crate's root that a line names, by `crate::` or by as many `super::` as lead up to it.
///
/// `depth` is how many modules deep the file is: 1 for `src/config.rs` and `src/text/mod.rs`, 2 for `src/text/words.rs`.
fn named<'a>(line: &'a str, depth: usize) -> Vec<&'a str> {
    let root = "super::".repeat(depth);
    let behind = |path: &'a str| {
        let end = path.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(path.len());
        &path[..end]
    };
    let absolute = line.split("crate::").skip(1).map(behind);
    absolute.chain(line.split(&root).skip(1).map(behind)).collect()
}

fn depth(path: &Path) -> usize {
    let below = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    below.components().count() - usize::from(below.ends_with("mod.rs"))
}

#[test]
fn modules_use_only_what_stands_below_them() {
    let mut breaches = Vec::new();
    for (module, allowed) in MAY_USE {
        for (path, text) in sources(module) {
            for name in lines(&text).flat_map(|line| named(line, depth(&path))) {
                if name != module && !allowed.contains(&name) {
                    breaches.push(format!("{} uses {name}", path.display()));
                }
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[rstest]
#[case("use crate::text::tokens;", 2, &["text"])]
#[case("use super::super::text; f(crate::config::X)", 2, &["config", "text"])]
#[case("use super::super::text;", 3, &[])]
#[case("use super::text;", 1, &["text"])]
fn check_named(#[case] line: &str, #[case] depth: usize, #[case] expected: &[&str]) {
    assert_eq!(named(line, depth), expected);
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
