//! The network: six layers of self-attention and of a two-layer perceptron, as in Devlin and others, 'BERT' (2019).
//!
//! Tables of activations are row-major, one row a token: [tokens, hidden].

use super::DIMENSIONS;
use super::file::half;
use super::kernel::{GROUP, Kernel, Linear};
use super::math;
use super::tokenizer::Token;

/// The network's weights.
#[derive(Debug)]
pub(super) struct Transformer<'a> {
    pub(super) heads: usize,
    pub(super) embeddings: Embeddings<'a>,
    pub(super) layers: Vec<Layer<'a>>,
}

/// The vectors of tokens and of places, as they stand in the file.
#[derive(Debug)]
pub(super) struct Embeddings<'a> {
    /// By token, DIMENSIONS codes of 3 bits.
    pub(super) codes: &'a [u8],
    /// By token, a half-precision float for each GROUP of codes.
    pub(super) scales: &'a [u8],
    /// By place in the text, DIMENSIONS half-precision floats.
    pub(super) positions: &'a [u8],
    pub(super) norm: Norm,
}

/// One layer.
#[derive(Debug)]
pub(super) struct Layer<'a> {
    pub(super) query: Linear<'a>,
    pub(super) key: Linear<'a>,
    pub(super) value: Linear<'a>,
    pub(super) attended: Linear<'a>,
    pub(super) attended_norm: Norm,
    pub(super) widen: Linear<'a>,
    pub(super) narrow: Linear<'a>,
    pub(super) narrow_norm: Norm,
}

/// A layer norm (Ba and others, 2016).
#[derive(Debug)]
pub(super) struct Norm {
    pub(super) weight: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

impl Transformer<'_> {
    /// The mean over the tokens of the last layer's output, scaled to length 1.
    pub(super) fn encode(&self, kernel: Kernel, tokens: &[Token]) -> [f32; DIMENSIONS] {
        let mut x = self.embeddings.rows(tokens);
        for layer in &self.layers {
            layer.apply(kernel, self.heads, &mut x);
        }
        let mut mean = [0.0; DIMENSIONS];
        for row in x.chunks_exact(DIMENSIONS) {
            add(&mut mean, row);
        }
        math::normalise(&mut mean);
        mean
    }
}

impl Embeddings<'_> {
    fn rows(&self, tokens: &[Token]) -> Vec<f32> {
        let mut rows = vec![0.0; tokens.len() * DIMENSIONS];
        for ((row, token), position) in rows.chunks_exact_mut(DIMENSIONS).zip(tokens).zip(0..) {
            self.write(*token as usize, position, row);
        }
        self.norm.apply(&mut rows);
        rows
    }

    fn write(&self, token: usize, position: usize, row: &mut [f32]) {
        let codes = row_of(self.codes, token, DIMENSIONS / 8 * 3).as_chunks::<3>().0;
        let scales = row_of(self.scales, token, DIMENSIONS / GROUP * 2).as_chunks::<2>().0;
        let positions = row_of(self.positions, position, DIMENSIONS * 2).as_chunks::<2>().0;
        for (at, (value, position)) in row.iter_mut().zip(positions).enumerate() {
            // Eight codes in three bytes, the first in the lowest bits.
            let [a, b, c] = codes[at / 8];
            let code = u32::from_le_bytes([a, b, c, 0]) >> (3 * (at % 8)) & 7;
            *value = (code as f32 - 4.0) * half(scales[at / GROUP]) + half(*position);
        }
    }
}

impl Layer<'_> {
    fn apply(&self, kernel: Kernel, heads: usize, x: &mut [f32]) {
        let [query, key, value] = [&self.query, &self.key, &self.value].map(|linear| kernel.product(x, linear));
        let mixed = kernel.product(&kernel.attention([&query, &key, &value], heads), &self.attended);
        add(x, &mixed);
        self.attended_norm.apply(x);
        let mut wide = kernel.product(x, &self.widen);
        kernel.gelu(&mut wide);
        add(x, &kernel.product(&wide, &self.narrow));
        self.narrow_norm.apply(x);
    }
}

impl Norm {
    /// Brings every row to mean 0 and variance 1, then scales and shifts it.
    fn apply(&self, x: &mut [f32]) {
        let size = self.weight.len() as f32;
        for row in x.chunks_exact_mut(self.weight.len()) {
            let mean = math::sum(row) / size;
            row.iter_mut().for_each(|value| *value -= mean);
            let scale = 1.0 / (math::dot(row, row) / size + 1e-12).sqrt();
            for ((value, weight), bias) in row.iter_mut().zip(&self.weight).zip(&self.bias) {
                *value = *value * scale * weight + bias;
            }
        }
    }
}

fn add(to: &mut [f32], from: &[f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}

fn row_of(table: &[u8], row: usize, width: usize) -> &[u8] {
    &table[row * width..][..width]
}
