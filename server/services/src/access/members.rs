//! People with access: looking, changing roles, switching off, removing.

use domain::forms::FieldError;
use domain::ids::{InvitationId, MembershipId, SupplierId};
use domain::policy::{Action, Role};
use domain::views::{InvitationRow, Language, MemberRow, MembersView, SupplierChoice};
use serde_json::json;
use storage::{Membership, Note, Person, TenantTx};

use crate::account::{Notice, notify, person_of};
use crate::portfolio::{local, zone};
use crate::{Actor, Error, Result, Services};

/// What is to be changed about a member; `None` stays.
#[derive(Debug, Clone, Default)]
pub struct MemberChange {
    /// Code of the new role.
    pub role: Option<String>,
    /// Supplier of a vendor, with `role`.
    pub supplier_id: String,
    /// Whether the access is switched off.
    pub disabled: Option<bool>,
}

impl Services {
    /// Everybody with access, and open invitations; for vendors, their colleagues.
    pub async fn members(&self, actor: &Actor) -> Result<MembersView> {
        let now = self.clock.now();
        let tx = self.db.read(actor, Action::MemberRead, now).await?;
        let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
        let zone = zone(&tenant.time_zone)?;
        let suppliers: Vec<_> = tx
            .suppliers()
            .await?
            .into_iter()
            .map(|row| SupplierChoice {
                id: SupplierId(row.id),
                name: row.name,
            })
            .collect();
        let named = |id: Option<uuid::Uuid>| {
            let supplier = suppliers.iter().find(|supplier| Some(supplier.id.0) == id);
            supplier.map(|supplier| supplier.name.clone())
        };
        let own = person_of(actor);
        // How well somebody is protected and when they work is for those who look after access.
        let detailed = actor.may(Action::MemberManage) || actor.may(Action::AccessRead);
        let members = tx.members().await?;
        let mut rows: Vec<_> = members
            .into_iter()
            .filter_map(|(row, person)| {
                let role = Role::parse(&row.role)?;
                Some(MemberRow {
                    id: MembershipId(row.id),
                    role,
                    supplier_name: named(row.supplier_id),
                    disabled: row.disabled_at.is_some() || person.disabled,
                    second_factor: detailed.then_some(person.second_factor_since.is_some()),
                    last_seen_at: row.last_seen_at.filter(|_| detailed).map(|at| local(at, zone)),
                    own: Some(person.id) == own,
                    manageable: Some(person.id) != own && actor.may_grant(role),
                    name: person.name,
                    email: person.email,
                })
            })
            .collect();
        rows.sort_by_cached_key(|row| (row.name.to_lowercase(), row.id));
        let grantable = Role::ALL.iter().copied().filter(|role| actor.may_grant(*role));
        let invitations = if actor.may(Action::MemberManage) {
            invitations(&tx, |at| local(at, zone), named).await?
        } else {
            Vec::new()
        };
        Ok(MembersView {
            members: rows,
            invitations,
            grantable: grantable.collect(),
            suppliers,
            detailed,
            language: Language::parse(&tenant.language).unwrap_or_default(),
        })
    }

    /// Gives a member another role; their sessions end.
    ///
    /// # Errors
    /// As [`Services::change_member`].
    pub async fn change_member_role(
        &self,
        actor: &Actor,
        id: MembershipId,
        role: &str,
        supplier_id: &str,
    ) -> Result<()> {
        let change = MemberChange {
            role: Some(role.to_owned()),
            supplier_id: supplier_id.to_owned(),
            disabled: None,
        };
        self.change_member(actor, id, &change).await
    }

    /// Switches a member's access off, or on again; their sessions end.
    ///
    /// # Errors
    /// As [`Services::change_member`].
    pub async fn set_member_disabled(&self, actor: &Actor, id: MembershipId, disabled: bool) -> Result<()> {
        let change = MemberChange {
            disabled: Some(disabled),
            ..MemberChange::default()
        };
        self.change_member(actor, id, &change).await
    }

