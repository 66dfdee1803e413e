//! What members notice of a reload: `cargo bench --bench reload`. Prints figures, judges nothing.
//!
//! A made-up folder of 1,000 entries with 12 phrasings is served. Questions are asked fifty times a second, first with nothing
//! else to do and then while a changed file is read, checked and learnt.

use career_advisor::knowledge::{self, FolderSource, KnowledgeSource as _};
use career_advisor::serving::{Serving, Teacher};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
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

fn main() {
    let dir = tempfile::tempdir().expect("a folder");
    let root = dir.path().join("knowledge");
    fs::create_dir_all(root.join("faq")).expect("a folder");
    write(&root, "one");
    let source = Arc::new(FolderSource::new(&root));
    let folder = source.read();
    let checked = knowledge::check(&folder, None);
    let teacher = Teacher::new(&dir.path().join("data")).expect("sound weights");
    let today = Arc::new(|| jiff::civil::date(2026, 11, 24));
    let serving = Arc::new(Serving::new(source, teacher, today, folder, checked).expect("a valid folder"));
    let begun = Instant::now();
    serving.learn().expect("a writable folder");
    println!("first start, nothing kept: {:.1} s", begun.elapsed().as_secs_f32());

    let quiet = AtomicBool::new(false);
    println!("a question with nothing else to do: {}", ask_until(&serving, &quiet, 200));
    write(&root, "two");
    let done = Arc::new(AtomicBool::new(false));
    let reload = std::thread::spawn({
        let (serving, done) = (Arc::clone(&serving), Arc::clone(&done));
        move || {
            let begun = Instant::now();
            serving.look();
            done.store(true, Ordering::Relaxed);
            begun.elapsed()
        }
    });
    println!("a question during a reload: {}", ask_until(&serving, &done, usize::MAX));
    let took = reload.join().expect("a reload without a panic");
    println!("the reload: {:.1} s", took.as_secs_f32());
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

/// Asks until `done`, or so often.
fn ask_until(serving: &Serving, done: &AtomicBool, most: usize) -> String {
    let mut times = Vec::new();
    while times.len() < most && !done.load(Ordering::Relaxed) {
        let at = times.len();
        // No two are the same, since what was asked before costs nothing.
        let question = format!("how about number {at} and the {} of it", SUBJECTS[at % SUBJECTS.len()]);
        let begun = Instant::now();
        serving.advisor().ask(&question, None);
        times.push(begun.elapsed());
        std::thread::sleep(Duration::from_millis(20).saturating_sub(begun.elapsed()));
    }
    times.sort_unstable();
    let milliseconds = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f32() * 1_000.0;
    format!("{:.2} ms median, {:.2} ms p99 of {}", milliseconds(50), milliseconds(99), times.len())
}
