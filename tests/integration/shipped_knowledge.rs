//! The knowledge folder that comes with the product: sound, rich enough, and in words of its own.

use career_advisor::cli::render;
use career_advisor::knowledge::model::{Entry, KnowledgeBase};
use career_advisor::knowledge::{self, Checked};
use career_advisor::matching::RoleNames;
use career_advisor::text::normalise;
use rstest::rstest;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::sync::LazyLock;

static SHIPPED: LazyLock<Checked> = LazyLock::new(|| knowledge::load(&folder(), None));

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")
}

fn shipped() -> &'static KnowledgeBase {
    SHIPPED.knowledge.as_ref().unwrap_or_else(|| panic!("{}", render::human(&SHIPPED, &folder(), false)))
}

/// Fails with one line for each item that is wrong.
fn assert_none(wrong: impl IntoIterator<Item = String>) {
    let wrong: Vec<String> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "{} found:\n{}", wrong.len(), wrong.join("\n"));
}

/// A text made ready for many comparisons.
struct Folded<'a> {
    original: &'a str,
    text: String,
    words: BTreeSet<String>,
    letters: HashMap<char, usize>,
    length: usize,
}

impl<'a> Folded<'a> {
    fn new(original: &'a str) -> Self {
        let text = normalise(original);
        let mut letters = HashMap::new();
        text.chars().for_each(|c| *letters.entry(c).or_default() += 1);
        let words = text.split(' ').map(str::to_owned).collect();
        Folded { original, length: text.chars().count(), text, words, letters }
    }

    /// Whether the edit similarity is at least `least`.
    fn is_like(&self, other: &Folded<'_>, least: f64) -> bool {
        // Letters that one has and the other lacks each need an edit, which settles most pairs at once.
        let excess = |a: &Folded<'_>, b: &Folded<'_>| -> usize {
            a.letters.iter().map(|(c, n)| n.saturating_sub(b.letters.get(c).copied().unwrap_or(0))).sum()
        };
        let edits = excess(self, other).max(excess(other, self)) as f64;
        let longest = self.length.max(other.length) as f64;
        edits <= (1.0 - least) * longest + 1e-9 && strsim::normalized_levenshtein(&self.text, &other.text) >= least
    }

    /// Words in common as a share of all their words.
    fn overlap(&self, other: &Folded<'_>) -> f64 {
        let common = self.words.intersection(&other.words).count();
        common as f64 / (self.words.len() + other.words.len() - common) as f64
    }
}

#[test]
fn it_has_no_errors_and_no_warnings() {
    assert!(SHIPPED.diagnostics.is_empty(), "{}", render::human(&SHIPPED, &folder(), false));
}

#[test]
fn every_entry_can_be_asked_in_many_ways_and_says_where_its_answer_comes_from() {
    let few = |entry: &&Entry| entry.also_asked.len() < 10 || entry.sources.is_empty() || entry.reviewed.is_none();
    assert_none(shipped().entries.iter().filter(few).map(|entry| entry.id.to_string()));
}

/// Long enough to say something, short enough to be read in a channel.
#[test]
fn every_answer_has_forty_to_a_hundred_and_twenty_words() {
    let words = |entry: &Entry| entry.answer.split_whitespace().count();
    let wrong = shipped().entries.iter().filter(|entry| !(40..=120).contains(&words(entry)));
    assert_none(wrong.map(|entry| format!("{}: {} words", entry.id, words(entry))));
}

#[test]
fn no_two_phrasings_of_an_entry_are_near_copies() {
    let mut copies = Vec::new();
    for entry in &shipped().entries {
        let phrasings: Vec<Folded<'_>> = entry.phrasings().map(Folded::new).collect();
        for (at, one) in phrasings.iter().enumerate() {
            for other in &phrasings[..at] {
                if one.overlap(other) >= 0.8 || one.is_like(other, 0.8) {
                    copies.push(format!("{}: {} / {}", entry.id, other.original, one.original));
                }
            }
        }
    }
    assert_none(copies);
}

