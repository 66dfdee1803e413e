//! Arbitrary bytes as knowledge files: checking them ends soon, panics never, and names only places that exist.
//!
//! `FUZZ_SECONDS=60 cargo test fuzz` looks further than the usual second, from another start each time. A failure prints
//! the `FUZZ_SEED` that leads straight to it.

use crate::knowledge_never_panics::{PATHS, TOKENS, check_file};
use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// No file of these sizes may keep a core busy for longer, without optimisations either.
const PATIENCE: Duration = Duration::from_secs(10);

/// Measures how long this thread has worked: what others do on the machine meanwhile doesn't count, where the system tells.
struct Work {
    begun: Instant,
    worked: Option<Duration>,
}

impl Work {
    fn begin() -> Self {
        Work { begun: Instant::now(), worked: worked() }
    }

    fn took(&self) -> Duration {
        match (self.worked, worked()) {
            (Some(before), Some(now)) => now - before,
            _ => self.begun.elapsed(),
        }
    }
}

/// For how long a core has worked for this thread.
fn worked() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos).filter(|worked| !worked.is_zero())
}

/// A generator of numbers that look random and are the same for the same seed (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to before `end`; 0 where that is nothing.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// A stretch of some bytes, mostly a short one.
    fn part(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        let longest = *self.of(&[1, 8, 64, 512, 4096]);
        start..(start + self.below(longest)).min(length)
    }
}

/// The shipped files, the templates, the planted faults and the page of examples.
fn seeds() -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()];
    folders = ["knowledge", "docs/templates", "tests/planted"].iter().map(|folder| folders[0].join(folder)).collect();
    while let Some(folder) = folders.pop() {
        for item in std::fs::read_dir(folder).unwrap() {
            let path = item.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => files.push(path),
            }
        }
    }
    files.sort();
    let texts = files.iter().filter(|path| path.extension().is_some_and(|end| end == "toml"));
    let mut seeds: Vec<Vec<u8>> = texts.map(|path| std::fs::read(path).unwrap()).collect();
    let page = include_str!("../../docs/diagnostics.md");
    seeds.extend(page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap().as_bytes().to_vec()));
    seeds
}

/// A stretch of a file with some things done to it.
fn made(seeds: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    const LONGEST: usize = 6_000;
    let seed = numbers.of(seeds);
    let start = if seed.len() > LONGEST { numbers.below(seed.len() - LONGEST) } else { 0 };
    let mut bytes = seed[start..(start + LONGEST).min(seed.len())].to_vec();
    for _ in 0..=numbers.below(8) {
        let part = numbers.part(bytes.len());
        match numbers.below(8) {
            0 => part.for_each(|at| bytes[at] ^= 1 << numbers.below(8)),
            1 => _ = bytes.drain(part),
            2 => bytes.truncate(part.end),
            3 => {
                let other = numbers.of(seeds);
                let piece = numbers.part(other.len());
                bytes.splice(part, other[piece].iter().copied());
            }
            4 => {
                let again = bytes[part.clone()].repeat(1 + numbers.below(20));
                bytes.splice(part.end..part.end, again.into_iter().take(30_000));
            }
            5 => bytes = String::from_utf8_lossy(&bytes).replace('\n', "\r\n").into_bytes(),
            _ => {
                let token = numbers.of(&TOKENS).repeat(1 + numbers.below(3));
                let at = part.start;
                bytes.splice(at..at, token.bytes());
            }
        }
    }
    bytes
}

fn number(name: &str) -> Option<u64> {
    let text = env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} must be a number, not {text}")))
}

#[test]
fn no_bytes_make_it_panic_or_hang() {
    let seconds = number("FUZZ_SECONDS");
    // The same every time, unless it is meant to find what is new.
    let fresh = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as u64);
    let first = number("FUZZ_SEED").unwrap_or_else(|| seconds.map_or(1, |_| fresh()));
    let seeds = seeds();
    let started = Instant::now();
    let mut seed = first;
    while started.elapsed() < Duration::from_secs(seconds.unwrap_or(1)) {
        let mut numbers = Numbers(seed);
        let bytes = made(&seeds, &mut numbers);
        let path = *numbers.of(&PATHS);
        let work = Work::begin();
        let result = catch_unwind(AssertUnwindSafe(|| check_file(path, &bytes)));
        let took = work.took();
        assert!(
            result.is_ok() && took < PATIENCE,
            "FUZZ_SEED={seed} leads here: {took:?} for {path} with\n{}",
            String::from_utf8_lossy(&bytes)
        );
        seed = seed.wrapping_add(1);
    }
    assert!(seed != first, "nothing was tried");
}

