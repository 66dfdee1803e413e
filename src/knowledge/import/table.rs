//! Rows and cells of CSV and TSV (RFC 4180), going on behind a row that is malformed.
//!
//! A quote that is never closed would otherwise take all that follows into one cell.

/// A row of cells with the line on which it starts.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub line: usize,
    /// What keeps it from being cells, or the cells.
    pub cells: Result<Vec<String>, &'static str>,
}

/// What parts the cells: a tab, a comma or a semicolon, whichever the first line has most of.
pub(super) fn delimiter(text: &str) -> char {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |delimiter: char| first.matches(delimiter).count();
    // Of equals the last wins, so the comma is what counts in case of doubt.
    ['\t', ';', ','].into_iter().max_by_key(|delimiter| count(*delimiter)).unwrap_or(',')
}

/// All rows of a text but empty ones.
pub(super) fn rows(text: &str, delimiter: char) -> Vec<Row> {
    let quoted = !is_plain(text, delimiter);
    let (mut rows, mut rest, mut line) = (Vec::new(), text, 1);
    while !rest.is_empty() {
        let line_length = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let (cells, length) = match row(rest, delimiter, quoted) {
            Ok((cells, length)) => (Ok(cells), length),
            Err(reason) => (Err(reason), line_length),
        };
        let is_empty = matches!(&cells, Ok(cells) if cells.iter().all(|cell| cell.trim().is_empty()));
        if !is_empty {
            rows.push(Row { line, cells });
        }
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    rows
}

/// Whether quotes mean nothing: a tab-separated file in which every line is a row, as Azure writes it.
fn is_plain(text: &str, delimiter: char) -> bool {
    let mut counts = text.lines().filter(|line| !line.trim().is_empty()).map(|line| line.matches(delimiter).count());
    let first = counts.next();
    delimiter == '\t' && counts.all(|count| Some(count) == first)
}

/// The cells of the first row and its length in bytes, with the line's end.
fn row(text: &str, delimiter: char, quoted: bool) -> Result<(Vec<String>, usize), &'static str> {
    let (mut cells, mut at) = (Vec::new(), 0);
    loop {
        let rest = &text[at..];
        let (cell, length) = match quoted && rest.starts_with('"') {
            true => quoted_cell(rest)?,
            false => {
                let length = rest.find([delimiter, '\n']).unwrap_or(rest.len());
                (unquoted(rest[..length].trim_end_matches('\r')), length)
            }
        };
        cells.push(cell);
        at += length;
        match text[at..].chars().next() {
            Some(next) if next == delimiter => at += next.len_utf8(),
            Some('\n') => return Ok((cells, at + 1)),
            Some('\r') if text[at..].starts_with("\r\n") => return Ok((cells, at + 2)),
            Some(_) => {
                return Err("there is text behind a closing quote; inside a cell in quotes, write \"\" for a quote");
            }
            None => return Ok((cells, at)),
        }
    }
}

/// A cell from quote to quote and its length with both.
fn quoted_cell(text: &str) -> Result<(String, usize), &'static str> {
    let mut cell = String::new();
    let mut at = 1;
    loop {
        let end = at + text[at..].find('"').ok_or("a quote is never closed")?;
        cell.push_str(&text[at..end]);
        if !text[end + 1..].starts_with('"') {
            return Ok((cell.replace("\r\n", "\n"), end + 1));
        }
        cell.push('"');
        at = end + 2;
    }
}

/// A spreadsheet's quotes around a cell of a plain file go.
fn unquoted(cell: &str) -> String {
    let inner = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"'));
    match inner.filter(|inner| !inner.replace("\"\"", "").contains('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("a,b\nc,d", "1 a|b\n2 c|d\n")]
    #[case("a;b\r\n\r\n\"c;\"\"1\"\"\";d,e\r\n", "1 a|b\n3 c;\"1\"|d,e\n")]
    #[case("a,b\n\"two\nlines\",c\nd,e", "1 a|b\n2 two\nlines|c\n4 d|e\n")]
    #[case("a,b\n\"never closed,c\nd,e\n", "1 a|b\n2 !\n3 d|e\n")]
    #[case("a,b\n\"open,c\nd,\"e\"\nf,g\n", "1 a|b\n2 !\n3 d|e\n4 f|g\n")]
    #[case("a\tb\n\"said\" he\t[{\"x\":1}]\n", "1 a|b\n2 \"said\" he|[{\"x\":1}]\n")]
    #[case("a\tb\n\"he \"\"said\"\"\"\tc\n", "1 a|b\n2 he \"said\"|c\n")]
    #[case("a\tb\n\"two\nlines\"\tc\n", "1 a|b\n2 two\nlines|c\n")]
    #[case("a,5\" wide\n", "1 a|5\" wide\n")]
    #[case("", "")]
    fn check(#[case] text: &str, #[case] expected: &str) {
        let show = |row: Row| format!("{} {}\n", row.line, row.cells.map_or("!".to_owned(), |cells| cells.join("|")));
        assert_eq!(rows(text, delimiter(text)).into_iter().map(show).collect::<String>(), expected);
    }
}
