//! What SLAs rest on, the last proofs, and the findings.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, TryInsertResult};
use uuid::Uuid;

use super::insert;
use crate::entity::{chain, chain_finding, chain_proof};
use crate::{Chain, ChainFinding, ChainProof, Result, TenantTx};

impl TenantTx {
    /// What every visible SLA rests on.
    pub async fn chains(&self) -> Result<Vec<Chain>> {
        let query = chain::Entity::find()
            .filter(chain::Column::TenantId.eq(self.tenant_id()))
            .filter(chain::Column::ContractId.in_subquery(self.visible_contract_ids()));
        Ok(query.all(&self.inner).await?)
    }

    /// Stores what an SLA rests on, `None` if nothing any more, unless somebody else did since `seen`; then the answer
    /// is false. The revision before the first is 0.
    pub async fn put_chain(
        &self,
        contract_id: Uuid,
        seen: i32,
        structure: Option<serde_json::Value>,
    ) -> Result<bool> {
        if seen == 0 {
            let first = Chain {
                tenant_id: self.tenant_id(),
                contract_id,
                structure,
                revision: 1,
                changed_at: self.now(),
            };
            let stored = chain::Entity::insert(first.into_active_model())
                .on_conflict_do_nothing_on([chain::Column::TenantId, chain::Column::ContractId])
                .exec_without_returning(&self.inner)
                .await?;
            return Ok(matches!(stored, TryInsertResult::Inserted(1)));
        }
        let done = chain::Entity::update_many()
            .col_expr(chain::Column::Structure, Expr::value(structure))
            .col_expr(chain::Column::Revision, Expr::value(seen.saturating_add(1)))
            .col_expr(chain::Column::ChangedAt, Expr::value(self.now()))
            .filter(chain::Column::TenantId.eq(self.tenant_id()))
            .filter(chain::Column::ContractId.eq(contract_id))
            .filter(chain::Column::Revision.eq(seen))
            .exec(&self.inner)
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Forgets that an SLA ever rested on something: its row, what was proven and what was found.
    pub async fn delete_chain(&self, contract_id: Uuid) -> Result<()> {
        self.forget_chain_proof(contract_id).await?;
        chain_finding::Entity::delete_many()
            .filter(chain_finding::Column::TenantId.eq(self.tenant_id()))
            .filter(chain_finding::Column::ContractId.eq(contract_id))
            .exec(&self.inner)
            .await?;
        chain::Entity::delete_many()
            .filter(chain::Column::TenantId.eq(self.tenant_id()))
            .filter(chain::Column::ContractId.eq(contract_id))
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// Forgets proofs that name a contract as their weakest link, which a chain may have been without for a moment.
    pub async fn forget_proofs_naming(&self, contract_id: Uuid) -> Result<()> {
        chain_proof::Entity::delete_many()
            .filter(chain_proof::Column::TenantId.eq(self.tenant_id()))
            .filter(chain_proof::Column::WeakestContractId.eq(contract_id))
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// What was last proven about every visible SLA.
    pub async fn chain_proofs(&self) -> Result<Vec<ChainProof>> {
        let query = chain_proof::Entity::find()
            .filter(chain_proof::Column::TenantId.eq(self.tenant_id()))
            .filter(chain_proof::Column::ContractId.in_subquery(self.visible_contract_ids()));
        Ok(query.all(&self.inner).await?)
    }

    /// Stores a proof in the place of the one before.
    pub async fn put_chain_proof(&self, row: ChainProof) -> Result<()> {
        self.forget_chain_proof(row.contract_id).await?;
        insert(self, row).await
    }

    /// Forgets what was proven about an SLA that rests on nothing any more.
    pub async fn forget_chain_proof(&self, contract_id: Uuid) -> Result<()> {
        chain_proof::Entity::delete_many()
            .filter(chain_proof::Column::TenantId.eq(self.tenant_id()))
            .filter(chain_proof::Column::ContractId.eq(contract_id))
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// Findings that are not resolved, oldest first.
    pub async fn open_chain_findings(&self) -> Result<Vec<ChainFinding>> {
        let query = chain_finding::Entity::find()
            .filter(chain_finding::Column::TenantId.eq(self.tenant_id()))
            .filter(chain_finding::Column::ResolvedAt.is_null())
            .filter(chain_finding::Column::ContractId.in_subquery(self.visible_contract_ids()))
            .order_by_asc(chain_finding::Column::RaisedAt);
        Ok(query.all(&self.inner).await?)
    }

    /// Raises a finding.
    pub async fn insert_chain_finding(&self, row: ChainFinding) -> Result<()> {
        insert(self, row).await
    }

    /// Resolves the open findings of an SLA.
    pub async fn resolve_chain_findings(&self, contract_id: Uuid) -> Result<()> {
        chain_finding::Entity::update_many()
            .col_expr(chain_finding::Column::ResolvedAt, Expr::value(self.now()))
            .filter(chain_finding::Column::TenantId.eq(self.tenant_id()))
            .filter(chain_finding::Column::ContractId.eq(contract_id))
            .filter(chain_finding::Column::ResolvedAt.is_null())
            .exec(&self.inner)
            .await?;
        Ok(())
    }
}
