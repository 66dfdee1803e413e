//! A question as the matcher reads it.

use super::names::{Mentions, Names};
use super::phrases::Phrases;
use super::spelling::Spelling;
use crate::encoder::Encoder;
use crate::knowledge::model::KnowledgeBase;
use crate::text::{self, tokens};
use std::collections::BTreeSet;

/// A question after normalisation, correction and synonyms.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Question {
    /// What it is compared by: corrected words with synonyms put in one form, parted by single spaces.
    pub text: String,
    /// What it asks, or a long message's last question, without the names of occupations.
    pub bare: String,
    /// Where the message is long, what it comes to.
    pub focus: Option<Focus>,
    /// The words that were corrected, as they were and as they are read.
    pub corrections: Vec<(String, String)>,
    /// The occupations it names, or that were carried over.
    pub mentions: Mentions,
    /// The names of the roles of the question before it, or of the message that it is a part of, where it is about these too.
    pub carried_over: Option<String>,
    /// The question before it and this one as one text, where they may belong together.
    pub conversation: Option<String>,
    /// The entry that the question before it got, where they may belong together.
    pub shown_before: Option<usize>,
}

/// A long message in two parts, both read like the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Focus {
    /// Its last question, with the roles that the message names where the question names no occupation.
    pub question: String,
    /// The occupations that the last question itself names.
    pub mentions: Mentions,
    /// What was said before and after it.
    pub rest: String,
}

impl Question {
    /// The text with the roles that were carried over.
    pub fn in_context(&self) -> String {
        match &self.carried_over {
            Some(roles) => format!("{} {roles}", self.text),
            None => self.text.clone(),
        }
    }

    /// It asks about occupations, but none that is ours. Who tells a long story may name any on the way.
    pub fn names_only_others(&self) -> bool {
        let asked = self.focus.as_ref().map_or(&self.mentions, |focus| &focus.mentions);
        self.mentions.roles.is_empty() && !asked.other_occupations.is_empty()
    }
}

/// Words of a question that compares.
const COMPARING: [&str; 12] = [
    "than",
    "versus",
    "vs",
    "differ",
    "differs",
    "different",
    "difference",
    "distinct",
    "similar",
    "same",
    "compare",
    "compared",
];

/// What stands around an occupation in a question that only names another one: 'and what about nurses'.
const FILLING: [&str; 19] = [
    "a", "about", "also", "an", "and", "but", "for", "how", "if", "okay", "or", "so", "that", "the", "them", "then",
    "to", "too", "what",
];
/// What may stand there too where one of [`POINTING`] does: 'how is it for nurses', but not 'what does a nurse do'.
const VERBS: [&str; 4] = ["do", "does", "is", "it"];
const POINTING: [&str; 2] = ["about", "for"];

/// Reads texts in the knowledge base's own words.
#[derive(Debug)]
pub struct Reader {
    spelling: Spelling,
    names: Names,
    synonyms: Synonyms,
    role_names: Vec<String>,
}

impl Reader {
    /// Learns the words, names and synonyms of a knowledge base.
    pub fn new(knowledge: &KnowledgeBase, encoder: &Encoder) -> Self {
        let normal = |texts: Vec<&str>| -> Vec<String> { texts.into_iter().map(text::normalise).collect() };
        let roles = knowledge.roles.iter().flat_map(|role| role.aliases.iter().chain([&role.name]));
        let phrasings = knowledge.entries.iter().flat_map(|entry| entry.phrasings());
        let synonyms = knowledge.vocabulary.synonyms.iter().flatten();
        let targets = normal(phrasings.chain(roles.chain(synonyms).map(String::as_str)).collect());
        let not_for = knowledge.entries.iter().flat_map(|entry| &entry.not_for);
        let answers = knowledge.entries.iter().map(|entry| &entry.answer);
        let out_of_scope = knowledge.out_of_scope.iter().flat_map(|topic| &topic.examples);
        let said = knowledge.smalltalk.iter().flat_map(|smalltalk| &smalltalk.said);
        let others = knowledge.vocabulary.other_occupations.iter();
        let known = not_for.chain(answers).chain(out_of_scope).chain(said).chain(others).map(String::as_str);
        let known = normal(known.collect());
        Reader {
            spelling: Spelling::new(targets.iter().map(String::as_str), known.iter().map(String::as_str), encoder),
            names: Names::new(knowledge),
            synonyms: Synonyms::new(&knowledge.vocabulary.synonyms),
            role_names: knowledge.roles.iter().map(|role| text::normalise(&role.name)).collect(),
        }
    }

