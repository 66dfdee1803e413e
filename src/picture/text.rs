//! Measures and wraps text with the bundled fonts.

use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::{GlyphMetrics, Metrics};
use skrifa::{FontRef, MetadataProvider};
use std::sync::LazyLock;

/// Inter, weight 400; `font/README.md` says where it comes from.
pub(super) const REGULAR: &[u8] = include_bytes!("font/Inter-Regular.ttf");
/// Inter, weight 600.
pub(super) const SEMI_BOLD: &[u8] = include_bytes!("font/Inter-SemiBold.ttf");

/// What is added to a space, as a part of the font's size: Inter's is narrow, above all behind a 1.
pub(super) const WORD_SPACING: f64 = 0.05;
/// Stands for a letter that the fonts lack.
const LACKING: char = '\u{25a1}';

/// How heavy a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// For what is read.
    Regular,
    /// For what is found at a glance.
    SemiBold,
}

/// How a text looks, apart from its colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    /// The font's size in pixels.
    pub(super) size: f64,
    /// The font's weight.
    pub(super) weight: Weight,
}

impl Style {
    /// The height of a line in pixels.
    pub(super) fn line(self) -> f64 {
        (self.size * 1.3).round()
    }

    /// How far below the middle of its capitals a text's baseline is, in pixels.
    pub(super) fn drop(self) -> f64 {
        // Inter's capitals are 0.727 of its size high.
        self.size * 0.3635
    }

    /// A text's width in pixels. The bundled fonts have no kerning, so this is exact.
    pub(super) fn width(self, text: &str) -> f64 {
        let face = Face::of(self.weight);
        text.chars().map(|character| face.advance(character)).sum::<f64>() * self.size
    }

    /// The text in at most `most` lines of at most `width` pixels each. Where they don't suffice, the last ends with `…`.
    ///
    /// Breaks at spaces; a word that is wider than a line is broken anywhere. Where little is left for the last line, the others
    /// leave it more.
    pub(super) fn wrap(self, text: &str, width: f64, most: usize) -> Vec<String> {
        let lines = self.fill(text, width, most + 1);
        if lines.len() > most {
            return self.shortened(lines, width, most);
        }
        // Narrower lines leave more for the last.
        let is_even =
            |lines: &Vec<String>| lines.len() < 2 || lines.last().is_none_or(|last| self.width(last) > width / 3.0);
        std::iter::successors(Some(width), |narrower| Some(narrower - 8.0))
            .take_while(|narrower| *narrower > width / 2.0)
            .map(|narrower| self.fill(text, narrower, lines.len() + 1))
            .take_while(|even| even.len() == lines.len())
            .find(is_even)
            .unwrap_or(lines)
    }

