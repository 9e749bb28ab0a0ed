//! Whom a provider's word lets in, and as what.

use domain::policy::{Action, Role};
use serde_json::json;
use storage::{Membership, Note, OidcIdentity, Person, Tenant, TenantOidc};
use uuid::Uuid;

use super::claims::Asserted;
use super::{FAILED, NO_ACCESS, failed};
use crate::account::{Notice, notify};
use crate::session::visit;
use crate::{Actor, Error, Result, Services};

impl Services {
    /// The person that the provider describes, in their role in this tenant.
    ///
    /// # Errors
    /// `Conflict("oidc_no_access")` for everybody who has no role here.
    pub(super) async fn admit(
        &self,
        tenant: &Tenant,
        settings: &TenantOidc,
        who: &Asserted,
    ) -> Result<(Person, Membership)> {
        let map: Vec<(String, Role)> =
            serde_json::from_value(settings.role_map.clone()).map_err(Error::internal)?;
        let role = who
            .role(&settings.role_claim, &map)
            .filter(|_| settings.just_in_time);
        if let Some(person_id) = self.known_subject(tenant, who).await? {
            let (person, membership) = self.own_member(tenant, person_id).await?;
            return self.follow_role(settings, person, membership, role).await;
        }
        let email = who.email().ok_or_else(|| {
            failed(tenant, "the address is missing or not confirmed");
            NO_ACCESS
        })?;
        let known = self.db.system_read().await?.person_by_email(&email).await?;
        match (known, role) {
            (Some(person), _) => {
                let member = self.own_member(tenant, person.id).await?;
                self.link_subject(tenant, who, member).await
            }
            (None, Some(role)) => self.join_through(tenant, who, email, role).await,
            (None, None) => Err(NO_ACCESS),
        }
    }

    async fn known_subject(&self, tenant: &Tenant, who: &Asserted) -> Result<Option<Uuid>> {
        let now = self.clock.now();
        let tx = self
            .db
            .read(&Actor::system(tenant.id), Action::SignIn, now)
            .await?;
        let identity = tx.oidc_identity(&who.issuer, &who.subject).await?;
        Ok(identity.map(|identity| identity.person_id))
    }

    /// A person with a role of their own in the tenant. People of other tenants have none, and what somebody may
    /// do for a supplier is not for the customer's provider to open.
    async fn own_member(&self, tenant: &Tenant, person_id: Uuid) -> Result<(Person, Membership)> {
        let tx = self.db.system_read().await?;
        let person = tx.person(person_id).await?.filter(|person| !person.disabled);
        let named = tx.memberships(person_id).await?;
        let membership = named
            .into_iter()
            .map(|named| named.membership)
            .find(|row| row.tenant_id == tenant.id && row.supplier_id.is_none());
        person.zip(membership).ok_or(NO_ACCESS)
    }

    /// Who came through the provider alone has the role that it says, and none when it says none any more.
    async fn follow_role(
        &self,
        settings: &TenantOidc,
        person: Person,
        membership: Membership,
        role: Option<Role>,
    ) -> Result<(Person, Membership)> {
        if person.password_hash.is_some() || !settings.just_in_time {
            return Ok((person, membership));
        }
        let role = role.ok_or(NO_ACCESS)?;
        if role.code() == membership.role {
            return Ok((person, membership));
        }
        let now = self.clock.now();
        let system = Actor::system(membership.tenant_id);
        let tx = self.db.open(&system, Action::MemberManage, now).await?;
        tx.set_member_role(membership.id, role.code(), None).await?;
        let change = json!({ "role": { "from": membership.role, "to": role.code() }, "by": "oidc" });
        notify(&tx, &person, &Notice::RoleChanged { role }).await?;
        tx.save(Note::new("membership", membership.id).with(change))
            .await?;
        let role = role.code().to_owned();
        Ok((person, Membership { role, ..membership }))
    }

    /// Remembers a member's subject. Whoever is linked already is nobody else: the same address under a second
    /// subject may have been given to a newcomer.
    async fn link_subject(
        &self,
        tenant: &Tenant,
        who: &Asserted,
        (person, membership): (Person, Membership),
    ) -> Result<(Person, Membership)> {
        let now = self.clock.now();
        let actor = visit::actor(&person, &membership).ok_or(NO_ACCESS)?;
        let tx = self.db.open(&actor, Action::SignIn, now).await?;
        tx.forget_oidc_identities_of_other_issuers(person.id, &who.issuer)
            .await?;
        let linked = tx
            .insert_oidc_identity(identity(tenant, who, person.id, now))
            .await;
        linked.map_err(|error| match error {
            storage::Error::Conflict(_) => {
                failed(tenant, "the address belongs to another subject");
                NO_ACCESS
            }
            other => other.into(),
        })?;
        let note = Note::new("membership", membership.id).with(json!({ "linked_to": who.issuer }));
        tx.save(note).await?;
        Ok((person, membership))
    }

    /// Lets somebody in whom nobody here knows.
    async fn join_through(
        &self,
        tenant: &Tenant,
        who: &Asserted,
        email: String,
        role: Role,
    ) -> Result<(Person, Membership)> {
        let now = self.clock.now();
        let person = Person {
            id: storage::ids::new(),
            name: who.name(&email),
            email,
            password_hash: None,
            language: tenant.language.clone(),
            disabled: false,
            second_factor_secret: None,
            second_factor_since: None,
            second_factor_last_step: None,
            created_at: now,
            erased_at: None,
        };
        let membership = Membership {
            tenant_id: tenant.id,
            id: storage::ids::new(),
            person_id: person.id,
            role: role.code().to_owned(),
            supplier_id: None,
            created_at: now,
            last_seen_at: Some(now),
            disabled_at: None,
        };
        let tx = self.db.system().await?;
        // Two tabs at once: the second finds the address taken and can try again.
        tx.insert_person(person.clone())
            .await
            .map_err(|error| match error {
                storage::Error::Conflict(_) => FAILED,
                other => other.into(),
            })?;
        let actor = visit::actor(&person, &membership).ok_or(NO_ACCESS)?;
        let tx = tx.enter(&actor, Action::Join, now).await?;
        tx.insert_membership(membership.clone()).await?;
        tx.insert_oidc_identity(identity(tenant, who, person.id, now))
            .await?;
        let note = json!({ "joined_through": who.issuer, "role": membership.role });
        tx.save(Note::new("membership", membership.id).with(note)).await?;
        Ok((person, membership))
    }
}

fn identity(tenant: &Tenant, who: &Asserted, person_id: Uuid, now: domain::time::Instant) -> OidcIdentity {
    OidcIdentity {
        tenant_id: tenant.id,
        issuer: who.issuer.clone(),
        subject: who.subject.clone(),
        person_id,
        created_at: now,
    }
}
