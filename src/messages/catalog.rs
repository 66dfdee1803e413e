//! Reads the translations, which are part of the program.

use super::{Language, texts};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use fluent_syntax::ast::Pattern;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A language's texts.
pub(super) struct Catalog {
    bundle: FluentBundle<FluentResource>,
    /// Those without variables, in words.
    fixed: HashMap<&'static str, String>,
}

static CATALOGS: LazyLock<Vec<Catalog>> =
    LazyLock::new(|| Language::ALL.iter().map(|language| Catalog::read(*language)).collect());

/// The texts of a language.
pub(super) fn of(language: Language) -> &'static Catalog {
    &CATALOGS[language as usize]
}

impl Catalog {
    fn read(language: Language) -> Self {
        // A test holds that the files have no errors; what can be read of a broken one is better than no bot.
        let resource = match FluentResource::try_new(language.file().to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let mut bundle = FluentBundle::new_concurrent(vec![language.id()]);
        // Discord shows the marks that keep two directions of writing apart, and no language of ours needs them.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        let mut catalog = Catalog { bundle, fixed: HashMap::new() };
        let without = texts::ALL.iter().filter(|(_, variables)| variables.is_empty());
        catalog.fixed = without.map(|(name, _)| (*name, catalog.filled(name, None))).collect();
        catalog
    }

    /// A text without variables.
    pub(super) fn fixed(&self, name: &str) -> Option<&str> {
        self.fixed.get(name).map(String::as_str)
    }

    /// A text with its variables filled in; its name where it is missing, which a test rules out.
    pub(super) fn filled(&self, name: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        let pattern = self.bundle.get_message(name).and_then(|message| message.value());
        pattern.map_or_else(|| name.to_owned(), |pattern| self.words(pattern, arguments))
    }

    /// A text that belongs to another one, such as a command's description to its name.
    pub(super) fn attribute(&self, name: &str, attribute: &str) -> Option<String> {
        let message = self.bundle.get_message(name)?;
        message.get_attribute(attribute).map(|attribute| self.words(attribute.value(), None))
    }

    /// A text that not every language has.
    pub(super) fn optional(&self, name: &str) -> Option<String> {
        let pattern = self.bundle.get_message(name)?.value()?;
        Some(self.words(pattern, None))
    }

    fn words(&self, pattern: &Pattern<&str>, arguments: Option<&FluentArgs<'_>>) -> String {
        let mut errors: Vec<FluentError> = Vec::new();
        self.bundle.format_pattern(pattern, arguments, &mut errors).into_owned()
    }
}

/// Variables by their names.
pub(super) fn arguments<'a, const N: usize>(variables: [(&'a str, FluentValue<'a>); N]) -> FluentArgs<'a> {
    variables.into_iter().collect()
}
