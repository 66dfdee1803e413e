use super::*;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse;
use jiff::civil::date;
use rstest::rstest;
use std::collections::{BTreeMap, BTreeSet};

/// The variables that a text names, with those of its variants.
fn variables(pattern: &Pattern<&str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        let inline = match expression {
            Expression::Inline(inline) => inline,
            Expression::Select { selector, variants } => {
                found.extend(variants.iter().flat_map(|variant| variables(&variant.value)));
                selector
            }
        };
        if let InlineExpression::VariableReference { id } = inline {
            found.insert(id.name.to_owned());
        }
    }
    found
}

/// The texts of a file with their variables; those of commands apart.
fn texts_of(language: Language) -> (BTreeMap<String, BTreeSet<String>>, usize) {
    let parsed = parse(language.file()).unwrap_or_else(|(_, errors)| panic!("{language:?}: {errors:?}"));
    let mut texts = BTreeMap::new();
    let mut commands = 0;
    for entry in &parsed.body {
        let Entry::Message(message) = entry else { continue };
        if message.id.name.starts_with("command-") {
            commands += 1;
            continue;
        }
        let name = message.id.name.to_owned();
        let value = message.value.as_ref().unwrap_or_else(|| panic!("{language:?}: {name} has no words"));
        assert!(texts.insert(name.clone(), variables(value)).is_none(), "{language:?}: {name} stands twice");
    }
    (texts, commands)
}

#[rstest]
#[case(Language::English)]
#[case(Language::German)]
fn a_language_has_every_text_with_its_variables_and_no_other(#[case] language: Language) {
    let wanted: BTreeMap<String, BTreeSet<String>> = texts::ALL
        .iter()
        .map(|(name, variables)| ((*name).to_owned(), variables.iter().map(|&name| name.to_owned()).collect()))
        .collect();
    let (found, _) = texts_of(language);
    let names = |texts: &BTreeMap<String, BTreeSet<String>>| texts.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(&wanted));
    for (name, variables) in &found {
        let unknown: Vec<_> = variables.difference(&wanted[name]).collect();
        assert!(unknown.is_empty(), "{language:?}: {name} has the unknown variables {unknown:?}");
        // A translation may need a number's variable for the choice of words alone, and English may not.
        let missing: Vec<_> = wanted[name].difference(variables).filter(|name| *name != "last").collect();
        assert!(missing.is_empty(), "{language:?}: {name} lacks the variables {missing:?}");
    }
}

#[test]
fn english_names_of_commands_stand_with_the_commands() {
    assert_eq!(texts_of(Language::English).1, 0);
}

#[rstest]
#[case("en-US", Some(Language::English))]
#[case("de", Some(Language::German))]
#[case("de-AT", Some(Language::German))]
#[case("fr", None)]
#[case("", None)]
fn a_language_has_a_code(#[case] code: &str, #[case] language: Option<Language>) {
    assert_eq!(Language::named(code), language);
}

#[rstest]
#[case(4.0, 4.0, false, "4 years", "4 Jahre")]
#[case(1.0, 1.0, true, "about 1 year", "etwa 1 Jahr")]
#[case(0.5, 1.0, false, "0.5 to 1 year", "0,5 bis 1 Jahr")]
#[case(1.0, 2.5, true, "about 1 to 2.5 years", "etwa 1 bis 2,5 Jahre")]
fn years_are_worded(
    #[case] min: f64,
    #[case] max: f64,
    #[case] estimate: bool,
    #[case] english: &str,
    #[case] german: &str,
) {
    let years = Years { min, max, estimate };
    assert_eq!((Words::ENGLISH.years(years).as_str(), Words::GERMAN.years(years).as_str()), (english, german));
}

#[test]
fn a_date_is_written_as_the_language_does() {
    let date = date(2026, 3, 1);
    assert_eq!(Words::ENGLISH.reviewed(date), "Last checked by a moderator on 1 March 2026");
    assert!(Words::GERMAN.reviewed(date).contains("1. März 2026"), "{}", Words::GERMAN.reviewed(date));
}

#[test]
fn counts_choose_their_words() {
    assert_eq!(Words::ENGLISH.holds(1, 12), "1 role, 12 entries");
    assert_eq!(Words::ENGLISH.forgotten(0), "I keep no question and no vote of yours.");
    assert_eq!(Words::ENGLISH.forgotten(1_000).matches("1000").count(), 1);
    assert_eq!(Words::ENGLISH.times(1, 1), "asked once");
    assert_eq!(Words::ENGLISH.times(3, 1), "asked 3 times");
    assert_eq!(Words::GERMAN.times(3, 2), "3-mal gefragt von 2 Mitgliedern");
}

#[test]
fn a_text_may_name_another_and_keeps_its_blank_lines() {
    let privacy = Words::ENGLISH.privacy(90);
    assert!(privacy.starts_with("**Questions I couldn't answer.** When"), "{privacy}");
    assert!(privacy.contains("**Not helpful** or **None of these**") && privacy.contains("\n\n**Your votes.**"));
    assert_eq!(
        Words::ENGLISH.asks_here("A", "Q"),
        "A asks, and I have no answer. Whoever knows it, please answer here.\n>>> Q"
    );
}
