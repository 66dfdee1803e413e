//! Which keys the knowledge files have and what each may hold: the one list that both the reader (`fields`) and the JSON
//! Schemas (`schema`) go by.
//!
//! A key that isn't listed here is refused, whatever the reader asks for.

use super::limits;

/// A key of a table.
pub(super) struct Key {
    pub name: &'static str,
    pub required: bool,
    pub holds: Holds,
    /// What it is for, in words for moderators: editors show it.
    pub about: &'static str,
}

/// The kind of a key's value.
pub(super) enum Holds {
    /// The id of what the table describes.
    Id,
    /// A text of at most so many characters.
    Text(usize),
    /// An https address.
    Link,
    /// Texts of at most so many characters each.
    Texts(usize),
    /// Ids of `sources.toml`.
    SourceIds,
    /// Full ids of entries.
    EntryIds,
    /// Ids of standard questions.
    StandardIds,
    /// `true` or `false`.
    Switch,
    /// A date without a time.
    Date,
    /// A number of years.
    Number,
    /// A number of years, or a table of these keys.
    Years(&'static [Key]),
    /// `[key]`, with these keys.
    Table(&'static [Key]),
    /// `[[key]]`, each with these keys.
    Tables(&'static [Key]),
}

use Holds::{Date, EntryIds, Id, Link, Number, SourceIds, StandardIds, Switch, Table, Tables, Text, Texts, Years};

const fn required(name: &'static str, holds: Holds, about: &'static str) -> Key {
    Key { name, required: true, holds, about }
}

const fn optional(name: &'static str, holds: Holds, about: &'static str) -> Key {
    Key { name, required: false, holds, about }
}

/// The names of keys, in their order.
pub(super) fn names(keys: &'static [Key]) -> impl Iterator<Item = &'static str> + Clone {
    keys.iter().map(|key| key.name)
}

/// Whether a key of this name is among them, or within the tables that they hold.
pub(super) fn within(keys: &[Key], name: &str) -> bool {
    keys.iter().any(|key| {
        key.name == name
            || match key.holds {
                Table(inner) | Tables(inner) | Years(inner) => within(inner, name),
                _ => false,
            }
    })
}

/// A file of `roles/`.
pub(super) static ROLE: [Key; 7] = [
    required(
        "id",
        Id,
        "The role's short name, by which the files point to it. The full ids of its entries start with it. Once in use, leave it as it is.",
    ),
    required("name", Text(limits::NAME), "The role's name as members read it."),
    optional(
        "aliases",
        Texts(limits::ALIAS),
        "Other names by which members ask for the role, short forms and all. Its card doesn't show them. No two roles may share one.",
    ),
    optional("summary", Text(limits::SUMMARY), "One or two sentences at the top of the role's card."),
    optional(
        "card",
        Table(&CARD),
        "The role's card, which /role shows. Leave out what you don't know: the bot then says so.",
    ),
    optional("path", Tables(&STEP), "The way into the role, one block a step, in order."),
    optional("entry", Tables(&ENTRY), "One question with its answer."),
];

/// `[card]`, one key for each of [`Section::ALL`](super::model::Section::ALL).
pub(super) static CARD: [Key; 9] = [
    optional("duties", Table(&SECTION), "What people in this role do."),
    optional("education", Table(&SECTION), "Which schooling the role needs."),
    optional("certification", Table(&SECTION), "Which certificate or licence the role needs."),
    optional(
        "pay",
        Table(&SECTION),
        "What the role pays. Give a figure only with its source, its year and its region.",
    ),
    optional("outlook", Table(&SECTION), "How sought-after the role is, and will be."),
    optional("setting", Table(&SECTION), "Where people in this role work."),
    optional("on_call", Table(&SECTION), "Nights, weekends and being on call."),
    optional("similar", Table(&SECTION), "Roles that are alike, and how they differ."),
    optional("first_step", Table(&SECTION), "One thing that somebody can do this week."),
];

/// `[card.pay]` and so on.
pub(super) static SECTION: [Key; 2] = [
    required("text", Text(limits::CARD_TEXT), "What the card says here, in Discord's markdown."),
    optional("sources", SourceIds, "Ids from sources.toml: where this comes from."),
];

/// `[[path]]`
pub(super) static STEP: [Key; 3] = [
    required("step", Text(limits::STEP), "What is done in this step."),
    optional("years", Years(&YEARS), "How many years the step takes: 4, or { min = 1, max = 2 }."),
    optional("estimate", Switch, "true: the years are shown as 'about'."),
];

/// `years = { … }`
pub(super) static YEARS: [Key; 3] = [
    required("min", Number, "At least so many years, 0 to 60."),
    required("max", Number, "At most so many years, 0 to 60."),
    optional("estimate", Switch, "true: the years are shown as 'about'."),
];

/// A file of `faq/`.
pub(super) static FAQ: [Key; 1] = [optional("entry", Tables(&ENTRY), "One question with its answer.")];

/// `[[entry]]`
pub(super) static ENTRY: [Key; 12] = [
    required(
        "id",
        Id,
        "The entry's short name. Its full id has the role or faq in front, such as faq/volunteering. Once in use, leave it as it is: others point to it.",
    ),
    optional(
        "topic",
        Text(limits::TOPIC),
        "Groups entries in /topics. Write the same word for entries that belong together.",
    ),
    required(
        "question",
        Text(limits::QUESTION),
        "The question as it is printed: complete, with a question mark. It is the title of the answer.",
    ),
    optional(
        "standard",
        StandardIds,
        "Which of the questions that people ask about every occupation this one is. It is offered where a member asks that and no answer is sure.",
    ),
    optional(
        "also_asked",
        Texts(limits::PHRASING),
        "How members really ask it: the phrasings. Five are a start, ten are good. Make them differ in kind.",
    ),
    optional("not_for", Texts(limits::PHRASING), "Questions that sound alike but must not get this answer."),
    required(
        "answer",
        Text(limits::ANSWER),
        "The answer, in Discord's markdown. Links start with https://. Say only what your source says.",
    ),
    optional("sources", SourceIds, "Ids from sources.toml. Members see the title, the link and the date."),
    optional("reviewed", Date, "The day on which a person last checked the answer: year-month-day, without quotes."),
    optional(
        "review_by",
        Date,
        "The day by which to check it again. After it, the bot says that the answer may be out of date.",
    ),
    optional(
        "related",
        EntryIds,
        "Full ids of entries that are offered below the answer as buttons; up to four are shown.",
    ),
    optional("retired", Switch, "true: the entry stays in the file, but is never answered. Better than deleting."),
];

/// `sources.toml`
pub(super) static SOURCES: [Key; 1] = [optional("source", Tables(&SOURCE), "Where answers come from.")];

/// `[[source]]`
pub(super) static SOURCE: [Key; 5] = [
    required("id", Id, "The source's short name, by which entries and cards name it."),
    required("title", Text(limits::TITLE), "The title of the page or book, as members read it."),
    optional("publisher", Text(limits::PUBLISHER), "Who published it."),
    optional("url", Link, "The page's address. It starts with https://."),
    optional("published", Date, "The day on which it appeared: year-month-day, without quotes."),
];

/// `listings.toml`
pub(super) static LISTINGS: [Key; 1] = [optional("board", Tables(&BOARD), "A job board.")];

/// `[[board]]`
pub(super) static BOARD: [Key; 4] = [
    required("id", Id, "The board's short name."),
    required("name", Text(limits::NAME), "The board's name as members read it."),
    required("url", Link, "The address of its front page. It starts with https://."),
    optional(
        "search",
        Link,
        "The address of its search, with {role} where the role's name goes. Write it only if you have tried it.",
    ),
];

/// `vocabulary.toml`
pub(super) static VOCABULARY: [Key; 2] = [
    optional(
        "other_occupations",
        Texts(limits::ALIAS),
        "Occupations that aren't ours. A question that names one of them and none of our roles is not answered.",
    ),
    optional("synonym", Tables(&SYNONYM), "Words that mean the same."),
];

/// `[[synonym]]`
pub(super) static SYNONYM: [Key; 1] =
    [required("words", Texts(limits::ALIAS), "Words that mean the same. The bot reads each as the first.")];

/// `smalltalk.toml`
pub(super) static SMALLTALK: [Key; 1] =
    [optional("reply", Tables(&REPLY), "A fixed reply to \"thanks\" and the like.")];

/// `[[reply]]`
pub(super) static REPLY: [Key; 3] = [
    required("id", Id, "The reply's short name."),
    required("said", Texts(limits::PHRASING), "What members say."),
    required("answer", Text(limits::REPLY), "What the bot answers, in Discord's markdown."),
];

/// `out_of_scope.toml`
pub(super) static OUT_OF_SCOPE: [Key; 1] =
    [optional("topic", Tables(&TOPIC), "A subject that the bot must not answer.")];

/// `[[topic]]`
pub(super) static TOPIC: [Key; 4] = [
    required("id", Id, "The topic's short name."),
    required(
        "examples",
        Texts(limits::PHRASING),
        "Questions of its kind. None may be a question that an entry rightly answers.",
    ),
    optional("reply", Text(limits::REPLY), "What the bot says instead. Without it, it says that it doesn't know."),
    optional(
        "forget",
        Switch,
        "true: what members ask of its kind is never kept, so that it doesn't get into the moderators' inbox. For what is private, and what you never want to see again.",
    ),
];

/// `safety.toml`
pub(super) static SAFETY: [Key; 3] = [
    optional(
        "harmless",
        Texts(limits::PHRASING),
        "What only sounds like a crisis or like harassment, such as \"this exam is killing me\".",
    ),
    optional("crisis", Tables(&SAFETY_TOPIC), "A kind of need in which a member gets help and no career answer."),
    optional("harassment", Tables(&SAFETY_TOPIC), "A kind of insult or approach that gets one calm line."),
];

/// `[[crisis]]` and `[[harassment]]`
pub(super) static SAFETY_TOPIC: [Key; 3] = [
    required("id", Id, "The topic's short name. With the id of one that the bot brings along, it changes that one."),
    optional(
        "examples",
        Texts(limits::PHRASING),
        "What members write. These are added to the examples that the bot brings along.",
    ),
    optional(
        "reply",
        Text(limits::REPLY),
        "What the bot says. Without it, it says what it brings along for such messages.",
    ),
];

/// `standard_questions.toml`
pub(super) static STANDARD_QUESTIONS: [Key; 1] =
    [optional("question", Tables(&STANDARD_QUESTION), "A question that people ask about every role.")];

/// `[[question]]`
pub(super) static STANDARD_QUESTION: [Key; 5] = [
    required("id", Id, "What entries name it by. With the id of one that the bot brings along, it changes that one."),
    required(
        "question",
        Text(limits::QUESTION),
        "The question in full, with {role}, {roles} or {a role} where the occupation goes.",
    ),
    required("label", Text(limits::LABEL), "Some words for a menu."),
    required(
        "subject",
        Text(limits::QUESTION),
        "What it asks for, as it stands in 'We have nothing yet on ...', such as \"what {roles} earn\".",
    ),
    optional(
        "phrasings",
        Texts(limits::PHRASING),
        "How members ask it, with {role}, {roles} or {a role} where the occupation goes. They count as phrasings of each entry that names it.",
    ),
];

/// A file of `golden/`.
pub(super) static GOLDEN: [Key; 1] =
    [optional("case", Tables(&CASE), "A test question. It has either `entries` or `none`.")];

/// `[[case]]`
pub(super) static CASE: [Key; 5] = [
    required("ask", Text(limits::PHRASING), "The question. Word it unlike every phrasing, else it tests nothing."),
    optional("after", Text(limits::PHRASING), "The question that the member asked before."),
    optional("entries", EntryIds, "Full ids of the entries that are right, any one of them."),
    optional("none", Switch, "true: nothing may be answered."),
    optional("must", Switch, "true: `career-advisor eval` fails when this case fails."),
];
