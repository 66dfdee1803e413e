//! What the knowledge files say about a question must hold, whatever the statistics say.

use crate::knowledge::check;
use crate::shipped;
use career_advisor::advisor::{Advisor, Context, Outcome};
use career_advisor::knowledge::model::GoldenCase;
use career_advisor::matching::{Decision, is_other_language};
use career_advisor::reply::Reply;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use rstest::rstest;
use std::sync::LazyLock;

fn ask(question: &str, after: Option<&str>) -> Outcome {
    shipped::advisor().ask(question, after)
}

fn answered(outcome: &Outcome) -> Option<&str> {
    match outcome.first.decision {
        Decision::Answer(entry) => Some(shipped::advisor().knowledge().entries[entry].id.as_str()),
        _ => None,
    }
}

#[test]
fn every_phrasing_finds_its_entry() {
    for entry in &shipped::advisor().knowledge().entries {
        for phrasing in entry.phrasings() {
            assert_eq!(answered(&ask(phrasing, None)), Some(entry.id.as_str()), "{phrasing}");
        }
    }
}

#[test]
fn no_entry_answers_what_its_not_for_lists() {
    for (at, entry) in shipped::advisor().knowledge().entries.iter().enumerate() {
        for near_miss in &entry.not_for {
            let outcome = ask(near_miss, None);
            assert_ne!(answered(&outcome), Some(entry.id.as_str()), "{near_miss}");
            let shown = outcome.first.ranking.candidates.iter().find(|candidate| candidate.entry == at);
            assert!(shown.is_none_or(|candidate| candidate.confidence == 0.0), "{near_miss}");
        }
    }
}

#[rstest]
#[case("How long is perfusion school?", "perfusionist/program-length")]
#[case("who sterilizes the instruments before surgery", "surgical-technologist/what-they-do")]
fn a_near_miss_of_one_entry_may_be_anothers_question(#[case] question: &str, #[case] entry: &str) {
    assert_eq!(answered(&ask(question, None)), Some(entry));
}

#[test]
fn a_phrasing_keeps_the_role_of_the_question_before() {
    let question = "how many years of school is that";
    assert_eq!(answered(&ask(question, Some("what is a perfusionist"))), Some("perfusionist/training-length"));
    let other = ask(question, Some("what does a respiratory therapist do"));
    assert_ne!(answered(&other), Some("perfusionist/training-length"));
}

#[rstest]
// A word that only points back.
#[case("why do they cool the blood", "and how do they warm it again", "perfusionist/cooling")]
// The next thing, not what was just shown.
#[case("how long is the training to be a perfusionist", "will I find work afterwards?", "perfusionist/outlook")]
// The same question of another role.
#[case("what does a perfusionist do", "and what about surgical techs?", "surgical-technologist/what-they-do")]
#[case("can perfusionists run ECMO", "what about respiratory therapists?", "respiratory-therapist/ecmo")]
// A comparison takes the other role from the question before.
#[case("what does an ECMO specialist do?", "how does a perfusionist differ?", "perfusionist/vs-ecmo-specialist")]
#[case("how well are perfusionists paid?", "more than a physician assistant?", "perfusionist/pay-compared")]
fn a_follow_up_is_understood(#[case] before: &str, #[case] question: &str, #[case] entry: &str) {
    assert_eq!(answered(&ask(question, Some(before))), Some(entry));
}

#[rstest]
#[case("how long is perfusion school", "how long is it for nurse practitioners")]
#[case("do perfusionists make bank?", "nvm, anyone playing minecraft later")]
#[case("do perfusionists make bank?", "what about plumbers")]
fn a_changed_subject_carries_nothing_over(#[case] before: &str, #[case] question: &str) {
    assert_eq!(answered(&ask(question, Some(before))), None);
}

#[test]
fn who_tells_a_story_may_name_other_occupations_on_the_way() {
    let story =
        "I'm 41, have been an electrician for twenty years and never went to college. What does a perfusionist do?";
    assert!(answered(&ask(story, None)).is_some());
    let about_us = "I was an electrician for twenty years and never went to college. How long is it until I run a heart-lung machine?";
    let outcome = ask(about_us, None);
    assert!(!outcome.first.ranking.candidates[0].evidence.about_another_occupation);
}

#[rstest]
#[case("software engineer salary")]
#[case("physician assistant pay")]
#[case("how long is nursing school")]
#[case("what do plumbers do all day")]
fn another_occupation_is_not_answered_with_ours(#[case] question: &str) {
    assert_eq!(answered(&ask(question, None)), None);
}

#[test]
fn candidates_come_best_first_and_share_one_certainty() {
    for case in &shipped::advisor().knowledge().golden {
        let outcome = ask(&case.ask, case.after.as_deref());
        let confidences: Vec<f32> =
            outcome.first.ranking.candidates.iter().map(|candidate| candidate.confidence).collect();
        assert!(confidences.is_sorted_by(|a, b| a >= b), "{}: {confidences:?}", case.ask);
        assert!(confidences.iter().all(|confidence| (0.0..=1.0).contains(confidence)), "{}", case.ask);
    }
}

