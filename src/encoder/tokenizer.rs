//! Cuts a text into tokens as BERT's uncased models were trained with: words, then the longest pieces of words that the
//! vocabulary holds.
//!
//! The rules are those of `BertNormalizer`, `BertPreTokenizer` and `WordPiece` of the tokenizers library; the recorded
//! tokens in `tests/data/encoder` come from it. Bracketed names of special tokens in a text are words in brackets.

use std::collections::HashMap;

use unicode_normalization::char::decompose_canonical;
use unicode_properties::{GeneralCategory as Category, GeneralCategoryGroup as Group, UnicodeGeneralCategory};

use super::file::FileError;

/// How many tokens a text gives at most, the first and the last that mark its ends included.
pub(super) const MAX_TOKENS: usize = 128;
/// How many characters of a text are looked at: many more than fit, yet a bound for texts that give hardly any token.
const MAX_CHARACTERS: usize = 4_096;
/// A longer word counts as unknown.
const MAX_WORD: usize = 100;

/// A token: the place of its piece in the vocabulary.
pub(super) type Token = u32;

/// The pieces of words and their tokens.
#[derive(Debug)]
pub(super) struct Tokenizer<'a> {
    /// In the order of the vocabulary, the most frequent first.
    pieces: Vec<&'a str>,
    /// Pieces that begin a word.
    beginnings: HashMap<&'a str, Token>,
    /// Pieces that go on with a word, without the `##` that marks them in the vocabulary.
    continuations: HashMap<&'a str, Token>,
    /// The length of the longest piece, in bytes.
    longest: usize,
    start: Token,
    end: Token,
    unknown: Token,
}

impl<'a> Tokenizer<'a> {
    /// Fails where the vocabulary lacks one of the special tokens.
    pub(super) fn new(pieces: Vec<&'a str>) -> Result<Self, FileError> {
        let (mut beginnings, mut continuations) = (HashMap::with_capacity(pieces.len()), HashMap::new());
        for (piece, token) in pieces.iter().copied().zip(0..) {
            match piece.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => continuations.insert(rest, token),
                _ => beginnings.insert(piece, token),
            };
        }
        let special = |name| beginnings.get(name).copied().ok_or(FileError::Contents("it lacks a special token"));
        let (start, end, unknown) = (special("[CLS]")?, special("[SEP]")?, special("[UNK]")?);
        let longest = pieces.iter().map(|piece| piece.len()).max().unwrap_or_default();
        Ok(Tokenizer { pieces, beginnings, continuations, longest, start, end, unknown })
    }

    /// The tokens of a text, between the two that mark its ends; from 2 to `MAX_TOKENS`.
    pub(super) fn tokens(&self, text: &str) -> Vec<Token> {
        let mut tokens = vec![self.start];
        let mut word = String::new();
        for c in text.chars().take(MAX_CHARACTERS) {
            if tokens.len() >= MAX_TOKENS {
                break;
            }
            match Kind::of(c) {
                Kind::Ignored => {}
                Kind::Space => self.finish(&mut word, &mut tokens),
                Kind::Alone => {
                    self.finish(&mut word, &mut tokens);
                    push_folded(&mut word, c);
                    self.finish(&mut word, &mut tokens);
                }
                Kind::Letter => push_folded(&mut word, c),
            }
        }
        self.finish(&mut word, &mut tokens);
        tokens.truncate(MAX_TOKENS - 1);
        tokens.push(self.end);
        tokens
    }

    /// The tokens of the beginning of a text, no more than `most` with the two that mark its ends.
    pub(super) fn first_tokens(&self, text: &str, most: usize) -> Vec<Token> {
        let mut tokens = self.tokens(text);
        if tokens.len() > most {
            tokens.truncate(most - 1);
            tokens.push(self.end);
        }
        tokens
    }

    pub(super) fn knows_word(&self, word: &str) -> bool {
        is_whole_word(word) && self.beginnings.contains_key(word)
    }

    pub(super) fn whole_words(&self) -> impl Iterator<Item = &'a str> {
        self.pieces.iter().copied().filter(|piece| is_whole_word(piece))
    }

    /// Ends a word: its pieces are added, and the buffer is empty again.
    fn finish(&self, word: &mut String, tokens: &mut Vec<Token>) {
        if word.is_empty() {
            return;
        }
        let before = tokens.len();
        if !self.add_pieces(word, tokens) {
            tokens.truncate(before);
            tokens.push(self.unknown);
        }
        word.clear();
    }

    /// Adds the longest piece that fits, again and again; false where none fits.
    fn add_pieces(&self, word: &str, tokens: &mut Vec<Token>) -> bool {
        if word.chars().count() > MAX_WORD {
            return false;
        }
        let (mut known, mut rest) = (&self.beginnings, word);
        while !rest.is_empty() {
            let ends = (1..=rest.len().min(self.longest)).rev().filter(|end| rest.is_char_boundary(*end));
            let Some((end, token)) = ends.filter_map(|end| Some((end, *known.get(&rest[..end])?))).next() else {
                return false;
            };
            tokens.push(token);
            rest = &rest[end..];
            known = &self.continuations;
        }
        true
    }
}

