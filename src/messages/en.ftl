### What the bot itself says, in English. `texts.rs` names every text and says where it stands.
###
### A translation is a copy of this file with the same names and the same variables; a test tells what is missing. Discord's
### markdown works. A line that begins with an asterisk needs it written as {"*"}. Limits: a button has 80 characters, the
### title and the labels of a form 45, a form's hints 100.

## Answers

source = Source
overdue = This answer is due for review and may be out of date.
overdue_title = Due for a check ⚠️
never_reviewed = No review date is noted for this answer.
reviewed_on = Last checked by a moderator on { $day }
date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
decimal_mark = .
related = Related questions
and_more = and { $count } more
answer_button = Answer: { $question }
answered_before = I answered that here a moment ago: { $link }
about_message = An answer to this message: { $link }
quiet_answer = I have an answer to that.
see_answer_button = See answer

## Misses and suggestions

miss_title = I don't know that one yet
miss_with_nearest = Our knowledge base has no answer to this, and I don't want to guess. Is one of these close to what you need?
miss_on_with_nearest = Our knowledge base has nothing yet on { $subject }, and I don't want to guess. Is one of these close to what you need?
miss_on_alone = Our knowledge base has nothing yet on { $subject }, and I don't want to guess.
miss_with_topics = Our knowledge base has no answer to this, and I don't want to guess. Please ask it in other words, or look at what I can talk about.
miss_alone = Our knowledge base has no answer to this, and I don't want to guess. Please ask it in other words.
suggest_title = Did you mean one of these?
suggest_one_title = Did you mean this?
suggest = Choose the question that fits. If none does, ask me in other words.
suggest_one = If that's your question, press it. If it isn't, ask me in other words.
decline_button = None of these
decline_one_button = No
other_language = Our knowledge base is in English, and I understand nothing else. Please ask me again in English; simple words will do.

## What members think of it

helpful_button = Helpful
not_helpful_button = Not helpful
voted = Thank you. Your vote counts; to change it, press the other button.
vote_not_kept = Thank you. Your vote isn't kept, as you wished; `/privacy` changes that.
cannot_keep = I can't write anything down at the moment, so nothing has changed. Please try again later; whoever runs me finds the reason in my log.
noted = Thank you. I have put your question on the moderators' list, without your name. `/privacy` says what I keep.
not_noted = Thank you for telling me. Your question isn't kept, as you wished.
question_gone = Thank you for telling me. I can't see your question any more, so I can't pass it on.
not_yours_to_judge = Only the person who asked can say that.

## Asking the moderators

ask_moderators_button = Ask a moderator
moderators_asked = I have passed your question on to the moderators, with your name, so that they can answer you.
moderators_asked_in = I have opened a thread for your question, so that the moderators can answer you: { $thread }
moderators_asked_before = The moderators have this question already.
moderators_unreachable = I can't reach the moderators at the moment. Please ask them yourself.
asks_moderators =
    { $asker } asks you, since I have no answer: { $link }
    >>> { $question }
asks_here =
    { $asker } asks, and I have no answer. Whoever knows it, please answer here.
    >>> { $question }

## Buttons

listings_button = Job listings
remove_button = Remove
topics_button = All topics
previous_button = Previous
next_button = Next
back_button = Back
more_of_card_button = More about this role
all_questions_button = All questions
card_button = About: { $role }

## Roles

path = How to get there
not_in_knowledge_base = Not in our knowledge base
card_questions = Questions about this role
unknown_role = Our knowledge base has no role of that name.
unknown_role_with_nearest = Our knowledge base has no role of that name. Did you mean one of these?
section_of = { $role }: { $section }
section_duties = What they do
section_education = Education
section_certification = Certification and licence
section_pay = Pay
section_outlook = Outlook
section_setting = Where they work
section_on_call = On call
section_similar = Similar roles
section_first_step = A first step
one_year = 1 year
some_years = { $years } years
years_from_to = { $from } to { $to } { $last ->
    [1] year
   *[other] years
}
about_years = about { $years }

## Two roles

compared_title = { $first } and { $second }
compared = Side by side, from our knowledge base. Where one of the two has a dash, it has nothing on that.
blank = –
same_role = Those are two names of the same role. Choose another one to compare it with.

## Listings

