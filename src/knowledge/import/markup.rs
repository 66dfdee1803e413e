//! HTML and Markdown of web pages as Discord's markdown; code in backticks is left as it is.

use std::collections::BTreeSet;

/// Tags that have a counterpart; an end tag has the same one.
const MARKS: [(&str, &str); 9] = [
    ("b", "**"),
    ("strong", "**"),
    ("i", "*"),
    ("em", "*"),
    ("u", "__"),
    ("s", "~~"),
    ("del", "~~"),
    ("code", "`"),
    ("pre", "```"),
];
/// Tags that part lines, with what stands in place of their start and of their end.
const BREAKS: [(&str, &str, &str); 14] = [
    ("br", "\n", ""),
    ("p", "\n\n", "\n\n"),
    ("div", "\n", "\n"),
    ("ul", "\n", "\n"),
    ("ol", "\n", "\n"),
    ("li", "\n- ", ""),
    ("hr", "\n", ""),
    ("h1", "\n\n**", "**\n"),
    ("h2", "\n\n**", "**\n"),
    ("h3", "\n\n**", "**\n"),
    ("h4", "\n\n**", "**\n"),
    ("h5", "\n\n**", "**\n"),
    ("h6", "\n\n**", "**\n"),
    ("blockquote", "\n> ", "\n"),
];
/// Tags that only say how their text looks.
const QUIET: [&str; 4] = ["span", "font", "small", "center"];
/// Tags that Discord has nothing for.
const LOST: [&str; 16] = [
    "img", "table", "thead", "tbody", "tr", "td", "th", "iframe", "video", "audio", "script", "style", "form", "input",
    "button", "svg",
];
/// Bytes in which a tag must end; a lone `<` is none, and looking for its end must not take long.
const LONGEST_TAG: usize = 2000;
/// Characters that HTML has names for.
const ENTITIES: [(&str, &str); 9] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
];

/// The text for Discord, and what of it is lost, in plain words. What looks like a tag and isn't HTML stays, such as
/// `<@123>` and `<https://example.org>`.
pub(super) fn to_discord(text: &str) -> (String, Vec<String>) {
    let mut out = String::with_capacity(text.len());
    let mut lost = BTreeSet::new();
    let mut links: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&', '`', '!']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match rest.as_bytes()[0] {
            b'`' => code(rest, &mut out),
            b'&' => entity(rest, &mut out),
            b'!' => image(rest, &mut lost),
            _ => tag(rest, &mut out, &mut links, &mut lost),
        };
        match length {
            Some(length) => rest = &rest[length..],
            None => {
                out.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    // A link that is never closed has its words behind it already.
    links.into_iter().rev().for_each(|url| out.push_str(&format!("]({url})")));
    (tidy(&out), lost.into_iter().collect())
}

/// Code up to the backticks that end it.
fn code(text: &str, out: &mut String) -> Option<usize> {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let end = ticks + text[ticks..].find(&text[..ticks])? + ticks;
    out.push_str(&text[..end]);
    Some(end)
}

fn entity(text: &str, out: &mut String) -> Option<usize> {
    let end = text.char_indices().take(12).find(|(_, c)| *c == ';')?.0;
    let name = &text[1..end];
    match ENTITIES.iter().find(|(known, _)| *known == name) {
        Some((_, meaning)) => out.push_str(meaning),
        None => {
            let number = name.strip_prefix('#')?;
            let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
            let number = hexadecimal.unwrap_or_else(|| number.parse()).ok()?;
            out.push(char::from_u32(number).filter(|c| !c.is_control())?);
        }
    }
    Some(end + 1)
}

/// `![words](address)` is shown as a link.
fn image(text: &str, lost: &mut BTreeSet<String>) -> Option<usize> {
    let words = text.strip_prefix("![")?;
    words[..words.find(')')?].contains("](").then(|| {
        lost.insert("a picture became a link".to_owned());
        1
    })
}

/// The tag at the start of a text; `None` if it is no HTML.
fn tag(text: &str, out: &mut String, links: &mut Vec<String>, lost: &mut BTreeSet<String>) -> Option<usize> {
    let length = text.bytes().take(LONGEST_TAG).position(|byte| byte == b'>')? + 1;
    let inside = text[1..length - 1].trim_end_matches('/').trim_end();
    let (is_end, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
    let name_end = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
    let (name, attributes) = inside.split_at(name_end);
    if !attributes.is_empty() && !attributes.starts_with(char::is_whitespace) {
        return None;
    }
    let name = name.to_ascii_lowercase();
    if name == "a" {
        match (is_end, href(attributes)) {
            (true, _) => out.extend(links.pop().map(|url| format!("]({url})"))),
            (false, Some(url)) => {
                out.push('[');
                links.push(url.to_owned());
            }
            (false, None) => {}
        }
    } else if let Some((_, mark)) = MARKS.iter().find(|(known, _)| *known == name) {
        out.push_str(mark);
    } else if let Some((_, start, end)) = BREAKS.iter().find(|(known, ..)| *known == name) {
        out.push_str(if is_end { end } else { start });
    } else if LOST.contains(&name.as_str()) {
        lost.insert(format!("the HTML tag `{name}` means nothing in Discord and is taken out"));
    } else if !QUIET.contains(&name.as_str()) {
        return None;
    }
    Some(length)
}

/// The address of a link.
fn href(attributes: &str) -> Option<&str> {
    let lower = attributes.to_ascii_lowercase();
    let value = attributes[lower.find("href")? + 4..].trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    match quote {
        Some(quote) => value[1..].split(quote).next(),
        None => value.split_whitespace().next(),
    }
}

/// Without blanks at the ends of lines, and with one empty line at most between others.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && out.ends_with("\n\n")) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(
        "<p>It is <b>hard</b>.</p><p>See <a href=\"https://a.org\">this</a>.</p>",
        "It is **hard**.\n\nSee [this](https://a.org)."
    )]
    #[case("<ul><li>one</li><li><EM>two</EM></li></ul>after<br/>it", "- one\n- *two*\nafter\nit")]
    #[case("a &amp; b &lt;c&gt;&nbsp;&#39;d&#x27; &unknown; & e", "a & b <c> 'd' &unknown; & e")]
    #[case(
        "<@123> <#4> <:smile:5> <https://a.org> a < b > c <message> <t:1:R>",
        "<@123> <#4> <:smile:5> <https://a.org> a < b > c <message> <t:1:R>"
    )]
    #[case("`<b>` and ```\n<i>&amp;\n``` but <i>x</i>", "`<b>` and ```\n<i>&amp;\n``` but *x*")]
    #[case(
        "**Markdown** [stays](https://a.org)  \n\n\n\nas it is`",
        "**Markdown** [stays](https://a.org)\n\nas it is`"
    )]
    #[case("<a href='https://a.org'>open", "[open](https://a.org)")]
    #[case("<span style=\"x\">quiet</span></a>", "quiet")]
    fn check(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(to_discord(text), (expected.to_owned(), Vec::new()));
    }

    #[test]
    fn what_is_lost_is_told() {
        let (text, lost) = to_discord("<table><tr><td>1</td></tr></table> ![a map](https://a.org/map.png)");
        assert_eq!(text, "1 [a map](https://a.org/map.png)");
        assert_eq!(lost.len(), 4, "{lost:?}");
        assert!(lost.iter().any(|lost| lost.contains("picture")) && lost.iter().any(|lost| lost.contains("`table`")));
    }
}
