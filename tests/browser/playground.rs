//! A playground of a test's own, as a user starts it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use tempfile::TempDir;

/// The running program, its copy of the shipped knowledge folder, and its data.
pub struct Playground {
    process: Child,
    pub address: String,
    dir: TempDir,
}

/// A `DATA_DIR` in which what was read of the shipped folder is kept, so that each test needn't read it anew.
static READ: LazyLock<PathBuf> = LazyLock::new(|| {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("browser-data");
    let checked = program().args(["check", "--knowledge"]).arg(shipped()).env("DATA_DIR", &dir).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    dir
});

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_career-advisor"))
}

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(item.file_name());
        if item.path().is_dir() { copy(&item.path(), &target) } else { _ = fs::copy(item.path(), target).unwrap() }
    }
}

impl Playground {
    /// Starts it with more arguments.
    pub fn start(arguments: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        copy(&shipped(), &dir.path().join("knowledge"));
        copy(&READ, &dir.path().join("data"));
        let mut process = program()
            .args(["playground", "--no-open", "--port", "0", "--knowledge"])
            .arg(dir.path().join("knowledge"))
            .args(arguments)
            .env("DATA_DIR", dir.path().join("data"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim_end().rsplit(' ').next().unwrap().to_owned();
        assert!(address.starts_with("http://127.0.0.1:"), "{line}");
        Playground { process, address, dir }
    }

    /// A file of the knowledge folder.
    pub fn file(&self, path: &str) -> PathBuf {
        self.dir.path().join("knowledge").join(path)
    }
}

impl Drop for Playground {
    fn drop(&mut self) {
        _ = self.process.kill();
        _ = self.process.wait();
    }
}
