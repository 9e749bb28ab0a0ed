//! Following an invitation.

use domain::forms::{FieldError, JoinForm};
use domain::ids::MembershipId;
use domain::policy::{Action, Role};
use domain::views::{Language, Offer, SignInMethod};
use serde_json::json;
use storage::{Invitation, Membership, Note, Person, Tenant};

use crate::link::{INVALID, Purpose};
use crate::session::sign_in::{stage, unchanged};
use crate::session::{Beginning, visit};
use crate::{Actor, Agent, ClientAddress, Error, NewSession, Result, Services};

const ATTEMPTS_ALLOWED: i32 = 5;

impl Services {
    /// What an invitation's link offers.
    ///
    /// # Errors
    /// `Conflict("link_invalid")` for a used, withdrawn, old or forged link.
    pub async fn invitation_offer(&self, token: &str) -> Result<Offer> {
        let (tenant, invitation) = self.open_invitation(token).await?;
        let actor = Actor::system(tenant.id);
        let tx = self.db.read(&actor, Action::MemberRead, self.clock.now()).await?;
        let supplier = match invitation.supplier_id {
            Some(id) => tx.supplier(id).await?,
            None => None,
        };
        let inviter = match invitation.invited_by {
            Some(id) => tx.people(vec![id]).await?.pop(),
            None => None,
        };
        drop(tx);
        let known = self
            .db
            .system_read()
            .await?
            .person_by_email(&invitation.email)
            .await?;
        Ok(Offer {
            tenant_name: tenant.name,
            role: Role::parse(&invitation.role).ok_or(INVALID)?,
            supplier_name: supplier.map(|supplier| supplier.name),
            invited_by: inviter.map_or_else(String::new, |person| person.name),
            has_account: known.is_some_and(|person| person.password_hash.is_some()),
            language: Language::parse(&invitation.language).unwrap_or_default(),
            email: invitation.email,
        })
    }

    async fn open_invitation(&self, token: &str) -> Result<(Tenant, Invitation)> {
        let named = self.read_link(Purpose::Invitation, token).await?;
        let tenant_id = named.tenant_id.ok_or(INVALID)?;
        let tenant = self
            .db
            .system_read()
            .await?
            .tenant(tenant_id)
            .await?
            .ok_or(INVALID)?;
        let now = self.clock.now();
        let tx = self
            .db
            .read(&Actor::system(tenant_id), Action::MemberRead, now)
            .await?;
        let invitation = tx
            .invitation(named.id)
            .await?
            .filter(|row| row.accepted_at.is_none() && row.revoked_at.is_none() && row.expires_at > now);
        Ok((tenant, invitation.ok_or(INVALID)?))
    }

    /// Joins: a new person with name and password, or one who has an account with that account's password. They are
    /// signed in, as far as their second factor allows.
    ///
    /// # Errors
    /// `Conflict("link_invalid")` as for the offer, `Invalid` for the form, `Throttled` after too many passwords.
    pub async fn accept_invitation(
        &self,
        token: &str,
        form: &JoinForm,
        address: &ClientAddress,
        agent: &Agent,
    ) -> Result<NewSession> {
        let (tenant, invitation) = self.open_invitation(token).await?;
        let attempts = format!("invitation:{}", invitation.id);
        let known = self
            .db
            .system_read()
            .await?
            .person_by_email(&invitation.email)
            .await?;
        let existing = known.is_some();
        let had_password = known
            .as_ref()
            .is_some_and(|person| person.password_hash.is_some());
        let person = match known {
            Some(person) if person.password_hash.is_some() => {
                self.count_attempt(&attempts, ATTEMPTS_ALLOWED).await?;
                self.known_person(person, form).await?
            }
            // Known through an identity provider alone: who holds the invitation reads this address's mail.
            Some(person) if !person.disabled => Person {
                password_hash: Some(self.acceptable_hash("password", &form.password, &person).await?),
                ..person
            },
            Some(_) => return Err(INVALID),
            None => self.new_person(&invitation, form).await?,
        };
        let now = self.clock.now();
        let membership = Membership {
            tenant_id: tenant.id,
            id: storage::ids::new(),
            person_id: person.id,
            role: invitation.role.clone(),
            supplier_id: invitation.supplier_id,
            created_at: now,
            last_seen_at: Some(now),
            disabled_at: None,
        };
        let tx = self.db.system().await?;
        self.clear_attempts(&tx, &attempts).await?;
        if !existing {
            tx.insert_person(person.clone()).await?;
        } else if had_password {
            // Nobody joins with a password that was changed while it was being checked.
            unchanged(&tx, &person).await?;
        } else if let Some(hash) = person.password_hash.as_deref()
            && !tx.set_first_password(person.id, hash).await?
        {
            return Err(INVALID);
        }
        let how = Beginning {
            method: SignInMethod::Password,
            stage: stage(&person, &tenant, false),
            address,
            agent,
        };
        let next = self.begin_session(&tx, &membership, &how).await?;
        let actor = visit::actor(&person, &membership).ok_or(INVALID)?;
        let tx = tx.enter(&actor, Action::Join, now).await?;
        if !tx.use_invitation(invitation.id).await? {
            return Err(INVALID);
        }
        tx.insert_membership(membership.clone())
            .await
            .map_err(|error| match error {
                storage::Error::Conflict(_) => Error::Conflict("already_member"),
                other => other.into(),
            })?;
        let note = Note::new("invitation", invitation.id)
            .with(json!({ "accepted_as": MembershipId(membership.id), "role": membership.role }));
        tx.save(note).await?;
        Ok(next)
    }

    async fn known_person(&self, person: Person, form: &JoinForm) -> Result<Person> {
        let fits = self
            .hashing
            .verify(&form.password, person.password_hash.as_deref())
            .await?;
        if fits && !person.disabled {
            Ok(person)
        } else {
            Err(Error::Invalid(vec![FieldError::new(
                "password",
                "wrong_password",
            )]))
        }
    }

    async fn new_person(&self, invitation: &Invitation, form: &JoinForm) -> Result<Person> {
        let errors = form.validate(&invitation.email);
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let without_password = Person {
            id: storage::ids::new(),
            email: invitation.email.clone(),
            name: form.name.trim().to_owned(),
            password_hash: None,
            language: invitation.language.clone(),
            disabled: false,
            second_factor_secret: None,
            second_factor_since: None,
            second_factor_last_step: None,
            created_at: self.clock.now(),
            erased_at: None,
        };
        Ok(Person {
            password_hash: Some(
                self.acceptable_hash("password", &form.password, &without_password)
                    .await?,
            ),
            ..without_password
        })
    }
}
