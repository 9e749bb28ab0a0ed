//! Writing what hangs on a supplier: contacts and certificates.

use domain::forms::{CertificateForm, CertificateInput, ContactForm, ContactInput};
use domain::ids::{CertificateId, ContactId, SupplierId};
use serde_json::{Value, json};
use storage::{Certificate, Contact, Note, TenantTx};

use crate::changes::changes;
use crate::{Actor, Error, Result, Services};

/// Of people the log says only what kind of thing changed.
const SILENT: [&str; 4] = ["name", "function", "email", "phone"];

impl Services {
    /// Adds a contact to a supplier.
    ///
    /// # Errors
    /// `Invalid` for the form, `NotFound` for another tenant's supplier.
    pub async fn add_contact(
        &self,
        actor: &Actor,
        supplier_id: SupplierId,
        form: &ContactForm,
    ) -> Result<ContactId> {
        let (tx, input) = (self.open_part(actor, supplier_id).await?, form.parse());
        let row = contact(
            &tx,
            supplier_id,
            storage::ids::new(),
            1,
            input.map_err(Error::Invalid)?,
        );
        let id = ContactId(row.id);
        tx.insert_contact(row).await?;
        save(tx, supplier_id, json!({ "contact": id, "added": true })).await?;
        Ok(id)
    }

    /// Changes a contact.
    ///
    /// # Errors
    /// `Invalid` for the form, `NotFound` for one of another supplier, `Stale` when somebody changed it since `revision`
    /// was read.
    pub async fn change_contact(
        &self,
        actor: &Actor,
        supplier_id: SupplierId,
        id: ContactId,
        revision: i32,
        form: &ContactForm,
    ) -> Result<()> {
        let tx = self.open_part(actor, supplier_id).await?;
        let known = tx
            .contacts(supplier_id.0)
            .await?
            .into_iter()
            .find(|row| row.id == id.0);
        let before = known.ok_or(Error::NotFound)?;
        let input = form.parse().map_err(Error::Invalid)?;
        let row = contact(&tx, supplier_id, id.0, revision.saturating_add(1), input);
        let mut detail = changes(&contact_facts(&before), &contact_facts(&row), &SILENT);
        detail["contact"] = json!(id);
        if !tx.update_contact(row, revision).await? {
            return Err(Error::Stale);
        }
        save(tx, supplier_id, detail).await
    }

    /// Removes a contact.
    ///
    /// # Errors
    /// `Conflict` when it has duties for a service, else as [`Services::change_contact`].
    pub async fn remove_contact(
        &self,
        actor: &Actor,
        supplier_id: SupplierId,
        id: ContactId,
        revision: i32,
    ) -> Result<()> {
        let tx = self.open_part(actor, supplier_id).await?;
        let contacts = tx.contacts(supplier_id.0).await?;
        if !contacts.iter().any(|row| row.id == id.0) {
            return Err(Error::NotFound);
        }
        if !tx.delete_contact(id.0, revision).await.map_err(Error::in_use)? {
            return Err(Error::Stale);
        }
        save(tx, supplier_id, json!({ "contact": id, "deleted": true })).await
    }

    /// Adds a certificate to a supplier.
    ///
    /// # Errors
    /// `Invalid` for the form, `NotFound` for another tenant's supplier.
    pub async fn add_certificate(
        &self,
        actor: &Actor,
        supplier_id: SupplierId,
        form: &CertificateForm,
    ) -> Result<CertificateId> {
        let (tx, input) = (self.open_part(actor, supplier_id).await?, form.parse());
        let row = certificate(
            &tx,
            supplier_id,
            storage::ids::new(),
            1,
            input.map_err(Error::Invalid)?,
        );
        let mut detail = changes(&Value::Null, &certificate_facts(&row), &[]);
        detail["certificate"] = json!(row.id);
        let id = CertificateId(row.id);
        tx.insert_certificate(row).await?;
        save(tx, supplier_id, detail).await?;
        Ok(id)
    }

