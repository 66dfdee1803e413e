//! One small file a fault: which code it gets, and exactly where.

use crate::knowledge::{ENTRY, SOURCES, check, faults};

/// A file with one fault: its path, the codes that it gets in order, and its text with each code's place between « and ».
type Case = (&'static str, &'static str, &'static str);

/// Checks each case in a folder that is fine but for the case's file.
fn check_cases(cases: &[Case]) {
    let mut failures = String::new();
    for (path, codes, marked) in cases {
        let (text, places) = unmark(marked);
        let codes: Vec<&str> = codes.split_whitespace().collect();
        assert_eq!(codes.len(), places.len(), "a marked place for each code of: {marked}");
        let expected: String =
            codes.iter().zip(places).map(|(code, place)| format!("{path}:{place} {code}\n")).collect();
        let mut files = vec![("faq/sound.toml", ENTRY), (*path, &*text)];
        if *path != "sources.toml" {
            files.push(("sources.toml", SOURCES));
        }
        let checked = check(&files);
        // Most cases leave out what an entry or a role need not have, and would be longer with it.
        const LEFT_OUT: [&str; 3] = ["missing-source", "missing-review-date", "role-without-entries"];
        let found: String = faults(&checked)
            .lines()
            .filter(|line| LEFT_OUT.iter().all(|code| !line.ends_with(code) || codes.contains(code)))
            .map(|line| format!("{line}\n"))
            .collect();
        if found != expected {
            failures += &format!("{text}\nexpected:\n{expected}found:\n{found}\n");
        }
        for diagnostic in &checked.diagnostics {
            assert!(diagnostic.help.is_some(), "no help with: {}", diagnostic.message);
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// The text without marks, and the marked places as `line:column-line:column` in the order in which they start.
pub fn unmark(marked: &str) -> (String, Vec<String>) {
    let (mut text, mut open, mut places) = (String::new(), Vec::new(), Vec::new());
    let (mut line, mut column) = (1, 1);
    for c in marked.chars() {
        match c {
            '«' => {
                open.push(places.len());
                places.push(format!("{line}:{column}"));
            }
            '»' => {
                let at = open.pop().expect("a « before each »");
                places[at] += &format!("-{line}:{column}");
            }
            c => {
                text.push(c);
                (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
            }
        }
    }
    (text, places)
}

#[test]
fn syntax() {
    check_cases(&[
        ("faq/a.toml", "syntax", "[[entry]]\nid = «\"a»\nquestion = \"q\"\nanswer = \"x\""),
        ("faq/a.toml", "syntax", "[[entry]]\nid = \"a\"\nquestion = «how long is it»\nanswer = \"x\""),
        ("faq/a.toml", "syntax", "[[entry]]\nid = \"a\"\nquestion = «“How long?”»\nanswer = \"x\""),
        ("faq/a.toml", "syntax", "[[entry]]\nid = \"a\"\n«question =»\nanswer = \"x\""),
        ("faq/a.toml", "syntax", "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = «\"\"\"»\nnever closed\n"),
        (
            "faq/a.toml",
            "syntax",
            "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = «\"\"\"»\nnever closed, with ''' in it\n",
        ),
        ("roles/a.toml", "syntax", "id = \"a\"\nname = \"A\"\n[[path]]\nstep = \"s\"\nyears = «1.»"),
        ("roles/a.toml", "syntax", "id = \"a\"\nname = \"A\"\n[[path]]\nstep = \"s\"\nyears = «{ min = 1 max = 2 }»"),
        ("faq/a.toml", "syntax", "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = «\"one line»\nand another\"\n"),
        ("faq/a.toml", "syntax", "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"x\"\n«some prose»\n"),
        ("faq/a.toml", "syntax", "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"She said \"«»hi\" to me\"\n"),
        ("faq/a.toml", "syntax", "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"C:«\\w»ork\"\n"),
        (
            "faq/a.toml",
            "syntax",
            "[[entry]]\nid = \"a\"\nquestion = \"q\"\nalso_asked = [\"a\" «»\"b\"]\nanswer = \"x\"",
        ),
        (
            "faq/a.toml",
            "syntax",
            "[[entry]]\nid = \"a\"\nquestion = \"q\"\nalso_asked = «[»\"a\",\n\"b\"\nanswer = \"x\"",
        ),
        ("faq/a.toml", "syntax", "«[[entry]»\nid = \"a\"\nquestion = \"q\"\nanswer = \"x\""),
        ("faq/a.toml", "duplicate-key", "[[entry]]\nid = \"a\"\nquestion = \"q\"\n«id» = \"b\"\nanswer = \"x\""),
        ("faq/a.toml", "wrong-type", "«[entry]»\nid = \"a\"\nquestion = \"q\"\nanswer = \"x\""),
        (
            "faq/a.toml",
            "duplicate-key",
            "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"x\"\n\n[«entry»]\nid = \"b\"\nquestion = \"r\"\nanswer = \"x\"",
        ),
        (
            "roles/a.toml",
            "duplicate-key",
            "id = \"a\"\nname = \"A\"\n[card.pay]\ntext = \"x\"\n[card.«pay»]\ntext = \"y\"",
        ),
    ]);
}

#[test]
fn keys() {
    check_cases(&[
        ("faq/a.toml", "missing-key", "«[[entry]]»\nquestion = \"q\"\nanswer = \"x\""),
        ("faq/a.toml", "missing-key missing-key missing-key", "«««[[entry]]»»»"),
        ("faq/a.toml", "unknown-key", "[[entry]]\nid = \"a\"\n«questoin» = \"q\"\nanswer = \"x\""),
        ("faq/a.toml", "unknown-key", "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"x\"\n«weight» = 1"),
        ("faq/a.toml", "unknown-key", "«question» = \"q\""),
        ("roles/a.toml", "missing-key missing-key", "««»»summary = \"s\""),
        ("roles/a.toml", "unknown-key", "id = \"a\"\nname = \"A\"\n[card.«salary»]\ntext = \"x\""),
        ("roles/a.toml", "unknown-key", "id = \"a\"\nname = \"A\"\n[card.pay]\ntext = \"x\"\n«summary» = \"s\""),
        ("roles/a.toml", "missing-key", "id = \"a\"\nname = \"A\"\n«[card.pay]»\nsources = [\"book\"]"),
        ("roles/a.toml", "missing-key", "id = \"a\"\nname = \"A\"\n«[[path]]»\nyears = 1"),
        ("sources.toml", "unknown-key", "[[source]]\nid = \"book\"\ntitle = \"B\"\n«link» = \"https://a.org\""),
        ("listings.toml", "missing-key", "«[[board]]»\nid = \"b\"\nname = \"B\""),
        ("vocabulary.toml", "missing-key", "«[[synonym]]»"),
        ("vocabulary.toml", "unknown-key", "«other_occupation» = [\"plumber\"]"),
        ("smalltalk.toml", "missing-key", "«[[reply]]»\nid = \"r\"\nanswer = \"x\""),
        ("out_of_scope.toml", "missing-key", "«[[topic]]»\nid = \"t\""),
        ("safety.toml", "missing-key", "«[[crisis]]»\nreply = \"r\""),
        ("safety.toml", "unknown-key", "«examples» = [\"e\"]"),
        ("safety.toml", "unknown-key", "[[«topic»]]\nid = \"t\""),
        ("golden/a.toml", "missing-key", "«[[case]]»\nnone = true"),
    ]);
}

#[test]
fn types() {
    check_cases(&[
        ("faq/a.toml", "wrong-type", "[[entry]]\nid = «7»\nquestion = \"q\"\nanswer = \"x\""),
        ("faq/a.toml", "wrong-type", "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"x\"\nalso_asked = «\"p\"»"),
        (
            "faq/a.toml",
            "wrong-type",
            "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"x\"\nalso_asked = [\"ü\", «true»]",
        ),
        ("faq/a.toml", "wrong-type", "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"x\"\nretired = «\"yes\"»"),
        (
            "faq/a.toml",
            "wrong-type",
            "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"x\"\nreviewed = «\"2026-01-01\"»",
        ),
        ("faq/a.toml", "wrong-type", "entry = «\"a\"»"),
        ("roles/a.toml", "wrong-type", "id = \"a\"\nname = \"A\"\n[card]\npay = «\"much\"»"),
        ("roles/a.toml", "wrong-type", "id = \"a\"\nname = \"A\"\n[[path]]\nstep = \"s\"\nyears = «\"four\"»"),
    ]);
}

#[test]
fn ids_and_references() {
    check_cases(&[
        ("faq/a.toml", "malformed-id", "[[entry]]\nid = «\"How Long\"»\nquestion = \"q\"\nanswer = \"x\""),
        (
            "faq/a.toml",
            "malformed-id",
            "[[entry]]\nid = «\"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz-123456789\"»\nquestion = \"q\"\nanswer = \"x\"",
        ),
        ("faq/a.toml", "malformed-id", "[[entry]]\nid = «\"\"»\nquestion = \"q\"\nanswer = \"x\""),
        ("faq/sound2.toml", "duplicate-id", "[[entry]]\nid = «\"sound\"»\nquestion = \"q\"\nanswer = \"x\""),
        ("roles/a.toml", "malformed-id", "id = «\"faq\"»\nname = \"A\""),
        (
            "faq/a.toml",
            "unknown-reference",
            "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"x\"\nrelated = [«\"faq/sond\"»]",
        ),
        (
            "faq/a.toml",
            "unknown-reference",
            "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"x\"\nrelated = [«\"sound\"»]",
        ),
        (
            "faq/a.toml",
            "unknown-reference",
            "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"x\"\nsources = [«\"bock\"»]",
        ),
        (
            "roles/a.toml",
            "unknown-reference",
            "id = \"a\"\nname = \"A\"\n[card.pay]\ntext = \"x\"\nsources = [«\"film\"»]",
        ),
        (
            "faq/a.toml",
            "unknown-reference",
            "[[entry]]\nid = \"a\"\nquestion = \"q\"\nstandard = [\"pay\", «\"salery\"»]\nanswer = \"x\"",
        ),
        ("golden/a.toml", "unknown-reference", "[[case]]\nask = \"?\"\nentries = [\"faq/sound\", «\"faq/no\"»]"),
        (
            "sources.toml",
            "duplicate-id",
            "[[source]]\nid = \"book\"\ntitle = \"B\"\n[[source]]\nid = «\"book\"»\ntitle = \"C\"",
        ),
        (
            "listings.toml",
            "duplicate-id",
            "[[board]]\nid = \"b\"\nname = \"B\"\nurl = \"https://b.org\"\n[[board]]\nid = «\"b\"»\nname = \"C\"\nurl = \"https://c.org\"",
        ),
        (
            "smalltalk.toml",
            "duplicate-id",
            "[[reply]]\nid = \"r\"\nsaid = [\"a\"]\nanswer = \"x\"\n[[reply]]\nid = «\"r\"»\nsaid = [\"b\"]\nanswer = \"x\"",
        ),
    ]);
}

#[test]
fn values() {
    check_cases(&[
        ("faq/a.toml", "empty-text", "[[entry]]\nid = \"a\"\nquestion = «\"\"»\nanswer = \"x\""),
        (
            "faq/a.toml",
            "empty-text",
            "[[entry]]\nid = \"a\"\nquestion = \"q\"\nalso_asked = [\"p\", «\"  \"»]\nanswer = \"x\"",
        ),
        (
            "faq/a.toml",
            "invalid-date",
            "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"x\"\nreviewed = «2026-02-30»",
        ),
        (
            "faq/a.toml",
            "invalid-date",
            "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"x\"\nreviewed = «2026-02-03T10:00:00»",
        ),
        (
            "faq/a.toml",
            "unknown-host insecure-link insecure-link insecure-link insecure-link",
            "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"\"\"\nwww.c.org, «https://ok.org», [a](«http://a.org/é») or\n\\\"«http://b.org»\\\".\n[c](«www.c.org») and [d](«ftp://d.org»)\"\"\"",
        ),
        (
            "roles/a.toml",
            "insecure-link insecure-link insecure-link",
            "id = \"a\"\nname = \"A\"\nsummary = \"See «http://a.org».\"\n[card.pay]\ntext = \"[x](«pay.html»)\"\n[[path]]\nstep = \"«ftp://a.org»\"",
        ),
        ("smalltalk.toml", "insecure-link", "[[reply]]\nid = \"r\"\nsaid = [\"a\"]\nanswer = \"[x](«www.a.org»)\""),
        (
            "out_of_scope.toml",
            "insecure-link",
            "[[topic]]\nid = \"t\"\nexamples = [\"a\"]\nreply = \"«gopher://a.org»!\"",
        ),
        (
            "faq/a.toml",
            "insecure-link",
            "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"[x](«http://a.org/\\u00e9»)\"",
        ),
        ("sources.toml", "insecure-link", "[[source]]\nid = \"book\"\ntitle = \"B\"\nurl = «\"http://a.org\"»"),
        ("sources.toml", "insecure-link", "[[source]]\nid = \"book\"\ntitle = \"B\"\nurl = «\"https://\"»"),
        ("listings.toml", "insecure-link", "[[board]]\nid = \"b\"\nname = \"B\"\nurl = «\"www.b.org\"»"),
        ("listings.toml", "insecure-link", "[[board]]\nid = \"b\"\nname = \"B\"\nurl = «\"https://b.org/my jobs\"»"),
        ("roles/a.toml", "invalid-number", "id = \"a\"\nname = \"A\"\n[[path]]\nstep = \"s\"\nyears = «-1»"),
        ("roles/a.toml", "invalid-number", "id = \"a\"\nname = \"A\"\n[[path]]\nstep = \"s\"\nyears = «nan»"),
        (
            "roles/a.toml",
            "invalid-number",
            "id = \"a\"\nname = \"A\"\n[[path]]\nstep = \"s\"\nyears = «99999999999999999999999»",
        ),
        (
            "roles/a.toml",
            "invalid-number",
            "id = \"a\"\nname = \"A\"\n[[path]]\nstep = \"s\"\nyears = «{ min = 3, max = 2 }»",
        ),
        ("roles/a.toml", "missing-key", "id = \"a\"\nname = \"A\"\n[[path]]\nstep = \"s\"\nyears = «{ min = 3 }»"),
        ("golden/a.toml", "contradictory-case", "[[case]]\nask = «\"?\"»"),
        ("golden/a.toml", "contradictory-case", "[[case]]\nask = «\"?\"»\nentries = []"),
        ("golden/a.toml", "contradictory-case", "[[case]]\nask = «\"?\"»\nentries = [\"faq/sound\"]\nnone = true"),
    ]);
}

#[test]
fn warnings() {
    check_cases(&[
        (
            "faq/a.toml",
            "missing-review-date missing-source",
            "[[entry]]\nid = ««\"a\"»»\nquestion = \"q\"\nanswer = \"x\"",
        ),
        (
            "faq/a.toml",
            "missing-source",
            "[[entry]]\nid = «\"a\"»\nquestion = \"q\"\nanswer = \"x\"\nsources = []\nreviewed = 2026-01-01",
        ),
        (
            "faq/a.toml",
            "self-reference",
            "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"x\"\nrelated = [«\"faq/a\"»]",
        ),
        (
            "faq/t.toml",
            "duplicate-phrasing",
            "[[entry]]\nid = \"a\"\nquestion = \"q\"\nalso_asked = [«\"is this entry SOUND\"»]\nanswer = \"x\"",
        ),
        (
            "faq/a.toml",
            "duplicate-phrasing",
            "[[entry]]\nid = \"a\"\nquestion = \"Why not?\"\nalso_asked = [«\"why not\"»]\nanswer = \"x\"",
        ),
        (
            "faq/a.toml",
            "duplicate-phrasing",
            "[[entry]]\nid = \"a\"\nquestion = \"Ask at the café first\"\nalso_asked = [«\"ask at the cafe **ﬁrst**?\"»]\nanswer = \"x\"",
        ),
        (
            "faq/a.toml",
            "duplicate-phrasing",
            "[[entry]]\nid = \"a\"\nquestion = \"Why?\"\nnot_for = [«\"why\"»]\nanswer = \"x\"",
        ),
        (
            "faq/a.toml",
            "review-order",
            "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"x\"\nreviewed = 2026-02-01\nreview_by = «2026-01-01»",
        ),
        (
            "faq/a.toml",
            "retired-reference",
            "[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = \"x\"\nrelated = [«\"faq/b\"»]\n\
             [[entry]]\nid = \"b\"\nquestion = \"r\"\nanswer = \"x\"\nretired = true",
        ),
        (
            "listings.toml",
            "search-without-role",
            "[[board]]\nid = \"b\"\nname = \"B\"\nurl = \"https://b.org\"\nsearch = «\"https://b.org/all\"»",
        ),
        ("role/a.toml", "unknown-file", "«»id = \"a\""),
        ("roles/nurses/a.toml", "unknown-file", "«»id = \"a\""),
    ]);
}

/// An entry with this answer.
macro_rules! answer {
    ($answer:literal) => {
        concat!("[[entry]]\nid = \"a\"\nquestion = \"q\"\nanswer = ", $answer)
    };
}

#[test]
fn figures() {
    check_cases(&[
        ("faq/a.toml", "unsourced-figure", answer!("\"It pays **«$80,000»**, or 90%.\"\nreviewed = 2026-01-01")),
        ("faq/a.toml", "unsourced-figure", answer!("\"\"\"\r\nIt takes\r\n«six years».\"\"\"")),
        // A source, but no day: `book` has none, and neither has the entry.
        ("faq/a.toml", "unsourced-figure", answer!("\"About «20» programs.\"\nsources = [\"book\"]")),
        ("faq/a.toml", "", answer!("\"About 20 programs.\"\nsources = [\"book\"]\nreviewed = 2026-01-01")),
        ("faq/a.toml", "unknown-key", answer!("\"About 20 programs.\"\n«source» = [\"book\"]\nreviewed = 2026-01-01")),
        ("faq/a.toml", "unknown-reference", answer!("\"About 20 programs.\"\nsources = [«\"boook\"»]")),
        (
            "faq/a.toml",
            "unexplained-abbreviation",
            answer!("\"\"\"\n1. Step 1, on June 1, 2026\n2. «ABCP»-2; call 555-0199.\"\"\"\ntopic = \"a\""),
        ),
        ("faq/a.toml", "", answer!("\"20 programs\"\nretired = true")),
        ("roles/a.toml", "unsourced-figure", "id = \"a\"\nname = \"ABCP\"\n[card.pay]\ntext = \"Up to «$9»\""),
        (
            "roles/a.toml",
            "unsourced-figure",
            "id = \"a\"\nname = \"A\"\n[card.pay]\ntext = \"«5%» more\"\nsources = [\"book\"]",
        ),
    ]);
}

#[test]
fn texts_that_members_read() {
    check_cases(&[
        ("faq/a.toml", "broken-markup broken-markup", answer!("'''Pay is «**»good.\n\nYes«**» it is.'''")),
        ("faq/a.toml", "broken-markup broken-markup", answer!("\"\"\"\n«![a]»(https://discord.com/a)«<br>»\"\"\"")),
        ("smalltalk.toml", "broken-markup", "[[reply]]\nid = \"r\"\nsaid = [\"a\"]\nanswer = \"«`»hi\""),
        ("roles/a.toml", "broken-markup", "id = \"a\"\nname = \"A\"\nsummary = \"«||»dark\""),
        ("faq/a.toml", "placeholder-text", answer!("\"«TODO»\"")),
        ("faq/a.toml", "unexplained-abbreviation", answer!("\"An «RN» and another RN.\"")),
        ("faq/a.toml", "", answer!("\"A registered nurse (RN), two RNs, a PDF, in the US: NOT you.\"")),
        ("faq/a.toml", "unknown-host", answer!("\"See [a](«https://a.org/x»).\"")),
        ("faq/a.toml", "", answer!("\"See https://discord.com/channels/1/2 and `https://a.org`.\"")),
        (
            "faq/a.toml",
            "long-sentence",
            answer!(
                "\"Short. «One two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten, one.» Short.\""
            ),
        ),
    ]);
}

#[test]
fn what_contradicts_something_else() {
    check_cases(&[
        ("golden/a.toml", "golden-copy", "[[case]]\nask = «\"Is this entry sound\"»\nentries = [\"faq/sound\"]"),
        ("golden/a.toml", "", "[[case]]\nask = \"is this entry sound?\"\nafter = \"why\"\nentries = [\"faq/sound\"]"),
        (
            "golden/a.toml",
            "duplicate-case",
            "[[case]]\nask = \"pizza\"\nnone = true\n[[case]]\nask = «\"Pizza?\"»\nentries = [\"faq/sound\"]",
        ),
        ("roles/a.toml", "role-without-entries", "id = «\"a\"»\nname = \"A\""),
        ("roles/a.toml", "unknown-key", "id = \"a\"\nname = \"A\"\n[[«entries»]]\nid = \"b\""),
        (
            "sources.toml",
            "unused-source",
            "[[source]]\nid = \"book\"\ntitle = \"B\"\n[[source]]\nid = «\"film\"»\ntitle = \"F\"",
        ),
    ]);
}

#[test]
fn words_of_the_vocabulary_need_no_explanation() {
    let vocabulary = "[[synonym]]\nwords = [\"RN\", \"registered nurse\"]\n";
    let answer = ENTRY.replace("It is.", "RNs, NPs");
    let checked = check(&[("faq/a.toml", &answer), ("sources.toml", SOURCES), ("vocabulary.toml", vocabulary)]);
    assert_eq!(faults(&checked), "faq/a.toml:5:16-5:19 unexplained-abbreviation\n");
}

#[test]
fn occupations_that_are_a_role_of_ours() {
    let role = format!("id = \"nurse\"\nname = \"Nurse\"\naliases = [\"RN\"]\n{ENTRY}");
    let vocabulary = "other_occupations = [\"plumber\", \"rn\"]\n";
    let checked = check(&[("sources.toml", SOURCES), ("roles/a.toml", &role), ("vocabulary.toml", vocabulary)]);
    assert_eq!(faults(&checked), "vocabulary.toml:1:33-1:37 own-role-excluded\n");
}

#[test]
fn a_name_that_two_roles_claim_is_shown_in_both_places() {
    let nurse = format!("id = \"nurse\"\nname = \"Nurse\"\naliases = [\"RN\"]\n{ENTRY}");
    let other = "id = \"radiology-nurse\"\nname = \"Radiology nurse\"\naliases = [\"rn\"]\n".to_owned()
        + &ENTRY.replace("this entry", "that one");
    let checked = check(&[("sources.toml", SOURCES), ("roles/a.toml", &nurse), ("roles/b.toml", &other)]);
    assert_eq!(faults(&checked), "roles/b.toml:3:12-3:16 alias-clash\n");
    assert_eq!(&*checked.diagnostics[0].notes[0].place.file, "roles/a.toml");
}

#[test]
fn texts_over_a_limit() {
    let long = |length: usize| "é".repeat(length);
    let entry = |key: &str, text: &str| {
        let required = "id = \"a\"\nquestion = \"q\"\nanswer = \"x\"\n";
        let rest: String =
            required.lines().filter(|line| !line.starts_with(key)).map(|line| format!("{line}\n")).collect();
        format!("[[entry]]\n{key} = {text}\n{rest}")
    };
    let role = |rest: &str| format!("id = \"a\"\nname = \"A\"\n{rest}");
    let quote = |length| format!("\"{}\"", long(length));
    let board =
        |length| format!("[[board]]\nid = \"b\"\nname = \"B\"\nurl = \"https://b.org/{}\"\n", "x".repeat(length - 14));
    type Make<'a> = &'a dyn Fn(usize) -> String;
    let cases: [(&str, usize, Make<'_>); 14] = [
        ("faq/a.toml", 200, &|n| entry("question", &quote(n))),
        ("faq/a.toml", 500, &|n| entry("also_asked", &format!("[{}]", quote(n)))),
        ("faq/a.toml", 500, &|n| entry("not_for", &format!("[{}]", quote(n)))),
        ("faq/a.toml", 3500, &|n| entry("answer", &quote(n))),
        ("faq/a.toml", 40, &|n| entry("topic", &quote(n))),
        ("roles/a.toml", 80, &|n| role(&format!("aliases = [{}]", quote(n)))),
        ("roles/a.toml", 80, &|n| format!("id = \"a\"\nname = {}", quote(n))),
        ("roles/a.toml", 500, &|n| role(&format!("summary = {}", quote(n)))),
        ("roles/a.toml", 1000, &|n| role(&format!("[card.pay]\ntext = {}", quote(n)))),
        ("roles/a.toml", 200, &|n| role(&format!("[[path]]\nstep = {}", quote(n)))),
        ("sources.toml", 200, &|n| format!("{SOURCES}\n[[source]]\nid = \"b\"\ntitle = {}", quote(n))),
        ("listings.toml", 512, &board),
        ("smalltalk.toml", 1500, &|n| format!("[[reply]]\nid = \"r\"\nsaid = [\"a\"]\nanswer = {}", quote(n))),
        ("out_of_scope.toml", 1500, &|n| format!("[[topic]]\nid = \"t\"\nexamples = [\"a\"]\nreply = {}", quote(n))),
    ];
    for (path, limit, make) in cases {
        let errors = |length| {
            let text = make(length);
            let sources = if path == "sources.toml" { ("faq/none.toml", "") } else { ("sources.toml", SOURCES) };
            let checked = check(&[("faq/sound.toml", ENTRY), sources, (path, &text)]);
            checked
                .diagnostics
                .into_iter()
                .filter(|one| one.severity() > career_advisor::diagnostic::Severity::Warning)
                .collect::<Vec<_>>()
        };
        assert_eq!(errors(limit), [], "{path} with {limit} characters");
        let [error] = &errors(limit + 1)[..] else {
            panic!("{path} with {} characters should be one error", limit + 1)
        };
        assert_eq!(error.code.name(), "text-too-long");
        assert_eq!(error.message.replace(',', "").matches(&(limit + 1).to_string()).count(), 1, "{}", error.message);
    }
}
