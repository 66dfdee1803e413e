//! Lists of texts, which keep their layout: only the items that differ are touched.

use super::source::{Replacements, line_end, line_start, next_line};
use super::typed;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;
use toml_edit::Array;

/// An item of a list and where it stands.
struct Place {
    value: Range<usize>,
    /// Behind its value, or behind the comma that follows.
    end: usize,
    comma: bool,
}

/// Makes the list say `after` in place of `before`.
pub(super) fn edit(text: &str, array: &Array, before: &[String], after: &[String], out: &mut Replacements) {
    let span = array.span().unwrap_or_default();
    let items: Vec<Place> = array.iter().filter_map(|value| Some(place(text, value.span()?))).collect();
    let list = List { text, span, items };
    if list.text[list.span.clone()].contains('\n') {
        list.edit_lines(before, after, out);
    } else {
        list.edit_line(before, after, out);
    }
}

fn place(text: &str, value: Range<usize>) -> Place {
    let mut rest = text[value.end..].trim_start();
    while rest.starts_with('#') {
        rest = rest.find('\n').map_or("", |newline| rest[newline..].trim_start());
    }
    let comma = rest.starts_with(',');
    let end = if comma { text.len() - rest.len() + 1 } else { value.end };
    Place { value, end, comma }
}

struct List<'a> {
    text: &'a str,
    /// From bracket to bracket.
    span: Range<usize>,
    items: Vec<Place>,
}

impl List<'_> {
    /// A list on one line is typed anew, with a line for each item if it grows too long.
    fn edit_line(&self, before: &[String], after: &[String], out: &mut Replacements) {
        let as_it_was = |item| before.iter().position(|known| known == item).map(|at| self.items[at].value.clone());
        let items: Vec<String> = after
            .iter()
            .map(|item| as_it_was(item).map_or_else(|| typed::line(item), |value| self.text[value].to_owned()))
            .collect();
        let key = &self.text[line_start(self.text, self.span.start)..self.span.start];
        let inside = self.items.first().map_or("", |first| &self.text[self.span.start + 1..first.value.start]);
        let line = typed::one_line(&items, inside);
        let stays = typed::fits(key, &line) || line.len() <= self.span.len();
        out.replace(self.span.clone(), if stays { line } else { typed::lines(indent(key), &items) });
    }

    /// In a list of several lines, the lines of items that stay aren't touched.
    fn edit_lines(&self, before: &[String], after: &[String], out: &mut Replacements) {
        let ends_in_comma = self.items.last().is_none_or(|last| last.comma);
        for (old, new) in differences(before, after) {
            let replaced = old.len().min(new.len());
            for (at, item) in old.clone().zip(&after[new.clone()]) {
                out.replace(self.items[at].value.clone(), typed::line(item));
            }
            let above = (old.start + replaced).checked_sub(1).map(|at| &self.items[at]);
            if let (Some(above), false) = (above, ends_in_comma || old.end < before.len()) {
                match above.comma {
                    false if new.len() > replaced => out.insert(above.end, ","),
                    true if old.len() > replaced => out.delete(above.end - 1..above.end),
                    _ => {}
                }
            }
            for item in &self.items[old.start + replaced..old.end] {
                self.delete(item, out);
            }
            for at in new.start + replaced..new.end {
                let comma = if ends_in_comma || at + 1 < after.len() { "," } else { "" };
                self.insert(above, &format!("{}{comma}", typed::line(&after[at])), out);
            }
        }
    }

    /// Takes an item away, with its line if it has one of its own.
    fn delete(&self, item: &Place, out: &mut Replacements) {
        let text = self.text;
        let start = line_start(text, item.value.start);
        let before = &text[start..item.value.start];
        match (before.trim().is_empty(), self.ends_its_line(item.end)) {
            (true, true) => out.delete(start..next_line(text, item.end)),
            (false, true) => out.delete(start + before.trim_end().len()..item.end),
            (_, false) => {
                let spaces = text[item.end..].len() - text[item.end..].trim_start_matches([' ', '\t']).len();
                out.delete(item.value.start..item.end + spaces);
            }
        }
    }

    /// Puts an item on a line of its own below another one, or as the first.
    fn insert(&self, above: Option<&Place>, typed: &str, out: &mut Replacements) {
        let end = above.map_or(self.span.start + 1, |above| above.end);
        let at = if self.ends_its_line(end) { line_end(self.text, end) } else { end };
        out.insert(at, format!("\n{}{typed}", self.indent()));
    }

    /// Whether nothing but a comment follows on the line.
    fn ends_its_line(&self, at: usize) -> bool {
        let rest = self.text[at..line_end(self.text, at)].trim_start();
        rest.is_empty() || rest.starts_with('#')
    }

    /// What stands before the items that start a line.
    fn indent(&self) -> String {
        let before = |at| &self.text[line_start(self.text, at)..at];
        let known = self.items.iter().map(|item| before(item.value.start)).find(|before| before.trim().is_empty());
        known.map_or_else(|| format!("{}  ", indent(before(self.span.start))), str::to_owned)
    }
}

