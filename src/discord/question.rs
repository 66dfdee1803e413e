//! From what a member typed to the question in it.

use crate::messages;
use crate::text::{normalise, tokens};
use poise::serenity_prelude as serenity;

/// The question that a message of the bot's replies to, as far as it can still be seen: the message before it, the one that
/// it links to, or the words that stand above the card.
pub async fn of(http: &serenity::Http, post: &serenity::Message) -> Option<String> {
    let asked = |message: &serenity::Message| Some(clean(&message.content)).filter(|text| !text.is_empty());
    if let Some(question) = post.referenced_message.as_deref() {
        return asked(question);
    }
    if let Some(question) = messages::question_of(&post.content) {
        return Some(question).filter(|text| has_words(text));
    }
    let reference = post.message_reference.as_ref();
    let (channel, message) = match reference.and_then(|reference| reference.message_id) {
        Some(message) => (post.channel_id, message),
        None => linked(&post.content)?,
    };
    match http.get_message(channel, message).await {
        Ok(message) => asked(&message),
        Err(error) => {
            let failure = super::failure::Failure::from(error);
            tracing::debug!(channel_id = channel.get(), message_id = message.get(), %failure, "question can't be seen");
            None
        }
    }
}

/// The message that a text links to.
fn linked(text: &str) -> Option<(serenity::ChannelId, serenity::MessageId)> {
    let link = text.split("/channels/").nth(1)?;
    let mut ids = link.split(|c: char| !c.is_ascii_alphanumeric() && c != '@').skip(1).map(str::parse::<u64>);
    let (channel, message) = (ids.next()?.ok()?, ids.next()?.ok()?);
    (channel > 0 && message > 0).then(|| (channel.into(), message.into()))
}

/// The words of a message without Discord's markup: mentions of the bot vanish, other mentions and emoji become a gap,
/// and quoted lines are left out where the member wrote something besides.
pub fn clean(content: &str) -> String {
    let is_quote = |line: &str| line.starts_with("> ") || line.starts_with(">>> ");
    let own: Vec<&str> = match content.find("\n>>> ").filter(|_| !content.starts_with(">>> ")) {
        // Everything after >>> is quoted.
        Some(at) => content[..at].lines().filter(|line| !is_quote(line)).collect(),
        None if content.starts_with(">>> ") => Vec::new(),
        None => content.lines().filter(|line| !is_quote(line)).collect(),
    };
    let own = without_markup(&own.join("\n"));
    if has_words(&own) {
        return own;
    }
    let all: Vec<&str> = content.lines().map(|line| line.trim_start_matches(['>', ' '])).collect();
    let all = without_markup(&all.join("\n"));
    if has_words(&all) { all } else { String::new() }
}

/// Whether a text speaks to somebody.
pub fn says_you(text: &str) -> bool {
    tokens(&normalise(text)).into_iter().any(|word| matches!(word, "you" | "your" | "yours"))
}

fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Replaces `<@1>`, `<@!1>`, `<@&1>`, `<#1>`, `<:name:1>`, `<a:name:1>`, `<t:1:R>` and `</name:1>` by a blank. None has another
/// `<` in it, so that each character is looked at once, however many of them open one.
fn without_markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let tag = &rest[start + 1..];
        let end = tag.find(['<', '>']).filter(|end| tag[*end..].starts_with('>') && is_markup(&tag[..*end]));
        out.push(if end.is_some() { ' ' } else { '<' });
        rest = &tag[end.map_or(0, |end| end + 1)..];
    }
    out.push_str(rest);
    // Lines stay, since each may be a question.
    let lines = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let out = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    // What is left of "<@bot>, how long …".
    out.trim_start_matches([',', ':', ';', '.', '-', ' ']).to_owned()
}

fn is_markup(inner: &str) -> bool {
    let id = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let last = inner.rsplit(':').next().unwrap_or_default();
    match inner.as_bytes().first() {
        Some(b'@') => id(inner[1..].trim_start_matches(['!', '&'])),
        Some(b'#') => id(&inner[1..]),
        Some(b':' | b'/') => id(last),
        Some(b'a') => inner.starts_with("a:") && id(last),
        Some(b't') => inner.starts_with("t:"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("<@42> how long does it take?", "how long does it take?")]
    #[case("<@!42>, how long?", "how long?")]
    #[case("hey <@42> how long <:think:99> does it take", "hey how long does it take")]
    #[case("<@42>", "")]
    #[case("<@42> ?!", "")]
    #[case("is pay < 100k and > 50k?", "is pay < 100k and > 50k?")]
    #[case("> what does it pay\nhow long does it take?", "how long does it take?")]
    #[case("> what does it pay\n<@42>", "what does it pay")]
    #[case("<@42>\n1. how   long\n\n2. what pay", "1. how long\n2. what pay")]
    #[case("how long?\n>>> some\nquoted text", "how long?")]
    #[case(">>> what does it\npay", "what does it\npay")]
    #[case("see <#7> and <t:1700000000:R> or </ask:5>", "see and or")]
    #[case("Wie lange? <a:wave:5>", "Wie lange?")]
    #[case("<ä", "<ä")]
    fn markup_is_taken_out(#[case] content: &str, #[case] expected: &str) {
        assert_eq!(clean(content), expected);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(content in "(<|>|@|:|\\PC|\n){0,60}") {
            let _ = clean(&content);
        }
    }
}
