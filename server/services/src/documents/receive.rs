//! A document on its way in: written while it arrives, checked at its end, visible only when all of it is there.

use domain::document::{Confidentiality, HEAD_BYTES, file_name, media_type};
use domain::forms::{DocumentForm, DocumentInput, FieldError};
use domain::ids::DocumentId;
use domain::policy::Action;
use domain::views::DocumentOwner;
use object_store::WriteMultipart;
use object_store::path::Path;
use serde_json::json;
use sha2::{Digest, Sha256};
use storage::{Document, Note};

use super::{store, supplier_of};
use crate::account::person_of;
use crate::{Actor, Error, Result, Services};

/// At most so many parts are under way to the store.
const PARTS_AT_ONCE: usize = 2;

/// An upload under way.
pub struct IncomingDocument {
    services: Services,
    actor: Actor,
    owner: DocumentOwner,
    place: Path,
    writer: WriteMultipart,
    hash: Sha256,
    head: Vec<u8>,
    bytes: u64,
    name: String,
}

impl Services {
    /// Begins an upload, once it is clear that the actor may add documents there.
    ///
    /// # Errors
    /// `Forbidden`, and `NotFound` for another tenant's or another vendor's contract or supplier.
    pub async fn receive_document(&self, actor: &Actor, owner: DocumentOwner) -> Result<IncomingDocument> {
        let tx = self
            .db
            .read(actor, Action::DocumentWrite, self.clock.now())
            .await?;
        may_add(actor, owner)?;
        supplier_of(&tx, owner).await?;
        drop(tx);
        let place = store::incoming(actor.tenant_id);
        let writer = self.documents.begin(&place).await?;
        Ok(IncomingDocument {
            services: self.clone(),
            actor: actor.clone(),
            owner,
            place,
            writer,
            hash: Sha256::new(),
            head: Vec::new(),
            bytes: 0,
            name: String::new(),
        })
    }
}

/// A vendor adds to contracts; what belongs to the supplier as a whole is the customer's own file on it.
fn may_add(actor: &Actor, owner: DocumentOwner) -> Result<()> {
    match owner {
        DocumentOwner::Supplier(_) if actor.supplier_id.is_some() => Err(Error::NotFound),
        _ => Ok(()),
    }
}

impl IncomingDocument {
    /// The name the file came with.
    pub fn named(&mut self, name: &str) {
        name.clone_into(&mut self.name);
    }

    /// Takes the next bytes. What goes beyond the limit is read to its end and not kept, so that the sender hears why.
    ///
    /// # Errors
    /// The store failed.
    pub async fn write(&mut self, chunk: bytes::Bytes) -> Result<()> {
        self.bytes = self
            .bytes
            .saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        if self.is_too_large() {
            return Ok(());
        }
        let missing = HEAD_BYTES.saturating_sub(self.head.len());
        self.head.extend(chunk.iter().take(missing));
        self.hash.update(&chunk);
        self.writer
            .wait_for_capacity(PARTS_AT_ONCE)
            .await
            .map_err(Error::internal)?;
        self.writer.put(chunk);
        Ok(())
    }

    fn is_too_large(&self) -> bool {
        self.bytes > self.services.documents.largest_bytes
    }

    /// What is wrong with the file, and what it is.
    fn check(&self) -> std::result::Result<(String, &'static str), FieldError> {
        let refuse = |code: &str| FieldError::new("file", code);
        if self.name.is_empty() && self.bytes == 0 {
            return Err(refuse("required"));
        }
        if self.bytes == 0 {
            return Err(refuse("file_empty"));
        }
        if self.is_too_large() {
            return Err(refuse("document_too_large"));
        }
        let name = file_name(&self.name).ok_or_else(|| refuse("file_name_needed"))?;
        let kind = media_type(&name, &self.head).map_err(refuse)?;
        Ok((name, kind))
    }

    /// Gives the upload up.
    pub async fn discard(self) {
        // What stays behind is invisible; the refusal matters more.
        if self.writer.abort().await.is_err() {
            tracing::warn!("an upload could not be discarded");
        }
    }

    /// Makes the document visible.
    ///
    /// # Errors
    /// `Invalid` names what is wrong with the file or the form; nothing is kept then.
    pub async fn keep(self, form: &DocumentForm) -> Result<DocumentId> {
        let (checked, form) = (self.check(), form.parse());
        let (name, media_type, input) = match (checked, form) {
            (Ok((name, kind)), Ok(input)) => (name, kind, input),
            (checked, form) => {
                let mut errors: Vec<_> = checked.err().into_iter().collect();
                errors.extend(form.err().unwrap_or_default());
                self.discard().await;
                return Err(Error::Invalid(errors));
            }
        };
        let Self {
            services,
            actor,
            owner,
            place,
            writer,
            hash,
            bytes,
            ..
        } = self;
        writer.finish().await.map_err(Error::internal)?;
        let content = Content {
            place,
            name,
            media_type,
            bytes,
            sha256: storage::hex(&hash.finalize()),
        };
        let kept = link(&services, &actor, owner, &content, input).await;
        if kept.is_err() && services.documents.discard(&content.place).await.is_err() {
            tracing::warn!("an upload could not be discarded");
        }
        kept
    }
}

/// What arrived.
struct Content {
    place: Path,
    name: String,
    media_type: &'static str,
    bytes: u64,
    sha256: String,
}

/// Makes a content a document of its owner.
async fn link(
    services: &Services,
    actor: &Actor,
    owner: DocumentOwner,
    content: &Content,
    input: DocumentInput,
) -> Result<DocumentId> {
    let tx = services
        .db
        .open(actor, Action::DocumentWrite, services.clock.now())
        .await?;
    // Whoever removes the same content meanwhile is waited for.
    tx.lock_tenant().await?;
    let supplier_id = supplier_of(&tx, owner).await?;
    services
        .documents
        .settle(&content.place, actor.tenant_id, &content.sha256)
        .await?;
    let id = storage::ids::new();
    // What a supplier brings, the supplier has.
    let confidentiality = if actor.supplier_id.is_some() {
        Confidentiality::Shared
    } else {
        input.confidentiality
    };
    tx.insert_document(Document {
        tenant_id: actor.tenant_id,
        id,
        supplier_id,
        contract_id: match owner {
            DocumentOwner::Contract(id) => Some(id.0),
            DocumentOwner::Supplier(_) => None,
        },
        kind: input.kind.code().to_owned(),
        title: Some(input.title)
            .filter(|title| !title.is_empty())
            .unwrap_or_else(|| content.name.clone()),
        dated_on: input.dated_on,
        confidentiality: confidentiality.code().to_owned(),
        file_name: content.name.clone(),
        media_type: content.media_type.to_owned(),
        bytes: i64::try_from(content.bytes).map_err(Error::internal)?,
        sha256: content.sha256.clone(),
        added_by: person_of(actor),
        added_at: tx.now(),
    })
    .await?;
    let detail = json!({ "created": true, "sha256": content.sha256, "kind": input.kind, "owner": owner,
        "confidentiality": confidentiality });
    tx.save(Note::new("document", id).with(detail)).await?;
    Ok(DocumentId(id))
}
