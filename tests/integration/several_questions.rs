//! Messages that ask several questions, and such as only look like it.

use crate::shipped;
use career_advisor::advisor::{Context, Outcome};
use career_advisor::reply::Reply;
use rstest::rstest;

/// A message, the question before it, and for each of its questions the entries that are right.
type Case = (&'static str, Option<&'static str>, &'static [&'static [&'static str]]);

const LONG: &[&str] = &["perfusionist/training-length", "perfusionist/program-length"];
const WHAT: &[&str] = &["perfusionist/duties", "perfusionist/what-is-it", "perfusionist/typical-day"];
const PAY: &[&str] = &["perfusionist/pay"];
const BECOME: &[&str] = &["perfusionist/how-to-become", "perfusionist/training-length", "perfusionist/degree"];
const STRESS: &[&str] = &["perfusionist/stakes"];
const ON_CALL: &[&str] = &["perfusionist/on-call"];
const OUTLOOK: &[&str] = &["perfusionist/outlook"];

/// Each question is to get its answer, in order.
const SEVERAL: [Case; 30] = [
    ("how long is it and what's the pay like", Some("what is a perfusionist"), &[LONG, PAY]),
    ("What does a perfusionist do? And how much do they earn?", None, &[WHAT, PAY]),
    (
        "do perfusionists need a degree, and is it hard",
        None,
        &[&["perfusionist/degree", "perfusionist/medical-school"], &["perfusionist/stakes", "perfusionist/good-fit"]],
    ),
    ("what do perfusionists do and how long is the training", None, &[WHAT, LONG]),
    ("whats a perfusionist n how much do they make", None, &[WHAT, PAY]),
    ("how do i become a perfusionist? are they on call?", None, &[BECOME, ON_CALL]),
    (
        "hey! quick one: where do perfusionists work, and do they get called in at night?",
        None,
        &[&["perfusionist/settings"], ON_CALL],
    ),
    (
        "1. how long does it take to become a perfusionist 2. what is the pay 3. is the job stressful",
        None,
        &[LONG, PAY, STRESS],
    ),
    (
        "how many perfusionists are there\nwill robots replace them",
        None,
        &[&["perfusionist/workforce"], &["perfusionist/automation"]],
    ),
    ("perfusionist salary? job outlook? stress level?", None, &[PAY, OUTLOOK, STRESS]),
    (
        "what do surgical techs do and how long do perfusionists train",
        None,
        &[&["surgical-technologist/what-they-do"], LONG],
    ),
    (
        "what's an ecmo specialist; what's the difference to a perfusionist",
        None,
        &[&["ecmo-specialist/what-they-do"], &["perfusionist/vs-ecmo-specialist"]],
    ),
    (
        "is perfusion stressful also can i do it without a science degree",
        None,
        &[STRESS, &["perfusionist/non-science"]],
    ),
    ("how long is perfusion school plus what classes do i need before", None, &[LONG, &["perfusionist/prerequisites"]]),
    (
        "I'm a nurse and thinking about switching. How do I become a perfusionist? What does it pay?",
        None,
        &[BECOME, PAY],
    ),
    ("how long does it take and do perfusionists make good money", None, &[LONG, PAY]),
    ("wat does a profusionist do and hw much do they make", None, &[WHAT, PAY]),
    (
        "can perfusionists run ecmo and do they work with transplants",
        None,
        &[&["perfusionist/ecmo"], &["perfusionist/transplant"]],
    ),
    (
        "do you need med school to be a perfusionist and who supervises them",
        None,
        &[&["perfusionist/medical-school"], &["perfusionist/supervision"]],
    ),
    (
        "what major should i pick for perfusion and are there a lot of programs",
        None,
        &[&["perfusionist/majors"], &["perfusionist/program-count"]],
    ),
    ("is ai gonna replace perfusionists and whats the job outlook", None, &[&["perfusionist/automation"], OUTLOOK]),
    (
        "what does the heart lung machine do, why is the blood cooled",
        None,
        &[&["perfusionist/heart-lung-machine"], &["perfusionist/cooling"]],
    ),
    (
        "what do anesthesiologist assistants do and what schooling do they need",
        None,
        &[&["anesthesiologist-assistant/what-they-do"], &["anesthesiologist-assistant/training"]],
    ),
    (
        "what does a perfusionist do during surgery? and after?",
        None,
        &[&["perfusionist/on-bypass", "perfusionist/duties"], &["perfusionist/after-surgery"]],
    ),
    (
        "how much do perfusionists make, where do they make the most, and is it hard to get a job",
        None,
        &[PAY, &["perfusionist/pay-location"], &["perfusionist/competition", "perfusionist/outlook"]],
    ),
    ("what does a perfusionist do all day\nare they on call", None, &[WHAT, ON_CALL]),
    ("tell me what a perfusionist is and how long school takes", None, &[WHAT, LONG]),
    ("yo how do u become a perfusionist and whats it pay thx", None, &[BECOME, PAY]),
    (
        "where can i find perfusionist jobs and can i work for an agency",
        None,
        &[&["faq/listings"], &["perfusionist/agencies"]],
    ),
    (
        "do respiratory therapists work with ecmo? and what about perfusionists?",
        None,
        &[&["respiratory-therapist/ecmo"], &["perfusionist/ecmo"]],
    ),
];

/// One question each, or none of ours.
const SINGLE: [&str; 21] = [
    "what is the difference between a perfusionist and a surgical tech",
    "is the pay and outlook good",
    "perfusionist and anesthesiologist assistant pay",
    "pros and cons of being a perfusionist",
    "do perfusionists do research and development",
    "do perfusionists set up and test the heart-lung machine before surgery",
    "how do perfusionists cool and rewarm the blood",
    "what do perfusionists do before, during and after surgery",
    "can i become a perfusionist if i have a degree in biology and no experience",
    "I'm 35 and I'm a nurse, how do I become a perfusionist?",
    "my friend said perfusionists earn a lot and are never bored. is that true?",
    "do you know what perfusionists do",
    "between nursing and perfusion, what pays better",
    "do i need a degree to be a perfusionist and if so which one",
    "how long is a heart operation and what does it cost",
    "anyone up for minecraft and what are you all doing tonight?",
    "is a perfusionist a doctor or a nurse, or what are they exactly",
    "what do software engineers do and how much do they make",
    "thanks and have a nice day!",
    "how stressful is it to watch the screens and alarms during bypass as a perfusionist",
    "what's the machine that pumps the blood and adds oxygen?",
];

/// The entries that are shown, in order.
fn shown(outcome: &Outcome) -> Vec<&str> {
    match &outcome.reply {
        Reply::Answers(answers) => answers.iter().map(|answer| answer.entry.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// How many of the messages below are answered in full, as measured when this was written.
const RIGHT: usize = 25;

#[test]
fn each_question_of_a_message_gets_its_answer() {
    let mut wrong = Vec::new();
    for (message, after, expected) in SEVERAL {
        let outcome = shipped::advisor().ask(message, after);
        let shown = shown(&outcome);
        let is_right =
            shown.len() == expected.len() && shown.iter().zip(expected).all(|(id, right)| right.contains(id));
        if !is_right {
            wrong.push(format!("{message:?}: {shown:?}"));
        }
    }
    assert!(SEVERAL.len() - wrong.len() >= RIGHT, "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn one_question_stays_one() {
    let asked = SINGLE.map(|message| (message, shipped::advisor().ask(message, None)));
    let split: Vec<_> = asked.iter().filter(|(_, outcome)| shown(outcome).len() > 1).collect();
    let split: Vec<String> =
        split.iter().map(|(message, outcome)| format!("{message:?}: {:?}", shown(outcome))).collect();
    assert!(split.is_empty(), "{} of {} are split:\n{}", split.len(), SINGLE.len(), split.join("\n"));
}

#[rstest]
#[case("how long is it and what's the pay like", Some("what is a perfusionist"), &["training-length", "pay"])]
#[case("What does a perfusionist do? And how much do they earn?", None, &["duties", "pay"])]
#[case("do perfusionists need a degree, and is it hard", None, &["degree", "stakes"])]
// The role stands in the second question alone.
#[case("how long does it take and do perfusionists make good money", None, &["training-length", "pay"])]
fn a_role_holds_for_all_questions_of_a_message(
    #[case] message: &str,
    #[case] after: Option<&str>,
    #[case] expected: &[&str],
) {
    let outcome = shipped::advisor().ask(message, after);
    let expected: Vec<String> = expected.iter().map(|id| format!("perfusionist/{id}")).collect();
    assert_eq!(shown(&outcome), expected);
    let decided: Vec<_> = outcome.readings().filter_map(|reading| reading.answer()).collect();
    assert_eq!(decided.len(), expected.len(), "every answer tells how it was found");
}

#[test]
fn at_most_three_questions_are_answered() {
    let questions =
        ["What does a cook do?", "What does a cook earn?", "Where does a cook work?", "How long does a cook learn?"];
    let entry =
        |(at, question): (usize, &&str)| format!("[[entry]]\nid = \"{at}\"\nquestion = {question:?}\nanswer = \"-\"\n");
    let entries: String = questions.iter().enumerate().map(entry).collect();
    let role = format!("id = \"cook\"\nname = \"Cook\"\n{entries}");
    let knowledge = crate::knowledge::check(&[("roles/cook.toml", &role)]).knowledge.expect("a valid folder");
    let advisor = shipped::learnt(knowledge, Box::new(|| jiff::civil::date(2026, 11, 24)));
    assert_eq!(shown(&advisor.ask(&questions[1..].join(" "), None)), ["cook/1", "cook/2", "cook/3"]);
    assert_eq!(shown(&advisor.ask(&questions.join(" "), None)), ["cook/0", "cook/1", "cook/2"]);
}

#[test]
fn what_is_overheard_may_be_several_questions_too() {
    let heard =
        shipped::advisor().overhear("What does a perfusionist do? And how much do they earn?", Context::default());
    assert_eq!(shown(&heard.expect("no chatter")), ["perfusionist/duties", "perfusionist/pay"]);
    assert!(shipped::advisor().overhear("gg wp and where are you", Context::default()).is_none());
}
