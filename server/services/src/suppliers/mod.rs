//! Suppliers.

mod certificates;
mod parts;
mod passing_on;
pub(crate) mod write;

use std::cmp::Reverse;

use chrono::{Datelike, Months, NaiveDate};
use domain::ids::{ContactId, ContractId, SubSupplierId, SupplierId, TargetId};
use domain::policy::Action;
use domain::supplier::certificate::CertificateState;
use domain::supplier::{Criticality, Standing, Tier};
use domain::views::{
    BreachRow, ContactView, Language, Status, StatusCounts, SubSupplierRow, SupplierFilter, SupplierKind,
    SupplierMaster, SupplierRow, SupplierSort, SupplierView, TargetRow,
};
use storage::{Certificate, Contact, SubSupplier, Supplier, TenantTx};

pub use self::certificates::certificate_rows;
use crate::portfolio::{Portfolio, cell, currency, local, sum, unit};
use crate::{Actor, Error, Result, Services};

impl Services {
    /// The suppliers that fit a filter, in its order.
    pub async fn suppliers(&self, actor: &Actor, filter: &SupplierFilter) -> Result<Vec<SupplierRow>> {
        let tx = self
            .db
            .read(actor, Action::SupplierRead, self.clock.now())
            .await?;
        let portfolio = Portfolio::load_current(&tx).await?;
        let overview = self.overview(&tx, &portfolio).await?;
        let rows: Result<Vec<_>> = portfolio
            .suppliers
            .iter()
            .map(|supplier| overview.row(supplier))
            .collect();
        let mut rows = rows?;
        let wanted = filter.search.trim().to_lowercase();
        rows.retain(|row| fits(row, filter, &wanted));
        sort(&mut rows, filter.sort.unwrap_or(SupplierSort::Name));
        if filter.reversed {
            rows.reverse();
        }
        Ok(rows)
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
        let overview = self.overview(&tx, &portfolio).await?;
        let own = || {
            portfolio
                .contracts
                .iter()
                .filter(|contract| contract.supplier_id == id.0)
        };
        let escalations = self.escalation_rows(&tx, &portfolio).await?;
        let passed_on = tx.sub_suppliers().await?;
        let vendor = actor.role.is_vendor();
        let customers = passed_on
            .iter()
            .filter(|row| row.linked_supplier_id == Some(id.0) && !vendor)
            .filter_map(|row| portfolio.supplier(row.supplier_id));
        Ok(SupplierView {
            row: overview.row(&supplier)?,
            contacts: tx.contacts(id.0).await?.into_iter().map(contact_view).collect(),
            certificates: certificate_rows(&overview.certificates, id.0, overview.today)?,
            sub_supplier_of: customers
                .map(|supplier| (SupplierId(supplier.id), supplier.name.clone()))
                .collect(),
            others: others(actor, &portfolio, id),
            sub_suppliers: passed_on
                .iter()
                .filter(|row| row.supplier_id == id.0)
                .map(|row| sub_supplier_row(row, &portfolio, vendor))
                .collect(),
            contracts: own()
                .map(|contract| portfolio.contract_row(contract))
                .collect::<Result<_>>()?,
            targets: targets(&portfolio, &supplier)?,
            breaches: breaches(&portfolio, &supplier)?,
            escalations: escalations
                .into_iter()
                .filter(|row| own().any(|contract| contract.id == row.contract_id.0))
                .collect(),
            master: SupplierMaster {
                street: supplier.street,
                postcode: supplier.postcode,
                website: supplier.website,
                lei: supplier.lei,
                criticality_reason: supplier.criticality_reason,
                notes: supplier.notes,
                revision: supplier.revision,
            },
        })
    }

    async fn overview<'a>(&self, tx: &TenantTx, portfolio: &'a Portfolio) -> Result<Overview<'a>> {
        Ok(Overview {
            portfolio,
            open: self.open_by_supplier(tx, portfolio).await?,
            certificates: tx.certificates().await?,
            today: local(portfolio.now, portfolio.zone).date(),
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
        .running()
        .filter(|contract| contract.supplier_id == supplier.id)
    {
        rows.extend(portfolio.current_rows(contract)?);
    }
    Ok(rows)
}

/// What the rows of suppliers are made of.
struct Overview<'a> {
    portfolio: &'a Portfolio,
    /// The suppliers of open escalations.
    open: Vec<uuid::Uuid>,
    certificates: Vec<Certificate>,
    today: NaiveDate,
}