    /// As much of the text as fits into `most` lines, each as full as can be.
    fn fill(self, text: &str, width: f64, most: usize) -> Vec<String> {
        let face = Face::of(self.weight);
        let space = face.advance(' ') * self.size;
        let mut lines = Vec::new();
        let mut line = String::new();
        let mut used = 0.0;
        for word in text.split_whitespace() {
            let needed = self.width(word);
            if !line.is_empty() {
                if used + space + needed <= width {
                    line.push(' ');
                    line.push_str(word);
                    used += space + needed;
                    continue;
                }
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            for character in word.chars() {
                let advance = face.advance(character) * self.size;
                if used + advance > width && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                if lines.len() >= most {
                    return lines;
                }
                line.push(character);
                used += advance;
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// The first `most` of `lines`, with `…` at the end of the last.
    fn shortened(self, mut lines: Vec<String>, width: f64, most: usize) -> Vec<String> {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && self.width(last) + self.width("…") > width {
                last.pop();
            }
            last.truncate(last.trim_end_matches([' ', ',', ';', ':', '.', '-', '–']).len());
            last.push('…');
        }
        lines
    }
}

/// A font's widths.
struct Face {
    characters: Charmap<'static>,
    glyphs: GlyphMetrics<'static>,
    units_per_em: f64,
}

impl Face {
    fn of(weight: Weight) -> &'static Self {
        static FACES: LazyLock<[Face; 2]> = LazyLock::new(|| [REGULAR, SEMI_BOLD].map(Face::new));
        match weight {
            Weight::Regular => &FACES[0],
            Weight::SemiBold => &FACES[1],
        }
    }

    fn new(font: &'static [u8]) -> Self {
        let font = FontRef::new(font).expect("the bundled fonts are whole, and a test reads them");
        Self {
            characters: font.charmap(),
            glyphs: font.glyph_metrics(Size::unscaled(), LocationRef::default()),
            units_per_em: f64::from(Metrics::new(&font, Size::unscaled(), LocationRef::default()).units_per_em),
        }
    }

    /// A character's width, as a part of the font's size.
    fn advance(&self, character: char) -> f64 {
        // Glyph 0 stands for what a font lacks.
        let glyph = self.characters.map(character).unwrap_or_default();
        let advance = f64::from(self.glyphs.advance_width(glyph).unwrap_or_default()) / self.units_per_em;
        if character == ' ' { advance + WORD_SPACING } else { advance }
    }

    fn has(&self, character: char) -> bool {
        self.characters.map(character).is_some()
    }
}

/// The text on one line, without control characters and without those that only steer how others are shown.
pub(super) fn one_line(text: &str) -> String {
    let text: String =
        text.chars().filter(|character| character.is_whitespace() || !is_invisible(*character)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with only such characters as the fonts have.
///
/// A box stands for a letter or digit that they lack. An emoji and the like is left out: a box would tell less than nothing.
pub(super) fn drawable(text: &str) -> String {
    let face = Face::of(Weight::Regular);
    let shown: String = text
        .chars()
        .filter_map(|character| match character {
            _ if face.has(character) => Some(character),
            _ if character.is_alphanumeric() => Some(LACKING),
            _ if character.is_whitespace() => Some(' '),
            _ => None,
        })
        .collect();
    one_line(&shown)
}

/// Control characters, marks of direction, joiners, variation selectors and what is no character at all.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
            | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const STYLE: Style = Style { size: 26.0, weight: Weight::Regular };

    #[test]
    fn widths_come_from_the_font() {
        assert!(STYLE.width("iiii") < STYLE.width("mmmm") / 2.0);
        assert!(STYLE.width("bold") < Style { weight: Weight::SemiBold, ..STYLE }.width("bold"));
        // Inter's digits are about 0.6 of its size wide.
        assert!((14.0..18.0).contains(&STYLE.width("0")));
    }

    #[test]
    fn both_fonts_have_the_same_characters() {
        let [regular, bold] = [Weight::Regular, Weight::SemiBold].map(Face::of);
        for character in (' '..='\u{ffff}').filter(|character| regular.has(*character)) {
            assert!(bold.has(character), "{character}");
        }
        assert!("aZÀžąαЖ…–→€□".chars().all(|character| regular.has(character)));
    }

    #[rstest]
    #[case("one two three four five six seven", 150.0)]
    #[case("Accredited program in perfusion, often at master's level", 300.0)]
    #[case("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft and more", 120.0)]
    fn lines_fit_and_keep_every_letter(#[case] text: &str, #[case] width: f64) {
        let lines = STYLE.wrap(text, width, 99);
        assert!(lines.iter().all(|line| STYLE.width(line) <= width), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
    }

    #[test]
    fn no_word_is_left_alone() {
        let lines = STYLE.wrap("Accredited program in perfusion, often at master's level", 640.0, 6);
        assert_eq!(lines, ["Accredited program in perfusion,", "often at master's level"]);
    }

    #[rstest]
    #[case("one two three four five six seven eight", 2)]
    #[case("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", 3)]
    fn too_many_lines_end_in_an_ellipsis(#[case] text: &str, #[case] most: usize) {
        let lines = STYLE.wrap(text, 120.0, most);
        assert_eq!(lines.len(), most);
        assert!(lines[most - 1].ends_with('…'));
        assert!(lines.iter().all(|line| STYLE.width(line) <= 120.0), "{lines:?}");
    }

    #[test]
    fn nothing_wraps_to_nothing_and_no_width_is_no_trouble() {
        assert!(STYLE.wrap("", 100.0, 3).is_empty());
        assert_eq!(STYLE.wrap("abc", 0.0, 9), ["a", "b", "c"]);
    }

    #[rstest]
    #[case("a\u{0}b\u{7}c\u{202e}d\u{fffe}", "abcd")]
    #[case("  a \n\t b\u{a0}c\u{85}", "a b c")]
    fn a_line_holds_only_what_can_be_seen(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(one_line(text), expected);
    }

    #[rstest]
    #[case("Łódź → Москва", "Łódź → Москва")]
    #[case("看護 nurse", "□□ nurse")]
    #[case("🎓 Degree 👩\u{200d}⚕\u{fe0f}", "Degree")]
    fn what_the_fonts_lack_breaks_nothing(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(drawable(text), expected);
    }
}
