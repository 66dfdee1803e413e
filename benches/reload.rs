//! What members notice of a reload: `cargo bench --bench reload`. Prints figures, judges nothing.
//!
//! The shipped folder, and a made-up one of 1,000 entries with 12 phrasings, are served. Questions are asked fifty times a
//! second, first with nothing else to do and then while a changed file is noticed, read, checked and learnt.

use career_advisor::knowledge::{self, FolderSource, KnowledgeSource as _};
use career_advisor::serving::{Serving, Teacher, watch};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const ENTRIES: usize = 1_000;
const PHRASINGS: usize = 12;
const SUBJECTS: [&str; 10] =
    ["training", "pay", "shift", "uniform", "licence", "school", "interview", "holiday", "machine", "team"];
const ASKED: [&str; 12] = [
    "how long is the",
    "what about the",
    "who decides on the",
    "is there a better",
    "tell me of the",
    "why is the",
    "when begins the",
    "can I change the",
    "do I need a",
    "what costs the",
    "where is the",
    "how hard is the",
];

#[tokio::main]
async fn main() {
    let dir = tempfile::tempdir().expect("a folder");
    println!("the shipped folder");
    let shipped = dir.path().join("shipped");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"), &shipped);
    reload(&shipped, || {
        let path = shipped.join("roles/perfusionist.toml");
        let text = fs::read_to_string(&path).expect("a file");
        let changed = text.replacen("also_asked = [", "also_asked = [\n  \"how many moons has a perfusionist\",", 1);
        fs::write(path, changed).expect("a writable folder");
    })
    .await;
    println!("{ENTRIES} entries with {PHRASINGS} phrasings");
    let made_up = dir.path().join("made-up");
    fs::create_dir_all(made_up.join("faq")).expect("a folder");
    write(&made_up, "one");
    reload(&made_up, || write(&made_up, "two")).await;
}

/// Serves the folder and asks before, and while, `change` changes it.
async fn reload(root: &Path, change: impl FnOnce()) {
    let source = Arc::new(FolderSource::new(root));
    let folder = source.read();
    let checked = knowledge::check(&folder, None);
    let teacher = Teacher::new(&root.with_extension("data")).expect("sound weights");
    let today = Arc::new(|| jiff::civil::date(2026, 11, 24));
    let serving = Arc::new(Serving::new(source, teacher, today, folder, checked).expect("a valid folder"));
    let begun = Instant::now();
    serving.learn().expect("a writable folder");
    println!("  first start, nothing kept: {:.1} s", begun.elapsed().as_secs_f32());
    println!("  a question with nothing else to do: {}", ask_until(&serving, "quiet", 200, || false));
    tokio::spawn(watch(Arc::clone(&serving)));
    tokio::time::sleep(Duration::from_secs(2)).await;
    let first = Arc::as_ptr(&serving.advisor());
    let saved = Instant::now();
    change();
    let served = || Arc::as_ptr(&serving.advisor()) != first;
    println!(
        "  a question during a reload: {}",
        tokio::task::block_in_place(|| ask_until(&serving, "busy", usize::MAX, served))
    );
    println!("  from the save until it is served: {:.1} s", saved.elapsed().as_secs_f32());
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for item in fs::read_dir(from).expect("a folder") {
        let item = item.expect("an item");
        let target = to.join(item.file_name());
        if item.path().is_dir() {
            copy(&item.path(), &target);
        } else {
            fs::copy(item.path(), target).expect("a file");
        }
    }
}

fn write(root: &Path, answer: &str) {
    let mut text = String::new();
    for at in 0..ENTRIES {
        let subject = SUBJECTS[at % SUBJECTS.len()];
        let about = |asked: &str| format!("{asked} {subject} of the {} people in group {}", at / 50, at % 50);
        let also_asked: Vec<String> = ASKED.iter().take(PHRASINGS - 1).map(|asked| about(asked)).collect();
        let question = about("What is special in the");
        write!(
            text,
            "[[entry]]\nid = \"e{at}\"\nquestion = {question:?}\nalso_asked = {also_asked:?}\nanswer = {answer:?}\n"
        )
        .expect("a string takes anything");
    }
    fs::write(root.join("faq/bench.toml"), text).expect("a writable folder");
}

/// Asks fifty times a second until `is_done`, or so often.
fn ask_until(serving: &Serving, about: &str, most: usize, is_done: impl Fn() -> bool) -> String {
    let mut times = Vec::new();
    while times.len() < most && !is_done() {
        let at = times.len();
        // No two are the same, since what was asked before costs nothing.
        let question = format!("how about {about} number {at} and the {} of it", SUBJECTS[at % SUBJECTS.len()]);
        let begun = Instant::now();
        serving.advisor().ask(&question, None);
        times.push(begun.elapsed());
        std::thread::sleep(Duration::from_millis(20).saturating_sub(begun.elapsed()));
    }
    times.sort_unstable();
    let milliseconds = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f32() * 1_000.0;
    format!("{:.2} ms median, {:.2} ms p99 of {}", milliseconds(50), milliseconds(99), times.len())
}
