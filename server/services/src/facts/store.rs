//! How each kind of fact is stored.

use std::collections::{BTreeMap, HashMap};

use connectors::facts::ReadFact;
use domain::fact::{Amount, FactKind, Maintenance, Outage, Sample, TicketLife, Value};
use domain::forms::FieldError;
use domain::policy::Action;
use domain::time::Instant;
use storage::{
    IngestCounts, MaintenanceBody, NewFact, NewSample, OutageBody, TenantTx, TicketBody, ValueBody,
};
use uuid::Uuid;

use super::record::needed;
use crate::target_terms::definition;
use crate::{Error, Result};

/// A fact whose service is known.
#[derive(Debug)]
pub struct Resolved<T> {
    /// Its place in the batch.
    pub index: usize,
    /// Its service.
    pub service_id: Uuid,
    /// Where it comes from.
    pub source: String,
    /// Its number there.
    pub external_id: String,
    /// Why an earlier state is corrected.
    pub reason: Option<String>,
    /// What it says.
    pub fact: T,
}

/// Takes rows that do not fit to what is known.
type Misfits<'a> = &'a mut (dyn FnMut(usize, FieldError) + Send);

/// A kind of fact that can be stored.
pub trait StoreFact: ReadFact + Send + Sync + 'static {
    /// Which.
    const KIND: FactKind;
    /// What storing it needs.
    const ACTION: Action = needed(Self::KIND);

    /// Its number: the given one, else one that is the same whenever the same fact comes again. `None` where it needs
    /// a number of its own.
    fn number(&self, given: Option<String>, service_id: Uuid) -> Option<String>;

    /// What tells facts with the same number apart.
    fn place(&self) -> Option<(String, i64)> {
        None
    }

    /// Leaves out what does not fit to what is known, and completes the others.
    fn fit(
        _: &TenantTx,
        facts: Vec<Resolved<Self>>,
        _: Misfits<'_>,
    ) -> impl Future<Output = Result<Vec<Resolved<Self>>>> + Send {
        async { Ok(facts) }
    }

    /// Stores facts, no two of them the same.
    fn store(
        tx: &TenantTx,
        facts: Vec<Resolved<Self>>,
        import_id: Option<Uuid>,
    ) -> impl Future<Output = Result<IngestCounts>> + Send;
}

/// Beginning and service make a number.
fn from_start(starts_at: Instant, service_id: Uuid) -> String {
    let short = service_id.simple().to_string();
    format!(
        "{}-{}",
        starts_at.format("%Y%m%dT%H%M%SZ"),
        &short[short.len() - 6..]
    )
}

fn rows<T, B>(
    facts: Vec<Resolved<T>>,
    import_id: Option<Uuid>,
    body: impl Fn(T) -> Result<B>,
) -> Result<Vec<NewFact<B>>> {
    let row = |fact: Resolved<T>| {
        Ok(NewFact {
            service_id: fact.service_id,
            source: fact.source,
            external_id: fact.external_id,
            import_id,
            reason: fact.reason,
            body: body(fact.fact)?,
        })
    };
    facts.into_iter().map(row).collect()
}

impl StoreFact for Outage {
    const KIND: FactKind = FactKind::Outage;

    fn number(&self, given: Option<String>, service_id: Uuid) -> Option<String> {
        Some(given.unwrap_or_else(|| from_start(self.starts_at, service_id)))
    }

    async fn store(
        tx: &TenantTx,
        facts: Vec<Resolved<Self>>,
        import_id: Option<Uuid>,
    ) -> Result<IngestCounts> {
        let body = |fact: Self| {
            Ok(OutageBody {
                starts_at: fact.starts_at,
                ends_at: fact.ends_at,
                cause: fact.cause,
            })
        };
        Ok(tx.record_outages(rows(facts, import_id, body)?).await?)
    }
}

impl StoreFact for Maintenance {
    const KIND: FactKind = FactKind::Maintenance;

    fn number(&self, given: Option<String>, service_id: Uuid) -> Option<String> {
        Some(given.unwrap_or_else(|| from_start(self.starts_at, service_id)))
    }

    async fn store(
        tx: &TenantTx,
        facts: Vec<Resolved<Self>>,
        import_id: Option<Uuid>,
    ) -> Result<IngestCounts> {
        let body = |fact: Self| {
            Ok(MaintenanceBody {
                starts_at: fact.starts_at,
                ends_at: fact.ends_at,
                announced_at: fact.announced_at,
                purpose: fact.purpose,
            })
        };
        Ok(tx.record_maintenance(rows(facts, import_id, body)?).await?)
    }
}

impl StoreFact for TicketLife {
    const KIND: FactKind = FactKind::Ticket;

    fn number(&self, given: Option<String>, _: Uuid) -> Option<String> {
        given
    }

    async fn store(
        tx: &TenantTx,
        facts: Vec<Resolved<Self>>,
        import_id: Option<Uuid>,
    ) -> Result<IngestCounts> {
        let small = |number: i64| i32::try_from(number).unwrap_or(i32::MAX);
        let body = |fact: Self| {
            Ok(TicketBody {
                priority: fact.priority,
                reported_at: fact.reported_at,
                responded_at: fact.responded_at,
                resolved_at: fact.resolved_at,
                closed_at: fact.closed_at,
                pauses: serde_json::to_value(&fact.pauses).map_err(Error::internal)?,
                reopened: small(fact.reopened),
                first_contact: fact.first_contact,
                satisfaction: fact.satisfaction.map(small),
            })
        };
        Ok(tx.record_tickets(rows(facts, import_id, body)?).await?)
    }
}

