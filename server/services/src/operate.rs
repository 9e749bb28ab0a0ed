//! What whoever runs the product does from the command line: tenants, first administrators, lost telephones, erasure.

use domain::forms::{FieldError, InvitationForm, read_email};
use domain::policy::Action;
use domain::views::Language;
use serde_json::json;
use storage::system::SystemTx;
use storage::{Note, Person, Tenant};

use crate::link::Purpose;
use crate::{Actor, Error, Result, Services};

const LONGEST_SLUG: usize = 40;

impl Services {
    /// Creates a tenant.
    ///
    /// # Errors
    /// `Invalid` for every argument that cannot be read, and a short name that is taken.
    pub async fn create_tenant(&self, slug: &str, name: &str, time_zone: &str, language: &str) -> Result<()> {
        let mut errors = Vec::new();
        if !is_slug(slug) {
            errors.push(FieldError::new("slug", "small letters, digits and hyphens only"));
        }
        if name.trim().is_empty() {
            errors.push(FieldError::new("name", "required"));
        }
        if domain::time::zone::parse(time_zone).is_err() {
            errors.push(FieldError::new("time_zone", "unknown"));
        }
        let language = Language::parse(language);
        if language.is_none() {
            errors.push(FieldError::new("language", "de or en"));
        }
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let tx = self.db.system().await?;
        if tx.tenant_by_slug(slug).await?.is_some() {
            return Err(Error::field("slug", "taken"));
        }
        let tenant = Tenant {
            id: storage::ids::new(),
            slug: slug.to_owned(),
            name: name.trim().to_owned(),
            time_zone: time_zone.to_owned(),
            language: language.unwrap_or_default().code().to_owned(),
            second_factor_required: false,
            created_at: self.clock.now(),
        };
        let actor = Actor::system(tenant.id);
        tx.insert_tenant(tenant).await?;
        let tx = tx.enter(&actor, Action::Operate, self.clock.now()).await?;
        let note = Note::new("tenant", actor.tenant_id).with(json!({ "created": true }));
        Ok(tx.save(note).await?)
    }

    /// Short and full names of all tenants.
    pub async fn tenants(&self) -> Result<Vec<(String, String)>> {
        let tenants = self.db.system_read().await?.tenants().await?;
        Ok(tenants
            .into_iter()
            .map(|tenant| (tenant.slug, tenant.name))
            .collect())
    }

    /// Invites somebody, also the first administrator, and answers with the link.
    ///
    /// # Errors
    /// `NotFound` for an unknown tenant, else as [`Services::invite`].
    pub async fn invite_as_operator(
        &self,
        slug: &str,
        email: &str,
        role: &str,
        language: &str,
    ) -> Result<String> {
        let tenant = self.db.system_read().await?.tenant_by_slug(slug).await?;
        let actor = Actor::system(tenant.ok_or(Error::NotFound)?.id);
        let form = InvitationForm {
            email: email.to_owned(),
            role: role.to_owned(),
            supplier_id: String::new(),
            language: language.to_owned(),
        };
        let id = self.invite(&actor, &form).await?.0;
        let tx = self.db.read(&actor, Action::MemberRead, self.clock.now()).await?;
        let row = tx.invitation(id).await?.ok_or(Error::NotFound)?;
        drop(tx);
        self.link(Purpose::Invitation, id, Some(actor.tenant_id), row.expires_at)
            .await
    }

    /// Takes a lost second factor off; all sessions and open links end.
    pub async fn reset_second_factor(&self, email: &str) -> Result<()> {
        let (tx, person) = self.person_at(email).await?;
        tx.remove_second_factor(person.id).await?;
        tx.delete_sessions_of(person.id, None).await?;
        tx.end_account_links(person.id, None, self.clock.now()).await?;
        self.note_everywhere(tx, &person, json!({ "second_factor": "removed_by_operator" }))
            .await
    }

    /// Switches all access of a person off or on; their sessions and open links end.
    pub async fn set_person_disabled(&self, email: &str, disabled: bool) -> Result<()> {
        let (tx, person) = self.person_at(email).await?;
        tx.set_disabled(person.id, disabled).await?;
        tx.delete_sessions_of(person.id, None).await?;
        tx.end_account_links(person.id, None, self.clock.now()).await?;
        self.note_everywhere(tx, &person, json!({ "disabled": disabled }))
            .await
    }

    /// Removes name, address and sign-in of a person (GDPR Art. 17); their memberships end, tenant by tenant. Cut off
    /// in the middle, it is done again: the address stays until the last membership is gone.
    pub async fn erase_person(&self, email: &str) -> Result<()> {
        let (tx, person) = self.person_at(email).await?;
        let memberships = tx.all_memberships(person.id).await?;
        if memberships.is_empty() {
            tx.erase_person(person.id, self.clock.now()).await?;
            return Ok(tx.save().await?);
        }
        drop(tx);
        for row in memberships {
            let actor = Actor::system(row.tenant_id);
            let tx = self.db.open(&actor, Action::Operate, self.clock.now()).await?;
            let erased = tx.delete_membership(&row, &person).await?;
            let detail = json!({ "removed": true, "role": row.role, "erased": erased });
            tx.save(Note::new("membership", row.id).with(detail)).await?;
        }
        Ok(())
    }

    async fn person_at(&self, email: &str) -> Result<(SystemTx, Person)> {
        let email = read_email(email).ok_or(Error::NotFound)?;
        let tx = self.db.system().await?;
        let person = tx.person_by_email(&email).await?.ok_or(Error::NotFound)?;
        Ok((tx, person))
    }

    /// Saves the change with an entry in the log of the tenant joined first, then tells those of the others.
    async fn note_everywhere(&self, tx: SystemTx, person: &Person, detail: serde_json::Value) -> Result<()> {
        let mut tenants = tx
            .all_memberships(person.id)
            .await?
            .into_iter()
            .map(|row| row.tenant_id);
        let note = || Note::new("person", person.id).with(detail.clone());
        let Some(first) = tenants.next() else {
            return Ok(tx.save().await?);
        };
        let now = self.clock.now();
        tx.enter(&Actor::system(first), Action::Operate, now)
            .await?
            .save(note())
            .await?;
        for tenant_id in tenants {
            let tx = self
                .db
                .open(&Actor::system(tenant_id), Action::Operate, now)
                .await?;
            tx.save(note()).await?;
        }
        Ok(())
    }
}

fn is_slug(text: &str) -> bool {
    let plain = text
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    !text.is_empty() && text.len() <= LONGEST_SLUG && plain && !text.starts_with('-') && !text.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::is_slug;

    #[test]
    fn short_names_fit_into_addresses() {
        assert!(is_slug("rheintal-2"));
        for wrong in ["", "Rheintal", "-a", "a-", "a b", "ä", "a/b"] {
            assert!(!is_slug(wrong), "{wrong:?}");
        }
    }
}
