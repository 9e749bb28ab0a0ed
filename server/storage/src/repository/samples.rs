//! Samples: by the hundred thousand, in few statements.
//!
//! A batch travels as one JSON parameter and is taken apart by the database: a parameter per value would cost more
//! than storing it. What is known and the same stays, what differs moves to `sample_past` and is replaced.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Statement, Value,
};
use uuid::Uuid;

use super::{IngestCounts, insert};
use crate::entity::{sample, sample_batch, sample_change, sample_series};
use crate::{Result, Sample, SampleSeries, TenantTx, ids};

/// A sample as it comes in.
#[derive(Debug, Clone, Copy)]
pub struct NewSample<'a> {
    /// Its number at its source; empty where the start is all there is.
    pub external_id: &'a str,
    /// When it begins, in seconds since 1970.
    pub start_s: i64,
    /// How long it is.
    pub width_s: i64,
    /// Good events.
    pub good: Option<i64>,
    /// All events.
    pub total: Option<i64>,
    /// A value instead of events, in millionths.
    pub value_micros: Option<i64>,
}

/// Which samples are wanted. `None` does not restrict.
#[derive(Debug, Clone, Default)]
pub struct SampleQuery {
    /// Of these series.
    pub series: Vec<Uuid>,
    /// Beginning at this second or later.
    pub from_s: Option<i64>,
    /// Beginning before this second.
    pub to_s: Option<i64>,
    /// After this series, start and number.
    pub after: Option<(Uuid, i64, String)>,
    /// At most so many.
    pub limit: Option<u64>,
}

const DAY_SECONDS: i64 = 86_400;
/// One statement's parameter stays well below what databases take.
const SAMPLES_PER_STATEMENT: usize = 50_000;
const COLUMNS: &str =
    "tenant_id, series_id, start_s, external_id, width_s, good, total, value_micros, batch_id";

impl TenantTx {
    /// The series of a service, by source and name; those of one supplier's services for a supplier.
    pub async fn sample_series(&self, service_id: Option<Uuid>) -> Result<Vec<SampleSeries>> {
        let mut query = sample_series::Entity::find()
            .filter(sample_series::Column::TenantId.eq(self.tenant_id()))
            .apply_if(service_id, |query, id| {
                query.filter(sample_series::Column::ServiceId.eq(id))
            });
        if self.supplier_lens().is_some() {
            query = query.filter(sample_series::Column::ServiceId.in_subquery(self.visible_service_ids()));
        }
        let query = query
            .order_by_asc(sample_series::Column::Source)
            .order_by_asc(sample_series::Column::Name)
            .order_by_asc(sample_series::Column::Id);
        Ok(query.all(&self.inner).await?)
    }

    /// The series under which a source measures something of a service, made if there is none yet.
    pub async fn series(&self, service_id: Uuid, source: &str, name: &str) -> Result<Uuid> {
        use sample_series::Column;
        let row = SampleSeries {
            tenant_id: self.tenant_id(),
            id: ids::new(),
            service_id,
            source: source.to_owned(),
            name: name.to_owned(),
        };
        sample_series::Entity::insert(row.clone().into_active_model())
            .on_conflict_do_nothing_on([Column::TenantId, Column::ServiceId, Column::Source, Column::Name])
            .exec_without_returning(&self.inner)
            .await?;
        let stored = sample_series::Entity::find()
            .filter(Column::TenantId.eq(self.tenant_id()))
            .filter(Column::ServiceId.eq(service_id))
            .filter(Column::Source.eq(source))
            .filter(Column::Name.eq(name))
            .one(&self.inner)
            .await?;
        Ok(stored.map_or(row.id, |stored| stored.id))
    }

    /// Begins a batch: what came together, from this actor.
    pub async fn begin_sample_batch(&self, import_id: Option<Uuid>, reason: Option<String>) -> Result<Uuid> {
        let row = sample_batch::Model {
            tenant_id: self.tenant_id(),
            id: ids::new(),
            import_id,
            recorded_at: self.now(),
            recorded_by: self.actor().name.clone(),
            reason,
        };
        let id = row.id;
        insert(self, row).await?;
        Ok(id)
    }

