//! Documents of contracts and suppliers. A file is stored once per tenant under the SHA-256 of its content; what people
//! see are links to it.

mod receive;
mod store;

use domain::document::{Confidentiality, DocumentKind, disposition};
use domain::ids::{ContractId, DocumentId, SupplierId};
use domain::policy::Action;
use domain::views::{DocumentOwner, DocumentRow};
use futures_util::stream::BoxStream;
use serde_json::json;
use storage::{Document, NewJob, Note, TenantTx};
use uuid::Uuid;

use crate::portfolio::{local, zone};
use crate::{Actor, Error, Result, Services, worker};

pub use receive::IncomingDocument;
pub use store::{Bucket, DocumentOptions, DocumentStore};

/// A document's content on its way out.
pub struct DocumentContent {
    /// Under which type it leaves.
    pub media_type: String,
    /// The header that makes it a file to be saved.
    pub disposition: String,
    /// How many bytes follow.
    pub bytes: i64,
    /// The bytes, as they come from the store.
    pub stream: BoxStream<'static, std::io::Result<bytes::Bytes>>,
}

/// No upload takes longer.
const LONGEST_UPLOAD: chrono::Duration = chrono::Duration::days(1);

impl Services {
    /// The documents of a contract or supplier, newest first.
    ///
    /// # Errors
    /// `NotFound` for another tenant's or another vendor's contract or supplier.
    pub async fn documents(&self, actor: &Actor, owner: DocumentOwner) -> Result<Vec<DocumentRow>> {
        let tx = self
            .db
            .read(actor, Action::DocumentRead, self.clock.now())
            .await?;
        supplier_of(&tx, owner).await?;
        let rows = match owner {
            DocumentOwner::Contract(id) => tx.documents_of_contract(id.0).await?,
            DocumentOwner::Supplier(id) => tx.documents_of_supplier(id.0).await?,
        };
        document_rows(&tx, rows).await
    }

    /// One document.
    ///
    /// # Errors
    /// `NotFound` for what is another tenant's, another vendor's or not for vendors.
    pub async fn document(&self, actor: &Actor, id: DocumentId) -> Result<DocumentRow> {
        let tx = self
            .db
            .read(actor, Action::DocumentRead, self.clock.now())
            .await?;
        let row = tx.document(id.0).await?.ok_or(Error::NotFound)?;
        let rows = document_rows(&tx, vec![row]).await?;
        rows.into_iter().next().ok_or(Error::NotFound)
    }

    /// Hands out a document's content. That somebody took it is an entry of the audit log, written before the first
    /// byte leaves.
    ///
    /// # Errors
    /// As [`Self::document`].
    pub async fn document_content(&self, actor: &Actor, id: DocumentId) -> Result<DocumentContent> {
        let tx = self
            .db
            .open(actor, Action::DocumentRead, self.clock.now())
            .await?;
        let row = tx.document(id.0).await?.ok_or(Error::NotFound)?;
        let stream = self.documents.read(actor.tenant_id, &row.sha256).await?;
        tx.save(Note::new("document", id).with(json!({ "fetched": row.sha256 })))
            .await?;
        Ok(DocumentContent {
            media_type: row.media_type,
            disposition: disposition(&row.file_name),
            bytes: row.bytes,
            stream,
        })
    }

    /// Takes a document away. Its content goes once nothing links it.
    ///
    /// # Errors
    /// As [`Self::document`].
    pub async fn remove_document(&self, actor: &Actor, id: DocumentId) -> Result<DocumentOwner> {
        let now = self.clock.now();
        let tx = self.db.open(actor, Action::DocumentRemove, now).await?;
        let row = tx.document(id.0).await?.ok_or(Error::NotFound)?;
        tx.delete_document(row.id).await?;
        tx.enqueue(NewJob {
            kind: worker::UNLINKED,
            payload: json!({ "sha256": row.sha256 }),
            run_at: now,
        })
        .await?;
        let detail = json!({ "deleted": true, "sha256": row.sha256, "contract_id": row.contract_id,
            "supplier_id": row.supplier_id });
        tx.save(Note::new("document", id).with(detail)).await?;
        Ok(owner(&row))
    }

    /// Forgets uploads that broke off when the product was killed.
    pub(crate) async fn sweep_uploads(&self) -> Result<()> {
        self.documents.sweep(self.clock.now() - LONGEST_UPLOAD).await
    }

    /// The job: removes a content that nothing links any more.
    pub(crate) async fn remove_unlinked(&self, tenant_id: Uuid, sha256: &str) -> Result<()> {
        let actor = Actor::system(tenant_id);
        let tx = self.db.open(&actor, Action::Operate, self.clock.now()).await?;
        // Whoever links the same content meanwhile waits for this and then finds that it must store it again.
        tx.lock_tenant().await?;
        if tx.links_to(sha256).await? == 0 {
            self.documents.remove(tenant_id, sha256).await?;
        }
        Ok(tx.save_derived().await?)
    }
}

/// The supplier that a contract or supplier stands for, if the actor may see it.
async fn supplier_of(tx: &TenantTx, owner: DocumentOwner) -> Result<Uuid> {
    match owner {
        DocumentOwner::Contract(id) => {
            let contract = tx.contract(id.0).await?.ok_or(Error::NotFound)?;
            Ok(contract.supplier_id)
        }
        DocumentOwner::Supplier(id) => {
            let supplier = tx.supplier(id.0).await?.ok_or(Error::NotFound)?;
            Ok(supplier.id)
        }
    }
}

fn owner(row: &Document) -> DocumentOwner {
    row.contract_id.map_or_else(
        || DocumentOwner::Supplier(SupplierId(row.supplier_id)),
        |id| DocumentOwner::Contract(ContractId(id)),
    )
}

async fn document_rows(tx: &TenantTx, rows: Vec<Document>) -> Result<Vec<DocumentRow>> {
    let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
    let zone = zone(&tenant.time_zone)?;
    let people = tx
        .people(rows.iter().filter_map(|row| row.added_by).collect())
        .await?;
    let name = |id: Option<Uuid>| {
        let person = people.iter().find(|person| Some(person.id) == id);
        person.map(|person| person.name.clone()).unwrap_or_default()
    };
    let rows = rows.into_iter().map(|row| {
        Ok(DocumentRow {
            id: DocumentId(row.id),
            owner: owner(&row),
            kind: DocumentKind::parse(&row.kind).ok_or(Error::Internal)?,
            confidentiality: Confidentiality::parse(&row.confidentiality).ok_or(Error::Internal)?,
            dated_on: row.dated_on,
            added_by: name(row.added_by),
            added_at: local(row.added_at, zone),
            bytes: row.bytes,
            title: row.title,
            file_name: row.file_name,
            media_type: row.media_type,
            sha256: row.sha256,
        })
    });
    rows.collect()
}
