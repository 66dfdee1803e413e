//! Texts that get in each other's way: what `check` finds by comparing them as the matcher does.

use crate::knowledge::{check, faults};
use crate::knowledge_faults::unmark;
use crate::shipped::embeddings;
use career_advisor::diagnostic::{Code, Diagnostic};
use career_advisor::knowledge::Checked;
use career_advisor::knowledge::model::KnowledgeBase;
use career_advisor::matching::{Embeddings, lint, lint_entries};
use rstest::rstest;
use std::collections::BTreeSet;

const FLORIST: &str = "id = \"florist\"\nname = \"Florist\"\naliases = [\"flower arranger\"]\n";
const BAKER: &str = "id = \"baker\"\nname = \"Baker\"\n";
const VOCABULARY: &str = "other_occupations = [\"plumber\"]\n[[synonym]]\nwords = [\"salary\", \"pay packet\"]\n";

/// An entry of which only the phrasings matter; the first is its question.
fn entry(id: &str, phrasings: &[&str], not_for: &[&str]) -> String {
    let list = |texts: &[&str]| texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ");
    let (question, also_asked) = (quoted(phrasings[0]), list(&phrasings[1..]));
    let not_for = list(not_for);
    format!(
        "[[entry]]\nid = {}\nquestion = {question}\nalso_asked = [{also_asked}]\nnot_for = [{not_for}]\nanswer = \"-\"\nsources = []\nreviewed = 2026-01-01\n",
        quoted(id)
    )
}

/// A text in quotes; « and » around all of it stand outside.
fn quoted(text: &str) -> String {
    match text.strip_prefix('«').and_then(|text| text.strip_suffix('»')) {
        Some(text) => format!("«\"{text}\"»"),
        None => format!("\"{text}\""),
    }
}

/// What isn't about standard questions, of which these entries name none.
fn colliding(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.retain(|diagnostic| diagnostic.code != Code::UnnamedStandard);
    found
}

fn checked(files: &[(&str, &str)]) -> Checked {
    let mut checked = check(files);
    let knowledge = checked.knowledge.as_ref().expect("a folder without errors");
    let found = colliding(lint(knowledge, &embeddings()));
    checked.add(found);
    checked.diagnostics.retain(|diagnostic| diagnostic.code != Code::MissingSource);
    checked
}

/// Checks that in these files just what is marked is found, each with the code in its order, whatever is found beside it.
fn check_files(codes: &[&str], marked: &[(&str, String)]) {
    let (mut files, mut places) = (Vec::new(), Vec::new());
    for (path, marked) in marked {
        let (text, found) = unmark(marked);
        places.extend(found.into_iter().map(|place| format!("{path}:{place}")));
        files.push((*path, text));
    }
    let expected: String = places.iter().zip(codes).map(|(place, code)| format!("{place} {code}\n")).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let checked = checked(&files);
    assert_eq!(places.len(), codes.len(), "a marked place for each code");
    assert_eq!(faults(&checked), expected, "{:#?}", checked.diagnostics);
    assert!(checked.diagnostics.iter().all(|diagnostic| diagnostic.help.is_some()));
}

const PAY: [&str; 4] = [
    "How much do florists earn?",
    "is the money good",
    "what would I take home each month",
    "wages in the flower trade",
];
const LENGTH: [&str; 4] = [
    "How long does it take to become a florist?",
    "when would I be done with training",
    "years of school for flower arranging",
    "can I learn it in a summer",
];

/// The florist's two entries, each with one more phrasing.
fn florist(pay: &str, length: &str) -> String {
    let with = |texts: &[&'static str], one: &str| -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).chain([one.to_owned()]).collect()
    };
    let [pay, length] = [("pay", with(&PAY, pay)), ("length", with(&LENGTH, length))]
        .map(|(id, texts)| entry(id, &texts.iter().map(String::as_str).collect::<Vec<_>>(), &[]));
    format!("{FLORIST}{pay}{length}")
}

