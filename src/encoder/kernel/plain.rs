//! The product in plain Rust, shaped so that compilers turn its inner loop into vector instructions.

use super::{Codes, GROUP, Linear, PANEL};

pub(super) fn product(x: &[f32], linear: &Linear<'_>) -> Vec<f32> {
    let outputs = linear.bias.len();
    let mut out = linear.start(x.len() / linear.inputs);
    let mut weights = [[0.0; PANEL]; GROUP];
    for (output, input, codes, scales) in linear.blocks() {
        spread(codes, &mut weights);
        for (x, out) in x.chunks_exact(linear.inputs).zip(out.chunks_exact_mut(outputs)) {
            let out = &mut out[output..output + PANEL];
            // Sums in an array of fixed size stay in registers.
            let mut sums = [0.0; PANEL];
            for (x, weights) in x[input..input + GROUP].iter().zip(&weights) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += x * weight;
                }
            }
            for ((out, sum), scale) in out.iter_mut().zip(sums).zip(scales) {
                *out += sum * scale;
            }
        }
    }
    out
}

/// Codes as floats from -8 to 7, by input; their scales are applied to sums.
fn spread(codes: &Codes, weights: &mut [[f32; PANEL]; GROUP]) {
    for (bytes, weights) in codes.iter().zip(weights) {
        for (at, byte) in bytes.iter().enumerate() {
            weights[at] = f32::from(byte & 15) - 8.0;
            weights[at + PANEL / 2] = f32::from(byte >> 4) - 8.0;
        }
    }
}
