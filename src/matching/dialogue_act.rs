//! Tells messages that ask for something from those that only tell, by their grammar: the first and simplest split of the
//! field's taxonomies of dialogue acts (Stolcke and others, 'Dialogue Act Modeling for Automatic Tagging and Recognition of
//! Conversational Speech', 2000).
//!
//! A question mark is no guide: people drop it, and exclamations have it. Logistic regression over runs of words decides.
//! Rare words are masked, so that it learns how people ask, not what about, and serves every knowledge base.

use super::features::Features;
use super::grams::Grams;
use super::trained::Trained;
use crate::text;
use std::sync::LazyLock;

/// The classes.
const ASKING: usize = 1;
/// In the place of a rare word, before and after a sentence, and in the place of a question mark; no word has these signs.
const RARE: &str = "*";
const BEGIN: &str = "^";
const END: &str = "$";
const QUESTION_MARK: &str = "?";
/// So many sentences are looked at by themselves.
const MOST_SENTENCES: usize = 20;

static FILE: &[u8] = include_bytes!("../../models/dialogue-acts.bin");
static MODEL: LazyLock<Trained<1>> = LazyLock::new(|| Trained::read(FILE));

/// From this probability on a message may ask for something.
const MAY_ASK_FROM: f32 = 0.03;
/// From this probability on it does, as far as its words alone tell.
const ASKS_FROM: f32 = 0.5;
/// How much the log-odds of an answer's confidence count beside those of asking, and how much both must come to. A statement is
/// seldom as near to a phrasing as a question.
const CONFIDENCE: f32 = 0.78;
const WORTH_FROM: f32 = 1.5;

/// Whether a message may ask for something: information, or advice. Takes microseconds.
pub fn may_ask(raw: &str) -> bool {
    asking(raw) >= MAY_ASK_FROM
}

/// Whether a message asks for something. Takes microseconds.
pub fn asks(raw: &str) -> bool {
    asking(raw) >= ASKS_FROM
}

/// Whether a message that wasn't said to the bot is worth an answer of this confidence.
pub fn is_worth_an_answer(raw: &str, confidence: f32) -> bool {
    log_odds(asking(raw)) + CONFIDENCE * log_odds(confidence) >= WORTH_FROM
}

fn log_odds(probability: f32) -> f32 {
    let probability = probability.clamp(1e-3, 1.0 - 1e-3);
    (probability / (1.0 - probability)).ln()
}

/// The probability that a message asks for something, 0 to 1: as a whole, or in one of its sentences. Takes microseconds.
fn asking(raw: &str) -> f32 {
    let grams = &MODEL.grams;
    let plain = text::without_markup(raw);
    let asking = |part: &str| {
        let masked = mask(part, |word| grams.knows(word));
        MODEL.classifier(0).probabilities(&features(grams, &masked))[ASKING]
    };
    let sentences =
        || sentences(&plain).filter(|sentence| sentence.contains(char::is_alphanumeric)).take(MOST_SENTENCES);
    let of_sentences = match sentences().count() {
        0 | 1 => 0.0,
        _ => sentences().map(asking).fold(0.0, f32::max),
    };
    asking(&plain).max(0.8 * of_sentences)
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?', '\n'])
}

fn features(grams: &Grams, masked: &str) -> Features {
    Features::worded(grams.vector(masked))
}

/// The words of a message with its sentences marked and its rare words masked.
fn mask(message: &str, is_common: impl Fn(&str) -> bool) -> String {
    let mut masked: Vec<&str> = Vec::new();
    let sentences: Vec<(String, bool)> =
        sentences(message).map(|sentence| (text::normalise(sentence), sentence.ends_with('?'))).collect();
    for (sentence, is_marked) in &sentences {
        let words = text::tokens(sentence);
        if words.is_empty() {
            continue;
        }
        masked.push(BEGIN);
        masked.extend(words.into_iter().map(|word| if is_common(word) { word } else { RARE }));
        masked.push(END);
        if *is_marked {
            masked.push(QUESTION_MARK);
        }
    }
    masked.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::classifier::Classifier;
    use crate::matching::trained::training;
    use rstest::rstest;
    use std::collections::{HashMap, HashSet};

    /// One message a line.
    static ASKS: &str = include_str!("../../models/asks.txt");
    static TELLS: &str = include_str!("../../models/tells.txt");
    /// A word in fewer messages than this says what a message is about, not what it does.
    const COMMON: usize = 3;

    fn train() -> (Grams, [Classifier; 1]) {
        let tells = TELLS.lines().map(|message| (1 - ASKING, message));
        let messages: Vec<(usize, &str)> = ASKS.lines().map(|message| (ASKING, message)).chain(tells).collect();
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (_, message) in &messages {
            let normal = text::normalise(message);
            for word in text::tokens(&normal).into_iter().collect::<HashSet<_>>() {
                *seen.entry(word.to_owned()).or_default() += 1;
            }
        }
        let is_common = |word: &str| seen.get(word).is_some_and(|times| *times >= COMMON);
        let masked: Vec<String> = messages.iter().map(|(_, message)| mask(message, is_common)).collect();
        let grams = Grams::fit_words(&masked.iter().map(String::as_str).collect::<Vec<_>>());
        let features: Vec<Features> = masked.iter().map(|text| features(&grams, text)).collect();
        let examples: Vec<(usize, &Features)> = messages.iter().map(|(class, _)| *class).zip(&features).collect();
        let classifier = Classifier::train(grams.len(), 2, &examples);
        (grams, [classifier])
    }

    #[test]
    fn the_model_is_that_of_its_data() {
        training::check("dialogue-acts.bin", FILE, &[ASKS, TELLS], train);
    }

    #[rstest]
    #[case("how long does it take", true)]
    #[case("anyone know what welders make", true)]
    #[case("thinking about nursing, no idea where to start", true)]
    #[case("dentist salary", true)]
    #[case("my cousin is a dentist", false)]
    #[case("how cool is that?!", false)]
    #[case("it took me six years", false)]
    #[case("thanks, that helped a lot", false)]
    #[case("", false)]
    fn check(#[case] message: &str, #[case] asks: bool) {
        let asking = asking(message);
        assert_eq!(asking >= 0.5, asks, "{asking}");
    }
}
