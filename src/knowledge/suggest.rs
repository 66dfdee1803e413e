//! 'Did you mean': the nearest of the names that exist.

/// The name that is most like `wrong`, if any is like enough to be what was meant.
pub(super) fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    // Longer than any id or key: no misspelling, and comparing it would take long.
    if wrong.len() > 200 {
        return None;
    }
    let mut best: Option<(f64, &str)> = None;
    for name in names {
        let mut likeness = strsim::normalized_damerau_levenshtein(&wrong, name);
        if name.strip_suffix(wrong.as_str()).is_some_and(|before| before.ends_with('/')) {
            // `training` for `perfusionist/training`: the id is right and its role is missing.
            likeness = 1.0;
        }
        let better = best.is_none_or(|(most, _)| likeness > most);
        if better && likeness >= 0.6 {
            best = Some((likeness, name));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_the_name_that_was_meant() {
        let names = ["question", "also_asked", "answer"];
        assert_eq!(nearest("questoin", names), Some("question"));
        assert_eq!(nearest("Answers", names), Some("answer"));
        assert_eq!(nearest("weight", names), None);
        assert_eq!(nearest("training", ["faq/train", "perfusionist/training"]), Some("perfusionist/training"));
    }
}
