//! How both sides come to one result of a period, and what is locked then.
//!
//! Every step keeps the figures it was about. A closed period keeps its result whatever is recorded later: the later
//! figure becomes a revision beside it, and takes its place when it is closed itself.

use std::collections::HashMap;

use domain::exclusion::reason_problem;
use domain::forms::FieldError;
use domain::ids::TargetId;
use domain::policy::Action;
use domain::sla::evaluate::Evaluated;
use domain::sla::result::Clock;
use domain::sla::sign_off::{PeriodState, Side, SignOff};
use domain::time::period::Period;
use serde_json::json;
use storage::{Note, PeriodStep, TargetPeriod, TenantTx};

use crate::evaluate::Subject;
use crate::facts;
use crate::portfolio::zone;
use crate::targets::load;
use crate::{Actor, Error, Result, Services};

/// Where the result of a period stands, and how it came there.
#[derive(Debug, Clone)]
pub struct PeriodLife {
    /// Where it stands.
    pub state: PeriodState,
    /// What was done, the oldest first.
    pub steps: Vec<PeriodStep>,
    /// Whether the figure is not any more what the last step was about.
    pub changed_since: bool,
}

/// What somebody wants to do with the result of a period.
#[derive(Debug, Clone)]
pub struct SignOffStep {
    /// What.
    pub step: SignOff,
    /// Why.
    pub reason: String,
    /// How many steps there were when it was looked at; `None` where that does not matter.
    pub seen: Option<i32>,
}

/// The figures that both sides agree on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Figures {
    status: String,
    numerator: Option<i64>,
    denominator: Option<i64>,
    credit_minor: Option<i64>,
}

impl From<&TargetPeriod> for Figures {
    fn from(row: &TargetPeriod) -> Self {
        Self {
            status: row.status.clone(),
            numerator: row.numerator,
            denominator: row.denominator,
            credit_minor: row.credit_minor,
        }
    }
}

impl From<&PeriodStep> for Figures {
    fn from(row: &PeriodStep) -> Self {
        Self {
            status: row.status.clone(),
            numerator: row.numerator,
            denominator: row.denominator,
            credit_minor: row.credit_minor,
        }
    }
}

fn step(row: &PeriodStep) -> Option<SignOff> {
    SignOff::parse(&row.step)
}

/// The step that last locked a period.
fn last_close(steps: &[PeriodStep]) -> Option<&PeriodStep> {
    steps.iter().rev().find(|row| step(row) == Some(SignOff::Close))
}

/// What the figures are now: of a closed period those of the last correction, else the result.
fn current(steps: &[PeriodStep], result: Option<&TargetPeriod>) -> Option<Figures> {
    let locking = |row: &&PeriodStep| matches!(step(row), Some(SignOff::Close | SignOff::Correct));
    match last_close(steps) {
        Some(_) => steps.iter().rev().find(locking).map(Figures::from),
        None => result.map(Figures::from),
    }
}

impl Services {
    /// Where the result of a period stands.
    ///
    /// # Errors
    /// `NotFound` for a target the actor must not see, and for periods of another window.
    pub async fn period_life(&self, actor: &Actor, id: TargetId, period: Period) -> Result<PeriodLife> {
        let tx = self
            .db
            .read(actor, Action::PerformanceRead, self.clock.now())
            .await?;
        Ok(Ground::load(&tx, id, period).await?.life())
    }

    /// Takes the result of a period a step further.
    ///
    /// # Errors
    /// `Conflict` for a step that does not exist from here or a figure that changed meanwhile, `Invalid` without a
    /// reason where one is needed, `Stale` when somebody else was faster.
    pub async fn sign_off(
        &self,
        actor: &Actor,
        id: TargetId,
        period: Period,
        wanted: SignOffStep,
    ) -> Result<()> {
        let action = match wanted.step {
            SignOff::Agree | SignOff::Dispute => Action::PeriodSign,
            _ => Action::PeriodManage,
        };
        let tx = self.db.open(actor, action, self.clock.now()).await?;
        let ground = Ground::load(&tx, id, period).await?;
        let life = ground.life();
        let count = i32::try_from(life.steps.len()).unwrap_or(i32::MAX);
        if wanted.seen.is_some_and(|seen| seen != count) {
            return Err(Error::Stale);
        }
        let side = if actor.role.is_vendor() {
            Side::Supplier
        } else {
            Side::Customer
        };
        if !life.state.allows(wanted.step, side) {
            return Err(Error::Conflict("no_such_step"));
        }
        if wanted.step != SignOff::Propose && life.changed_since {
            return Err(Error::Conflict("figure_changed"));
        }
        let reason = reason(life.state, &wanted)?;
        let figures = ground.figures().ok_or(Error::Conflict("no_result"))?;
        let row = ground.next(&tx, wanted.step, figures, reason);
        let detail = json!({ "step": row.step, "period": row.period, "revision": row.revision,
                             "numerator": row.numerator, "denominator": row.denominator });
        tx.insert_period_step(row).await?;
        facts::evaluate(&tx, ground.service_id).await?;
        Ok(tx.save(Note::new("target", id).with(detail)).await?)
    }
}

