//! Functions over slices of floats, without branches, so that the compiler uses the processor's vectors.

use super::DIMENSIONS;

/// The sum of products. Sixteen running sums let it be computed in vectors.
#[inline(always)]
pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; 16];
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<16>(), b.as_chunks::<16>());
    for (a, b) in a.iter().zip(b) {
        for at in 0..16 {
            sums[at] += a[at] * b[at];
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f32>() + rest
}

/// Brings a vector to length 1, unless it is zero.
pub(super) fn normalise(vector: &mut [f32]) {
    let length = dot(vector, vector).sqrt().max(f32::MIN_POSITIVE);
    vector.iter_mut().for_each(|value| *value /= length);
}

/// The sum, as in `dot`.
#[inline(always)]
pub(super) fn sum(values: &[f32]) -> f32 {
    let mut sums = [0.0; 16];
    let (chunks, rest) = values.as_chunks::<16>();
    for chunk in chunks {
        for at in 0..16 {
            sums[at] += chunk[at];
        }
    }
    sums.iter().sum::<f32>() + rest.iter().sum::<f32>()
}

/// e^x for x from -87 to 88, which x is held to; relative error about 2e-7.
///
/// x = n · ln 2 + r with a whole n; e^r by the polynomial of Cephes' `expf` (Moshier), 2^n by setting the exponent's bits.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    /// Adding this to a float of moderate size leaves its whole part in the lowest bits.
    const ROUND: f32 = 12_582_912.0;
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    // ln 2 in two parts, the first so short that its product with n is exact.
    let r = x - n * 0.693_359_4 + n * 2.121_944_4e-4;
    let mut power = 1.987_569_2e-4;
    for coefficient in [1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 0.166_666_65, 0.5] {
        power = power * r + coefficient;
    }
    let power = power * r * r + r + 1.0;
    let exponent = (shifted.to_bits() as i32).wrapping_sub(ROUND.to_bits() as i32).wrapping_add(127);
    power * f32::from_bits((exponent << 23) as u32)
}

/// Replaces each x by x · Φ(x), Φ the normal distribution's: the 'GELU' of Hendrycks and Gimpel (2016).
///
/// The error function is formula 7.1.26 of Abramowitz and Stegun, whose error is below 1.5e-7.
#[inline(always)]
pub(super) fn gelu(values: &mut [f32]) {
    for x in values {
        let z = *x * std::f32::consts::FRAC_1_SQRT_2;
        let t = 1.0 / (1.0 + 0.327_591_1 * z.abs());
        let mut tail = 1.061_405_4;
        for coefficient in [-1.453_152_1, 1.421_413_8, -0.284_496_72, 0.254_829_6] {
            tail = tail * t + coefficient;
        }
        let erf = 1.0 - tail * t * exp(-z * z);
        *x = 0.5 * *x * (1.0 + erf.copysign(z));
    }
}

/// Replaces scores by shares that add up to 1, e^score each before that.
#[inline(always)]
pub(super) fn softmax(scores: &mut [f32]) {
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for score in scores.iter_mut() {
        *score = exp(*score - highest);
    }
    let total = sum(scores);
    for score in scores {
        *score /= total;
    }
}

/// Each token's mixture of all tokens' values, by how well its query fits their keys; each head has its own columns.
#[inline(always)]
pub(super) fn attention([query, key, value]: [&[f32]; 3], heads: usize) -> Vec<f32> {
    let size = DIMENSIONS / heads;
    let scale = 1.0 / (size as f32).sqrt();
    let mut mixed = vec![0.0; query.len()];
    let mut shares = vec![0.0; query.len() / DIMENSIONS];
    for columns in (0..DIMENSIONS).step_by(size).map(|first| first..first + size) {
        for (query, mixed) in query.chunks_exact(DIMENSIONS).zip(mixed.chunks_exact_mut(DIMENSIONS)) {
            let query = &query[columns.clone()];
            for (share, key) in shares.iter_mut().zip(key.chunks_exact(DIMENSIONS)) {
                *share = dot(query, &key[columns.clone()]) * scale;
            }
            softmax(&mut shares);
            let mixed = &mut mixed[columns.clone()];
            for (share, value) in shares.iter().zip(value.chunks_exact(DIMENSIONS)) {
                for (mixed, value) in mixed.iter_mut().zip(&value[columns.clone()]) {
                    *mixed += share * value;
                }
            }
        }
    }
    mixed
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn exp_is_near_to_the_exact_one() {
        for step in -8_700..=8_800 {
            let x = step as f32 / 100.0;
            let exact = f64::from(x).exp();
            let error = (f64::from(exp(x)) / exact - 1.0).abs();
            assert!(error < 4e-7, "{x}: {error}");
        }
        assert!(exp(-1e30) < 1e-37 && exp(1e30).is_finite());
    }

    #[rstest]
    #[case(0.0, 0.0)]
    #[case(1.0, 0.841_344_7)]
    #[case(-1.0, -0.158_655_26)]
    #[case(3.0, 2.995_950_3)]
    #[case(-9.0, 0.0)]
    #[case(30.0, 30.0)]
    fn gelu_has_its_known_values(#[case] x: f32, #[case] value: f32) {
        let mut values = [x];
        gelu(&mut values);
        assert!((values[0] - value).abs() < 1e-6, "{}", values[0]);
    }

    #[test]
    fn sums_take_every_value() {
        for length in [0, 1, 15, 16, 17, 48, 50] {
            let values: Vec<f32> = (1..=length).map(|value| value as f32).collect();
            assert_eq!(sum(&values), values.iter().sum::<f32>());
            assert_eq!(dot(&values, &values), values.iter().map(|value| value * value).sum::<f32>());
        }
    }

    #[test]
    fn shares_add_up_to_one() {
        let mut scores = [1000.0, 999.0, -1000.0];
        softmax(&mut scores);
        assert!((scores[0] - 0.731_058_6).abs() < 1e-6 && (sum(&scores) - 1.0).abs() < 1e-6);
    }
}
