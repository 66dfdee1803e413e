//! A small knowledge base.

use career_advisor::diagnostic::Place;
use career_advisor::knowledge::model::{
    Board, CardText, Entry, EntryId, KnowledgeBase, OutOfScope, PathStep, Role, Section, Smalltalk, Source, Years,
};
use jiff::civil::date;

pub const PAY: &str = "How much does a perfusionist earn?";
pub const TRAINING: &str = "How long does it take to become a perfusionist?";
pub const OUTLOOK: &str = "Is the job outlook for perfusionists good?";
pub const SONOGRAPHER_TRAINING: &str = "How long does it take to become a cardiac sonographer?";
/// Its answer tries to ping everybody, and its id is as long as ids get.
pub const SHADOWING: &str = "Where can I shadow somebody in a hospital before I apply?";

/// Sure to get no answer, whatever the matching is like.
pub const MISS: &str = "what is the capital of Mongolia";
/// Pairs of these make questions, some of which are near an entry and not near enough.
pub const WORDS: [&str; 24] = [
    "hospital", "machine", "garden", "school", "weather", "apply", "pizza", "years", "music", "somebody", "help",
    "demand", "travel", "long", "blue", "job", "computer", "earn", "winter", "become", "football", "heart", "paper",
    "good",
];

/// Two roles, six entries and one board.
pub fn small() -> KnowledgeBase {
    let perfusionist = Role {
        aliases: vec!["clinical perfusionist".to_owned(), "pump tech".to_owned()],
        summary: "Runs the heart-lung machine.".to_owned(),
        card: vec![(Section::Pay, CardText { text: "About $130,000 a year.".to_owned(), sources: vec![0] })],
        path: vec![PathStep {
            step: "Bachelor's degree".to_owned(),
            years: Some(Years { min: 4.0, max: 4.0, estimate: false }),
        }],
        ..role("perfusionist", "Perfusionist")
    };
    let mut entries = vec![
        Entry {
            also_asked: asked(&["perfusionist salary", "what do perfusionists make a year", "perfusionist pay"]),
            answer: "About $130,000 a year.".to_owned(),
            not_for: asked(&[MISS]),
            related: vec![EntryId::new("perfusionist/outlook"), EntryId::new("perfusionist/training")],
            ..entry("perfusionist/pay", Some(0), "pay", PAY)
        },
        Entry {
            also_asked: asked(&["how many years of school for perfusion", "perfusionist training length"]),
            answer: "About six to seven years.".to_owned(),
            review_by: Some(date(2026, 1, 1)),
            ..entry("perfusionist/training", Some(0), "training", TRAINING)
        },
        Entry {
            also_asked: asked(&["are perfusionists in demand", "will there be perfusionist jobs in ten years"]),
            answer: "Yes, it grows.".to_owned(),
            ..entry("perfusionist/outlook", Some(0), "outlook", OUTLOOK)
        },
        Entry {
            also_asked: asked(&["sonographer training length", "how many years of school for cardiac sonography"]),
            answer: "About two years.".to_owned(),
            ..entry("sonographer/training", Some(1), "training", SONOGRAPHER_TRAINING)
        },
        Entry {
            also_asked: asked(&["shadowing in a hospital", "can I shadow someone at work"]),
            answer: "Ask a teaching hospital. @everyone <@&1180000000000000000> <@1180000000000000001>".to_owned(),
            ..entry(&longest_id(), None, "shadowing", SHADOWING)
        },
        Entry {
            answer: "It helps.".to_owned(),
            ..entry("faq/volunteering", None, "applying", "Does volunteering help my application?")
        },
    ];
    entries.iter_mut().for_each(|entry| entry.sources = vec![0]);
    KnowledgeBase {
        roles: vec![perfusionist, role("sonographer", "Cardiac sonographer")],
        entries,
        sources: vec![Source {
            id: "article".to_owned(),
            title: "A career article".to_owned(),
            publisher: "healthcareers.example".to_owned(),
            url: Some("https://healthcareers.example/perfusionist".to_owned()),
            published: Some(date(2026, 6, 1)),
        }],
        boards: vec![Board {
            id: "jobs".to_owned(),
            name: "Job board".to_owned(),
            url: "https://jobs.example/".to_owned(),
            search: None,
        }],
        smalltalk: vec![Smalltalk {
            id: "thanks".to_owned(),
            said: asked(&["thanks", "thank you", "good morning everybody"]),
            answer: "You're welcome!".to_owned(),
        }],
        out_of_scope: vec![OutOfScope {
            id: "medical".to_owned(),
            examples: vec!["should I have bypass surgery".to_owned(), "is my heart medicine safe".to_owned()],
            reply: Some("I can't give medical advice.".to_owned()),
        }],
        ..KnowledgeBase::default()
    }
}

/// As small, with so many more roles and questions that lists have several pages.
pub fn large() -> KnowledgeBase {
    let mut knowledge = small();
    for at in 0..30 {
        let role_id = format!("role-{at:02}");
        knowledge.roles.push(role(&role_id, &format!("Occupation number {at}")));
        let id = format!("{role_id}/duties");
        let question = format!("What does occupation number {at} do all day?");
        knowledge.entries.insert(0, entry(&id, Some(at + 2), "duties", &question));
    }
    for at in 0..30 {
        let id = format!("sonographer/more-{at:02}");
        let question = format!("Which machine of type {at} does a cardiac sonographer use?");
        knowledge.entries.push(entry(&id, Some(1), "machines", &question));
    }
    knowledge
}

/// As small without the entry about pay.
pub fn without_pay() -> KnowledgeBase {
    let mut knowledge = small();
    knowledge.entries.retain(|entry| entry.question != PAY);
    knowledge
}

/// The longest id that any version of the knowledge folder has allowed.
pub fn longest_id() -> String {
    format!("faq/{}", "where-to-shadow-".repeat(5))
}

fn role(id: &str, name: &str) -> Role {
    Role {
        id: id.to_owned(),
        name: name.to_owned(),
        aliases: Vec::new(),
        summary: String::new(),
        card: Vec::new(),
        path: Vec::new(),
        place: nowhere(),
    }
}

fn entry(id: &str, role: Option<usize>, topic: &str, question: &str) -> Entry {
    Entry {
        id: EntryId::new(id),
        role,
        topic: topic.to_owned(),
        question: question.to_owned(),
        also_asked: Vec::new(),
        not_for: Vec::new(),
        answer: format!("The answer to: {question}"),
        sources: Vec::new(),
        reviewed: Some(date(2026, 11, 24)),
        review_by: None,
        related: Vec::new(),
        place: nowhere(),
    }
}

fn asked(phrasings: &[&str]) -> Vec<String> {
    phrasings.iter().map(|phrasing| (*phrasing).to_owned()).collect()
}

fn nowhere() -> Place {
    Place { file: "test.toml".into(), span: 0..0 }
}