listings_title = Job boards
listings_of = Job listings: { $role }
no_boards = Our knowledge base names no job board yet.
board_search = openings for this role
board_front_page_of = this leads only to the board's front page; search there for “{ $role }”
board_front_page = this leads to the board's front page

## Topics

topics_title = What I can answer
general_group = General questions
choose_group = Choose a role to see its questions.
choose_topic = Choose a topic.
choose_question = Choose a question to read its answer.
no_topics = Our knowledge base is empty so far.
questions = { $count ->
    [one] 1 question
   *[other] { $count } questions
}
page = Page { $page } of { $pages }

## Pictures of training paths. Their descriptions are read out by programs, so they are plain words.

picture_path = Training path:
picture_paths = Training paths on one axis of years:
picture_in_all = { $years } in all
picture_no_years = no years given
picture_no_total = total not known
picture_no_steps = no steps given
picture_unit = years
picture_key_span = from the shortest to the longest time
picture_key_span_before = from the shortest to the longest time; the next step is drawn after the longest
picture_key_open = no years given: its width means nothing
picture_key_open_before = no years given: its width means nothing, and it isn't known when the steps after it begin

## Help and privacy

help_title = How to ask me
help =
    I answer career questions from what this community's moderators have written down, and I say so when I don't know.

    {"**"}Just ask**: mention { $bot } with your question, reply to one of my answers, or send me a direct message. Typos and slang are fine, and a follow-up such as “and how long does that take?” works for ten minutes.

    `/ask` answers a question in your own words.
    `/role` shows what we know about a role.
    `/compare` shows two roles side by side.
    `/listings` leads to job boards.
    `/topics` lists everything I can answer.
    `/privacy` says what I keep about you.

    In some channels I listen without being called, and post only when I am sure. What sounds like a question for me and has no answer yet goes to the moderators, without a name; `/privacy` says more.

    To have somebody else's message answered, open its menu and choose **Apps**, then **Answer this question**, or reply to it and mention me.
privacy_title = What I keep about you
privacy =
    {"**"}Questions I couldn't answer.** When you ask me something that I have no answer to, or you press **{ not_helpful_button }** or **{ decline_button }**, I keep the words of your question, so that the moderators can write an answer, and with a follow-up what it follows. Where I listen without being asked, I keep only what seems to belong here; what is too personal, such as a medical question, I never keep. Your name isn't kept with it: in its place is a code that only I can make from your account. After { $days } days the question is deleted.

    {"**"}When somebody seems to be in need.** I say where help is, and keep nothing of it. Where this server has it so, its moderators get a link to the message.

    {"**"}Your votes.** Whether an answer helped you, one vote for each answer, under the same code. When you choose one of several suggestions, the choice is counted for the entry, and nothing of you.

    {"**"}Nothing else that you write is stored.** I read a question, answer it and forget it. What you wrote last I remember for two minutes, in memory only, so that I understand two messages that belong together. For about a quarter of an hour I remember, in memory only, which of my answers you got where, so that follow-ups make sense, I don't repeat myself, and my answer goes when you delete your question. A restart forgets that too.

    My log has ids and times, and never what anybody wrote.

    The buttons below delete what I keep of you, or see to it that I never keep anything.
forget_button = Delete what you keep of me
opt_out_button = Never keep anything of me
opt_in_button = You may keep it again
forgotten = { $count ->
    [0] I keep no question and no vote of yours.
    [one] The one question or vote that I kept of yours is deleted.
   *[other] The { $count } questions and votes that I kept of yours are deleted.
}
opted_out = From now on I keep no question and no vote of yours, and those that I kept are deleted.
opted_in = From now on I may keep your votes, and questions of yours that I couldn't answer.

## When something is in the way

still_reading = I have just started and am still reading my knowledge base. Please ask again in a few seconds.
slow_down = That was a lot at once. Give me a few seconds, then ask again.
too_busy = Too many people are asking me things right now. Please ask again in a minute.
reply_without_ping = I can't read replies that don't mention me. Please ask again with { $bot } in your message, or use `/ask`.
role_unreadable = I can't read messages that mention only my role. Please ask again with { $bot } in your message, or use `/ask`.
quote_unreadable = I can't read that message from here. Open its menu and choose **Apps**, then **Answer this question**.
nothing_to_answer = That message has no text that I could answer.
stale_button = This is no longer in our knowledge base; it has changed since that message was posted. `/topics` shows what is there now.
unknown_button = This button no longer works. Please ask again with `/ask`.
not_yours_to_remove = Only the person who asked, or a moderator of this channel, can remove this.
something_went_wrong = Sorry, something went wrong on my side. Please try again in a moment.

