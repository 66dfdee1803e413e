//! `career-advisor schema`: JSON Schemas of the knowledge files, for editors.

use crate::knowledge::{FileKind, schema};
use anyhow::Context as _;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Write JSON Schemas of the knowledge files, by which editors complete and check them
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  career-advisor schema role
  career-advisor schema --out knowledge/.schemas")]
pub(super) struct SchemaArgs {
    /// The kind of file; without it, all of them
    #[arg(value_parser = kinds(), required_unless_present = "out")]
    kind: Option<FileKind>,
    /// Write a file for each kind into this folder, instead of to standard output
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

fn kinds() -> impl clap::builder::TypedValueParser<Value = FileKind> {
    let names = FileKind::ALL.map(FileKind::name);
    PossibleValuesParser::new(names).try_map(|name| {
        FileKind::ALL.into_iter().find(|kind| kind.name() == name).ok_or("there is no such kind of file")
    })
}

pub(super) fn run(args: &SchemaArgs) -> anyhow::Result<ExitCode> {
    let kinds = args.kind.map_or_else(|| FileKind::ALL.to_vec(), |kind| vec![kind]);
    match &args.out {
        Some(dir) => write(&kinds, dir)?,
        None => {
            let mut stdout = io::stdout().lock();
            kinds.iter().try_for_each(|kind| stdout.write_all(schema::text(*kind).as_bytes()))?;
            stdout.flush()?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn write(kinds: &[FileKind], dir: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(dir).with_context(|| format!("the folder {} can't be made", dir.display()))?;
    for kind in kinds {
        let path = dir.join(format!("{}.json", kind.name()));
        fs::write(&path, schema::text(*kind)).with_context(|| format!("{} can't be written", path.display()))?;
    }
    Ok(())
}
