//! E-mail and password, then the second factor.

use domain::forms::SignInForm;
use domain::ids::MembershipId;
use domain::policy::Action;
use domain::views::{SessionStage, SignInMethod};
use storage::system::SystemTx;
use storage::{Membership, Note, Person, Tenant};

use super::{Agent, Beginning, ClientAddress, NewSession, SessionInfo, SessionToken, visit};
use crate::files::sha256;
use crate::{Actor, Error, Result, Services};

const FAILURES_ALLOWED: i32 = 5;
const ADDRESS_FAILURES_ALLOWED: i32 = 50;
const LONGEST_EMAIL: usize = 254;

impl Services {
    /// Signs a person in with e-mail and password. Who has a second factor is not in yet.
    ///
    /// # Errors
    /// `Invalid` for an empty form, `Unauthenticated` for a wrong pair of any kind, `Throttled` after too many.
    pub async fn sign_in(
        &self,
        form: &SignInForm,
        address: &ClientAddress,
        agent: &Agent,
    ) -> Result<NewSession> {
        let errors = form.validate();
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let email = form.email.trim().to_lowercase();
        if email.len() > LONGEST_EMAIL {
            return Err(Error::field("email", "too_long"));
        }
        // An account is counted per address, so that strangers cannot lock its owner out.
        let account = format!("account:{email}:{}", address.0);
        let everything = format!("address:{}", address.0);
        self.count_attempt(&account, FAILURES_ALLOWED).await?;
        self.count_attempt(&everything, ADDRESS_FAILURES_ALLOWED).await?;
        let person = self.person_with_password(&email, &form.password).await?;
        let tx = self.db.system().await?;
        let person = unchanged(&tx, &person).await?;
        self.clear_attempts(&tx, &account).await?;
        self.release_attempt(&tx, &everything).await?;
        let memberships = tx.memberships(person.id).await?;
        let Some(first) = memberships.first() else {
            return Err(Error::Unauthenticated);
        };
        let how = Beginning {
            method: SignInMethod::Password,
            stage: stage(&person, &first.tenant, false),
            address,
            agent,
        };
        self.begin_and_save(tx, &person, &first.membership, &how).await
    }

    /// The person a pair belongs to; one that does not exist takes as long as one that does.
    async fn person_with_password(&self, email: &str, password: &str) -> Result<Person> {
        let person = self.db.system_read().await?.person_by_email(email).await?;
        let person = person.filter(|person| !person.disabled);
        let hash = person.as_ref().and_then(|person| person.password_hash.as_deref());
        let fits = self.hashing.verify(password, hash).await?;
        if let Some(person) = person.as_ref().filter(|_| !fits) {
            self.note_refusal(person.id, "password");
        }
        person.filter(|_| fits).ok_or(Error::Unauthenticated)
    }

    /// Tells the log of the tenant that was joined first. Afterwards and not before the answer: how long that takes must
    /// tell nobody whether there is such an account.
    fn note_refusal(&self, person_id: uuid::Uuid, why: &'static str) {
        let services = self.clone();
        tokio::spawn(async move {
            let note = async {
                let tx = services.db.system().await?;
                let Some(named) = tx.memberships(person_id).await?.into_iter().next() else {
                    return Ok(());
                };
                let actor = Actor::system(named.tenant.id);
                let tx = tx.enter(&actor, Action::SignIn, services.clock.now()).await?;
                let detail = serde_json::json!({ "refused": why });
                tx.save(Note::new("person", person_id).with(detail)).await
            };
            if let Err(error) = note.await {
                tracing::warn!(%error, "refused sign-in not noted");
            }
        });
    }

    /// Completes a sign-in with a code of the second factor, or a recovery code. The session gets a new token.
    ///
    /// # Errors
    /// `Invalid` for a wrong or used code, `Throttled` after too many.
    pub async fn sign_in_with_second_factor(
        &self,
        session: &SessionInfo,
        code: &str,
        address: &ClientAddress,
        agent: &Agent,
    ) -> Result<NewSession> {
        if session.stage != SessionStage::SecondFactor {
            return Err(Error::Unauthenticated);
        }
        let checked = self.check_second_factor(session, code).await;
        if matches!(checked, Err(Error::Invalid(_))) {
            self.note_refusal(session.person_id, "second_factor");
        }
        let attempts = checked?;
        let tx = self.db.system().await?;
        tx.lock_person(session.person_id).await?;
        self.clear_attempts(&tx, &attempts).await?;
        // Whoever sends the same code at the same moment finds the waiting session gone.
        if !tx.delete_session_of(session.person_id, session.id).await? {
            return Err(Error::Unauthenticated);
        }
        let (person, membership) = self.session_parties(&tx, session).await?;
        let how = Beginning {
            method: session.method,
            stage: SessionStage::Full,
            address,
            agent,
        };
        self.begin_and_save(tx, &person, &membership, &how).await
    }

