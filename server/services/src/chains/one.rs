//! One SLA: what it rests on, the proof, drafts, and changes.

use std::collections::{HashMap, HashSet};

use domain::chain::{Assessment, ChainStructure, Cover, Promises, draft, part};
use domain::contract::ContractKind;
use domain::forms::{ChainStepForm, FieldError};
use domain::ids::ContractId;
use domain::policy::Action;
use domain::sla::target::Metric;
use domain::views::{ChainChoice, ChainPartView, ChainView};
use serde_json::json;
use storage::{Contract, Note, TenantTx};
use uuid::Uuid;

use super::ground::Ground;
use super::{enqueue_chain_proofs, structure};
use crate::portfolio::{kind, local};
use crate::{Actor, Error, Result, Services};

impl Services {
    /// An SLA with what it rests on and the proof: of what is stored, or of a draft after one more step, to see what a
    /// change would do.
    ///
    /// # Errors
    /// `NotFound` for a contract that is no SLA, and for parts that are not there for this actor.
    pub async fn chain(&self, actor: &Actor, id: ContractId, form: &ChainStepForm) -> Result<ChainView> {
        let tx = self.db.read(actor, Action::ChainRead, self.clock.now()).await?;
        let contract = sla(&tx, id).await?;
        let ground = Ground::load(&tx).await?;
        let chains = tx.chains().await?;
        let row = chains.iter().find(|chain| chain.contract_id == id.0);
        let stored = row
            .and_then(|row| row.structure.as_ref())
            .map(structure)
            .transpose()?;
        let revision = row.map_or(0, |row| row.revision);
        let (shown, mut problems) = after_step(stored.clone(), form);
        let parts = ground.promises_of_parts(&shown)?;
        if let Err(wrong) = part::check(&shown) {
            problems.extend(wrong);
        } else {
            problems.extend(misplaced(&ground, &chains, id, &shown)?);
        }
        let sound = part::check(&shown).is_ok();
        let sla_terms = ground.promises(&contract)?;
        let mut proof = None;
        if sound {
            proof = Some(
                ground
                    .prove(sla_terms.clone(), shown.clone(), parts.clone())
                    .await?,
            );
        }
        let changed = stored.as_ref() != Some(&shown) && (stored.is_some() || shown != draft::empty());
        let stored_cover = match &stored {
            Some(stored) if changed => {
                let parts = ground.promises_of_parts(stored)?;
                Some(ground.prove(sla_terms, stored.clone(), parts).await?.cover)
            }
            _ => proof.as_ref().map(|proof| proof.cover),
        };
        let zone = ground.portfolio.zone;
        let findings = tx.open_chain_findings().await?;
        let found = findings.iter().find(|finding| finding.contract_id == id.0);
        Ok(ChainView {
            sla: ground.name(&contract)?,
            services: ground
                .services_of(id.0)
                .into_iter()
                .map(|(_, name)| name)
                .collect(),
            revision,
            seen: form.seen.parse().unwrap_or(revision),
            changed,
            stored: stored.is_some(),
            parts: part_views(&ground, &shown, &parts)?,
            assessment: proof,
            stored_cover,
            problems,
            found_at: found.map(|finding| local(finding.raised_at, zone)),
            choices: if actor.may(Action::ChainWrite) {
                choices(&ground, id)?
            } else {
                Vec::new()
            },
            proved_at: local(tx.now(), zone),
            structure: shown,
        })
    }

    /// Stores what an SLA rests on, in the place of what was stored under `revision`; answers with the next revision.
    ///
    /// # Errors
    /// `Invalid` with the places at fault, `NotFound` for contracts and services that are not there for this actor,
    /// `Stale` when somebody changed the chain since, `Conflict` without a revision.
    pub async fn put_chain(
        &self,
        actor: &Actor,
        id: ContractId,
        revision: Option<i32>,
        structure: &ChainStructure,
    ) -> Result<i32> {
        let tx = self.db.open(actor, Action::ChainWrite, self.clock.now()).await?;
        // Two chains written at once must not come to rest on each other.
        tx.lock_tenant().await?;
        sla(&tx, id).await?;
        let revision = revision.ok_or(Error::Conflict("revision_missing"))?;
        part::check(structure).map_err(Error::Invalid)?;
        let ground = Ground::load(&tx).await?;
        ground.promises_of_parts(structure)?;
        let misplaced = misplaced(&ground, &tx.chains().await?, id, structure)?;
        if !misplaced.is_empty() {
            return Err(Error::Invalid(misplaced));
        }
        let stored = serde_json::to_value(structure).map_err(Error::internal)?;
        if !tx.put_chain(id.0, revision, Some(stored.clone())).await? {
            return Err(Error::Stale);
        }
        enqueue_chain_proofs(&tx).await?;
        let next = revision + 1;
        tx.save(Note::new("chain", id).with(json!({ "revision": next, "structure": stored })))
            .await?;
        Ok(next)
    }

