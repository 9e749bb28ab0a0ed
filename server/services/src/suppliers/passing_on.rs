//! Writing what a supplier passes on to others.

use domain::forms::{SubSupplierForm, SubSupplierInput};
use domain::graph::reaches;
use domain::ids::{SubSupplierId, SupplierId};
use serde_json::{Value, json};
use storage::{SubSupplier, TenantTx};

use super::parts::save;
use crate::changes::changes;
use crate::{Actor, Error, Result, Services};

impl Services {
    /// Adds a sub-supplier to a supplier.
    ///
    /// # Errors
    /// `Invalid` for the form, a linked supplier that does not exist, and one that leads back to this supplier;
    /// `NotFound` for another tenant's supplier.
    pub async fn add_sub_supplier(
        &self,
        actor: &Actor,
        supplier_id: SupplierId,
        form: &SubSupplierForm,
    ) -> Result<SubSupplierId> {
        let tx = self.open_part(actor, supplier_id).await?;
        let input = form.parse().map_err(Error::Invalid)?;
        let row = row(&tx, supplier_id, storage::ids::new(), 1, input).await?;
        let mut detail = changes(&Value::Null, &facts(&row), &[]);
        detail["sub_supplier"] = json!(row.id);
        let id = SubSupplierId(row.id);
        tx.insert_sub_supplier(row).await?;
        save(tx, supplier_id, detail).await?;
        Ok(id)
    }

    /// Changes a sub-supplier.
    ///
    /// # Errors
    /// As [`Services::add_sub_supplier`], and `Stale` when somebody changed it since `revision` was read.
    pub async fn change_sub_supplier(
        &self,
        actor: &Actor,
        supplier_id: SupplierId,
        id: SubSupplierId,
        revision: i32,
        form: &SubSupplierForm,
    ) -> Result<()> {
        let tx = self.open_part(actor, supplier_id).await?;
        let before = known(&tx, supplier_id, id).await?;
        let input = form.parse().map_err(Error::Invalid)?;
        let row = row(&tx, supplier_id, id.0, revision.saturating_add(1), input).await?;
        let mut detail = changes(&facts(&before), &facts(&row), &[]);
        detail["sub_supplier"] = json!(id);
        if !tx.update_sub_supplier(row, revision).await? {
            return Err(Error::Stale);
        }
        save(tx, supplier_id, detail).await
    }

    /// Removes a sub-supplier.
    ///
    /// # Errors
    /// `NotFound` for one of another supplier, `Stale` when somebody changed it since `revision` was read.
    pub async fn remove_sub_supplier(
        &self,
        actor: &Actor,
        supplier_id: SupplierId,
        id: SubSupplierId,
        revision: i32,
    ) -> Result<()> {
        let tx = self.open_part(actor, supplier_id).await?;
        known(&tx, supplier_id, id).await?;
        if !tx.delete_sub_supplier(id.0, revision).await? {
            return Err(Error::Stale);
        }
        save(tx, supplier_id, json!({ "sub_supplier": id, "deleted": true })).await
    }
}

async fn known(tx: &TenantTx, supplier_id: SupplierId, id: SubSupplierId) -> Result<SubSupplier> {
    let rows = tx.sub_suppliers().await?;
    let known = rows
        .into_iter()
        .find(|row| row.id == id.0 && row.supplier_id == supplier_id.0);
    known.ok_or(Error::NotFound)
}

/// The row for what was typed, if the linked supplier exists and does not lead back.
async fn row(
    tx: &TenantTx,
    supplier_id: SupplierId,
    id: uuid::Uuid,
    revision: i32,
    input: SubSupplierInput,
) -> Result<SubSupplier> {
    let mut name = input.name;
    if let Some(linked) = input.linked_id {
        let found = tx.supplier(linked.0).await?;
        name = found.ok_or_else(|| Error::field("linked_id", "unknown"))?.name;
        let others = tx.sub_suppliers().await?.into_iter().filter(|row| row.id != id);
        let edges: Vec<_> = others
            .filter_map(|row| Some((row.supplier_id, row.linked_supplier_id?)))
            .collect();
        if reaches(&edges, linked.0, supplier_id.0) {
            return Err(Error::field("linked_id", "circle"));
        }
    }
    Ok(SubSupplier {
        tenant_id: tx.actor().tenant_id,
        id,
        supplier_id: supplier_id.0,
        name,
        linked_supplier_id: input.linked_id.map(|linked| linked.0),
        service: input.service,
        country: input.country.map(str::to_owned),
        since: input.since,
        revision,
        created_at: tx.now(),
    })
}

fn facts(row: &SubSupplier) -> Value {
    json!({
        "name": row.name, "linked_supplier_id": row.linked_supplier_id, "service": row.service,
        "country": row.country, "since": row.since,
    })
}
