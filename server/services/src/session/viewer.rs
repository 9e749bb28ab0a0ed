//! Who is looking, for the page's frame.

use domain::ids::MembershipId;
use domain::policy::{Action, Role};
use domain::views::{MembershipChoice, SignInMethod, Viewer};
use storage::system::NamedMembership;

use crate::portfolio::local;
use crate::session::sign_in::open_to_provider;
use crate::{Actor, Error, Result, Services, SessionInfo};

impl Services {
    /// Who is looking, for the page's frame.
    pub async fn viewer(&self, actor: &Actor, session: &SessionInfo) -> Result<Viewer> {
        let now = self.clock.now();
        let tx = self.db.read(actor, Action::ContractRead, now).await?;
        let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
        let zone = crate::portfolio::zone(&tenant.time_zone)?;
        let open_escalations = if actor.may(Action::EscalationRead) {
            tx.open_escalations().await?
        } else {
            0
        };
        let facts_until = if actor.may(Action::FactRead) {
            tx.facts_until().await?
        } else {
            None
        };
        let facts_until = facts_until.map(|at| local(at, zone));
        let saved_views = crate::saved_views::saved_views(&tx, session.membership_id).await?;
        drop(tx);
        let system = self.db.system_read().await?;
        let person = system
            .person(session.person_id)
            .await?
            .ok_or(Error::Unauthenticated)?;
        let memberships = system.memberships(session.person_id).await?;
        // What a tenant's identity provider opens ends at that tenant.
        let reachable = |named: &NamedMembership| {
            session.method == SignInMethod::Password || open_to_provider(&named.membership, session.tenant_id)
        };
        let choices: Vec<_> = memberships
            .into_iter()
            .filter(reachable)
            .filter_map(|named| choice(named, session))
            .collect();
        Ok(Viewer {
            name: person.name,
            email: person.email,
            role: actor.role,
            tenant_name: tenant.name,
            time_zone: tenant.time_zone,
            supplier_name: choices
                .iter()
                .find(|choice| choice.current)
                .and_then(|c| c.supplier_name.clone()),
            memberships: choices,
            open_escalations: u32::try_from(open_escalations).unwrap_or(u32::MAX),
            facts_until,
            saved_views,
        })
    }
}

fn choice(named: NamedMembership, session: &SessionInfo) -> Option<MembershipChoice> {
    let row = named.membership;
    Some(MembershipChoice {
        id: MembershipId(row.id),
        tenant_name: named.tenant.name,
        role: Role::parse(&row.role)?,
        supplier_name: named.supplier_name,
        current: row.id == session.membership_id,
    })
}