#[rstest]
#[case("do florists make a lot", "«what do florists earn»")]
#[case("«how long does becoming a florist take»", "how fast can I start")]
fn a_phrasing_that_would_take_another_entrys_questions(#[case] pay: &str, #[case] length: &str) {
    check_files(&["colliding-phrasing"], &[("roles/florist.toml", florist(pay, length))]);
}

#[test]
fn it_says_whose_questions_and_where() {
    let (text, _) = unmark(&florist("do florists make a lot", "«what do florists earn»"));
    let diagnostic = checked(&[("roles/florist.toml", &text)]).diagnostics.remove(0);
    assert_eq!(
        diagnostic.message,
        "this phrasing of `florist/length` would take questions from `florist/pay`: it is nearly the same as \"How much do \
         florists earn?\""
    );
    let note = &diagnostic.notes[0].place;
    assert_eq!(&text[note.span.clone()], "\"How much do florists earn?\"");
}

/// The same question about two roles, asked by their names or in their files.
#[test]
fn questions_about_two_roles_are_two_questions() {
    let florist = entry("pay", &["How much do florists earn?", "what would they pay me"], &[]);
    let baker = entry("pay", &["How much do bakers earn?", "what would they be paying me"], &[]);
    check_files(
        &[],
        &[("roles/baker.toml", format!("{BAKER}{baker}")), ("roles/florist.toml", format!("{FLORIST}{florist}"))],
    );
}

#[test]
fn questions_about_two_occupations_that_are_not_ours_are_two_questions() {
    let vocabulary = "other_occupations = [\"plumber\", \"roofer\"]".to_owned();
    let plumber = entry("plumber", &["Is it better to be a florist than a plumber?"], &[]);
    let roofer = entry("roofer", &["Is it better to be a florist than a roofer?"], &[]);
    check_files(&[], &[("roles/florist.toml", format!("{FLORIST}{plumber}{roofer}")), ("vocabulary.toml", vocabulary)]);
}

#[test]
fn synonyms_are_the_same_words() {
    let one = entry("one", &["Is it a good life?", "florist salary"], &[]);
    let other = entry(
        "other",
        &[
            "Where do they work?",
            "«florist pay packet»",
            "which flowers sell best in the spring",
            "«which flowers sell best in spring»",
        ],
        &[],
    );
    let copy = entry("copy", &["Who buys roses?", "one salary or two", "«one pay packet or two»"], &[]);
    check_files(
        &["colliding-phrasing", "redundant-phrasing", "redundant-phrasing"],
        &[("roles/florist.toml", format!("{FLORIST}{one}{other}{copy}")), ("vocabulary.toml", VOCABULARY.to_owned())],
    );
}

#[test]
fn a_phrasing_that_only_differs_in_empty_words_adds_nothing() {
    let phrasings = [
        "Where do florists work?",
        "best flower for a beginner",
        "«what is the best flower for a beginner»",
        "florist hours",
    ];
    check_files(
        &["redundant-phrasing"],
        &[("roles/florist.toml", format!("{FLORIST}{}", entry("a", &phrasings, &[])))],
    );
}

#[test]
fn an_entry_that_its_own_question_does_not_find() {
    let first = entry("first", &["Where do florists work?", "is it cold in the shop"], &[]);
    let taken = entry("taken", &["«Is it cold in the shop?»", "how warm should I dress"], &[]);
    let refused = entry("refused", &["«Who pays for the flowers?»", "flower money"], &["who pays for the flowers"]);
    let wordless = entry("wordless", &["«?!»", "what sells on a Sunday"], &[]);
    let strange = entry("strange", &["«Do plumbers like roses?»", "roses for a plumber"], &[]);
    // That it stands in both, `duplicate-phrasing` tells at the second place.
    let refused =
        refused.replace("not_for = [\"who pays for the flowers\"]", "not_for = [«\"who pays for the flowers\"»]");
    check_files(
        &["unfound-question", "unfound-question", "duplicate-phrasing", "unfound-question", "unfound-question"],
        &[
            ("roles/florist.toml", format!("{FLORIST}{first}{taken}{refused}{wordless}{strange}")),
            ("vocabulary.toml", VOCABULARY.to_owned()),
        ],
    );
}

