//! Writes a scene as SVG.

use super::raster::FAMILY;
use super::text::{Style, WORD_SPACING, Weight};
use std::borrow::Cow;
use std::fmt::Write as _;

/// All that stands on a picture.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    /// In pixels.
    pub(super) width: f64,
    /// In pixels.
    pub(super) height: f64,
    /// How round its corners are, in pixels.
    pub(super) corner: f64,
    /// The colour of the card.
    pub(super) ground: &'static str,
    /// The colour of the card's edge.
    pub(super) edge: &'static str,
    /// What stands on the card; later ones cover earlier ones.
    pub(super) marks: Vec<Mark>,
}

/// One thing on a picture. All places and sizes are in pixels from the upper left corner.
#[derive(Clone, Debug)]
pub(super) enum Mark {
    /// A line of text.
    Text {
        /// Where its [`Anchor`] is.
        x: f64,
        /// Where its baseline is.
        y: f64,
        style: Style,
        anchor: Anchor,
        ink: &'static str,
        text: String,
    },
    /// A straight line.
    Line { from: (f64, f64), to: (f64, f64), width: f64, ink: &'static str },
    /// A rectangle with round corners; a disc is one as wide as it is high.
    Block { x: f64, y: f64, width: f64, height: f64, corner: f64, fill: Fill },
}

/// What of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a block is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Fill {
    /// One colour.
    Solid(&'static str),
    /// Slanting stripes of one colour, with an edge.
    Striped(&'static str),
    /// Nothing but a dashed edge.
    Dashed(&'static str),
}

/// The scene as a whole SVG file.
pub(super) fn write(scene: &Scene) -> String {
    let mut svg = String::new();
    // Writing to a string never fails.
    let _ = write_to(&mut svg, scene);
    svg
}

fn write_to(svg: &mut String, scene: &Scene) -> std::fmt::Result {
    let (width, height) = (n(scene.width), n(scene.height));
    writeln!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="{FAMILY}">"#
    )?;
    let mut striped = Vec::new();
    for mark in &scene.marks {
        if let Mark::Block { fill: Fill::Striped(ink), .. } = mark
            && !striped.contains(ink)
        {
            stripes(svg, ink)?;
            striped.push(*ink);
        }
    }
    // The edge is 2 pixels wide, half of it on either side of its path.
    writeln!(
        svg,
        r#"<rect x="1" y="1" width="{}" height="{}" rx="{}" fill="{}" stroke="{}" stroke-width="2"/>"#,
        n(scene.width - 2.0),
        n(scene.height - 2.0),
        n(scene.corner),
        scene.ground,
        scene.edge
    )?;
    for mark in &scene.marks {
        write_mark(svg, mark)?;
    }
    svg.push_str("</svg>\n");
    Ok(())
}

/// Stripes are a gradient that repeats: it takes a fraction of the time of a pattern. It is named after its colour.
///
/// Its steep parts are about a pixel wide, which smooths the edges of the stripes.
fn stripes(svg: &mut String, ink: &str) -> std::fmt::Result {
    let name = ink.trim_start_matches('#');
    writeln!(
        svg,
        r#"<linearGradient id="stripes-{name}" gradientUnits="userSpaceOnUse" spreadMethod="repeat" x2="8.5" y2="8.5">"#
    )?;
    for (offset, opacity) in [(0.0, 0.8), (0.36, 0.8), (0.46, 0.18), (0.9, 0.18), (1.0, 0.8)] {
        writeln!(svg, r#"<stop offset="{offset}" stop-color="{ink}" stop-opacity="{opacity}"/>"#)?;
    }
    writeln!(svg, "</linearGradient>")
}

fn write_mark(svg: &mut String, mark: &Mark) -> std::fmt::Result {
    match mark {
        Mark::Text { x, y, style, anchor, ink, text } => {
            let anchor = match anchor {
                Anchor::Start => "",
                Anchor::Middle => r#" text-anchor="middle""#,
                Anchor::End => r#" text-anchor="end""#,
            };
            let weight = match style.weight {
                Weight::Regular => "",
                Weight::SemiBold => r#" font-weight="600""#,
            };
            writeln!(
                svg,
                r#"<text x="{}" y="{}" font-size="{}" word-spacing="{}"{weight}{anchor} fill="{ink}">{}</text>"#,
                n(*x),
                n(*y),
                n(style.size),
                n(style.size * WORD_SPACING),
                escape(text)
            )
        }
        Mark::Line { from, to, width, ink } => writeln!(
            svg,
            r#"<path d="M{} {}L{} {}" stroke="{ink}" stroke-width="{}"/>"#,
            n(from.0),
            n(from.1),
            n(to.0),
            n(to.1),
            n(*width)
        ),
        Mark::Block { x, y, width, height, corner, fill } => {
            // The edges of striped and dashed blocks are drawn within them.
            let inset = if matches!(fill, Fill::Solid(_)) { 0.0 } else { 1.25 };
            let fill = match fill {
                Fill::Solid(ink) => format!(r#"fill="{ink}""#),
                Fill::Striped(ink) => {
                    let name = ink.trim_start_matches('#');
                    format!(r##"fill="url(#stripes-{name})" stroke="{ink}" stroke-width="2.5""##)
                }
                Fill::Dashed(ink) => format!(r#"fill="none" stroke="{ink}" stroke-width="2.5" stroke-dasharray="6 5""#),
            };
            writeln!(
                svg,
                r#"<rect x="{}" y="{}" width="{}" height="{}" rx="{}" {fill}/>"#,
                n(x + inset),
                n(y + inset),
                n((width - 2.0 * inset).max(0.5)),
                n((height - 2.0 * inset).max(0.5)),
                n((corner - inset).max(0.0))
            )
        }
    }
}

/// A number to a hundredth, which is finer than anyone can see.
fn n(number: f64) -> f64 {
    // Adding zero turns a negative zero into a plain one.
    (number * 100.0).round() / 100.0 + 0.0
}

/// The text as an element's contents; what XML has no place for is dropped.
fn escape(text: &str) -> Cow<'_, str> {
    let special = |character: char| matches!(character, '&' | '<' | '>') || !is_xml(character);
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            _ if is_xml(character) => escaped.push(character),
            _ => {}
        }
    }
    Cow::Owned(escaped)
}

/// Whether XML 1.0 allows the character and doesn't advise against it.
fn is_xml(character: char) -> bool {
    !character.is_control() && !matches!(character, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use resvg::usvg::roxmltree::Document;
    use rstest::rstest;

    #[rstest]
    #[case("plain", "plain")]
    #[case("R&D <b>\"a\"</b> ]]>", "R&amp;D &lt;b&gt;\"a\"&lt;/b&gt; ]]&gt;")]
    #[case("a\u{0}b\u{1b}c\nd\u{ffff}", "abcd")]
    fn texts_are_escaped(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(escape(text), expected);
    }

    #[rstest]
    #[case(1.004, "1")]
    #[case(1.255_1, "1.26")]
    #[case(-0.001, "0")]
    fn numbers_are_short(#[case] number: f64, #[case] expected: &str) {
        assert_eq!(n(number).to_string(), expected);
    }

    #[test]
    fn a_text_comes_back_as_it_was() {
        let text = "</text><script>&amp;";
        let style = Style { size: 20.0, weight: Weight::Regular };
        let mark = Mark::Text { x: 0.0, y: 0.0, style, anchor: Anchor::End, ink: "#fff", text: text.to_owned() };
        let scene = Scene { width: 10.0, height: 10.0, corner: 2.0, ground: "#000", edge: "#111", marks: vec![mark] };
        let svg = write(&scene);
        let document = Document::parse(&svg).unwrap();
        let element = document.descendants().find(|node| node.has_tag_name("text")).unwrap();
        assert_eq!(element.text(), Some(text));
    }
}
