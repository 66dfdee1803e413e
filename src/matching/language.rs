//! Whether a question is in another language than the knowledge base, which is in English.

use super::english;
use crate::text::{bounded, normalise, tokens};
use whatlang::{Lang, Script};

/// From this confidence (0 to 1) of the detector on, a text is no mere heap of letters. Short texts never get much more.
const NO_GIBBERISH: f64 = 0.25;
/// Words that are shorter are alike in many languages, and the list of English words has none of them.
const SHORTEST: usize = 4;
/// Fewer words than this tell nothing.
const FEWEST: usize = 3;
/// Where this share of the words is English, the question is, whatever else it looks like: slang and typos are English too.
const ENGLISH: f64 = 0.4;

/// Whether a text is plainly in another language. Which one is no safe guess for a single sentence.
pub fn is_other_language(raw: &str) -> bool {
    let Some(found) = whatlang::detect(bounded(raw)).filter(|found| found.lang() != Lang::Eng) else { return false };
    found.script() != Script::Latin || found.confidence() >= NO_GIBBERISH && has_foreign_words(&normalise(raw))
}

fn has_foreign_words(text: &str) -> bool {
    let words: Vec<&str> = tokens(text).into_iter().filter(|word| word.len() >= SHORTEST).collect();
    let known = words.iter().filter(|word| english::knows(word)).count();
    words.len() >= FEWEST && (known as f64) < ENGLISH * words.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("¿Cuánto tiempo se tarda en llegar a ser perfusionista en los Estados Unidos?", true)]
    #[case("Wie lange dauert die Ausbildung zum Kardiotechniker und was verdient man danach?", true)]
    #[case("Combien de temps faut-il pour devenir perfusionniste et quel est le salaire moyen?", true)]
    #[case("Quanto ganha um perfusionista no Brasil?", true)]
    #[case("Сколько лет нужно учиться, чтобы стать перфузиологом?", true)]
    #[case("人工心肺の技士になるにはどうすればいいですか", true)]
    #[case("how long does it take to become a perfusionist", false)]
    #[case("wat do perfusionits earn lol idk tbh", false)]
    #[case("ok cool", false)]
    #[case("", false)]
    #[case("asdf jkl qwer zxcv", false)]
    fn check(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(is_other_language(text), expected);
    }
}
