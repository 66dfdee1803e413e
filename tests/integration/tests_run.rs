//! `tests/run` says what it lacks.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

/// The script in a folder of its own, in which `npm` does this and everything else is there.
fn run(folder: &Path, npm: &str) -> Output {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::create_dir_all(folder.join("tests/browser")).unwrap();
    for file in ["tests/run", "tests/browser/package.json"] {
        fs::copy(repository.join(file), folder.join(file)).unwrap();
    }
    let programs = folder.join("programs");
    fs::create_dir_all(&programs).unwrap();
    for (name, does) in [("npm", npm), ("chromedriver", "exit 0"), ("cargo", "echo cargo \"$@\"")] {
        let program = programs.join(name);
        fs::write(&program, format!("#!/bin/sh\n{does}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    Command::new("bash").arg(folder.join("tests/run")).env("PATH", path).output().unwrap()
}

#[test]
fn without_a_network_it_says_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), "echo 'npm error code ENOTFOUND' >&2; exit 1");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && output.stdout.is_empty(), "{told}");
    for part in ["npm error code ENOTFOUND", "axe-core 4", "npm ci --prefix tests/browser", "cargo test --locked"] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn what_is_there_is_not_installed_again() {
    let folder = tempfile::tempdir().unwrap();
    let there = "mkdir -p tests/browser/node_modules/axe-core && echo '\"version\": \"4.14.1\"' > tests/browser/node_modules/axe-core/package.json";
    assert!(run(folder.path(), there).status.success());
    let output = run(folder.path(), "exit 1");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "cargo test --locked\n");
}