    /// Stores samples of one series. No two may have the same start and number.
    pub async fn record_samples(
        &self,
        series: (Uuid, Uuid),
        batch: Uuid,
        samples: &[NewSample<'_>],
    ) -> Result<IngestCounts> {
        let mut counts = IngestCounts::default();
        for chunk in samples.chunks(SAMPLES_PER_STATEMENT) {
            let all = i64::try_from(chunk.len()).unwrap_or(i64::MAX);
            let rows = Rows {
                tx: self,
                series: series.1,
                batch,
                json: json(chunk),
            };
            let created = rows.insert().await?;
            let updated = if created == all {
                0
            } else {
                rows.supersede().await?
            };
            counts.created += created;
            counts.updated += updated;
            counts.unchanged += all - created - updated;
        }
        if counts.created + counts.updated > 0 {
            self.mark_days(series.0, samples).await?;
        }
        Ok(counts)
    }

    /// Remembers which days have to be evaluated again.
    async fn mark_days(&self, service_id: Uuid, samples: &[NewSample<'_>]) -> Result<()> {
        let day = |sample: &NewSample<'_>| i32::try_from(sample.start_s.div_euclid(DAY_SECONDS)).ok();
        let days: BTreeSet<i32> = samples.iter().filter_map(day).collect();
        let rows = days.into_iter().map(|day| {
            let row = sample_change::Model {
                tenant_id: self.tenant_id(),
                service_id,
                day,
            };
            row.into_active_model()
        });
        let rows: Vec<_> = rows.collect();
        for chunk in rows.chunks(1_000) {
            use sample_change::Column;
            sample_change::Entity::insert_many(chunk.to_vec())
                .on_conflict_do_nothing_on([Column::TenantId, Column::ServiceId, Column::Day])
                .exec_without_returning(&self.inner)
                .await?;
        }
        Ok(())
    }

    /// Days, counted from 1970, whose samples results do not say yet, and forgets them.
    pub async fn take_sample_changes(&self, service_id: Uuid) -> Result<Vec<i32>> {
        let own = || {
            sample_change::Column::TenantId
                .eq(self.tenant_id())
                .and(sample_change::Column::ServiceId.eq(service_id))
        };
        let days = sample_change::Entity::find()
            .filter(own())
            .order_by_asc(sample_change::Column::Day)
            .all(&self.inner)
            .await?;
        sample_change::Entity::delete_many()
            .filter(own())
            .exec(&self.inner)
            .await?;
        Ok(days.into_iter().map(|row| row.day).collect())
    }

    /// Samples in the order of series, start and number.
    pub async fn samples(&self, wanted: &SampleQuery) -> Result<Vec<Sample>> {
        use sample::Column;
        let after = wanted.after.as_ref().map(|(series, start, number)| {
            let later = Column::StartS
                .gt(*start)
                .or(Column::StartS.eq(*start).and(Column::ExternalId.gt(number)));
            Column::SeriesId
                .gt(*series)
                .or(Column::SeriesId.eq(*series).and(later))
        });
        let query = sample::Entity::find()
            .filter(Column::TenantId.eq(self.tenant_id()))
            .filter(Column::SeriesId.is_in(wanted.series.iter().copied()))
            .apply_if(wanted.from_s, |query, from| {
                query.filter(Column::StartS.gte(from))
            })
            .apply_if(wanted.to_s, |query, to| query.filter(Column::StartS.lt(to)))
            .apply_if(after, QueryFilter::filter)
            .apply_if(wanted.limit, QuerySelect::limit)
            .order_by_asc(Column::SeriesId)
            .order_by_asc(Column::StartS)
            .order_by_asc(Column::ExternalId);
        Ok(query.all(&self.inner).await?)
    }
}

/// Rows of one batch on their way into the table.
struct Rows<'a> {
    tx: &'a TenantTx,
    series: Uuid,
    batch: Uuid,
    json: String,
}

impl Rows<'_> {
    /// Inserts what is not known; says how many that were.
    async fn insert(&self) -> Result<i64> {
        let sql = format!(
            "insert into sample ({COLUMNS}) {} on conflict do nothing",
            self.incoming()
        );
        self.run(&sql).await
    }

