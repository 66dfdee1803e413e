//! How fast the program is ready and how fast it answers, for knowledge bases of two sizes, and which texts take longest.
//! Prints figures, judges nothing.
//!
//! `cargo bench --bench matching`. The phrasings are the shipped ones, the questions are the golden ones.

#[path = "../tests/integration/hard_texts.rs"]
mod hard_texts;

use career_advisor::advisor::Advisor;
use career_advisor::encoder::Encoder;
use career_advisor::knowledge::model::KnowledgeBase;
use career_advisor::knowledge::{self, Folder, SourceFile};
use career_advisor::matching::Embeddings;
use career_advisor::store::EmbeddingCache;
use cpu_time::ThreadTime;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let shipped = knowledge::load(&folder, None).knowledge.expect("a valid folder");
    let asked: Vec<&str> = shipped.golden.iter().map(|case| case.ask.as_str()).collect();
    let phrasings: Vec<Vec<&str>> = shipped.entries.iter().map(|entry| entry.phrasings().collect()).collect();

    let twelve: Vec<Vec<&str>> = phrasings.iter().map(|of_entry| of_entry.iter().copied().take(12).collect()).collect();
    measure("60 entries with 12 phrasings", &base(&twelve), &asked);
    let all: Vec<&str> = phrasings.into_iter().flatten().collect();
    let ten: Vec<Vec<&str>> = all.chunks_exact(10).take(150).map(<[&str]>::to_vec).collect();
    measure("150 entries with 10 phrasings", &base(&ten), &asked);
    slowest(&shipped);
}

/// The processor's time for long texts of all that is treated specially.
///
/// Each is asked in several rounds, and the shortest time counts, since other work slows the processor's caches down. So many
/// others are asked in between that nothing is left of it.
fn slowest(knowledge: &KnowledgeBase) {
    const MIXTURES: usize = 300;
    const ROUNDS: usize = 3;
    const SHOWN: usize = 6;
    let mut embeddings = Embeddings::new(Arc::new(Encoder::load().expect("sound weights")), HashMap::new());
    let advisor = Advisor::new(knowledge.clone(), Box::new(|| jiff::civil::date(2026, 11, 24)));
    advisor.learn(&mut embeddings, |_, _| ());

    let pieces = hard_texts::pieces(knowledge);
    let repeated =
        pieces.iter().flat_map(|piece| hard_texts::LENGTHS.map(|length| hard_texts::repeated(piece, length)));
    let (strategy, mut runner) = (hard_texts::text(pieces.clone()), TestRunner::deterministic());
    let mixtures = (0..MIXTURES).map(|_| strategy.new_tree(&mut runner).expect("a text").current());
    let texts = [
        ("that were slow once", hard_texts::once_slow()),
        ("repeated", repeated.step_by(5).collect()),
        ("mixtures", mixtures.collect()),
    ];

    let mut took: Vec<Vec<Duration>> = texts.iter().map(|(_, texts)| vec![Duration::MAX; texts.len()]).collect();
    for _ in 0..ROUNDS {
        for ((_, texts), took) in texts.iter().zip(&mut took) {
            for (text, took) in texts.iter().zip(took) {
                let begun = ThreadTime::now();
                std::hint::black_box(advisor.ask(text, None));
                *took = begun.elapsed().min(*took);
            }
        }
    }
    println!("texts of 2,000 and 4,000 characters, the shipped folder");
    for ((name, texts), took) in texts.iter().zip(took) {
        let mut took: Vec<(Duration, &String)> = took.into_iter().zip(texts).collect();
        took.sort_by(|a, b| b.cmp(a));
        println!("  {} {name}, median {:.1} ms, the slowest:", took.len(), milliseconds(took[took.len() / 2].0));
        for (took, text) in took.iter().take(SHOWN) {
            println!("    {:.1} ms: {:?}…", milliseconds(*took), text.chars().take(40).collect::<String>());
        }
    }
}

fn milliseconds(time: Duration) -> f32 {
    time.as_secs_f32() * 1_000.0
}

fn measure(name: &str, knowledge: &KnowledgeBase, asked: &[&str]) {
    let data = tempfile::tempdir().expect("a folder");
    let start = |name: &str| {
        let begun = Instant::now();
        let encoder = Arc::new(Encoder::load().expect("sound weights"));
        let cache = EmbeddingCache::new(data.path(), encoder.model_hash());
        let mut embeddings = Embeddings::new(encoder, cache.load());
        let advisor = Advisor::new(knowledge.clone(), Box::new(|| jiff::civil::date(2026, 11, 24)));
        advisor.learn(&mut embeddings, |_, _| ());
        let took = begun.elapsed();
        cache.save(embeddings.known()).expect("a writable folder");
        println!("  {name}: {:.2} s", took.as_secs_f32());
        advisor
    };
    println!("{name}");
    start("cold start, all cores");
    let advisor = start("warm start");
    let encoder = Encoder::load().expect("sound weights");
    let (mut whole, mut outside) = (Vec::new(), Vec::new());
    for question in asked {
        let begun = Instant::now();
        let outcome = advisor.ask(question, None);
        let took = begun.elapsed();
        // What the encoder was given for it, once more.
        let begun = Instant::now();
        match &outcome.first.question.focus {
            Some(focus) => [&focus.question, &focus.rest].map(|part| encoder.encode(part)).len(),
            None => [encoder.encode(&outcome.first.question.in_context())].len(),
        };
        outside.push(took.saturating_sub(begun.elapsed()));
        whole.push(took);
    }
    println!("  a question: {}", spread(&mut whole));
    println!("  of it outside the encoder: {}", spread(&mut outside));
    println!("  resident at most so far: {}", resident());
}

fn base(phrasings: &[Vec<&str>]) -> KnowledgeBase {
    let mut text = String::new();
    for (at, phrasings) in phrasings.iter().enumerate() {
        let (question, also_asked) = (phrasings[0].to_owned(), &phrasings[1..]);
        let question = question.chars().take(200).collect::<String>();
        write!(
            text,
            "[[entry]]\nid = \"e{at}\"\nquestion = {question:?}\nalso_asked = {also_asked:?}\nanswer = \"-\"\n"
        )
        .expect("a string takes anything");
    }
    let files = vec![SourceFile::new("faq/bench.toml", text)];
    knowledge::check(&Folder { files, problem: None }, None).knowledge.expect("a valid folder")
}

fn spread(times: &mut [Duration]) -> String {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f32() * 1_000.0;
    format!("{:.2} ms median, {:.2} ms p99", at(50), at(99))
}

/// The most memory that was resident so far, as Linux tells it.
fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("unknown here".to_owned(), |line| line.trim().to_owned())
}
