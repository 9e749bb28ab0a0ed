//! Inviting people.

use chrono::Duration;
use domain::forms::InvitationForm;
use domain::ids::InvitationId;
use domain::policy::{Action, Role};
use serde_json::json;
use storage::{Invitation, NewJob, Note, TenantTx};

use crate::account::subject_of;
use crate::{Actor, Error, Result, Services, worker};

/// Invitations one person or machine can send in a row; after a pause of minutes they can go on.
const MAILS_ALLOWED: i32 = 50;
const LINK_LASTS: Duration = Duration::days(7);

impl Services {
    /// Invites somebody by mail. An earlier open invitation of the same address to the same place is withdrawn.
    ///
    /// # Errors
    /// `Invalid` for the form, a role that may not be granted and a supplier that does not exist.
    pub async fn invite(&self, actor: &Actor, form: &InvitationForm) -> Result<InvitationId> {
        let mut form = form.clone();
        if let Some(own) = actor.supplier_id {
            // Vendors invite colleagues, whatever the form says.
            form.supplier_id = own.to_string();
        }
        let input = form.parse().map_err(Error::Invalid)?;
        if !actor.may(Action::MemberManage) {
            return Err(Error::Forbidden);
        }
        self.count_attempt(
            &format!("invite:{}:{:?}", actor.tenant_id, actor.subject),
            MAILS_ALLOWED,
        )
        .await?;
        let tx = self
            .db
            .open(actor, Action::MemberManage, self.clock.now())
            .await?;
        // Two who invite the same person at once wait for each other here.
        tx.lock_tenant().await?;
        if !actor.may_grant(input.role) {
            return Err(Error::field("role", "not_grantable"));
        }
        let supplier_id = input.supplier_id.map(|id| id.0);
        if let Some(id) = supplier_id
            && tx.supplier(id).await?.is_none()
        {
            return Err(Error::field("supplier_id", "unknown"));
        }
        let already = tx
            .members()
            .await?
            .into_iter()
            .any(|(row, person)| person.email == input.email && row.supplier_id == supplier_id);
        if already {
            return Err(Error::field("email", "already_member"));
        }
        let mut replaced = Vec::new();
        for earlier in tx.open_invitations().await? {
            let same_place = earlier.email == input.email && earlier.supplier_id == supplier_id;
            if same_place && tx.revoke_invitation(earlier.id).await? {
                replaced.push(earlier.id);
            }
        }
        let row = Invitation {
            tenant_id: actor.tenant_id,
            id: storage::ids::new(),
            email: input.email,
            role: input.role.code().to_owned(),
            supplier_id,
            language: input.language.code().to_owned(),
            invited_by: subject_of(actor),
            created_at: tx.now(),
            expires_at: tx.now() + LINK_LASTS,
            mailed_at: None,
            accepted_at: None,
            revoked_at: None,
        };
        let id = row.id;
        // The address is personal and stays out of the log.
        let detail = json!({ "role": row.role, "supplier_id": row.supplier_id, "replaces": replaced });
        tx.insert_invitation(row).await?;
        hand_to_mail(&tx, id).await?;
        tx.save(Note::new("invitation", id).with(detail)).await?;
        Ok(InvitationId(id))
    }

    /// Sends an invitation once more, with a link of its own that lasts anew; the earlier one stops working.
    ///
    /// # Errors
    /// `NotFound` for an invitation that is not open.
    pub async fn resend_invitation(&self, actor: &Actor, id: InvitationId) -> Result<InvitationId> {
        let tx = self
            .db
            .open(actor, Action::MemberManage, self.clock.now())
            .await?;
        let earlier = grantable(&tx, actor, id).await?;
        if !tx.revoke_invitation(earlier.id).await? {
            return Err(Error::NotFound);
        }
        let row = Invitation {
            id: storage::ids::new(),
            invited_by: subject_of(actor),
            created_at: tx.now(),
            expires_at: tx.now() + LINK_LASTS,
            mailed_at: None,
            ..earlier
        };
        let next = row.id;
        tx.insert_invitation(row).await?;
        hand_to_mail(&tx, next).await?;
        tx.save(Note::new("invitation", next).with(json!({ "replaces": id })))
            .await?;
        Ok(InvitationId(next))
    }

    /// Takes an invitation back.
    ///
    /// # Errors
    /// `NotFound` for an invitation that is not open.
    pub async fn revoke_invitation(&self, actor: &Actor, id: InvitationId) -> Result<()> {
        let tx = self
            .db
            .open(actor, Action::MemberManage, self.clock.now())
            .await?;
        grantable(&tx, actor, id).await?;
        if !tx.revoke_invitation(id.0).await? {
            return Err(Error::NotFound);
        }
        let note = Note::new("invitation", id).with(json!({ "withdrawn": true }));
        Ok(tx.save(note).await?)
    }
}

/// An open invitation to a role that the actor could grant.
async fn grantable(tx: &TenantTx, actor: &Actor, id: InvitationId) -> Result<Invitation> {
    let row = tx.invitation(id.0).await?.ok_or(Error::NotFound)?;
    let role = Role::parse(&row.role).ok_or(Error::NotFound)?;
    if actor.may_grant(role) {
        Ok(row)
    } else {
        Err(Error::Forbidden)
    }
}

async fn hand_to_mail(tx: &TenantTx, id: uuid::Uuid) -> Result<()> {
    tx.enqueue(NewJob {
        kind: worker::INVITATION,
        payload: json!({ "invitation_id": id }),
        run_at: tx.now(),
    })
    .await?;
    Ok(())
}
