//! An entry's nine fields as two forms, since a form holds five.

use crate::discord::custom_id::{CustomId, Task};
use crate::discord::post::{Form, Input};
use crate::knowledge::edit::{Edit, EntryFields};
use crate::knowledge::limits;
use crate::messages::Words;
use jiff::civil::Date;
use std::collections::HashMap;

/// Characters of an input.
const INPUT: usize = 4_000;

/// The fields of an entry that a draft changes; `None` for drafts that change something else.
fn fields(edit: &Edit) -> Option<&EntryFields> {
    match edit {
        Edit::AddEntry { fields, .. } | Edit::SetEntry { fields, .. } => Some(fields),
        _ => None,
    }
}

fn fields_mut(edit: &mut Edit) -> Option<&mut EntryFields> {
    match edit {
        Edit::AddEntry { fields, .. } | Edit::SetEntry { fields, .. } => Some(fields),
        _ => None,
    }
}

/// The form with question, answer, topic, sources and related entries.
pub fn texts(draft: &str, edit: &Edit, words: Words) -> Option<Form> {
    let fields = fields(edit)?;
    let input = |name, label: &str, value: String, hint: &str, long, required, max| Input {
        name,
        label: label.to_owned(),
        value,
        hint: hint.to_owned(),
        long,
        required,
        max,
    };
    Some(Form {
        action: CustomId::Moderate(Task::TextsForm(draft.to_owned())),
        title: words.texts_form().to_owned(),
        inputs: vec![
            input(
                "question",
                words.question_input(),
                fields.question.clone(),
                words.question_hint(),
                false,
                true,
                limits::QUESTION,
            ),
            input(
                "answer",
                words.answer_input(),
                fields.answer.clone(),
                words.answer_hint(),
                true,
                true,
                limits::ANSWER,
            ),
            input("topic", words.topic_input(), fields.topic.clone(), words.topic_hint(), false, false, limits::TOPIC),
            input(
                "sources",
                words.sources_input(),
                fields.sources.join(", "),
                words.sources_hint(),
                false,
                false,
                1_000,
            ),
            input(
                "related",
                words.related_input(),
                fields.related.join("\n"),
                words.related_hint(),
                true,
                false,
                2_000,
            ),
        ],
    })
}

/// The form with other phrasings, near misses and dates.
pub fn details(draft: &str, edit: &Edit, words: Words) -> Option<Form> {
    let fields = fields(edit)?;
    let (first, rest) = lines_within(&fields.also_asked);
    let (second, _) = lines_within(rest);
    let (not_for, _) = lines_within(&fields.not_for);
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let long = |name, label: &str, value: String| Input {
        name,
        label: label.to_owned(),
        value,
        hint: words.one_a_line_hint().to_owned(),
        long: true,
        required: false,
        max: INPUT,
    };
    let short = |name, label: &str, value: String| Input {
        name,
        label: label.to_owned(),
        value,
        hint: words.date_hint().to_owned(),
        long: false,
        required: false,
        max: 10,
    };
    Some(Form {
        action: CustomId::Moderate(Task::DetailsForm(draft.to_owned())),
        title: words.details_form().to_owned(),
        inputs: vec![
            long("also_asked", words.also_asked_input(), first),
            long("also_asked_more", words.also_asked_more_input(), second),
            long("not_for", words.not_for_input(), not_for),
            short("reviewed", words.reviewed_input(), date(fields.reviewed)),
            short("review_by", words.review_by_input(), date(fields.review_by)),
        ],
    })
}

/// Takes over what was typed into the form of [`texts`].
///
/// # Errors
/// What is wrong with it, for the moderator.
pub fn take_texts(edit: &mut Edit, typed: &HashMap<String, String>, today: Date) -> Result<(), String> {
    let Some(fields) = fields_mut(edit) else { return Ok(()) };
    let text = |name: &str| typed.get(name).map_or("", |text| text.trim()).to_owned();
    let answer = text("answer").replace("\r\n", "\n");
    // Whoever writes an answer anew has checked it.
    if answer != fields.answer {
        fields.reviewed = Some(today);
    }
    fields.question = text("question");
    fields.answer = answer;
    fields.topic = text("topic");
    fields.sources = words(&text("sources"));
    fields.related = words(&text("related"));
    Ok(())
}

