//! The audit log.

use domain::policy::Action;
use storage::AuditVerdict;

use crate::{Actor, Result, Services};

impl Services {
    /// Checks the log of every tenant; names of tenants with what was found.
    pub async fn verify_audit(&self) -> Result<Vec<(String, AuditVerdict)>> {
        let tenants = self.db.system_read().await?.tenants().await?;
        let mut reports = Vec::with_capacity(tenants.len());
        for tenant in tenants {
            let tx = self
                .db
                .read(&Actor::system(tenant.id), Action::Operate, self.clock.now())
                .await?;
            reports.push((tenant.name, tx.verify_audit().await?));
        }
        Ok(reports)
    }
}