    /// The same for a structure as a form sends it.
    ///
    /// # Errors
    /// As [`Self::put_chain`], and `Invalid` for what cannot be read.
    pub async fn put_chain_text(
        &self,
        actor: &Actor,
        id: ContractId,
        revision: Option<i32>,
        structure: &str,
    ) -> Result<i32> {
        // Who may not write learns nothing about what they sent.
        self.db.read(actor, Action::ChainWrite, self.clock.now()).await?;
        let structure =
            serde_json::from_str(structure).map_err(|_| Error::field("structure", "chain_unreadable"))?;
        self.put_chain(actor, id, revision, &structure).await
    }

    /// Takes away what an SLA rests on. What was found about it is settled.
    ///
    /// # Errors
    /// `NotFound` without a chain, `Stale` when somebody changed it since `revision`, if one is given.
    pub async fn remove_chain(&self, actor: &Actor, id: ContractId, revision: Option<i32>) -> Result<()> {
        let tx = self.db.open(actor, Action::ChainWrite, self.clock.now()).await?;
        sla(&tx, id).await?;
        let chains = tx.chains().await?;
        let stored = |chain: &&storage::Chain| chain.contract_id == id.0 && chain.structure.is_some();
        let chain = chains.iter().find(stored).ok_or(Error::NotFound)?;
        if !tx
            .put_chain(id.0, revision.unwrap_or(chain.revision), None)
            .await?
        {
            return Err(Error::Stale);
        }
        tx.forget_chain_proof(id.0).await?;
        tx.resolve_chain_findings(id.0).await?;
        Ok(tx
            .save(Note::new("chain", id).with(json!({ "removed": true })))
            .await?)
    }
}

/// The SLA; other contracts have no chain.
async fn sla(tx: &TenantTx, id: ContractId) -> Result<Contract> {
    let contract = tx.contract(id.0).await?.ok_or(Error::NotFound)?;
    if kind(&contract)? == ContractKind::Sla {
        Ok(contract)
    } else {
        Err(Error::NotFound)
    }
}

/// The draft after its step, or as it was with what is wrong with the step.
fn after_step(stored: Option<ChainStructure>, form: &ChainStepForm) -> (ChainStructure, Vec<FieldError>) {
    let before = if form.draft.is_empty() {
        Ok(stored.clone())
    } else {
        serde_json::from_str(&form.draft).map(Some)
    };
    let Ok(before) = before else {
        let unreadable = vec![FieldError::new("draft", "chain_unreadable")];
        return (draft::opened(stored.unwrap_or_else(draft::empty)), unreadable);
    };
    let mut shown = before.map_or_else(draft::empty, draft::opened);
    let problems = match form.parse() {
        Ok(None) => Vec::new(),
        Ok(Some(step)) => match draft::apply(&mut shown, &step) {
            Ok(()) => Vec::new(),
            Err(draft::NoSuchPlace) => vec![FieldError::new("at", "chain_no_place")],
        },
        Err(problems) => problems,
    };
    (shown, problems)
}

/// Parts that cannot stand here: the SLA itself, SLAs that rest on it, services a contract does not measure.
fn misplaced(
    ground: &Ground,
    chains: &[storage::Chain],
    id: ContractId,
    shown: &ChainStructure,
) -> Result<Vec<FieldError>> {
    let mut below: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for chain in chains {
        if let Some(stored) = &chain.structure {
            let parts = structure(stored)?;
            let parts = parts.leaves().into_iter().map(|part| part.contract_id.0);
            below.insert(chain.contract_id, parts.collect());
        }
    }
    let mut problems = Vec::new();
    for (place, part) in part::placed(shown) {
        if part.contract_id == id {
            problems.push(FieldError::new(&place, "chain_itself"));
        } else if rests_on(&below, part.contract_id.0, id.0) {
            problems.push(FieldError::new(&place, "chain_cycle"));
        }
        if let Some(service) = part.service_id {
            ground.service_name(service).ok_or(Error::NotFound)?;
            let measured = ground.services_of(part.contract_id.0);
            if !measured.iter().any(|(known, _)| *known == service) {
                problems.push(FieldError::new(&place, "chain_not_its_service"));
            }
        }
    }
    Ok(problems)
}

