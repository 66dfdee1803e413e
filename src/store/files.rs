//! The data folder's files: questions, votes and a key stand in them, so nobody but the bot's own user may read them.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io;
use std::path::Path;
use std::time::Duration;

/// A file that is half written is left over when it is this old, whoever wrote it.
const LEFT_OVER: Duration = Duration::from_secs(60);

/// Makes a folder, and those above it, for the bot's user alone; one that exists stays as it is.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    let mut folder = DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(path)
}

/// Opens a file for writing, and makes it for the bot's user alone.
pub(super) fn private() -> OpenOptions {
    let mut file = OpenOptions::new();
    file.write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    file
}

/// Takes a file that exists away from everybody else. Where that fails, since it is another user's, it stays as it is.
pub(super) fn make_private(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(path).map(|file| file.permissions().mode());
        if mode.is_ok_and(|mode| mode & 0o077 != 0)
            && let Err(error) = fs::set_permissions(path, fs::Permissions::from_mode(0o600))
        {
            tracing::warn!(path = %path.display(), %error, "others may read a file of the data folder");
        }
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// Which file a path leads to, as far as the system tells; `None` where there is none.
pub(super) fn identity(path: &Path) -> Option<(u64, u64)> {
    let file = fs::metadata(path).ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        Some((file.dev(), file.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        Some((0, 0))
    }
}

/// Takes away files of the folder that a process was writing when it was killed; `writer` tells its number by the file's name.
pub(super) fn remove_left_overs(folder: &Path, writer: impl Fn(&str) -> Option<u32>) {
    for item in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Some(process) = item.file_name().to_str().and_then(&writer) else { continue };
        let age = item.metadata().and_then(|file| file.modified()).ok().and_then(|time| time.elapsed().ok());
        if is_over(process) || age.is_some_and(|age| age > LEFT_OVER) {
            _ = fs::remove_file(item.path());
        }
    }
}

/// Whether the process is known to have ended.
fn is_over(process: u32) -> bool {
    cfg!(target_os = "linux") && Path::new("/proc/self").exists() && !Path::new(&format!("/proc/{process}")).exists()
}
