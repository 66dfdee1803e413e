//! Cuts a text without cutting a word.

/// The text on one line and within `max` characters: whole if it fits, else up to a word's end with `…` behind it.
pub fn shorten(text: &str, max: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= max {
        return line;
    }
    let head = line.char_indices().nth(max.saturating_sub(1)).map_or(line.as_str(), |(end, _)| &line[..end]);
    // The cut may have hit a word's end exactly; then the word stays.
    let at_word_end = line[head.len()..].starts_with(' ');
    let kept = match head.rfind(' ') {
        Some(space) if !at_word_end => &head[..space],
        _ => head,
    };
    format!("{}…", kept.trim_end_matches([' ', ',', ';', ':', '.', '-', '–']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("short enough", 12, "short enough")]
    #[case("two\nlines", 20, "two lines")]
    #[case("How long does it take to become one", 16, "How long does…")]
    #[case("How long does it take", 14, "How long does…")]
    #[case("Straßenbahnfahrerinnen", 6, "Straß…")]
    #[case("What, exactly", 8, "What…")]
    fn it_ends_at_a_word(#[case] text: &str, #[case] max: usize, #[case] expected: &str) {
        assert_eq!(shorten(text, max), expected);
    }

    proptest! {
        #[test]
        fn it_is_never_too_long(text in "\\PC{0,80}([ \n.]{1,2}\\PC{0,30}){0,6}", max in 2usize..60) {
            prop_assert!(shorten(&text, max).chars().count() <= max);
        }
    }
}
