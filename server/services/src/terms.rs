//! When contracts can end.

use chrono::NaiveDate;
use domain::contract::term::{NextEnd, Term, TermError};
use domain::contract::version_on;
use domain::ids::ContractId;
use domain::policy::Action;
use domain::views::{NoticeDeadline, TermView, WhatIf};
use storage::{Contract, ContractVersion};

use crate::portfolio::{Portfolio, local, zone};
use crate::{Actor, Error, Result, Services};

/// Nobody asks what notice in another century would mean.
const FURTHEST_DAYS: i64 = 36_600;

impl Services {
    /// How a contract ends next, with the derivation; and, for a day of receipt, what notice would bring about.
    ///
    /// # Errors
    /// `NotFound` for another tenant's contract.
    pub async fn contract_term(
        &self,
        actor: &Actor,
        id: ContractId,
        received_on: Option<NaiveDate>,
    ) -> Result<TermView> {
        let tx = self.db.read(actor, Action::TermRead, self.clock.now()).await?;
        let contract = tx.contract(id.0).await?.ok_or(Error::NotFound)?;
        let versions = tx.contract_versions().await?;
        let today = local(tx.now(), zone(&contract.time_zone)?).date();
        let version = in_force(&versions, &contract, today).ok_or(Error::NotFound)?;
        let term = term(version)?;
        let next = end(term.as_ref(), today)?;
        let what_if = match received_on {
            Some(day) if (day - today).num_days().abs() > FURTHEST_DAYS => {
                return Err(Error::field("received_on", "dates_too_far"));
            }
            Some(day) if day < contract.starts_on => {
                return Err(Error::field("received_on", "before_start"));
            }
            Some(day) => end(term.as_ref(), day)?.map(|next| WhatIf {
                received_on: day,
                next,
            }),
            None => None,
        };
        Ok(TermView {
            version: version.number,
            revision: contract.revision,
            today,
            days_to_decide: next.as_ref().and_then(|next| days_to_decide(next, today)),
            term,
            next,
            what_if,
        })
    }

    /// What must be decided by when, for all contracts in force; the most urgent first.
    pub async fn notice_deadlines(&self, actor: &Actor) -> Result<Vec<NoticeDeadline>> {
        let tx = self.db.read(actor, Action::TermRead, self.clock.now()).await?;
        let portfolio = Portfolio::load_terms(&tx).await?;
        let mut rows = Vec::new();
        for contract in portfolio.active() {
            let today = local(tx.now(), zone(&contract.time_zone)?).date();
            let Some(version) = in_force(&portfolio.versions, contract, today) else {
                continue;
            };
            let Some(next) = end(term(version)?.as_ref(), today)? else {
                continue;
            };
            let (Some(dates), Some(days)) = (next.notice, days_to_decide(&next, today)) else {
                continue;
            };
            let supplier = portfolio.supplier(contract.supplier_id);
            rows.push(NoticeDeadline {
                contract_id: ContractId(contract.id),
                contract_number: contract.number.clone(),
                contract_title: contract.title.clone(),
                supplier_name: supplier.map(|supplier| supplier.name.clone()).unwrap_or_default(),
                end: next.end,
                decide_by: dates.decide_by,
                last_safe_day: dates.last_safe_day,
                last_receipt: dates.last_receipt,
                days_to_decide: days,
            });
        }
        rows.sort_by(|a, b| (a.decide_by, &a.contract_number).cmp(&(b.decide_by, &b.contract_number)));
        Ok(rows)
    }

    /// All versions of a contract, newest first.
    ///
    /// # Errors
    /// `NotFound` for another tenant's contract.
    pub async fn contract_versions(&self, actor: &Actor, id: ContractId) -> Result<Vec<ContractVersion>> {
        let tx = self.db.read(actor, Action::TermRead, self.clock.now()).await?;
        tx.contract(id.0).await?.ok_or(Error::NotFound)?;
        let mut versions = tx.contract_versions().await?;
        versions.retain(|version| version.contract_id == id.0);
        versions.reverse();
        Ok(versions)
    }
}

pub(crate) fn in_force<'a>(
    versions: &'a [ContractVersion],
    contract: &Contract,
    today: NaiveDate,
) -> Option<&'a ContractVersion> {
    let of_contract = versions
        .iter()
        .filter(|version| version.contract_id == contract.id);
    version_on(of_contract, |version| version.valid_from, today)
}

pub(crate) fn term(version: &ContractVersion) -> Result<Option<Term>> {
    let stored = version.term.clone();
    stored
        .map(serde_json::from_value)
        .transpose()
        .map_err(Error::internal)
}

/// How a term ends next; `None` if there is none, or nothing that could still end.
pub(crate) fn end(term: Option<&Term>, day: NaiveDate) -> Result<Option<NextEnd>> {
    match term.map(|term| term.next_end(day)) {
        None | Some(Err(TermError::NoTermEnd)) => Ok(None),
        Some(Ok(next)) => Ok(Some(next)),
        Some(Err(error)) => Err(Error::internal(error)),
    }
}

fn days_to_decide(next: &NextEnd, today: NaiveDate) -> Option<i64> {
    next.notice.map(|dates| (dates.decide_by - today).num_days())
}
