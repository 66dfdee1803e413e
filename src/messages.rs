//! What members and moderators read of the bot itself, in Discord and from `ask`.
//!
//! Plain short sentences, kind in tone. What the knowledge base itself says is written by moderators and stands in their
//! files; nothing in here answers a career question. The words of other commands stand with these commands, those about
//! knowledge files with the checks, and those about settings in `config`.

use crate::knowledge::model::{Section, Years};
use jiff::civil::Date;

/// Before a source.
pub const SOURCE: &str = "Source";
/// Under an answer past its review date.
pub const OVERDUE: &str = "This answer is due for review and may be out of date.";
/// Heads related questions.
pub const RELATED: &str = "Related questions";

/// `/help`, and what a mention without words gets.
pub const HELP_TITLE: &str = "How to ask me";
/// The body of the help; `bot` is the bot's mention.
pub fn help(bot: &str) -> String {
    format!(
        "I answer career questions from what this community's moderators have written down, and I say so when I don't know.\n\n\
         **Just ask**: mention {bot} with your question, reply to one of my answers, or send me a direct message. Typos and slang are fine, \
         and a follow-up such as “and how long does that take?” works for ten minutes.\n\n\
         `/ask` answers a question in your own words.\n\
         `/role` shows what we know about a role.\n\
         `/listings` leads to job boards.\n\
         `/topics` lists everything I can answer.\n\
         `/privacy` says what I keep about you.\n\n\
         To have somebody else's message answered, open its menu and choose **Apps**, then **Answer this question**, or reply to it and mention me."
    )
}

/// Title of `/privacy`.
pub const PRIVACY_TITLE: &str = "What I keep about you";
/// Body of `/privacy`.
pub const PRIVACY: &str = "Nothing that members write is stored. I read a question, answer it and forget it.\n\n\
    For about a quarter of an hour I remember, in memory only, which of my answers you got where, so that follow-ups make sense, \
    I don't repeat myself, and my answer goes when you delete your question. A restart forgets that too.\n\n\
    My log has ids and times, and never what anybody wrote.";

/// Title of a miss.
pub const MISS_TITLE: &str = "I don't know that one yet";
/// A miss with questions nearby.
pub const MISS_WITH_NEAREST: &str =
    "Our knowledge base has no answer to this, and I don't want to guess. Is one of these close to what you need?";
/// A miss with nothing nearby.
pub const MISS_ALONE: &str =
    "Our knowledge base has no answer to this, and I don't want to guess. Please ask it in other words.";
/// Title of a suggestion.
pub const SUGGEST_TITLE: &str = "Did you mean one of these?";
/// Body of a suggestion.
pub const SUGGEST: &str = "Choose the question that fits. If none does, ask me in other words.";

/// The field of an answer that is due for a check.
pub const OVERDUE_TITLE: &str = "Due for a check ⚠️";
/// Under an answer without a review date.
pub const NEVER_REVIEWED: &str = "No review date is noted for this answer.";
/// Under an answer with a review date.
pub fn reviewed(date: Date) -> String {
    format!("Last checked by a moderator on {}", day(date))
}
/// A date as people write it.
pub fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}
/// Stands at the end of a list that has more than what is shown.
pub fn and_more(count: usize) -> String {
    format!("and {count} more")
}

/// Button that leads to job boards.
pub const LISTINGS_BUTTON: &str = "Job listings";
/// Button that takes an answer away.
pub const REMOVE_BUTTON: &str = "Remove";
/// Button that opens the topics.
pub const TOPICS_BUTTON: &str = "All topics";
/// Button to the page before.
pub const PREVIOUS_BUTTON: &str = "Previous";
/// Button to the page after.
pub const NEXT_BUTTON: &str = "Next";
/// Button to the level above.
pub const BACK_BUTTON: &str = "Back";
/// Button to a card's other page.
pub const MORE_OF_CARD_BUTTON: &str = "More about this role";
/// Button to all questions of a role.
pub const ALL_QUESTIONS_BUTTON: &str = "All questions";

/// Title of listings.
pub fn listings_title(role: Option<&str>) -> String {
    role.map_or_else(|| "Job boards".to_owned(), |role| format!("Job listings: {role}"))
}
/// There is no board in the knowledge base.
pub const NO_BOARDS: &str = "Our knowledge base names no job board yet.";
/// Stands behind a link that searches for the role.
pub const BOARD_SEARCH: &str = "openings for this role";
/// Stands behind a link that leads to the front page, although a role was asked for.
pub fn board_front_page(role: &str) -> String {
    format!("this leads only to the board's front page; search there for “{role}”")
}
/// Stands behind a link that leads to the front page.
pub const BOARD_FRONT_PAGE: &str = "this leads to the board's front page";

