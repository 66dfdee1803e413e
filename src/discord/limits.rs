//! Discord's limits, and the ways to stay within them without cutting a sentence.

pub use crate::text::shorten;

/// Characters of a message's plain text.
pub const CONTENT: usize = 2_000;
/// Characters of an embed's title.
pub const TITLE: usize = 256;
/// Characters of an embed's description.
pub const DESCRIPTION: usize = 4_096;
/// Characters of a field's name.
pub const FIELD_NAME: usize = 256;
/// Characters of a field's value.
pub const FIELD_VALUE: usize = 1_024;
/// Fields of an embed.
pub const FIELDS: usize = 25;
/// Characters of an embed's footer.
pub const FOOTER: usize = 2_048;
/// Embeds of a message.
pub const EMBEDS: usize = 10;
/// Characters of all embeds of a message together.
pub const EMBEDS_TOTAL: usize = 6_000;
/// Rows of buttons and menus.
pub const ROWS: usize = 5;
/// Buttons of a row.
pub const BUTTONS: usize = 5;
/// Options of a menu, choices of an autocomplete.
pub const OPTIONS: usize = 25;
/// Characters of a button's label.
pub const LABEL: usize = 80;
/// Characters of an option's label, value or description, and of a choice.
pub const OPTION: usize = 100;
/// Characters of a menu's placeholder.
pub const PLACEHOLDER: usize = 150;
/// Bytes of a `custom_id`.
pub const CUSTOM_ID: usize = 100;
/// Characters of the words that stand for a picture.
pub const ALT: usize = 1_024;

/// Discord counts Unicode code points.
pub fn length(text: &str) -> usize {
    text.chars().count()
}

/// The text in pieces of at most `max` characters, parted between paragraphs, else lines, else sentences, else words.
pub fn pieces(text: &str, max: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text.trim();
    while length(rest) > max {
        let (head, _) = split_at_char(rest, max);
        let end = ["\n\n", "\n", ". ", "? ", "! ", " "]
            .iter()
            .find_map(|mark| head.rfind(mark).map(|at| at + mark.trim_end().len()).filter(|at| *at > 0))
            .unwrap_or(head.len());
        let (piece, tail) = rest.split_at(end);
        pieces.push(piece.trim_end().to_owned());
        rest = tail.trim_start();
    }
    if !rest.is_empty() {
        pieces.push(rest.to_owned());
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// As many whole lines as fit in `max` characters; `more` writes the last line for those that don't.
pub fn lines_that_fit(lines: &[String], max: usize, more: impl Fn(usize) -> String) -> String {
    let whole = lines.join("\n");
    if length(&whole) <= max {
        return whole;
    }
    for kept in (0..lines.len()).rev() {
        let mut some = lines[..kept].to_vec();
        some.push(more(lines.len() - kept));
        let some = some.join("\n");
        if length(&some) <= max {
            return some;
        }
    }
    String::new()
}

/// The first `count` characters, and the rest.
fn split_at_char(text: &str, count: usize) -> (&str, &str) {
    text.split_at(text.char_indices().nth(count).map_or(text.len(), |(at, _)| at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pieces_part_at_the_best_place() {
        assert_eq!(pieces("One. Two.\n\nThree.", 12), ["One. Two.", "Three."]);
        assert_eq!(pieces("First one. Second one.", 15), ["First one.", "Second one."]);
        assert_eq!(pieces("", 5), Vec::<String>::new());
    }

    #[test]
    fn lines_that_do_not_fit_are_counted() {
        let lines = ["aaaa".to_owned(), "bbbb".to_owned(), "cccc".to_owned()];
        assert_eq!(lines_that_fit(&lines, 14, |n| format!("+{n}")), "aaaa\nbbbb\ncccc");
        assert_eq!(lines_that_fit(&lines, 13, |n| format!("+{n}")), "aaaa\nbbbb\n+1");
    }

    proptest! {
        #[test]
        fn nothing_is_ever_too_long_or_lost(text in "\\PC{0,80}([ \n.]{1,2}\\PC{0,30}){0,6}", max in 2usize..60) {
            let parts = pieces(&text, max);
            prop_assert!(parts.iter().all(|part| length(part) <= max && !part.is_empty()));
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&parts.concat()), bare(&text));
        }
    }
}
