//! Dialogues with follow-ups, as the bot leads them: each question comes after what was shown last.

use crate::shipped;
use career_advisor::reply::Reply;
use serde::Deserialize;

/// Of the thirty, so many must end right.
const RIGHT: usize = 27;

#[derive(Deserialize)]
struct Dialogues {
    dialogue: Vec<Dialogue>,
}

#[derive(Deserialize)]
struct Dialogue {
    turns: Vec<(String, String)>,
}

/// What went wrong first; a question that must get no answer and gets one has carried the subject over.
enum Wrong {
    Other(String),
    Stale(String),
}

impl Dialogue {
    fn lead(&self) -> Result<(), Wrong> {
        let mut shown: Option<String> = None;
        for (ask, right) in &self.turns {
            let reply = shipped::advisor().ask(ask, shown.as_deref()).reply;
            let entry = match &reply {
                Reply::Answers(answers) => answers[0].entry.to_string(),
                _ => String::new(),
            };
            let said = format!("'{ask}' after {shown:?} got '{entry}', not '{right}'");
            if right.is_empty() && !entry.is_empty() {
                return Err(Wrong::Stale(said));
            }
            if !right.split('|').any(|right| right == entry) {
                return Err(Wrong::Other(said));
            }
            if let Reply::Answers(answers) = reply {
                shown = answers.last().map(|last| last.question.clone());
            }
        }
        Ok(())
    }
}

#[test]
fn follow_ups_end_right_and_no_role_is_carried_into_a_new_subject() {
    let dialogues: Dialogues = toml::from_str(include_str!("../data/dialogues.toml")).unwrap();
    assert_eq!(dialogues.dialogue.len(), 30);
    let (mut wrong, mut stale) = (Vec::new(), Vec::new());
    for dialogue in &dialogues.dialogue {
        match dialogue.lead() {
            Ok(()) => {}
            Err(Wrong::Other(said)) => wrong.push(said),
            Err(Wrong::Stale(said)) => stale.push(said),
        }
    }
    assert!(stale.is_empty(), "{stale:#?}");
    assert!(wrong.len() <= dialogues.dialogue.len() - RIGHT, "{wrong:#?}");
}