/// A role that isn't in the knowledge base.
pub const UNKNOWN_ROLE: &str = "Our knowledge base has no role of that name.";
/// The same, with the nearest names as buttons.
pub const UNKNOWN_ROLE_WITH_NEAREST: &str = "Our knowledge base has no role of that name. Did you mean one of these?";
/// Field of a card with the steps of training.
pub const PATH: &str = "How to get there";
/// Field of a card with what the folder is silent about.
pub const NOT_IN_KNOWLEDGE_BASE: &str = "Not in our knowledge base";
/// Placeholder of a card's menu.
pub const CARD_QUESTIONS: &str = "Questions about this role";
/// A section's name on a card.
pub fn section(section: Section) -> &'static str {
    match section {
        Section::Duties => "What they do",
        Section::Education => "Education",
        Section::Certification => "Certification and licence",
        Section::Pay => "Pay",
        Section::Outlook => "Outlook",
        Section::Setting => "Where they work",
        Section::OnCall => "On call",
        Section::Similar => "Similar roles",
        Section::FirstStep => "A first step",
    }
}
/// How long a step takes.
pub fn years(years: Years) -> String {
    let about = if years.estimate { "about " } else { "" };
    let unit = if years.max == 1.0 { "year" } else { "years" };
    if years.min == years.max {
        format!("{about}{} {unit}", years.max)
    } else {
        format!("{about}{} to {} {unit}", years.min, years.max)
    }
}

/// Title of `/topics`.
pub const TOPICS_TITLE: &str = "What I can answer";
/// The group of entries that belong to no role.
pub const GENERAL_GROUP: &str = "General questions";
/// Choose a role.
pub const CHOOSE_GROUP: &str = "Choose a role to see its questions.";
/// Choose a topic.
pub const CHOOSE_TOPIC: &str = "Choose a topic.";
/// Choose a question.
pub const CHOOSE_QUESTION: &str = "Choose a question to read its answer.";
/// Nothing can be answered.
pub const NO_TOPICS: &str = "Our knowledge base is empty so far.";
/// `1 question`, `2 questions`.
pub fn questions(count: usize) -> String {
    if count == 1 { "1 question".to_owned() } else { format!("{count} questions") }
}
/// Which page of a list this is.
pub fn page(page: usize, pages: usize) -> String {
    format!("Page {page} of {pages}")
}

/// The same answer was given in the channel moments ago.
pub fn answered_before(link: &str) -> String {
    format!("I answered that here a moment ago: {link}")
}
/// Stands above an answer to somebody's message.
pub fn about_message(link: &str) -> String {
    format!("An answer to this message: {link}")
}

/// Questions come before the knowledge base is read.
pub const STILL_READING: &str =
    "I have just started and am still reading my knowledge base. Please ask again in a few seconds.";
/// Too many questions in a few seconds.
pub const SLOW_DOWN: &str = "That was a lot at once. Give me a few seconds, then ask again.";
/// A reply without a ping can't be read.
pub fn reply_without_ping(bot: &str) -> String {
    format!("I can't read replies that don't mention me. Please ask again with {bot} in your message, or use `/ask`.")
}
/// The text of a message that mentions the bot's role alone can't be read.
pub fn role_unreadable(bot: &str) -> String {
    format!(
        "I can't read messages that mention only my role. Please ask again with {bot} in your message, or use `/ask`."
    )
}
/// The message that was replied to can't be read.
pub const QUOTE_UNREADABLE: &str =
    "I can't read that message from here. Open its menu and choose **Apps**, then **Answer this question**.";
/// The message has no words to answer.
pub const NOTHING_TO_ANSWER: &str = "That message has no text that I could answer.";
/// A button whose entry or role is gone.
pub const STALE_BUTTON: &str = "This is no longer in our knowledge base; it has changed since that message was posted. `/topics` shows what is there now.";
/// A button of another version.
pub const UNKNOWN_BUTTON: &str = "This button no longer works. Please ask again with `/ask`.";
/// Somebody else's answer can't be removed.
pub const NOT_YOURS_TO_REMOVE: &str = "Only the person who asked, or a moderator of this channel, can remove this.";
/// Something failed.
pub const SOMETHING_WENT_WRONG: &str = "Sorry, something went wrong on my side. Please try again in a moment.";
