//! Texts as long as the check lets through. The simulator refuses what breaks Discord's limits, and `World` fails on a refusal.

use super::knowledge::{Files, MISS};
use super::world::World;
use career_advisor::knowledge::limits;
use career_advisor::simulator::{Message, OptionValue, UserId};
use rstest::rstest;

/// A text of exactly so many characters that begins with `start`.
fn long(start: &str, length: usize) -> String {
    let filled = format!("{start} {}", "perfusion careers ".repeat(length / 18 + 1));
    let text: String = filled.chars().take(length - 1).collect();
    text + "x"
}

fn id(start: &str) -> String {
    format!("{start}{}", "x".repeat(limits::ID - start.len()))
}

fn url(start: &str) -> String {
    let base = format!("https://{start}.example/");
    format!("{base}{}", "x".repeat(limits::URL - base.len()))
}

const SECTIONS: [&str; 9] =
    ["duties", "education", "certification", "pay", "outlook", "setting", "on_call", "similar", "first_step"];
const ENTRIES: usize = 30;
const SOURCES: usize = 8;

fn question(role: usize, at: usize) -> String {
    long(&format!("Question {at} about occupation {role}?"), limits::QUESTION)
}

fn role(role: usize) -> String {
    let sources: Vec<String> = (0..SOURCES).map(|at| format!("{:?}", id(&format!("source-{at}-")))).collect();
    let sources = format!("sources = [{}]", sources.join(", "));
    let mut text =
        format!("id = {:?}\nname = {:?}\n", id(&format!("role-{role}-")), long(&format!("Role {role}"), limits::NAME));
    text += &format!("summary = {:?}\n", long("Summary", limits::SUMMARY));
    for section in SECTIONS {
        text += &format!("[card.{section}]\ntext = {:?}\n{sources}\n", long(section, limits::CARD_TEXT));
    }
    for at in 0..12 {
        text += &format!(
            "[[path]]\nstep = {:?}\nyears = {{ min = 1, max = 2.25, estimate = true }}\n",
            long(&format!("Step {at}"), limits::STEP)
        );
    }
    for at in 0..ENTRIES {
        let related: Vec<String> = (1..6)
            .map(|next| {
                format!(
                    "{:?}",
                    format!("{}/{}", id(&format!("role-{role}-")), id(&format!("entry-{}-", (at + next) % ENTRIES)))
                )
            })
            .collect();
        text += &format!(
            "[[entry]]\nid = {:?}\ntopic = {:?}\nquestion = {:?}\nanswer = {:?}\n{sources}\nrelated = [{}]\nreviewed = 2025-01-01\nreview_by = 2026-01-01\n",
            id(&format!("entry-{at}-")),
            long(&format!("topic {}", at / 28), limits::TOPIC),
            question(role, at),
            long(&format!("Answer {at}"), limits::ANSWER),
            related.join(", "),
        );
    }
    text
}

fn files() -> Files {
    let mut files: Files = (0..3).map(|at| (format!("roles/{at}.toml"), role(at))).collect();
    let source = |at: usize| {
        format!(
            "[[source]]\nid = {:?}\ntitle = {:?}\npublisher = {:?}\nurl = {:?}\npublished = 2026-06-01\n",
            id(&format!("source-{at}-")),
            long(&format!("Source {at}"), limits::TITLE),
            long("Publisher", limits::PUBLISHER),
            url(&format!("source{at}")),
        )
    };
    files.push(("sources.toml".to_owned(), (0..SOURCES).map(source).collect()));
    let board = |at: usize| {
        format!(
            "[[board]]\nid = {:?}\nname = {:?}\nurl = {:?}\n",
            id(&format!("board-{at}-")),
            long(&format!("Board {at}"), limits::NAME),
            url(&format!("board{at}"))
        )
    };
    files.push(("listings.toml".to_owned(), (0..30).map(board).collect()));
    let reply = format!(
        "[[topic]]\nid = \"medical\"\nexamples = [\"should I have bypass surgery\", \"is my heart medicine safe\"]\nreply = {:?}\n",
        long("No", limits::REPLY)
    );
    files.push(("out_of_scope.toml".to_owned(), reply));
    files
}

