//! Dialogues with follow-ups, as the bot leads them: each question comes after what was shown last.

use crate::shipped;
use career_advisor::reply::Reply;
use rstest::rstest;
use serde::Deserialize;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
struct Dialogues {
    dialogue: Vec<Dialogue>,
}

/// A turn is a question and what is right for it: ids of entries with | between them, or nothing where it must get no answer.
#[derive(Deserialize)]
struct Dialogue {
    turns: Vec<(String, String)>,
}

/// What became of turns.
#[derive(Default)]
struct Count {
    right: usize,
    missed: Vec<String>,
    wrong: Vec<String>,
    /// What must get no answer and gets one has carried the subject over.
    stale: Vec<String>,
}

impl Count {
    fn all(&self) -> usize {
        self.right + self.missed.len() + self.wrong.len() + self.stale.len()
    }

    /// Whether nothing has gone wrong so far.
    fn is_right(&self) -> bool {
        self.all() == self.right
    }
}

impl Dialogue {
    /// Counts the turns from this one on.
    fn lead(&self, first: usize, count: &mut Count) {
        let mut shown: Option<String> = None;
        for (turn, (ask, right)) in self.turns.iter().enumerate() {
            let reply = shipped::advisor().ask(ask, shown.as_deref()).reply;
            let entry = match &reply {
                Reply::Answers(answers) => answers[0].entry.to_string(),
                _ => String::new(),
            };
            let said = format!("'{ask}' after {shown:?} got '{entry}', not '{right}'");
            if turn >= first {
                match (right.split('|').any(|right| right == entry), entry.is_empty(), right.is_empty()) {
                    (true, ..) => count.right += 1,
                    (false, true, _) => count.missed.push(said),
                    (false, false, true) => count.stale.push(said),
                    (false, false, false) => count.wrong.push(said),
                }
            }
            if let Reply::Answers(answers) = reply {
                shown = answers.last().map(|last| last.question.clone());
            }
        }
    }
}

fn dialogues(file: &str) -> Vec<Dialogue> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/dialogues").join(file);
    toml::from_str::<Dialogues>(&fs::read_to_string(path).unwrap()).unwrap().dialogue
}

/// Of thirty, so many must be right from the first turn to the last.
const RIGHT: usize = 27;

#[test]
fn dialogues_end_right_and_no_role_is_carried_into_a_new_subject() {
    let dialogues = dialogues("first.toml");
    assert_eq!(dialogues.len(), 30);
    let lead = |dialogue: &Dialogue| {
        let mut count = Count::default();
        dialogue.lead(0, &mut count);
        count
    };
    let counts: Vec<Count> = dialogues.iter().map(lead).collect();
    let stale: Vec<&String> = counts.iter().flat_map(|count| &count.stale).collect();
    assert!(stale.is_empty(), "{stale:#?}");
    let wrong: Vec<_> =
        counts.iter().filter(|count| !count.is_right()).map(|count| (&count.missed, &count.wrong)).collect();
    assert!(dialogues.len() - wrong.len() >= RIGHT, "{wrong:#?}");
}

/// In percent: so many turns after the first are right at least, and so many wrong, or stale, at most.
#[rstest]
#[case::tuning("tuning.toml", 60, 10, 10)]
#[case::held_out("held-out.toml", 60, 10, 10)]
fn follow_ups_are_understood(#[case] file: &str, #[case] right: usize, #[case] wrong: usize, #[case] stale: usize) {
    let dialogues = dialogues(file);
    let mut count = Count::default();
    dialogues.iter().for_each(|dialogue| dialogue.lead(1, &mut count));
    let all = count.all();
    println!(
        "{file}: {} of {all} right, {} missed, {} wrong, {} stale",
        count.right,
        count.missed.len(),
        count.wrong.len(),
        count.stale.len()
    );
    assert!(dialogues.len() >= 30 && count.right * 100 >= right * all, "{:#?}", count.missed);
    assert!(count.wrong.len() * 100 <= wrong * all, "{:#?}", count.wrong);
    assert!(count.stale.len() * 100 <= stale * all, "{:#?}", count.stale);
}
