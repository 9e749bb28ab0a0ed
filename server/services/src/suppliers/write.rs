//! Writing suppliers' master data.

use domain::forms::{SupplierForm, SupplierInput};
use domain::ids::SupplierId;
use domain::policy::Action;
use domain::supplier::{Criticality, Standing, Tier};
use domain::views::SupplierKind;
use serde_json::{Value, json};
use storage::{Note, Supplier, TenantTx};

use crate::changes::changes;
use crate::portfolio::runs_on;
use crate::{Actor, Error, Result, Services};

/// Free text, which may speak of people.
const SILENT: [&str; 2] = ["criticality_reason", "notes"];

impl Services {
    /// The form of a new supplier, for those who may add one.
    pub async fn blank_supplier(&self, actor: &Actor) -> Result<SupplierForm> {
        self.db
            .read(actor, Action::SupplierWrite, self.clock.now())
            .await?;
        Ok(SupplierForm {
            country: "DE".to_owned(),
            ..SupplierForm::default()
        })
    }

    /// Adds a supplier.
    ///
    /// # Errors
    /// `Invalid` for the form and a name that another supplier has.
    pub async fn create_supplier(&self, actor: &Actor, form: &SupplierForm) -> Result<SupplierId> {
        let tx = self.open_supplier_write(actor).await?;
        let input = form.parse().map_err(Error::Invalid)?;
        let (id, detail) = insert(&tx, input).await?;
        tx.save(Note::new("supplier", id).with(detail)).await?;
        Ok(id)
    }

    /// Changes a supplier's master data.
    ///
    /// # Errors
    /// `Invalid` for the form and a name that another supplier has, `Stale` when somebody changed it since `revision`
    /// was read, `Conflict` for the end of one that still has contracts in force.
    pub async fn update_supplier(
        &self,
        actor: &Actor,
        id: SupplierId,
        revision: i32,
        form: &SupplierForm,
    ) -> Result<()> {
        let tx = self.open_supplier_write(actor).await?;
        let before = tx.supplier(id.0).await?.ok_or(Error::NotFound)?;
        let input = form.parse().map_err(Error::Invalid)?;
        let row = filled(before.clone(), input);
        replace(tx, &before, row, revision).await
    }

    /// Ends a supplier, or takes it up again. What was stays.
    ///
    /// # Errors
    /// As [`Services::update_supplier`].
    pub async fn set_supplier_standing(
        &self,
        actor: &Actor,
        id: SupplierId,
        revision: i32,
        standing: Standing,
    ) -> Result<()> {
        let tx = self.open_supplier_write(actor).await?;
        let before = tx.supplier(id.0).await?.ok_or(Error::NotFound)?;
        let row = Supplier {
            status: standing.code().to_owned(),
            ..before.clone()
        };
        replace(tx, &before, row, revision).await
    }

    /// Removes a supplier nothing hangs on, with its contacts, certificates and sub-suppliers.
    ///
    /// # Errors
    /// `Conflict` when contracts, people, other suppliers or services refer to it, `Stale` when somebody changed it since
    /// `revision` was read.
    pub async fn delete_supplier(&self, actor: &Actor, id: SupplierId, revision: i32) -> Result<()> {
        let tx = self.open_supplier_write(actor).await?;
        let row = tx.supplier(id.0).await?.ok_or(Error::NotFound)?;
        let invited = tx.open_invitations().await?;
        if invited.iter().any(|row| row.supplier_id == Some(id.0)) {
            return Err(Error::Conflict("in_use"));
        }
        if !tx.delete_supplier(id.0, revision).await.map_err(Error::in_use)? {
            return Err(Error::Stale);
        }
        let note = Note::new("supplier", id).with(json!({ "deleted": true, "name": row.name }));
        Ok(tx.save(note).await?)
    }

    /// A transaction that changes suppliers. Those of one tenant wait for each other: two at once could close a circle.
    pub(super) async fn open_supplier_write(&self, actor: &Actor) -> Result<TenantTx> {
        let tx = self
            .db
            .open(actor, Action::SupplierWrite, self.clock.now())
            .await?;
        tx.lock_tenant().await?;
        Ok(tx)
    }
}

