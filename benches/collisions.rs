//! How long `check` takes and how much memory: `cargo bench --bench collisions`. Prints figures, judges nothing.
//!
//! Once for the shipped folder, and once for a made-up one of 1,000 entries with 12 phrasings, whose texts are all compared with
//! one another, since no role tells them apart: the worst case. Each is checked with nothing kept, and then again.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const OCCUPATIONS: [&str; 50] = [
    "florist",
    "baker",
    "carpenter",
    "plumber",
    "welder",
    "tailor",
    "barber",
    "gardener",
    "librarian",
    "beekeeper",
    "roofer",
    "jeweller",
    "translator",
    "potter",
    "mason",
    "butcher",
    "chef",
    "waiter",
    "farmer",
    "fisherman",
    "glazier",
    "locksmith",
    "optician",
    "photographer",
    "piano tuner",
    "printer",
    "saddler",
    "sailor",
    "sculptor",
    "shoemaker",
    "surveyor",
    "taxi driver",
    "teacher",
    "tour guide",
    "upholsterer",
    "veterinarian",
    "watchmaker",
    "weaver",
    "zookeeper",
    "archivist",
    "bookbinder",
    "brewer",
    "cartographer",
    "chimney sweep",
    "cobbler",
    "conservator",
    "diver",
    "electrician",
    "engraver",
    "ferryman",
];

/// What entries are about: in four wordings, and with a place for the occupation in none.
const TOPICS: [[&str; 4]; 20] = [
    ["the pay", "the salary", "what people earn", "the money"],
    ["the training", "the years of school", "how long one has to learn", "the apprenticeship"],
    ["working at night", "the shifts", "weekend work", "the hours"],
    ["getting hurt", "the dangers", "accidents on the job", "safety rules"],
    ["finding a first job", "openings for beginners", "getting hired", "where to apply"],
    ["the tools", "what equipment to buy", "the gear", "which instruments one needs"],
    ["the exam", "getting certified", "the licence", "the final test"],
    ["the future of the trade", "whether machines will take over", "job security", "demand in ten years"],
    ["working alone", "the team", "colleagues", "who one works with"],
    ["being your own boss", "opening a shop", "freelancing", "starting a business"],
    ["bad knees and backs", "lifting heavy things", "physical strain", "how fit one must be"],
    ["starting at forty", "changing careers late", "age limits", "whether it is too late"],
    ["the first week", "a typical day", "the daily routine", "what one does from morning to evening"],
    ["customers who complain", "dealing with people", "difficult clients", "being good with strangers"],
    ["math", "school grades", "which subjects count", "being bad at numbers"],
    ["working abroad", "moving to another country", "whether papers count elsewhere", "travel"],
    ["insurance", "sick leave", "a pension", "benefits"],
    ["part-time work", "working with small children at home", "fewer hours", "family life"],
    ["holidays", "time off in summer", "the busy season", "vacation"],
    ["the best thing about it", "what people love", "why anybody would do it", "the satisfaction"],
];

/// How a phrasing is worded around topic and occupation.
const FRAMES: [&str; 12] = [
    "How about {topic} when you are a {job}?",
    "tell me about {topic} for a {job} pls",
    "My cousin wants to become a {job}. What should she know about {topic}?",
    "{job} {topic}",
    "is {topic} as a {job} really like everybody says",
    "What is known about {topic} among {job}s these days?",
    "honest question, {topic}, does a {job} have to worry",
    "Could somebody explain {topic} in the trade of a {job}?",
    "I'm 29 and tired of my desk, thinking of {job}, but {topic}?",
    "so what's the deal with {topic} if ur a {job}",
    "Please describe {topic} from the point of view of an experienced {job}.",
    "before I sign up as a {job} I need to hear about {topic}",
];

fn main() {
    let data = tempfile::tempdir().expect("a folder");
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    measure("the shipped folder", &shipped, data.path());
    let made_up = tempfile::tempdir().expect("a folder");
    write(made_up.path());
    let data = tempfile::tempdir().expect("a folder");
    measure("1,000 entries with 12 phrasings", made_up.path(), data.path());
}

/// Writes the made-up folder: a file an occupation, an entry a topic.
fn write(folder: &Path) {
    fs::create_dir(folder.join("faq")).expect("a writable folder");
    for (number, occupation) in OCCUPATIONS.iter().enumerate() {
        let mut text = String::new();
        for (at, topic) in TOPICS.iter().enumerate() {
            let phrasing = |(nth, frame): (usize, &&str)| {
                let wording = topic[(nth + number + at) % topic.len()];
                frame.replace("{topic}", wording).replace("{job}", occupation)
            };
            let phrasings: Vec<String> = FRAMES.iter().enumerate().map(phrasing).collect();
            let (question, also_asked) = (&phrasings[0], &phrasings[1..]);
            write!(
                text,
                "[[entry]]\nid = \"e{number}-{at}\"\nquestion = {question:?}\nalso_asked = {also_asked:?}\nanswer = \"-\"\n\n"
            )
            .expect("a string takes anything");
        }
        fs::write(folder.join(format!("faq/{}.toml", occupation.replace(' ', "-"))), text).expect("a writable folder");
    }
}

fn measure(name: &str, knowledge: &Path, data: &Path) {
    println!("{name}");
    for start in ["nothing kept", "all kept"] {
        let begun = Instant::now();
        let mut check = Command::new(env!("CARGO_BIN_EXE_career-advisor"))
            .args(["check", "--today", "2026-11-24", "--format", "json", "--knowledge"])
            .arg(knowledge)
            .env("DATA_DIR", data)
            .stdout(Stdio::null())
            .spawn()
            .expect("the program");
        let resident = most_resident(&mut check);
        println!("  {start}: {:.2} s, {resident} resident at most", begun.elapsed().as_secs_f32());
    }
}

/// The most memory that a program had while it ran, as Linux tells it.
fn most_resident(program: &mut Child) -> String {
    let mut most = "unknown".to_owned();
    let status = format!("/proc/{}/status", program.id());
    while program.try_wait().expect("a program that was started").is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        if let Some(line) = text.lines().find_map(|line| line.strip_prefix("VmHWM:")) {
            most = line.trim().to_owned();
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    most
}
