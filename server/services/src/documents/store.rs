//! Where contents lie: a folder, or a bucket that speaks S3.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use domain::time::Instant;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, WriteMultipart};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use crate::{Error, Result};

/// Parts of this size go to the store while the rest still arrives; S3 takes none that are smaller.
const PART_BYTES: usize = 5 * 1024 * 1024;
/// Where contents arrive.
const INCOMING: &str = "incoming";

/// A bucket.
#[derive(Debug, Clone)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// Where it is, such as `https://s3.eu-central-1.amazonaws.com`; empty for Amazon itself.
    pub endpoint: String,
    /// Its region.
    pub region: String,
    /// Public half of the credentials.
    pub access_key: String,
    /// Secret half.
    pub secret_key: SecretString,
}

/// Where documents are kept, and how large they may be.
#[derive(Debug, Clone)]
pub struct DocumentOptions {
    /// The folder, if there is no bucket.
    pub folder: PathBuf,
    /// The bucket.
    pub bucket: Option<Bucket>,
    /// A larger file is refused.
    pub largest_bytes: u64,
}

/// The store. Cheap to clone.
#[derive(Clone)]
pub struct DocumentStore {
    store: Arc<dyn ObjectStore>,
    /// Where it is, if it is no bucket.
    folder: Option<PathBuf>,
    /// A larger file is refused.
    pub(super) largest_bytes: u64,
}

impl DocumentStore {
    /// Opens the folder or the bucket.
    ///
    /// # Errors
    /// It cannot be used.
    pub fn open(options: &DocumentOptions) -> Result<Self> {
        let store: Arc<dyn ObjectStore> = if let Some(bucket) = &options.bucket {
            Arc::new(s3(bucket)?)
        } else {
            std::fs::create_dir_all(&options.folder).map_err(Error::internal)?;
            Arc::new(
                LocalFileSystem::new_with_prefix(&options.folder)
                    .map_err(Error::internal)?
                    .with_fsync(true),
            )
        };
        Ok(Self {
            store,
            folder: options.bucket.is_none().then(|| options.folder.clone()),
            largest_bytes: options.largest_bytes,
        })
    }

    /// Begins to write something that nobody sees before it is [`Self::settle`]d.
    pub(super) async fn begin(&self, incoming: &Path) -> Result<WriteMultipart> {
        let upload = self
            .store
            .put_multipart(incoming)
            .await
            .map_err(Error::internal)?;
        Ok(WriteMultipart::new_with_chunk_size(upload, PART_BYTES))
    }

    /// Puts what was written under its hash, unless the same content lies there already.
    pub(super) async fn settle(&self, incoming: &Path, tenant_id: Uuid, sha256: &str) -> Result<()> {
        let place = place(tenant_id, sha256);
        match self.store.head(&place).await {
            Ok(_) => self.discard(incoming).await,
            Err(object_store::Error::NotFound { .. }) => {
                self.store.rename(incoming, &place).await.map_err(Error::internal)
            }
            Err(error) => Err(Error::internal(error)),
        }
    }

    /// Forgets what was written.
    pub(super) async fn discard(&self, incoming: &Path) -> Result<()> {
        gone(self.store.delete(incoming).await)
    }

    /// Forgets what began to arrive in the folder before an instant and never did. A bucket forgets unfinished uploads by
    /// its own rule (`AbortIncompleteMultipartUpload`).
    pub(super) async fn sweep(&self, before: Instant) -> Result<()> {
        let Some(folder) = self.folder.clone() else {
            return Ok(());
        };
        tokio::task::spawn_blocking(move || sweep(&folder.join(INCOMING), before.into()))
            .await
            .map_err(Error::internal)?
            .map_err(Error::internal)
    }

    /// A content as it comes.
    pub(super) async fn read(
        &self,
        tenant_id: Uuid,
        sha256: &str,
    ) -> Result<BoxStream<'static, std::io::Result<bytes::Bytes>>> {
        let found = self
            .store
            .get(&place(tenant_id, sha256))
            .await
            .map_err(Error::internal)?;
        Ok(found
            .into_stream()
            .map(|part| part.map_err(std::io::Error::other))
            .boxed())
    }

    /// Removes a content.
    pub(super) async fn remove(&self, tenant_id: Uuid, sha256: &str) -> Result<()> {
        gone(self.store.delete(&place(tenant_id, sha256)).await)
    }
}

/// Removes old files below a folder: also those that are still being written, which the store itself does not list.
fn sweep(folder: &std::path::Path, before: SystemTime) -> std::io::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let known = entry.metadata()?;
        if known.is_dir() {
            sweep(&entry.path(), before)?;
        } else if known.modified()? < before {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// What is not there any more need not be removed.
fn gone(result: object_store::Result<()>) -> Result<()> {
    match result {
        Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
        Err(error) => Err(Error::internal(error)),
    }
}

fn s3(bucket: &Bucket) -> Result<impl ObjectStore> {
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&bucket.name)
        .with_region(&bucket.region)
        .with_access_key_id(&bucket.access_key)
        .with_secret_access_key(bucket.secret_key.expose_secret());
    if !bucket.endpoint.is_empty() {
        builder = builder
            .with_endpoint(&bucket.endpoint)
            .with_allow_http(bucket.endpoint.starts_with("http:"));
    }
    builder.build().map_err(Error::internal)
}

/// Tenants share no content: what one removes must not depend on another.
fn place(tenant_id: Uuid, sha256: &str) -> Path {
    Path::from(format!("content/{tenant_id}/{sha256}"))
}

/// Where something lies while it arrives.
pub fn incoming(tenant_id: Uuid) -> Path {
    Path::from(format!("{INCOMING}/{tenant_id}/{}", storage::ids::new().simple()))
}
