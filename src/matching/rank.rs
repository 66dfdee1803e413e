//! Ranks the entries for a question: what speaks for and against each, and how surely it is right.

use super::confidence::{self, Evidence};
use super::effort::Excerpt;
use super::index::{Index, Known};
use super::lessons::{About, Class, Other};
use super::occupations;
use super::precomputed::BACKGROUND;
use super::question::{Question, asks_for_more};
use super::standard;
use crate::encoder::Embedding;
use crate::text::tokens;

/// How many candidates are kept.
const CANDIDATES: usize = 5;
/// How many entries are looked at closely to find them.
const SHORTLIST: usize = 12;
/// How much more a long message as a whole weighs than its last question.
const WHOLE: f32 = 2.0;
/// No reading of a follow-up may rule an entry out that another one speaks for: it counts as at least this likely.
const FLOOR: f32 = 0.02;
/// How likely a follow-up is to ask again for the entry that was just shown, compared with another one.
const AGAIN: f32 = 0.3;

/// An entry that may answer the question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Index into the knowledge base's entries.
    pub entry: usize,
    /// Probability that showing it is right, 0 to 1.
    pub confidence: f32,
    /// What the confidence was made from.
    pub evidence: Evidence,
    /// Which of the entry's known texts is nearest in meaning; [`Index::phrasing`] gives it.
    pub nearest: usize,
}

/// What a question was found to be like.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// The best entries, best first.
    pub candidates: Vec<Candidate>,
    /// The nearest text that must get no answer or is smalltalk: what it is of, and its cosine.
    pub other: Option<(Other, f32)>,
    /// The question, word for word, is one that must get no answer, or smalltalk.
    pub exactly_other: Option<Other>,
}

impl Ranking {
    /// The question, word for word, is one that is known.
    pub fn is_word_for_word(&self) -> bool {
        self.exactly_other.is_some() || self.candidates.first().is_some_and(|first| first.evidence.exact)
    }
}

/// What a question says and means, as a whole and, if it is long, by its last question.
pub(super) struct Meaning {
    whole: (String, Embedding),
    focus: Option<(String, Embedding)>,
}

/// How near a question is to an entry's texts, as cosines.
#[derive(Clone, Copy)]
struct Nearness {
    nearest: f32,
    answer: f32,
    /// Which phrasing is the nearest.
    phrasing: usize,
}

impl Meaning {
    fn all(&self) -> impl Iterator<Item = &(String, Embedding)> {
        std::iter::once(&self.whole).chain(&self.focus)
    }

    fn cosine(&self, other: &Embedding) -> f32 {
        self.all().map(|(_, meaning)| meaning.cosine(other)).fold(-1.0, f32::max)
    }
}

