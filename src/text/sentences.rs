//! Sentences of a text without markup.

/// A message with fewer words than this is read as a whole.
const LONG: usize = 14;

/// The last question of a long text without markup that says more than that question, and what stands before and after it.
pub(super) fn last_question(text: &str) -> Option<(&str, [&str; 2])> {
    text.split_whitespace().nth(LONG - 1)?;
    let end = text.rfind('?')?;
    let before = text[..end].trim_end_matches(ENDS);
    let start = before.rfind(ENDS).map_or(0, |at| at + 1);
    let question = before[start..].trim();
    let rest = [&text[..start], &text[end + 1..]];
    let is_all = rest.iter().all(|part| part.trim_matches(ENDS).trim().is_empty());
    (!is_all && question.contains(' ')).then_some((question, rest))
}

/// What ends a sentence.
const ENDS: [char; 4] = ['.', '?', '!', '\n'];

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(
        "I drove a truck for nine years and my back is done. Is that stressful?? Thanks!",
        Some("Is that stressful")
    )]
    #[case("My wife says no, my son says yes and the dog sleeps\nhow long is it?", Some("how long is it"))]
    #[case("Is it stressful? Thanks!", None)]
    #[case("how long would a person with no degree at all have to study until the first job?", None)]
    #[case("one two three four five six seven eight nine ten eleven twelve thirteen fourteen", None)]
    #[case("one two three four five six seven eight nine ten eleven twelve thirteen. True?", None)]
    #[case("? ? ? ? ? ? ? ? ? ? ? ? ? ? ?", None)]
    fn check(#[case] raw: &str, #[case] expected: Option<&str>) {
        assert_eq!(last_question(raw).map(|(question, _)| question), expected);
    }
}