/// A file of a megabyte in which one thing stands again and again.
fn large(piece: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for at in 0.. {
        text.push_str(&piece(at));
        if text.len() > 1_000_000 {
            break;
        }
    }
    text
}

#[test]
fn a_file_of_a_megabyte_is_checked_within_seconds() {
    let pieces: [(&str, &str); 31] = [
        ("faq/a.toml", "[[entry]]\nid = \"a#\"\nquestion = \"Why #?\"\nanswer = \"So #.\"\n"),
        ("faq/a.toml", "[[entry]]\nid = \"a#\"\nquestion = \"q\"\nanswer = \"x\"\nrelated = [\"faq/b#\"]\n"),
        ("faq/a.toml", "[[entry]]\nid = \"a\"\nquestion = \"é\nanswer = \"\"\"\nx\n"),
        ("faq/a.toml", "[[entry]]\nid = \"a#\"\nquestion = \"q\"\nanswer = '''\n[note]\n'''\nx\n"),
        ("faq/a.toml", "id#\n"),
        ("faq/a.toml", "id# = 1\n"),
        ("faq/a.toml", "id# = \n"),
        ("faq/a.toml", "[id#]\nx\n"),
        ("faq/a.toml", "[entry]\nid = 1\n"),
        ("faq/a.toml", "a.b.c = 1\n"),
        ("faq/a.toml", "\""),
        ("faq/a.toml", "\"\"\"\n"),
        ("faq/a.toml", "["),
        ("faq/a.toml", "a = ["),
        ("faq/a.toml", "{a="),
        ("faq/a.toml", "# é\r\n"),
        ("faq/a.toml", "é"),
        ("faq/a.toml", "\\"),
        ("roles/a.toml", "[[path]]\nstep = 1\n"),
        ("roles/a.toml", "[card.x#]\n"),
        ("sources.toml", "[[source]]\nid = \"s#\"\ntitle = \"T\"\nurl = \"http://a.org\"\n"),
        ("sources.toml", "[[source]]\nid = \"s\"\n"),
        ("golden/a.toml", "[[case]]\nask = \"q\"\nentries = [\"faq/#\"]\n"),
        ("golden/a.toml", "[[case]]\nask = q\n"),
        ("vocabulary.toml", "[[synonym]]\nwords = [\"w#\", 1]\n"),
        ("smalltalk.toml", "[[reply]]\nid = \"r#\"\nsaid = [\"a\"]\nanswer = \"**TODO [a](b) <b> AB $1\"\n"),
        ("out_of_scope.toml", "[[topic]]\nid = \"t\"\nexamples = [\"a\", \"\"]\nreply = \"See http://a.org.\"\n"),
        ("safety.toml", "harmless = [\"#\"]\n[[crisis]]\nid = \"t#\"\nreply = \"http://a.org\"\n"),
        ("listings.toml", "[[board]]\nid = \"b#\"\nname = \"\"\nurl = \"x\"\nsearch = \"y\"\n"),
        ("a/b.toml", "x"),
        ("faq/a.toml", "\u{feff}\t= \"\n"),
    ];
    let around: [(&str, &str, &str, &str); 6] = [
        ("faq/a.toml", "[[entry]]\nid = \"a\"\nquestion = \"q\"\nalso_asked = [", "1, ", "]\nanswer = \"x\"\n"),
        ("faq/a.toml", "[[entry]]\nid = \"a\"\nquestion = \"q\"\nalso_asked = [\n", "\"é\",\n", "]\nanswer = \"x\"\n"),
        ("faq/a.toml", "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"\"\"", "[a](http://é.org) ", "\"\"\"\n"),
        ("faq/a.toml", "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"\"\"", "](", "\"\"\"\n"),
        ("faq/a.toml", "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"\"\"", "**`[ <b> ", "\"\"\"\n"),
        ("faq/a.toml", "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"\"\"", "\\\"\\\n\n", "\"\"\"\n"),
    ];
    let alone = pieces.into_iter().map(|(path, piece)| (path, "", piece, ""));
    let mut slow = Vec::new();
    for (path, before, piece, behind) in alone.chain(around) {
        let text = format!("{before}{}{behind}", large(|at| piece.replace('#', &at.to_string())));
        let work = Work::begin();
        check_file(path, text.as_bytes());
        let took = work.took();
        if took > PATIENCE {
            slow.push(format!("{took:?} for {path} of {piece:?}"));
        }
        if env::var_os("FUZZ_TIMES").is_some() {
            eprintln!("{took:?} for {path} of {piece:?}");
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}