/// Somebody who hasn't asked too much yet.
fn somebody(world: &World) -> UserId {
    world.discord.add_member(world.guild, "Somebody", &[])
}

async fn used(world: &World, name: &str, given: &[(&str, OptionValue)]) -> Message {
    let used = world.discord.run_command(somebody(world), world.channel, name, given).unwrap();
    world.discord.response_message(used).await
}

/// Presses everything that a message offers but what takes it away, and opens the first and the last option of its menus.
async fn try_all(world: &World, message: &Message) -> Vec<Message> {
    let mut seen = Vec::new();
    for button in message.buttons.iter().filter(|button| !button.custom_id.starts_with("x:")) {
        let pressed = world.discord.press(somebody(world), message.id, &button.custom_id).unwrap();
        seen.push(world.discord.response_message(pressed).await);
    }
    for select in &message.selects {
        for option in [&select.options[0], select.options.last().unwrap()] {
            let chosen =
                world.discord.choose(somebody(world), message.id, &select.custom_id, &[&option.value]).unwrap();
            seen.push(world.discord.response_message(chosen).await);
        }
    }
    seen
}

/// English, German.
#[rstest]
#[case(0)]
#[case(1)]
#[tokio::test]
async fn the_longest_texts_fit_wherever_they_stand(#[case] language: i64) {
    let world = World::plan().knowledge(files()).start().await;
    let owner = world.discord.owner(world.guild);
    let given = [("language", language.into())];
    let set = world.discord.run_command(owner, world.channel, "settings server", &given).unwrap();
    world.discord.response_message(set).await;

    let names = [0, 1].map(|at| long(&format!("Role {at}"), limits::NAME));
    let card = used(&world, "role", &[("name", names[0].as_str().into())]).await;
    assert_eq!(card.embeds[0].title, names[0]);
    let opened = try_all(&world, &card).await;
    assert!(opened.len() > 10, "{}", card.text());
    let answered = opened.iter().flat_map(|message| &message.embeds).any(|embed| embed.title == question(0, 0));
    assert!(answered, "its menu leads to answers");
    let both = [("first", names[0].as_str().into()), ("second", names[1].as_str().into())];
    let compared = used(&world, "compare", &both).await;
    assert!(try_all(&world, &compared).await.len() >= 3);
    let listings = used(&world, "listings", &[("role", names[0].as_str().into())]).await;
    assert!(listings.text().contains("https://board0.example/"));
    let topics = used(&world, "topics", &[]).await;
    assert!(!topics.selects.is_empty());

    let answer = used(&world, "ask", &[("question", question(1, 7).into())]).await;
    assert_eq!(
        (answer.embeds[0].title.as_str(), answer.embeds[0].description.len()),
        (question(1, 7).as_str(), limits::ANSWER)
    );
    assert!(try_all(&world, &answer).await.len() >= 6);
    let two = format!("{} {}", question(1, 3), question(2, 9));
    let asked = world.discord.say(somebody(&world), world.channel, &world.to_bot(&two));
    let reply = world.discord.next_message(world.channel).await;
    assert_eq!(reply.reply_to, Some(asked));
    let miss = used(&world, "ask", &[("question", MISS.into())]).await;
    assert!(!miss.buttons.is_empty());
    let entry = format!("{}/{}", id("role-1-"), id("entry-7-"));
    let preview = world.moderate("preview", &[("entry", entry.as_str().into())]).await;
    assert_eq!(preview.embeds[0].title, question(1, 7));
    for command in ["status", "check", "stats", "inbox", "history"] {
        world.moderate(command, &[]).await;
    }
}
