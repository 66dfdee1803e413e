//! Draws the training paths of roles as a picture: a bar of steps for each role on one axis of years, and the steps in words.

mod axis;
mod layout;
mod plan;
mod png;
mod raster;
mod svg;
mod text;
mod words;

use crate::knowledge::model::PathStep;
use crate::messages::Words;
use plan::Plan;

/// The most tracks of a picture; [`draw`] leaves out those that follow.
pub const TRACKS: usize = 4;

/// A role and its way into it.
#[derive(Clone, Copy, Debug)]
pub struct Track<'a> {
    /// The role's name.
    pub name: &'a str,
    /// The steps, in order.
    pub path: &'a [PathStep],
}

/// A picture, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// A PNG file, 800 pixels wide; its height fits what it shows.
    pub png: Vec<u8>,
    /// What the picture shows, in words: at most 1,024 characters on one line.
    pub alt: String,
}

/// Draws one role's path, or up to [`TRACKS`] of them under each other, all beginning at the same zero.
///
/// `None` where no track has a step. The same tracks in the same language always give the same picture. The first call also reads the fonts.
pub fn draw(tracks: &[Track<'_>], say: Words) -> Option<Picture> {
    let plans = plans(tracks, say)?;
    // The parser and the encoder can't fail on what `svg` writes; if they ever did, a card without its picture is better than
    // none.
    let png = raster::draw(&svg::write(&layout::scene(&plans, say)))?;
    Some(Picture { png, alt: words::alt(&plans, say) })
}

/// What is drawn of each track; `None` where there is nothing to draw.
fn plans(tracks: &[Track<'_>], say: Words) -> Option<Vec<Plan>> {
    let tracks = &tracks[..tracks.len().min(TRACKS)];
    if tracks.iter().all(|track| track.path.is_empty()) {
        return None;
    }
    Some(tracks.iter().map(|track| Plan::new(*track, tracks.len(), say)).collect())
}

#[cfg(test)]
mod tests;
