//! A member's words as the bot may show them under its own name: nothing in them leads away, formats, hides, or turns the line
//! around it about.

use super::bounded;
use super::markup::angle_bracket;
use super::shorten::shorten;
use unicode_normalization::char::is_combining_mark;
use unicode_properties::{GeneralCategory as Category, UnicodeGeneralCategory as _};

/// Stands where nothing is left to show.
const NOTHING: &str = "…";
/// So many marks may stand on one letter; no language needs more where this bot is used.
const MARKS: usize = 2;
/// What Discord's markdown may read as more than a sign, wherever it stands.
const MARKUP: [char; 9] = ['\\', '*', '_', '~', '|', '`', '<', '>', '['];

/// A member's words on one line of up to `max` characters, for places that show a text as it is: names, menus, a terminal.
///
/// Of masked links the words stay, other links go; so do mentions, custom emoji and timestamps, and all that [`visible`] drops.
pub fn quote(raw: &str, max: usize) -> String {
    let text = without_mass_mentions(&without_links(&without_tags(&unmasked(&visible(bounded(raw))))));
    let text = shorten(&text, max);
    if text.is_empty() { NOTHING.to_owned() } else { text }
}

/// Like [`quote`], for places that read Discord's markdown: of what is left, nothing formats or hides. `max` counts what is sent.
pub fn quote_in_markdown(raw: &str, max: usize) -> String {
    let text = quote(raw, usize::MAX);
    let escaped = escape(&text);
    if escaped.chars().count() <= max {
        return escaped;
    }
    // Room for the sign before what would begin a block.
    let mut left = max.saturating_sub(1);
    let fits = |c: &char| {
        let cost = 1 + usize::from(MARKUP.contains(c));
        left.checked_sub(cost).inspect(|rest| left = *rest).is_some()
    };
    let kept = text.chars().take_while(fits).count();
    escape(&shorten(&text, kept))
}

/// The words that [`quote_in_markdown`] was given, as far as it shows them.
pub fn unquote(quoted: &str) -> String {
    let mut out = String::with_capacity(quoted.len());
    let mut characters = quoted.chars().peekable();
    while let Some(character) = characters.next() {
        let escaped = character == '\\' && characters.peek().is_some_and(char::is_ascii_punctuation);
        out.extend(if escaped { characters.next() } else { Some(character) });
    }
    out
}

/// A text without what can't be seen or does more than stand there: control characters, those that turn the direction of
/// writing, those without width, and piles of marks. Lines stay.
pub fn visible(raw: &str) -> String {
    let mut pile = 0;
    let seen = raw.chars().filter_map(|c| match c {
        '\n' => Some(c),
        _ if c.is_whitespace() => Some(' '),
        _ => (!is_invisible(c)).then_some(c),
    });
    let is_no_pile = |c: &char| {
        pile = if is_combining_mark(*c) { pile + 1 } else { 0 };
        pile <= MARKS
    };
    seen.filter(is_no_pile).collect()
}

fn is_invisible(c: char) -> bool {
    matches!(c.general_category(), Category::Control | Category::Format)
        // Fillers, joiners and selectors that aren't of these categories.
        || matches!(c, '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{2800}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{ffa0}' | '\u{e0100}'..='\u{e01ef}')
}

/// Keeps the words alone of `[words](link)`, also where one stands in another.
fn unmasked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Where in `out` brackets have opened.
    let mut open = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match c {
            '[' => open.push(out.len()),
            ']' => {
                let opened = open.pop();
                if let Some(length) = target(rest) {
                    opened.map(|at| out.remove(at));
                    rest = &rest[length..];
                    continue;
                }
            }
            _ => {}
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// The length in bytes of the end of a masked link, `](link)`, that `rest` starts with.
fn target(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("](")?;
    let end = inner.find(')')?;
    let target = inner[..end].trim_start_matches([' ', '<']);
    link(target.split(' ').next().unwrap_or_default()).map(|_| end + 3)
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (shown, length) = angle_bracket(rest).map_or(('<', 1), |length| (' ', length));
        out.push(shown);
        rest = &rest[length..];
    }
    out + rest
}

/// Cuts each word off where a link begins in it.
fn without_links(text: &str) -> String {
    let words = text.split_whitespace().map(|word| match link(word) {
        Some(at) => word[..at].trim_end_matches(|c: char| c.is_ascii_punctuation()),
        None => word,
    });
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Where in a word a link begins: with a scheme, with `www.`, or with a host before a path, which is enough for an invitation.
fn link(word: &str) -> Option<usize> {
    let behind = |end: usize, part: fn(char) -> bool| word[..end].trim_end_matches(part).len();
    let scheme = word.find("://").map(|end| behind(end, |c| c.is_ascii_alphanumeric() || "+-.".contains(c)));
    let www = word.to_ascii_lowercase().find("www.");
    let path = word.match_indices('/').find_map(|(end, _)| {
        let start = behind(end, |c| c.is_ascii_alphanumeric() || "-.".contains(c));
        let (_, domain) = word[start..end].rsplit_once('.')?;
        (domain.len() > 1 && domain.bytes().all(|byte| byte.is_ascii_alphabetic())).then_some(start)
    });
    [scheme, www, path].into_iter().flatten().min()
}

/// '@everyone' loses its sign.
fn without_mass_mentions(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        out.push_str(&rest[..at]);
        let name = rest[at..].trim_start_matches('@');
        let is_mention = name.starts_with("everyone") || name.starts_with("here");
        out.push_str(if is_mention { "" } else { &rest[at..rest.len() - name.len()] });
        rest = name;
    }
    out + rest
}