/// Stores a new supplier; with it what the log says of it.
pub async fn insert(tx: &TenantTx, input: SupplierInput) -> Result<(SupplierId, Value)> {
    let empty = Supplier {
        tenant_id: tx.actor().tenant_id,
        id: storage::ids::new(),
        name: String::new(),
        legal_name: String::new(),
        kind: String::new(),
        status: Standing::Active.code().to_owned(),
        street: String::new(),
        postcode: String::new(),
        city: None,
        country: None,
        website: String::new(),
        lei: None,
        criticality: None,
        criticality_reason: String::new(),
        tier: None,
        notes: String::new(),
        revision: 1,
        created_at: tx.now(),
    };
    let row = filled(empty.clone(), input);
    let detail = changes(&facts(&empty), &facts(&row), &SILENT);
    let id = SupplierId(row.id);
    tx.insert_supplier(row).await.map_err(name_taken)?;
    Ok((id, detail))
}

async fn replace(tx: TenantTx, before: &Supplier, row: Supplier, seen: i32) -> Result<()> {
    let id = row.id;
    let detail = update(&tx, before, row, seen).await?;
    Ok(tx.save(Note::new("supplier", id).with(detail)).await?)
}

/// Stores a supplier as it is now; with it what the log says of it.
pub async fn update(tx: &TenantTx, before: &Supplier, row: Supplier, seen: i32) -> Result<Value> {
    let ends = row.status == Standing::Ended.code() && before.status != row.status;
    if ends && has_contracts_in_force(tx, row.id).await? {
        return Err(Error::Conflict("contracts_in_force"));
    }
    let group = |row: &Supplier| SupplierKind::parse(&row.kind).map(SupplierKind::group);
    if group(before) != group(&row) {
        // OLAs are made with own teams, SLAs with the business: what is agreed must stay so.
        let contracts = tx.contracts().await?;
        if contracts.iter().any(|contract| contract.supplier_id == row.id) {
            return Err(Error::field("kind", "contracts_of_other_kind"));
        }
    }
    let row = Supplier {
        revision: seen.saturating_add(1),
        ..row
    };
    let detail = changes(&facts(before), &facts(&row), &SILENT);
    if !tx.update_supplier(row, seen).await.map_err(name_taken)? {
        return Err(Error::Stale);
    }
    Ok(detail)
}

async fn has_contracts_in_force(tx: &TenantTx, supplier_id: uuid::Uuid) -> Result<bool> {
    // In any zone.
    let yesterday = (tx.now() - chrono::Duration::days(1)).date_naive();
    let contracts = tx.contracts().await?;
    Ok(contracts
        .iter()
        .any(|contract| contract.supplier_id == supplier_id && runs_on(contract, yesterday)))
}

fn name_taken(error: storage::Error) -> Error {
    match error {
        storage::Error::Conflict(_) => Error::field("name", "name_taken"),
        other => other.into(),
    }
}

/// A row with what a form says.
pub fn filled(row: Supplier, input: SupplierInput) -> Supplier {
    Supplier {
        name: input.name,
        legal_name: input.legal_name,
        kind: input.kind.code().to_owned(),
        status: input.status.map_or(row.status, |status| status.code().to_owned()),
        street: input.street,
        postcode: input.postcode,
        city: input.city,
        country: input.country.map(str::to_owned),
        website: input.website,
        lei: input.lei,
        criticality: input.criticality.map(Criticality::code).map(str::to_owned),
        criticality_reason: input.criticality_reason,
        tier: input.tier.map(Tier::code).map(str::to_owned),
        notes: input.notes,
        ..row
    }
}

/// What the log compares.
pub fn facts(row: &Supplier) -> Value {
    json!({
        "name": row.name, "legal_name": row.legal_name, "kind": row.kind, "status": row.status,
        "street": row.street, "postcode": row.postcode, "city": row.city, "country": row.country,
        "website": row.website, "lei": row.lei, "criticality": row.criticality,
        "criticality_reason": row.criticality_reason, "tier": row.tier, "notes": row.notes,
    })
}
