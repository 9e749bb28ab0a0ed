//! Suppliers.

use chrono::{Datelike, Months};
use domain::ids::{ContractId, SupplierId, TargetId};
use domain::policy::Action;
use domain::views::{
    BreachRow, ContactView, Status, StatusCounts, SupplierKind, SupplierRow, SupplierView, TargetRow,
};
use storage::Supplier;

use crate::portfolio::{Portfolio, cell, currency, local, sum, unit};
use crate::{Actor, Error, Result, Services};

impl Services {
    /// All suppliers whose name or seat contains `search`.
    pub async fn suppliers(&self, actor: &Actor, search: &str) -> Result<Vec<SupplierRow>> {
        let tx = self
            .db
            .read(actor, Action::SupplierRead, self.clock.now())
            .await?;
        let portfolio = Portfolio::load(&tx).await?;
        let open = self.open_by_supplier(&tx, &portfolio).await?;
        let wanted = search.trim().to_lowercase();
        let matches = |supplier: &&Supplier| {
            let seat = supplier.city.as_deref().unwrap_or_default();
            supplier.name.to_lowercase().contains(&wanted) || seat.to_lowercase().contains(&wanted)
        };
        portfolio
            .suppliers
            .iter()
            .filter(matches)
            .map(|supplier| row(&portfolio, supplier, &open))
            .collect()
    }

    /// One supplier.
    ///
    /// # Errors
    /// `NotFound` for another tenant's or another vendor's supplier.
    pub async fn supplier(&self, actor: &Actor, id: SupplierId) -> Result<SupplierView> {
        let tx = self
            .db
            .read(actor, Action::SupplierRead, self.clock.now())
            .await?;
        let supplier = tx.supplier(id.0).await?.ok_or(Error::NotFound)?;
        let portfolio = Portfolio::load(&tx).await?;
        let open = self.open_by_supplier(&tx, &portfolio).await?;
        let contacts = tx.contacts(id.0).await?.into_iter().map(|contact| ContactView {
            name: contact.name,
            function: contact.function,
            email: contact.email,
            escalation: contact.escalation,
        });
        let own = || {
            portfolio
                .contracts
                .iter()
                .filter(|contract| contract.supplier_id == id.0)
        };
        let escalations = self.escalation_rows(&tx, &portfolio).await?;
        Ok(SupplierView {
            row: row(&portfolio, &supplier, &open)?,
            contacts: contacts.collect(),
            contracts: own()
                .map(|contract| portfolio.contract_row(contract))
                .collect::<Result<_>>()?,
            targets: targets(&portfolio, &supplier)?,
            breaches: breaches(&portfolio, &supplier)?,
            escalations: escalations
                .into_iter()
                .filter(|row| own().any(|contract| contract.id == row.contract_id.0))
                .collect(),
        })
    }

    async fn open_by_supplier(
        &self,
        tx: &storage::TenantTx,
        portfolio: &Portfolio,
    ) -> Result<Vec<uuid::Uuid>> {
        let rows = self.escalation_rows(tx, portfolio).await?;
        let open = rows.into_iter().filter(|row| row.acknowledged_at.is_none());
        Ok(open
            .filter_map(|row| portfolio.contract(row.contract_id.0))
            .map(|contract| contract.supplier_id)
            .collect())
    }
}

fn targets(portfolio: &Portfolio, supplier: &Supplier) -> Result<Vec<TargetRow>> {
    let mut rows = Vec::new();
    for contract in portfolio
        .active()
        .filter(|contract| contract.supplier_id == supplier.id)
    {
        rows.extend(portfolio.current_rows(contract)?);
    }
    Ok(rows)
}

fn row(portfolio: &Portfolio, supplier: &Supplier, open: &[uuid::Uuid]) -> Result<SupplierRow> {
    let rows = targets(portfolio, supplier)?;
    let mut counts = StatusCounts::default();
    for row in &rows {
        counts.add(row.status);
    }
    let mut fees = Vec::new();
    let mut active_contracts = 0;
    for contract in portfolio
        .active()
        .filter(|contract| contract.supplier_id == supplier.id)
    {
        active_contracts += 1;
        fees.extend(portfolio.contract_row(contract)?.monthly_fee);
    }
    let waiting = open.iter().filter(|id| **id == supplier.id).count();
    Ok(SupplierRow {
        id: SupplierId(supplier.id),
        name: supplier.name.clone(),
        kind: SupplierKind::parse(&supplier.kind).ok_or(Error::Internal)?,
        city: supplier.city.clone(),
        active_contracts,
        monthly_fees: sum(fees),
        counts,
        credits: sum(rows
            .iter()
            .filter_map(|row| row.credit.map(|credit| credit.amount))),
        open_escalations: u32::try_from(waiting).unwrap_or(u32::MAX),
    })
}

/// Missed periods of the twelve months up to this one, newest first.
fn breaches(portfolio: &Portfolio, supplier: &Supplier) -> Result<Vec<BreachRow>> {
    let today = local(portfolio.now, portfolio.zone).date();
    let first = today.with_day(1).unwrap_or(today);
    let since = first.checked_sub_months(Months::new(11)).unwrap_or(first);
    let mut rows = Vec::new();
    for contract in portfolio
        .contracts
        .iter()
        .filter(|contract| contract.supplier_id == supplier.id)
    {
        let currency = currency(contract)?;
        for terms in portfolio.targets_ever(contract.id) {
            for result in portfolio
                .results(terms.target.id)
                .iter()
                .filter(|result| result.starts_on >= since)
            {
                let Some(cell) = cell(result, unit(&terms.definition), currency) else {
                    continue;
                };
                if cell.status != Status::Breached {
                    continue;
                }
                let era = terms.in_period(cell.period);
                rows.push(BreachRow {
                    contract_id: ContractId(contract.id),
                    contract_number: contract.number.clone(),
                    target_id: TargetId(terms.target.id),
                    target_name: era.target.name.clone(),
                    threshold_ppm: era.definition.threshold_ppm,
                    cell,
                    claim_by: result.claim_by,
                });
            }
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.cell.period));
    Ok(rows)
}
