//! Cuts a message into clauses that may each be a question of its own.
//!
//! Words alone can't tell 'what do they do and how long is school' from 'what do they do and when is that': whoever asks for
//! the clauses finds out which of them are answered, and with what.

use crate::text::{normalise, without_markup};

/// So many questions of a message are answered at most.
pub const MOST_PARTS: usize = 3;
/// So many clauses are looked at, so that a long message doesn't take long.
const MOST_CLAUSES: usize = 5;
/// A clause of up to so many words may name its topic without asking: 'perfusionist salary, and is it hard'. One before a colon only
/// leads up to what is asked.
const SHORT: usize = 4;

/// What joins two questions.
const JOINTS: [&[&str]; 4] = [&["and"], &["also"], &["plus"], &["as", "well", "as"]];
/// So many words join two questions at most: 'and also, as well as then please'.
const MOST_JOINING: usize = 8;
/// What may follow a joint without being part of the question.
const FILLING: [&str; 8] = ["btw", "okay", "like", "maybe", "please", "so", "then", "uh"];
/// What asks wherever it stands in a clause.
const ASKING: [&str; 7] = ["how", "what", "when", "where", "which", "who", "why"];
/// What asks at the beginning of a clause.
const BEGINNING: [&str; 17] = [
    "am", "any", "are", "can", "could", "describe", "did", "do", "does", "explain", "is", "should", "tell", "was",
    "were", "will", "would",
];
/// Whoever says one of these without asking tells of themselves.
const TELLING: [&str; 5] = ["i", "me", "my", "our", "we"];

/// The clauses of a message that may be questions, as typed but without markup, in order; none where there are fewer than two.
pub fn clauses(raw: &str) -> Vec<String> {
    let plain = without_markup(raw);
    let clauses = plain.lines().flat_map(clauses_of_line).filter(Clause::may_ask).take(MOST_CLAUSES);
    let clauses: Vec<String> = clauses.map(|clause| clause.typed).collect();
    if clauses.len() < 2 { Vec::new() } else { clauses }
}

/// A piece of a line.
#[derive(Debug)]
struct Clause {
    typed: String,
    /// Its words as they are compared.
    words: Vec<String>,
    /// It ends with a question mark, or is an item of a list.
    is_marked: bool,
}

impl Clause {
    /// What joins it with the clause before it is left out.
    fn new(typed: &[&str], words: &[String], is_item: bool) -> Self {
        let start = joint(words);
        let typed = typed[start..].join(" ");
        let is_marked = is_item || typed.ends_with('?');
        let words = words[start..].iter().filter(|word| !word.is_empty()).cloned().collect();
        Clause { typed, words, is_marked }
    }

    fn may_ask(&self) -> bool {
        let has = |list: &[&str]| self.words.iter().any(|word| list.contains(&word.as_str()));
        !self.words.is_empty()
            && (self.is_marked
                || begins_question(&self.words)
                || has(&ASKING)
                || self.words.len() <= SHORT && !has(&TELLING) && !self.typed.ends_with(':'))
    }
}

/// Cuts a line at the ends of its sentences, before the items of a list, and where a joint, a comma or a colon leads to a question.
fn clauses_of_line(line: &str) -> Vec<Clause> {
    let typed: Vec<&str> = line.split_whitespace().collect();
    let words: Vec<String> = typed.iter().map(|word| word_as_compared(word)).collect();
    let mut clauses = Vec::new();
    let (mut start, mut items) = (0, 0);
    for at in 0..typed.len() {
        let comma_before = at > 0 && typed[at - 1].ends_with([',', ':']);
        let joint = joint(&words[at..]);
        let is_item = number(typed[at]).is_some_and(|number| at == 0 || number == items + 1)
            || at == 0 && matches!(typed[at], "-" | "*" | "•");
        if is_item || (joint > 0 || comma_before) && begins_question(&words[at + joint..]) {
            clauses.push(Clause::new(&typed[start..at], &words[start..at], items > 0));
            start = at;
        }
        if is_item {
            items += 1;
            start = at + 1;
        } else if typed[at].ends_with(['.', '!', '?', ';']) {
            clauses.push(Clause::new(&typed[start..=at], &words[start..=at], items > 0));
            start = at + 1;
        }
    }
    clauses.push(Clause::new(&typed[start..], &words[start..], items > 0));
    clauses
}

/// A word without slang and punctuation, such as 'what' for "what's"; empty for a mere sign.
fn word_as_compared(typed: &str) -> String {
    let normal = normalise(typed);
    normal.split(' ').next().unwrap_or_default().to_owned()
}

/// The number of an item, such as 2 for '2.' or '(2)'.
fn number(word: &str) -> Option<usize> {
    let inner = word.trim_start_matches('(').strip_suffix(['.', ')', ':'])?;
    inner.parse().ok()
}

/// How many words at the beginning join what follows to what was before.
fn joint(words: &[String]) -> usize {
    let words = &words[..words.len().min(MOST_JOINING)];
    let starts = |joint: &&&[&str]| words.len() >= joint.len() && joint.iter().zip(words).all(|(a, b)| a == b);
    let Some(first) = JOINTS.iter().find(starts) else { return 0 };
    let rest = &words[first.len()..];
    let more = rest.iter().take_while(|word| FILLING.contains(&word.as_str())).count();
    first.len() + more + joint(&rest[more..])
}

fn begins_question(words: &[String]) -> bool {
    words.first().is_some_and(|first| ASKING.iter().chain(&BEGINNING).any(|word| word == first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("What do they do? And how much is it?", &["What do they do?", "how much is it?"])]
    #[case("how long is it and what's the pay like", &["how long is it", "what's the pay like"])]
    #[case("how long is it n also whats the pay", &["how long is it", "whats the pay"])]
    #[case("is it hard, do they sleep; pay", &["is it hard,", "do they sleep;", "pay"])]
    #[case("1. the pay 2) is it hard", &["the pay", "is it hard"])]
    #[case("for a cook:\n- the pay of the very first year\n- how long", &["the pay of the very first year", "how long"])]
    #[case("quick one: where do they work, and is it hard", &["where do they work,", "is it hard"])]
    #[case("I am a cook. I have seen it all. What is it? Is it hard?", &["What is it?", "Is it hard?"])]
    #[case("is it **hard** and see https://example.org/a;b how far it is", &[])]
    #[case("is the pay and outlook good", &[])]
    #[case("I took 2. and it was hard, i think", &[])]
    #[case("is it hard and also, as well as then please do they sleep", &["is it hard", "do they sleep"])]
    #[case("and? and?! ...", &[])]
    #[case("", &[])]
    fn check(#[case] message: &str, #[case] expected: &[&str]) {
        assert_eq!(clauses(message), expected);
    }

    #[test]
    fn the_work_on_a_long_message_is_bounded() {
        assert_eq!(clauses(&"is it hard? ".repeat(500)).len(), MOST_CLAUSES);
    }
}