fn is_whole_word(piece: &str) -> bool {
    piece.len() >= 2 && piece.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// How a character divides a text.
enum Kind {
    /// Control and format characters.
    Ignored,
    Space,
    /// A word by itself: punctuation and Chinese characters.
    Alone,
    Letter,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => Kind::Letter,
            _ if c.is_ascii_punctuation() => Kind::Alone,
            '\t' | '\n' | '\r' | ' ' => Kind::Space,
            '\u{fffd}' => Kind::Ignored,
            _ => match (c.general_category_group(), c.general_category()) {
                // Not Unassigned, which is what new emoji are to an old table.
                (_, Category::Control | Category::Format | Category::PrivateUse) => Kind::Ignored,
                _ if c.is_whitespace() => Kind::Space,
                (Group::Punctuation, _) => Kind::Alone,
                _ if is_chinese(c) => Kind::Alone,
                _ => Kind::Letter,
            },
        }
    }
}

/// The blocks 'CJK Unified Ideographs' with their extensions and compatibility forms, as BERT lists them.
fn is_chinese(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2a6df}' | '\u{2a700}'..='\u{2b73f}'
        | '\u{2b740}'..='\u{2b81f}' | '\u{2b920}'..='\u{2ceaf}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

/// Adds a character in lower case and without accents.
fn push_folded(word: &mut String, c: char) {
    if c.is_ascii() {
        word.push(c.to_ascii_lowercase());
        return;
    }
    decompose_canonical(c, |part| {
        if part.general_category() != Category::NonspacingMark {
            word.extend(part.to_lowercase());
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    const PIECES: [&str; 14] =
        ["[CLS]", "[SEP]", "[UNK]", "how", "long", "##er", "un", "##long", "##e", "?", "#", "cafe", "a", "##a"];

    fn tokenizer() -> Tokenizer<'static> {
        Tokenizer::new(PIECES.to_vec()).unwrap()
    }

    #[rstest]
    #[case::nothing("", "")]
    #[case::case_and_spaces(" HOW\t\n\u{3000}long ", "how long")]
    #[case::punctuation_stands_alone("how?long", "how ? long")]
    #[case::the_longest_piece_wins("longer longe unlonger", "long ##er long ##e un ##long ##er")]
    #[case::a_word_is_known_in_full_or_not_at_all("longx how", "[UNK] how")]
    #[case::accents_go("CAF\u{c9} cafe\u{301}", "cafe cafe")]
    #[case::invisible_characters_go("h\u{200b}o\u{ad}w\u{0}", "how")]
    #[case::chinese_characters_stand_alone("\u{4f60}\u{597d}", "[UNK] [UNK]")]
    #[case::other_scripts_are_words("\u{43a}\u{430}\u{43a} how", "[UNK] how")]
    #[case::special_names_are_words("[CLS]", "[UNK] [UNK] [UNK]")]
    #[case::a_mark_of_pieces_is_no_word("##er", "# # [UNK]")]
    fn texts_become_pieces(#[case] text: &str, #[case] pieces: &str) {
        let tokens = tokenizer().tokens(text);
        let found: Vec<&str> = tokens.iter().map(|token| PIECES[*token as usize]).collect();
        let expected: Vec<&str> = ["[CLS]"].into_iter().chain(pieces.split_whitespace()).chain(["[SEP]"]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_over_the_limit_are_unknown() {
        let tokens = |length| tokenizer().tokens(&"a".repeat(length)).len() - 2;
        assert_eq!((tokens(MAX_WORD), tokens(MAX_WORD + 1)), (MAX_WORD, 1));
    }

    #[test]
    fn a_text_gives_at_most_so_many_tokens() {
        for text in ["how ", "?", "how longer", "\u{4f60}", "a\u{301} "] {
            let tokens = tokenizer().tokens(&text.repeat(100_000));
            assert_eq!((tokens.len(), tokens.last()), (MAX_TOKENS, Some(&1)), "{text:?}");
        }
    }

    #[rstest]
    #[case(5, "how long ?")]
    #[case(4, "how long")]
    #[case(2, "")]
    fn fewer_tokens_may_be_read(#[case] most: usize, #[case] pieces: &str) {
        let tokens = |text| tokenizer().tokens(text);
        assert_eq!(tokenizer().first_tokens("how long?", most), tokens(pieces));
    }

    #[test]
    fn a_text_without_tokens_is_not_read_to_its_end() {
        assert_eq!(tokenizer().tokens(&(" ".repeat(MAX_CHARACTERS) + "how")), [0, 1]);
        assert_eq!(tokenizer().tokens(&("\u{200b}".repeat(MAX_CHARACTERS - 3) + "how")), [0, 3, 1]);
    }

    #[test]
    fn a_vocabulary_without_special_tokens_is_refused() {
        assert_eq!(Tokenizer::new(vec!["how"]).err(), Some(FileError::Contents("it lacks a special token")));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>()) {
            let tokens = tokenizer().tokens(&text);
            prop_assert!((2..=MAX_TOKENS).contains(&tokens.len()));
            prop_assert!(tokens.iter().all(|token| (*token as usize) < PIECES.len()));
        }
    }
}
