//! From the advisor's replies to posts: pure functions, no Discord library, no IO.
//!
//! Everything in here fits Discord's limits by construction; `send` checks it once more.

mod answer;
mod browse;
mod desk;
mod role;

pub use answer::{Shown, answers, miss, plain, quiet, suggest};
pub use browse::Topics;
pub use desk::{
    alarm, check, conflict, edit, group, history, inbox, lines, not_saved, preview, proposal, refused, saved,
};
pub use role::{card, comparison, listings, section, unknown_role};

use super::custom_id::{CustomId, Privacy};
use super::limits;
use super::post::{Button, Card, Post, Weight};
use crate::messages::Words;
use crate::reply::Citation;

/// `/help`; `bot` is the bot's mention.
pub fn help(bot: &str, words: Words) -> Post {
    let topics = Button::new(words.topics_button(), CustomId::Browse, Weight::Side);
    Post::card(Card::new(words.help_title(), words.help(bot))).buttons(vec![topics])
}

/// `/privacy`; `days` is for how long a question is kept.
pub fn privacy(days: u16, opted_out: bool, words: Words) -> Post {
    let button = |label, action| Button::new(label, CustomId::Privacy(action), Weight::Side);
    let other = if opted_out {
        button(words.opt_in_button(), Privacy::OptIn)
    } else {
        button(words.opt_out_button(), Privacy::OptOut)
    };
    Post::card(Card::new(words.privacy_title(), words.privacy(days)))
        .buttons(vec![button(words.forget_button(), Privacy::Forget), other])
}

/// Says on top that the bot listens on trial where this is shown.
pub fn on_trial(mut post: Post, words: Words) -> Post {
    if let Some(card) = post.cards.first_mut() {
        card.text = format!("{}\n\n{}", words.shadow_note(), card.text);
    }
    post
}

/// One line a source: a linked title, the publisher, the date.
fn citations(sources: &[Citation], max: usize, words: Words) -> String {
    let lines: Vec<String> = sources.iter().map(|source| citation(source, max, words)).collect();
    limits::lines_that_fit(&lines, max, |more| words.and_more(more))
}

fn citation(source: &Citation, max: usize, words: Words) -> String {
    let rest: String = [
        Some(source.publisher.clone()).filter(|publisher| !publisher.is_empty()),
        source.published.map(|date| words.day(date)),
    ]
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
    use crate::messages::Language;

    #[test]
    fn a_citation_links_its_title_and_survives_brackets() {
        let source = Citation {
            title: "Pay [2026]".to_owned(),
            publisher: "BLS".to_owned(),
            url: Some("https://example.org/a_(b)".to_owned()),
            published: Some(jiff::civil::date(2026, 6, 1)),
        };
        assert_eq!(
            citation(&source, 1_024, Words::ENGLISH),
            "[Pay \\[2026\\]](<https://example.org/a_%28b%29>), BLS, 1 June 2026"
        );
        let long = Citation { url: Some(format!("https://example.org/{}", "x".repeat(1_200))), ..source };
        assert_eq!(citation(&long, 1_024, Words::ENGLISH), "Pay \\[2026\\], BLS, 1 June 2026");
    }

    #[test]
    fn fixed_pages_fit() {
        for words in Language::ALL.map(Words) {
            for post in
                [help("<@1180000000000000000>", words), privacy(90, false, words), privacy(u16::MAX, true, words)]
            {
                assert_eq!(on_trial(post, words).breach(), None);
            }
        }
    }
}
