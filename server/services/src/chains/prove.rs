//! Proving all chains of a tenant again, and saying so when one has broken or holds again.

use domain::chain::Assessment;
use domain::ids::ContractId;
use domain::policy::Action;
use domain::views::ChainReason;
use serde_json::json;
use storage::{Chain, ChainFinding, ChainProof, Job, Note, TenantTx};

use super::ground::Ground;
use super::one::{levels, news};
use super::structure;
use crate::files::sha256;
use crate::{Actor, Error, Result, Services};

/// A proof to be stored.
struct Proven {
    contract: ContractId,
    /// Whether the SLA holds today.
    in_force: bool,
    proof: Assessment,
    reason: ChainReason,
    inputs_hash: String,
}

impl Services {
    /// Proves every chain, keeps the verdicts, raises and settles findings. Doing it twice changes nothing more.
    pub(crate) async fn prove_chains(&self, job: &Job) -> Result<()> {
        let actor = Actor::system(job.tenant_id);
        // Nobody waits for the calculation; whoever changes something meanwhile asks for it once more.
        let proven = self.proven(&actor).await?;
        let tx = self.db.open(&actor, Action::Operate, self.clock.now()).await?;
        tx.guard(job).await?;
        let rests = tx.chains().await?;
        let findings = tx.open_chain_findings().await?;
        let (mut raised, mut settled) = (Vec::new(), Vec::new());
        for one in proven {
            let still = |chain: &Chain| chain.contract_id == one.contract.0 && chain.structure.is_some();
            if !rests.iter().any(still) {
                continue;
            }
            let open = findings
                .iter()
                .any(|finding| finding.contract_id == one.contract.0);
            // What does not hold yet, or any more, is nobody's finding.
            let news = if one.in_force {
                news(one.proof.cover, open)
            } else {
                open.then_some(false)
            };
            match news {
                Some(true) => {
                    raise(&tx, one.contract).await?;
                    raised.push(one.contract);
                }
                Some(false) => {
                    tx.resolve_chain_findings(one.contract.0).await?;
                    settled.push(one.contract);
                }
                None => {}
            }
            keep(&tx, one).await?;
        }
        if raised.is_empty() && settled.is_empty() {
            return Ok(tx.save_derived().await?);
        }
        let detail = json!({ "chains_broken": raised, "chains_whole_again": settled });
        Ok(tx.save(Note::new("tenant", actor.tenant_id).with(detail)).await?)
    }

    async fn proven(&self, actor: &Actor) -> Result<Vec<Proven>> {
        let tx = self.db.read(actor, Action::Operate, self.clock.now()).await?;
        let ground = Ground::load(&tx).await?;
        let chains = tx.chains().await?;
        drop(tx);
        let mut proven = Vec::new();
        for chain in chains {
            let Some(stored) = &chain.structure else { continue };
            let contract = ground
                .portfolio
                .contract(chain.contract_id)
                .ok_or(Error::Internal)?;
            let shown = structure(stored)?;
            let (sla, parts) = (ground.promises(contract)?, ground.promises_of_parts(&shown));
            // A part that is gone leaves this chain as it was found last; the others are proved all the same.
            let Ok(parts) = parts else {
                tracing::error!(contract = %chain.contract_id, "a chain rests on a contract that is gone");
                continue;
            };
            let inputs = serde_json::to_vec(&(&sla, &shown, &parts)).map_err(Error::internal)?;
            let in_force = sla.in_force;
            let proof = ground.prove(sla, shown.clone(), parts).await?;
            let weakest = |index: usize| shown.leaves().get(index).map(|part| part.contract_id);
            proven.push(Proven {
                contract: ContractId(chain.contract_id),
                in_force,
                reason: reason(&proof, proof.weakest().and_then(weakest)),
                proof,
                inputs_hash: sha256(&inputs),
            });
        }
        Ok(proven)
    }
}

async fn raise(tx: &TenantTx, contract: ContractId) -> Result<()> {
    let finding = ChainFinding {
        tenant_id: tx.actor().tenant_id,
        id: storage::ids::new(),
        contract_id: contract.0,
        raised_at: tx.now(),
        resolved_at: None,
    };
    Ok(tx.insert_chain_finding(finding).await?)
}

async fn keep(tx: &TenantTx, one: Proven) -> Result<()> {
    let (promised_ppm, given_ppm) = levels(&one.proof);
    let row = ChainProof {
        tenant_id: tx.actor().tenant_id,
        contract_id: one.contract.0,
        cover: one.proof.cover.code().to_owned(),
        promised_ppm,
        given_ppm,
        weakest_contract_id: one.reason.weakest.map(|id| id.0),
        reason: serde_json::to_value(one.reason).map_err(Error::internal)?,
        inputs_hash: one.inputs_hash,
        proved_at: tx.now(),
    };
    Ok(tx.put_chain_proof(row).await?)
}

fn reason(proof: &Assessment, weakest: Option<ContractId>) -> ChainReason {
    ChainReason {
        fault: proof.faults.iter().min_by_key(|fault| fault.cover()).copied(),
        check: proof.worst().map(|(_, check)| check.clone()),
        weakest,
    }
}
