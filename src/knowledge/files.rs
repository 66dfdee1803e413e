//! Which file is what, and from bytes to raw values.

use super::kind::{FILES, FOLDERS, FileKind};
use super::raw::RawFolder;
use super::suggest::nearest;
use super::{SourceFile, syntax};
use crate::diagnostic::{Code, Diagnostic, Place, Texts};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The name that a file of this name should have for it to be read as TOML; `None` if it isn't meant to be.
///
/// Editors that hide endings add a second one, and some systems don't tell capitals apart.
pub(super) fn meant_as_toml(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let plain = lower.strip_suffix(".txt").unwrap_or(&lower);
    let stem = plain.strip_suffix(".toml")?;
    Some(format!("{}.toml", &name[..stem.len()]))
}

/// Reads every file as far as it goes; notes its text in `texts` and its problems in `out`.
pub(super) fn read(files: &[SourceFile], texts: &mut Texts, out: &mut Vec<Diagnostic>) -> RawFolder {
    let mut raw = RawFolder::default();
    // In the order of their names, whatever the order on disk, so that indexes and messages are the same everywhere.
    let files: BTreeMap<&Arc<str>, &SourceFile> = files.iter().map(|file| (&file.path, file)).collect();
    for (path, file) in files {
        let Some(kind) = FileKind::of(path) else {
            texts.insert(path.clone(), "".into());
            out.push(unknown_file(path));
            continue;
        };
        let Some(text) = text(file, out) else {
            texts.insert(path.clone(), "".into());
            lost(&mut raw, kind);
            continue;
        };
        let document = syntax::parse(path, &text, out);
        match kind {
            FileKind::Role => raw.add_role(path, document, out),
            FileKind::Faq => raw.add_faq(path, document, out),
            FileKind::Golden => raw.add_golden(path, document, out),
            FileKind::Sources => raw.add_sources(path, document, out),
            FileKind::Listings => raw.add_listings(path, document, out),
            FileKind::Vocabulary => raw.add_vocabulary(path, document, out),
            FileKind::Smalltalk => raw.add_smalltalk(path, document, out),
            FileKind::OutOfScope => raw.add_out_of_scope(path, document, out),
            FileKind::Safety => raw.add_safety(path, document, out),
            FileKind::StandardQuestions => raw.add_standard_questions(path, document, out),
        }
        texts.insert(path.clone(), text.into());
    }
    raw
}

/// A file could not be read at all: what it holds must not be missed elsewhere.
fn lost(raw: &mut RawFolder, kind: FileKind) {
    match kind {
        FileKind::Role => raw.unknown_owner = true,
        FileKind::Faq => raw.incomplete_owners.push("faq".into()),
        FileKind::Sources => raw.sources_incomplete = true,
        FileKind::StandardQuestions => raw.standard_incomplete = true,
        _ => {}
    }
}

/// The file's text, without a byte order mark.
fn text(file: &SourceFile, out: &mut Vec<Diagnostic>) -> Option<String> {
    let start = Place { file: file.path.clone(), span: 0..0 };
    let bytes = match &file.content {
        Ok(bytes) => bytes,
        Err(reason) => {
            let message = format!("this file can't be read: {reason}");
            let help = "check that the bot may read it, and that it isn't a broken link";
            out.push(Diagnostic::at(Code::UnreadableFile, start, message).help(help));
            return None;
        }
    };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || bytes.contains(&0) {
        let message = "this file is saved as UTF-16 or isn't a text";
        let help = "in the editor, choose 'Save as' and the encoding UTF-8";
        out.push(Diagnostic::at(Code::InvalidUtf8, start, message).help(help));
        return None;
    }
    let error = match str::from_utf8(bytes) {
        Ok(text) => return Some(text.to_owned()),
        Err(error) => error,
    };
    // What comes before the first wrong byte keeps its place; the byte itself becomes a replacement character.
    let text = String::from_utf8_lossy(bytes).into_owned();
    let at = error.valid_up_to();
    let place = Place { span: at..at + char::REPLACEMENT_CHARACTER.len_utf8(), ..start };
    let message = "there is a character here that isn't saved as UTF-8";
    let help = "type the character anew, then choose 'Save as' and the encoding UTF-8";
    out.push(Diagnostic::at(Code::InvalidUtf8, place, message).help(help));
    Some(text)
}

fn unknown_file(path: &Arc<str>) -> Diagnostic {
    let place = Place { file: path.clone(), span: 0..0 };
    let diagnostic = Diagnostic::at(Code::UnknownFile, place, "nothing is read from a file of this name");
    let renamed = meant_as_toml(path).filter(|renamed| **renamed != **path && FileKind::of(renamed).is_some());
    if let Some(renamed) = renamed {
        return diagnostic.help(format!("rename it to `{renamed}`; only files that end in .toml are read"));
    }
    let parts: Vec<&str> = path.split('/').collect();
    let guess = match parts[..] {
        [file] => nearest(file, FILES.map(|(name, _)| name)).map(str::to_owned),
        [.., file] if FileKind::of(file).is_some() => Some(file.to_owned()),
        [folder, .., file] => nearest(folder, FOLDERS.map(|(name, _)| name)).map(|folder| format!("{folder}/{file}")),
        [] => None,
    };
    match guess {
        Some(guess) => diagnostic.help(format!("did you mean `{guess}`?")),
        None => {
            let files = FILES.map(|(name, _)| name).join(", ");
            diagnostic.help(format!("roles go into roles/, entries of no single role into faq/, golden questions into golden/; the other files are {files}"))
        }
    }
}