## Settings

admins_only = Only those who manage this server can use this.
mode_here = **Mode** in { $channel }: { $mode } (set here).
mode_of_operator = **Mode** in { $channel }: { $mode } (the operator's setting).
mode_off = I answer commands alone.
mode_mention = I answer mentions and replies to me.
mode_auto = I answer mentions, and plain questions when I am sure.
mode_auto_blind = I answer mentions; plain questions I can't read, since the Message Content intent is missing.
mode_shadow = I listen on trial: what I would answer goes to the moderators' channel alone.
quiet_yes = **Quiet**: yes. In place of an answer I post a button, which opens it for whoever presses.
quiet_no = **Quiet**: no. Everybody in the channel reads my answers.
cooldown_is = **Cooldown**: { $minutes ->
    [0] none. I answer the same question as often as it is asked.
    [one] 1 minute. Within it I don't give the same answer twice in the channel.
   *[other] { $minutes } minutes. Within them I don't give the same answer twice in the channel.
}
language_is = **Language** of what I say myself: English. Answers stay in the language of our knowledge base.
moderators_are_in = **Moderators' channel**: { $channel }.
moderators_are_nowhere = **Moderators' channel**: none.
asking_goes_nowhere = **Ask a moderator**: isn't offered here.
asking_goes_to_channel = **Ask a moderator**: passes the question on to the moderators' channel.
asking_opens_thread = **Ask a moderator**: opens a thread beside the question.
help_for_everybody = **Help** for somebody who seems to be in need: I say where to find it, also to who doesn't speak to me.
help_for_addressed = **Help** for somebody who seems to be in need: I say where to find it to who speaks to me, and keep silent otherwise.
alert_yes = **Alert**: the moderators' channel gets a link when somebody seems to be in need.
alert_nowhere = **Alert**: there is no moderators' channel that could get a link when somebody seems to be in need.
alert_no = **Alert**: none. The moderators aren't told when somebody seems to be in need.

## Safety

somebody_in_need = Somebody seems to be in need: { $link }

## On trial

shadow_begins = From now on I listen in this channel on trial. I answer nobody here: what I would say goes to the moderators' channel alone. `/ask` and my other commands work as always, and `/privacy` says what I keep.
shadow_addressed = I only listen here for now, on trial; the moderators see what I would answer. `/ask` answers you at once.
shadow_report = On trial, I would have answered this: { $link }
shadow_note = **In this channel I listen on trial.** Where I would answer, the moderators get a link to the message and what I would say. I answer nobody here but those who use a command.
shadow_needs_moderators = For that I need a moderators' channel. Choose one first with `/settings server`; nothing was changed.
shadow_cannot_be_told = I can't post there, so nobody could be told that I listen on trial. Nothing was changed.

## Moderators: entries

moderators_only = Only this community's moderators can do that.
draft_gone = This draft is gone: it was saved or cancelled, is somebody else's, or has waited for more than 15 minutes. Please begin again.
cancelled = Cancelled. Nothing was changed.
texts_form = Question and answer
details_form = Other phrasings and review
question_input = Question, as members see it
question_hint = How long does it take to become a perfusionist?
answer_input = Answer
answer_hint = Plain sentences. **Bold**, lists and [links](https://…) work as in any message.
topic_input = Topic it is listed under
topic_hint = One word, such as training or pay
sources_input = Sources, by their ids in sources.toml
sources_hint = With commas between them
related_input = Related entries, by their ids
related_hint = One a line, such as perfusionist/pay
also_asked_input = Other ways of asking it, one a line
also_asked_more_input = More ways of asking it, one a line
not_for_input = Questions that must not get it, one a line
one_a_line_hint = One a line, in members' words
reviewed_input = Last checked on
review_by_input = To be checked again by
date_hint = Year-month-day, such as 2026-11-24
malformed_date = “{ $typed }” is no date; write year-month-day, such as 2026-11-24.
texts_button = Question and answer
details_button = Phrasings and review
save_button = Save
cancel_button = Cancel
undo_button = Undo
preview_of = **Preview.** Nothing is changed yet. In `{ $file }`:
no_answer_title = No answer
no_answer_shown = Members will get no answer from this.
problems_field = What the check says of it
golden_field = Golden questions that would change
inbox_field = Other questions of the inbox that would change
group_field = The questions that it is for
answers_of_group = { $all ->
    [one] Answers { $answered } of the 1 question of this group.
   *[other] Answers { $answered } of the { $all } questions of this group.
}
a_choice = a choice
no_answer = no answer
conflict = **Somebody else has changed this entry since you opened it**, so nothing was saved. This is what they changed; your own text is kept in the forms below. Look at both, then save again from the preview.
refused = That can't be done as it is: { $why }
with_errors = with this the knowledge base couldn't be read any more.
cant_be_written = the file can't be written. The log says why; please tell whoever runs this bot.
saved_and_served = **Saved** as edit { $edit }: { $summary }. Members get it from now on.
saved_for_later = **Saved** as edit { $edit }: { $summary }. Members will get it once the knowledge folder's other errors are mended.

## Moderators: history and check

history_title = What was changed from here
no_such_standard = There is no such question in the list; choose one of those that it offers.
standard_and_file = A standard question goes into its role's file, so please give `standard` or `file`, not both.
no_history = Nothing has been changed from Discord or with `career-advisor inbox` yet.
pick_edit = Look at an edit
undone = (undone)
check_title = What the check says
check_clean = Nothing: all files are in order.
alarm_title = The knowledge folder has errors
alarm = I go on answering from what was there before. Once these are mended, I take over the change by myself:
alarm_copy = I have started with a copy of the folder as it last was in order. Once these are mended, I take over the files by myself:
mended = The knowledge folder is in order again, and I answer from it.

## Moderators: inbox

inbox_title = Questions without a good answer
inbox_empty = No question waits. Well done!
pick_group = Choose a question
times = { $count ->
    [one] asked once
   *[other] asked { $count } times
}{ $members ->
    [one] {""}
   *[other] {" "}by { $members } members
}
follows = after “{ $question }”
group_title = What to do with this question?
pick_entry = Add as phrasing of …
new_entry_button = New entry
never_button = Never answer this
dismiss_button = Dismiss
group_gone = This question doesn't wait any more. `/knowledge inbox` shows what does.
was_not_answered = no answer
was_declined = none of the suggestions fitted
was_not_helpful = the answer was not helpful
entry_was_not_helpful = `{ $entry }` was not helpful

## Moderators: status and counts

status_title = Status
holds = { $roles ->
    [one] 1 role
   *[other] { $roles } roles
}, { $entries ->
    [one] 1 entry
   *[other] { $entries } entries
}
served_since = Served since { $time }
copy_served_since = **A copy** of the last good files is served since { $time }
open_groups = { $count ->
    [0] No question waits in the inbox
    [one] 1 question waits in the inbox
   *[other] { $count } questions wait in the inbox
}
overdue_entries = { $count ->
    [0] No answer is due for review
    [one] 1 entry is due for review
   *[other] { $count } entries are due for review
}
dropped = Dropped since the start, when there was too much to do: questions ({ $questions }), other messages ({ $overheard })
last_edit = Last edit: { $summary } by { $name }, { $time }
refused_folder = 🛑 The files have { $errors ->
    [one] 1 error
   *[other] { $errors } errors
}, so what was there before is served. `/knowledge check` tells more
warnings = { $count ->
    [0] The check has nothing to say
    [one] The check has 1 warning; `/knowledge check` tells more
   *[other] The check has { $count } warnings; `/knowledge check` tells more
}
reloaded_same = The files haven't changed since they were read.
reloaded = The files are read, and members get what they say from now on.
stats_title = Counts
phrasings = { $count } phrasings, the entries' own questions included
edits = { $count ->
    [one] 1 edit in the history
   *[other] { $count } edits in the history
}
misses_open = { $count } kept questions wait in the inbox
misses_answered = { $count } kept questions were answered by an edit
misses_never = { $count } kept questions are never to be answered
misses_dismissed = { $count } kept questions were dismissed
votes = Votes: { $helpful } helpful, { $not_helpful } not helpful
chosen = Chosen from “Did you mean”: { $count }
chosen_most = Most often: { $entries }
