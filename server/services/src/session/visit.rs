//! Whom a session's token belongs to.

use domain::policy::Role;
use domain::views::{Language, SessionStage, SignInMethod};
use storage::system::SystemTx;
use storage::{Membership, Person, Session, Tenant};

use super::{IDLE, SessionInfo, SessionToken, TOUCH};
use crate::files::sha256;
use crate::{Actor, Result, Services, Subject};

/// A session, and once the sign-in is complete, its actor.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The session.
    pub session: SessionInfo,
    /// The person in their role; `None` while the second factor is to come.
    pub actor: Option<Actor>,
}

/// A living session with everything it stands on.
pub(super) struct Living {
    pub session: Session,
    pub person: Person,
    pub membership: Membership,
    pub tenant: Tenant,
}

impl Living {
    pub fn info(&self) -> Option<SessionInfo> {
        let method = SignInMethod::parse(&self.session.method)?;
        let stored = SessionStage::parse(&self.session.stage)?;
        // A requirement takes hold of sessions that began before it. The identity provider has its own factors.
        let lacks = method == SignInMethod::Password
            && self.tenant.second_factor_required
            && self.person.second_factor_since.is_none();
        let stage = match stored {
            SessionStage::Full | SessionStage::Enrolment if lacks => SessionStage::Enrolment,
            SessionStage::Enrolment if self.person.second_factor_since.is_none() => SessionStage::Full,
            SessionStage::Enrolment => SessionStage::SecondFactor,
            other => other,
        };
        Some(SessionInfo {
            id: self.session.id,
            person_id: self.person.id,
            tenant_id: self.tenant.id,
            membership_id: self.membership.id,
            method,
            stage,
        })
    }
}

/// A person in the role of a membership.
pub(crate) fn actor(person: &Person, membership: &Membership) -> Option<Actor> {
    Some(Actor {
        tenant_id: membership.tenant_id,
        role: Role::parse(&membership.role)?,
        supplier_id: membership.supplier_id,
        subject: Subject::Person(person.id),
        scopes: None,
        name: person.name.clone(),
        language: Language::parse(&person.language).unwrap_or_default(),
        request_id: String::new(),
    })
}

impl Services {
    /// The session of a token, unless it has run out or the person has no access any more.
    pub(super) async fn living(&self, tx: &SystemTx, token_hash: &str) -> Result<Option<Living>> {
        let now = self.clock.now();
        let Some(session) = tx.session(token_hash).await? else {
            return Ok(None);
        };
        if session.expires_at <= now || now - session.last_seen_at > IDLE {
            return Ok(None);
        }
        let Some(person) = tx
            .person(session.person_id)
            .await?
            .filter(|person| !person.disabled)
        else {
            return Ok(None);
        };
        let Some(membership) = tx.membership(person.id, session.membership_id).await? else {
            return Ok(None);
        };
        let Some(tenant) = tx.tenant(membership.tenant_id).await? else {
            return Ok(None);
        };
        Ok(Some(Living {
            session,
            person,
            membership,
            tenant,
        }))
    }

    /// Who a session's token belongs to; `None` when it has run out or never was.
    pub async fn authenticate(&self, token: &SessionToken, request_id: &str) -> Result<Option<Visit>> {
        let now = self.clock.now();
        let tx = self.db.system_read().await?;
        let Some(living) = self.living(&tx, &sha256(token.0.as_bytes())).await? else {
            return Ok(None);
        };
        drop(tx);
        if now - living.session.last_seen_at > TOUCH {
            let tx = self.db.system().await?;
            tx.touch_session(&living.session, now).await?;
            tx.save().await?;
        }
        let Some(session) = living.info() else {
            return Ok(None);
        };
        let full = session.stage == SessionStage::Full;
        let actor = actor(&living.person, &living.membership)
            .filter(|_| full)
            .map(|actor| Actor {
                request_id: request_id.to_owned(),
                ..actor
            });
        Ok(Some(Visit { session, actor }))
    }
}
