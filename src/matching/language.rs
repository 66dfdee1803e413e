//! Whether a question is in another language than the knowledge base, which is in English.

use super::english;
use crate::text::{normalise, tokens};

/// Words that are shorter are alike in many languages, and the list of English words has none of them.
const SHORTEST: usize = 4;
/// Fewer words than this tell nothing.
const FEWEST: usize = 3;
/// Where this share of the words is English, the question is, whatever else it looks like: slang and typos are English too.
const ENGLISH: f64 = 0.4;

/// The English name of the language that a text is in, where that is plain and not English.
pub fn other_language(raw: &str) -> Option<&'static str> {
    let found = whatlang::detect(raw).filter(|found| found.is_reliable() && found.lang() != whatlang::Lang::Eng)?;
    if found.script() == whatlang::Script::Latin && !is_foreign(&normalise(raw)) {
        return None;
    }
    Some(found.lang().eng_name())
}

fn is_foreign(text: &str) -> bool {
    let words: Vec<&str> = tokens(text).into_iter().filter(|word| word.len() >= SHORTEST).collect();
    let known = words.iter().filter(|word| english::knows(word)).count();
    words.len() >= FEWEST && (known as f64) < ENGLISH * words.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("¿Cuánto tiempo se tarda en llegar a ser perfusionista en los Estados Unidos?", Some("Spanish"))]
    #[case("Wie viele Jahre dauert die Ausbildung zur Kardiotechnikerin, und wo kann man sie in Deutschland machen?", Some("German"))]
    #[case("Combien de temps faut-il pour devenir perfusionniste et quel est le salaire moyen?", Some("French"))]
    #[case("Сколько лет нужно учиться, чтобы стать перфузиологом?", Some("Russian"))]
    #[case("人工心肺の技士になるにはどうすればいいですか", Some("Japanese"))]
    #[case("how long does it take to become a perfusionist", None)]
    #[case("wat do perfusionits earn lol idk tbh", None)]
    #[case("ok cool", None)]
    #[case("", None)]
    #[case("asdf jkl qwer zxcv", None)]
    fn check(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(other_language(text), expected);
    }
}
