//! Words of a normalised text.

/// The words of a normalised text, in order.
pub fn tokens(normalised: &str) -> Vec<&str> {
    normalised.split(' ').filter(|word| !word.is_empty()).collect()
}

/// A word without its plural ending, so that 'surgical techs' names what 'surgical tech' names.
///
/// This only compares names; it is not a stemmer.
pub fn singular(word: &str) -> &str {
    if word.len() < 4 || word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return word;
    }
    word.strip_suffix('s').unwrap_or(word)
}

/// A word without its commonest endings, so that 'works', 'worked' and 'working' count as the same.
pub fn stem(word: &str) -> &str {
    const ENDINGS: [&str; 5] = ["ing", "ies", "ed", "es", "s"];
    /// So many letters are left at least.
    const SHORTEST: usize = 3;
    let without = |ending: &&str| word.strip_suffix(*ending).filter(|stem| stem.len() >= SHORTEST);
    ENDINGS.iter().find_map(without).unwrap_or(word)
}

/// The plural of a name as it is written, by the rules that hold for most English nouns.
pub fn plural(name: &str) -> String {
    let before_y = name.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    match before_y {
        Some(stem) => format!("{stem}ies"),
        None if name.ends_with("man") => format!("{}men", &name[..name.len() - 3]),
        None if name.ends_with(['s', 'x', 'z']) || name.ends_with("ch") || name.ends_with("sh") => format!("{name}es"),
        None => format!("{name}s"),
    }
}

/// A name as it stands within a sentence: without capitals, but for words that have more than one, such as 'ECMO'.
pub fn within_sentence(name: &str) -> String {
    let word = |word: &str| {
        let is_short_form = word.chars().filter(|letter| letter.is_uppercase()).count() > 1;
        if is_short_form { word.to_owned() } else { word.to_lowercase() }
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("techs", "tech")]
    #[case("nurses", "nurse")]
    #[case("boss", "boss")]
    #[case("virus", "virus")]
    #[case("aas", "aas")]
    #[case("dialysis", "dialysis")]
    #[case("\u{e4}s", "\u{e4}s")]
    fn check(#[case] word: &str, #[case] expected: &str) {
        assert_eq!(singular(word), expected);
    }

    #[rstest]
    #[case("perfusionist", "perfusionists")]
    #[case("secretary", "secretaries")]
    #[case("attorney", "attorneys")]
    #[case("coach", "coaches")]
    #[case("lineman", "linemen")]
    fn names_have_plurals(#[case] name: &str, #[case] expected: &str) {
        assert_eq!(plural(name), expected);
    }

    #[rstest]
    #[case("Anesthesia Technician", "anesthesia technician")]
    #[case("ECMO specialist", "ECMO specialist")]
    #[case("", "")]
    fn names_stand_within_a_sentence(#[case] name: &str, #[case] expected: &str) {
        assert_eq!(within_sentence(name), expected);
    }
}