    /// Changes a certificate.
    ///
    /// # Errors
    /// As [`Services::change_contact`].
    pub async fn change_certificate(
        &self,
        actor: &Actor,
        supplier_id: SupplierId,
        id: CertificateId,
        revision: i32,
        form: &CertificateForm,
    ) -> Result<()> {
        let tx = self.open_part(actor, supplier_id).await?;
        let before = certificate_of(&tx, supplier_id, id).await?;
        let input = form.parse().map_err(Error::Invalid)?;
        let row = Certificate {
            created_at: before.created_at,
            ..certificate(&tx, supplier_id, id.0, revision.saturating_add(1), input)
        };
        let mut detail = changes(&certificate_facts(&before), &certificate_facts(&row), &[]);
        detail["certificate"] = json!(id);
        if !tx.update_certificate(row, revision).await? {
            return Err(Error::Stale);
        }
        save(tx, supplier_id, detail).await
    }

    /// Removes a certificate.
    ///
    /// # Errors
    /// As [`Services::change_contact`].
    pub async fn remove_certificate(
        &self,
        actor: &Actor,
        supplier_id: SupplierId,
        id: CertificateId,
        revision: i32,
    ) -> Result<()> {
        let tx = self.open_part(actor, supplier_id).await?;
        certificate_of(&tx, supplier_id, id).await?;
        if !tx.delete_certificate(id.0, revision).await? {
            return Err(Error::Stale);
        }
        save(tx, supplier_id, json!({ "certificate": id, "deleted": true })).await
    }

    /// A transaction that changes what hangs on a supplier, which must exist.
    pub(super) async fn open_part(&self, actor: &Actor, supplier_id: SupplierId) -> Result<TenantTx> {
        let tx = self.open_supplier_write(actor).await?;
        tx.supplier(supplier_id.0).await?.ok_or(Error::NotFound)?;
        Ok(tx)
    }
}

/// Commits a change of something that hangs on a supplier.
pub(super) async fn save(tx: TenantTx, supplier_id: SupplierId, detail: Value) -> Result<()> {
    Ok(tx.save(Note::new("supplier", supplier_id).with(detail)).await?)
}

async fn certificate_of(tx: &TenantTx, supplier_id: SupplierId, id: CertificateId) -> Result<Certificate> {
    let certificates = tx.certificates().await?;
    let known = certificates
        .into_iter()
        .find(|row| row.id == id.0 && row.supplier_id == supplier_id.0);
    known.ok_or(Error::NotFound)
}

fn contact(
    tx: &TenantTx,
    supplier_id: SupplierId,
    id: uuid::Uuid,
    revision: i32,
    input: ContactInput,
) -> Contact {
    Contact {
        tenant_id: tx.actor().tenant_id,
        id,
        supplier_id: supplier_id.0,
        name: input.name,
        function: input.function,
        email: input.email,
        phone: input.phone,
        language: input.language.code().to_owned(),
        escalation: input.escalation,
        revision,
    }
}

fn contact_facts(row: &Contact) -> Value {
    json!({
        "name": row.name, "function": row.function, "email": row.email, "phone": row.phone,
        "language": row.language, "escalation": row.escalation,
    })
}

fn certificate(
    tx: &TenantTx,
    supplier_id: SupplierId,
    id: uuid::Uuid,
    revision: i32,
    input: CertificateInput,
) -> Certificate {
    Certificate {
        tenant_id: tx.actor().tenant_id,
        id,
        supplier_id: supplier_id.0,
        kind: input.kind.code().to_owned(),
        title: input.title,
        number: input.number,
        issuer: input.issuer,
        scope: input.scope,
        valid_from: input.valid_from,
        valid_to: input.valid_to,
        revision,
        created_at: tx.now(),
    }
}

fn certificate_facts(row: &Certificate) -> Value {
    json!({
        "kind": row.kind, "title": row.title, "number": row.number, "issuer": row.issuer, "scope": row.scope,
        "valid_from": row.valid_from, "valid_to": row.valid_to,
    })
}