impl Index {
    /// Ranks the entries for a question.
    pub fn candidates(&self, question: &Question) -> Ranking {
        let meaning = self.meaning(question);
        let exact = self.exact.get(&question.text).copied();
        let evidence = self.evidence(question, &meaning, exact);
        let likely = shortlist(&evidence);
        let confidences = confidence::confidences(&likely.iter().map(|entry| evidence[*entry].0).collect::<Vec<_>>());
        let candidate = |(entry, confidence): (usize, f32)| {
            let (evidence, nearest) = evidence[entry];
            Candidate { entry, confidence, evidence, nearest }
        };
        let mut candidates: Vec<Candidate> = likely.into_iter().zip(confidences).map(candidate).collect();
        candidates.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.entry.cmp(&b.entry)));
        candidates.truncate(CANDIDATES);
        let exactly_other = match exact {
            Some(Class::Other(other)) => Some(other),
            _ => None,
        };
        Ranking { candidates, other: self.nearest_other(&meaning), exactly_other }
    }

    /// What the question means in its context.
    ///
    /// Each word is encoded once: what a long message means is taken for the mean of what its parts do.
    pub(super) fn meaning(&self, question: &Question) -> Meaning {
        let in_context = question.in_context();
        let Some(focus) = &question.focus else {
            return Meaning { whole: (in_context, self.meanings.of(&Excerpt::whole(question))), focus: None };
        };
        let asked = self.meanings.of(&Excerpt::asked(focus));
        let words = |text: &str| tokens(text).len() as f32;
        let rest = self.meanings.of(&Excerpt::rest(focus));
        let whole = Embedding::mean([(words(&focus.question), &asked), (words(&focus.rest), &rest)]);
        Meaning { whole: (in_context, whole), focus: Some((focus.question.clone(), asked)) }
    }

    /// The evidence for each entry, with its nearest phrasing.
    pub(super) fn evidence(
        &self,
        question: &Question,
        meaning: &Meaning,
        exact: Option<Class>,
    ) -> Vec<(Evidence, usize)> {
        let near: Vec<Nearness> = (0..self.about.len()).map(|entry| self.nearness(entry, meaning)).collect();
        let asked = question.focus.as_ref().map_or(question.text.as_str(), |focus| focus.question.as_str());
        let words = self.reader.without_names(asked);
        let covered = self.words.of(&words);
        let (probabilities, no_answer) = self.probabilities(question, meaning);
        let standard = standard::probabilities(&question.bare, || self.meanings.of(&Excerpt::bare(question)));
        let fits: Vec<bool> = self.about.iter().map(|about| about.fits_roles(question)).collect();
        let gap = self.gap(&standard, &fits);
        let out_of_scope = self.out_of_scope(meaning);
        let background = BACKGROUND.iter().map(|known| meaning.cosine(&known.meaning)).fold(0.0, f32::max);
        let asks_for_more = asks_for_more(&question.text);
        // A phrasing without a role is another question where another role is carried over.
        let in_place = |entry: usize| question.carried_over.is_none() || fits[entry];
        let asked = |known: &[f32]| standard.iter().zip(known).map(|(probability, known)| probability * known).sum();
        let strangers = if question.mentions.roles.is_empty() { occupations::named(&words) } else { Vec::new() };
        let evidence = |(entry, about): (usize, &About)| {
            let evidence = Evidence {
                probability: probabilities[entry],
                no_answer: no_answer[entry],
                nearest: near[entry].nearest,
                centroid: meaning.cosine(&self.centroids[entry]),
                answer: near[entry].answer,
                coverage: covered[entry].share,
                weightiest_left: covered[entry].weightiest_left,
                standard: asked(&self.standard[entry]),
                gap,
                out_of_scope,
                background,
                stranger: strangers.iter().any(|word| !self.words.has(entry, word)),
                words: words.len(),
                phrasings: self.phrasings[entry].len(),
                about_another_role: !fits[entry],
                about_another_occupation: question.names_only_others(),
                exact: exact == Some(Class::Entry(entry)) && in_place(entry),
                not_for: about.not_for.contains(&question.text),
                asks_for_more: question.shown_before == Some(entry) && asks_for_more,
                follow_up: question.conversation.is_some(),
            };
            (evidence, near[entry].phrasing)
        };
        self.about.iter().enumerate().map(evidence).collect()
    }

    fn nearness(&self, entry: usize, meaning: &Meaning) -> Nearness {
        let cosines = self.phrasings[entry].iter().map(|known| meaning.cosine(&known.meaning)).enumerate();
        // Of phrasings that are equally near, the first.
        let nearest = cosines.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let (phrasing, nearest) = nearest.unwrap_or_default();
        let answer = self.answers[entry].iter().map(|sentence| meaning.cosine(sentence)).fold(0.0, f32::max);
        Nearness { nearest, answer, phrasing }
    }

    /// The probability of each entry among all of its role and of what must get no answer, and with it that of the latter; by the
    /// whole message and, if it is long, by its last question too.
    ///
    /// Which entry a follow-up means, it tells alone and together with the question before it. Both readings are multiplied (the
    /// 'logarithmic opinion pool' of Genest and Zidek, 'Combining Probability Distributions', 1986), so that an entry must fit both.
    fn probabilities(&self, question: &Question, meaning: &Meaning) -> (Vec<f32>, Vec<f32>) {
        let together =
            question.conversation.as_ref().map(|text| (text, self.meanings.of(&Excerpt::conversation(text))));
        let (mut of_entries, mut no_answer) = (vec![0.0; self.about.len()], vec![0.0; self.about.len()]);
        for group in &self.groups {
            let entries = &group.entries;
            let of = |(text, meaning): &(String, Embedding)| {
                let mut shares = group.probabilities(text, meaning);
                shares.truncate(entries.len());
                shares
            };
            let mut shares = of(&meaning.whole);
            if let Some(focus) = &meaning.focus {
                let focus = of(focus);
                let whole = WHOLE * shares.iter().sum::<f32>();
                let weight = whole / (whole + focus.iter().sum::<f32>().max(f32::MIN_POSITIVE));
                for (share, asked) in shares.iter_mut().zip(focus) {
                    *share = weight * *share + (1.0 - weight) * asked;
                }
            }
            let answerable: f32 = shares.iter().sum();
            if let Some((text, meaning)) = &together {
                let together = group.probabilities(text, meaning);
                let both: f32 = together[..entries.len()].iter().sum::<f32>().max(f32::MIN_POSITIVE);
                let alone = answerable.max(f32::MIN_POSITIVE);
                for (share, more) in shares.iter_mut().zip(together) {
                    *share = (*share / alone + FLOOR) * (more / both + FLOOR);
                }
                let again = entries.iter().position(|entry| Some(*entry) == question.shown_before);
                again.iter().for_each(|at| shares[*at] *= AGAIN);
                let scale = answerable / shares.iter().sum::<f32>().max(f32::MIN_POSITIVE);
                shares.iter_mut().for_each(|share| *share *= scale);
            }
            for (entry, share) in entries.iter().zip(shares) {
                (of_entries[*entry], no_answer[*entry]) = (share, 1.0 - answerable);
            }
        }
        (of_entries, no_answer)
    }

    /// The probability that the question is a standard question that none of the entries which fit answers.
    fn gap(&self, standard: &[f32], fits: &[bool]) -> f32 {
        let all = standard.len().saturating_sub(1);
        let mut answered = vec![0.0_f32; all];
        for (known, _) in self.standard.iter().zip(fits).filter(|(_, fits)| **fits) {
            answered.iter_mut().zip(known).for_each(|(most, known)| *most = most.max(*known));
        }
        standard.iter().zip(answered).map(|(probability, answered)| probability * (1.0 - answered)).sum()
    }

    fn out_of_scope(&self, meaning: &Meaning) -> f32 {
        let texts = self.others.iter().flat_map(|(_, known)| known);
        texts.map(|known: &Known| meaning.cosine(&known.meaning)).fold(0.0, f32::max)
    }

    fn nearest_other(&self, meaning: &Meaning) -> Option<(Other, f32)> {
        let nearest = |known: &[Known]| known.iter().map(|known| meaning.cosine(&known.meaning)).fold(-1.0, f32::max);
        let others = self.others.iter().map(|(other, known)| (*other, nearest(known)));
        others.max_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// The phrasing that is nearest to the question in meaning, as it is compared; `None` for an entry whose phrasings have no
    /// words.
    pub fn phrasing(&self, candidate: &Candidate) -> Option<&str> {
        self.phrasings[candidate.entry].get(candidate.nearest).map(|known| known.text.as_str())
    }
}

/// The entries that are worth a close look, by what speaks for them at a glance.
pub(super) fn shortlist(evidence: &[(Evidence, usize)]) -> Vec<usize> {
    let mut likely: Vec<(f32, usize)> =
        evidence.iter().enumerate().map(|(at, (evidence, _))| (evidence.glance(), at)).collect();
    likely.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    likely.truncate(SHORTLIST);
    likely.into_iter().map(|(_, at)| at).collect()
}
