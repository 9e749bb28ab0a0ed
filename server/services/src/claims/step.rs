//! Taking claims further.

use chrono::NaiveDate;
use domain::claim::{ClaimState, Standing, StepError, step};
use domain::forms::{ClaimStepForm, ClaimStepInput};
use domain::ids::ClaimId;
use domain::policy::Action;
use domain::time::period::Period;
use serde_json::json;
use storage::{Claim, ClaimEvent, Note, TenantTx};

use super::follow::{ADOPTED, append, note};
use super::{state, today};
use crate::account::subject_of;
use crate::{Actor, Error, Result, Services};

impl Services {
    /// Takes a claim a step further.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` for the form and a day that cannot be; `Conflict` for a step that does not exist; `Stale` when
    /// somebody changed the claim since `revision` was read.
    pub async fn move_claim(
        &self,
        actor: &Actor,
        id: ClaimId,
        revision: i32,
        form: &ClaimStepForm,
    ) -> Result<()> {
        self.step_claim(actor, Action::ClaimWrite, id, revision, form)
            .await
    }

    /// Agrees or disagrees with a claim, as the one it is made to.
    ///
    /// # Errors
    /// As [`Services::move_claim`]; `Invalid` for a state that is no answer.
    pub async fn answer_claim(
        &self,
        actor: &Actor,
        id: ClaimId,
        revision: i32,
        form: &ClaimStepForm,
    ) -> Result<()> {
        let answers = ClaimState::parse(form.status.trim()).is_some_and(ClaimState::is_answer);
        if actor.may(Action::ClaimAnswer) && !answers {
            return Err(Error::field("status", "unknown"));
        }
        self.step_claim(actor, Action::ClaimAnswer, id, revision, form)
            .await
    }

    /// Takes over the amount that the present evaluation owes.
    ///
    /// # Errors
    /// `NotFound`; `Conflict` unless the claim is open and another amount is owed; `Stale`.
    pub async fn adopt_claim_amount(&self, actor: &Actor, id: ClaimId, revision: i32) -> Result<()> {
        let tx = self.db.open(actor, Action::ClaimWrite, self.clock.now()).await?;
        let claim = seen(&tx, id, revision).await?;
        if state(&claim)? != ClaimState::Open || claim.evaluated_minor == claim.amount_minor {
            return Err(Error::Conflict("nothing_to_adopt"));
        }
        if claim.evaluated_minor <= 0 {
            return Err(Error::Conflict("nothing_owed"));
        }
        let fresh = Claim {
            amount_minor: claim.evaluated_minor,
            revision: claim.revision + 1,
            ..claim.clone()
        };
        put(&tx, &fresh, claim.revision).await?;
        let today = today(&tx).await?;
        note(&tx, &fresh, ADOPTED, today, Some(fresh.amount_minor)).await?;
        let detail = json!({ "amount_minor": { "from": claim.amount_minor, "to": fresh.amount_minor } });
        Ok(tx.save(Note::new("claim", id).with(detail)).await?)
    }

    async fn step_claim(
        &self,
        actor: &Actor,
        action: Action,
        id: ClaimId,
        revision: i32,
        form: &ClaimStepForm,
    ) -> Result<()> {
        let tx = self.db.open(actor, action, self.clock.now()).await?;
        let claim = tx.claim(id.0).await?.ok_or(Error::NotFound)?;
        let input = form.parse().map_err(Error::Invalid)?;
        let claim = unchanged(claim, revision)?;
        let today = today(&tx).await?;
        let standing = Standing {
            state: state(&claim)?,
            deadline: claim.deadline,
            since: since(&tx, &claim).await?,
        };
        let moved = step(&standing, &input, today).map_err(refusal)?;
        let fresh = Claim {
            state: moved.state.code().to_owned(),
            settled_minor: input.amount_minor.or(claim.settled_minor),
            submitted_on: if moved.state == ClaimState::Submitted {
                Some(moved.on_day)
            } else {
                claim.submitted_on
            },
            revision: claim.revision + 1,
            ..claim.clone()
        };
        put(&tx, &fresh, claim.revision).await?;
        let detail = json!({ "from": claim.state, "to": fresh.state, "on_day": moved.on_day,
                             "settled_minor": fresh.settled_minor });
        append(&tx, event(&tx, &fresh, moved.on_day, input)).await?;
        Ok(tx.save(Note::new("claim", id).with(detail)).await?)
    }
}

async fn seen(tx: &TenantTx, id: ClaimId, revision: i32) -> Result<Claim> {
    unchanged(tx.claim(id.0).await?.ok_or(Error::NotFound)?, revision)
}

fn unchanged(claim: Claim, revision: i32) -> Result<Claim> {
    if claim.revision == revision {
        Ok(claim)
    } else {
        Err(Error::Stale)
    }
}

async fn put(tx: &TenantTx, fresh: &Claim, seen: i32) -> Result<()> {
    if tx.update_claim(fresh.clone(), seen).await? {
        Ok(())
    } else {
        Err(Error::Stale)
    }
}

/// No step can have happened before the period it is about began, nor before the step before. When a claim was opened
/// or lapsed says only when the product knew.
async fn since(tx: &TenantTx, claim: &Claim) -> Result<NaiveDate> {
    let period: Period = claim.period.parse().map_err(Error::internal)?;
    let by_people = |event: &ClaimEvent| {
        let state = ClaimState::parse(&event.kind);
        state.is_some_and(|state| !matches!(state, ClaimState::Open | ClaimState::Lapsed))
    };
    let events = tx.claim_events(claim.id).await?;
    let last = events.iter().rev().find(|event| by_people(event));
    Ok(last.map_or(period.first_day(), |event| event.on_day))
}

fn refusal(error: StepError) -> Error {
    match error {
        StepError::NoSuchStep => Error::Conflict("no_such_claim_step"),
        StepError::InTheFuture => Error::field("on_day", "in_the_future"),
        StepError::TooEarly => Error::field("on_day", "before_last_step"),
        StepError::AfterDeadline => Error::field("on_day", "after_deadline"),
    }
}

fn event(tx: &TenantTx, claim: &Claim, on_day: NaiveDate, input: ClaimStepInput) -> ClaimEvent {
    ClaimEvent {
        tenant_id: claim.tenant_id,
        claim_id: claim.id,
        number: 0,
        supplier_id: claim.supplier_id,
        kind: claim.state.clone(),
        on_day,
        amount_minor: input.amount_minor,
        invoice: input.invoice,
        reason: input.reason,
        actor_id: subject_of(tx.actor()),
        at: tx.now(),
    }
}
