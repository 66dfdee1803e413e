//! From the advisor's replies to posts: pure functions, no Discord library, no IO.
//!
//! Everything in here fits Discord's limits by construction; `send` checks it once more.

mod answer;
mod browse;
mod desk;
mod role;

pub use answer::{Shown, answers, miss, plain, quiet, suggest};
pub use browse::{groups, questions, topics};
pub use desk::{
    alarm, check, conflict, edit, group, history, inbox, lines, not_saved, preview, proposal, refused, saved,
};
pub use role::{card, comparison, listings, unknown_role};

use super::custom_id::{CustomId, Privacy};
use super::limits;
use super::post::{Button, Card, Post, Weight};
use crate::messages;
use crate::reply::Citation;

/// `/help`; `bot` is the bot's mention.
pub fn help(bot: &str) -> Post {
    let topics = Button::new(messages::TOPICS_BUTTON, CustomId::Browse, Weight::Side);
    Post::card(Card::new(messages::HELP_TITLE, messages::help(bot))).buttons(vec![topics])
}

/// `/privacy`; `days` is for how long a question is kept.
pub fn privacy(days: u16, opted_out: bool) -> Post {
    let button = |label, action| Button::new(label, CustomId::Privacy(action), Weight::Side);
    let other = if opted_out {
        button(messages::OPT_IN_BUTTON, Privacy::OptIn)
    } else {
        button(messages::OPT_OUT_BUTTON, Privacy::OptOut)
    };
    Post::card(Card::new(messages::PRIVACY_TITLE, messages::privacy(days)))
        .buttons(vec![button(messages::FORGET_BUTTON, Privacy::Forget), other])
}

/// One line a source: a linked title, the publisher, the date.
fn citations(sources: &[Citation], max: usize) -> String {
    let lines: Vec<String> = sources.iter().map(|source| citation(source, max)).collect();
    limits::lines_that_fit(&lines, max, messages::and_more)
}

fn citation(source: &Citation, max: usize) -> String {
    let rest: String =
        [Some(source.publisher.clone()).filter(|publisher| !publisher.is_empty()), source.published.map(messages::day)]
            .into_iter()
            .flatten()
            .map(|part| format!(", {part}"))
            .collect();
    // A link in markdown ends at the first bracket, so those in a title stand escaped and those in an address encoded.
    let title = limits::shorten(&source.title, 200).replace('[', "\\[").replace(']', "\\]");
    let rest = limits::shorten(&rest, 200);
    let linked = source.url.as_ref().map(|url| format!("[{title}](<{}>){rest}", encode_brackets(url)));
    linked.filter(|line| limits::length(line) <= max.min(1_000)).unwrap_or_else(|| format!("{title}{rest}"))
}

fn encode_brackets(url: &str) -> String {
    url.replace('(', "%28").replace(')', "%29").replace('<', "%3C").replace('>', "%3E").replace(' ', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_links_its_title_and_survives_brackets() {
        let source = Citation {
            title: "Pay [2026]".to_owned(),
            publisher: "BLS".to_owned(),
            url: Some("https://example.org/a_(b)".to_owned()),
            published: Some(jiff::civil::date(2026, 6, 1)),
        };
        assert_eq!(citation(&source, 1_024), "[Pay \\[2026\\]](<https://example.org/a_%28b%29>), BLS, 1 June 2026");
        let long = Citation { url: Some(format!("https://example.org/{}", "x".repeat(1_200))), ..source };
        assert_eq!(citation(&long, 1_024), "Pay \\[2026\\], BLS, 1 June 2026");
    }

    #[test]
    fn fixed_pages_fit() {
        for post in [help("<@1180000000000000000>"), privacy(90, false), privacy(u16::MAX, true)] {
            assert_eq!(post.breach(), None);
        }
    }
}
