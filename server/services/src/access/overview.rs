//! How safe a tenant's access is, in numbers.

use chrono::Duration;
use domain::policy::{Action, Role};
use domain::views::SecurityView;
use storage::AuditVerdict;

use crate::session::IDLE;
use crate::{Actor, Error, Result, Services};

/// Who was not seen for so long may not need the access any more.
const DORMANT: Duration = Duration::days(90);
/// An invitation that waits for so long may have got lost.
const PATIENCE: Duration = Duration::days(3);

impl Services {
    /// The numbers, and whether the audit log is whole.
    pub async fn security(&self, actor: &Actor) -> Result<SecurityView> {
        let now = self.clock.now();
        let tx = self.db.read(actor, Action::AccessRead, now).await?;
        let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
        let mut members = tx.members().await?;
        members.retain(|(row, person)| row.disabled_at.is_none() && !person.disabled);
        let clients = tx.api_clients().await?;
        let live: Vec<_> = clients
            .iter()
            .filter(|row| row.revoked_at.is_none() && row.expires_at.is_none_or(|end| end > now))
            .collect();
        let (audit_entries, audit_broken_at) = match tx.verify_audit(&[]).await? {
            AuditVerdict::Intact { entries } => (entries, None),
            AuditVerdict::Broken { seq } => (tx.last_audit_entry().await?, Some(seq)),
        };
        let counted = |fits: &dyn Fn(&(storage::Membership, storage::Person)) -> bool| {
            count(members.iter().filter(|member| fits(member)))
        };
        let mut invitations = tx.open_invitations().await?;
        invitations.retain(|row| row.expires_at > now);
        Ok(SecurityView {
            members: count(members.iter()),
            without_second_factor: counted(&|(_, person)| person.second_factor_since.is_none()),
            second_factor_required: tenant.second_factor_required,
            vendors: counted(&|(row, _)| row.supplier_id.is_some()),
            dormant: counted(&|(row, _)| {
                let seen = row.last_seen_at.unwrap_or(row.created_at);
                now - seen > DORMANT
            }),
            administrators: counted(&|(row, _)| row.role == Role::TenantAdmin.code()),
            invitations: count(invitations.iter()),
            waiting_invitations: count(invitations.iter().filter(|row| now - row.created_at > PATIENCE)),
            sessions: u32::try_from(tx.count_sessions(now - IDLE).await?).unwrap_or(u32::MAX),
            api_clients: count(live.iter()),
            api_clients_without_end: count(live.iter().filter(|row| row.expires_at.is_none())),
            oidc: tx.oidc().await?.is_some_and(|row| row.enabled),
            audit_entries,
            audit_broken_at,
        })
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}
