//! Which of the questions that people ask about every occupation a question is.
//!
//! Logistic regression over the wording and the meaning of a question without the names of occupations. It has learnt from the
//! program's own [standard questions](crate::knowledge::standard_questions) beforehand, and so it is the same for every
//! knowledge base, whatever is edited there.

use super::features::Features;
use super::trained::Trained;
use crate::encoder::Embedding;
use std::sync::LazyLock;

static FILE: &[u8] = include_bytes!("../../models/standard-questions.bin");
static MODEL: LazyLock<Trained<1>> = LazyLock::new(|| Trained::read(FILE));

/// From this probability on a question counts as a standard question.
const RECOGNISED_FROM: f32 = 0.8;

/// Which standard question a normalised text without the names of occupations is, by its index; `meaning` gives its embedding.
/// `None` where it is likely to be none of them, or nothing is likely enough.
pub(super) fn recognise(bare: &str, meaning: impl FnOnce() -> Embedding) -> Option<usize> {
    let mut probabilities = probabilities(bare, meaning);
    probabilities.pop();
    probabilities.iter().position(|probability| *probability >= RECOGNISED_FROM)
}

/// The probability of each standard question for a normalised text without the names of occupations, and at the end that it is none of
/// them; nothing for a text without words. `meaning` gives its embedding.
pub(super) fn probabilities(bare: &str, meaning: impl FnOnce() -> Embedding) -> Vec<f32> {
    if bare.is_empty() {
        return Vec::new();
    }
    let features = Features { wording: MODEL.grams.vector(bare), meaning: meaning() };
    MODEL.classifier(0).probabilities(&features)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::Encoder;
    use crate::knowledge::{fill, standard_questions};
    use crate::matching::classifier::Classifier;
    use crate::matching::grams::Grams;
    use crate::matching::trained::training;
    use crate::text;
    use rstest::rstest;
    use serde::Deserialize;
    use std::fs;
    use std::path::Path;

    static ENCODER: LazyLock<Encoder> = LazyLock::new(|| Encoder::load().unwrap());

    /// Messages that ask for nothing, or for nothing about an occupation.
    static TELLS: &str = include_str!("../../models/tells.txt");
    static CHATTER: &str = include_str!("../../models/chatter.txt");
    /// Every so many of the first are enough.
    const TELLS_IN: usize = 4;

    fn bare(text: &str) -> String {
        text::normalise(&fill(&text.replace("{a role}", "a {role}"), "", ""))
    }

    fn train() -> (Grams, [Classifier; 1]) {
        let questions = standard_questions();
        let phrasings = questions.iter().enumerate().flat_map(|(at, question)| {
            question.phrasings.iter().chain([&question.question]).map(move |text| (at, bare(text)))
        });
        let none = TELLS.lines().step_by(TELLS_IN).chain(CHATTER.lines());
        let none = none.map(|text| (questions.len(), text::normalise(text)));
        let examples: Vec<(usize, String)> = phrasings.chain(none).collect();
        let texts: Vec<&str> = examples.iter().map(|(_, text)| text.as_str()).collect();
        let grams = Grams::fit_frequent(&texts);
        let embeddings = ENCODER.encode_many(&texts, 2, |_| ());
        let features: Vec<Features> = texts
            .iter()
            .zip(embeddings)
            .map(|(text, meaning)| Features { wording: grams.vector(text), meaning })
            .collect();
        let examples: Vec<(usize, &Features)> = examples.iter().map(|(class, _)| *class).zip(&features).collect();
        let classifier = Classifier::train(grams.len(), questions.len() + 1, &examples);
        (grams, [classifier])
    }

    #[test]
    fn the_model_is_that_of_its_data() {
        let data: Vec<&str> = crate::knowledge::STANDARD_FILES.into_iter().chain([TELLS, CHATTER]).collect();
        training::check("standard-questions.bin", FILE, &data, train);
    }

    fn recognised(bare: &str) -> Option<&'static str> {
        let at = recognise(bare, || ENCODER.encode(bare));
        at.map(|at| standard_questions()[at].id.as_str())
    }

    #[rstest]
    #[case("how much does a make", Some("pay"))]
    #[case("am i too old at 45", Some("upper-age"))]
    #[case("do work on christmas", Some("nights-and-weekends"))]
    #[case("my cousin moved to ohio last year", None)]
    #[case("", None)]
    fn check(#[case] bare: &str, #[case] expected: Option<&str>) {
        assert_eq!(recognised(bare), expected);
    }

    #[derive(Deserialize)]
    struct Asked {
        ask: String,
        standard: Option<String>,
        role: Option<String>,
    }

    /// Questions about two hundred occupations and chatter, none of which was learnt from. `tuning.jsonl` chose what is learnt and
    /// from where on a question is recognised; the other half was looked at when all was done.
    #[rstest]
    #[case("tuning.jsonl")]
    #[case("held-out.jsonl")]
    fn most_are_recognised_and_few_mistaken(#[case] half: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/standard-questions").join(half);
        let (mut right, mut wrong, mut all, mut strange, mut others) = (0, Vec::new(), 0, Vec::new(), 0);
        for line in fs::read_to_string(path).unwrap().lines() {
            let asked: Asked = serde_json::from_str(line).unwrap();
            let role = text::normalise(asked.role.as_deref().unwrap_or_default());
            let plural = text::plural(&role);
            let words = format!(" {} ", text::normalise(&asked.ask));
            let bare = [plural, role]
                .iter()
                .filter(|name| !name.is_empty())
                .fold(words, |words, name| words.replace(&format!(" {name} "), " "));
            let found = recognised(bare.trim());
            match asked.standard {
                Some(expected) => {
                    all += 1;
                    right += usize::from(found == Some(expected.as_str()));
                    wrong.extend(found.filter(|found| *found != expected).map(|found| (asked.ask, found)));
                }
                None => {
                    others += 1;
                    strange.extend(found.map(|found| (asked.ask, found)));
                }
            }
        }
        assert!(all > 300 && others > 100);
        println!("{half}: {right} of {all} right, {} wrong, {} of {others} mistaken", wrong.len(), strange.len());
        assert!(right * 100 >= 60 * all, "{right} of {all}");
        assert!(wrong.len() * 100 <= 3 * all, "{wrong:#?}");
        assert!(strange.len() * 100 <= 6 * others, "{strange:#?}");
    }
}
