//! 'Did you mean': the nearest of the names that exist.

/// Below this share of letters in common, a name is another name and no misspelling.
const LEAST: f64 = 0.6;
/// The same for an entry's id behind its role.
const LEAST_OF_ENTRY: f64 = 0.5;

/// The name that is most like `wrong`, if any is like enough to be what was meant.
pub(crate) fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    // Longer than any id or key: no misspelling, and comparing it would take long.
    if wrong.len() > 200 {
        return None;
    }
    let mut best: Option<(f64, &str)> = None;
    for name in names {
        // Two entries of one role have most of their letters in common, whatever they are about.
        if let (Some((_, wrong)), Some((_, name))) = (wrong.split_once('/'), name.split_once('/'))
            && likeness(wrong, name) < LEAST_OF_ENTRY
        {
            continue;
        }
        let mut likeness = likeness(&wrong, name);
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

/// The share of letters in common; 0 where the lengths alone rule the name out, which matters where a whole file of entries is
/// gone.
fn likeness(wrong: &str, name: &str) -> f64 {
    let (shorter, longer) = (wrong.len().min(name.len()) as f64, wrong.len().max(name.len()) as f64);
    if shorter < LEAST_OF_ENTRY * longer { 0.0 } else { 1.0 - strsim::osa_distance(wrong, name) as f64 / longer }
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
        assert_eq!(nearest("perfusionist/py", ["perfusionist/ecmo", "perfusionist/pay"]), Some("perfusionist/pay"));
        assert_eq!(nearest("perfusionist/pay", ["perfusionist/ecmo"]), None, "another entry of the same role");
        assert_eq!(nearest("surgical-tec/pay", ["surgical-technologist/pay"]), Some("surgical-technologist/pay"));
    }
}
