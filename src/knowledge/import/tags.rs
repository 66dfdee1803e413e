//! Tags as Discord bots keep them: `[name]`, `keywords = ["…"]`, `content = """…"""`.

use super::{Draft, Import, others};
use crate::diagnostic::position;
use crate::knowledge::shorten;
use crate::knowledge::syntax::{self, At, Data, Value};
use crate::text::normalise;

/// Reads the tags of a file; `name` is the file's.
pub(super) fn read(name: &str, text: &str) -> Import {
    let mut import = Import::default();
    let mut faults = Vec::new();
    let document = syntax::parse(&name.into(), text, &mut faults);
    let line = |at: usize| position(text, at).line;
    for fault in faults {
        let place = fault.place.map_or(1, |place| line(place.span.start));
        let help = fault.help.map(|help| format!(": {help}")).unwrap_or_default();
        import.leave_out(place, format!("{}{help}", fault.message));
    }
    for (key, value) in document.root.keys {
        let line = line(key.place.span.start);
        match draft(line, &key.value, value, &mut import) {
            Ok(draft) => import.drafts.push(draft),
            Err(reason) => import.leave_out(line, format!("`{}` {reason}", shorten(&key.value))),
        }
    }
    import.left_out.sort();
    import
}

fn draft(line: usize, name: &str, value: Value, import: &mut Import) -> Result<Draft, &'static str> {
    let Data::Table(table) = value.value else { return Err("is no tag, which would have `content`") };
    if table.broken {
        return Err("has a fault in it");
    }
    let (mut content, mut keywords) = (None, Vec::new());
    for (key, At { value, .. }) in table.keys {
        match (key.value.as_str(), value) {
            ("content", Data::Text(text)) => content = Some(text.trim().to_owned()),
            ("keywords", Data::List(items)) => keywords = items.into_iter().filter_map(text).collect(),
            // Only says that the other bot shows the tag first.
            ("hoisted", _) => {}
            (other, _) => import.change(line, format!("`{}` of `{}` is left out", shorten(other), shorten(name))),
        }
    }
    let answer = content.filter(|text| !text.is_empty()).ok_or("has no `content`")?;
    let question = words(name);
    if normalise(&question).is_empty() {
        return Err("has no words in its name");
    }
    import.change(line, format!("`{}` has no question, so its name stands there; write one", shorten(name)));
    let also_asked = others(&question, keywords.iter().map(|keyword| words(keyword)));
    Ok(Draft { line, question, standard: Vec::new(), also_asked, answer })
}

fn text(value: Value) -> Option<String> {
    match value.value {
        Data::Text(text) => Some(text),
        _ => None,
    }
}

/// A tag's name as words.
fn words(name: &str) -> String {
    name.replace(['-', '_'], " ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_questions_by_their_names_and_keywords() {
        let text = "[bot-about-me]\nkeywords = [\"bam\", \"about_me\", \"🐛\", \"BAM\"]\ncontent = \"\"\"\n<b> stays.\n\"\"\"\nhoisted = true\n\n\
                    [empty]\nkeywords = []\n\n[broken]\ncontent = oops\n\n[extra]\ncontent = \"x\"\nweight = 1\n";
        let import = read("tags.toml", text);
        let draft = |line, question: &str, also_asked: &[&str], answer: &str| Draft {
            line,
            question: question.into(),
            standard: Vec::new(),
            also_asked: also_asked.iter().map(|text| (*text).to_owned()).collect(),
            answer: answer.into(),
        };
        assert_eq!(
            import.drafts,
            [draft(1, "bot about me", &["bam", "about me"], "<b> stays."), draft(14, "extra", &[], "x")]
        );
        assert_eq!(import.left_out.iter().map(|remark| remark.line).collect::<Vec<_>>(), [8, 11, 12]);
        assert_eq!(import.changed.iter().map(|remark| remark.line).collect::<Vec<_>>(), [1, 14, 14]);
    }
}
