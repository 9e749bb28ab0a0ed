//! The demo tenants, written through the same doors as everyone else's data.
//!
//! The incident log and the outage of October 2025 are real and keep their dates. Everything else is generated
//! from a fixed seed for the twelve months up to now, so that „Heute“ shows one target at risk, one breached and
//! one without data.

mod calendars;
mod catalogue;
mod chain;
mod claims;
mod contracts;
mod documents;
mod facts;
mod people;

use domain::policy::Action;
use domain::time::Instant;
use serde::Serialize;
use storage::{Database, Note, Tenant, TenantTx};
use uuid::Uuid;

use crate::{Actor, Error, Result, Services};

/// What people and scripts need to use the demo.
#[derive(Debug, Clone, Serialize)]
pub struct Demo {
    /// Sign-ins.
    pub logins: Vec<Login>,
    /// Machines.
    pub api_clients: Vec<DemoClient>,
}

/// One sign-in of the demo.
#[derive(Debug, Clone, Serialize)]
pub struct Login {
    /// Name of the tenant.
    pub tenant: String,
    /// Address.
    pub email: String,
    /// Password.
    pub password: String,
    /// Role code.
    pub role: String,
    /// For vendors, their supplier there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplier: Option<String>,
}

/// One machine of the demo.
#[derive(Debug, Clone, Serialize)]
pub struct DemoClient {
    /// Name of the tenant.
    pub tenant: String,
    /// Its id.
    pub client_id: String,
    /// Its secret.
    pub client_secret: String,
    /// What it may do.
    pub scopes: Vec<String>,
}

/// Everything a part of the seed needs.
struct Seeder<'a> {
    services: &'a Services,
    db: &'a Database,
    tenant: Tenant,
    actor: Actor,
    now: Instant,
}

impl Seeder<'_> {
    async fn open(&self) -> Result<TenantTx> {
        Ok(self.db.open(&self.actor, Action::Operate, self.now).await?)
    }

    async fn save(&self, tx: TenantTx, what: &'static str) -> Result<()> {
        Ok(tx.save(Note::new("demo", what)).await?)
    }
}

impl Services {
    /// Loads the demo unless it is there already.
    ///
    /// # Errors
    /// `Conflict` when an earlier attempt was cut off; then the database must be emptied first.
    pub async fn seed_demo(&self) -> Result<Demo> {
        let known = self.db.system_read().await?.tenants().await?;
        let demo = people::demo();
        if known.iter().any(|tenant| tenant.slug == people::RHEINTAL.slug) {
            return if self.demo_is_complete().await? {
                Ok(demo)
            } else {
                Err(Error::Conflict("demo_incomplete"))
            };
        }
        let rheintal = self.seeder(&people::RHEINTAL).await?;
        let stadtwerke = self.seeder(&people::STADTWERKE).await?;
        contracts::rheintal(&rheintal).await?;
        chain::contracts(&rheintal).await?;
        contracts::stadtwerke(&stadtwerke).await?;
        people::seed(&rheintal, &stadtwerke).await?;
        documents::seed(&rheintal).await?;
        documents::seed(&stadtwerke).await?;
        catalogue::rheintal(&rheintal).await?;
        catalogue::stadtwerke(&stadtwerke).await?;
        facts::rheintal(&rheintal).await?;
        chain::chains(&rheintal).await?;
        facts::stadtwerke(&stadtwerke).await?;
        self.schedule_evaluations().await?;
        self.work_off_except_mail().await?;
        claims::rheintal(&rheintal).await?;
        for seeder in [&rheintal, &stadtwerke] {
            self.pass_over_reminders(seeder.tenant.id).await?;
            self.pass_over_claims(seeder.tenant.id).await?;
        }
        // The machines come last: with them the demo is complete.
        people::api_clients(&rheintal, &stadtwerke).await?;
        Ok(demo)
    }

    async fn demo_is_complete(&self) -> Result<bool> {
        let tx = self.db.system_read().await?;
        Ok(tx.api_client(people::STADTWERKE.client_id).await?.is_some())
    }

    async fn seeder(&self, info: &people::TenantInfo) -> Result<Seeder<'_>> {
        let tenant = Tenant {
            id: storage::ids::new(),
            slug: info.slug.to_owned(),
            name: info.name.to_owned(),
            time_zone: "Europe/Berlin".to_owned(),
            language: "de".to_owned(),
            second_factor_required: false,
            created_at: self.clock.now(),
        };
        let tx = self.db.system().await?;
        tx.insert_tenant(tenant.clone()).await?;
        tx.save().await?;
        let actor = Actor::system(tenant.id);
        Ok(Seeder {
            services: self,
            db: &self.db,
            actor,
            now: self.clock.now(),
            tenant,
        })
    }
}

/// The id of a named row, which must exist.
fn find<T>(rows: &[T], name: &str, of: impl Fn(&T) -> (&str, Uuid)) -> Result<Uuid> {
    rows.iter()
        .map(of)
        .find(|(known, _)| *known == name)
        .map(|(_, id)| id)
        .ok_or(Error::NotFound)
}
