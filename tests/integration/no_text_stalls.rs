//! No text that a member may send takes more than 50 ms of one core, whatever it repeats, asked for the first time.

use crate::hard_texts::{LENGTHS, once_slow, pieces, repeated, text};
use crate::shipped;
use career_advisor::advisor::{Advisor, Context};
use career_advisor::encoder::Encoder;
use career_advisor::knowledge::model::KnowledgeBase;
use cpu_time::ThreadTime;
use jiff::civil::date;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use std::hint::black_box;
use std::sync::LazyLock;
use std::time::Duration;

/// What a text may take.
const LIMIT: Duration = Duration::from_millis(50);
/// Or so many times what the encoder takes for its share, where the processor is slow or other work slows it down.
const LIMIT_IN_SHARES: u32 = 2;
/// The encoder's share: about as many tokens as it reads of a message at most.
const TOKENS: usize = 124;
/// A text takes too long where it does so each time.
const TRIES: usize = 4;

/// What is done with a text.
type Act = fn(&Advisor, &str);
/// Makes an advisor that remembers nothing.
type Fresh = fn() -> Advisor;

const ACTS: [(&str, Act); 6] = [
    ("ask", |advisor, text| _ = black_box(advisor.ask(text, None))),
    ("ask after a question", |advisor, text| _ = black_box(advisor.ask(text, Some("What does a cook do?")))),
    ("ask after it", |advisor, text| _ = black_box(advisor.ask("and how long is that?", Some(text)))),
    ("ask after the same", |advisor, text| _ = black_box(advisor.ask(text, Some(text)))),
    ("overhear", |advisor, text| _ = black_box(advisor.overhear(text, Context::default()))),
    ("name a role", |advisor, text| {
        _ = black_box((advisor.role(text), advisor.complete_role(text), advisor.compare(text, text)));
    }),
];

/// A small knowledge base, whose names are common words.
fn made_up() -> KnowledgeBase {
    let cook = r#"
        id = "cook"
        name = "Cook"
        aliases = ["chef", "v", "head of the kitchen and all who work in it"]
        [[entry]]
        id = "pay"
        question = "What does a cook earn?"
        also_asked = ["how much do cooks make", "is the pay of a cook good"]
        answer = "Enough."
        [[entry]]
        id = "training"
        question = "How long does a cook learn?"
        also_asked = ["years of school to become a cook"]
        answer = "Three years."
    "#;
    let waiter = "id = \"waiter\"\nname = \"Waiter\"\naliases = [\"vs\", \"waitress\"]";
    let vocabulary = r#"
        other_occupations = ["plumber", "and"]
        [[synonym]]
        words = ["salary of a whole year of work", "pay", "r"]
    "#;
    crate::knowledge::check(&[
        ("roles/cook.toml", cook),
        ("roles/waiter.toml", waiter),
        ("vocabulary.toml", vocabulary),
    ])
    .knowledge
    .expect("a valid folder")
}

fn fresh_made_up() -> Advisor {
    shipped::learnt(made_up(), Box::new(|| date(2026, 11, 24)))
}

fn fresh_shipped() -> Advisor {
    shipped::started(shipped::advisor().knowledge(), &shipped::data_dir())
}

static MADE_UP: LazyLock<Advisor> = LazyLock::new(fresh_made_up);

/// What the encoder takes for its share of a message just now.
fn share() -> Duration {
    static ENCODER: LazyLock<Encoder> = LazyLock::new(|| Encoder::load().unwrap());
    let text = "how ".repeat(TOKENS - 2);
    took(|| _ = black_box(ENCODER.encode(&text)))
}

/// The processor's time, so that it doesn't count what other work is done meanwhile.
fn took(work: impl FnOnce()) -> Duration {
    let begun = ThreadTime::now();
    work();
    begun.elapsed()
}

/// How much too long it takes to do this with a text; each try asks an advisor that has seen nothing of it.
fn too_long(act: Act, text: &str, advisor: &Advisor, fresh: fn() -> Advisor) -> Option<Duration> {
    let over = |advisor: &Advisor| {
        let took = took(|| act(advisor, text));
        (took > LIMIT && took > LIMIT_IN_SHARES * share()).then_some(took)
    };
    let mut best = over(advisor)?;
    for _ in 1..TRIES {
        best = best.min(over(&fresh())?);
    }
    Some(best)
}

/// Fails with whatever takes too long.
fn check(text: &str, acts: &[(&str, Act)]) -> Result<(), String> {
    let advisors: [(&str, &Advisor, Fresh); 2] =
        [("made up", &MADE_UP, fresh_made_up), ("shipped", shipped::advisor(), fresh_shipped)];
    for (name, act) in acts {
        for (knowledge, advisor, fresh) in advisors {
            if let Some(took) = too_long(*act, text, advisor, fresh) {
                let start: String = text.chars().take(60).collect();
                return Err(format!(
                    "{name}, {knowledge}: {took:?} for {} characters: {start:?}…",
                    text.chars().count()
                ));
            }
        }
    }
    Ok(())
}

#[test]
fn what_was_slow_once_is_not() {
    let slow: Vec<String> = once_slow().iter().filter_map(|text| check(text, &ACTS).err()).collect();
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn nothing_is_slow_when_it_is_repeated() {
    let all = pieces(shipped::advisor().knowledge());
    assert!(
        ["vs", "compared", "```", "](", "idk", "\u{2019}"].iter().all(|known| all.iter().any(|piece| piece == known))
    );
    // Some of them, each time the same, so that the test is short.
    let slow =
        all.iter().step_by(13).filter_map(|piece| check(&repeated(&format!("{piece} "), LENGTHS[1]), &ACTS[..1]).err());
    let slow: Vec<String> = slow.collect();
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn no_mixture_is_slow() {
    let config = Config {
        cases: 60,
        rng_seed: RngSeed::Fixed(13),
        max_shrink_iters: 20,
        failure_persistence: None,
        ..Config::default()
    };
    let cases = (text(pieces(shipped::advisor().knowledge())), 0..ACTS.len());
    let checked = TestRunner::new(config)
        .run(&cases, |(text, act)| check(&text, &ACTS[act..=act]).map_err(proptest::test_runner::TestCaseError::fail));
    checked.unwrap_or_else(|failure| panic!("{failure}"));
}
