//! Contracts, their versions, targets and charges.

use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};
use uuid::Uuid;

use super::insert;
use crate::entity::{charge, contract, contract_version, target};
use crate::{Charge, Contract, ContractVersion, Result, Target, TenantTx};

impl TenantTx {
    fn visible_contracts(&self) -> Select<contract::Entity> {
        contract::Entity::find()
            .filter(contract::Column::TenantId.eq(self.tenant_id()))
            .apply_if(self.supplier_lens(), |query, own| {
                query.filter(contract::Column::SupplierId.eq(own))
            })
    }

    /// Ids of contracts the actor may see, for tables that hang on contracts.
    pub(super) fn visible_contract_ids(&self) -> SelectStatement {
        self.visible_contracts()
            .select_only()
            .column(contract::Column::Id)
            .into_query()
    }

    fn visible_targets(&self) -> Select<target::Entity> {
        let query = target::Entity::find().filter(target::Column::TenantId.eq(self.tenant_id()));
        if self.supplier_lens().is_none() {
            return query;
        }
        query.filter(target::Column::ContractId.in_subquery(self.visible_contract_ids()))
    }

    /// Ids of targets the actor may see, for tables that hang on targets.
    pub(super) fn visible_target_ids(&self) -> SelectStatement {
        self.visible_targets()
            .select_only()
            .column(target::Column::Id)
            .into_query()
    }

    /// Ids of services that a target of a visible contract measures.
    pub(super) fn visible_service_ids(&self) -> SelectStatement {
        Query::select()
            .column(target::Column::ServiceId)
            .from(target::Entity)
            .and_where(target::Column::TenantId.eq(self.tenant_id()))
            .and_where(target::Column::ContractId.in_subquery(self.visible_contract_ids()))
            .to_owned()
    }

    /// All contracts, by number.
    pub async fn contracts(&self) -> Result<Vec<Contract>> {
        Ok(self
            .visible_contracts()
            .order_by_asc(contract::Column::Number)
            .all(&self.inner)
            .await?)
    }

    /// One contract.
    pub async fn contract(&self, id: Uuid) -> Result<Option<Contract>> {
        Ok(self
            .visible_contracts()
            .filter(contract::Column::Id.eq(id))
            .one(&self.inner)
            .await?)
    }

    /// Stores a new contract.
    pub async fn insert_contract(&self, row: Contract) -> Result<()> {
        insert(self, row).await
    }

    /// Versions of all visible contracts, oldest first.
    pub async fn contract_versions(&self) -> Result<Vec<ContractVersion>> {
        let query = contract_version::Entity::find()
            .filter(contract_version::Column::TenantId.eq(self.tenant_id()))
            .filter(contract_version::Column::ContractId.in_subquery(self.visible_contract_ids()))
            .order_by_asc(contract_version::Column::ContractId)
            .order_by_asc(contract_version::Column::Number);
        Ok(query.all(&self.inner).await?)
    }

    /// Stores a new version.
    pub async fn insert_contract_version(&self, row: ContractVersion) -> Result<()> {
        insert(self, row).await
    }

    /// Counts a contract's revision up, unless somebody else did since `seen`; then the answer is false.
    pub async fn advance_contract(&self, id: Uuid, seen: i32) -> Result<bool> {
        let done = contract::Entity::update_many()
            .col_expr(contract::Column::Revision, Expr::value(seen + 1))
            .filter(contract::Column::TenantId.eq(self.tenant_id()))
            .filter(contract::Column::Id.eq(id))
            .filter(contract::Column::Revision.eq(seen))
            .filter(contract::Column::Id.in_subquery(self.visible_contract_ids()))
            .exec(&self.inner)
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// All targets, in the order of their contracts.
    pub async fn targets(&self) -> Result<Vec<Target>> {
        let query = self
            .visible_targets()
            .order_by_asc(target::Column::ContractId)
            .order_by_asc(target::Column::Position);
        Ok(query.all(&self.inner).await?)
    }

    /// One target.
    pub async fn target(&self, id: Uuid) -> Result<Option<Target>> {
        Ok(self
            .visible_targets()
            .filter(target::Column::Id.eq(id))
            .one(&self.inner)
            .await?)
    }

    /// Stores a new target.
    pub async fn insert_target(&self, row: Target) -> Result<()> {
        insert(self, row).await
    }

    /// What was billed for a contract, period by period.
    pub async fn charges(&self, contract_id: Uuid) -> Result<Vec<Charge>> {
        let query = charge::Entity::find()
            .filter(charge::Column::TenantId.eq(self.tenant_id()))
            .filter(charge::Column::ContractId.eq(contract_id))
            .filter(charge::Column::ContractId.in_subquery(self.visible_contract_ids()));
        Ok(query.all(&self.inner).await?)
    }

    /// Stores what was billed for a period.
    pub async fn insert_charge(&self, row: Charge) -> Result<()> {
        insert(self, row).await
    }
}
