//! What a person did, told so that it can be done again: Discord's ids differ from one start to the next, so people, channels
//! and parts of messages are named by what stays the same.

use super::Playground;
use super::act::{Act, What, channel_in, channel_value};
use crate::simulator::{ChannelId, Message, MessageId, Refusal, Simulator, UserId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// An act without ids.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub(super) struct Step {
    who: String,
    channel: String,
    #[serde(flatten)]
    deed: Deed,
}

/// Messages are counted from 0 in their channel, deleted ones and those that one person sees included; buttons and menus from 0
/// in their message.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(tag = "did", rename_all = "lowercase")]
enum Deed {
    Say {
        text: String,
        reply_to: Option<usize>,
        ping: bool,
    },
    Post {
        title: String,
        text: String,
    },
    Edit {
        message: usize,
        text: String,
    },
    Delete {
        message: usize,
    },
    Command {
        name: String,
        options: BTreeMap<String, Value>,
    },
    Complete {
        name: String,
        options: BTreeMap<String, Value>,
        focused: String,
    },
    Menu {
        name: String,
        message: usize,
    },
    Press {
        message: usize,
        button: usize,
    },
    Choose {
        message: usize,
        menu: usize,
        options: Vec<usize>,
    },
    /// The form that was opened last.
    Submit {
        values: BTreeMap<String, String>,
    },
}

impl Step {
    /// Tells an act; `None` for one that names what isn't there, and is going to be refused.
    pub(super) fn of(playground: &Playground, act: &Act) -> Option<Self> {
        let discord = &playground.discord;
        let number = |message: &MessageId| discord.every_message(act.channel).iter().position(|one| one.id == *message);
        let message = |message: &MessageId| discord.message(*message);
        let named = |id: &str| {
            let id = id.parse().ok().filter(|id| discord.sees(act.member, *id))?;
            playground.lasting_name(id)
        };
        let deed = match &act.what {
            What::Say { text, reply_to, ping } => {
                let reply_to = reply_to.as_ref().map(number);
                if reply_to == Some(None) {
                    return None;
                }
                Deed::Say { text: with_names(playground, text), reply_to: reply_to.flatten(), ping: *ping }
            }
            What::Post { title, text } => Deed::Post { title: title.clone(), text: with_names(playground, text) },
            What::Edit { message, text } => {
                Deed::Edit { message: number(message)?, text: with_names(playground, text) }
            }
            What::Delete { message } => Deed::Delete { message: number(message)? },
            What::Command { name, options } => {
                Deed::Command { name: name.clone(), options: with_channels(options, named)? }
            }
            What::Complete { name, options, focused } => {
                let options = with_channels(options, named)?;
                Deed::Complete { name: name.clone(), options, focused: focused.clone() }
            }
            What::Menu { name, message } => Deed::Menu { name: name.clone(), message: number(message)? },
            What::Press { message: at, custom_id } => {
                let button = message(at)?.buttons.iter().position(|button| button.custom_id == *custom_id)?;
                Deed::Press { message: number(at)?, button }
            }
            What::Choose { message: at, custom_id, values } => {
                let shown = message(at)?;
                let menu = shown.selects.iter().position(|select| select.custom_id == *custom_id)?;
                let offered = &shown.selects[menu].options;
                let chosen = values.iter().map(|value| offered.iter().position(|option| option.value == *value));
                Deed::Choose { message: number(at)?, menu, options: chosen.collect::<Option<_>>()? }
            }
            What::Submit { values, .. } => Deed::Submit { values: values.clone() },
        };
        let who = discord.name_of(act.member);
        Some(Step { who, channel: playground.lasting_name(act.channel)?, deed })
    }

