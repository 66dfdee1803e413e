//! Writes pixels as a PNG with a palette: a quarter of the data of one with full colours, so it's quicker to write and to load.

use png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter};
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8};
use std::cmp::Reverse;
use std::collections::HashMap;

/// The most colours of a palette.
const COLOURS: usize = 256;

/// The pixels as a PNG file. Of more than 256 colours the rarest, all of them at the edges of letters, are drawn in the nearest
/// other one.
pub(super) fn encode(pixels: &Pixmap) -> Option<Vec<u8>> {
    let (palette, indexes) = index(pixels.pixels());
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    // Level 2 takes less than half of the time of the usual level 6, and the file is a tenth larger.
    encoder.set_deflate_compression(DeflateCompression::Level(2));
    // The filters predict brightness, and a palette's neighbours have none in common.
    encoder.set_filter(Filter::NoFilter);
    let colours = palette.iter().map(|colour| colour.demultiply());
    encoder.set_palette(
        colours.clone().flat_map(|colour| [colour.red(), colour.green(), colour.blue()]).collect::<Vec<_>>(),
    );
    encoder.set_trns(colours.map(|colour| colour.alpha()).collect::<Vec<_>>());
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&indexes).ok()?;
    writer.finish().ok()?;
    Some(file)
}

/// The most frequent colours, and for each pixel the place of its own or of the nearest among them.
fn index(pixels: &[PremultipliedColorU8]) -> (Vec<PremultipliedColorU8>, Vec<u8>) {
    let mut numbers = HashMap::new();
    let mut colours = Vec::<(PremultipliedColorU8, usize)>::new();
    // Most pixels are like the one before, so a run of them is looked up once.
    let runs: Vec<_> = pixels
        .chunk_by(PartialEq::eq)
        .map(|run| {
            let number = *numbers.entry(channels(run[0])).or_insert(colours.len());
            if number == colours.len() {
                colours.push((run[0], 0));
            }
            colours[number].1 += run.len();
            (number, run.len())
        })
        .collect();
    let mut by_count = colours.clone();
    by_count.sort_by_key(|(_, count)| Reverse(*count));
    let palette: Vec<_> = by_count.into_iter().map(|(colour, _)| colour).take(COLOURS).collect();
    let places: Vec<_> = colours.iter().map(|(colour, _)| nearest(&palette, *colour)).collect();
    let mut indexes = Vec::with_capacity(pixels.len());
    for (number, length) in runs {
        indexes.resize(indexes.len() + length, places[number]);
    }
    (palette, indexes)
}

fn channels(colour: PremultipliedColorU8) -> [u8; 4] {
    [colour.red(), colour.green(), colour.blue(), colour.alpha()]
}

/// The place of the colour that is most like it: its own, if that is in the palette.
fn nearest(palette: &[PremultipliedColorU8], colour: PremultipliedColorU8) -> u8 {
    let colour = channels(colour);
    let distance = |other: &PremultipliedColorU8| {
        channels(*other).iter().zip(colour).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum::<u32>()
    };
    // A palette has 256 colours at most, so every place is a byte.
    (0..=u8::MAX).zip(palette).min_by_key(|(_, other)| distance(other)).map_or(0, |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(level: u8) -> PremultipliedColorU8 {
        PremultipliedColorU8::from_rgba(level, level, level, 255).unwrap()
    }

    #[test]
    fn few_colours_are_all_kept() {
        let pixels = [grey(7), grey(9), grey(9), grey(7), grey(9), PremultipliedColorU8::TRANSPARENT];
        let (palette, indexes) = index(&pixels);
        let back: Vec<_> = indexes.iter().map(|at| palette[usize::from(*at)]).collect();
        assert_eq!(back, pixels);
        assert_eq!(palette[0], grey(9));
    }

    #[test]
    fn of_many_colours_the_rarest_give_way_to_their_nearest() {
        let shade = |red: u8, blue: u8| PremultipliedColorU8::from_rgba(red, 0, blue, 255).unwrap();
        let frequent = (0..=255).flat_map(|red| [shade(red, 0); 2]);
        let pixels: Vec<_> = frequent.chain([shade(40, 1), shade(255, 9)]).collect();
        let (palette, indexes) = index(&pixels);
        assert_eq!(palette.len(), 256);
        let last = indexes[indexes.len() - 2..].iter().map(|at| palette[usize::from(*at)]);
        assert!(last.eq([shade(40, 0), shade(255, 0)]));
    }
}
