//! A folder with one entry and nothing to tell it apart from: it must not answer everything with that entry.

use crate::knowledge::check;
use crate::shipped::learnt;
use career_advisor::matching::Decision;
use jiff::civil::date;
use rstest::rstest;

fn decision(question: &str) -> Decision {
    let entry = r#"
        [[entry]]
        id = "book-club"
        question = "How do I join the book club?"
        also_asked = ["book club signup"]
        answer = "Write your name in #books."
    "#;
    let knowledge = check(&[("faq/clubs.toml", entry)]).knowledge.expect("a valid folder");
    learnt(knowledge, Box::new(|| date(2026, 11, 24))).ask(question, None).first.decision
}

#[rstest]
#[case("book clubb signup")]
#[case("how can i join book club")]
#[case("where do I sign up for the book club")]
fn its_entry_is_found(#[case] question: &str) {
    assert_eq!(decision(question), Decision::Answer(0));
}

#[rstest]
#[case("what is the capital of Mongolia")]
#[case("good morning")]
fn anything_else_is_a_miss(#[case] question: &str) {
    assert_eq!(decision(question), Decision::NoAnswer(None));
}

#[test]
fn what_is_near_is_at_most_offered() {
    assert_ne!(decision("what book should I read"), Decision::Answer(0));
}