    /// Changes role and access of a member, all of it or nothing; their sessions end.
    ///
    /// # Errors
    /// `Invalid` for a role that may not be granted or a vendor without supplier, `Conflict` for the own membership,
    /// the last administrator and somebody who already has a role at the supplier.
    pub async fn change_member(&self, actor: &Actor, id: MembershipId, change: &MemberChange) -> Result<()> {
        let (tx, (row, person)) = self.manage(actor, id).await?;
        // Rights that end here must not go on in what was invited with them.
        tx.revoke_invitations_of(person.id, Some(&person.email)).await?;
        let mut detail = serde_json::Map::new();
        if let Some(role) = &change.role {
            let role = Role::parse(role)
                .filter(|role| actor.may_grant(*role))
                .ok_or_else(|| Error::field("role", "not_grantable"))?;
            let supplier_id = match actor.supplier_id {
                Some(own) => Some(own),
                None if role.is_vendor() => Some(known_supplier(&tx, &change.supplier_id).await?),
                None => None,
            };
            if role != Role::TenantAdmin {
                keep_an_administrator(&tx, &row).await?;
            }
            tx.set_member_role(row.id, role.code(), supplier_id)
                .await
                .map_err(taken)?;
            if role.code() != row.role {
                notify(&tx, &person, &Notice::RoleChanged { role }).await?;
            }
            detail.insert("role".to_owned(), json!({ "from": row.role, "to": role.code() }));
            detail.insert("supplier_id".to_owned(), json!(supplier_id));
        }
        if let Some(disabled) = change.disabled {
            if disabled {
                keep_an_administrator(&tx, &row).await?;
            }
            tx.set_member_disabled(row.id, disabled.then(|| tx.now())).await?;
            if disabled != row.disabled_at.is_some() {
                let notice = if disabled {
                    Notice::AccessDisabled
                } else {
                    Notice::AccessEnabled
                };
                notify(&tx, &person, &notice).await?;
            }
            detail.insert("disabled".to_owned(), json!(disabled));
        }
        Ok(tx.save(Note::new("membership", id).with(detail.into())).await?)
    }

    /// Takes a member's access away. Who then has none anywhere is erased: name, address and sign-in go, the audit
    /// log keeps its entries under an id that stands for nobody.
    ///
    /// # Errors
    /// `Conflict` for the own membership and the last administrator.
    pub async fn remove_member(&self, actor: &Actor, id: MembershipId) -> Result<()> {
        let (tx, (row, person)) = self.manage(actor, id).await?;
        keep_an_administrator(&tx, &row).await?;
        tx.revoke_invitations_of(person.id, Some(&person.email)).await?;
        notify(&tx, &person, &Notice::AccessRemoved).await?;
        let erased = tx.delete_membership(&row, &person).await?;
        let detail = json!({ "removed": true, "role": row.role, "erased": erased });
        Ok(tx.save(Note::new("membership", id).with(detail)).await?)
    }

    /// A transaction and a member whom the actor may change.
    pub(super) async fn manage(
        &self,
        actor: &Actor,
        id: MembershipId,
    ) -> Result<(TenantTx, (Membership, Person))> {
        let tx = self
            .db
            .open(actor, Action::MemberManage, self.clock.now())
            .await?;
        // Two administrators who take each other's role at once wait for each other here.
        tx.lock_tenant().await?;
        let (row, person) = tx.member(id.0).await?.ok_or(Error::NotFound)?;
        if Some(person.id) == person_of(actor) {
            return Err(Error::Conflict("own_membership"));
        }
        let role = Role::parse(&row.role).ok_or(Error::NotFound)?;
        if !actor.may_grant(role) {
            return Err(Error::Forbidden);
        }
        Ok((tx, (row, person)))
    }
}

/// Nobody has two roles at one place.
fn taken(error: storage::Error) -> Error {
    match error {
        storage::Error::Conflict(_) => Error::Conflict("already_member"),
        other => other.into(),
    }
}

async fn known_supplier(tx: &TenantTx, id: &str) -> Result<uuid::Uuid> {
    let unknown = || Error::Invalid(vec![FieldError::new("supplier_id", "required")]);
    let id: SupplierId = id.parse().map_err(|_| unknown())?;
    tx.supplier(id.0).await?.map(|row| row.id).ok_or_else(unknown)
}

/// A tenant without an administrator could never get one again by itself.
async fn keep_an_administrator(tx: &TenantTx, leaving: &Membership) -> Result<()> {
    let admin = Role::TenantAdmin.code();
    if leaving.role != admin || leaving.disabled_at.is_some() {
        return Ok(());
    }
    let others = tx.members().await?.into_iter().any(|(row, person)| {
        row.id != leaving.id && row.role == admin && row.disabled_at.is_none() && !person.disabled
    });
    if others {
        Ok(())
    } else {
        Err(Error::Conflict("last_administrator"))
    }
}

async fn invitations(
    tx: &TenantTx,
    local: impl Fn(domain::time::Instant) -> chrono::NaiveDateTime,
    named: impl Fn(Option<uuid::Uuid>) -> Option<String>,
) -> Result<Vec<InvitationRow>> {
    let open = tx.open_invitations().await?;
    let inviters = tx
        .people(open.iter().filter_map(|row| row.invited_by).collect())
        .await?;
    let rows = open.into_iter().filter_map(|row| {
        let inviter = inviters.iter().find(|person| Some(person.id) == row.invited_by);
        Some(InvitationRow {
            id: InvitationId(row.id),
            role: Role::parse(&row.role)?,
            supplier_name: named(row.supplier_id),
            invited_by: inviter.map(|person| person.name.clone()).unwrap_or_default(),
            created_at: local(row.created_at),
            expires_at: local(row.expires_at),
            expired: row.expires_at <= tx.now(),
            mailed_at: row.mailed_at.map(&local),
            email: row.email,
        })
    });
    Ok(rows.collect())
}
