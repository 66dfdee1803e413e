//! The only IO of the knowledge modules: reads the folder's files.

use super::{Folder, SourceFile, files};
use crate::diagnostic::{Code, Diagnostic};
use std::fs;
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
    if let Err(error) = walk(dir, "", &mut folder.files) {
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
    folder.files.sort_by(|a, b| a.path.cmp(&b.path));
    folder
}

fn walk(dir: &Path, prefix: &str, files: &mut Vec<SourceFile>) -> io::Result<()> {
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
        if metadata.as_ref().is_ok_and(|metadata| metadata.is_dir()) {
            if below.matches('/').count() < DEEPEST
                && let Err(error) = walk(&path, &format!("{below}/"), files)
            {
                // A folder that can't be opened stands for the files that it hides.
                let reason = format!("the folder can't be opened: {error}");
                files.push(SourceFile { path: format!("{below}/*.toml").into(), content: Err(reason) });
            }
        } else if files::meant_as_toml(&name).is_some() {
            // Reading a pipe or a device might never end.
            let content = match metadata {
                Ok(metadata) if !metadata.is_file() => Err("it is no ordinary file".to_owned()),
                _ => fs::read(&path).map_err(|error| error.to_string()),
            };
            files.push(SourceFile { path: below.into(), content });
        }
    }
    Ok(())
}