    /// A text of the knowledge base, which is rightly spelt by definition.
    pub fn phrasing(&self, raw: &str) -> String {
        self.synonyms.rewrite(&text::normalise(raw))
    }

    /// A text of the knowledge base without the names of occupations.
    pub fn bare(&self, raw: &str) -> String {
        self.names.without(&text::normalise(raw)).join(" ")
    }

    /// The occupations that a text of the knowledge base names.
    pub fn mentions(&self, raw: &str) -> Mentions {
        self.names.find(&text::normalise(raw))
    }

    /// A member's question. Where it names no occupation, or compares one with what was said, it is about the roles of the
    /// question before it, `after`, too; where it only names another occupation, it asks that question of that. What `after`
    /// got isn't known here.
    pub fn question(&self, raw: &str, after: Option<&Question>) -> Question {
        let (corrected, corrections) = self.corrected(raw);
        let mut mentions = self.names.find(&corrected);
        let mut text = self.synonyms.rewrite(&corrected);
        let mut bare = self.names.without(&corrected).join(" ");
        let (mut carried_over, mut conversation) = (None, None);
        if let Some(after) = after {
            let earlier = &after.mentions.roles;
            let names_none = mentions == Mentions::default();
            let rest = self.names.without(&text);
            let compares = mentions.roles.is_disjoint(earlier) && rest.iter().any(|word| COMPARING.contains(word));
            if names_none || compares && !earlier.is_empty() {
                conversation = Some(format!("{} {text}", after.text));
                carried_over = (!earlier.is_empty()).then(|| self.names_of(earlier));
                mentions.roles.extend(earlier);
            } else if mentions.roles.is_disjoint(earlier) && !earlier.is_empty() && only_names(&rest) {
                text = format!("{} {}", self.names.without(&after.text).join(" "), text);
                bare.clone_from(&after.bare);
            }
        }
        let focus = text::last_question(raw).map(|(question, rest)| {
            let corrected = self.corrected(&question).0;
            let named = self.names.find(&corrected);
            bare = self.names.without(&corrected).join(" ");
            let names_none = named == Mentions::default();
            let roles = if names_none { self.names_of(&mentions.roles) } else { String::new() };
            let question = format!("{} {roles}", self.synonyms.rewrite(&corrected)).trim_end().to_owned();
            Focus { question, mentions: named, rest: self.synonyms.rewrite(&self.corrected(&rest).0) }
        });
        Question { text, bare, focus, corrections, mentions, carried_over, conversation, shown_before: None }
    }

    /// A part of a message. Where it names no occupation, it is about the roles that the message names.
    pub fn part(&self, raw: &str, message: &Question) -> Question {
        let mut question = self.question(raw, None);
        let roles = &message.mentions.roles;
        if question.mentions == Mentions::default() && !roles.is_empty() {
            question.carried_over = Some(self.names_of(roles));
            question.mentions.roles.extend(roles);
        }
        question
    }

    /// A text in plain words without slips, and what was corrected.
    fn corrected(&self, raw: &str) -> (String, Vec<(String, String)>) {
        let normalised = text::normalise(raw);
        let mut corrections = Vec::new();
        let words = self.spelling.corrected(&normalised).into_iter().map(|(word, correction)| match correction {
            Some(right) => {
                corrections.push((word.to_owned(), right.to_owned()));
                right
            }
            None => word,
        });
        (words.collect::<Vec<_>>().join(" "), corrections)
    }

