//! Helping somebody who has lost their second factor.

use domain::ids::MembershipId;
use domain::policy::Role;
use serde_json::json;
use storage::{Membership, Note};

use crate::account::{Notice, notify};
use crate::{Actor, Error, Result, Services};

impl Services {
    /// Takes a member's second factor off, because telephone and recovery codes are lost. All their sessions and open
    /// links end, and they are told. The account is the person's, so this is for those alone who may manage every access
    /// that it opens.
    ///
    /// # Errors
    /// `Conflict("second_factor_elsewhere")` for somebody with access that the actor does not manage,
    /// `Conflict("no_second_factor")` where there is none, else as [`Services::change_member`].
    pub async fn reset_member_second_factor(&self, actor: &Actor, id: MembershipId) -> Result<()> {
        let (tx, (_, person)) = self.manage(actor, id).await?;
        tx.lock_member(person.id).await?;
        let everywhere = tx.memberships_of(person.id).await?;
        if !everywhere.iter().all(|row| manages(actor, row)) {
            return Err(Error::Conflict("second_factor_elsewhere"));
        }
        if person.second_factor_since.is_none() {
            return Err(Error::Conflict("no_second_factor"));
        }
        tx.reset_second_factor(person.id).await?;
        notify(&tx, &person, &Notice::SecondFactorReset).await?;
        let note = Note::new("membership", id).with(json!({ "second_factor": "reset" }));
        Ok(tx.save(note).await?)
    }
}

/// Whether an access is one of those that the actor looks after.
fn manages(actor: &Actor, row: &Membership) -> bool {
    let seen = actor.supplier_id.is_none_or(|own| row.supplier_id == Some(own));
    row.tenant_id == actor.tenant_id
        && seen
        && Role::parse(&row.role).is_some_and(|role| actor.may_grant(role))
}
