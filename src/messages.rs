//! What members and moderators read of the bot itself, in Discord and from `ask`.
//!
//! Plain short sentences, kind in tone. What the knowledge base itself says is written by moderators and stands in their
//! files; nothing in here answers a career question. The words of other commands stand with these commands, those about
//! knowledge files with the checks, and those about settings in `config`.

use crate::knowledge::model::{Section, Years};
use crate::store::{Reason, State};
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
         `/compare` shows two roles side by side.\n\
         `/listings` leads to job boards.\n\
         `/topics` lists everything I can answer.\n\
         `/privacy` says what I keep about you.\n\n\
         In some channels I listen without being called, and post only when I am sure. What sounds like a question for me \
         and has no answer yet goes to the moderators, without a name; `/privacy` says more.\n\n\
         To have somebody else's message answered, open its menu and choose **Apps**, then **Answer this question**, or reply to it and mention me."
    )
}

/// Title of `/privacy`.
pub const PRIVACY_TITLE: &str = "What I keep about you";
/// Body of `/privacy`; `days` is for how long a question is kept.
pub fn privacy(days: u16) -> String {
    format!(
        "**Questions I couldn't answer.** When you ask something that seems to belong here and I have no good answer, or you press \
         **{NOT_HELPFUL_BUTTON}** or **{DECLINE_BUTTON}**, I keep the words of your question, so that the moderators can write an answer. \
         Your name isn't kept with it: in its place is a code that only I can make from your account. After {days} days the question \
         is deleted.\n\n\
         **Your votes.** Whether an answer helped you, one vote for each answer, under the same code.\n\n\
         **Nothing else that you write is stored.** I read a question, answer it and forget it. For about a quarter of an hour I remember, in \
         memory only, which of my answers you got where, so that follow-ups make sense, I don't repeat myself, and my answer goes when you \
         delete your question. A restart forgets that too.\n\n\
         My log has ids and times, and never what anybody wrote.\n\n\
         The buttons below delete what I keep of you, or see to it that I never keep anything."
    )
}
/// Button that deletes what is kept of a member.
pub const FORGET_BUTTON: &str = "Delete what you keep of me";
/// Button that keeps anything from being kept.
pub const OPT_OUT_BUTTON: &str = "Never keep anything of me";
/// Button that takes that back.
pub const OPT_IN_BUTTON: &str = "You may keep it again";
/// What was kept of a member is deleted.
pub fn forgotten(count: u64) -> String {
    match count {
        0 => "I keep no question and no vote of yours.".to_owned(),
        1 => "The one question or vote that I kept of yours is deleted.".to_owned(),
        count => format!("The {count} questions and votes that I kept of yours are deleted."),
    }
}
/// Nothing of a member is kept any more.
pub const OPTED_OUT: &str = "From now on I keep no question and no vote of yours, and those that I kept are deleted.";
/// Questions of a member may be kept again.
pub const OPTED_IN: &str = "From now on I may keep your votes, and questions of yours that I couldn't answer.";

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

/// Button under suggestions of which none fits.
pub const DECLINE_BUTTON: &str = "None of these";
/// Button under an answer that didn't help.
pub const NOT_HELPFUL_BUTTON: &str = "Not helpful";
/// Button of an answer that helped.
pub const HELPFUL_BUTTON: &str = "Helpful";
/// What a vote gets.
pub const VOTED: &str = "Thank you. Your vote counts; to change it, press the other button.";
/// The vote of somebody who doesn't want anything to be kept.
pub const VOTE_NOT_KEPT: &str = "Thank you. Your vote isn't kept, as you wished; `/privacy` changes that.";
/// Button of a miss.
pub const ASK_MODERATORS_BUTTON: &str = "Ask a moderator";
/// What the button gets.
pub const MODERATORS_ASKED: &str =
    "I have passed your question on to the moderators, with your name, so that they can answer you.";
/// It was pressed before.
pub const MODERATORS_ASKED_BEFORE: &str = "The moderators have this question already.";
/// The moderators' channel can't be reached.
pub const MODERATORS_UNREACHABLE: &str = "I can't reach the moderators at the moment. Please ask them yourself.";
/// What the moderators read; `asker` is a mention, `link` leads to the message.
pub fn asks_moderators(asker: &str, question: &str, link: &str) -> String {
    format!("{asker} asks you, since I have no answer: {link}\n>>> {question}")
}
/// How many members found answers helpful.
pub fn votes(helpful: u64, not_helpful: u64) -> String {
    format!("Votes: {helpful} helpful, {not_helpful} not helpful")
}
/// Somebody else's suggestions can't be declined.
pub const NOT_YOURS_TO_JUDGE: &str = "Only the person who asked can say that.";
/// What a miss, a declined suggestion or a downvote gets.
pub const NOTED: &str =
    "Thank you. I have put your question on the moderators' list, without your name. `/privacy` says what I keep.";