    /// The words of a text as it is compared, without the names of occupations.
    pub fn without_names<'a>(&self, text: &'a str) -> Vec<&'a str> {
        self.names.without(text)
    }

    /// The names of the roles, as texts are compared.
    pub fn role_names(&self) -> &[String] {
        &self.role_names
    }

    fn names_of(&self, roles: &BTreeSet<usize>) -> String {
        let names: Vec<&str> = roles.iter().map(|role| self.role_names[*role].as_str()).collect();
        names.join(" ")
    }
}

/// Whether a question says nothing but the name of an occupation, so that it asks of that what was asked before; `rest` is what
/// stands around the name.
fn only_names(rest: &[&str]) -> bool {
    let points = rest.iter().any(|word| POINTING.contains(word));
    rest.iter().all(|word| FILLING.contains(word) || points && VERBS.contains(word))
}

/// Words by which a question points back to what was said.
const ANAPHORA: [&str; 26] = [
    "it", "its", "they", "them", "their", "theirs", "that", "this", "those", "these", "there", "then", "one", "ones",
    "he", "she", "his", "her", "and", "but", "or", "also", "too", "else", "instead", "same",
];
/// A question of fewer words leaves out what was said before.
const ELLIPTICAL: usize = 4;

/// Whether a question, as it is compared, says all by itself, so that it need not be about what was said before.
pub fn is_self_contained(text: &str) -> bool {
    let words = tokens(text);
    words.len() >= ELLIPTICAL && !words.iter().any(|word| ANAPHORA.contains(word))
}

/// Words of which one asks for more on what was just said: 'why?', 'what does that mean?', 'tell me more'.
const ASKING_FOR_MORE: [&str; 13] = [
    "why",
    "come",
    "mean",
    "means",
    "meaning",
    "explain",
    "elaborate",
    "more",
    "detail",
    "details",
    "really",
    "again",
    "so",
];
/// What may stand around them.
const AROUND: [&str; 34] = [
    "a", "about", "and", "any", "are", "be", "but", "can", "could", "did", "do", "does", "for", "go", "how", "huh",
    "i", "in", "is", "it", "me", "not", "okay", "on", "please", "say", "tell", "that", "the", "this", "to", "what",
    "you", "bit",
];
/// Questions for more that have none of them.
const SHORT: [&str; 4] = ["what for", "for what", "like what", "such as"];

/// Whether a question, as it is compared, says nothing but that it wants to know more of what was just shown.
pub(super) fn asks_for_more(text: &str) -> bool {
    let words = tokens(text);
    let asks = words.iter().any(|word| ASKING_FOR_MORE.contains(word));
    let is_all = words.iter().all(|word| ASKING_FOR_MORE.contains(word) || AROUND.contains(word));
    asks && is_all || SHORT.contains(&text)
}

/// Words that mean the same, each with the form that is kept.
#[derive(Debug, Default)]
struct Synonyms {
    forms: Phrases<String>,
}

impl Synonyms {
    fn new(groups: &[Vec<String>]) -> Self {
        let mut synonyms = Synonyms::default();
        for group in groups {
            let mut forms = group.iter().map(|form| text::normalise(form));
            let Some(kept) = forms.next() else { continue };
            for form in forms {
                let words = tokens(&form).into_iter().map(str::to_owned).collect();
                synonyms.forms.insert(words, kept.clone());
            }
        }
        synonyms
    }

    /// Every synonym in the form that is kept; the longest one wins where several begin.
    fn rewrite(&self, normalised: &str) -> String {
        let words = tokens(normalised);
        let mut out: Vec<&str> = Vec::with_capacity(words.len());
        let mut at = 0;
        while at < words.len() {
            let (length, kept) =
                self.forms.longest_at(&words[at..]).map_or((1, words[at]), |(length, kept)| (length, kept));
            out.push(kept);
            at += length;
        }
        text::whole_words(out.join(" "))
    }
}
