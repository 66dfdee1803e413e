//! 'Did you mean': the nearest of the names that exist.

/// Below this share of letters in common, a name is another name and no misspelling.
const LEAST: f64 = 0.6;

/// The name that is most like `wrong`, if any is like enough to be what was meant.
pub(crate) fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    // Longer than any id or key: no misspelling, and comparing it would take long.
    if wrong.len() > 200 {
        return None;
    }
    let mut best: Option<(f64, &str)> = None;
    for name in names {
        let (shorter, longer) = (wrong.len().min(name.len()), wrong.len().max(name.len()));
        // The lengths alone rule most names out, which matters where a whole file of entries is gone.
        let mut likeness = match (shorter as f64) < LEAST * longer as f64 {
            true => 0.0,
            false => 1.0 - strsim::osa_distance(&wrong, name) as f64 / longer as f64,
        };
        if name.strip_suffix(wrong.as_str()).is_some_and(|before| before.ends_with('/')) {
            // `training` for `perfusionist/training`: the id is right and its role is missing.
            likeness = 1.0;
        }
        let better = best.is_none_or(|(most, _)| likeness > most);
        if better && likeness >= LEAST {
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