    /// Whose session it is, in which role.
    pub(crate) async fn session_parties(
        &self,
        tx: &SystemTx,
        session: &SessionInfo,
    ) -> Result<(Person, Membership)> {
        let person = tx
            .person(session.person_id)
            .await?
            .ok_or(Error::Unauthenticated)?;
        let membership = tx.membership(person.id, session.membership_id).await?;
        Ok((person, membership.ok_or(Error::Unauthenticated)?))
    }

    /// Begins a session; a completed sign-in goes to the tenant's audit log.
    pub(crate) async fn begin_and_save(
        &self,
        tx: SystemTx,
        person: &Person,
        membership: &Membership,
        how: &Beginning<'_>,
    ) -> Result<NewSession> {
        let next = self.begin_session(&tx, membership, how).await?;
        if how.stage == SessionStage::Full {
            let actor = visit::actor(person, membership).ok_or(Error::Unauthenticated)?;
            let detail = serde_json::json!({ "method": how.method.code() });
            let tx = tx.enter(&actor, Action::SignIn, self.clock.now()).await?;
            tx.save(Note::new("membership", membership.id).with(detail))
                .await?;
        } else {
            tx.save().await?;
        }
        Ok(next)
    }

    /// Goes on in another tenant or at another supplier, with a new token.
    ///
    /// # Errors
    /// `NotFound` for a membership of somebody else, and for one in another tenant or at a supplier when the session began
    /// at this tenant's identity provider: nobody else has to trust it.
    pub async fn switch_membership(&self, token: &SessionToken, to: MembershipId) -> Result<NewSession> {
        let hash = sha256(token.0.as_bytes());
        let tx = self.db.system().await?;
        let earlier = tx.session(&hash).await?.ok_or(Error::Unauthenticated)?;
        tx.lock_person(earlier.person_id).await?;
        let living = self.living(&tx, &hash).await?.ok_or(Error::Unauthenticated)?;
        let session = living.info().ok_or(Error::Unauthenticated)?;
        if session.stage == SessionStage::SecondFactor {
            return Err(Error::Unauthenticated);
        }
        let named = tx.memberships(session.person_id).await?;
        let named = named.into_iter().find(|named| named.membership.id == to.0);
        let next = named.ok_or(Error::NotFound)?;
        if session.method == SignInMethod::Oidc && !open_to_provider(&next.membership, session.tenant_id) {
            return Err(Error::NotFound);
        }
        if !tx.delete_session(&hash).await? {
            return Err(Error::Unauthenticated);
        }
        let how = Beginning {
            method: session.method,
            stage: match session.method {
                SignInMethod::Oidc => SessionStage::Full,
                SignInMethod::Password => stage(&living.person, &next.tenant, true),
            },
            address: &ClientAddress(living.session.address.clone()),
            agent: &Agent(living.session.agent.clone()),
        };
        self.begin_and_save(tx, &living.person, &next.membership, &how)
            .await
    }
}

/// What a tenant's identity provider opens: that tenant's own memberships, not those of its suppliers' people.
pub(crate) fn open_to_provider(membership: &Membership, tenant_id: uuid::Uuid) -> bool {
    membership.tenant_id == tenant_id && membership.supplier_id.is_none()
}

/// The person as they are now, locked, if what was checked before still holds: hashing a password takes long enough
/// for somebody to change it.
pub(crate) async fn unchanged(tx: &SystemTx, checked: &Person) -> Result<Person> {
    let now = tx.lock_person(checked.id).await?;
    now.filter(|now| {
        !now.disabled
            && now.password_hash == checked.password_hash
            && now.second_factor_since == checked.second_factor_since
    })
    .ok_or(Error::Unauthenticated)
}

/// What is still to come after the password, or after a second factor was `shown`.
pub(crate) fn stage(person: &Person, tenant: &Tenant, shown: bool) -> SessionStage {
    match (
        person.second_factor_since.is_some(),
        tenant.second_factor_required,
    ) {
        (true, _) if !shown => SessionStage::SecondFactor,
        (false, true) => SessionStage::Enrolment,
        _ => SessionStage::Full,
    }
}
