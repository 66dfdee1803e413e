//! Tells messages of somebody in need, and attacks, from everything else.
//!
//! Two classifiers that are part of the program: one sees the wording alone, and what it suspects is looked at by one that sees
//! the meaning too. Both are logistic regressions over the topics of `models/safety.toml`, and the mean of their log-odds
//! decides. What a folder's `safety.toml` adds counts where a message is near to it, so that an edit changes that and no more.

use super::embeddings::Embeddings;
use super::features::Features;
use super::trained::Trained;
use crate::encoder::{Embedding, Encoder};
use crate::knowledge::model::{Safety, SafetyKind};
use crate::text;
use std::sync::{Arc, LazyLock};

/// The class of all that is no safety topic; the program's own topics follow in their order.
const HARMLESS: usize = 0;
/// What the classifiers see: the wording alone, and the meaning too.
const WORDING: usize = 0;
const MEANING: usize = 1;
/// From this probability of any topic on, by the wording alone, the meaning is looked at.
const SUSPECTED_FROM: f32 = 0.35;
/// From this probability on a message is one of somebody in need: to miss one is worse than to offer help in vain. On the messages
/// that the limits were chosen on, it misses four of a hundred, and takes one of a hundred look-alikes for one.
const CRISIS_FROM: f32 = 0.65;
/// From this probability on a message may be one, so that it gets no career answer that isn't sure.
const CAUTION_FROM: f32 = 0.15;
/// From this probability on a message is an attack.
const HARASSMENT_FROM: f32 = 0.6;
/// A message whose meaning has at least this cosine to an example of the folder is of its kind.
const ALIKE: f32 = 0.82;
/// One whose wording has less than this cosine to it isn't looked at.
const WORDED_ALIKE: f32 = 0.25;
/// A message is looked at in pieces of up to so many words, since a cry for help may be one sentence of a long story.
const PIECE: usize = 30;
/// So many tokens of the most suspect piece are read for their meaning.
const MOST_TOKENS: usize = 48;

static FILE: &[u8] = include_bytes!("../../models/safety.bin");
static MODEL: LazyLock<Trained<2>> = LazyLock::new(|| Trained::read(FILE));

/// What a message is to safety.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing.
    Harmless,
    /// Perhaps something: what isn't sure had better not be said.
    Caution,
    /// Of this topic, by its index.
    Topic(usize),
}

/// Recognises the topics of a [`Safety`].
#[derive(Debug)]
pub(super) struct SafetyClassifier {
    encoder: Arc<Encoder>,
    kinds: Vec<SafetyKind>,
    /// What the folder adds: an example with its topic, or with none where it is harmless.
    added: Vec<(Option<usize>, Features)>,
}

/// A piece of a message that may be of a topic.
struct Suspect {
    text: String,
    features: Features,
    /// By the wording alone.
    probabilities: Vec<f32>,
}

impl SafetyClassifier {
    /// Takes up what a folder adds.
    pub fn new(safety: &Safety, embeddings: &Embeddings) -> Self {
        let added = added(safety).map(|(topic, text)| {
            (topic, Features { wording: MODEL.grams.vector(&text), meaning: embeddings.of(&text) })
        });
        SafetyClassifier {
            encoder: Arc::clone(embeddings.encoder()),
            kinds: safety.topics.iter().map(|topic| topic.kind).collect(),
            added: added.collect(),
        }
    }

    /// What a message is. Takes microseconds where the wording is above suspicion, and milliseconds where it isn't.
    pub fn verdict(&self, raw: &str) -> Verdict {
        self.suspect(raw).map_or(Verdict::Harmless, |suspect| self.verdict_of(suspect))
    }

    /// Whether the wording alone is above suspicion. Takes microseconds.
    pub fn is_harmless(&self, raw: &str) -> bool {
        self.suspect(raw).is_none()
    }

    /// The piece whose wording is the most suspect, if it isn't above suspicion.
    fn suspect(&self, raw: &str) -> Option<Suspect> {
        let suspect = |text: String| {
            let features = Features::worded(MODEL.grams.vector(&text));
            let probabilities = MODEL.classifier(WORDING).probabilities(&features);
            let is_near = |added: &(Option<usize>, Features)| {
                MODEL.grams.cosine(&added.1.wording, &features.wording) >= WORDED_ALIKE
            };
            let is_suspect = 1.0 - probabilities[HARMLESS] >= SUSPECTED_FROM || self.added.iter().any(is_near);
            is_suspect.then_some(Suspect { text, features, probabilities })
        };
        let suspects = pieces(raw).into_iter().filter_map(suspect);
        suspects.min_by(|a, b| a.probabilities[HARMLESS].total_cmp(&b.probabilities[HARMLESS]))
    }

