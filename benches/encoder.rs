//! How long the encoder takes: `cargo bench --bench encoder`.
//!
//! Prints the time to load it, the median and the 99th percentile for single questions on one thread, and the time for
//! many phrasings on one thread and on all.

use std::time::{Duration, Instant};

use career_advisor::encoder::Encoder;

/// Questions of about 12 words, as members ask them.
const QUESTIONS: [&str; 6] = [
    "how long does it usually take to become a perfusionist after college",
    "do I need to be really good at math to get in?",
    "what is the difference between a respiratory therapist and an ECMO specialist",
    "hey does anyone know how much new grads make in their first year",
    "can I work while I am in the program or is that impossible",
    "is it too late to switch careers if I am already thirty five",
];
const SINGLE: usize = 600;
const MANY: usize = 720;

fn main() {
    let start = Instant::now();
    let encoder = Encoder::load().expect("the weights are part of the program");
    println!("load                        {:8.2} ms", milliseconds(start.elapsed()));

    let mut times: Vec<Duration> = (0..SINGLE)
        .map(|at| {
            let start = Instant::now();
            std::hint::black_box(encoder.encode(QUESTIONS[at % QUESTIONS.len()]));
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    println!("a question, median          {:8.2} ms", milliseconds(times[SINGLE / 2]));
    println!("a question, 99th percentile {:8.2} ms", milliseconds(times[SINGLE * 99 / 100]));

    let longest = "how long is the training ".repeat(40);
    let start = Instant::now();
    std::hint::black_box(encoder.encode(&longest));
    println!("a text of the longest kind  {:8.2} ms", milliseconds(start.elapsed()));

    let texts: Vec<&str> = QUESTIONS.into_iter().cycle().take(MANY).collect();
    let all = std::thread::available_parallelism().map_or(1, |count| count.get());
    for threads in [1, all] {
        let start = Instant::now();
        std::hint::black_box(encoder.encode_many(&texts, threads, |_| ()));
        println!("{MANY} phrasings, {threads} thread(s) {:8.2} s", start.elapsed().as_secs_f64());
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
