//! Outages, recorded by form or by API.

use chrono::Datelike;
use domain::forms::OutageForm;
use domain::ids::ServiceId;
use domain::policy::Action;
use domain::time::Instant;
use domain::time::zone::{LocalResolution, resolve};
use domain::views::{NaiveDateTime, OutageRow};
use serde_json::json;
use storage::{IngestCounts, NewFact, NewJob, Note, OutageBody, TenantTx};

use crate::contracts::outage_row;
use crate::portfolio::zone;
use crate::{Actor, Error, Result, Services, worker};

/// An outage as the API takes it.
#[derive(Debug, Clone)]
pub struct NewOutage {
    /// The service that was down, by id or name.
    pub service: String,
    /// The system that noticed it.
    pub source: String,
    /// Its number there; made up when there is none.
    pub external_id: Option<String>,
    /// Beginning.
    pub starts_at: Instant,
    /// End; `None` while it lasts.
    pub ends_at: Option<Instant>,
    /// What is known of the cause.
    pub cause: Option<String>,
}

/// Longer texts are no names and causes any more.
const LONGEST_TEXT: usize = 500;
/// Earlier times are typing errors.
const EARLIEST_YEAR: i32 = 1990;
/// Larger batches would keep everybody else waiting.
const LARGEST_BATCH: usize = 1_000;

impl Services {
    /// All outages, newest first.
    pub async fn outages(&self, actor: &Actor) -> Result<Vec<OutageRow>> {
        let tx = self.db.read(actor, Action::FactRead, self.clock.now()).await?;
        let zone = zone(&tx.tenant().await?.ok_or(Error::NotFound)?.time_zone)?;
        let services = tx.services().await?;
        let outages = tx.outages(None, None).await?;
        Ok(outages
            .iter()
            .map(|outage| outage_row(outage, &services, zone, tx.now()))
            .collect())
    }

    /// All outages in exact instants, newest first, for the API.
    pub async fn outage_facts(&self, actor: &Actor) -> Result<Vec<storage::Outage>> {
        let tx = self.db.read(actor, Action::FactRead, self.clock.now()).await?;
        Ok(tx.outages(None, None).await?)
    }

    /// Records an outage typed into the form.
    ///
    /// # Errors
    /// `Invalid` names every field that cannot be accepted.
    pub async fn report_outage(&self, actor: &Actor, form: &OutageForm) -> Result<()> {
        let input = form.parse().map_err(Error::Invalid)?;
        let tx = self.db.open(actor, Action::FactWrite, self.clock.now()).await?;
        let zone = zone(&tx.tenant().await?.ok_or(Error::NotFound)?.time_zone)?;
        let starts_at = instant(input.starts_at, zone, "start_time")?;
        let ends_at = input
            .ends_at
            .map(|at| instant(at, zone, "end_time"))
            .transpose()?;
        let outage = NewOutage {
            service: input.service_id.to_string(),
            source: "manual".to_owned(),
            external_id: input.external_id,
            starts_at,
            ends_at,
            cause: input.cause,
        };
        record(&tx, vec![outage], ["service_id", "start_time", "end_time"]).await?;
        Ok(tx.save(Note::new("outage", "form")).await?)
    }

    /// Records outages from the API: all of them or none.
    ///
    /// # Errors
    /// `Invalid` names the first field that cannot be accepted, with its position in the batch.
    pub async fn record_outages(&self, actor: &Actor, outages: Vec<NewOutage>) -> Result<IngestCounts> {
        if outages.len() > LARGEST_BATCH {
            return Err(Error::field("body", "batch_too_large"));
        }
        let tx = self.db.open(actor, Action::FactWrite, self.clock.now()).await?;
        let counts = record(&tx, outages, ["service_id", "starts_at", "ends_at"]).await?;
        let detail =
            json!({ "created": counts.created, "updated": counts.updated, "unchanged": counts.unchanged });
        tx.save(Note::new("outage", "batch").with(detail)).await?;
        Ok(counts)
    }
}

fn instant(local: NaiveDateTime, zone: chrono_tz::Tz, field: &str) -> Result<Instant> {
    match resolve(zone, local) {
        LocalResolution::Unique(at) | LocalResolution::Fold { first: at, .. } => Ok(at),
        LocalResolution::Gap(_) => Err(Error::field(field, "time_does_not_exist")),
    }
}

/// Stores outages and asks for the evaluation of the services they touch. `fields` are the names under which the
/// caller knows service, beginning and end.
async fn record(tx: &TenantTx, outages: Vec<NewOutage>, fields: [&str; 3]) -> Result<IngestCounts> {
    let services = tx.services().await?;
    let mut total = IngestCounts::default();
    let batch = outages.len() > 1;
    for (position, outage) in outages.into_iter().enumerate() {
        let name = |field: &str| {
            if batch {
                format!("[{position}].{field}")
            } else {
                field.to_owned()
            }
        };
        let id: Option<ServiceId> = outage.service.parse().ok();
        let service = services
            .iter()
            .find(|row| Some(row.id) == id.map(|id| id.0) || row.name == outage.service);
        let Some(service) = service else {
            return Err(Error::field(&name(fields[0]), "unknown_service"));
        };
        check_texts(&outage, &name)?;
        if outage.starts_at.year() < EARLIEST_YEAR {
            return Err(Error::field(&name(fields[1]), "too_long_ago"));
        }
        if outage.starts_at > tx.now() {
            return Err(Error::field(&name(fields[1]), "in_the_future"));
        }
        if outage.ends_at.is_some_and(|end| end <= outage.starts_at) {
            return Err(Error::field(&name(fields[2]), "end_before_start"));
        }
        if outage.ends_at.is_some_and(|end| end > tx.now()) {
            return Err(Error::field(&name(fields[2]), "in_the_future"));
        }
        let external_id = outage.external_id.unwrap_or_else(|| {
            let short = service.id.simple().to_string();
            format!(
                "{}-{}",
                outage.starts_at.format("%Y%m%dT%H%M%SZ"),
                &short[short.len() - 6..]
            )
        });
        let counts = tx
            .record_outage(NewFact {
                service_id: service.id,
                source: outage.source,
                external_id,
                import_id: None,
                body: OutageBody {
                    starts_at: outage.starts_at,
                    ends_at: outage.ends_at,
                    cause: outage.cause,
                },
            })
            .await?;
        total.created += counts.created;
        total.updated += counts.updated;
        total.unchanged += counts.unchanged;
        let payload = json!({ "service_id": service.id });
        tx.enqueue(NewJob {
            kind: worker::EVALUATE,
            payload,
            run_at: tx.now(),
        })
        .await?;
    }
    Ok(total)
}

fn check_texts(outage: &NewOutage, name: &impl Fn(&str) -> String) -> Result<()> {
    let texts = [
        ("source", Some(&outage.source)),
        ("external_id", outage.external_id.as_ref()),
        ("cause", outage.cause.as_ref()),
    ];
    for (field, text) in texts.into_iter().filter_map(|(field, text)| Some((field, text?))) {
        let wrong = if text.chars().count() > LONGEST_TEXT {
            "too_long"
        } else if text.chars().any(|c| c.is_control() && c != '\n') {
            "control_character"
        } else if field != "cause" && text.trim().is_empty() {
            "required"
        } else {
            continue;
        };
        return Err(Error::field(&name(field), wrong));
    }
    Ok(())
}
