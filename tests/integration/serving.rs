//! Changes of a real folder are followed while it is served.

use career_advisor::knowledge::{self, FolderSource, KnowledgeSource as _};
use career_advisor::serving::{Serving, Teacher, watch};
use jiff::civil::date;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::task::JoinHandle;

/// A served folder with one file, which is followed.
struct Followed {
    dir: TempDir,
    serving: Arc<Serving>,
    watching: JoinHandle<()>,
}

fn text(answer: &str) -> String {
    format!("[[entry]]\nid = \"shoes\"\nquestion = \"Which shoes do people wear?\"\nanswer = \"{answer}\"\n")
}

fn write(root: &Path, answer: &str) {
    fs::create_dir_all(root.join("faq")).unwrap();
    fs::write(root.join("faq/a.toml"), text(answer)).unwrap();
}

impl Followed {
    /// `served` is the folder, as the bot knows it, below the temporary one.
    async fn start(set: impl FnOnce(&Path), served: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        set(dir.path());
        let source = Arc::new(FolderSource::new(dir.path().join(served)));
        let folder = source.read();
        let checked = knowledge::check(&folder, None);
        let teacher = Teacher::new(&dir.path().join("data")).unwrap();
        let today = Arc::new(|| date(2026, 11, 24));
        let serving = Arc::new(Serving::new(source, teacher, today, folder, checked).expect("a valid folder"));
        let learns = Arc::clone(&serving);
        tokio::task::spawn_blocking(move || learns.learn().unwrap()).await.unwrap();
        let watching = tokio::spawn(watch(Arc::clone(&serving)));
        // The watch makes its first mark.
        tokio::time::sleep(Duration::from_millis(400)).await;
        Followed { dir, serving, watching }
    }

    async fn simple() -> Self {
        Self::start(|dir| write(&dir.join("knowledge"), "Clogs."), "knowledge").await
    }

    fn root(&self) -> PathBuf {
        self.dir.path().join("knowledge")
    }

    fn answer(&self) -> String {
        self.serving.advisor().answer("faq/shoes").map(|answer| answer.text).unwrap_or_default()
    }

    /// The answer is served within two seconds.
    async fn serves(&self, answer: &str) {
        let saved = Instant::now();
        while self.answer() != answer {
            assert!(saved.elapsed() < Duration::from_secs(2), "{:?} is served, not {answer:?}", self.answer());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn refuses(&self) {
        let mut status = self.serving.status();
        let refused = status.wait_for(|status| status.refused.is_some());
        let refused = tokio::time::timeout(Duration::from_secs(5), refused).await;
        assert!(refused.is_ok(), "nobody is told");
    }
}

impl Drop for Followed {
    fn drop(&mut self) {
        self.watching.abort();
    }
}

#[tokio::test]
async fn a_save_in_place_and_one_by_rename_are_served() {
    let followed = Followed::simple().await;
    write(&followed.root(), "Trainers.");
    followed.serves("Trainers.").await;
    let new = followed.root().join("faq/.a.toml.swp");
    fs::write(&new, text("Boots.")).unwrap();
    fs::rename(&new, followed.root().join("faq/a.toml")).unwrap();
    followed.serves("Boots.").await;
    fs::rename(followed.root().join("faq/a.toml"), followed.root().join("faq/b.toml")).unwrap();
    fs::write(followed.root().join("faq/c.toml"), text("Sandals.").replace("shoes\"", "sandals\"")).unwrap();
    let saved = Instant::now();
    while followed.serving.advisor().answer("faq/sandals").is_none() {
        assert!(saved.elapsed() < Duration::from_secs(2), "the new file isn't served");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(followed.answer(), "Boots.", "a renamed file is still there");
}

#[tokio::test]
async fn a_half_written_file_is_never_served_and_alarms_nobody() {
    let followed = Followed::simple().await;
    let whole = text("Trainers.");
    fs::write(followed.root().join("faq/a.toml"), &whole[..whole.len() - 8]).unwrap();
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert_eq!(followed.answer(), "Clogs.");
    fs::write(followed.root().join("faq/a.toml"), &whole).unwrap();
    followed.serves("Trainers.").await;
    assert!(followed.serving.status().borrow().refused.is_none());
}

#[tokio::test]
async fn a_bad_file_keeps_the_last_good_one_and_taking_it_back_ends_the_alarm() {
    let followed = Followed::simple().await;
    fs::write(followed.root().join("faq/a.toml"), "[[entry]\n").unwrap();
    followed.refuses().await;
    assert_eq!(followed.answer(), "Clogs.");
    write(&followed.root(), "Clogs.");
    let mut status = followed.serving.status();
    let ended = status.wait_for(|status| status.refused.is_none());
    assert!(tokio::time::timeout(Duration::from_secs(5), ended).await.is_ok());
}

#[tokio::test]
async fn the_folder_may_be_deleted_and_made_again() {
    let followed = Followed::simple().await;
    fs::remove_dir_all(followed.root()).unwrap();
    followed.refuses().await;
    assert_eq!(followed.answer(), "Clogs.");
    write(&followed.root(), "Trainers.");
    followed.serves("Trainers.").await;
    fs::rename(followed.root(), followed.dir.path().join("old")).unwrap();
    write(&followed.root(), "Boots.");
    followed.serves("Boots.").await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_linked_folder_is_followed_when_the_link_changes() {
    use std::os::unix::fs::symlink;
    // As mounted config maps are: the folder's files are links through `..data`, which is changed at once.
    let set = |dir: &Path| {
        write(&dir.join("mount/..one"), "Clogs.");
        write(&dir.join("mount/..two"), "Trainers.");
        symlink("..one", dir.join("mount/..data")).unwrap();
        symlink("..data/faq", dir.join("mount/faq")).unwrap();
        symlink("mount", dir.join("knowledge")).unwrap();
    };
    let followed = Followed::start(set, "knowledge").await;
    let mount = followed.dir.path().join("mount");
    symlink("..two", mount.join("..data_tmp")).unwrap();
    fs::rename(mount.join("..data_tmp"), mount.join("..data")).unwrap();
    followed.serves("Trainers.").await;
}

#[tokio::test]
async fn of_twenty_saves_in_a_second_the_last_one_is_served() {
    let followed = Followed::simple().await;
    for save in 0..20 {
        write(&followed.root(), &format!("Number {save}."));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    followed.serves("Number 19.").await;
    assert!(followed.serving.status().borrow().refused.is_none());
}
