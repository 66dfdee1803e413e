//! Edits of a real folder with a real database, without Discord.

use crate::discord::knowledge as small;
use career_advisor::knowledge::edit::{Edit, EntryFields, FileChange};
use career_advisor::knowledge::model::EntryId;
use career_advisor::knowledge::{self, Folder, FolderSource, GitError, KnowledgeSource, SourceFile, WriteError};
use career_advisor::matching::Decision;
use career_advisor::moderation::{Desk, Draft, Editor, Group, SaveError, Saved, Settings, What, chores};
use career_advisor::serving::{Serving, Teacher};
use career_advisor::store::{NewEdit, NewMiss, Store};
use jiff::Timestamp;
use jiff::civil::date;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const PAY: &str = "perfusionist/pay";
const FILE: &str = "roles/1-perfusionist.toml";

struct Office {
    dir: TempDir,
    desk: Arc<Desk>,
}

impl Office {
    async fn open(commits: bool) -> Self {
        Office::of(small::small(), commits).await
    }

    async fn of(files: small::Files, commits: bool) -> Self {
        let dir = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = dir.path().join("knowledge").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let desk = desk(dir.path(), commits).await;
        Office { dir, desk }
    }

    fn root(&self) -> PathBuf {
        self.dir.path().join("knowledge")
    }

