//! „Heute“: what must be decided today.

use chrono::NaiveDate;
use domain::contract::MoneyDirection;
use domain::ids::{EscalationId, SupplierId};
use domain::policy::Action;
use domain::ratio::WHOLE_PPM;
use domain::sla::result::Clock as PeriodClock;
use domain::supplier::Standing;
use domain::supplier::certificate::CertificateState;
use domain::time::period::{Period, PeriodKind};
use domain::views::{
    CertificateRow, Decision, DecisionSubject, EscalationRow, Status, StatusCounts, TargetRow, TodayView,
};
use storage::{Certificate, Supplier};

use crate::portfolio::{Portfolio, local, sum};
use crate::suppliers::certificate_rows;
use crate::{Actor, Result, Services};

impl Services {
    /// The start page.
    pub async fn today(&self, actor: &Actor) -> Result<TodayView> {
        let tx = self.db.read(actor, Action::TodayRead, self.clock.now()).await?;
        let portfolio = Portfolio::load(&tx).await?;
        let escalations = if actor.may(Action::EscalationRead) {
            self.escalation_rows(&tx, &portfolio).await?
        } else {
            Vec::new()
        };
        let waiting: Vec<_> = escalations
            .into_iter()
            .filter(|row| row.acknowledged_at.is_none())
            .rev()
            .collect();
        let now = local(portfolio.now, portfolio.zone);
        let period = Period::containing(PeriodKind::Month, now.date());
        let clock = PeriodClock {
            period,
            bounds: period.bounds(portfolio.zone),
            as_of: portfolio.now,
        };
        let mut targets = Vec::new();
        for contract in portfolio.running() {
            targets.extend(portfolio.current_rows(contract)?);
        }
        let mut counts = StatusCounts::default();
        for row in &targets {
            counts.add(row.status);
        }
        let credits = |direction: MoneyDirection| {
            sum(targets
                .iter()
                .filter(|row| row.direction == direction)
                .filter_map(|row| row.credit.map(|c| c.amount)))
        };
        let (receivable, payable) = (
            credits(MoneyDirection::Receivable),
            credits(MoneyDirection::Payable),
        );
        let mut decisions = decisions(actor, &portfolio, &waiting, &targets);
        if actor.may(Action::ChainWrite) {
            decisions.extend(crate::chains::decisions(&tx, &portfolio).await?);
        }
        if actor.may(Action::ClaimWrite) {
            decisions.extend(crate::claims::decisions(&tx, &portfolio).await?);
        }
        if actor.may(Action::SupplierWrite) {
            decisions.extend(certificates(&portfolio, &tx.certificates().await?, now.date())?);
        }
        decisions.sort_by_key(|decision| (rank(&decision.subject), decision.due));
        targets.sort_by_key(urgency);
        Ok(TodayView {
            now,
            period,
            elapsed_percent: u8::try_from(clock.elapsed_ppm() * 100 / WHOLE_PPM).unwrap_or(100),
            decisions,
            escalations: waiting,
            counts,
            receivable,
            payable,
            targets,
        })
    }
}

/// Worst first; within a state, the most money first.
fn urgency(row: &TargetRow) -> (u8, i64, String) {
    let state = match row.status {
        Status::Breached => 0,
        Status::AtRisk => 1,
        Status::NoData => 2,
        Status::Met => 3,
    };
    let at_stake = row
        .credit
        .map(|credit| credit.amount.minor)
        .max(row.next_step.map(|step| step.minor));
    (state, -at_stake.unwrap_or(0), row.contract_number.clone())
}

fn decisions(
    actor: &Actor,
    portfolio: &Portfolio,
    waiting: &[EscalationRow],
    targets: &[TargetRow],
) -> Vec<Decision> {
    let mut decisions = Vec::new();
    if actor.may(Action::EscalationAcknowledge) {
        decisions.extend(
            waiting
                .iter()
                .filter_map(|row| acknowledge(portfolio, targets, row)),
        );
    }
    if actor.may(Action::FactWrite) {
        decisions.extend(
            targets
                .iter()
                .filter(|row| row.status == Status::NoData)
                .map(missing_data),
        );
    }
    decisions
}

/// Escalations are waiting already; claims and certificates have a deadline; broken chains and missing data have none.
fn rank(subject: &DecisionSubject) -> u8 {
    match subject {
        DecisionSubject::AcknowledgeEscalation { .. } => 0,
        DecisionSubject::ClaimCredit { .. } | DecisionSubject::CertificateEnds { .. } => 1,
        DecisionSubject::ChainBroken { .. } => 2,
        DecisionSubject::MissingData { .. } => 3,
    }
}

fn acknowledge(portfolio: &Portfolio, targets: &[TargetRow], row: &EscalationRow) -> Option<Decision> {
    let target = targets.iter().find(|target| target.id == row.target_id);
    let contract = portfolio.contract(row.contract_id.0)?;
    Some(Decision {
        subject: DecisionSubject::AcknowledgeEscalation {
            escalation_id: EscalationId(row.id.0),
            reference: row.reference.clone(),
            target_name: row.target_name.clone(),
            raised_at: row.raised_at,
        },
        due: None,
        days_left: None,
        amount: target
            .filter(|target| target.period == row.period)
            .and_then(|target| Some((target.credit?.amount, target.direction))),
        contract: Some((row.contract_id, contract.number.clone(), contract.title.clone())),
        supplier_name: row.supplier_name.clone(),
    })
}

/// Certificates of suppliers in use that end soon or have ended, unless another follows.
fn certificates(portfolio: &Portfolio, all: &[Certificate], today: NaiveDate) -> Result<Vec<Decision>> {
    let mut decisions = Vec::new();
    let in_use = |supplier: &&Supplier| supplier.status == Standing::Active.code();
    for supplier in portfolio.suppliers.iter().filter(in_use) {
        let rows = certificate_rows(all, supplier.id, today)?;
        let ends = |row: &CertificateRow| {
            !row.followed && matches!(row.state, CertificateState::Expired | CertificateState::Expiring)
        };
        decisions.extend(rows.into_iter().filter(ends).map(|row| Decision {
            subject: DecisionSubject::CertificateEnds {
                supplier_id: SupplierId(supplier.id),
                certificate: row.kind,
                title: row.title,
            },
            due: Some(row.valid_to),
            days_left: Some(row.days_left),
            amount: None,
            contract: None,
            supplier_name: supplier.name.clone(),
        }));
    }
    Ok(decisions)
}

fn missing_data(row: &TargetRow) -> Decision {
    Decision {
        subject: DecisionSubject::MissingData {
            target_id: row.id,
            target_name: row.name.clone(),
            period: row.period,
        },
        due: None,
        days_left: None,
        amount: None,
        contract: Some((
            row.contract_id,
            row.contract_number.clone(),
            row.contract_title.clone(),
        )),
        supplier_name: row.supplier_name.clone(),
    }
}
