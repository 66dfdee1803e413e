//! Long texts of all that the code treats specially, for the test and the bench that look for one that takes long.

use career_advisor::knowledge::model::KnowledgeBase;
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// How long a message may be, and with Nitro.
pub const LENGTHS: [usize; 2] = [2_000, 4_000];

/// Texts that once took from 0.3 to 25 seconds.
pub fn once_slow() -> Vec<String> {
    vec![
        "vs ".repeat(660),
        "v ".repeat(1_000),
        "versus ".repeat(280),
        "compared to ".repeat(160),
        // A single sign for 18 letters.
        "\u{fdfa}".repeat(4_000),
        unknown_words(400),
    ]
}

/// Words of eight letters, each another one, and most of them in no dictionary.
fn unknown_words(count: usize) -> String {
    let letters = |number: usize| [0, 5, 10].map(|shift| char::from(b'a' + ((number * 7_919) >> shift) as u8 % 26));
    let word = |number: usize| letters(number).into_iter().chain("tions".chars()).collect::<String>();
    (1..=count).map(word).collect::<Vec<_>>().join(" ")
}

/// What readers of a message look for: every word and sign that stands in their code, the names and words of a knowledge base,
/// whole pieces of markup, and characters that are unlike others.
pub fn pieces(knowledge: &KnowledgeBase) -> Vec<String> {
    let roles = knowledge.roles.iter().flat_map(|role| role.aliases.iter().chain([&role.id, &role.name]));
    let vocabulary = &knowledge.vocabulary;
    let words = roles.chain(vocabulary.synonyms.iter().flatten()).chain(&vocabulary.other_occupations).cloned();
    let questions = knowledge.entries.iter().map(|entry| entry.question.clone());
    let examples = knowledge.smalltalk.iter().flat_map(|smalltalk| smalltalk.said.first()).cloned();
    let markup = [
        "<@42>",
        "<a:b:1>",
        "</a:1>",
        "<t:1:R>",
        "[a](https://a.b)",
        "[a](http",
        "||a||",
        "```a```",
        "\n> ",
        "1. ",
        "2)",
    ];
    // A letter, one without a case, one that grows in lower case, marks, joined emoji, signs that turn or hide text.
    let characters = [
        "a",
        "Q",
        "7",
        "\u{4f60}",
        "\u{130}",
        "\u{df}",
        "\u{301}",
        "a\u{301}\u{316}",
        "\u{1100}\u{1161}",
        "\u{fdfa}",
        "\u{fb01}",
        "\u{1f469}\u{200d}\u{1f680}",
        "\u{1f1e9}\u{1f1ea}",
        "\u{1f600}",
        "\u{202e}",
        "\u{200b}",
        "\u{feff}",
        "\u{3000}",
        "\u{e000}",
    ];
    let fixed = markup.iter().chain(&characters).map(|text| (*text).to_owned());
    let mut pieces: Vec<String> =
        literals().into_iter().chain(words).chain(questions).chain(examples).chain(fixed).collect();
    pieces.retain(|piece| !piece.is_empty());
    pieces.sort();
    pieces.dedup();
    pieces
}

/// A text of one of these lengths that repeats some pieces, or some words that no dictionary has.
pub fn text(pieces: Vec<String>) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(pieces),
        1 => "[a-z]{4,12}",
        1 => "\\PC{1,3}",
    ];
    let joint = proptest::sample::select(vec!["", " ", " ", " ", "\n", ", ", "? "]);
    let joined = (piece, joint).prop_map(|(piece, joint)| piece + joint);
    // Few, which are repeated often, or so many that hardly any is.
    let few = proptest::collection::vec(joined.clone(), 1..6);
    let many = proptest::collection::vec(joined, 100..400);
    (prop_oneof![few, many], proptest::sample::select(LENGTHS.to_vec()))
        .prop_map(|(pieces, length)| repeated(&pieces.concat(), length))
}

/// A text of so many characters.
pub fn repeated(text: &str, length: usize) -> String {
    text.chars().cycle().take(length).collect()
}

/// The strings and characters that stand in the code of all that reads what a member typed.
fn literals() -> Vec<String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let in_folder =
        |folder: &str| fs::read_dir(src.join(folder)).unwrap().map(|item| item.unwrap().path()).collect::<Vec<_>>();
    let mut files = [in_folder("text"), in_folder("matching")].concat();
    files.push(src.join("discord/question.rs"));
    files.sort();
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.is_file()) {
        let text = fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        code.lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .for_each(|line| found.extend(literals_of_line(line)));
    }
    found
}

/// A literal has no line break here; what looks like one but isn't, such as a lifetime, does no harm.
fn literals_of_line(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(start) = rest.find(['"', '\'']) {
        let (quote, inner) = (&rest[start..=start], &rest[start + 1..]);
        let escaped = |at: &usize| inner[..*at].chars().rev().take_while(|c| *c == '\\').count() % 2 == 1;
        let end = inner.match_indices(quote).map(|(at, _)| at).find(|at| !escaped(at));
        let is_literal =
            |end: &usize| quote == "\"" || inner[..*end].starts_with('\\') || inner[..*end].chars().count() == 1;
        match end.filter(is_literal) {
            Some(end) => {
                found.extend(unescaped(&inner[..end]));
                rest = &inner[end + 1..];
            }
            None => rest = inner,
        }
    }
    found
}

fn unescaped(literal: &str) -> Option<String> {
    if !literal.contains('\\') {
        return Some(literal.to_owned());
    }
    let code = literal.strip_prefix("\\u{").and_then(|rest| rest.strip_suffix('}'));
    match (literal, code) {
        (_, Some(code)) => u32::from_str_radix(code, 16).ok().and_then(char::from_u32).map(String::from),
        ("\\n", _) => Some("\n".to_owned()),
        ("\\'" | "\\\"", _) => Some(literal[1..].to_owned()),
        _ => Some(literal.replace("\\n", "\n").replace("\\\"", "\"")),
    }
}