    /// The act in the Discord that is there now.
    ///
    /// # Errors
    /// What it names isn't there.
    pub(super) fn act(&self, playground: &Playground) -> Result<Act, Refusal> {
        let discord = &playground.discord;
        let missing = |what: String| Refusal::new(format!("there is no {what}"));
        let people = &playground.scene.people;
        let member = people.iter().find(|person| person.name == self.who).map(|person| person.id);
        let member = member.ok_or_else(|| missing(self.who.clone()))?;
        let found = |name: &str| playground.with_lasting_name(name, member);
        let channel = found(&self.channel).ok_or_else(|| missing(format!("channel '{}'", self.channel)))?;
        let options = |options: &BTreeMap<String, Value>| {
            let with_ids = with_channels(options, |name| found(name).map(|id| id.to_string()));
            with_ids.ok_or_else(|| missing("channel that an option names".to_owned()))
        };
        let message = |number: &usize| {
            let found = nth(discord, channel, *number);
            found.ok_or_else(|| missing(format!("message {number} in channel '{}'", self.channel)))
        };
        let what = match &self.deed {
            Deed::Say { text, reply_to, ping } => What::Say {
                text: with_ids(playground, text),
                reply_to: reply_to.as_ref().map(message).transpose()?.map(|found| found.id),
                ping: *ping,
            },
            Deed::Post { title, text } => What::Post { title: title.clone(), text: with_ids(playground, text) },
            Deed::Edit { message: number, text } => {
                What::Edit { message: message(number)?.id, text: with_ids(playground, text) }
            }
            Deed::Delete { message: number } => What::Delete { message: message(number)?.id },
            Deed::Command { name, options: given } => What::Command { name: name.clone(), options: options(given)? },
            Deed::Complete { name, options: given, focused } => {
                What::Complete { name: name.clone(), options: options(given)?, focused: focused.clone() }
            }
            Deed::Menu { name, message: number } => What::Menu { name: name.clone(), message: message(number)?.id },
            Deed::Press { message: number, button } => {
                let found = message(number)?;
                let button = found.buttons.get(*button).ok_or_else(|| missing(format!("button {button}")))?;
                What::Press { message: found.id, custom_id: button.custom_id.clone() }
            }
            Deed::Choose { message: number, menu, options } => {
                let found = message(number)?;
                let menu = found.selects.get(*menu).ok_or_else(|| missing(format!("menu {menu}")))?;
                let values = options.iter().map(|option| menu.options.get(*option).map(|option| option.value.clone()));
                let values = values.collect::<Option<_>>().ok_or_else(|| missing("such option".to_owned()))?;
                What::Choose { message: found.id, custom_id: menu.custom_id.clone(), values }
            }
            Deed::Submit { values } => What::Submit {
                modal: discord.open_modal(member).ok_or_else(|| missing("open form".to_owned()))?.opened_by,
                values: values.clone(),
            },
        };
        Ok(Act { member, channel, what })
    }
}

fn nth(discord: &Simulator, channel: ChannelId, number: usize) -> Option<Message> {
    discord.every_message(channel).into_iter().nth(number)
}

/// The options with each channel called otherwise; `None` if one can't be.
fn with_channels(
    options: &BTreeMap<String, Value>,
    call: impl Fn(&str) -> Option<String>,
) -> Option<BTreeMap<String, Value>> {
    let called = |value: &Value| match channel_in(value) {
        Some(channel) => call(channel).map(|channel| channel_value(&channel)),
        None => Some(value.clone()),
    };
    options.iter().map(|(name, value)| Some((name.clone(), called(value)?))).collect()
}

/// Everybody who may be mentioned.
fn everybody(playground: &Playground) -> impl Iterator<Item = (UserId, String)> {
    let bot = playground.discord.bot();
    let people = playground.scene.people.iter().map(|person| person.id);
    people.chain([bot]).map(|id| (id, playground.discord.name_of(id)))
}

fn with_names(playground: &Playground, text: &str) -> String {
    everybody(playground)
        .fold(text.to_owned(), |text, (id, name)| text.replace(&format!("<@{id}>"), &format!("<@{name}>")))
}

fn with_ids(playground: &Playground, text: &str) -> String {
    everybody(playground)
        .fold(text.to_owned(), |text, (id, name)| text.replace(&format!("<@{name}>"), &format!("<@{id}>")))
}