#[rstest]
#[case("held-out")]
#[case("tuning")]
fn golden_questions_are_answered_rightly_and_others_are_not(#[case] set: &str) {
    let cases = shipped::advisor().knowledge().golden.iter().filter(|case| case.set == set);
    let (with, without): (Vec<_>, Vec<_>) = cases.partition(|case| !case.entries.is_empty());
    let shown = |case: &GoldenCase| answered(&ask(&case.ask, case.after.as_deref())).map(str::to_owned);
    let right = with.iter().filter(|case| shown(case).is_some_and(|id| case.entries.iter().any(|e| e.as_str() == id)));
    let right = right.count();
    let wrong = without.iter().filter(|case| shown(case).is_some()).count();
    assert!(right * 100 >= with.len() * 80, "{right} of {}", with.len());
    assert!(wrong * 100 <= without.len() * 5, "{wrong} of {}", without.len());
}

#[test]
fn two_roles_side_by_side_lead_on_to_the_entry_that_compares_them() {
    let Reply::Compare(compared) = ask("perfusionist vs surgical tech", None).reply else { panic!("no comparison") };
    let entry = compared.entry.expect("an entry");
    assert_eq!(entry.entry.as_str(), "perfusionist/vs-surgical-technologist");
    let compared = shipped::advisor().compare("perfusionist", "surgical tech").unwrap();
    assert_eq!(compared.entry, None, "nobody asked a question");
}

#[rstest]
#[case(None)]
#[case(Some("what does a surgical technologist do"))]
fn another_language_is_told_apart_whatever_was_asked_before(#[case] after: Option<&str>) {
    let german = "Wie lange dauert die Ausbildung zum Kardiotechniker und was verdient man danach?";
    let outcome = ask(german, after);
    assert_eq!((outcome.reply, outcome.is_gap), (Reply::OtherLanguage, false));
}

#[test]
fn what_is_about_something_else_has_nothing_near() {
    let nearest = |question| match ask(question, None).reply {
        Reply::Miss { nearest, .. } => nearest.len(),
        other => panic!("{question}: {other:?}"),
    };
    assert_eq!(nearest("what is the capital of Mongolia"), 0);
    assert!(nearest("is there a union for perfusionists") > 0);
}

