//! Finds the text whose meaning is nearest, for many at once: every pair of their embeddings is compared.
//!
//! That is half the square of their number, but each comparison is a short sum of products: 12,000 texts take a second or two.
//! An index of nearest neighbours would be faster still, and could overlook some.

use crate::encoder::Embedding;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

/// So many embeddings, some 24 kB, stay in a processor's nearest cache while others are compared with them.
const BLOCK: usize = 16;

/// Another text that is near.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Neighbour {
    /// Its index.
    pub at: usize,
    /// How near it is: the cosine of the embeddings, -1 to 1.
    pub cosine: f32,
}

/// For each embedding the nearest other one with at least the cosine `from`, among those where the pair is `wanted` (asked
/// with the lower index first); of equally near ones the first. Takes all cores.
pub(super) fn nearest(
    embeddings: &[Embedding],
    from: f32,
    wanted: impl Fn(usize, usize) -> bool + Sync,
) -> Vec<Option<Neighbour>> {
    let blocks = embeddings.len().div_ceil(BLOCK);
    let next = AtomicUsize::new(0);
    // The first blocks have the most others behind them, so each thread takes the next one when it is free.
    let work = || {
        let mut nearest = vec![None; embeddings.len()];
        while let Some(block) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|block| *block < blocks) {
            let start = block * BLOCK;
            for second in start..embeddings.len() {
                for first in (start..second.min(start + BLOCK)).filter(|first| wanted(*first, second)) {
                    let cosine = embeddings[first].cosine(&embeddings[second]);
                    if cosine >= from {
                        keep_nearer(&mut nearest[first], Neighbour { at: second, cosine });
                        keep_nearer(&mut nearest[second], Neighbour { at: first, cosine });
                    }
                }
            }
        }
        nearest
    };
    let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (1..threads.min(blocks)).map(|_| scope.spawn(work)).collect();
        let mut nearest = work();
        for worker in workers {
            let found = worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            for (nearest, found) in nearest.iter_mut().zip(found) {
                found.into_iter().for_each(|found| keep_nearer(nearest, found));
            }
        }
        nearest
    })
}

fn keep_nearer(known: &mut Option<Neighbour>, found: Neighbour) {
    let is_nearer =
        known.is_none_or(|known| found.cosine > known.cosine || found.cosine == known.cosine && found.at < known.at);
    if is_nearer {
        *known = Some(found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::DIMENSIONS;
    use rstest::rstest;

    /// Embeddings in a plane, by their angles in degrees.
    fn at_angles(degrees: &[f32]) -> Vec<Embedding> {
        let embedding = |degrees: &f32| {
            let mut values = [0.0; DIMENSIONS];
            (values[0], values[383]) = (degrees.to_radians().cos(), degrees.to_radians().sin());
            Embedding::from_values(values)
        };
        degrees.iter().map(embedding).collect()
    }

    fn found(embeddings: &[Embedding], wanted: impl Fn(usize, usize) -> bool + Sync) -> Vec<Option<usize>> {
        let found = nearest(embeddings, 30_f32.to_radians().cos(), wanted);
        found.into_iter().map(|found| found.map(|found| found.at)).collect()
    }

    #[test]
    fn the_nearest_is_found_where_it_is_near_enough() {
        let embeddings = at_angles(&[0.0, 20.0, 25.0, 90.0]);
        assert_eq!(found(&embeddings, |_, _| true), [Some(1), Some(2), Some(1), None]);
    }

    #[test]
    fn only_pairs_that_are_wanted_are_compared() {
        let embeddings = at_angles(&[0.0, 20.0, 25.0, 90.0]);
        let wanted = |first, second| {
            assert!(first < second);
            (first, second) != (1, 2)
        };
        assert_eq!(found(&embeddings, wanted), [Some(1), Some(0), Some(0), None]);
    }

    /// Around a full block and with several, each as near to the next as to the one before.
    #[rstest]
    #[case(0)]
    #[case(1)]
    #[case(BLOCK)]
    #[case(3 * BLOCK + 5)]
    fn of_equally_near_ones_the_first_counts_whatever_the_block(#[case] count: usize) {
        let mut embeddings = at_angles(&[0.0, 20.0]).into_iter().cycle();
        let embeddings: Vec<Embedding> = embeddings.by_ref().take(count).collect();
        let expected: Vec<Option<usize>> = (0..count)
            .map(|at| (0..count).find(|other| *other != at && other % 2 == at % 2).or((count == 2).then(|| 1 - at)))
            .collect();
        assert_eq!(found(&embeddings, |_, _| true), expected);
    }
}