#[test]
fn golden_questions_are_no_near_copies_of_phrasings() {
    let knowledge = shipped();
    let phrasings: Vec<(&Entry, Folded<'_>)> = knowledge
        .entries
        .iter()
        .flat_map(|entry| entry.phrasings().map(move |phrasing| (entry, Folded::new(phrasing))))
        .collect();
    let mut copies = Vec::new();
    for case in &knowledge.golden {
        let ask = Folded::new(&case.ask);
        for (entry, phrasing) in &phrasings {
            if ask.words == phrasing.words || ask.is_like(phrasing, 0.9) {
                copies.push(format!("golden/{}: {} / {}: {}", case.set, case.ask, entry.id, phrasing.original));
            }
        }
    }
    assert_none(copies);
}

#[test]
fn there_are_enough_golden_questions() {
    let golden = &shipped().golden;
    let held_out = golden.iter().filter(|case| case.set == "held-out").count();
    let must = golden.iter().filter(|case| case.must).count();
    assert!(
        golden.len() >= 200 && must >= 50 && held_out >= 100,
        "{} cases, {must} must, {held_out} held out",
        golden.len()
    );
}

#[rstest]
#[case("echo tech", None)]
#[case("anesthesiologist", None)]
#[case("respiratory nurse", None)]
#[case("cardiovascular technologist", None)]
#[case("operating room nurse", None)]
#[case("perfusonist", Some("perfusionist"))]
#[case("respitory therapist", Some("respiratory-therapist"))]
#[case("surgtech", Some("surgical-technologist"))]
#[case("ECMO specialists", Some("ecmo-specialist"))]
#[case("AAs", Some("anesthesiologist-assistant"))]
fn a_name_finds_its_role_and_no_other(#[case] name: &str, #[case] role: Option<&str>) {
    let found = RoleNames::new(shipped()).find(name);
    assert_eq!(found.map(|at| shipped().roles[at].id.as_str()), role);
}

#[test]
fn there_are_enough_other_occupations() {
    let count = shipped().vocabulary.other_occupations.len();
    assert!(count >= 150, "{count}");
}

/// The answers are drawn from an article that is not ours to copy, so no text may share a run of eight words with it.
///
/// The article isn't kept here, only a hash of each run of eight words in it. They were made as [`runs`] makes them: the
/// article's text was lower-cased and split at everything that isn't a letter or a digit (Unicode's alphanumerics), and
/// each eight words in a row, joined by single spaces, were hashed with 64-bit FNV-1a, written in hexadecimal, one a
/// line, sorted and without duplicates.
static ARTICLE: LazyLock<HashSet<u64>> = LazyLock::new(|| {
    let hashes = include_str!("../data/article-eight-word-hashes.txt").lines();
    hashes.map(|hash| u64::from_str_radix(hash, 16).expect("a hexadecimal number on every line")).collect()
});

/// Every run of eight words of a text, with its hash.
fn runs(text: &str) -> Vec<(String, u64)> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let fnv = |run: &str| {
        run.bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
    };
    words.windows(8).map(|run| run.join(" ")).map(|run| (run.clone(), fnv(&run))).collect()
}

#[test]
fn no_text_shares_a_run_of_eight_words_with_the_article() {
    let mut shared = Vec::new();
    for (file, text) in &SHIPPED.texts {
        assert!(!text.is_empty(), "{file} could not be read");
        let copied = runs(text).into_iter().filter(|(_, hash)| ARTICLE.contains(hash));
        shared.extend(copied.map(|(run, _)| format!("{file}: {run}")));
    }
    assert_none(shared);
}

#[test]
fn a_run_of_eight_words_of_the_article_would_be_caught() {
    assert!(ARTICLE.len() > 1000);
    let planted = "Some words before, then: in this post, I want to pull back!, and some after.";
    let caught: Vec<_> = runs(planted).into_iter().filter(|(_, hash)| ARTICLE.contains(hash)).collect();
    assert_eq!(caught.len(), 1, "{caught:?}");
}