/// The same of somebody who doesn't want anything to be kept.
pub const NOT_NOTED: &str = "Thank you for telling me. Your question isn't kept, as you wished.";
/// The question can't be found any more.
pub const QUESTION_GONE: &str = "Thank you for telling me. I can't see your question any more, so I can't pass it on.";
/// Stands above what a command's question gets, since Discord doesn't show what was typed.
pub fn asked(question: &str) -> String {
    format!("> {}", question.replace('\n', " "))
}

/// Button under the answers to several questions that shows one for which there was no room.
pub fn answer_button(question: &str) -> String {
    format!("Answer: {question}")
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
/// What a question in another language gets.
pub const OTHER_LANGUAGE: &str = "Our knowledge base is in English, and I understand nothing else. Please ask me again in English; simple words will do.";
/// What anybody else gets of `/settings`.
pub const ADMINS_ONLY: &str = "Only those who manage this server can use this.";
/// How a channel is treated.
pub fn channel_settings(mode: &str, is_set: bool, quiet: bool, reads_messages: bool) -> String {
    let set_by = if is_set { "set here" } else { "the operator's setting" };
    let mode_means = match mode {
        "off" => "I answer commands alone",
        "auto" if reads_messages => "I answer mentions, and plain questions when I am sure",
        "auto" => "I answer mentions; plain questions I can't read, since the Message Content intent is missing",
        _ => "I answer mentions and replies to me",
    };
    let quiet = match quiet {
        true => "**Quiet**: yes. In place of an answer I post a button, which opens it for whoever presses.",
        false => "**Quiet**: no. Everybody in the channel reads my answers.",
    };
    format!("**Mode** in this channel: {mode} ({set_by}). {mode_means}.\n{quiet}")
}
/// What stands in a quiet channel in the place of an answer.
pub const QUIET_ANSWER: &str = "I have an answer to that.";
/// Button that opens it.
pub const SEE_ANSWER_BUTTON: &str = "See answer";
/// Title of a comparison.
pub fn compared(first: &str, second: &str) -> String {
    format!("{first} and {second}")
}
/// Body of a comparison.
pub const COMPARED: &str =
    "Side by side, from our knowledge base. Where one of the two has a dash, it has nothing on that.";
/// What stands for a section that is empty for one of two roles.
pub const BLANK: &str = "–";
/// One of two roles named twice.
pub const SAME_ROLE: &str = "Those are two names of the same role. Choose another one to compare it with.";
/// Button to the card of a role.
pub fn card_button(role: &str) -> String {
    format!("About: {role}")
}
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

/// Somebody else tried what is for moderators.
pub const MODERATORS_ONLY: &str = "Only this community's moderators can do that.";
/// A draft has waited too long, was saved, or is somebody else's.
pub const DRAFT_GONE: &str = "This draft is gone: it was saved or cancelled, is somebody else's, or has waited for more than 15 minutes. Please begin again.";
/// A draft was dropped.
pub const CANCELLED: &str = "Cancelled. Nothing was changed.";
/// Title of the first form of an entry.
pub const TEXTS_FORM: &str = "Question and answer";
/// Title of the second form of an entry.
pub const DETAILS_FORM: &str = "Other phrasings and review";
/// Label of an input; labels have up to 45 characters, hints up to 100.
pub const QUESTION_INPUT: &str = "Question, as members see it";
/// What to type.
pub const QUESTION_HINT: &str = "How long does it take to become a perfusionist?";
/// Label of an input.
pub const ANSWER_INPUT: &str = "Answer";
/// What to type.
pub const ANSWER_HINT: &str = "Plain sentences. **Bold**, lists and [links](https://…) work as in any message.";
/// Label of an input.
pub const TOPIC_INPUT: &str = "Topic it is listed under";
/// What to type.
pub const TOPIC_HINT: &str = "One word, such as training or pay";
/// Label of an input.
pub const SOURCES_INPUT: &str = "Sources, by their ids in sources.toml";
/// What to type.
pub const SOURCES_HINT: &str = "With commas between them";
/// Label of an input.
pub const RELATED_INPUT: &str = "Related entries, by their ids";
/// What to type.
pub const RELATED_HINT: &str = "One a line, such as perfusionist/pay";
/// Label of an input.
pub const ALSO_ASKED_INPUT: &str = "Other ways of asking it, one a line";
/// Label of an input.
pub const ALSO_ASKED_MORE_INPUT: &str = "More ways of asking it, one a line";
/// Label of an input.
pub const NOT_FOR_INPUT: &str = "Questions that must not get it, one a line";
/// What to type.
pub const ONE_A_LINE_HINT: &str = "One a line, in members' words";
/// Label of an input.
pub const REVIEWED_INPUT: &str = "Last checked on";
/// Label of an input.
pub const REVIEW_BY_INPUT: &str = "To be checked again by";
/// What to type.
pub const DATE_HINT: &str = "Year-month-day, such as 2026-11-24";
/// What was typed is no date.
pub fn malformed_date(typed: &str) -> String {
    format!("“{typed}” is no date; write year-month-day, such as 2026-11-24.")
}
/// Button that opens the first form.
pub const TEXTS_BUTTON: &str = "Question and answer";
/// Button that opens the second form.
pub const DETAILS_BUTTON: &str = "Phrasings and review";
/// Button that makes an edit.
pub const SAVE_BUTTON: &str = "Save";
/// Button that drops a draft.
pub const CANCEL_BUTTON: &str = "Cancel";
/// Button that takes an edit back.
pub const UNDO_BUTTON: &str = "Undo";
/// Stands above a preview; below come the changed lines, and then the answer as members will see it.
pub fn preview_of(file: &str) -> String {
    format!("**Preview.** Nothing is changed yet. In `{file}`:")
}
/// Title of a preview without an answer.
pub const NO_ANSWER_TITLE: &str = "No answer";
/// Body of a preview without an answer.
pub const NO_ANSWER_SHOWN: &str = "Members will get no answer from this.";
/// A field of a preview.
pub const PROBLEMS_FIELD: &str = "What the check says of it";
/// A field of a preview.
pub const GOLDEN_FIELD: &str = "Golden questions that would change";
/// A field of a preview.
pub const INBOX_FIELD: &str = "Other questions of the inbox that would change";
/// A field of a preview.
pub const GROUP_FIELD: &str = "The questions that it is for";
/// How many of a group's questions are answered.
pub fn answers_of_group(answered: usize, all: usize) -> String {
    format!("Answers {answered} of the {all} question{} of this group.", if all == 1 { "" } else { "s" })
}
/// Several entries are offered.
pub const A_CHOICE: &str = "a choice";
/// Nothing is shown.
pub const NO_ANSWER: &str = "no answer";
/// Stands before a golden question that would no longer be right.
pub const LOST: &str = "❌ ";
/// Stands before a golden question that would be right at last.
pub const WON: &str = "✅ ";
/// Somebody else changed the entry since the form was opened.
pub const CONFLICT: &str = "**Somebody else has changed this entry since you opened it**, so nothing was saved. This is what they changed; \
    your own text is kept in the forms below. Look at both, then save again from the preview.";
/// Why a draft can't be saved.
pub fn refused(why: &str) -> String {
    format!("That can't be done as it is: {why}")
}
/// With the draft the folder couldn't be served.
pub const WITH_ERRORS: &str = "with this the knowledge base couldn't be read any more.";
/// The disk refuses.
pub const CANT_BE_WRITTEN: &str = "the file can't be written. The log says why; please tell whoever runs this bot.";
/// An edit was made.
pub fn saved(edit: i64, summary: &str, served: bool, (answered, all): (usize, usize)) -> String {
    let served = if served {
        "Members get it from now on."
    } else {
        "Members will get it once the knowledge folder's other errors are mended."
    };
    let group = if all == 0 { String::new() } else { format!(" {}", answers_of_group(answered, all)) };
    format!("**Saved** as edit {edit}: {summary}. {served}{group}")
}
/// Title of the history.
pub const HISTORY_TITLE: &str = "What was changed from here";
/// Nothing was changed yet.
pub const NO_HISTORY: &str = "Nothing has been changed from Discord or with `career-advisor inbox` yet.";
/// Placeholder of the history's menu.
pub const PICK_EDIT: &str = "Look at an edit";
/// Stands behind an edit that was taken back.
pub const UNDONE: &str = " (undone)";
/// Title of the check.
pub const CHECK_TITLE: &str = "What the check says";
/// The check has nothing to say.
pub const CHECK_CLEAN: &str = "Nothing: all files are in order.";
/// Title of a message to the moderators.
pub const ALARM_TITLE: &str = "The knowledge folder has errors";
/// Its lead.
pub const ALARM: &str =
    "I go on answering from what was there before. Once these are mended, I take over the change by myself:";
/// Its lead when the bot started with a bad folder.
pub const ALARM_COPY: &str = "I have started with a copy of the folder as it last was in order. Once these are mended, I take over the files by myself:";
/// The errors are gone.
pub const MENDED: &str = "The knowledge folder is in order again, and I answer from it.";
/// Title of the inbox.
pub const INBOX_TITLE: &str = "Questions without a good answer";
/// Nothing waits.
pub const INBOX_EMPTY: &str = "No question waits. Well done!";
/// Placeholder of the inbox's menu.
pub const PICK_GROUP: &str = "Choose a question";
/// `asked once`, `asked 3 times`.
pub fn times(count: usize) -> String {
    if count == 1 { "asked once".to_owned() } else { format!("asked {count} times") }
}
/// Title of a group.
pub const GROUP_TITLE: &str = "What to do with this question?";
/// Placeholder of the menu of entries.
pub const PICK_ENTRY: &str = "Add as phrasing of …";
/// Button for a new entry.
pub const NEW_ENTRY_BUTTON: &str = "New entry";
/// Button for a question that must get no answer.
pub const NEVER_BUTTON: &str = "Never answer this";
/// Button that lays a question aside.
pub const DISMISS_BUTTON: &str = "Dismiss";
/// The group is settled, or has expired.
pub const GROUP_GONE: &str = "This question doesn't wait any more. `/knowledge inbox` shows what does.";
/// Why a question is in the inbox.
pub fn reason(reason: Reason, entry: Option<&str>, count: usize) -> String {
    let why = match (reason, entry) {
        (Reason::NoAnswer, _) => "no answer".to_owned(),
        (Reason::Declined, _) => "none of the suggestions fitted".to_owned(),
        (Reason::NotHelpful, Some(entry)) => format!("`{entry}` was not helpful"),
        (Reason::NotHelpful, None) => "the answer was not helpful".to_owned(),
    };
    if count == 1 { why } else { format!("{why}, {}", times(count)) }
}

/// Title of the status.
pub const STATUS_TITLE: &str = "Status";
/// What the knowledge base holds.
pub fn holds(roles: usize, entries: usize) -> String {
    format!("{roles} role{}, {}", if roles == 1 { "" } else { "s" }, entries_count(entries))
}
fn entries_count(entries: usize) -> String {
    if entries == 1 { "1 entry".to_owned() } else { format!("{entries} entries") }
}
/// Since when it is served; the time is shown in the reader's zone.
pub fn served_since(second: i64, is_copy: bool) -> String {
    let what = if is_copy { "**A copy** of the last good files is served" } else { "Served" };
    format!("{what} since <t:{second}:f>")
}
/// How many groups wait.
pub fn open_groups(count: usize) -> String {
    match count {
        0 => "No question waits in the inbox".to_owned(),
        1 => "1 question waits in the inbox".to_owned(),
        count => format!("{count} questions wait in the inbox"),
    }
}
/// How many answers should be looked at again.
pub fn overdue_entries(count: usize) -> String {
    if count == 0 {
        "No answer is due for review".to_owned()
    } else {
        format!("{} due for review", entries_count(count))
    }
}
/// The newest edit.
pub fn last_edit(summary: &str, name: &str, second: i64) -> String {
    format!("Last edit: {summary} by {name}, <t:{second}:R>")
}
/// The folder can't be served.
pub fn refused_folder(errors: usize) -> String {
    let errors = if errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") };
    format!("🛑 The files have {errors}, so what was there before is served. `/knowledge check` tells more")
}
/// How many warnings there are.
pub fn warnings(count: usize) -> String {
    match count {
        0 => "The check has nothing to say".to_owned(),
        1 => "The check has 1 warning; `/knowledge check` tells more".to_owned(),
        count => format!("The check has {count} warnings; `/knowledge check` tells more"),
    }
}
/// The files are those that are served.
pub const RELOADED_SAME: &str = "The files haven't changed since they were read.";
/// The files were read.
pub const RELOADED: &str = "The files are read, and members get what they say from now on.";
/// Title of the counts.
pub const STATS_TITLE: &str = "Counts";
/// How many phrasings there are.
pub fn phrasings(count: usize) -> String {
    format!("{count} phrasings, the entries' own questions included")
}
/// How many edits were made.
pub fn edits(count: u64) -> String {
    format!("{count} edit{} in the history", if count == 1 { "" } else { "s" })
}
/// How many questions have come to that.
pub fn misses(state: State, count: u64) -> String {
    let what = match state {
        State::Open => "wait in the inbox",
        State::Answered => "were answered by an edit",
        State::Never => "are never to be answered",
        State::Dismissed => "were dismissed",
    };
    format!("{count} kept questions {what}")
}
