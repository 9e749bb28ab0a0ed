//! Facts typed into forms.

use domain::fact::Outage;
use domain::forms::{FieldError, OutageForm};
use domain::policy::Action;
use domain::time::Instant;
use domain::time::zone::{LocalResolution, resolve};
use domain::views::{NaiveDateTime, OutageRow};
use storage::Note;
use uuid::Uuid;

use super::record::store;
use super::store::{Resolved, StoreFact};
use crate::contracts::outage_row;
use crate::portfolio::zone;
use crate::{Actor, Error, Result, Services};

/// What people type is known under this source.
const MANUAL: &str = "manual";

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
        let fact = Outage {
            starts_at,
            ends_at,
            cause: input.cause,
        };
        let names = [("starts_at", "start_time"), ("ends_at", "end_time")];
        acceptable(&fact, tx.now(), &names)?;
        if !tx
            .services()
            .await?
            .iter()
            .any(|row| row.id == input.service_id.0)
        {
            return Err(Error::field("service_id", "unknown_service"));
        }
        let fact = typed(fact, input.service_id.0, input.external_id);
        store(&tx, vec![fact], None).await?;
        Ok(tx.save(Note::new("outage", "form")).await?)
    }
}

/// A moment on the wall clock of a zone.
fn instant(local: NaiveDateTime, zone: chrono_tz::Tz, field: &str) -> Result<Instant> {
    match resolve(zone, local) {
        LocalResolution::Unique(at) | LocalResolution::Fold { first: at, .. } => Ok(at),
        LocalResolution::Gap(_) => Err(Error::field(field, "time_does_not_exist")),
    }
}

/// Refuses what contradicts itself, under the names that the form has for it.
fn acceptable(fact: &impl StoreFact, now: Instant, names: &[(&str, &str)]) -> Result<()> {
    let problems = fact.problems(now);
    let error = |problem: &domain::fact::Problem| {
        let name = names.iter().find(|(field, _)| *field == problem.0);
        FieldError::new(name.map_or(problem.0, |(_, name)| name), problem.1)
    };
    if problems.is_empty() {
        return Ok(());
    }
    Err(Error::Invalid(problems.iter().map(error).collect()))
}

fn typed<T: StoreFact>(fact: T, service_id: Uuid, external_id: Option<String>) -> Resolved<T> {
    let external_id = fact.number(external_id, service_id).unwrap_or_default();
    Resolved {
        index: 0,
        service_id,
        source: MANUAL.to_owned(),
        external_id,
        reason: None,
        fact,
    }
}