impl Overview<'_> {
    fn row(&self, supplier: &Supplier) -> Result<SupplierRow> {
        let rows = targets(self.portfolio, supplier)?;
        let mut counts = StatusCounts::default();
        for row in &rows {
            counts.add(row.status);
        }
        let mut fees = Vec::new();
        let mut active_contracts = 0;
        for contract in self
            .portfolio
            .running()
            .filter(|contract| contract.supplier_id == supplier.id)
        {
            active_contracts += 1;
            fees.extend(self.portfolio.contract_row(contract)?.monthly_fee);
        }
        let waiting = self.open.iter().filter(|id| **id == supplier.id).count();
        let certificates = certificate_rows(&self.certificates, supplier.id, self.today)?;
        let (state, until) = certificates::summary(&certificates);
        Ok(SupplierRow {
            id: SupplierId(supplier.id),
            name: supplier.name.clone(),
            legal_name: supplier.legal_name.clone(),
            kind: SupplierKind::parse(&supplier.kind).ok_or_else(|| Error::internal("supplier.kind"))?,
            status: Standing::parse(&supplier.status).ok_or_else(|| Error::internal("supplier.status"))?,
            city: supplier.city.clone(),
            country: supplier.country.clone(),
            criticality: supplier.criticality.as_deref().and_then(Criticality::parse),
            tier: supplier.tier.as_deref().and_then(Tier::parse),
            certificates: state,
            certificate_until: until,
            active_contracts,
            monthly_fees: sum(fees),
            counts,
            credits: sum(rows
                .iter()
                .filter_map(|row| row.credit.map(|credit| credit.amount))),
            open_escalations: u32::try_from(waiting).unwrap_or(u32::MAX),
        })
    }
}

fn fits(row: &SupplierRow, filter: &SupplierFilter, wanted: &str) -> bool {
    let named = [&row.name, &row.legal_name, row.city.as_ref().unwrap_or(&row.name)];
    named.iter().any(|name| name.to_lowercase().contains(wanted))
        && filter.group.is_none_or(|group| row.kind.group() == group)
        && filter.kind.is_none_or(|kind| row.kind == kind)
        && filter
            .criticality
            .is_none_or(|level| row.criticality == Some(level))
        && filter.status.is_none_or(|status| row.status == status)
        && filter
            .certificates
            .is_none_or(|wanted| wanted.fits(row.certificates))
}

/// Rows come by name; what is equal stays so.
fn sort(rows: &mut [SupplierRow], by: SupplierSort) {
    let last = usize::MAX;
    match by {
        SupplierSort::Name => rows.sort_by_cached_key(|row| row.name.to_lowercase()),
        SupplierSort::Kind => rows.sort_by_key(|row| row.kind.code()),
        SupplierSort::Criticality => rows.sort_by_key(|row| {
            let levels = Criticality::ALL;
            levels
                .iter()
                .position(|level| Some(*level) == row.criticality)
                .unwrap_or(last)
        }),
        SupplierSort::Certificates => rows.sort_by_key(|row| {
            let rank = row.certificates.and_then(CertificateState::rank);
            (rank.unwrap_or(last), row.certificate_until)
        }),
        SupplierSort::Contracts => rows.sort_by_key(|row| Reverse(row.active_contracts)),
        SupplierSort::Escalations => rows.sort_by_key(|row| Reverse(row.open_escalations)),
    }
}

/// The other suppliers, where the actor may say that one of them is a sub-supplier.
fn others(actor: &Actor, portfolio: &Portfolio, id: SupplierId) -> Vec<(SupplierId, String)> {
    let may = actor.may(Action::SupplierWrite);
    let rows = portfolio.suppliers.iter().filter(|row| may && row.id != id.0);
    rows.map(|row| (SupplierId(row.id), row.name.clone())).collect()
}

fn contact_view(row: Contact) -> ContactView {
    ContactView {
        id: ContactId(row.id),
        name: row.name,
        function: row.function,
        email: row.email,
        phone: row.phone,
        language: Language::parse(&row.language).unwrap_or_default(),
        escalation: row.escalation,
        revision: row.revision,
    }
}

/// A linked supplier goes by its present name. Whom else the customer deals with is nothing for a vendor.
fn sub_supplier_row(row: &SubSupplier, portfolio: &Portfolio, vendor: bool) -> SubSupplierRow {
    let linked = row.linked_supplier_id.and_then(|id| portfolio.supplier(id));
    SubSupplierRow {
        id: SubSupplierId(row.id),
        name: linked.map_or_else(|| row.name.clone(), |supplier| supplier.name.clone()),
        linked_id: row.linked_supplier_id.filter(|_| !vendor).map(SupplierId),
        service: row.service.clone(),
        country: row.country.clone(),
        since: row.since,
        revision: row.revision,
    }
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
                let era = terms.in_period(cell.period);
                if cell.status != Status::Breached {
                    continue;
                }
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