    fn verdict_of(&self, suspect: Suspect) -> Verdict {
        let meaning = self.encoder.encode_beginning(&suspect.text, MOST_TOKENS);
        if let Some(topic) = self.nearest_added(&meaning) {
            return topic.map_or(Verdict::Harmless, Verdict::Topic);
        }
        let probabilities = MODEL.classifier(MEANING).probabilities(&Features { meaning, ..suspect.features });
        let of_kind = |kind: SafetyKind| {
            // Other topics than the program's own are the folder's.
            let own = self.kinds.iter().take(probabilities.len() - 1).enumerate();
            let topics = own.filter(move |(_, known)| **known == kind).map(|(at, _)| at);
            let sum = |of: &[f32]| topics.clone().map(|at| of[HARMLESS + 1 + at]).sum::<f32>();
            let odds = (log_odds(sum(&suspect.probabilities)) + log_odds(sum(&probabilities))) / 2.0;
            let likeliest = topics
                .clone()
                .max_by(|a, b| probabilities[HARMLESS + 1 + a].total_cmp(&probabilities[HARMLESS + 1 + b]));
            (odds, likeliest)
        };
        let ((crisis, crisis_topic), (harassment, harassment_topic)) =
            (of_kind(SafetyKind::Crisis), of_kind(SafetyKind::Harassment));
        match (crisis_topic, harassment_topic) {
            (Some(topic), _) if crisis >= log_odds(CRISIS_FROM) => Verdict::Topic(topic),
            (_, Some(topic)) if harassment >= log_odds(HARASSMENT_FROM) => Verdict::Topic(topic),
            _ if crisis >= log_odds(CAUTION_FROM) => Verdict::Caution,
            _ => Verdict::Harmless,
        }
    }

    /// What the nearest of the folder's examples is, where one is near: a topic, or harmless.
    fn nearest_added(&self, meaning: &Embedding) -> Option<Option<usize>> {
        let near = self.added.iter().map(|(topic, features)| (features.meaning.cosine(meaning), topic));
        let nearest = near.filter(|(cosine, _)| *cosine >= ALIKE).max_by(|a, b| a.0.total_cmp(&b.0));
        nearest.map(|(_, topic)| *topic)
    }
}

fn log_odds(probability: f32) -> f32 {
    let probability = probability.clamp(1e-4, 1.0 - 1e-4);
    (probability / (1.0 - probability)).ln()
}

/// The examples of a folder as they are compared, each with its topic, or with none where it is harmless.
fn added(safety: &Safety) -> impl Iterator<Item = (Option<usize>, String)> {
    let topics = safety.topics.iter().enumerate();
    let examples = topics.flat_map(|(at, topic)| topic.examples.iter().map(move |text| (Some(at), text)));
    let harmless = safety.harmless.iter().map(|text| (None, text));
    examples.chain(harmless).map(|(topic, text)| (topic, text::normalise(text))).filter(|(_, text)| !text.is_empty())
}

/// The texts of a folder whose embeddings are needed.
pub(super) fn texts(safety: &Safety) -> Vec<String> {
    added(safety).map(|(_, text)| text).collect()
}

