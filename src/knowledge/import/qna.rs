//! Tables of questions and answers: spreadsheets of any kind, and the exports of QnA Maker and Custom Question Answering.
//!
//! Azure's exports are tab-separated, with a row for each way of asking: `Question`, `Answer`, `Source`, `Metadata`,
//! `SuggestedQuestions`, `IsContextOnly`, `Prompts`, `QnaId`. Rows with one `QnaId` are one entry. A line break in a cell
//! is written `\n`.

use super::table::{self, Row};
use super::{Draft, Import, ImportError, markup, others};
use crate::knowledge::shorten;
use crate::text::normalise;
use std::collections::HashMap;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Question,
    Answer,
    Phrasings,
    /// What groups rows to entries.
    Group,
    ContextOnly,
    Prompts,
    Suggested,
}

/// Names of columns as letters and digits, in lower case.
const NAMES: [(&str, Column); 27] = [
    ("question", Column::Question),
    ("questions", Column::Question),
    ("q", Column::Question),
    ("ask", Column::Question),
    ("title", Column::Question),
    ("answer", Column::Answer),
    ("answers", Column::Answer),
    ("a", Column::Answer),
    ("response", Column::Answer),
    ("reply", Column::Answer),
    ("content", Column::Answer),
    ("alsoasked", Column::Phrasings),
    ("phrasing", Column::Phrasings),
    ("phrasings", Column::Phrasings),
    ("otherphrasings", Column::Phrasings),
    ("alternative", Column::Phrasings),
    ("alternatives", Column::Phrasings),
    ("alternativequestions", Column::Phrasings),
    ("alternatequestions", Column::Phrasings),
    ("alternativephrasings", Column::Phrasings),
    ("variants", Column::Phrasings),
    ("variations", Column::Phrasings),
    ("keywords", Column::Phrasings),
    ("qnaid", Column::Group),
    ("iscontextonly", Column::ContextOnly),
    ("prompts", Column::Prompts),
    ("suggestedquestions", Column::Suggested),
];

/// The columns of a table.
struct Columns {
    names: Vec<String>,
    kinds: Vec<Option<Column>>,
}

impl Columns {
    fn new(names: Vec<String>) -> Self {
        let kind = |name: &String| {
            let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
            let plain = plain.to_ascii_lowercase();
            NAMES.iter().find(|(known, _)| *known == plain).map(|(_, kind)| *kind)
        };
        let kinds = names.iter().map(kind).collect();
        Columns { names, kinds }
    }

    /// The first cell of this kind, trimmed; empty where there is none.
    fn cell<'a>(&self, kind: Column, cells: &'a [String]) -> &'a str {
        let at = self.kinds.iter().position(|found| *found == Some(kind));
        at.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
    }

    fn all<'a>(&self, kind: Column, cells: &'a [String]) -> impl Iterator<Item = &'a str> {
        self.kinds.iter().zip(cells).filter(move |(found, _)| **found == Some(kind)).map(|(_, cell)| cell.as_str())
    }
}

pub(super) fn read(text: &str) -> Result<Import, ImportError> {
    let delimiter = table::delimiter(text);
    let mut rows = table::rows(text, delimiter).into_iter();
    let first = rows.next().ok_or(ImportError::Empty)?;
    let columns = Columns::new(first.cells.unwrap_or_default());
    let has = |kind: Column| columns.kinds.contains(&Some(kind));
    if !has(Column::Question) || !has(Column::Answer) {
        return Err(ImportError::NoColumns { found: columns.names });
    }
    let mut import = Import::default();
    let unknown: Vec<&str> =
        columns.names.iter().zip(&columns.kinds).filter(|(_, kind)| kind.is_none()).map(|(name, _)| &**name).collect();
    if !unknown.is_empty() {
        import.leave_out(first.line, format!("these columns have no place in an entry: {}", unknown.join(", ")));
    }
    let mut reader = Reader { columns, escapes: delimiter == '\t', groups: HashMap::new(), import };
    rows.for_each(|row| reader.add(row));
    Ok(reader.import)
}

struct Reader {
    columns: Columns,
    /// A line break in a cell is written `\n`.
    escapes: bool,
    /// Which draft has this group and this answer.
    groups: HashMap<(String, String), usize>,
    import: Import,
}

impl Reader {
    fn add(&mut self, Row { line, cells }: Row) {
        let cells = match cells {
            Ok(cells) => cells,
            Err(reason) => return self.import.leave_out(line, reason),
        };
        if let Err(reason) = self.refuse(&cells) {
            return self.import.leave_out(line, reason);
        }
        let question = one_line(&self.unescape(self.columns.cell(Column::Question, &cells)));
        let (answer, lost) = markup::to_discord(&self.unescape(self.columns.cell(Column::Answer, &cells)));
        if answer.is_empty() {
            return self.import.leave_out(line, "there is no answer");
        }
        lost.into_iter().for_each(|what| self.import.change(line, what));
        for (column, what) in [
            (Column::Prompts, "its follow-up prompts are left out; name the entries in `related`"),
            (Column::Suggested, "the questions suggested for it are left out, since nobody has accepted them"),
        ] {
            if !matches!(self.columns.cell(column, &cells), "" | "[]") {
                self.import.change(line, what);
            }
        }
        let phrasings: Vec<String> =
            self.columns.all(Column::Phrasings, &cells).flat_map(|cell| self.split(cell)).collect();
        let group = (self.columns.cell(Column::Group, &cells).to_owned(), answer.clone());
        match self.groups.get(&group) {
            Some(&at) => {
                let draft = &mut self.import.drafts[at];
                let all = std::mem::take(&mut draft.also_asked).into_iter().chain([question]).chain(phrasings);
                draft.also_asked = others(&draft.question, all);
            }
            None => {
                self.groups.insert(group, self.import.drafts.len());
                let also_asked = others(&question, phrasings);
                self.import.drafts.push(Draft { line, question, standard: Vec::new(), also_asked, answer });
            }
        }
    }

