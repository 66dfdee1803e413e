//! Markup that Discord shows as it is typed, or not as it was meant.

mod brackets;
mod marks;
mod tags;

use super::Context;
use super::prose::{self, without_code};
use super::shown::Shown;
use crate::diagnostic::{Code, Diagnostic};
use crate::knowledge::recover::blank;
use crate::knowledge::validate::links::links;
use std::ops::Range;

/// Something that Discord doesn't show as it was meant.
struct Fault {
    span: Range<usize>,
    /// What is wrong, behind the name of the text.
    says: String,
    help: &'static str,
}

/// Reports broken markup in every text that members read.
pub(super) fn broken(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for shown in context.shown() {
        out.extend(faults(shown.text).into_iter().map(|fault| diagnostic(shown, fault)));
    }
}

fn diagnostic(shown: &Shown<'_>, Fault { span, says, help }: Fault) -> Diagnostic {
    Diagnostic::at(Code::BrokenMarkup, shown.place(span), format!("{} {says}", shown.what)).help(help)
}

fn faults(text: &str) -> Vec<Fault> {
    // Nothing is markup inside of code, and an address may hold any sign.
    let text = without_code(text);
    let mut plain = text.clone();
    links(&text).into_iter().for_each(|link| blank(&mut plain, link));
    let tables = tables(&text);
    let mut faults = code(&text);
    faults.extend(headings(&text));
    faults.extend(brackets::faults(&text));
    faults.extend(tags::faults(&plain));
    // The bars of a table are no spoilers.
    tables.iter().for_each(|table| blank(&mut plain, table.clone()));
    faults.extend(marks::faults(&plain));
    faults.extend(tables.into_iter().map(|table| Fault {
        span: table.start..table.start + text[table].lines().next().unwrap_or_default().trim_end().len(),
        says: "has a table, which Discord shows as bars and dashes".into(),
        help: "make a list of it: a line for each row, starting with \"- \"",
    }));
    faults
}

fn code(text: &str) -> Vec<Fault> {
    let fault = |span: Range<usize>| Fault {
        says: format!("opens code with {} and never closes it", &text[span.clone()]),
        span,
        help: "close it with as many backticks, or delete them; an apostrophe is '",
    };
    prose::code(text).open.into_iter().map(fault).collect()
}

fn headings(text: &str) -> Vec<Fault> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        at += line.len();
        (at - line.len(), line)
    });
    let deep = lines.filter_map(|(start, line)| {
        let signs = line.len() - line.trim_start_matches('#').len();
        let is_deep = (4..=6).contains(&signs) && line[signs..].starts_with(' ') && !line[signs..].trim().is_empty();
        is_deep.then(|| Fault {
            span: start..start + signs,
            says: "has a heading of a depth that Discord doesn't know".into(),
            help: "write #, ## or ###, or make the line **bold**",
        })
    });
    deep.collect()
}

/// The lines of each table: a row, a line of dashes and bars, and the rows below it.
fn tables(text: &str) -> Vec<Range<usize>> {
    let mut tables: Vec<Range<usize>> = Vec::new();
    let mut before: Option<Range<usize>> = None;
    let mut open = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        let is_row = line.contains('|');
        let is_rule = is_row && line.contains('-') && line.trim().chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
        match (&before, tables.last_mut()) {
            (_, Some(table)) if open && is_row => table.end = range.end,
            (Some(head), _) if is_rule => tables.push(head.start..range.end),
            _ => {}
        }
        open = is_row && tables.last().is_some_and(|table| table.end == range.end);
        before = (is_row && !open).then_some(range);
    }
    tables
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("**bold** and __under__ and ||spoiler|| and ~~gone~~ and ***both***", &[])]
    #[case("5 * 3, 5 ** 3, 2**3, snake_case, snake__case, a || b, ____, yes||no, ** and __", &[])]
    #[case("**Open, then *fine* and `**`", &["**"])]
    #[case("- **One: x\n- Two:** y", &["**", "**"])]
    #[case("**across\nlines** and Pay** is good", &["**"])]
    #[case("__open and ||open and ~~open", &["__", "||", "~~"])]
    #[case("an `open and\n\n``` never", &["`", "```"])]
    #[case("\\*\\*fine \\`fine \\[a\\](b)", &[])]
    #[case("# One\n### Three\n#### Four\n####### seven\n#channel", &["####"])]
    #[case("a | b\n--- | ---\n1 | 2\n\n|x|y|\n|:-|-:|\n|||", &["a | b", "|x|y|"])]
    #[case("this | that -- or --- | not", &[])]
    #[case("![alt](https://a.org/x.png)", &["![alt]"])]
    #[case("Great! [a](https://a.org) and wow![", &[])]
    #[case("[a] (https://a.org) [b] (c) [d]", &["[a] (https://a.org)"])]
    #[case("[a][1] and [b][]\n\n[1]: https://a.org", &["[a][1]", "[b][]"])]
    #[case("[1]: https://a.org\nx[0][1], [note]: it is so", &["[1]:"])]
    #[case("so it is[^1], [^ no]", &["[^1]"])]
    #[case("[a]() and [b](https://a.org and so\non", &["[a]()", "[b]("])]
    #[case("[a](<https://a.org> \"t\") and [c](https://a.org/x_(y))", &[])]
    #[case("<b>bold</b> one<br>two<br/> <a href=\"x\">y</a></p>", &["<b>", "<br>", "<br/>", "<a href=\"x\">", "</p>"])]
    #[case("<your name> <@1> <:b:2> <t:1:R> a < b > c <https://a.org> `<b>` <5", &[])]
    #[case("R&D&nbsp;and AT&amp;T &copy &#39; & more;", &["&nbsp;", "&amp;", "&#39;"])]
    #[case("<!-- note -->", &["<!--"])]
    #[case("", &[])]
    fn check(#[case] text: &str, #[case] expected: &[&str]) {
        let mut found = faults(text);
        found.sort_by_key(|fault| fault.span.start);
        let found: Vec<&str> = found.into_iter().map(|fault| &text[fault.span]).collect();
        assert_eq!(found, expected);
    }
}
