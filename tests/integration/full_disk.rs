//! Where nothing more can be written, nothing half written stays.

use crate::discord::knowledge::small;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Runs the program where no file may get longer than some kilobytes.
fn on_a_full_disk(dir: &Path, arguments: &[&str]) -> Output {
    let limited = "trap '' XFSZ; ulimit -f 8; exec \"$0\" --knowledge knowledge \"$@\"";
    let mut program = Command::new("sh");
    program.args(["-c", limited, env!("CARGO_BIN_EXE_career-advisor")]).args(arguments);
    program.current_dir(dir).env("DATA_DIR", "data").output().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let items = fs::read_dir(folder).unwrap().map(|item| item.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = items.collect();
    names.sort();
    names
}

#[test]
fn neither_embeddings_nor_a_knowledge_file_are_left_half_written() {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in small() {
        let path = dir.path().join("knowledge").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let checked = on_a_full_disk(dir.path(), &["check"]);
    let told = String::from_utf8(checked.stderr).unwrap();
    assert!(told.contains("can't be kept"), "{told}");
    assert_eq!(names(&dir.path().join("data")), Vec::<String>::new());

    let row =
        |what: &str| format!("Who looks after the {what}?,\"{}\"\n", format!("The {what} keeper does. ").repeat(20));
    let table: String = ["boats", "garden", "money", "kitchen", "horses", "guests", "website", "stage", "keys", "roof"]
        .map(row)
        .concat();
    fs::write(dir.path().join("table.csv"), format!("question,answer\n{table}")).unwrap();
    let imported = on_a_full_disk(dir.path(), &["import", "table.csv", "--write"]);
    assert!(!imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    assert_eq!(names(&dir.path().join("knowledge/faq")), ["general.toml"]);
    assert_eq!(names(&dir.path().join("data")), Vec::<String>::new());
}
