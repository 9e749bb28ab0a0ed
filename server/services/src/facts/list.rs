//! Facts as they are stored, page by page.

use domain::ids::ServiceId;
use domain::policy::Action;
use domain::time::Instant;
use storage::{
    FactQuery, Maintenance, Outage, ReportedValue, Sample, SampleQuery, SampleSeries, TenantTx, Ticket,
};
use uuid::Uuid;

use crate::{Actor, Error, Result, Services};

const USUAL_PAGE: u64 = 100;
const LARGEST_PAGE: u64 = 1_000;

/// Which facts are wanted. `None` does not restrict.
#[derive(Debug, Clone, Default)]
pub struct FactFilter {
    /// Id or name of a service.
    pub service: Option<String>,
    /// A source.
    pub source: Option<String>,
    /// A number at its source.
    pub external_id: Option<String>,
    /// Reaching beyond this moment.
    pub from: Option<Instant>,
    /// Beginning before this moment.
    pub to: Option<Instant>,
    /// Also what was corrected.
    pub history: bool,
    /// From the page before.
    pub cursor: Option<String>,
    /// Items a page.
    pub limit: Option<u64>,
}

/// A page of facts, and where the next one begins.
pub type FactPage<T> = (Vec<T>, Option<String>);
/// A page of samples with the series they belong to.
pub type SamplePage = (Vec<(Sample, SampleSeries)>, Option<String>);

impl FactFilter {
    fn limit(&self) -> Result<u64> {
        let limit = self.limit.unwrap_or(USUAL_PAGE);
        if (1..=LARGEST_PAGE).contains(&limit) {
            Ok(limit)
        } else {
            Err(Error::field("limit", "out_of_range"))
        }
    }

    async fn service_id(&self, tx: &TenantTx) -> Result<Option<Uuid>> {
        let Some(wanted) = &self.service else {
            return Ok(None);
        };
        let id: Option<ServiceId> = wanted.parse().ok();
        let services = tx.services().await?;
        let found = services
            .iter()
            .find(|row| Some(row.id) == id.map(|id| id.0) || row.name == *wanted);
        found
            .map(|row| Some(row.id))
            .ok_or_else(|| Error::field("service", "unknown_service"))
    }

    /// One more than a page holds, to see whether there is another.
    async fn query(&self, tx: &TenantTx) -> Result<FactQuery> {
        let before = self.cursor.as_ref().map(|text| Uuid::parse_str(text)).transpose();
        Ok(FactQuery {
            service_id: self.service_id(tx).await?,
            source: self.source.clone(),
            external_id: self.external_id.clone(),
            from: self.from,
            to: self.to,
            history: self.history,
            before: before.map_err(|_| Error::field("cursor", "unknown"))?,
            limit: self.limit()? + 1,
        })
    }
}

macro_rules! pages {
    ($($(#[$doc:meta])* $name:ident, $query:ident, $row:ty;)*) => {
        impl Services {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// `Invalid` for a service, cursor or limit that is not known.
                pub async fn $name(&self, actor: &Actor, wanted: &FactFilter) -> Result<FactPage<$row>> {
                    let tx = self.db.read(actor, Action::FactRead, self.clock.now()).await?;
                    let query = wanted.query(&tx).await?;
                    let rows = tx.$query(&query).await?;
                    Ok(page(rows, query.limit, |row| row.id.to_string()))
                }
            )*
        }
    };
}

pages! {
    /// Outages, the newest record first.
    outage_facts, outage_page, Outage;
    /// Tickets, the newest record first.
    ticket_facts, ticket_page, Ticket;
    /// Maintenance windows, the newest record first.
    maintenance_facts, maintenance_page, Maintenance;
    /// Reported values, the newest record first.
    value_facts, value_page, ReportedValue;
}

fn page<T>(mut rows: Vec<T>, limit: u64, key: impl Fn(&T) -> String) -> FactPage<T> {
    let size = usize::try_from(limit - 1).unwrap_or(usize::MAX);
    let more = rows.len() > size;
    rows.truncate(size);
    let next = rows.last().filter(|_| more).map(key);
    (rows, next)
}

impl Services {
    /// Samples in the order of their series and starts.
    ///
    /// # Errors
    /// `Invalid` for a service, cursor or limit that is not known.
    pub async fn sample_facts(&self, actor: &Actor, wanted: &FactFilter) -> Result<SamplePage> {
        let tx = self.db.read(actor, Action::FactRead, self.clock.now()).await?;
        let service_id = wanted.service_id(&tx).await?;
        let mut series = tx.sample_series(service_id).await?;
        series.retain(|row| wanted.source.as_ref().is_none_or(|source| *source == row.source));
        let limit = wanted.limit()? + 1;
        let after = wanted.cursor.as_deref().map(place).transpose()?;
        let query = SampleQuery {
            series: series.iter().map(|row| row.id).collect(),
            from_s: wanted.from.map(|at| at.timestamp()),
            to_s: wanted.to.map(|at| at.timestamp()),
            after,
            limit: Some(limit),
        };
        let rows = tx.samples(&query).await?;
        let key = |row: &Sample| format!("{}~{}~{}", row.series_id, row.start_s, row.external_id);
        let (rows, next) = page(rows, limit, key);
        let with_series = rows.into_iter().filter_map(|row| {
            let own = series.iter().find(|series| series.id == row.series_id)?.clone();
            Some((row, own))
        });
        Ok((with_series.collect(), next))
    }
}

/// Where a page of samples begins: series, start and number.
fn place(cursor: &str) -> Result<(Uuid, i64, String)> {
    let read = || {
        let mut parts = cursor.splitn(3, '~');
        let series = Uuid::parse_str(parts.next()?).ok()?;
        let start = parts.next()?.parse().ok()?;
        Some((series, start, parts.next()?.to_owned()))
    };
    read().ok_or_else(|| Error::field("cursor", "unknown"))
}
