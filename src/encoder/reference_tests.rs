//! The encoder against what `models/record.py` recorded, with other code, for 500 texts of every kind.

use std::sync::LazyLock;

use super::*;

static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let texts: Vec<String> = serde_json::from_str(include_str!("../../tests/data/encoder/texts.json")).unwrap();
    assert_eq!(texts.len(), 500);
    texts
});

/// Both tests of vectors need all embeddings; they are computed once.
static EMBEDDINGS: LazyLock<Vec<Embedding>> = LazyLock::new(|| Encoder::load().unwrap().encode_many(&TEXTS, 2, |_| ()));

/// The cosine of each text's embedding and its recorded vector, whatever that one's length.
fn cosines<T: Copy + Into<f32>>(recorded: &[T]) -> Vec<f32> {
    assert_eq!(recorded.len(), TEXTS.len() * DIMENSIONS);
    let recorded = recorded.chunks_exact(DIMENSIONS);
    let cosine = |(embedding, recorded): (&Embedding, &[T])| {
        let recorded: Vec<f32> = recorded.iter().map(|value| (*value).into()).collect();
        math::dot(embedding.values(), &recorded) / math::dot(&recorded, &recorded).sqrt()
    };
    EMBEDDINGS.iter().zip(recorded).map(cosine).collect()
}

#[test]
fn tokens_are_those_of_the_tokenizers_library() {
    let encoder = Encoder::load().unwrap();
    let recorded = include_str!("../../tests/data/encoder/tokens.txt");
    assert_eq!(recorded.lines().count(), TEXTS.len());
    for (text, recorded) in TEXTS.iter().zip(recorded.lines()) {
        let found: Vec<String> = encoder.tokenizer.tokens(text).iter().map(u32::to_string).collect();
        assert_eq!(found.join(" "), recorded, "{text:?}");
    }
}

#[test]
fn vectors_are_those_of_another_reading_of_the_same_file() {
    let recorded = include_bytes!("../../tests/data/encoder/vectors.i16").as_chunks().0;
    let recorded: Vec<i16> = recorded.iter().copied().map(i16::from_le_bytes).collect();
    for (text, cosine) in TEXTS.iter().zip(cosines(&recorded)) {
        assert!(cosine >= 0.9999, "{text:?}: {cosine}");
    }
}

#[test]
fn vectors_are_near_to_those_of_the_published_model() {
    let recorded: Vec<i8> =
        include_bytes!("../../tests/data/encoder/original.i8").iter().map(|byte| byte.cast_signed()).collect();
    let cosines = cosines(&recorded);
    assert!(mean(cosines.iter().copied()) >= 0.93);
    // The vocabulary is cut to English, so only there can it be as near as rounding allows.
    let english = TEXTS.iter().zip(&cosines).filter(|(text, _)| text.is_ascii()).map(|(_, cosine)| *cosine);
    assert!(mean(english) >= 0.975);
}

fn mean(values: impl Iterator<Item = f32>) -> f32 {
    let values: Vec<f32> = values.collect();
    values.iter().sum::<f32>() / values.len() as f32
}