/// The white space that a line starts with.
fn indent(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}

/// Which items are replaced by which, as ranges.
fn differences(before: &[String], after: &[String]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, before, after) {
        let (old, new) = (op.old_range(), op.new_range());
        match found.last_mut() {
            _ if matches!(op, DiffOp::Equal { .. }) => {}
            Some(last) if last.0.end == old.start && last.1.end == new.start => {
                last.0.end = old.end;
                last.1.end = new.end;
            }
            _ => found.push((old, new)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::SourceFile;
    use crate::knowledge::edit::source::Source;
    use rstest::rstest;

    /// Edits the list `x` of a text.
    fn edited(text: &str, after: &[&str]) -> String {
        let source = Source::read(&SourceFile::new("vocabulary.toml", format!("[[synonym]]\n{text}"))).unwrap();
        let array = source.tables("synonym").unwrap()[0]["x"].as_array().unwrap();
        let before: Vec<String> = array.iter().map(|item| item.as_str().unwrap().to_owned()).collect();
        let after: Vec<String> = after.iter().map(|item| (*item).to_owned()).collect();
        let mut out = Replacements::default();
        edit(source.text(), array, &before, &after, &mut out);
        let after = String::from_utf8(source.change(out).after.unwrap()).unwrap();
        after.split_once('\n').unwrap().1.to_owned()
    }

    #[rstest]
    #[case::append("x = [\n  \"a\",\n]\n", &["a", "b"], "x = [\n  \"a\",\n  \"b\",\n]\n")]
    #[case::no_comma("x = [\n\t'a' # 1\n]", &["a", "b"], "x = [\n\t'a', # 1\n\t\"b\"\n]")]
    #[case::comma_goes("x = [\n  'a',\n  'b'\n]", &["a"], "x = [\n  'a'\n]")]
    #[case::first("x = [ # 1\n  'a',\n]", &["b", "a"], "x = [ # 1\n  \"b\",\n  'a',\n]")]
    #[case::middle("x = [\n  'a', # 1\n  # 2\n  'c',\n]", &["a", "b", "c"], "x = [\n  'a', # 1\n  \"b\",\n  # 2\n  'c',\n]")]
    #[case::reword("x = [\n  'a', # 1\n  'b',\n]", &["A", "b"], "x = [\n  \"A\", # 1\n  'b',\n]")]
    #[case::delete("x = [\n  'a', # 1\n  # 2\n  'b', # 3\n  'c',\n]", &["a", "c"], "x = [\n  'a', # 1\n  # 2\n  'c',\n]")]
    #[case::reword_and_append("x = [\n  'a'\n]", &["b", "c"], "x = [\n  \"b\",\n  \"c\"\n]")]
    #[case::two_a_line("x = ['a', 'b',\n  'c']", &["a", "c", "d"], "x = ['a',\n  'c',\n  \"d\"]")]
    #[case::two_a_line_first("x = ['a', 'b',\n  'c']", &["b", "c"], "x = ['b',\n  'c']")]
    #[case::two_a_line_all("x = ['a', 'b', 'c',\n  'd']", &["d"], "x = [\n  'd']")]
    #[case::empty("x = [\n]", &["a"], "x = [\n  \"a\",\n]")]
    #[case::commas_ahead("x = [\n  'a'\n  , 'b'\n]", &["b"], "x = [\n  'b'\n]")]
    #[case::one_line("x = ['a']", &["a", "b"], "x = ['a', \"b\"]")]
    #[case::one_line_airy("x = [ 'a', 'b' ] # 1", &["b"], "x = [ 'b' ] # 1")]
    #[case::one_line_empty("x = []", &["b"], "x = [\"b\"]")]
    fn check(#[case] text: &str, #[case] after: &[&str], #[case] expected: &str) {
        assert_eq!(edited(text, after), expected);
    }

    #[test]
    fn a_line_that_grows_too_long_is_broken_up() {
        let long = "l".repeat(105);
        let text = format!("x = ['{long}']\n");
        assert_eq!(edited(&text, &[&long, "123"]), format!("x = ['{long}', \"123\"]\n"));
        assert_eq!(edited(&text, &[&long, "1234"]), format!("x = [\n  '{long}',\n  \"1234\",\n]\n"));
    }

    #[test]
    fn a_line_that_is_too_long_stays_one_when_it_shrinks() {
        let long = "l".repeat(130);
        assert_eq!(edited(&format!("x = ['{long}', 'b']"), &[&long]), format!("x = ['{long}']"));
    }
}
