//! English words, so that a word that is right but rare is never taken for a slip.
//!
//! `models/README.md` tells where the list comes from.

use std::cmp::Ordering;

/// One word a line, sorted by bytes, the last line ended too.
static WORDS: &str = include_str!("../../models/words.txt");

/// Whether a lower-case word of four letters or more is English. Looks it up where it stands, in some 17 steps.
pub fn knows(word: &str) -> bool {
    let (mut start, mut end) = (0, WORDS.len());
    while start < end {
        let middle = start + (end - start) / 2;
        let line_start = WORDS[..middle].rfind('\n').map_or(0, |at| at + 1);
        let line_end = WORDS[line_start..].find('\n').map_or(WORDS.len(), |at| line_start + at);
        match WORDS[line_start..line_end].cmp(word) {
            Ordering::Equal => return true,
            Ordering::Less => start = line_end + 1,
            Ordering::Greater => end = line_start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_list_is_known_and_no_other() {
        let words: Vec<&str> = WORDS.lines().collect();
        assert!(words.is_sorted() && words.len() > 80_000);
        assert!(words.iter().all(|word| knows(word)));
        for none in ["", "perfusionist", "prefusion", "zzzzz", "aaaa", "reactivat", "mach\u{ef}ne"] {
            assert!(!knows(none), "{none}");
        }
    }
}