/// Takes over what was typed into the form of [`details`]. What was too long for the form stays as it is.
///
/// # Errors
/// What is wrong with a date, for the moderator; the rest is taken over.
pub fn take_details(edit: &mut Edit, typed: &HashMap<String, String>, words: Words) -> Result<(), String> {
    let Some(fields) = fields_mut(edit) else { return Ok(()) };
    let text = |name: &str| typed.get(name).map_or("", String::as_str);
    let (_, rest) = lines_within(&fields.also_asked);
    let (_, hidden) = lines_within(rest);
    let shown = lines(text("also_asked")).chain(lines(text("also_asked_more")));
    fields.also_asked = shown.chain(hidden.iter().cloned()).collect();
    let (_, hidden) = lines_within(&fields.not_for);
    fields.not_for = lines(text("not_for")).chain(hidden.iter().cloned()).collect();
    let date = |name: &str| match text(name).trim() {
        "" => Ok(None),
        date => date.parse().map(Some).map_err(|_| words.malformed_date(date)),
    };
    fields.reviewed = date("reviewed")?;
    fields.review_by = date("review_by")?;
    Ok(())
}

/// As many items as fit into an input, one a line, and the items that don't.
fn lines_within(items: &[String]) -> (String, &[String]) {
    let mut length = 0;
    let fits = |item: &&String| {
        length += item.chars().count() + 1;
        length <= INPUT
    };
    let count = items.iter().take_while(fits).count();
    let (shown, rest) = items.split_at(count);
    (shown.join("\n"), rest)
}

fn lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty())
}

fn words(text: &str) -> Vec<String> {
    text.split([',', '\n', ' ', ';']).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::model::EntryId;
    use rstest::rstest;

    fn long() -> Edit {
        let fields = EntryFields {
            also_asked: (0..200).map(|at| format!("{at:03} {}", "how long is it ".repeat(5))).collect(),
            not_for: (0..80).map(|at| format!("{at:03} {}", "not this one ".repeat(5))).collect(),
            answer: "x".repeat(limits::ANSWER),
            question: "y".repeat(limits::QUESTION),
            ..EntryFields::default()
        };
        let trimmed = |items: Vec<String>| items.into_iter().map(|item| item.trim().to_owned()).collect();
        let fields = EntryFields { also_asked: trimmed(fields.also_asked), not_for: trimmed(fields.not_for), ..fields };
        Edit::SetEntry { entry: EntryId::new("a/b"), fields }
    }

    fn typed(form: &Form) -> HashMap<String, String> {
        form.inputs.iter().map(|input| (input.name.to_owned(), input.value.clone())).collect()
    }

    #[rstest]
    #[case(Words::ENGLISH)]
    #[case(Words::GERMAN)]
    fn forms_fit_and_what_is_sent_back_unchanged_changes_nothing(#[case] words: Words) {
        let before = long();
        let mut edit = long();
        for form in [texts("d", &edit, words).unwrap(), details("d", &edit, words).unwrap()] {
            assert!(form.inputs.len() <= 5 && form.title.chars().count() <= 45);
            for input in &form.inputs {
                assert!(input.value.chars().count() <= input.max, "{}", input.name);
                assert!(input.max <= 4_000 && input.label.chars().count() <= 45 && input.hint.chars().count() <= 100);
            }
        }
        let form = typed(&texts("d", &edit, words).unwrap());
        take_texts(&mut edit, &form, jiff::civil::date(2026, 11, 24)).unwrap();
        let form = typed(&details("d", &edit, words).unwrap());
        take_details(&mut edit, &form, words).unwrap();
        assert_eq!(edit, before);
    }

    #[test]
    fn lists_dates_and_a_new_answer_are_taken_over() {
        let mut edit = Edit::AddEntry { file: "faq/a.toml".into(), id: "a".into(), fields: EntryFields::default() };
        let form = |pairs: &[(&str, &str)]| pairs.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
        let today = jiff::civil::date(2026, 11, 24);
        let texts =
            form(&[("question", " Q? "), ("answer", "A\r\nB"), ("sources", "one, two;three"), ("related", "a/b\na/c")]);
        take_texts(&mut edit, &texts, today).unwrap();
        take_details(
            &mut edit,
            &form(&[("also_asked", "x\n\n y "), ("review_by", "2027-11-24"), ("reviewed", "2026-11-24")]),
            Words::ENGLISH,
        )
        .unwrap();
        let Edit::AddEntry { fields, .. } = &edit else { unreachable!() };
        assert_eq!((fields.question.as_str(), fields.answer.as_str()), ("Q?", "A\nB"));
        assert_eq!((fields.sources.len(), fields.related.len(), fields.also_asked.len()), (3, 2, 2));
        assert_eq!((fields.reviewed, fields.review_by), (Some(today), Some(jiff::civil::date(2027, 11, 24))));
        let error = take_details(&mut edit, &form(&[("reviewed", "24.11.2026")]), Words::ENGLISH).unwrap_err();
        assert!(error.contains("24.11.2026"), "{error}");
    }
}
