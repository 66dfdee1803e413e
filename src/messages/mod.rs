//! What members and moderators read of the bot itself, in Discord and from `ask`.
//!
//! The words are in `en.ftl` and its translations, in the format of Project Fluent; `texts` names them. Plain short sentences,
//! kind in tone. What the knowledge base itself says is written by moderators and stands in their files; nothing in here
//! answers a career question. The words of other commands stand with these commands, those about knowledge files with the
//! checks, and those about settings of the operator's in `config`.

mod catalog;
mod texts;

use crate::knowledge::model::{Section, Years};
use crate::store::{Reason, State};
use crate::text;
use fluent_bundle::FluentValue;
use jiff::civil::Date;
use unic_langid::LanguageIdentifier;

/// A language that the bot speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, in which every text was written first.
    #[default]
    English,
    /// German.
    German,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 2] = [Language::English, Language::German];

    /// Its code, by which Discord and the settings know it.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
        }
    }

    /// The language of a code; one of a region, such as `de-AT`, is the language itself.
    pub fn named(code: &str) -> Option<Self> {
        let code = code.split(['-', '_']).next().unwrap_or_default();
        Language::ALL.into_iter().find(|language| language.code() == code)
    }

    fn id(self) -> LanguageIdentifier {
        // Without an id only plurals would be chosen wrongly; a test holds that they aren't.
        self.code().parse().unwrap_or_default()
    }

    fn file(self) -> &'static str {
        match self {
            Language::English => include_str!("en.ftl"),
            Language::German => include_str!("de.ftl"),
        }
    }
}

/// The texts in one language: a method for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Words(pub Language);

impl Words {
    /// English.
    pub const ENGLISH: Words = Words(Language::English);
    /// German.
    pub const GERMAN: Words = Words(Language::German);

    fn fixed(self, name: &'static str) -> &'static str {
        catalog::of(self.0).fixed(name).unwrap_or(name)
    }

    fn filled<const N: usize>(self, name: &str, variables: [(&str, FluentValue<'_>); N]) -> String {
        catalog::of(self.0).filled(name, Some(&catalog::arguments(variables)))
    }

    /// The name of a command, an option or a choice in a translation; English ones stand with the commands. `path` is the
    /// command's name and what leads on from it, such as `command-settings-channel-mode`.
    pub fn command_name(self, path: &str) -> Option<String> {
        catalog::of(self.0).optional(path)
    }

    /// The description of a command or an option in a translation.
    pub fn command_description(self, path: &str) -> Option<String> {
        catalog::of(self.0).attribute(path, "description")
    }

    /// A date as people write it.
    pub fn day(self, date: Date) -> String {
        self.date(date.day(), date.month(), date.year())
    }

    /// Under an answer with a review date.
    pub fn reviewed(self, date: Date) -> String {
        self.reviewed_on(&self.day(date))
    }

    /// A section's name on a card.
    pub fn section(self, section: Section) -> &'static str {
        match section {
            Section::Duties => self.section_duties(),
            Section::Education => self.section_education(),
            Section::Certification => self.section_certification(),
            Section::Pay => self.section_pay(),
            Section::Outlook => self.section_outlook(),
            Section::Setting => self.section_setting(),
            Section::OnCall => self.section_on_call(),
            Section::Similar => self.section_similar(),
            Section::FirstStep => self.section_first_step(),
        }
    }

    /// How long a step takes.
    pub fn years(self, years: Years) -> String {
        let number = |number: f64| number.to_string().replace('.', self.decimal_mark());
        let length = if years.min != years.max {
            self.years_from_to(&number(years.min), &number(years.max), years.max)
        } else if years.max == 1.0 {
            self.one_year().to_owned()
        } else {
            self.some_years(&number(years.max))
        };
        if years.estimate { self.about_years(&length) } else { length }
    }

    /// An edit was made; it answers so many of all questions that it was for.
    pub fn saved(self, edit: i64, summary: &str, served: bool, (answered, all): (usize, usize)) -> String {
        let saved = if served { self.saved_and_served(edit, summary) } else { self.saved_for_later(edit, summary) };
        if all == 0 { saved } else { format!("{saved} {}", self.answers_of_group(answered, all)) }
    }

    /// Why a question is in the inbox.
    pub fn reason(self, reason: Reason, entry: Option<&str>, times: u64, members: usize) -> String {
        let why = match (reason, entry) {
            (Reason::NoAnswer, _) => self.was_not_answered().to_owned(),
            (Reason::Declined, _) => self.was_declined().to_owned(),
            (Reason::NotHelpful, Some(entry)) => self.entry_was_not_helpful(entry),
            (Reason::NotHelpful, None) => self.was_not_helpful().to_owned(),
        };
        if times == 1 { why } else { format!("{why}, {}", self.times(times, members)) }
    }

    /// What is said where the knowledge base doesn't know. Of a gap, the `subject` is named in English alone, in which it is.
    pub fn miss(self, subject: Option<&str>, is_alone: bool) -> String {
        match (subject.filter(|_| self == Words::ENGLISH), is_alone) {
            (Some(subject), false) => self.miss_on_with_nearest(subject),
            (Some(subject), true) => self.miss_on_alone(subject),
            (None, false) => self.miss_with_nearest().to_owned(),
            (None, true) => self.miss_alone().to_owned(),
        }
    }

    /// How many questions have come to that.
    pub fn misses(self, state: State, count: u64) -> String {
        match state {
            State::Open => self.misses_open(count),
            State::Answered => self.misses_answered(count),
            State::Never => self.misses_never(count),
            State::Dismissed => self.misses_dismissed(count),
        }
    }
}

/// Characters of a command's question that everybody reads.
const ASKED: usize = 500;

/// Stands above what a command's question gets, since Discord doesn't show what was typed.
pub fn asked(question: &str) -> String {
    format!("> {}", text::quote_in_markdown(question, ASKED))
}

/// The question in what [`asked`] made of it.
pub fn question_of(asked: &str) -> Option<String> {
    asked.strip_prefix("> ").map(text::unquote)
}

#[cfg(test)]
mod tests;