#[test]
fn an_entry_that_nobody_can_reach() {
    let first = entry("first", &["Where do florists work?", "is it cold in the shop", "florist salary"], &[]);
    let second =
        entry("second", &["is it cold in the shop?", "florist pay packet", "do roses sting"], &["do roses sting"]);
    let second = second
        .replace("\"second\"", "«\"second\"»")
        .replace("question = \"is it cold in the shop?\"", "question = «\"is it cold in the shop?\"»")
        .replace("\"florist pay packet\"", "«\"florist pay packet\"»")
        .replace("not_for = [\"do roses sting\"]", "not_for = [«\"do roses sting\"»]");
    check_files(
        &["unreachable-entry", "duplicate-phrasing", "colliding-phrasing", "duplicate-phrasing"],
        &[("roles/florist.toml", format!("{FLORIST}{first}{second}")), ("vocabulary.toml", VOCABULARY.to_owned())],
    );
}

#[test]
fn a_near_miss_that_still_gets_the_answer() {
    let near = entry(
        "near",
        &["How much do florists earn in a year?", "florist salary"],
        &["«how much does a florist earn per year»", "«florist pay packet»", "how much does a florist's shop earn"],
    );
    check_files(
        &["answered-not-for", "answered-not-for"],
        &[("roles/florist.toml", format!("{FLORIST}{near}")), ("vocabulary.toml", VOCABULARY.to_owned())],
    );
}

#[test]
fn an_example_that_an_entry_claims() {
    let entry = entry("a", &["Where do florists work?", "good morning", "florist salary"], &[]);
    check_files(
        &["claimed-example", "claimed-example"],
        &[
            (
                "out_of_scope.toml",
                "[[topic]]\nid = \"t\"\nexamples = [\"is it legal\", «\"Florist: pay packet?\"»]".to_owned(),
            ),
            ("roles/florist.toml", format!("{FLORIST}{entry}")),
            (
                "smalltalk.toml",
                "[[reply]]\nid = \"r\"\nsaid = [«\"Good morning!\"», \"hi\"]\nanswer = \"x\"".to_owned(),
            ),
            ("vocabulary.toml", VOCABULARY.to_owned()),
        ],
    );
}

#[test]
fn the_same_folder_gives_the_same_warnings_and_an_entry_its_own() {
    let (text, _) = unmark(&florist("how long does becoming a florist take", "what do florists earn"));
    let other = entry("other", &["What sells best?", "flower sales", "the flower sales"], &[]);
    let checked = check(&[("faq/a.toml", &other), ("roles/florist.toml", &text)]);
    let knowledge = checked.knowledge.expect("a folder without errors");
    let lint = |knowledge: &KnowledgeBase, embeddings: &Embeddings| colliding(lint(knowledge, embeddings));
    let all = lint(&knowledge, &embeddings());
    let codes: Vec<&str> = all.iter().map(|diagnostic| diagnostic.code.name()).collect();
    assert_eq!(codes, ["redundant-phrasing", "colliding-phrasing", "colliding-phrasing"]);
    assert_eq!(lint(&knowledge, &embeddings()), all);
    let of = |entries: &[usize]| {
        colliding(lint_entries(&knowledge, &embeddings(), &BTreeSet::from_iter(entries.iter().copied())))
    };
    assert_eq!(of(&[2]), all[..1]);
    // Both collisions have to do with either entry.
    assert_eq!((of(&[0]), of(&[1])), (all[1..].to_vec(), all[1..].to_vec()));
    assert_eq!(of(&[]), []);
}