    /// Keeps the earlier state of what differs and replaces it; says how many that were. The key makes two transactions
    /// that correct the same sample wait for each other.
    async fn supersede(&self) -> Result<i64> {
        // A cross join keeps SQLite from walking over all samples for every one of the batch.
        let keep = format!(
            "insert into sample_past ({COLUMNS}, superseded_by)
             select s.tenant_id, s.series_id, s.start_s, s.external_id, s.width_s, s.good, s.total, s.value_micros,
                    s.batch_id, i.batch_id
             from ({}) i cross join sample s
             where s.tenant_id = i.tenant_id and s.series_id = i.series_id and s.start_s = i.start_s
                and s.external_id = i.external_id and {}",
            self.incoming(),
            differs("s", "i")
        );
        let kept = self.run(&keep).await?;
        if kept == 0 {
            return Ok(0);
        }
        let replace = format!(
            "insert into sample ({COLUMNS}) {}
             on conflict (tenant_id, series_id, start_s, external_id) do update set
                width_s = excluded.width_s, good = excluded.good, total = excluded.total,
                value_micros = excluded.value_micros, batch_id = excluded.batch_id
             where {}",
            self.incoming(),
            differs("sample", "excluded")
        );
        self.run(&replace).await
    }

    /// The batch as a query; each element of the JSON array is one row.
    fn incoming(&self) -> String {
        let from = match self.tx.inner.get_database_backend() {
            DbBackend::Postgres => "json_array_elements($1::json) as j(value)",
            _ => "json_each($1) as j where true",
        };
        format!(
            "select $2 as tenant_id, $3 as series_id, cast(value ->> 0 as bigint) as start_s,
                    cast(value ->> 1 as text) as external_id, cast(value ->> 2 as integer) as width_s,
                    cast(value ->> 3 as bigint) as good, cast(value ->> 4 as bigint) as total,
                    cast(value ->> 5 as bigint) as value_micros, $4 as batch_id
             from {from}"
        )
    }

    async fn run(&self, sql: &str) -> Result<i64> {
        let backend = self.tx.inner.get_database_backend();
        let values: [Value; 4] = [
            self.json.as_str().into(),
            self.tx.tenant_id().into(),
            self.series.into(),
            self.batch.into(),
        ];
        let statement = Statement::from_sql_and_values(backend, sql, values);
        let done = self.tx.inner.execute_raw(statement).await?;
        Ok(i64::try_from(done.rows_affected()).unwrap_or(i64::MAX))
    }
}

/// That two rows do not say the same.
fn differs(one: &str, other: &str) -> String {
    let columns = ["width_s", "good", "total", "value_micros"];
    let differs = columns.map(|column| format!("{one}.{column} is distinct from {other}.{column}"));
    format!("({})", differs.join(" or "))
}

/// An array of arrays: start, number, width, good, total, value.
fn json(samples: &[NewSample<'_>]) -> String {
    let mut text = String::with_capacity(samples.len() * 40);
    for sample in samples {
        text.push(if text.is_empty() { '[' } else { ',' });
        let number = serde_json::Value::from(sample.external_id);
        // Writing to a string cannot fail.
        let _ = write!(text, "[{},{number},{}", sample.start_s, sample.width_s);
        for amount in [sample.good, sample.total, sample.value_micros] {
            match amount {
                Some(amount) => {
                    let _ = write!(text, ",{amount}");
                }
                None => text.push_str(",null"),
            }
        }
        text.push(']');
    }
    text.push(']');
    text
}
