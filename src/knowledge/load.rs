//! The only IO of the knowledge modules: reads the folder's files.

use super::{Folder, SourceFile, files};
use crate::diagnostic::{Code, Diagnostic};
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

/// How deep below the folder files are looked for; deeper ones are not even worth a warning.
const DEEPEST: usize = 3;

/// Reads the TOML files of a knowledge folder, without hidden files and the copies that editors leave.
///
/// Files that only their names keep from being read (`jobs.TOML`, `jobs.toml.txt`) are there as well, so that they don't
/// go unnoticed.
///
/// Whatever can't be read is noted in the result, for [`check`](super::check) to report.
pub fn read_folder(dir: &Path) -> Folder {
    let mut folder = Folder::default();
    let mut files = Vec::new();
    if let Err(error) = walk(dir, "", &mut |below, found| files.push(read(below, found))) {
        let reason = match error.kind() {
            io::ErrorKind::NotFound => "it doesn't exist".to_owned(),
            io::ErrorKind::NotADirectory => "it is a file, not a folder".to_owned(),
            io::ErrorKind::PermissionDenied => "this program may not read it".to_owned(),
            _ => error.to_string(),
        };
        let message = format!("the knowledge folder `{}` can't be opened: {reason}", dir.display());
        let help = "name the folder with --knowledge DIR or set KNOWLEDGE_DIR; without either, it is the folder `knowledge` \
                    of the directory that the program is started in";
        folder.problem = Some(Diagnostic::of_folder(Code::MissingFolder, message).help(help));
    }
    folder.files = files;
    folder.files.sort_by(|a, b| a.path.cmp(&b.path));
    folder
}

/// Whether [`read_folder`] would read a file with this path below the folder, for folders that don't lie on disk.
pub fn reads(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let is_toml = parts.last().is_some_and(|name| files::meant_as_toml(name).is_some());
    is_toml && parts.len() <= DEEPEST + 1 && parts.iter().all(|name| !name.starts_with('.'))
}

/// What lies in the folder at a path.
pub(super) enum Found<'a> {
    /// A file that is read, or would be but for its name. The metadata is that of what a link leads to.
    File(&'a Path, io::Result<Metadata>),
    /// A folder that can't be opened.
    Closed(io::Error),
}

/// Calls `visit` with everything that counts below `dir`, and its path below it; `prefix` stands before these paths.
pub(super) fn walk(dir: &Path, prefix: &str, visit: &mut dyn FnMut(&str, Found<'_>)) -> io::Result<()> {
    for item in fs::read_dir(dir)? {
        let item = item?;
        let name = item.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = item.path();
        let below = format!("{prefix}{name}");
        // `metadata` follows links, as which mounted volumes often present their files.
        let metadata = fs::metadata(&path);
        if metadata.as_ref().is_ok_and(Metadata::is_dir) {
            if below.matches('/').count() < DEEPEST
                && let Err(error) = walk(&path, &format!("{below}/"), visit)
            {
                visit(&below, Found::Closed(error));
            }
        } else if files::meant_as_toml(&name).is_some() {
            visit(&below, Found::File(&path, metadata));
        }
    }
    Ok(())
}

fn read(below: &str, found: Found<'_>) -> SourceFile {
    match found {
        // A folder that can't be opened stands for the files that it hides.
        Found::Closed(error) => {
            let reason = format!("the folder can't be opened: {error}");
            SourceFile { path: format!("{below}/*.toml").into(), content: Err(reason) }
        }
        // Reading a pipe or a device might never end.
        Found::File(_, Ok(metadata)) if !metadata.is_file() => {
            SourceFile { path: below.into(), content: Err("it is no ordinary file".to_owned()) }
        }
        Found::File(path, _) => {
            SourceFile { path: below.into(), content: fs::read(path).map_err(|error| error.to_string()) }
        }
    }
}