    /// Whether `career-advisor inbox` succeeds, and what it prints.
    fn inbox(&self, arguments: &[&str]) -> (bool, String) {
        let mut program = Command::new(env!("CARGO_BIN_EXE_career-advisor"));
        let program = program.args(["--knowledge", self.root().to_str().unwrap(), "inbox"]).args(arguments);
        let output = program.env("DATA_DIR", self.dir.path().join("data")).output().unwrap();
        (output.status.success(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
    }

    async fn save(&self, edit: Edit) -> Saved {
        let draft = self.desk.draft(edit).await.unwrap();
        self.desk.save(&draft, &mia()).await.unwrap()
    }

    async fn answer_with(&self, answer: &str) -> Saved {
        let folder = FolderSource::new(self.root()).read();
        let (_, fields) = knowledge::edit::entry_fields(&folder, &EntryId::new(PAY)).unwrap();
        let fields = EntryFields { answer: answer.to_owned(), ..fields };
        self.save(Edit::SetEntry { entry: EntryId::new(PAY), fields }).await
    }
}

fn mia() -> Editor {
    Editor { id: 7, name: "Mia".to_owned() }
}

async fn desk(dir: &Path, commits: bool) -> Arc<Desk> {
    desk_of(Arc::new(FolderSource::new(dir.join("knowledge"))), dir, commits).await
}

async fn desk_of(source: Arc<dyn KnowledgeSource>, dir: &Path, commits: bool) -> Arc<Desk> {
    let store = Store::open(&dir.join("data")).await.unwrap();
    let teacher = Teacher::new(&dir.join("data")).unwrap();
    let folder = source.read();
    let checked = knowledge::check(&folder, None);
    let serving = Serving::new(source, teacher, Arc::new(|| date(2026, 11, 24)), folder, checked).unwrap();
    let serving = Arc::new(serving);
    let learns = Arc::clone(&serving);
    tokio::task::spawn_blocking(move || learns.learn().unwrap()).await.unwrap();
    Arc::new(Desk::new(serving, store, Settings { commits, days_kept: 90 }))
}

fn git(root: &Path, arguments: &[&str]) -> String {
    let git = Command::new("git").arg("-C").arg(root).args(arguments).output().expect("git");
    assert!(git.status.success(), "{}", String::from_utf8_lossy(&git.stderr));
    String::from_utf8(git.stdout).unwrap()
}

#[tokio::test]
async fn each_edit_can_be_a_commit_in_the_moderators_name() {
    let office = Office::open(true).await;
    git(&office.root(), &["init", "--quiet"]);
    git(&office.root(), &["add", "."]);
    let as_owner = ["-c", "user.name=Owner", "-c", "user.email=owner@example.org"];
    git(&office.root(), &[&as_owner[..], &["commit", "--quiet", "--message=Start"]].concat());
    office.answer_with("More.").await;
    let log = git(&office.root(), &["log", "-1", "--format=%an: %s"]);
    assert_eq!(log.trim(), "Mia: Edit perfusionist/pay");
    assert_eq!(git(&office.root(), &["status", "--porcelain"]), "", "nothing is left over");
}

#[tokio::test]
async fn an_end_between_note_and_file_is_found_out_at_the_next_start() {
    let office = Office::open(false).await;
    office.answer_with("More.").await;
    let made = office.desk.page_of_history(0).await.unwrap().edits.remove(0);
    let store = &office.desk.store;
    // Once noted and not written, once noted and written.
    let not_written = NewEdit { patch: made.what.patch.replace("More.", "Even more."), ..made.what.clone() };
    store.begin_edit(Timestamp::now(), &not_written).await.unwrap();
    let written = store.begin_edit(Timestamp::now(), &made.what).await.unwrap();
    office.desk.recover().await.unwrap();
    let edits = office.desk.page_of_history(0).await.unwrap().edits;
    assert_eq!(edits.iter().map(|edit| edit.id).collect::<Vec<_>>(), [written, made.id]);
    assert!(store.unfinished_edits().await.unwrap().is_empty());
}

/// A folder on a disk that may be full; counts what is tried.
struct Disk {
    folder: FolderSource,
    full: AtomicBool,
    writes: AtomicUsize,
}

impl Disk {
    async fn of(office: &Office) -> (Arc<Disk>, Arc<Desk>) {
        let folder = FolderSource::new(office.root());
        let disk = Arc::new(Disk { folder, full: AtomicBool::new(false), writes: AtomicUsize::new(0) });
        (Arc::clone(&disk), desk_of(disk, office.dir.path(), false).await)
    }
}

impl KnowledgeSource for Disk {
    fn read(&self) -> Folder {
        self.folder.read()
    }

    fn version(&self) -> u64 {
        self.folder.version()
    }

    fn write(&self, change: &FileChange) -> Result<(), WriteError> {
        self.writes.fetch_add(1, Ordering::Relaxed);
        if self.full.load(Ordering::Relaxed) {
            return Err(WriteError::Io { path: FILE.into(), source: std::io::ErrorKind::StorageFull.into() });
        }
        self.folder.write(change)
    }

    fn commit(&self, path: &str, author: &str, message: &str) -> Result<bool, GitError> {
        self.folder.commit(path, author, message)
    }
}

fn phrasing(text: &str) -> Edit {
    Edit::AddPhrasing { entry: EntryId::new(PAY), phrasing: text.to_owned() }
}

#[tokio::test]
async fn an_edit_that_cant_be_written_is_not_noted() {
    let office = Office::open(false).await;
    let (disk, desk) = Disk::of(&office).await;
    let draft = desk.draft(phrasing("do they get rich")).await.unwrap();
    disk.full.store(true, Ordering::Relaxed);
    let refused = desk.save(&draft, &mia()).await;
    assert!(matches!(refused, Err(SaveError::Write(WriteError::Io { .. }))), "{refused:?}");
    assert_eq!(desk.store.unfinished_edits().await.unwrap(), []);
    assert_eq!(desk.store.edits(0, 9).await.unwrap(), []);
    disk.full.store(false, Ordering::Relaxed);
    assert_eq!(desk.save(&draft, &mia()).await.unwrap().summary, "Add a phrasing to perfusionist/pay");
}

#[tokio::test]
async fn edits_at_the_same_time_are_written_one_after_the_other() {
    const MODERATORS: usize = 8;
    let office = Office::open(false).await;
    let (disk, desk) = Disk::of(&office).await;
    let mut drafts = Vec::new();
    for at in 0..MODERATORS {
        drafts.push(desk.draft(phrasing(&format!("do they get rich in year {at}"))).await.unwrap());
    }
    let mia = mia();
    let saved = futures_util::future::join_all(drafts.iter().map(|draft| desk.save(draft, &mia))).await;
    assert!(saved.iter().all(Result::is_ok), "{saved:?}");
    assert_eq!(disk.writes.load(Ordering::Relaxed), MODERATORS, "none has to be made anew");
}

#[tokio::test]
async fn what_a_question_follows_counts_when_it_is_asked_again() {
    let office = Office::open(false).await;
    let desk = &office.desk;
    let question = "why is that?";
    let alone = desk.serving.advisor().ask(question, None).first.decision;
    assert!(!matches!(alone, Decision::Answer(_)), "{alone:?}");
    let after = Some(small::SONOGRAPHER_TRAINING);
    desk.missed(1, NewMiss { after, ..NewMiss::unanswered(question) }).await.unwrap();
    let group = desk.inbox().await.unwrap().remove(0);
    assert_eq!(group.questions[0].after.as_deref(), after);
    let draft = desk.draft(phrasing("do they get rich")).await.unwrap().settling(group.ids());
    assert_eq!(desk.propose(&draft).await.unwrap().settles, (1, 1));
    assert_eq!(desk.save(&draft, &mia()).await.unwrap().settled, (1, 1));
}

#[tokio::test]
async fn what_follows_nothing_is_kept_without_what_was_asked_before() {
    let office = Office::open(false).await;
    let miss = NewMiss { after: Some(small::PAY), ..NewMiss::unanswered("is it wise for a perfusionist to juggle") };
    office.desk.missed(1, miss).await.unwrap();
    assert_eq!(office.desk.inbox().await.unwrap()[0].questions[0].after, None);
}

#[tokio::test]
async fn what_most_members_asked_comes_first() {
    let office = Office::open(false).await;
    let desk = &office.desk;
    for (member, question) in [
        (1, "who painted the wall"),
        (2, "who painted the wall"),
        (3, "do they get rich"),
        (3, "do they get rich"),
        (3, "do they get rich"),
        (4, "is it wise to juggle there"),
    ] {
        desk.missed(member, NewMiss::unanswered(question)).await.unwrap();
    }
    let groups = desk.inbox().await.unwrap();
    let seen: Vec<_> = groups
        .iter()
        .map(|group| (group.questions[0].text.as_str(), group.asked().members(), group.asked().times))
        .collect();
    let expected = [("who painted the wall", 2, 2), ("do they get rich", 1, 3), ("is it wise to juggle there", 1, 1)];
    assert_eq!(seen, expected);
}

const TATTOOS: &str = "are tattoos okay for welders";
const BEARDS: &str = "do most welders shave their beards";

/// What waits, by the names of the gaps, with how many members asked and how often.
async fn gaps(office: &Office) -> Vec<(String, usize, u64)> {
    let named = |group: &Group| {
        let name = group.gap.as_ref().map_or("no gap", |gap| gap.label.as_str());
        (name.to_owned(), group.asked().members(), group.asked().times)
    };
    office.desk.inbox().await.unwrap().iter().map(named).collect()
}

#[tokio::test]
async fn what_a_role_has_nothing_on_is_one_group_however_it_is_asked() {
    let office = Office::of(small::with_trades(), false).await;
    let meanings = office.desk.serving.meanings([TATTOOS, BEARDS].into_iter());
    assert!(meanings[0].cosine(&meanings[1]) < 0.7, "so near that they are one group anyway");
    let of_others = "do most plumbers dye their hair";
    for (member, question) in [(1, TATTOOS), (2, TATTOOS), (2, BEARDS), (3, of_others)] {
        office.desk.missed(member, NewMiss::unanswered(question)).await.unwrap();
    }
    let gaps = gaps(&office).await;
    let seen: Vec<_> = gaps.iter().map(|(name, members, times)| (name.as_str(), *members, *times)).collect();
    assert_eq!(seen, [("Welder: Tattoos and appearance", 2, 3), ("Plumber: Tattoos and appearance", 1, 1)]);
}

#[tokio::test]
async fn the_same_asked_about_two_roles_is_two_groups() {
    let office = Office::of(small::with_trades(), false).await;
    for question in [TATTOOS, "are tattoos okay for plumbers"] {
        office.desk.missed(1, NewMiss::unanswered(question)).await.unwrap();
    }
    let mut names: Vec<String> = gaps(&office).await.into_iter().map(|(name, ..)| name).collect();
    names.sort_unstable();
    assert_eq!(names, ["Plumber: Tattoos and appearance", "Welder: Tattoos and appearance"]);
}

#[tokio::test]
async fn within_a_gap_too_what_most_members_asked_comes_first() {
    let office = Office::of(small::with_trades(), false).await;
    let alike = "are tattoos ok for welders";
    for (members, question) in [(1, alike), (3, TATTOOS), (2, BEARDS)] {
        for member in 0..members {
            office.desk.missed(member, NewMiss::unanswered(question)).await.unwrap();
        }
    }
    let group = office.desk.inbox().await.unwrap().remove(0);
    let asked: Vec<_> = group.questions.iter().map(|question| question.text.as_str()).collect();
    assert_eq!(asked, [TATTOOS, BEARDS, alike]);
    let advisor = office.desk.serving.advisor();
    let ranking = advisor.ask(TATTOOS, None).first.ranking;
    let nearest = ranking.candidates.iter().map(|near| advisor.knowledge().entries[near.entry].id.clone());
    assert_eq!(group.nearest, nearest.take(5).collect::<Vec<_>>(), "those of the first question");
}

#[tokio::test]
async fn a_follow_up_is_a_gap_together_with_what_it_follows() {
    let office = Office::of(small::with_trades(), false).await;
    let (before, follow_up) = ("are tattoos okay for plumbers", "and for welders");
    let miss = NewMiss { after: Some(before), ..NewMiss::unanswered(follow_up) };
    office.desk.missed(1, miss).await.unwrap();
    assert_eq!(gaps(&office).await, [("Welder: Tattoos and appearance".to_owned(), 1, 1)]);
    let draft = office.desk.entry_for(None, follow_up, Some(before));
    let What::Edit(Edit::AddEntry { file, fields, .. }) = draft.what else { panic!("no new entry") };
    assert_eq!((&*file, fields.standard), ("roles/3-welder.toml", vec!["tattoos".to_owned()]));
}

#[tokio::test]
async fn in_the_terminal_a_gap_has_a_name_and_its_new_entry_answers_the_standard_question() {
    let office = Office::of(small::with_trades(), false).await;
    for (member, question) in [(1, TATTOOS), (2, TATTOOS), (2, BEARDS)] {
        office.desk.missed(member, NewMiss::unanswered(question)).await.unwrap();
    }
    let (_, list) = office.inbox(&[]);
    assert!(list.contains("Welder: Tattoos and appearance (asked 3 times by 2 members)\n"), "{list}");
    let line = list.lines().find(|line| line.contains(TATTOOS)).unwrap_or_else(|| panic!("{list}"));
    let number = line.split_whitespace().next().unwrap();
    let (saved, said) = office.inbox(&["new", number, "--answer", "Most shops allow them.", "--save"]);
    assert!(saved && said.contains("Add welder/"), "{said}");
    let file = fs::read_to_string(office.root().join("roles/3-welder.toml")).unwrap();
    let entry = "question = \"Can a welder have tattoos, piercings, a beard or coloured hair?\"\n\
                 standard = [\"tattoos\"]\n\
                 also_asked = [\n  \"are tattoos okay for welders\",\n]\n";
    assert!(file.contains(entry), "{file}");
}

#[tokio::test]
async fn in_the_terminal_a_gap_may_be_put_in_other_words_and_is_none_in_another_file() {
    let office = Office::of(small::with_trades(), false).await;
    office.desk.missed(1, NewMiss::unanswered(TATTOOS)).await.unwrap();
    let number = office.desk.inbox().await.unwrap()[0].ids()[0].to_string();
    let new = |more: &[&str]| office.inbox(&[&["new", &number, "--answer", "Most shops allow them."], more].concat());
    let (shown, preview) = new(&["--question", "May welders have tattoos?", "--file", "roles/3-welder.toml"]);
    let entry = "+question = \"May welders have tattoos?\"\n\
                 +standard = [\"tattoos\"]\n\
                 +also_asked = [\n\
                 +  \"are tattoos okay for welders\",\n";
    assert!(shown && preview.contains(entry), "{preview}");
    let (shown, preview) = new(&["--file", "faq/general.toml"]);
    assert!(shown && preview.contains("+question = \"are tattoos okay for welders\"\n"), "{preview}");
    assert!(!preview.contains("+standard"), "{preview}");
}

#[tokio::test]
async fn a_proposal_tells_what_would_change() {
    let office = Office::open(false).await;
    let desk = &office.desk;
    desk.missed(1, NewMiss::unanswered("do they own yachts")).await.unwrap();
    desk.missed(2, NewMiss::unanswered("Do they own  yachts")).await.unwrap();
    let group = desk.inbox().await.unwrap().remove(0);
    assert_eq!((group.questions.len(), group.asked().times), (1, 2), "the same words count once as a question");
    let edit = Edit::AddPhrasing { entry: EntryId::new(PAY), phrasing: "do they own yachts".to_owned() };
    let draft = desk.draft(edit).await.unwrap().settling(group.ids());
    let proposal = desk.propose(&draft).await.unwrap();
    assert_eq!(proposal.settles, (2, 2));
    assert_eq!(proposal.answer.as_ref().unwrap().entry.as_str(), PAY);
    assert!(proposal.can_be_saved());
    let other = Draft { misses: Vec::new(), ..draft };
    let changed = desk.propose(&other).await.unwrap().inbox;
    assert_eq!(changed.len(), 2, "seen as other questions of the inbox");
}

#[tokio::test]
async fn the_inbox_is_worked_off_in_the_terminal() {
    let office = Office::open(false).await;
    let (unknown, never, idle) = ("do they get rich", "is it wise to juggle there", "who painted the wall");
    for question in [unknown, never, idle] {
        office.desk.missed(1, NewMiss::unanswered(question)).await.unwrap();
    }
    let escaped = "and [this](https://evil.example) \u{1b}[31m of a sonographer?";
    for member in [2, 3] {
        office.desk.missed(member, NewMiss { after: Some(small::PAY), ..NewMiss::unanswered(escaped) }).await.unwrap();
    }
    let run = |arguments: &[&str]| office.inbox(arguments);
    let number = |question: &str| {
        let (_, list) = run(&[]);
        let line = list.lines().find(|line| line.contains(question)).unwrap_or_else(|| panic!("{list}")).to_owned();
        line.split_whitespace().next().unwrap().to_owned()
    };
    let (shown, preview) = run(&["phrasing", &number(unknown), PAY]);
    assert!(shown && preview.contains("do they get rich") && preview.contains("add --save"), "{preview}");
    assert!(!fs::read_to_string(office.root().join(FILE)).unwrap().contains(unknown), "a preview writes nothing");
    let (saved, said) = run(&["phrasing", &number(unknown), PAY, "--save"]);
    assert!(saved && said.contains("Answers 1 of the 1 in this group."), "{said}");
    assert!(fs::read_to_string(office.root().join(FILE)).unwrap().contains(unknown));

    let (saved, said) = run(&["never", &number(never), "--save"]);
    assert!(saved && fs::read_to_string(office.root().join("out_of_scope.toml")).unwrap().contains(never), "{said}");
    let answer = ["--answer", "A painter.", "--question", "Who has painted the wall?", "--file", "faq/general.toml"];
    let (saved, said) = run(&[&["new", &number(idle), "--save"], &answer[..]].concat());
    assert!(saved && said.contains("Add faq/who-has-painted-the-wall"), "{said}");
    let (_, list) = run(&[]);
    let told = format!("and this [31m of a sonographer?  (no answer, after \"{}\", 2 times by 2 members)", small::PAY);
    assert!(list.contains(&told), "{list}");
    assert!(run(&["dismiss", &number("of a sonographer")]).0);
    assert_eq!(run(&[]), (true, "No question waits.\n".to_owned()));
    let (found, said) = run(&["dismiss", "99"]);
    assert!(!found && said.contains("no question 99 waits"), "{said}");
}

#[tokio::test]
async fn two_hundred_random_edits_while_questions_are_asked() {
    let office = Arc::new(Office::open(false).await);
    let before = texts(&office.root());
    let done = Arc::new(AtomicBool::new(false));
    let background = tokio::spawn(chores(Arc::clone(&office.desk)));
    let asking = tokio::spawn(ask_all_the_time(Arc::clone(&office), Arc::clone(&done)));
    let reading = std::thread::spawn({
        let (root, done) = (office.root(), Arc::clone(&done));
        move || read_all_the_time(&root, &done)
    });
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let mut made = Vec::new();
    for at in 0..200 {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let entry =
            EntryId::new(["perfusionist/pay", "perfusionist/training", "perfusionist/outlook"][(random % 3) as usize]);
        let saved = match random / 3 % 5 {
            0 => Some(office.save(Edit::AddPhrasing { entry, phrasing: format!("what about number {at}") }).await),
            1 => {
                let fields = EntryFields {
                    question: format!("What is thing {at}?"),
                    answer: format!("It is “{at}”,\nand more."),
                    ..EntryFields::default()
                };
                let edit = Edit::AddEntry { file: "faq/general.toml".into(), id: format!("thing-{at}"), fields };
                Some(office.save(edit).await)
            }
            2 => Some(
                office
                    .save(Edit::AddOutOfScope { topic: "medical".into(), example: format!("is pill {at} safe") })
                    .await,
            ),
            3 => Some(office.answer_with(&format!("Answer {at}.")).await),
            // What was changed again since is refused, which is no failure.
            _ => match made.pop() {
                Some(edit) => office.desk.save(&Draft::undo(edit), &mia()).await.ok(),
                None => Some(office.answer_with(&format!("Answer {at} after nothing.")).await),
            },
        };
        made.extend(saved.map(|saved| saved.edit));
    }
    done.store(true, Ordering::Relaxed);
    let (asked, read) = (asking.await.unwrap(), reading.join().unwrap());
    background.abort();
    assert!(asked > 100 && read > 100, "{asked} questions, {read} looks at the files");

    assert!(office.desk.store.edits(0, 1_000).await.unwrap().len() >= 190);
    assert_eq!(replay(&office, before).await, texts(&office.root()), "the folder equals its history");
    let served = office.desk.serving.status().borrow().folder.files.clone();
    assert_eq!(served, FolderSource::new(office.root()).read().files, "and is what is served");
}

#[tokio::test]
async fn a_program_killed_in_the_midst_of_an_edit_leaves_folder_and_history_alike() {
    const KILLS: u32 = 24;
    let office = Office::open(false).await;
    let before = texts(&office.root());
    let save = |number: i64| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_career-advisor"));
        program.args(["--knowledge", office.root().to_str().unwrap(), "inbox", "phrasing"]);
        program.args([&number.to_string(), PAY, "--save"]).env("DATA_DIR", office.dir.path().join("data"));
        program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let mut whole = Duration::ZERO;
    let mut written = 0;
    for at in 0..=KILLS {
        let question = format!("do they get rich in year {at}");
        office.desk.missed(1, NewMiss::unanswered(&question)).await.unwrap();
        let group = office.desk.inbox().await.unwrap().into_iter().find(|group| group.questions[0].text == question);
        let number = group.unwrap().questions[0].ids[0];
        let begun = Instant::now();
        let mut program = save(number);
        // The first runs to its end and tells how long that is; the others are killed at points spread over it.
        if at > 0 {
            std::thread::sleep(whole * at / KILLS);
            program.kill().unwrap();
        }
        let ended = program.wait().unwrap();
        if at == 0 {
            assert!(ended.success());
            whole = begun.elapsed();
        }
        office.desk.recover().await.unwrap();
        let file = fs::read_to_string(office.root().join(FILE)).unwrap();
        written += usize::from(file.contains(&format!("\"{question}\"")));
        assert!(knowledge::load(&office.root(), None).knowledge.is_some(), "{file}");
        assert_eq!(office.desk.store.edits(0, 1_000).await.unwrap().len(), written, "after kill {at}");
        office.desk.dismiss(&[number]).await.unwrap();
    }
    assert_eq!(replay(&office, before).await, texts(&office.root()));
}

/// Asks fifty questions a second, each of which has an answer at all times; returns how many.
async fn ask_all_the_time(office: Arc<Office>, done: Arc<AtomicBool>) -> usize {
    let mut asked = 0;
    let mut clock = tokio::time::interval(Duration::from_millis(20));
    while !done.load(Ordering::Relaxed) {
        clock.tick().await;
        let question = [small::PAY, small::TRAINING, small::OUTLOOK][asked % 3];
        let advisor = office.desk.serving.advisor();
        let outcome = tokio::task::spawn_blocking(move || advisor.ask(question, None)).await.unwrap();
        assert!(matches!(outcome.first.decision, Decision::Answer(_)), "{question} got {:?}", outcome.first.decision);
        asked += 1;
    }
    asked
}

/// Whoever reads a file while it is replaced finds it whole.
fn read_all_the_time(root: &Path, done: &AtomicBool) -> usize {
    let mut looks = 0;
    while !done.load(Ordering::Relaxed) {
        let files = [FILE, "faq/general.toml", "out_of_scope.toml"];
        let files = files.map(|path| SourceFile::new(path, fs::read(root.join(path)).unwrap()));
        let checked = knowledge::check(&Folder { files: files.to_vec(), problem: None }, None);
        let torn = checked.diagnostics.iter().find(|problem| matches!(problem.code.name(), "syntax" | "missing-key"));
        assert!(torn.is_none(), "{torn:?}");
        looks += 1;
        std::thread::sleep(Duration::from_millis(2));
    }
    looks
}

/// The files' texts after all edits of the history.
async fn replay(office: &Office, mut texts: BTreeMap<String, String>) -> BTreeMap<String, String> {
    for edit in office.desk.store.edits(0, 1_000).await.unwrap().into_iter().rev() {
        let text = texts.entry(edit.what.path.clone()).or_default();
        *text = diffy::apply(text, &diffy::Patch::from_str(&edit.what.patch).unwrap()).unwrap();
    }
    texts
}

fn texts(root: &Path) -> BTreeMap<String, String> {
    let files = FolderSource::new(root).read().files;
    files.into_iter().map(|file| (file.path.to_string(), String::from_utf8(file.content.unwrap()).unwrap())).collect()
}
