//! Uploaded files, kept once under the SHA-256 of their content.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::{Error, Result};

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    storage::hex(&Sha256::digest(bytes))
}

fn path(dir: &Path, hash: &str) -> PathBuf {
    dir.join("uploads").join(hash)
}

/// Stores a file and returns its hash. The file is complete or absent, never half written.
pub async fn store(dir: &Path, bytes: &[u8]) -> Result<String> {
    let hash = sha256(bytes);
    let target = path(dir, &hash);
    if tokio::fs::try_exists(&target).await.unwrap_or(false) {
        return Ok(hash);
    }
    write_whole(&target, bytes).await?;
    Ok(hash)
}

/// Writes beside the target and renames, so that a crash leaves no torn file.
pub async fn write_whole(target: &Path, bytes: &[u8]) -> Result<()> {
    let parent = target.parent().ok_or(Error::Internal)?;
    let beside = target.with_extension(format!("{}.part", storage::ids::new().simple()));
    let write = async {
        tokio::fs::create_dir_all(parent).await?;
        tokio::fs::write(&beside, bytes).await?;
        tokio::fs::File::open(&beside).await?.sync_all().await?;
        tokio::fs::rename(&beside, target).await
    };
    write.await.map_err(Error::internal)
}

/// Reads a stored file.
pub async fn load(dir: &Path, hash: &str) -> Result<Vec<u8>> {
    tokio::fs::read(path(dir, hash)).await.map_err(Error::internal)
}