fn rests_on(below: &HashMap<Uuid, Vec<Uuid>>, upper: Uuid, wanted: Uuid) -> bool {
    let (mut seen, mut open) = (HashSet::new(), vec![upper]);
    while let Some(contract) = open.pop() {
        if contract == wanted {
            return true;
        }
        if seen.insert(contract) {
            open.extend(below.get(&contract).into_iter().flatten());
        }
    }
    false
}

fn part_views(ground: &Ground, shown: &ChainStructure, promises: &[Promises]) -> Result<Vec<ChainPartView>> {
    let view = |((place, part), terms): ((String, &domain::chain::Part), &Promises)| {
        let contract = ground
            .portfolio
            .contract(part.contract_id.0)
            .ok_or(Error::NotFound)?;
        let used = terms
            .targets
            .iter()
            .filter(|promise| part.service_id.is_none_or(|id| id == promise.service_id));
        let (mut availability_ppm, mut shortest_time) = (None, None::<(String, i64)>);
        for promise in used {
            match &promise.definition.metric {
                Metric::Availability { .. } => {
                    let level = promise.definition.threshold_ppm;
                    availability_ppm = Some(availability_ppm.map_or(level, |known: i64| known.min(level)));
                }
                Metric::InTimeRate { goals } => {
                    let own = goals
                        .iter()
                        .map(|(priority, seconds)| (priority.clone(), *seconds));
                    shortest_time = own.chain(shortest_time).min_by_key(|(_, seconds)| *seconds);
                }
            }
        }
        Ok(ChainPartView {
            place: place
                .trim_start_matches("structure")
                .trim_start_matches('.')
                .to_owned(),
            part: *part,
            contract: ground.name(contract)?,
            service_name: part.service_id.and_then(|id| ground.service_name(id)),
            availability_ppm: availability_ppm.filter(|_| part.carries.availability()),
            shortest_time: shortest_time.filter(|_| part.carries.times()),
        })
    };
    part::placed(shown).into_iter().zip(promises).map(view).collect()
}

/// Contracts that can be parts: everything that has not ended, but not the SLA itself.
fn choices(ground: &Ground, id: ContractId) -> Result<Vec<ChainChoice>> {
    let mut choices = Vec::new();
    for contract in &ground.portfolio.contracts {
        if contract.id != id.0 && !ground.is_over(contract)? {
            choices.push(ChainChoice {
                contract: ground.name(contract)?,
                services: ground.services_of(contract.id),
            });
        }
    }
    // OLAs first, then underpinning contracts; SLAs are rarely parts.
    let rank = |kind| match kind {
        ContractKind::Ola => 0,
        ContractKind::Uc => 1,
        ContractKind::Sla => 2,
    };
    choices.sort_by_key(|choice| (rank(choice.contract.kind), choice.contract.number.clone()));
    Ok(choices)
}

/// The strictest availability an assessment is about: promised and given.
pub(super) fn levels(assessment: &Assessment) -> (Option<i64>, Option<i64>) {
    use domain::chain::assess::Detail;
    let checks = assessment.promises.iter().flat_map(|promise| &promise.checks);
    let availability = checks.filter_map(|check| match &check.detail {
        Detail::Availability {
            needed_ppm,
            given_ppm,
            ..
        } => Some((*needed_ppm, *given_ppm)),
        _ => None,
    });
    let strictest = availability.max_by_key(|(needed, _)| *needed);
    (
        strictest.map(|(needed, _)| needed),
        strictest.and_then(|(_, given)| given),
    )
}

/// Whether a finding must be raised, or one can be settled. What cannot be assessed settles nothing.
pub(super) fn news(cover: Cover, open: bool) -> Option<bool> {
    match (cover, open) {
        (Cover::Broken, false) => Some(true),
        (cover, true) if cover.is_sufficient() => Some(false),
        _ => None,
    }
}
