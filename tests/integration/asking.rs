//! How well messages that ask are told from those that only tell, where nobody speaks to the bot, on messages that nothing was
//! learnt from.
//!
//! The limit was chosen on `tests/data/asking/tuning.jsonl`. The other half was looked at when all was done.

use super::shipped;
use career_advisor::advisor::Context;
use career_advisor::reply::Reply;
use rstest::rstest;
use serde::Deserialize;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
struct Message {
    text: String,
    label: Label,
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Label {
    Question,
    Statement,
}

fn messages(half: &str, label: Label) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/asking").join(half);
    let all = fs::read_to_string(path).unwrap();
    let all = all.lines().map(|line| serde_json::from_str::<Message>(line).unwrap());
    all.filter(|message| message.label == label).map(|message| message.text).collect()
}

fn is_answered(text: &str) -> bool {
    let overheard = shipped::advisor().overhear(text, Context::default());
    overheard.is_some_and(|outcome| matches!(outcome.reply, Reply::Answers(_) | Reply::Compare(_)))
}

#[rstest]
#[case("tuning.jsonl")]
#[case("held-out.jsonl")]
fn statements_that_nobody_addressed_to_the_bot_are_left_alone(#[case] half: &str) {
    let statements = messages(half, Label::Statement);
    assert!(statements.len() >= 150);
    let answered: Vec<&String> = statements.iter().filter(|text| is_answered(text)).collect();
    let (count, all) = (answered.len(), statements.len());
    assert!(count * 100 <= 3 * all, "{count} of {all} were answered: {answered:#?}");
}

#[rstest]
#[case("tuning.jsonl")]
#[case("held-out.jsonl")]
fn questions_are_answered_without_a_mention_as_with_one(#[case] half: &str) {
    let questions = messages(half, Label::Question);
    assert!(questions.len() >= 150);
    let asked =
        |text: &String| matches!(shipped::advisor().ask(text, None).reply, Reply::Answers(_) | Reply::Compare(_));
    let answerable: Vec<&String> = questions.iter().filter(|text| asked(text)).collect();
    assert!(answerable.len() * 100 >= 70 * questions.len(), "{} are answerable", answerable.len());
    let lost: Vec<&&String> = answerable.iter().filter(|text| !is_answered(text)).collect();
    let (count, all) = (lost.len(), answerable.len());
    assert!(count * 100 <= 4 * all, "{count} of {all} were lost: {lost:#?}");
}

#[rstest]
#[case("my cousin is a perfusionist")]
#[case("the respiratory therapist in my hospital is rude")]
#[case("nice, a surgical tech said hi")]
#[case("i dont think perfusionists are on call")]
fn a_statement_is_no_question(#[case] text: &str) {
    assert!(!is_answered(text));
}

#[rstest]
#[case("what does a perfusionist do")]
#[case("anyone know how long perfusion school is")]
#[case("perfusionist salary")]
fn a_question_needs_no_mark(#[case] text: &str) {
    assert!(is_answered(text));
}