/// Keeps every sign from being read as Discord's markdown.
fn escape(text: &str) -> String {
    // Headings and lists begin a line. A star does too, and is escaped wherever it stands.
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let block = match text[digits..].chars().next() {
        Some('#' | '-' | '+') if digits == 0 => Some(0),
        Some('.' | ')') if digits > 0 => Some(digits),
        _ => None,
    };
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if MARKUP.contains(&c) || block == Some(at) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("How long does it take?", "How long does it take?")]
    #[case("[free nitro](https://evil.example)", "free nitro")]
    #[case("[free nitro](<https://evil.example> \"now\") is here", "free nitro is here")]
    #[case("[[free](https://a.example)](https://b.example) nitro", "free nitro")]
    #[case("ht[tp](https://a.example)s://b.example", "…")]
    #[case("see https://evil.example/a?b=c, or HTTPS://EVIL.EXAMPLE", "see or")]
    #[case("see <https://evil.example> or discord://-/x", "see or")]
    #[case("join discord.gg/abc or (Discord.com/invite/abc) or www.evil.example", "join or or")]
    #[case("ht\u{200b}tps://evil.example works?", "works?")]
    #[case("RN and/or BSN, 24/7, e.g./i.e. 1.5/2", "RN and/or BSN, 24/7, e.g./i.e. 1.5/2")]
    #[case("hi <@1> <@!2> <@&3> <#4> <:a:5> <a:b:6> <t:7:R> </ask:8> <id:browse> you", "hi you")]
    #[case("@everyone @@here a@b.example", "everyone here a@b.example")]
    #[case("@[every](https://a.example)one", "everyone")]
    #[case("\u{202e}evil\u{202c} \0nul \u{1b}[31mred", "evil nul [31mred")]
    #[case("z\u{300}\u{301}\u{302}\u{303}a\u{304}\u{200b}\u{305}\u{306}lgo", "z\u{300}\u{301}a\u{304}\u{305}lgo")]
    #[case("one\ntwo\r\n\tthree\u{2028}four", "one two three four")]
    #[case("\u{3164}\u{2800}\u{feff}", "…")]
    #[case("two [brackets] (and more)", "two [brackets] (and more)")]
    fn shown_as_it_is(#[case] raw: &str, #[case] expected: &str) {
        assert_eq!(quote(raw, 200), expected);
    }

    #[rstest]
    #[case("**bold** _it_ ~~no~~ ||spoiler|| `code`", r"\*\*bold\*\* \_it\_ \~\~no\~\~ \|\|spoiler\|\| \`code\`")]
    #[case("[words] <x> \\*", r"\[words] \<x\> \\\*")]
    #[case("# heading", r"\# heading")]
    #[case("-# small", r"\-# small")]
    #[case("> quote", r"\> quote")]
    #[case("1. list", r"1\. list")]
    #[case("- list", r"\- list")]
    #[case("5 years - or 6.", "5 years - or 6.")]
    #[case("a\n# b", "a # b")]
    fn shown_where_markdown_is_read(#[case] raw: &str, #[case] expected: &str) {
        assert_eq!(quote_in_markdown(raw, 200), expected);
        assert_eq!(unquote(expected), quote(raw, 200));
    }

    #[rstest]
    #[case("one two three", 9, "one two…")]
    #[case("*one* *two* three", 14, r"\*one\*…")]
    #[case("****************", 9, r"\*\*\*…")]
    fn shortened_with_its_signs(#[case] raw: &str, #[case] max: usize, #[case] expected: &str) {
        assert_eq!(quote_in_markdown(raw, max), expected);
    }

    #[test]
    fn what_is_typed_into_a_form_keeps_its_lines_and_links() {
        assert_eq!(visible("**One**\n[two](https://a.example)\u{202e}\0\u{1b}"), "**One**\n[two](https://a.example)");
    }

    proptest! {
        #[test]
        fn nothing_leads_away_formats_or_is_too_long(
            raw in "(\\[|\\]|\\(|\\)|<|>|@|everyone|https|://|www\\.|a\\.bc/|\\*|_|#|1\\.|\\||`|\\\\| |\n|\u{202e}|\u{301}|\\PC){0,40}",
            max in 4usize..60,
        ) {
            let plain = quote(&raw, max);
            let shown = quote_in_markdown(&raw, max);
            for text in [&plain, &shown] {
                prop_assert!(text.chars().count() <= max && !text.is_empty(), "{text:?}");
                prop_assert!(!text.contains("://") && !text.contains("@everyone") && !text.contains(['\n', '\u{202e}']), "{text:?}");
            }
            // Every sign of markup has an odd number of backslashes before it.
            let mut escaped = false;
            for c in shown.chars() {
                prop_assert!(escaped || c == '\\' || !MARKUP.contains(&c), "{shown:?}");
                escaped = c == '\\' && !escaped;
            }
        }
    }
}
