//! The matrix product with 4-bit weights, where nearly all of the time goes: once in plain Rust, once for AVX2.
//!
//! The weights are used where they lie in the program: each block of them is spread out into floats just before it is
//! multiplied, so that no second, eight times larger copy fills the memory.

#[cfg(target_arch = "x86_64")]
mod avx2;
mod plain;

/// How many inputs share a scale.
pub(super) const GROUP: usize = 64;
/// How many outputs are computed at a time.
pub(super) const PANEL: usize = 32;

/// The codes of one GROUP of inputs for one PANEL of outputs. A byte holds those of output `at` (low half) and of output
/// `at + PANEL / 2`, each plus 8.
type Codes = [[u8; PANEL / 2]; GROUP];
/// One scale an output.
type Scales = [f32; PANEL];

/// A linear layer, y = W x + b.
#[derive(Debug)]
pub(super) struct Linear<'a> {
    inputs: usize,
    /// By panel, then by group of inputs.
    codes: &'a [Codes],
    /// In the order of `codes`.
    scales: Vec<Scales>,
    /// One value an output.
    bias: Vec<f32>,
}

impl<'a> Linear<'a> {
    /// Inputs are a multiple of GROUP, outputs (as many as `bias` has) of PANEL; `codes` has half a byte and `scales` a
    /// GROUPth of a value for each pair of them.
    pub(super) fn new(inputs: usize, codes: &'a [u8], scales: &[f32], bias: Vec<f32>) -> Self {
        let codes = codes.as_chunks::<{ PANEL / 2 }>().0.as_chunks::<GROUP>().0;
        let scales = scales.as_chunks::<PANEL>().0.to_vec();
        assert_eq!(codes.len() * GROUP * PANEL, inputs * bias.len());
        assert_eq!(codes.len(), scales.len());
        Linear { inputs, codes, scales, bias }
    }

    /// The blocks of weights, each with its first output and its first input.
    fn blocks(&self) -> impl Iterator<Item = (usize, usize, &'a Codes, &Scales)> {
        let groups = self.inputs / GROUP;
        let places = (0..).map(move |at| (at / groups * PANEL, at % groups * GROUP));
        let blocks = self.codes.iter().zip(&self.scales);
        places.zip(blocks).map(|((output, input), (codes, scales))| (output, input, codes, scales))
    }

    /// The bias once for every row.
    fn start(&self, rows: usize) -> Vec<f32> {
        self.bias.repeat(rows)
    }
}

/// A way to compute.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kernel {
    /// Runs everywhere.
    Plain,
    /// Faster, where the processor has AVX2 and FMA.
    #[cfg(target_arch = "x86_64")]
    Avx2(avx2::Detected),
}

impl Kernel {
    /// The fastest that this processor has.
    pub(super) fn best() -> Self {
        #[cfg(target_arch = "x86_64")]
        if let Some(detected) = avx2::Detected::new() {
            return Kernel::Avx2(detected);
        }
        Kernel::Plain
    }

    /// The layer's outputs [rows, outputs] for x [rows, inputs].
    ///
    /// A row's result doesn't depend on what other rows there are, to the last bit.
    pub(super) fn product(self, x: &[f32], linear: &Linear<'_>) -> Vec<f32> {
        match self {
            Kernel::Plain => plain::product(x, linear),
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2(detected) => detected.product(x, linear),
        }
    }

    /// Applies `math::attention`.
    pub(super) fn attention(self, query_key_value: [&[f32]; 3], heads: usize) -> Vec<f32> {
        match self {
            Kernel::Plain => super::math::attention(query_key_value, heads),
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2(detected) => detected.attention(query_key_value, heads),
        }
    }

    /// Applies `math::gelu`.
    pub(super) fn gelu(self, values: &mut [f32]) {
        match self {
            Kernel::Plain => super::math::gelu(values),
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2(detected) => detected.gelu(values),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The largest difference that rounding can make between two orders of summing.
    const TOLERANCE: f32 = 1e-4;

    /// y = W x + b, one weight at a time, in double precision.
    fn expected(x: &[f32], linear: &Linear<'_>) -> Vec<f64> {
        let (outputs, groups) = (linear.bias.len(), linear.inputs / GROUP);
        let weight = |output: usize, input: usize| {
            let block = output / PANEL * groups + input / GROUP;
            let at = output % PANEL;
            let byte = linear.codes[block][input % GROUP][at % (PANEL / 2)];
            let code = if at < PANEL / 2 { byte & 15 } else { byte >> 4 };
            (f64::from(code) - 8.0) * f64::from(linear.scales[block][at])
        };
        let rows = x.chunks_exact(linear.inputs);
        rows.flat_map(|row| {
            (0..outputs).map(move |output| {
                let products = row.iter().enumerate().map(|(input, x)| f64::from(*x) * weight(output, input));
                f64::from(linear.bias[output]) + products.sum::<f64>()
            })
        })
        .collect()
    }

    fn numbers(seed: u64, count: usize) -> impl Iterator<Item = u64> {
        let mut state = seed | 1;
        (0..count).map(move |_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        })
    }

    fn floats(seed: u64, count: usize) -> Vec<f32> {
        numbers(seed, count).map(|number| (number >> 40) as f32 / (1 << 23) as f32 - 1.0).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn every_kernel_agrees_with_the_plain_sum(rows in 0..20_usize, groups in 1..5_usize, panels in 1..4_usize, seed: u64) {
            let (inputs, outputs) = (groups * GROUP, panels * PANEL);
            let codes: Vec<u8> = numbers(seed, inputs * outputs / 2).map(|number| (number >> 32) as u8).collect();
            let scales: Vec<f32> = floats(seed ^ 2, inputs * outputs / GROUP).iter().map(|scale| scale / 50.0).collect();
            let linear = Linear::new(inputs, &codes, &scales, floats(seed ^ 4, outputs));
            let x = floats(seed ^ 8, rows * inputs);
            for kernel in [Kernel::Plain, Kernel::best()] {
                let found = kernel.product(&x, &linear);
                prop_assert_eq!(found.len(), rows * outputs);
                for (found, expected) in found.iter().zip(expected(&x, &linear)) {
                    prop_assert!((f64::from(*found) - expected).abs() < f64::from(TOLERANCE), "{:?}: {} {}", kernel, found, expected);
                }
                // Rows don't depend on one another.
                if rows > 0 {
                    let last = kernel.product(&x[(rows - 1) * inputs..], &linear);
                    prop_assert_eq!(&found[(rows - 1) * outputs..], &last[..]);
                }
            }
        }

        #[test]
        fn every_kernel_has_the_same_gelu(seed: u64, count in 0..70_usize) {
            let values: Vec<f32> = floats(seed, count).iter().map(|value| value * 10.0).collect();
            let (mut plain, mut best) = (values.clone(), values);
            Kernel::Plain.gelu(&mut plain);
            Kernel::best().gelu(&mut best);
            prop_assert_eq!(plain, best);
        }
    }
}
