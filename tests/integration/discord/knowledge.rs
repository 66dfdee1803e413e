//! A small knowledge base.

use career_advisor::knowledge::limits;

/// The files of a folder, by their paths.
pub type Files = Vec<(String, String)>;

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
pub fn small() -> Files {
    files(true)
}

/// As small, with so many more roles and questions that lists have several pages.
pub fn large() -> Files {
    let mut files = files(true);
    for at in 0..30 {
        let id = format!("role-{at:02}");
        let question = format!("What does occupation number {at} do all day?");
        let role = role(&id, &format!("Occupation number {at}"), "") + &entry("duties", "duties", &question, "");
        files.push((format!("roles/3-{id}.toml"), role));
    }
    let sonographer = files.iter_mut().find(|(path, _)| path == SONOGRAPHER).expect("the sonographer's file");
    for at in 0..30 {
        let question = format!("Which machine of type {at} does a cardiac sonographer use?");
        sonographer.1 += &entry(&format!("more-{at:02}"), "machines", &question, "");
    }
    files
}

/// As small, with two roles on which there is nothing.
pub fn with_trades() -> Files {
    let mut files = files(true);
    for (id, name) in [("plumber", "Plumber"), ("welder", "Welder")] {
        files.push((format!("roles/3-{id}.toml"), role(id, name, "")));
    }
    files
}

/// As small without the entry about pay.
pub fn without_pay() -> Files {
    files(false)
}

const SONOGRAPHER: &str = "roles/2-sonographer.toml";

/// The numbers in the names keep the roles in this order.
fn files(pay: bool) -> Files {
    let mut perfusionist = role(
        "perfusionist",
        "Perfusionist",
        r#"
aliases = ["clinical perfusionist", "pump tech"]
summary = "Runs the heart-lung machine."

[card.duties]
text = "Keeps blood moving while the heart stands still."
sources = ["article"]

[card.pay]
text = "About $130,000 a year."
sources = ["article"]

[[path]]
step = "Bachelor's degree"
years = 4
"#,
    );
    if pay {
        let rest = format!(
            r#"
also_asked = ["perfusionist salary", "what do perfusionists make a year", "perfusionist pay"]
not_for = [{MISS:?}]
related = ["perfusionist/outlook", "perfusionist/training"]
answer = "About $130,000 a year."
"#
        );
        perfusionist += &entry("pay", "pay", PAY, &rest);
    }
    perfusionist += &entry(
        "training",
        "training",
        TRAINING,
        r#"
also_asked = ["how many years of school for perfusion", "perfusionist training length"]
review_by = 2026-01-01
answer = "About six to seven years."
"#,
    );
    perfusionist += &entry(
        "outlook",
        "outlook",
        OUTLOOK,
        r#"
also_asked = ["are perfusionists in demand", "will there be perfusionist jobs in ten years"]
answer = "Yes, it grows."
"#,
    );
    let sonographer = role("sonographer", "Cardiac sonographer", "")
        + &entry(
            "training",
            "training",
            SONOGRAPHER_TRAINING,
            r#"
also_asked = ["sonographer training length", "how many years of school for cardiac sonography"]
answer = "About two years."
"#,
        );
    let general =
        entry(
            &"where-to-shadow-".repeat(4)[..limits::ID],
            "shadowing",
            SHADOWING,
            r#"
also_asked = ["shadowing in a hospital", "can I shadow someone at work"]
answer = "Ask a teaching hospital. @everyone <@&1180000000000000000> <@1180000000000000001>"
"#,
        ) + &entry("volunteering", "applying", "Does volunteering help my application?", "answer = \"It helps.\"\n");
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    vec![
        file("roles/1-perfusionist.toml", &perfusionist),
        file(SONOGRAPHER, &sonographer),
        file("faq/general.toml", &general),
        file(
            "sources.toml",
            r#"
[[source]]
id = "article"
title = "A career article"
publisher = "healthcareers.example"
url = "https://healthcareers.example/perfusionist"
published = 2026-06-01
"#,
        ),
        file("listings.toml", "[[board]]\nid = \"jobs\"\nname = \"Job board\"\nurl = \"https://jobs.example/\"\n"),
        file(
            "smalltalk.toml",
            r#"
[[reply]]
id = "thanks"
said = ["thanks", "thank you", "good morning everybody"]
answer = "You're welcome!"
"#,
        ),
        file(
            "out_of_scope.toml",
            r#"
[[topic]]
id = "medical"
examples = ["should I have bypass surgery", "is my heart medicine safe"]
reply = "I can't give medical advice."
"#,
        ),
    ]
}

fn role(id: &str, name: &str, rest: &str) -> String {
    format!("id = {id:?}\nname = {name:?}\n{rest}")
}

/// An entry with its keys in `rest`; its answer repeats the question unless `rest` has one.
fn entry(id: &str, topic: &str, question: &str, rest: &str) -> String {
    let keys = format!("id = {id:?}\ntopic = {topic:?}\nquestion = {question:?}\nreviewed = 2026-11-24\n");
    let answer = format!("answer = \"The answer to: {question}\"\n");
    let answer = if rest.contains("answer = ") { "" } else { &answer };
    format!("\n[[entry]]\n{keys}sources = [\"article\"]\n{answer}{rest}")
}
