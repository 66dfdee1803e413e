//! Members fill in modals.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Refusal, refuse};
use crate::simulator::Simulator;
use crate::simulator::ids::{InteractionId, UserId};
use crate::simulator::interaction::{Answer, Kind};
use crate::simulator::view::Modal;

/// No person fills in a modal faster than this, and a bot that waits for the submit in a task of its own may miss
/// one that comes within the same millisecond as its own request's answer.
const FASTEST_SUBMIT: Duration = Duration::from_millis(20);

impl Simulator {
    /// The modal that a member has open: the one that was opened last, if it wasn't sent.
    pub fn open_modal(&self, member: UserId) -> Option<Modal> {
        self.shared.read(|state| {
            let mut opened = state.interactions.values().rev();
            let last = opened.find(|found| found.member == member && matches!(found.answer, Answer::Modal(_)))?;
            match &last.answer {
                Answer::Modal(json) if !last.submitted => Some(Modal::of(last.id, json)),
                _ => None,
            }
        })
    }

    /// Fills in a modal and sends it; fields that `values` leaves out keep the text that they hold.
    ///
    /// # Errors
    ///
    /// If the member could not have: the modal isn't theirs or was sent already, or a field is unknown, left empty
    /// though required, too short or too long.
    pub async fn submit(
        &self,
        member: UserId,
        modal: &Modal,
        values: &[(&str, &str)],
    ) -> Result<InteractionId, Refusal> {
        let opener = modal.opened_by;
        self.shared.change(|state| {
            let Some(found) = state.interactions.get_mut(&opener) else {
                return refuse!("there is no interaction {opener}");
            };
            if found.member != member {
                return refuse!("the modal was opened for user {}, not {member}", found.member);
            }
            if found.submitted || !matches!(found.answer, Answer::Modal(_)) {
                return refuse!("the modal of interaction {opener} is not open");
            }
            check_inputs(modal, values)?;
            found.submitted = true;
            Ok(())
        })?;
        tokio::time::sleep(FASTEST_SUBMIT).await;
        self.shared.change(|state| {
            let found = &state.interactions[&opener];
            let (channel, source) = (found.channel, found.source);
            let data = filled_in(modal, values);
            Ok(state.interact(Kind::Modal, member, channel, data, source, Some(opener)))
        })
    }
}

fn check_inputs(modal: &Modal, values: &[(&str, &str)]) -> Result<(), Refusal> {
    for (id, _) in values {
        if !modal.inputs.iter().any(|input| input.custom_id == *id) {
            return refuse!("modal '{}' has no field '{id}'", modal.custom_id);
        }
    }
    for input in &modal.inputs {
        let (id, value) = (&input.custom_id, text_of(modal, values, &input.custom_id));
        let length = value.chars().count() as u64;
        if length == 0 && input.required {
            return refuse!("field '{id}' of modal '{}' is required", modal.custom_id);
        }
        // A field that may stay empty has no least length while it is.
        if length > 0 && !(input.least..=input.most).contains(&length) {
            return refuse!(
                "field '{id}' of modal '{}' takes {} to {} characters, not {length}",
                modal.custom_id,
                input.least,
                input.most
            );
        }
    }
    Ok(())
}

fn text_of<'a>(modal: &'a Modal, values: &[(&str, &'a str)], id: &str) -> &'a str {
    let given = values.iter().find(|(given, _)| *given == id).map(|(_, value)| *value);
    given.unwrap_or_else(|| {
        let input = modal.inputs.iter().find(|input| input.custom_id == id);
        input.map_or("", |input| input.value.as_str())
    })
}

fn filled_in(modal: &Modal, values: &[(&str, &str)]) -> Value {
    let rows: Vec<Value> = modal
        .inputs
        .iter()
        .enumerate()
        .map(|(index, input)| {
            let value = text_of(modal, values, &input.custom_id);
            json!({
                "type": 1,
                "id": 2 * index + 1,
                "components": [{
                    "type": 4, "id": 2 * index + 2, "custom_id": input.custom_id, "value": value,
                }],
            })
        })
        .collect();
    json!({ "custom_id": modal.custom_id, "components": rows })
}
