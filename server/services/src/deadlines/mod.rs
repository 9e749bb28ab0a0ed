//! Days by which something about a contract happens: as a list, as a calendar that people subscribe to, and as
//! reminders by mail.

mod feed;
mod remind;

pub(crate) use remind::{Reminder, recipients, write_reminder};

use domain::contract::ContractStatus;
use domain::contract::term::NoticeTo;
use domain::forms::FieldError;
use domain::ids::ContractId;
use domain::policy::Action;
use domain::views::{DeadlineFilter, DeadlineKind, DeadlineRow, DeadlinesView};
use storage::TenantTx;

use crate::account::person_of;
use crate::portfolio::{Portfolio, local, zone};
use crate::terms::{end, in_force, term};
use crate::{Actor, Error, Result, Services};

impl Services {
    /// Deadlines that fit a filter, by day, and what the person knows of the own feed.
    ///
    /// # Errors
    /// `Invalid` for a filter that does not exist.
    pub async fn deadlines(&self, actor: &Actor, filter: &DeadlineFilter) -> Result<DeadlinesView> {
        let tx = self.db.read(actor, Action::TermRead, self.clock.now()).await?;
        let rows = fitting(deadline_rows(&tx).await?, filter)?;
        let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
        let zone = zone(&tenant.time_zone)?;
        let feed = match feed::membership(&tx, person_of(actor)).await? {
            Some(membership) => tx.feed_of(membership.id).await?,
            None => None,
        };
        Ok(DeadlinesView {
            rows,
            feed: feed.map(|feed| {
                (
                    local(feed.created_at, zone),
                    feed.last_used_at.map(|at| local(at, zone)),
                )
            }),
        })
    }
}

/// Everything that happens to contracts that hold, by day. Where notice may be given to any day, or was given, nothing
/// is to be decided by one, but the contract may end on one.
async fn deadline_rows(tx: &TenantTx) -> Result<Vec<DeadlineRow>> {
    let portfolio = Portfolio::load_terms(tx).await?;
    let mut rows = Vec::new();
    for contract in portfolio.running() {
        let today = local(tx.now(), zone(&contract.time_zone)?).date();
        let Some(version) = in_force(&portfolio.versions, contract, today) else {
            continue;
        };
        let Some(agreed) = term(version)? else {
            continue;
        };
        let is_ended = contract.status != ContractStatus::Active.code();
        let any_day = agreed.notice.is_some_and(|notice| notice.to == NoticeTo::AnyDay);
        let next = if is_ended || any_day {
            contract.ends_on.map(|end| (end, None))
        } else {
            end(Some(&agreed), today)?.map(|next| (next.end, next.notice))
        };
        let Some((end, notice)) = next else {
            continue;
        };
        let supplier = portfolio.supplier(contract.supplier_id);
        let mut add = |kind, day: chrono::NaiveDate| {
            rows.push(DeadlineRow {
                contract_id: ContractId(contract.id),
                contract_number: contract.number.clone(),
                contract_title: contract.title.clone(),
                supplier_name: supplier.map(|supplier| supplier.name.clone()).unwrap_or_default(),
                kind,
                day,
                end,
                days_left: (day - today).num_days(),
            });
        };
        if let Some(dates) = notice {
            add(DeadlineKind::Decision, dates.decide_by);
            add(DeadlineKind::Receipt, dates.last_receipt);
        }
        add(DeadlineKind::End, end);
    }
    rows.sort_by(|a, b| {
        (a.day, &a.contract_number, a.kind.code()).cmp(&(b.day, &b.contract_number, b.kind.code()))
    });
    Ok(rows)
}

fn fitting(mut rows: Vec<DeadlineRow>, filter: &DeadlineFilter) -> Result<Vec<DeadlineRow>> {
    let mut errors = Vec::new();
    let kind = DeadlineKind::parse(filter.kind.trim());
    if kind.is_none() && !filter.kind.trim().is_empty() {
        errors.push(FieldError::new("kind", "unknown"));
    }
    let within: Option<i64> = filter.within.trim().parse().ok();
    if within.is_none() && !filter.within.trim().is_empty() {
        errors.push(FieldError::new("within", "number_unreadable"));
    }
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let wanted = filter.search.trim().to_lowercase();
    rows.retain(|row| {
        let named = [&row.contract_number, &row.contract_title, &row.supplier_name];
        named.iter().any(|name| name.to_lowercase().contains(&wanted))
            && kind.is_none_or(|kind| row.kind == kind)
            && within.is_none_or(|days| row.days_left <= days)
    });
    Ok(rows)
}