fn reason(state: PeriodState, wanted: &SignOffStep) -> Result<Option<String>> {
    let given = wanted.reason.trim();
    if given.is_empty() && !state.needs_reason(wanted.step) {
        return Ok(None);
    }
    match reason_problem("reason", given) {
        Some(problem) => Err(Error::Invalid(vec![FieldError::new(problem.0, problem.1)])),
        None => Ok(Some(given.to_owned())),
    }
}

/// A period of a target with everything that was done with it.
struct Ground {
    target_id: TargetId,
    service_id: uuid::Uuid,
    supplier_id: uuid::Uuid,
    period: Period,
    over: bool,
    result: Option<TargetPeriod>,
    steps: Vec<PeriodStep>,
}

impl Ground {
    async fn load(tx: &TenantTx, id: TargetId, period: Period) -> Result<Self> {
        let (portfolio, terms) = load(tx, id).await?;
        let contract = portfolio
            .contract(terms.target.contract_id)
            .ok_or(Error::NotFound)?;
        if period.kind() != terms.definition.window {
            return Err(Error::NotFound);
        }
        let name = period.to_string();
        let mut steps = tx.period_steps(id.0).await?;
        steps.retain(|row| row.period == name);
        let clock = Clock {
            period,
            bounds: period.bounds(zone(&contract.time_zone)?),
            as_of: tx.now(),
        };
        Ok(Self {
            target_id: id,
            service_id: terms.target.service_id,
            supplier_id: contract.supplier_id,
            period,
            over: clock.is_over(),
            result: portfolio
                .results(id.0)
                .iter()
                .find(|row| row.period == name)
                .cloned(),
            steps,
        })
    }

    fn figures(&self) -> Option<Figures> {
        current(&self.steps, self.result.as_ref())
    }

    fn life(&self) -> PeriodLife {
        let last = self.steps.last();
        let now = self.figures();
        PeriodLife {
            state: PeriodState::of(self.over, last.and_then(step)),
            steps: self.steps.clone(),
            changed_since: last.is_some_and(|row| now.is_some_and(|now| now != Figures::from(row))),
        }
    }

    fn next(&self, tx: &TenantTx, step: SignOff, figures: Figures, reason: Option<String>) -> PeriodStep {
        let place = (self.target_id.0, self.supplier_id);
        next_step(
            tx,
            place,
            &self.period.to_string(),
            &self.steps,
            (step, figures, reason),
        )
    }
}

fn next_step(
    tx: &TenantTx,
    (target_id, supplier_id): (uuid::Uuid, uuid::Uuid),
    period: &str,
    steps: &[PeriodStep],
    (step, figures, reason): (SignOff, Figures, Option<String>),
) -> PeriodStep {
    let closed = last_close(steps).map_or(0, |row| row.revision);
    let reopens = step == SignOff::Correct || steps.last().is_none_or(|row| row.revision > closed);
    PeriodStep {
        tenant_id: tx.actor().tenant_id,
        target_id,
        period: period.to_owned(),
        position: i32::try_from(steps.len()).unwrap_or(i32::MAX),
        supplier_id,
        step: step.code().to_owned(),
        revision: if reopens { closed + 1 } else { closed },
        status: figures.status,
        numerator: figures.numerator,
        denominator: figures.denominator,
        credit_minor: figures.credit_minor,
        reason,
        by_supplier: tx.actor().role.is_vendor(),
        done_by: tx.actor().name.clone(),
        done_at: tx.now(),
    }
}

/// Keeps the results of closed periods as they are: what comes out otherwise now is noted as a correction. Gives back the
/// periods whose results may be stored, and how many corrections there were.
pub async fn respect_locks(
    tx: &TenantTx,
    subject: &Subject<'_>,
    evaluated: Vec<Evaluated>,
) -> Result<(Vec<Evaluated>, u32)> {
    let target = &subject.terms.target;
    let mut by_period: HashMap<String, Vec<PeriodStep>> = HashMap::new();
    for row in tx.period_steps(target.id).await? {
        by_period.entry(row.period.clone()).or_default().push(row);
    }
    let (mut unlocked, mut corrected) = (Vec::with_capacity(evaluated.len()), 0);
    for one in evaluated {
        let period = one.clock.period.to_string();
        let steps = by_period.get(&period).map_or(&[][..], Vec::as_slice);
        let now = Figures::from(&subject.stored(&one));
        let Some(closed) = last_close(steps) else {
            unlocked.push(one);
            continue;
        };
        if current(steps, None).as_ref() != Some(&now) {
            let place = (target.id, subject.contract.supplier_id);
            let row = next_step(tx, place, &period, steps, (SignOff::Correct, now.clone(), None));
            tx.insert_period_step(row).await?;
            corrected += 1;
        }
        if now == Figures::from(closed) {
            unlocked.push(one);
        }
    }
    Ok((unlocked, corrected))
}