    /// Why a row can't be an entry.
    fn refuse(&self, cells: &[String]) -> Result<(), String> {
        let columns = self.columns.names.len();
        if cells.len() > columns {
            let cause = "is a cell with a comma, a tab or a semicolon in it not in quotes?";
            return Err(format!("there are {} cells for {columns} columns; {cause}", cells.len()));
        }
        let question = self.columns.cell(Column::Question, cells);
        if normalise(question).is_empty() {
            return Err("there is no question".into());
        }
        if self.columns.cell(Column::ContextOnly, cells).eq_ignore_ascii_case("true") {
            let question = shorten(question);
            return Err(format!("\"{question}\" is only asked behind another question, and means nothing by itself"));
        }
        Ok(())
    }

    fn unescape(&self, cell: &str) -> String {
        if self.escapes { cell.replace("\\r", "").replace("\\n", "\n").replace("\\t", " ") } else { cell.to_owned() }
    }

    /// The phrasings of a cell: parted by line breaks, else by `|`, else by `;`.
    fn split(&self, cell: &str) -> Vec<String> {
        let cell = self.unescape(cell);
        let mark = ['\n', '|', ';'].into_iter().find(|mark| cell.contains(*mark)).unwrap_or('\n');
        cell.split(mark).map(one_line).collect()
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn show(import: &Import) -> String {
        let draft = |draft: &Draft| {
            let phrasings: String = draft.also_asked.iter().map(|phrasing| format!(" / {phrasing}")).collect();
            format!("{} {}{phrasings}: {}\n", draft.line, draft.question, draft.answer)
        };
        import.drafts.iter().map(draft).collect()
    }

    #[rstest]
    #[case::names("Q,A\nWhy?,So.\n", "2 Why?: So.\n")]
    #[case::more_names("Alternative questions;Title;Response\nhow;Why?;So.\n", "2 Why? / how: So.\n")]
    #[case::bars(
        "question,answer,also_asked\nWhy?,So.,how come | what; for |why\n",
        "2 Why? / how come / what; for: So.\n"
    )]
    #[case::semicolons(
        "question,answer,phrasings\nWhy?,So.,how come; what for\n",
        "2 Why? / how come / what for: So.\n"
    )]
    #[case::lines(
        "question,answer,phrasings\nWhy?,So.,\"how|come\nwhat for\"\n",
        "2 Why? / how|come / what for: So.\n"
    )]
    #[case::one_answer(
        "question,answer\nWhy?,So.\nHow?,Thus.\nHow come?,So.\n",
        "2 Why? / How come?: So.\n3 How?: Thus.\n"
    )]
    #[case::short_rows("question,answer,phrasings\nWhy?,So.\n", "2 Why?: So.\n")]
    fn check(#[case] text: &str, #[case] expected: &str) {
        let import = read(text).unwrap();
        assert_eq!((show(&import).as_str(), import.left_out), (expected, Vec::new()));
    }

    #[test]
    fn an_export_of_azure_is_read_with_its_groups_and_its_escapes() {
        let text = "Question\tAnswer\tSource\tMetadata\tSuggestedQuestions\tIsContextOnly\tPrompts\tQnaId\tSourceDisplayName\n\
            How do I apply?\t**Online**.\\n\\nSee [the form](https://example.org/).\tEditorial\t\t[]\tFalse\t[]\t1\tEditorial\n\
            where is the form\t**Online**.\\n\\nSee [the form](https://example.org/).\tEditorial\t\t[]\tFalse\t[]\t1\tEditorial\n\
            Is it hard?\tYes.\tEditorial\t\t[]\tFalse\t[{\"displayOrder\":0,\"qnaId\":4,\"displayText\":\"How hard?\"}]\t2\tEditorial\n\
            Is it long?\tYes.\tEditorial\t\t[]\tFalse\t[]\t3\tEditorial\n\
            How hard?\tVery.\tEditorial\t\t[]\tTrue\t[]\t4\tEditorial\n";
        let import = read(text).unwrap();
        let expected = "2 How do I apply? / where is the form: **Online**.\n\nSee [the form](https://example.org/).\n\
            4 Is it hard?: Yes.\n5 Is it long?: Yes.\n";
        assert_eq!(show(&import), expected);
        assert_eq!(import.left_out.iter().map(|remark| remark.line).collect::<Vec<_>>(), [1, 6]);
        assert_eq!(import.changed.iter().map(|remark| remark.line).collect::<Vec<_>>(), [4]);
    }

    #[test]
    fn rows_that_cant_be_read_are_told_and_the_rest_goes_on() {
        let text = "question,answer\nWhy?,So, so.\n,Thus.\n\"How,When\nWho?,\nWhere?,There.\n";
        let import = read(text).unwrap();
        assert_eq!(show(&import), "6 Where?: There.\n");
        assert_eq!(import.left_out.iter().map(|remark| remark.line).collect::<Vec<_>>(), [2, 3, 4, 5]);
    }

    #[test]
    fn a_table_without_names_says_which_are_needed() {
        let error = read("Why?,So.\nHow?,Thus.\n").unwrap_err();
        assert_eq!(error, ImportError::NoColumns { found: vec!["Why?".into(), "So.".into()] });
    }
}
