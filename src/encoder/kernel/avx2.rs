//! The product with the instructions AVX2 and FMA, eight floats at a time.
//!
//! Written out because compilers, given a plain loop over several rows, keep its sums in memory instead of registers.

use std::arch::x86_64::*;

use super::{Codes, GROUP, Linear, PANEL, Scales};

/// How many rows are computed at a time, at most: 6 rows of 16 sums fill 12 of the 16 registers, and weights need the rest.
const ROWS: usize = 6;
/// Floats in a register.
const WIDTH: usize = 8;

/// The weights of a block by input, PANEL floats each, before they are multiplied by their scales.
type Weights = [[__m256; PANEL / WIDTH]; GROUP];

/// Proof that the processor has AVX2 and FMA.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Detected(());

impl Detected {
    /// `None` where the processor lacks either.
    pub(super) fn new() -> Option<Self> {
        (is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")).then_some(Detected(()))
    }

    pub(super) fn product(self, x: &[f32], linear: &Linear<'_>) -> Vec<f32> {
        // SAFETY: a `Detected` is only made where the processor has the features that the function is compiled for.
        unsafe { product(x, linear) }
    }

    pub(super) fn attention(self, query_key_value: [&[f32]; 3], heads: usize) -> Vec<f32> {
        // SAFETY: as above.
        unsafe { attention(query_key_value, heads) }
    }

    pub(super) fn gelu(self, values: &mut [f32]) {
        // SAFETY: as above.
        unsafe { gelu(values) }
    }
}

#[target_feature(enable = "avx2,fma")]
fn product(x: &[f32], linear: &Linear<'_>) -> Vec<f32> {
    let (inputs, outputs) = (linear.inputs, linear.bias.len());
    let rows = x.len() / inputs;
    let mut out = linear.start(rows);
    // Of 13 rows, 5 and 5 and 3 are faster than 6 and 6 and 1: few rows wait for their own sums.
    let at_a_time = rows.div_ceil(rows.div_ceil(ROWS).max(1)).max(1);
    let mut weights = [[_mm256_setzero_ps(); PANEL / WIDTH]; GROUP];
    for (output, input, codes, scales) in linear.blocks() {
        spread(codes, &mut weights);
        let blocks = x.chunks(at_a_time * inputs).zip(out.chunks_mut(at_a_time * outputs));
        for (x, out) in blocks {
            let (x, out) = (Rows { width: inputs, first: input, x }, &mut out[output..]);
            match x.x.len() / inputs {
                1 => add_product::<1>(x, &weights, scales, out, outputs),
                2 => add_product::<2>(x, &weights, scales, out, outputs),
                3 => add_product::<3>(x, &weights, scales, out, outputs),
                4 => add_product::<4>(x, &weights, scales, out, outputs),
                5 => add_product::<5>(x, &weights, scales, out, outputs),
                _ => add_product::<ROWS>(x, &weights, scales, out, outputs),
            }
        }
    }
    out
}

/// Columns `first` to `first + GROUP` of rows that are `width` wide.
#[derive(Clone, Copy)]
struct Rows<'a> {
    width: usize,
    first: usize,
    x: &'a [f32],
}

/// Adds the product of R rows with a block of weights to the first PANEL columns of `out`, whose rows are `width` wide.
#[inline]
#[target_feature(enable = "avx2,fma")]
fn add_product<const R: usize>(x: Rows<'_>, weights: &Weights, scales: &Scales, out: &mut [f32], width: usize) {
    let (scales, _) = scales.as_chunks::<WIDTH>();
    let x: [&[f32; GROUP]; R] = std::array::from_fn(|row| {
        let columns = &x.x[row * x.width + x.first..];
        columns.first_chunk().expect("a row has all columns of the group")
    });
    for half in 0..2 {
        let mut sums = [[_mm256_setzero_ps(); 2]; R];
        for input in 0..GROUP {
            let [left, right] = [weights[input][2 * half], weights[input][2 * half + 1]];
            for row in 0..R {
                let x = _mm256_set1_ps(x[row][input]);
                sums[row][0] = _mm256_fmadd_ps(x, left, sums[row][0]);
                sums[row][1] = _mm256_fmadd_ps(x, right, sums[row][1]);
            }
        }
        for row in 0..R {
            let out = &mut out[row * width + 2 * half * WIDTH..];
            let (parts, _) = out.as_chunks_mut::<WIDTH>();
            for at in 0..2 {
                let scale = vector(&scales[2 * half + at]);
                parts[at] = floats(_mm256_fmadd_ps(sums[row][at], scale, vector(&parts[at])));
            }
        }
    }
}

/// Codes as floats from -8 to 7, by input.
#[inline]
#[target_feature(enable = "avx2,fma")]
fn spread(codes: &Codes, weights: &mut Weights) {
    let (low_half, eight) = (_mm_set1_epi8(15), _mm_set1_epi8(8));
    for (bytes, weights) in codes.iter().zip(weights) {
        let [low, high] = *bytes.as_chunks::<8>().0 else { unreachable!("16 bytes are two times 8") };
        let bytes = _mm_set_epi64x(i64::from_le_bytes(high), i64::from_le_bytes(low));
        let first = _mm_sub_epi8(_mm_and_si128(bytes, low_half), eight);
        let second = _mm_sub_epi8(_mm_and_si128(_mm_srli_epi16::<4>(bytes), low_half), eight);
        let parts = [first, _mm_srli_si128::<8>(first), second, _mm_srli_si128::<8>(second)];
        for at in 0..PANEL / WIDTH {
            weights[at] = _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(parts[at]));
        }
    }
}

/// `math::attention`, compiled for wider registers.
#[target_feature(enable = "avx2,fma")]
fn attention(query_key_value: [&[f32]; 3], heads: usize) -> Vec<f32> {
    crate::encoder::math::attention(query_key_value, heads)
}

/// `math::gelu`, compiled for wider registers; it has no sum whose order could change.
#[target_feature(enable = "avx2,fma")]
fn gelu(values: &mut [f32]) {
    crate::encoder::math::gelu(values);
}

#[inline]
#[target_feature(enable = "avx2,fma")]
fn vector(floats: &[f32; WIDTH]) -> __m256 {
    // SAFETY: the array has the 8 floats that are read, and the instruction asks for no alignment.
    unsafe { _mm256_loadu_ps(floats.as_ptr()) }
}

#[inline]
#[target_feature(enable = "avx2,fma")]
fn floats(vector: __m256) -> [f32; WIDTH] {
    let mut floats = [0.0; WIDTH];
    // SAFETY: the array has room for the 8 floats that are written, and the instruction asks for no alignment.
    unsafe { _mm256_storeu_ps(floats.as_mut_ptr(), vector) };
    floats
}
