//! Reads the weights file that `models/make.py` writes; `models/README.md` has its layout, byte by byte.

use sha2::{Digest, Sha256};

use super::DIMENSIONS;
use super::kernel::{GROUP, Linear, PANEL};
use super::transformer::{Embeddings, Layer, Norm, Transformer};

const MAGIC: &[u8] = b"CAENCODE";
const VERSION: u32 = 1;
/// From where on the checksum counts: after the magic, the version and the checksum itself.
const HEADER: usize = 8 + 4 + 32;

/// Why a weights file can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// It begins with something else.
    #[error("this is no encoder file")]
    NotOurs,
    /// It was written for another version of the program.
    #[error("the encoder file has version {0}, and this program reads version {VERSION}")]
    Version(u32),
    /// Its contents aren't those that were written.
    #[error("the encoder file is damaged: its checksum is wrong")]
    Checksum,
    /// The checksum is right, but the contents make no sense.
    #[error("the encoder file can't be read: {0}")]
    Contents(&'static str),
}

/// What a file holds.
pub(super) struct Contents<'a> {
    /// The SHA-256 of everything after the header, which the header holds.
    pub(super) hash: [u8; 32],
    /// The pieces of words; a piece's place is its token.
    pub(super) vocabulary: Vec<&'a str>,
    pub(super) transformer: Transformer<'a>,
}

/// Checks a file and lays out its contents; large tables stay where they are.
pub(super) fn read(file: &[u8]) -> Result<Contents<'_>, FileError> {
    let mut header = Reader(file);
    if header.take(MAGIC.len()) != Ok(MAGIC) {
        return Err(FileError::NotOurs);
    }
    let version = header.number()?;
    if version != VERSION {
        return Err(FileError::Version(version));
    }
    let body = file.get(HEADER..).unwrap_or_default();
    let checksum: [u8; 32] = Sha256::digest(body).into();
    if header.take(checksum.len())? != checksum {
        return Err(FileError::Checksum);
    }
    let mut body = Reader(body);
    let sizes: [usize; 9] = body.sizes()?;
    let [hidden, layers, heads, wide, words, positions, group, panel, text] = sizes;
    let fits = |size: usize| size > 0 && size.is_multiple_of(GROUP) && size.is_multiple_of(PANEL);
    if hidden != DIMENSIONS || group != GROUP || panel != PANEL || !fits(wide) {
        return Err(FileError::Contents("its sizes are not those of this network"));
    }
    if heads == 0 || !hidden.is_multiple_of(heads) || positions < 2 {
        return Err(FileError::Contents("its sizes don't go together"));
    }
    let text = std::str::from_utf8(body.take(text)?).map_err(|_| FileError::Contents("its vocabulary is no text"))?;
    let vocabulary: Vec<&str> = text.split('\n').collect();
    if vocabulary.len() != words {
        return Err(FileError::Contents("its vocabulary has another size"));
    }
    let embeddings = Embeddings {
        codes: body.take(words * hidden / 8 * 3)?,
        scales: body.take(words * hidden / GROUP * 2)?,
        positions: body.take(positions * hidden * 2)?,
        norm: body.norm(hidden)?,
    };
    let layers = (0..layers).map(|_| body.layer(hidden, wide)).collect::<Result<_, _>>()?;
    if !body.0.is_empty() {
        return Err(FileError::Contents("something follows its end"));
    }
    Ok(Contents { hash: checksum, vocabulary, transformer: Transformer { heads, embeddings, layers } })
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, bytes: usize) -> Result<&'a [u8], FileError> {
        let (taken, rest) = self.0.split_at_checked(bytes).ok_or(FileError::Contents("it is cut off"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<u32, FileError> {
        let bytes = self.take(4)?.try_into().expect("four bytes were taken");
        Ok(u32::from_le_bytes(bytes))
    }

    fn sizes<const N: usize>(&mut self) -> Result<[usize; N], FileError> {
        let mut sizes = [0; N];
        for size in &mut sizes {
            *size = self.number()? as usize;
        }
        Ok(sizes)
    }

    fn halves(&mut self, count: usize) -> Result<Vec<f32>, FileError> {
        Ok(self.take(count * 2)?.as_chunks().0.iter().copied().map(half).collect())
    }

    fn norm(&mut self, size: usize) -> Result<Norm, FileError> {
        Ok(Norm { weight: self.halves(size)?, bias: self.halves(size)? })
    }

    fn linear(&mut self, inputs: usize, outputs: usize) -> Result<Linear<'a>, FileError> {
        let codes = self.take(inputs * outputs / 2)?;
        let scales = self.halves(inputs * outputs / GROUP)?;
        Ok(Linear::new(inputs, codes, &scales, self.halves(outputs)?))
    }

    fn layer(&mut self, hidden: usize, wide: usize) -> Result<Layer<'a>, FileError> {
        Ok(Layer {
            query: self.linear(hidden, hidden)?,
            key: self.linear(hidden, hidden)?,
            value: self.linear(hidden, hidden)?,
            attended: self.linear(hidden, hidden)?,
            attended_norm: self.norm(hidden)?,
            widen: self.linear(hidden, wide)?,
            narrow: self.linear(wide, hidden)?,
            narrow_norm: self.norm(hidden)?,
        })
    }
}

/// A half-precision float (IEEE 754 binary16, little-endian) as a single one; the file holds no infinities.
pub(super) fn half(bytes: [u8; 2]) -> f32 {
    let bits = u32::from(u16::from_le_bytes(bytes));
    // Exponent and fraction move to where a single float has them; the product sets right that its exponents begin 112
    // lower, for subnormal numbers too.
    let size = f32::from_bits((bits & 0x7fff) << 13) * 2.0_f32.powi(112);
    if bits & 0x8000 == 0 { size } else { -size }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(0x0000, 0.0)]
    #[case(0x3c00, 1.0)]
    #[case(0xbc00, -1.0)]
    #[case(0x3555, 0.333_251_95)]
    #[case(0x7bff, 65504.0)]
    #[case(0x0001, 5.960_464_5e-8)]
    #[case(0x83ff, -6.097_555e-5)]
    fn halves_are_read(#[case] bits: u16, #[case] value: f32) {
        assert_eq!(half(bits.to_le_bytes()), value);
    }

    fn error(file: &[u8]) -> FileError {
        read(file).err().unwrap()
    }

    /// A file with a right checksum over any body.
    fn sealed(body: &[u8]) -> Vec<u8> {
        [MAGIC, &VERSION.to_le_bytes(), &Sha256::digest(body), body].concat()
    }

    #[test]
    fn every_fault_has_its_own_error() {
        assert_eq!(error(b"GIF89a"), FileError::NotOurs);
        assert_eq!(error(b"CAENCODE\x09\0\0\0"), FileError::Version(9));
        assert_eq!(error(b"CAENCODE\x01\0\0\0"), FileError::Contents("it is cut off"));
        assert_eq!(error(&[MAGIC, &[1, 0, 0, 0], &[0; 40]].concat()), FileError::Checksum);
        assert_eq!(error(&sealed(b"")), FileError::Contents("it is cut off"));
        assert_eq!(error(&sealed(&[0; 36])), FileError::Contents("its sizes are not those of this network"));
    }
}
