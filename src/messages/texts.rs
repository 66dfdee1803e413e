//! The names of all texts, with what stands where. The words are in the `.ftl` files.

use super::Words;
use fluent_bundle::FluentValue;

/// Makes a method of [`Words`] for each text, so that a misspelt name doesn't compile. A text without variables is the same
/// for the program's whole life.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident $(($($variable:ident: $type:ty),+))?;)*) => {
        impl Words {
            $(texts!(@method $(#[$doc])* $name $(($($variable: $type),+))?);)*
        }

        /// The texts with their variables.
        pub(super) const ALL: &[(&str, &[&str])] =
            &[$((stringify!($name), &[$($(stringify!($variable)),+)?])),*];
    };
    (@method $(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub fn $name(self) -> &'static str {
            self.fixed(stringify!($name))
        }
    };
    (@method $(#[$doc:meta])* $name:ident ($($variable:ident: $type:ty),+)) => {
        $(#[$doc])*
        pub fn $name(self, $($variable: $type),+) -> String {
            self.filled(stringify!($name), [$((stringify!($variable), FluentValue::from($variable))),+])
        }
    };
}

texts! {
    // Answers
    /// Before a source.
    source;
    /// Under an answer past its review date.
    overdue;
    /// The field of an answer that is due for a check.
    overdue_title;
    /// Under an answer without a review date.
    never_reviewed;
    /// Under an answer with a review date.
    reviewed_on(day: &str);
    /// A date as people write it; months count from 1.
    date(day: i8, month: i8, year: i16);
    /// Between the whole and the rest of a number.
    decimal_mark;
    /// Heads related questions.
    related;
    /// Stands at the end of a list that has more than what is shown.
    and_more(count: usize);
    /// Button under the answers to several questions that shows one for which there was no room.
    answer_button(question: &str);
    /// The same answer was given in the channel moments ago.
    answered_before(link: &str);
    /// Stands above an answer to somebody's message.
    about_message(link: &str);
    /// What stands in a quiet channel in the place of an answer.
    quiet_answer;
    /// Button that opens it.
    see_answer_button;

    // Misses and suggestions
    /// Title of a miss.
    miss_title;
    /// A miss with questions nearby.
    miss_with_nearest;
    /// The same where it is known what the question is about.
    miss_on_with_nearest(subject: &str);
    /// A miss with nothing nearby where it is known what the question is about.
    miss_on_alone(subject: &str);
    /// A miss with nothing nearby, above what can be talked about.
    miss_with_topics;
    /// A miss with nothing nearby.
    miss_alone;
    /// Title of suggestions.
    suggest_title;
    /// Title of a lone suggestion.
    suggest_one_title;
    /// Body of a suggestion.
    suggest;
    /// Body of a lone suggestion.
    suggest_one;
    /// Button under suggestions of which none fits.
    decline_button;
    /// What a question in another language gets.
    other_language;

    // What members think of it
    /// Button of an answer that helped.
    helpful_button;
    /// Button under an answer that didn't help.
    not_helpful_button;
    /// What a vote gets.
    voted;
    /// The vote of somebody who doesn't want anything to be kept.
    vote_not_kept;
    /// Button under a lone suggestion that doesn't fit.
    decline_one_button;
    /// The database fails, so that nothing can be kept or deleted.
    cannot_keep;
    /// What a miss, a declined suggestion or a downvote gets.
    noted;
    /// The same of somebody who doesn't want anything to be kept.
    not_noted;
    /// The question can't be found any more.
    question_gone;
    /// Somebody else's suggestions can't be declined.
    not_yours_to_judge;

    // Asking the moderators
    /// Button of a miss.
    ask_moderators_button;
    /// What the button gets.
    moderators_asked;
    /// What the button gets where a thread was opened; `thread` is its mention.
    moderators_asked_in(thread: &str);
    /// It was pressed before.
    moderators_asked_before;
    /// The moderators' channel can't be reached.
    moderators_unreachable;
    /// What the moderators read; `asker` is a mention, `link` leads to the message.
    asks_moderators(asker: &str, question: &str, link: &str);
    /// Begins a thread; `asker` is a mention.
    asks_here(asker: &str, question: &str);

    // Buttons
    /// Button that leads to job boards.
    listings_button;
    /// Button that takes an answer away.
    remove_button;
    /// Button that opens the topics.
    topics_button;
    /// Button to the page before.
    previous_button;
    /// Button to the page after.
    next_button;
    /// Button to the level above.
    back_button;
    /// Button to a card's other page.
    more_of_card_button;
    /// Button to all questions of a role.
    all_questions_button;
    /// Button to the card of a role.
    card_button(role: &str);

    // Roles
    /// Field of a card with the steps of training.
    path;
    /// Field of a card with what the folder is silent about.
    not_in_knowledge_base;
    /// Placeholder of a card's menu.
    card_questions;
    /// A role that isn't in the knowledge base.
    unknown_role;
    /// The same, with the nearest names as buttons.
    unknown_role_with_nearest;
    /// Title of a role's section.
    section_of(role: &str, section: &str);
    /// A section's name on a card.
    section_duties;
    /// A section's name on a card.
    section_education;
    /// A section's name on a card.
    section_certification;
    /// A section's name on a card.
    section_pay;
    /// A section's name on a card.
    section_outlook;
    /// A section's name on a card.
    section_setting;
    /// A section's name on a card.
    section_on_call;
    /// A section's name on a card.
    section_similar;
    /// A section's name on a card.
    section_first_step;
    /// How long a step takes.
    one_year;
    /// How long a step takes.
    some_years(years: &str);
    /// How long a step takes; `last` is `to` as a number.
    years_from_to(from: &str, to: &str, last: f64);
    /// An estimate; `years` has the word for the unit.
    about_years(years: &str);

    // Two roles
    /// Title of a comparison.
    compared_title(first: &str, second: &str);
    /// Body of a comparison.
    compared;
    /// What stands for a section that is empty for one of two roles.
    blank;
    /// One of two roles named twice.
    same_role;

    // Listings
    /// Title of the listings of all roles.
    listings_title;
    /// Title of a role's listings.
    listings_of(role: &str);
    /// There is no board in the knowledge base.
    no_boards;
    /// Stands behind a link that searches for the role.
    board_search;
    /// Stands behind a link that leads to the front page, although a role was asked for.
    board_front_page_of(role: &str);
    /// Stands behind a link that leads to the front page.
    board_front_page;

    // Topics
    /// Title of `/topics`.
    topics_title;
    /// The group of entries that belong to no role.
    general_group;
    /// Choose a role.
    choose_group;
    /// Choose a topic.
    choose_topic;
    /// Choose a question.
    choose_question;
    /// Nothing can be answered.
    no_topics;
    /// `1 question`, `2 questions`.
    questions(count: usize);
    /// Which page of a list this is.
    page(page: usize, pages: usize);

    // Pictures of training paths. Their descriptions are read out by programs, so they are plain words.
    /// Begins the description of one path.
    picture_path;
    /// Begins the description of several paths.
    picture_paths;
    /// How long a whole path takes.
    picture_in_all(years: &str);
    /// A step without years.
    picture_no_years;
    /// Some steps lack years.
    picture_no_total;
    /// A role without a path.
    picture_no_steps;
    /// Stands behind the zero of the axis.
    picture_unit;
    /// The key to a span of years that nothing follows.
    picture_key_span;
    /// The key to a span of years that a step follows.
    picture_key_span_before;
    /// The key to a step without years that only other such steps follow.
    picture_key_open;
    /// The key to a step without years that a step with years follows.
    picture_key_open_before;

    // Help and privacy
    /// `/help`, and what a mention without words gets.
    help_title;
    /// The body of the help; `bot` is the bot's mention.
    help(bot: &str);
    /// Title of `/privacy`.
    privacy_title;
    /// Body of `/privacy`; `days` is for how long a question is kept.
    privacy(days: u16);
    /// Button that deletes what is kept of a member.
    forget_button;
    /// Button that keeps anything from being kept.
    opt_out_button;
    /// Button that takes that back.
    opt_in_button;
    /// What was kept of a member is deleted.
    forgotten(count: u64);
    /// Nothing of a member is kept any more.
    opted_out;
    /// Questions of a member may be kept again.
    opted_in;

    // When something is in the way
    /// Questions come before the knowledge base is read.
    still_reading;
    /// Too many questions in a few seconds.
    slow_down;
    /// Too many members ask at once.
    too_busy;
    /// A reply without a ping can't be read.
    reply_without_ping(bot: &str);
    /// The text of a message that mentions the bot's role alone can't be read.
    role_unreadable(bot: &str);
    /// The message that was replied to can't be read.
    quote_unreadable;
    /// The message has no words to answer.
    nothing_to_answer;
    /// A button whose entry or role is gone.
    stale_button;
    /// A button of another version.
    unknown_button;
    /// Somebody else's answer can't be removed.
    not_yours_to_remove;
    /// Something failed.
    something_went_wrong;

    // Settings
    /// What anybody else gets of `/settings`.
    admins_only;
    /// The mode that an admin has set.
    mode_here(channel: &str, mode: &str);
    /// The mode that the operator has set.
    mode_of_operator(channel: &str, mode: &str);
    /// What a mode means.
    mode_off;
    /// What a mode means.
    mode_mention;
    /// What a mode means.
    mode_auto;
    /// What a mode means where Discord withholds what members write.
    mode_auto_blind;
    /// What a mode means.
    mode_shadow;
    /// Answers open for whoever presses.
    quiet_yes;
    /// Answers are for everybody.
    quiet_no;
    /// For how long a channel's answer isn't repeated.
    cooldown_is(minutes: u64);
    /// The language that the bot speaks in this server; a translation names itself.
    language_is;
    /// The moderators' channel; `channel` is its mention.
    moderators_are_in(channel: &str);
    /// There is no such channel.
    moderators_are_nowhere;
    /// What **Ask a moderator** does.
    asking_goes_nowhere;
    /// What **Ask a moderator** does.
    asking_goes_to_channel;
    /// What **Ask a moderator** does.
    asking_opens_thread;

    /// To whom help is offered.
    help_for_everybody;
    /// To whom help is offered.
    help_for_addressed;
    /// The moderators are told of somebody in need.
    alert_yes;
    /// They would be, but have no channel.
    alert_nowhere;
    /// They aren't.
    alert_no;

    // Safety
    /// What the moderators read where somebody seems to be in need; `link` leads to the message.
    somebody_in_need(link: &str);

    // On trial
    /// Tells the members of a channel that the bot listens there on trial.
    shadow_begins;
    /// What a member gets who speaks to the bot there.
    shadow_addressed;
    /// Stands above what would have been answered, in the moderators' channel.
    shadow_report(link: &str);
    /// Stands in `/help` and `/privacy` in such a channel.
    shadow_note;
    /// Why a channel can't be put on trial.
    shadow_needs_moderators;
    /// Why a channel can't be put on trial.
    shadow_cannot_be_told;

    // Moderators: entries
    /// Somebody else tried what is for moderators.
    moderators_only;
    /// A draft has waited too long, was saved, or is somebody else's.
    draft_gone;
    /// A draft was dropped.
    cancelled;
    /// Title of the first form of an entry.
    texts_form;
    /// Title of the second form of an entry.
    details_form;
    /// Label of an input; labels have up to 45 characters, hints up to 100.
    question_input;
    /// What to type.
    question_hint;
    /// Label of an input.
    answer_input;
    /// What to type.
    answer_hint;
    /// Label of an input.
    topic_input;
    /// What to type.
    topic_hint;
    /// Label of an input.
    sources_input;
    /// What to type.
    sources_hint;
    /// Label of an input.
    related_input;
    /// What to type.
    related_hint;
    /// Label of an input.
    also_asked_input;
    /// Label of an input.
    also_asked_more_input;
    /// Label of an input.
    not_for_input;
    /// What to type.
    one_a_line_hint;
    /// Label of an input.
    reviewed_input;
    /// Label of an input.
    review_by_input;
    /// What to type.
    date_hint;
    /// What was typed is no date.
    malformed_date(typed: &str);
    /// Button that opens the first form.
    texts_button;
    /// Button that opens the second form.
    details_button;
    /// Button that makes an edit.
    save_button;
    /// Button that drops a draft.
    cancel_button;
    /// Button that takes an edit back.
    undo_button;
    /// Stands above a preview; below come the changed lines, and then the answer as members will see it.
    preview_of(file: &str);
    /// Title of a preview without an answer.
    no_answer_title;
    /// Body of a preview without an answer.
    no_answer_shown;
    /// A field of a preview.
    problems_field;
    /// A field of a preview.
    golden_field;
    /// A field of a preview.
    inbox_field;
    /// A field of a preview.
    group_field;
    /// How many of a group's questions are answered.
    answers_of_group(answered: usize, all: usize);
    /// Several entries are offered.
    a_choice;
    /// Nothing is shown.
    no_answer;
    /// Somebody else changed the entry since the form was opened.
    conflict;
    /// Why a draft can't be saved.
    refused(why: &str);
    /// With the draft the folder couldn't be served.
    with_errors;
    /// The disk refuses.
    cant_be_written;
    /// An edit was made.
    saved_and_served(edit: i64, summary: &str);
    /// An edit was made, but the folder has errors.
    saved_for_later(edit: i64, summary: &str);

    // Moderators: history and check
    /// Title of the history.
    history_title;
    /// Nothing was changed yet.
    no_history;
    /// What was typed in place of a choice from the list of standard questions.
    no_such_standard;
    /// A file was given beside a standard question.
    standard_and_file;
    /// Placeholder of the history's menu.
    pick_edit;
    /// Stands behind an edit that was taken back.
    undone;
    /// Title of the check.
    check_title;
    /// The check has nothing to say.
    check_clean;
    /// Title of a message to the moderators.
    alarm_title;
    /// Its lead.
    alarm;
    /// Its lead when the bot started with a bad folder.
    alarm_copy;
    /// The errors are gone.
    mended;

    // Moderators: inbox
    /// Title of the inbox.
    inbox_title;
    /// Nothing waits.
    inbox_empty;
    /// Placeholder of the inbox's menu.
    pick_group;
    /// `asked once`, `asked 3 times by 2 members`.
    times(count: u64, members: usize);
    /// Stands behind a follow-up; `question` is what it follows.
    follows(question: &str);
    /// Title of a group.
    group_title;
    /// Placeholder of the menu of entries.
    pick_entry;
    /// Button for a new entry.
    new_entry_button;
    /// Button for a question that must get no answer.
    never_button;
    /// Button that lays a question aside.
    dismiss_button;
    /// The group is settled, or has expired.
    group_gone;
    /// Why a question is in the inbox.
    was_not_answered;
    /// Why a question is in the inbox.
    was_declined;
    /// Why a question is in the inbox.
    was_not_helpful;
    /// Why a question is in the inbox.
    entry_was_not_helpful(entry: &str);

    // Moderators: status and counts
    /// Title of the status.
    status_title;
    /// What the knowledge base holds.
    holds(roles: usize, entries: usize);
    /// Since when the knowledge base is served; `time` is shown in the reader's zone.
    served_since(time: &str);
    /// The same of a copy.
    copy_served_since(time: &str);
    /// How many groups wait.
    open_groups(count: usize);
    /// How many answers should be looked at again.
    overdue_entries(count: usize);
    /// What was dropped since the start, since there was too much to do at once.
    dropped(questions: u64, overheard: u64);
    /// The newest edit.
    last_edit(summary: &str, name: &str, time: &str);
    /// The folder can't be served.
    refused_folder(errors: usize);
    /// How many warnings there are.
    warnings(count: usize);
    /// The files are those that are served.
    reloaded_same;
    /// The files were read.
    reloaded;
    /// Title of the counts.
    stats_title;
    /// How many phrasings there are.
    phrasings(count: usize);
    /// How many edits were made.
    edits(count: u64);
    /// How many questions have come to that.
    misses_open(count: u64);
    /// How many questions have come to that.
    misses_answered(count: u64);
    /// How many questions have come to that.
    misses_never(count: u64);
    /// How many questions have come to that.
    misses_dismissed(count: u64);
    /// How many members found answers helpful.
    votes(helpful: u64, not_helpful: u64);
    /// How many suggestions were chosen.
    chosen(count: u64);
    /// Which entries were chosen most often.
    chosen_most(entries: &str);
}
