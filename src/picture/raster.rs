//! Turns an SVG into a PNG with the bundled fonts alone.

use super::{png, text};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use std::sync::{Arc, LazyLock};

/// The family that the bundled fonts name.
pub(super) const FAMILY: &str = "Inter";

static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for font in [text::REGULAR, text::SEMI_BOLD] {
        fonts.load_font_source(fontdb::Source::Binary(Arc::new(font)));
    }
    Options { font_family: FAMILY.to_owned(), fontdb: Arc::new(fonts), ..Options::default() }
});

/// The SVG as a PNG of the size that it names, one pixel to a unit; `None` where it can't be read.
pub(super) fn draw(svg: &str) -> Option<Vec<u8>> {
    let tree = Tree::from_str(svg, &OPTIONS).ok()?;
    let size = tree.size().to_int_size();
    let mut pixels = Pixmap::new(size.width(), size.height())?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    png::encode(&pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_weights_are_found() {
        let faces: Vec<_> = OPTIONS.fontdb.faces().map(|face| (face.families[0].0.as_str(), face.weight.0)).collect();
        assert_eq!(faces, [(FAMILY, 400), (FAMILY, 600)]);
    }

    /// The layout relies on it.
    #[test]
    fn a_text_is_drawn_as_wide_as_it_is_measured() {
        let line = "Hamburg, about 1 to 2.5 years: Łódź → Ωμέγα, Жук";
        for (weight, value) in [(text::Weight::Regular, 400), (text::Weight::SemiBold, 600)] {
            let style = text::Style { size: 26.0, weight };
            let spacing = style.size * text::WORD_SPACING;
            let svg = format!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" width="900" height="50"><text y="40" font-size="26" font-weight="{value}" word-spacing="{spacing}">{line}</text></svg>"#
            );
            let drawn = f64::from(Tree::from_str(&svg, &OPTIONS).unwrap().root().bounding_box().width());
            // The box leaves out the empty margins of the first and the last letter.
            assert!((style.width(line) - drawn).abs() < 4.0, "{} and {drawn}", style.width(line));
        }
    }

    #[test]
    fn what_is_no_svg_is_no_picture() {
        assert_eq!(draw("<svg"), None);
    }
}