#[rstest]
#[case(
    "can perfusionists have tattoos",
    Some("whether perfusionists can have tattoos, piercings, beards or colored hair")
)]
#[case("how many vacation days do surgical techs get", Some("how much time off surgical technologists get"))]
#[case("do respiratory therapists have a union", Some("unions for respiratory therapists"))]
#[case("who invented the perfusionist's machine", None)]
#[case("can they have tattoos", None)]
fn a_standard_question_without_an_entry_is_known_by_name(#[case] question: &str, #[case] expected: Option<&str>) {
    match ask(question, None).reply {
        Reply::Miss { gap, .. } => assert_eq!(gap.map(|gap| gap.subject).as_deref(), expected),
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[case("gg wp", false)]
#[case("how long does it take to become a perfusionist", true)]
fn chatter_is_passed_over_before_it_is_ranked(#[case] text: &str, #[case] heard: bool) {
    assert_eq!(shipped::advisor().overhear(text, Context::default()).is_some(), heard);
}

#[test]
fn no_golden_question_is_taken_for_another_language() {
    let golden = &shipped::advisor().knowledge().golden;
    assert!(golden.len() > 400);
    let foreign: Vec<&str> = golden.iter().map(|case| case.ask.as_str()).filter(|ask| is_other_language(ask)).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
}

#[test]
fn hardly_any_golden_question_is_passed_over_where_nobody_speaks_to_the_bot() {
    let golden = shipped::advisor().knowledge().golden.iter().filter(|case| !case.entries.is_empty());
    let context = |case: &'static GoldenCase| Context { after: case.after.as_deref(), said_before: None };
    let is_answered = |outcome: &Outcome| matches!(outcome.reply, Reply::Answers(_) | Reply::Compare(_));
    let asked = |case: &&GoldenCase| is_answered(&ask(&case.ask, case.after.as_deref()));
    let golden: Vec<&GoldenCase> = golden.filter(asked).collect();
    let overheard = |case: &'static GoldenCase| shipped::advisor().overhear(&case.ask, context(case));
    let lost = golden.iter().filter(|case| !overheard(case).as_ref().is_some_and(is_answered));
    let lost: Vec<&str> = lost.map(|case| case.ask.as_str()).collect();
    assert!(lost.len() * 100 <= golden.len() * 5, "{} of {}: {lost:#?}", lost.len(), golden.len());
}

#[rstest]
#[case("what is the capital of france", "")]
#[case("@everyone what does a perfusionist do?", "perfusionist/duties perfusionist/what-is-it")]
#[case("\u{1f4b0}\u{1f4b0} perfusionist \u{1f4b0}?", "perfusionist/pay perfusionist/what-is-it")]
#[case("https://example.org/a/b", "")]
fn who_moves_on_is_not_led_back(#[case] question: &str, #[case] may_get: &str) {
    let led: Vec<String> = match ask(question, Some("How long does it take to become a perfusionist?")).reply {
        Reply::Answers(answers) => answers.into_iter().map(|answer| answer.entry.to_string()).collect(),
        Reply::Suggest(offered) | Reply::Miss { nearest: offered, .. } => {
            offered.into_iter().map(|entry| entry.entry.to_string()).collect()
        }
        Reply::Smalltalk { text } => panic!("a greeting: {text}"),
        _ => Vec::new(),
    };
    let may_get: Vec<&str> = may_get.split_whitespace().collect();
    assert!(led.iter().all(|entry| may_get.contains(&entry.as_str())), "{led:?}");
}

#[test]
fn the_same_question_gets_the_same_answer_again_and_after_a_restart() {
    let text = "[[entry]]\nid = \"a\"\nquestion = \"How do I join?\"\nanswer = \"So.\"\n\
                [[entry]]\nid = \"b\"\nquestion = \"What does it cost?\"\nanswer = \"Much.\"\n";
    let knowledge = crate::knowledge::check(&[("faq/a.toml", text)]).knowledge.expect("a valid folder");
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (shipped::started(&knowledge, folder.path()), shipped::started(&knowledge, folder.path()));
    for question in ["how can i join in", "what's the price", "anyone up for a game"] {
        let outcome = first.ask(question, None);
        for again in [first.ask(question, None), second.ask(question, None)] {
            assert_eq!(
                (&again.first.ranking, &again.first.decision),
                (&outcome.first.ranking, &outcome.first.decision)
            );
        }
    }
}

static SMALL: LazyLock<Advisor> = LazyLock::new(|| {
    let text = "name = \"Cook\"\nid = \"cook\"\naliases = [\"chef\"]\n\
                [[entry]]\nid = \"a\"\nquestion = \"What does a cook do?\"\nanswer = \"Cooks.\"\n\
                [[entry]]\nid = \"b\"\nquestion = \"What does a cook earn?\"\nnot_for = [\"what does it cost\"]\nanswer = \"Much.\"\n";
    let knowledge = crate::knowledge::check(&[("roles/cook.toml", text)]).knowledge.expect("a valid folder");
    shipped::learnt(knowledge, Box::new(|| jiff::civil::date(2026, 11, 24)))
});

/// Words of the folder and other characters, so that some of the questions are nearly known ones.
fn any_question() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "((what|does|a|cook|chef|earn|do|than|and|[?!.,$&\n]|\\PC){1,4} ?){0,40}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_question_panics_and_every_thread_gets_the_same(
        question in any_question(),
        before in proptest::option::of(any_question()),
    ) {
        let asked = || SMALL.ask(&question, before.as_deref());
        let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..3).map(|_| scope.spawn(asked)).collect();
            threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
        });
        for outcome in &outcomes {
            let candidates = &outcome.first.ranking.candidates;
            prop_assert_eq!(candidates, &outcomes[0].first.ranking.candidates);
            prop_assert_eq!(&outcome.first.decision, &outcomes[0].first.decision);
            prop_assert!(candidates.iter().all(|candidate| (0.0..=1.0).contains(&candidate.confidence)));
            if let Decision::Answer(entry) = outcome.first.decision {
                prop_assert_eq!(entry, candidates[0].entry);
            }
        }
    }
}

#[test]
fn the_same_words_after_another_question_are_ranked_anew() {
    let after = |before: &str| ask("and how long does that take?", Some(before)).first.ranking;
    let (path, cooling) = (after("how do I become a perfusionist"), after("why do perfusionists cool the blood"));
    assert_ne!(path, cooling);
    assert_eq!(after("how do I become a perfusionist"), path);
}

#[rstest]
#[case(date(2026, 11, 23), false)]
#[case(date(2026, 11, 24), false)]
#[case(date(2026, 11, 25), true)]
fn an_answer_is_overdue_once_its_day_has_passed(#[case] today: Date, #[case] overdue: bool) {
    let entry = "[[entry]]\nid = \"a\"\nquestion = \"Why?\"\nanswer = \"So.\"\nreview_by = 2026-11-24\n";
    let knowledge = check(&[("faq/a.toml", entry)]).knowledge.expect("a valid folder");
    let advisor = Advisor::new(knowledge, Box::new(move || today));
    assert_eq!(advisor.answer("faq/a").unwrap().overdue, overdue);
}

#[rstest]
#[case("can perfusionists wear piercings?")]
#[case("is 35 too old to start as a perfusionist?")]
#[case("can left-handed people be perfusionists?")]
#[case("do perfusionists have to shave their beard")]
#[case("how long is the movie tonight?")]
fn what_gets_no_answer_is_kept_whatever_it_is_about(#[case] question: &str) {
    let outcome = ask(question, None);
    assert!(outcome.unanswered, "{:?}", outcome.first.decision);
}

#[rstest]
#[case("what does a perfusionist do?")]
#[case("thanks a lot!")]
#[case("should I stop taking my blood thinners before surgery?")]
#[case("my chest hurts since the operation, what should I take")]
fn what_is_answered_or_private_is_not_kept(#[case] question: &str) {
    let outcome = ask(question, None);
    assert!(!outcome.unanswered, "{:?}", outcome.first.decision);
}
