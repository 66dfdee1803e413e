//! The embeddings of the knowledge base's texts, so that a start computes new ones alone.
//!
//! The file `embeddings.bin` begins with [`MAGIC`] and the encoder's hash. Then come records: the length of the text in
//! bytes (four bytes, the lowest first), the text, and the numbers (four bytes each, the lowest first). The SHA-256 of all
//! that ends it. A file that isn't so, or is another encoder's, is as good as none.

use super::files;
use crate::encoder::{DIMENSIONS, Embedding};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

const MAGIC: &[u8; 8] = b"CAEMBED1";

/// Keeps embeddings in a folder.
#[derive(Debug)]
pub struct EmbeddingCache {
    path: PathBuf,
    model: [u8; 32],
}

impl EmbeddingCache {
    /// The cache in the folder `data_dir` for the encoder with this hash. Nothing is read or written yet.
    pub fn new(data_dir: &Path, model: [u8; 32]) -> Self {
        EmbeddingCache { path: data_dir.join("embeddings.bin"), model }
    }

    /// The embeddings that are kept, by their texts; none where there are none, or where they can't be used.
    pub fn load(&self) -> HashMap<String, Embedding> {
        self.remove_left_overs();
        files::make_private(&self.path);
        let bytes = fs::read(&self.path).unwrap_or_default();
        self.read(&bytes).unwrap_or_default()
    }

    /// Keeps these embeddings instead of those before. A crash leaves the old file or the new one.
    ///
    /// # Errors
    /// The folder can't be made or written.
    pub fn save(&self, embeddings: &HashMap<String, Embedding>) -> io::Result<()> {
        let mut bytes = [MAGIC, self.model.as_slice()].concat();
        let mut texts: Vec<_> = embeddings.iter().collect();
        texts.sort_unstable_by_key(|(text, _)| *text);
        for (text, embedding) in texts {
            let length = u32::try_from(text.len()).map_err(io::Error::other)?;
            bytes.extend(length.to_le_bytes());
            bytes.extend(text.as_bytes());
            bytes.extend(embedding.values().iter().flat_map(|value| value.to_le_bytes()));
        }
        let sum = Sha256::digest(&bytes);
        bytes.extend(sum);
        if let Some(folder) = self.path.parent() {
            files::make_folder(folder)?;
        }
        // Two programs may start at once, so each writes a file of its own.
        let new = self.path.with_extension(format!("{}.new", std::process::id()));
        let written = files::private().truncate(true).open(&new).and_then(|mut file| file.write_all(&bytes));
        written.and_then(|()| fs::rename(&new, &self.path)).inspect_err(|_| drop(fs::remove_file(&new)))
    }

    /// Takes away what programs left that ended while they wrote. That it fails harms nobody.
    fn remove_left_overs(&self) {
        let writer = |name: &str| name.strip_prefix("embeddings.")?.strip_suffix(".new")?.parse().ok();
        if let Some(folder) = self.path.parent() {
            files::remove_left_overs(folder, writer);
        }
    }

    fn read(&self, bytes: &[u8]) -> Option<HashMap<String, Embedding>> {
        let (content, sum) = bytes.split_at_checked(bytes.len().checked_sub(32)?)?;
        let mut rest = content.strip_prefix(MAGIC)?.strip_prefix(self.model.as_slice())?;
        if Sha256::digest(content).as_slice() != sum {
            return None;
        }
        let mut embeddings = HashMap::new();
        while !rest.is_empty() {
            let (length, after) = rest.split_first_chunk::<4>()?;
            let (text, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            let (numbers, after) = after.split_at_checked(DIMENSIONS * 4)?;
            let mut values = [0.0; DIMENSIONS];
            for (value, number) in values.iter_mut().zip(numbers.as_chunks::<4>().0) {
                *value = f32::from_le_bytes(*number);
            }
            embeddings.insert(String::from_utf8(text.to_vec()).ok()?, Embedding::from_values(values));
            rest = after;
        }
        Some(embeddings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> HashMap<String, Embedding> {
        let embedding = |first| Embedding::from_values(std::array::from_fn(|at| first + at as f32));
        HashMap::from([("how long".to_owned(), embedding(0.25)), (String::new(), embedding(-1.5))])
    }

    #[test]
    fn what_is_kept_comes_back_in_a_folder_that_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let cache = EmbeddingCache::new(&folder.path().join("a/b"), [7; 32]);
        assert_eq!(cache.load(), HashMap::new());
        cache.save(&some()).unwrap();
        assert_eq!(cache.load(), some());
        cache.save(&HashMap::new()).unwrap();
        assert_eq!(cache.load(), HashMap::new());
        assert_eq!(fs::read_dir(folder.path().join("a/b")).unwrap().count(), 1);
    }

    #[test]
    fn a_file_of_another_encoder_or_a_damaged_one_is_as_good_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let cache = EmbeddingCache::new(folder.path(), [7; 32]);
        cache.save(&some()).unwrap();
        assert_eq!(EmbeddingCache::new(folder.path(), [8; 32]).load(), HashMap::new());
        let bytes = fs::read(&cache.path).unwrap();
        for at in [0, 20, 45, bytes.len() - 1] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            fs::write(&cache.path, damaged).unwrap();
            assert_eq!(cache.load(), HashMap::new(), "byte {at}");
        }
        for length in [0, 1, 40, bytes.len() - 1] {
            fs::write(&cache.path, &bytes[..length]).unwrap();
            assert_eq!(cache.load(), HashMap::new(), "{length} bytes");
        }
    }

    #[test]
    fn what_an_ended_program_left_is_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let cache = EmbeddingCache::new(folder.path(), [7; 32]);
        let leave = |name: String| fs::write(folder.path().join(name), "half").unwrap();
        let mut ended = std::process::Command::new(std::env::current_exe().unwrap()).arg("--list").spawn().unwrap();
        ended.wait().unwrap();
        leave(format!("embeddings.{}.new", ended.id()));
        // One that is still written, and one that isn't ours.
        let written = format!("embeddings.{}.new", std::process::id());
        leave(written.clone());
        leave("embeddings.new".to_owned());
        if !cfg!(target_os = "linux") {
            let old = fs::File::open(folder.path().join(format!("embeddings.{}.new", ended.id()))).unwrap();
            old.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(3_600)).unwrap();
        }
        cache.load();
        let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|item| item.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, [written.as_str(), "embeddings.new"]);
    }

    #[test]
    fn what_cant_be_written_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let cache = EmbeddingCache::new(folder.path(), [7; 32]);
        // A folder in its place can't be replaced.
        fs::create_dir_all(cache.path.join("in the way")).unwrap();
        assert!(cache.save(&some()).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let cache = EmbeddingCache::new(&folder.path().join("data"), [7; 32]);
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        cache.save(&some()).unwrap();
        assert_eq!((mode(&folder.path().join("data")), mode(&cache.path)), (0o700, 0o600));
        fs::set_permissions(&cache.path, fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!((cache.load(), mode(&cache.path)), (some(), 0o600));
    }

    #[test]
    fn a_folder_that_cant_be_made_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(EmbeddingCache::new(&file, [7; 32]).save(&some()).is_err());
    }
}