impl StoreFact for Value {
    const KIND: FactKind = FactKind::Value;

    /// The period of the target is the fact: who reports it again corrects it.
    fn number(&self, given: Option<String>, _: Uuid) -> Option<String> {
        Some(given.unwrap_or_else(|| format!("{}-{}", self.period, self.target_id.0.simple())))
    }

    async fn fit(
        tx: &TenantTx,
        facts: Vec<Resolved<Self>>,
        misfit: Misfits<'_>,
    ) -> Result<Vec<Resolved<Self>>> {
        let targets = tx.targets().await?;
        let targets: HashMap<Uuid, _> = targets.iter().map(|row| (row.id, row)).collect();
        let today = tx.now().date_naive();
        let mut fitting = Vec::with_capacity(facts.len());
        for mut fact in facts {
            let Some(target) = targets.get(&fact.fact.target_id.0) else {
                misfit(fact.index, FieldError::new("target_id", "unknown_target"));
                continue;
            };
            let period = fact.fact.period;
            if period.kind() != definition(target)?.window {
                misfit(fact.index, FieldError::new("period", "another_window"));
            } else if period.first_day() > today {
                misfit(fact.index, FieldError::new("period", "in_the_future"));
            } else {
                fact.service_id = target.service_id;
                fitting.push(fact);
            }
        }
        Ok(fitting)
    }

    async fn store(
        tx: &TenantTx,
        facts: Vec<Resolved<Self>>,
        import_id: Option<Uuid>,
    ) -> Result<IngestCounts> {
        let by_supplier = tx.actor().role.is_vendor();
        let body = |fact: Self| {
            Ok(ValueBody {
                target_id: fact.target_id.0,
                period: fact.period.to_string(),
                value_micros: fact.value.micros,
                note: fact.note,
                by_supplier,
            })
        };
        Ok(tx.record_values(rows(facts, import_id, body)?).await?)
    }
}

impl StoreFact for Sample {
    const KIND: FactKind = FactKind::Sample;

    fn number(&self, given: Option<String>, _: Uuid) -> Option<String> {
        Some(given.unwrap_or_default())
    }

    fn place(&self) -> Option<(String, i64)> {
        Some((self.series.clone(), self.starts_at.timestamp()))
    }

    /// Stretches of one series without numbers of their own follow each other.
    async fn fit(
        _: &TenantTx,
        facts: Vec<Resolved<Self>>,
        misfit: Misfits<'_>,
    ) -> Result<Vec<Resolved<Self>>> {
        let mut order: Vec<usize> = (0..facts.len())
            .filter(|at| facts[*at].external_id.is_empty())
            .collect();
        let key = |at: &usize| {
            let fact = &facts[*at];
            (
                fact.service_id,
                &fact.source,
                &fact.fact.series,
                fact.fact.starts_at,
            )
        };
        order.sort_by(|a, b| key(a).cmp(&key(b)));
        let mut overlapping = std::collections::HashSet::new();
        for pair in order.windows(2) {
            let (one, next) = (&facts[pair[0]], &facts[pair[1]]);
            let series =
                |fact: &Resolved<Self>| (fact.service_id, fact.source.clone(), fact.fact.series.clone());
            if next.fact.starts_at.timestamp() < one.fact.end_second() && series(one) == series(next) {
                misfit(next.index, FieldError::new("starts_at", "overlaps"));
                overlapping.insert(next.index);
            }
        }
        Ok(facts
            .into_iter()
            .filter(|fact| !overlapping.contains(&fact.index))
            .collect())
    }

    async fn store(
        tx: &TenantTx,
        facts: Vec<Resolved<Self>>,
        import_id: Option<Uuid>,
    ) -> Result<IngestCounts> {
        let reason = facts.iter().find_map(|fact| fact.reason.clone());
        let batch = tx.begin_sample_batch(import_id, reason).await?;
        let mut by_series: BTreeMap<(Uuid, &str, &str), Vec<NewSample<'_>>> = BTreeMap::new();
        for fact in &facts {
            let series = (fact.service_id, fact.source.as_str(), fact.fact.series.as_str());
            by_series.entry(series).or_default().push(sample(fact));
        }
        let mut counts = IngestCounts::default();
        for ((service_id, source, name), samples) in by_series {
            let series = tx.series(service_id, source, name).await?;
            let stored = tx.record_samples((service_id, series), batch, &samples).await?;
            counts.created += stored.created;
            counts.updated += stored.updated;
            counts.unchanged += stored.unchanged;
        }
        Ok(counts)
    }
}

fn sample(fact: &Resolved<Sample>) -> NewSample<'_> {
    let (good, total, value_micros) = match fact.fact.amount {
        Amount::Counts { good, total } => (Some(good), Some(total), None),
        Amount::Value(value) => (None, None, Some(value.micros)),
    };
    NewSample {
        external_id: &fact.external_id,
        start_s: fact.fact.starts_at.timestamp(),
        width_s: fact.fact.width_seconds,
        good,
        total,
        value_micros,
    }
}