/// The message as it is compared, in pieces that end with a sentence where they can.
fn pieces(raw: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut words = PIECE;
    let plain = text::without_markup(raw);
    for sentence in plain.split_inclusive(['.', '!', '?', '\n', ';']) {
        let sentence = text::normalise(sentence);
        for chunk in text::tokens(&sentence).chunks(PIECE) {
            let chunk_text = chunk.join(" ");
            match pieces.last_mut().filter(|_| words + chunk.len() <= PIECE) {
                Some(piece) => {
                    words += chunk.len();
                    *piece = format!("{piece} {chunk_text}");
                }
                None => {
                    words = chunk.len();
                    pieces.push(chunk_text);
                }
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::Encoder;
    use crate::knowledge::model::SafetyTopic;
    use crate::matching::classifier::Classifier;
    use crate::matching::grams::Grams;
    use crate::matching::trained::training;
    use std::collections::HashMap;

    static DATA: &str = include_str!("../../models/safety.toml");
    /// Ordinary messages of all kinds.
    static ASKS: &str = include_str!("../../models/asks.txt");
    static TELLS: &str = include_str!("../../models/tells.txt");
    static COMMUNITY: &str = include_str!("../../models/community.txt");

    #[derive(serde::Deserialize)]
    struct Data {
        harmless: Vec<String>,
        crisis: Vec<Topic>,
        harassment: Vec<Topic>,
    }

    #[derive(serde::Deserialize)]
    struct Topic {
        id: String,
        examples: Vec<String>,
    }

    fn train() -> (Grams, [Classifier; 2]) {
        let data: Data = toml::from_str(DATA).unwrap();
        let topics = data.crisis.iter().chain(&data.harassment).enumerate();
        let examples = topics.flat_map(|(at, topic)| topic.examples.iter().map(move |text| (HARMLESS + 1 + at, text)));
        let examples = examples.chain(data.harmless.iter().map(|text| (HARMLESS, text)));
        let examples: Vec<(usize, String)> = examples.map(|(class, text)| (class, text::normalise(text))).collect();
        let grams = Grams::fit_common(&examples.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>());
        let ordinary =
            [ASKS, TELLS, COMMUNITY].into_iter().flat_map(str::lines).map(|text| (HARMLESS, text::normalise(text)));
        let examples: Vec<(usize, String)> = examples.into_iter().chain(ordinary).collect();
        let classes = 1 + data.crisis.len() + data.harassment.len();
        let train = |examples: &[(usize, Features)]| {
            let examples: Vec<(usize, &Features)> =
                examples.iter().map(|(class, features)| (*class, features)).collect();
            Classifier::train(grams.len(), classes, &examples)
        };
        let worded = |class: usize, text: &str| (class, Features::worded(grams.vector(text)));
        let wording: Vec<(usize, Features)> = examples.iter().map(|(class, text)| worded(*class, text)).collect();
        let texts: Vec<&str> = examples.iter().map(|(_, text)| text.as_str()).collect();
        let embeddings = Encoder::load().unwrap().encode_many(&texts, 2, |_| ());
        let meant = wording.iter().cloned().zip(embeddings);
        let meant: Vec<_> =
            meant.map(|((class, features), meaning)| (class, Features { meaning, ..features })).collect();
        let classifiers = [train(&wording), train(&meant)];
        (grams, classifiers)
    }

    #[test]
    fn the_model_is_that_of_its_data() {
        training::check("safety.bin", FILE, &[DATA, ASKS, TELLS, COMMUNITY], train);
    }

    fn classifier(harmless: &[&str], examples: &[&str]) -> SafetyClassifier {
        let topic =
            |id: &str, kind| SafetyTopic { id: id.to_owned(), kind, examples: Vec::new(), reply: String::new() };
        let data: Data = toml::from_str(DATA).unwrap();
        let crises = data.crisis.iter().map(|data| topic(&data.id, SafetyKind::Crisis));
        let mut topics: Vec<SafetyTopic> =
            crises.chain(data.harassment.iter().map(|data| topic(&data.id, SafetyKind::Harassment))).collect();
        topics[0].examples = examples.iter().map(|text| (*text).to_owned()).collect();
        let harmless = harmless.iter().map(|text| (*text).to_owned()).collect();
        let embeddings = Embeddings::new(Arc::new(Encoder::load().unwrap()), HashMap::new());
        SafetyClassifier::new(&Safety { topics, harmless }, &embeddings)
    }

    #[test]
    fn what_a_folder_adds_counts_for_what_is_near_to_it_alone() {
        let (said, other) = ("the farm upstate is calling me", "what does a perfusionist do");
        let built_in = classifier(&[], &[]);
        assert_eq!((built_in.verdict(said), built_in.verdict(other)), (Verdict::Harmless, Verdict::Harmless));
        let added = classifier(&[], &["The farm upstate is calling me!"]);
        assert_eq!((added.verdict(said), added.verdict(other)), (Verdict::Topic(0), Verdict::Harmless));
        let cry = "i want to kill myself";
        assert_eq!(built_in.verdict(cry), Verdict::Topic(0));
        assert_eq!(classifier(&["i want to kill myself"], &[]).verdict(cry), Verdict::Harmless);
    }

    #[test]
    fn a_cry_for_help_is_heard_in_a_long_story() {
        let story = "I drove a truck for nine years and my back is done. ".repeat(12);
        let classifier = classifier(&[], &[]);
        assert!(!matches!(classifier.verdict(&story), Verdict::Topic(_)));
        let cry = format!("{story} I don't want to live anymore. {story}");
        assert_eq!(classifier.verdict(&cry), Verdict::Topic(0));
    }

    #[test]
    fn pieces_end_with_sentences() {
        let sentence = "one two three four five six seven eight nine ten. ";
        let pieces = pieces(&sentence.repeat(5));
        assert_eq!(pieces.iter().map(|piece| text::tokens(piece).len()).collect::<Vec<_>>(), [30, 20]);
        assert!(super::pieces("").is_empty());
    }
}
