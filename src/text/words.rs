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
}
