//! Contracts, their versions, the steps of their lives, and charges.

use domain::contract::ContractStatus;
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use super::insert;
use crate::entity::{charge, contract, contract_step, contract_version, target, target_version};
use crate::{Charge, Contract, ContractStep, ContractVersion, Result, TenantTx};

impl TenantTx {
    pub(super) fn visible_contracts(&self) -> Select<contract::Entity> {
        contract::Entity::find()
            .filter(contract::Column::TenantId.eq(self.tenant_id()))
            // What is still being written is nobody's business but ours.
            .apply_if(self.supplier_lens(), |query, own| {
                query
                    .filter(contract::Column::SupplierId.eq(own))
                    .filter(contract::Column::Status.ne(ContractStatus::Draft.code()))
            })
    }

    /// Ids of contracts the actor may see, for tables that hang on contracts.
    pub(super) fn visible_contract_ids(&self) -> SelectStatement {
        self.visible_contracts()
            .select_only()
            .column(contract::Column::Id)
            .into_query()
    }

    /// Ids of services that a target of a visible contract measures; what an amendment only prepares does not count.
    pub(super) fn visible_service_ids(&self) -> SelectStatement {
        let agreed = Query::select()
            .column(target_version::Column::TargetId)
            .from(target_version::Entity)
            .and_where(target_version::Column::TenantId.eq(self.tenant_id()))
            .and_where(target_version::Column::ContractVersionId.in_subquery(self.final_version_ids()))
            .to_owned();
        Query::select()
            .column(target::Column::ServiceId)
            .from(target::Entity)
            .and_where(target::Column::TenantId.eq(self.tenant_id()))
            .and_where(target::Column::ContractId.in_subquery(self.visible_contract_ids()))
            .and_where(target::Column::Id.in_subquery(agreed))
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

    /// Final versions of all visible contracts, oldest first; of a contract not yet in force its first draft.
    pub async fn contract_versions(&self) -> Result<Vec<ContractVersion>> {
        let query = self
            .final_versions()
            .order_by_asc(contract_version::Column::ContractId)
            .order_by_asc(contract_version::Column::Number);
        Ok(query.all(&self.inner).await?)
    }

    fn final_versions(&self) -> Select<contract_version::Entity> {
        let first_or_final = Condition::any()
            .add(contract_version::Column::SealedAt.is_not_null())
            .add(contract_version::Column::Number.eq(1));
        self.visible_versions().filter(first_or_final)
    }

    fn visible_versions(&self) -> Select<contract_version::Entity> {
        contract_version::Entity::find()
            .filter(contract_version::Column::TenantId.eq(self.tenant_id()))
            .filter(contract_version::Column::ContractId.in_subquery(self.visible_contract_ids()))
    }

    /// Ids of the versions that [`TenantTx::contract_versions`] lists.
    pub(super) fn final_version_ids(&self) -> SelectStatement {
        self.final_versions()
            .select_only()
            .column(contract_version::Column::Id)
            .into_query()
    }

    /// Ids of versions that can still be changed.
    pub(super) fn draft_version_ids(&self) -> SelectStatement {
        self.visible_versions()
            .filter(contract_version::Column::SealedAt.is_null())
            .select_only()
            .column(contract_version::Column::Id)
            .into_query()
    }

    /// The version of a contract that can still be changed, if there is one.
    pub async fn draft_version(&self, contract_id: Uuid) -> Result<Option<ContractVersion>> {
        let query = self
            .visible_versions()
            .filter(contract_version::Column::ContractId.eq(contract_id))
            .filter(contract_version::Column::SealedAt.is_null());
        Ok(query.one(&self.inner).await?)
    }

    /// Stores a new version.
    pub async fn insert_contract_version(&self, row: ContractVersion) -> Result<()> {
        insert(self, row).await
    }

    /// Stores a draft anew, or makes it final. A final version is never touched: then the answer is false.
    pub async fn update_draft_version(&self, row: ContractVersion) -> Result<bool> {
        let id = row.id;
        let done = contract_version::Entity::update_many()
            .set(row.into_active_model().reset_all())
            .filter(contract_version::Column::TenantId.eq(self.tenant_id()))
            .filter(contract_version::Column::Id.eq(id))
            .filter(contract_version::Column::SealedAt.is_null())
            .exec(&self.inner)
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Removes a draft, once its targets are gone.
    pub async fn delete_draft_version(&self, id: Uuid) -> Result<()> {
        contract_version::Entity::delete_many()
            .filter(contract_version::Column::TenantId.eq(self.tenant_id()))
            .filter(contract_version::Column::Id.eq(id))
            .filter(contract_version::Column::SealedAt.is_null())
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// Stores a contract anew, with its revision counted up, unless somebody else changed it since `seen`; then the
    /// answer is false.
    pub async fn update_contract(&self, row: Contract, seen: i32) -> Result<bool> {
        let id = row.id;
        let row = Contract {
            revision: seen + 1,
            ..row
        };
        let done = contract::Entity::update_many()
            .set(row.into_active_model().reset_all())
            .filter(contract::Column::TenantId.eq(self.tenant_id()))
            .filter(contract::Column::Id.eq(id))
            .filter(contract::Column::Revision.eq(seen))
            .filter(contract::Column::Id.in_subquery(self.visible_contract_ids()))
            .exec(&self.inner)
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Removes a contract that was never in force, with everything that hangs on it.
    pub async fn delete_contract(&self, id: Uuid) -> Result<()> {
        contract_step::Entity::delete_many()
            .filter(contract_step::Column::TenantId.eq(self.tenant_id()))
            .filter(contract_step::Column::ContractId.eq(id))
            .exec(&self.inner)
            .await?;
        contract::Entity::delete_many()
            .filter(contract::Column::TenantId.eq(self.tenant_id()))
            .filter(contract::Column::Id.eq(id))
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// The steps of a contract's life, oldest first.
    pub async fn contract_steps(&self, contract_id: Uuid) -> Result<Vec<ContractStep>> {
        let query = contract_step::Entity::find()
            .filter(contract_step::Column::TenantId.eq(self.tenant_id()))
            .filter(contract_step::Column::ContractId.eq(contract_id))
            .filter(contract_step::Column::ContractId.in_subquery(self.visible_contract_ids()))
            .order_by_asc(contract_step::Column::Number);
        Ok(query.all(&self.inner).await?)
    }

    /// Stores a step.
    pub async fn insert_contract_step(&self, row: ContractStep) -> Result<()> {
        insert(self, row).await
    }

    /// Counts a contract's revision up, unless somebody else did since `seen`; then the answer is false.
    pub async fn advance_contract(&self, id: Uuid, seen: i32) -> Result<bool> {
        let Some(next) = seen.checked_add(1) else {
            return Ok(false);
        };
        let done = contract::Entity::update_many()
            .col_expr(contract::Column::Revision, Expr::value(next))
            .filter(contract::Column::TenantId.eq(self.tenant_id()))
            .filter(contract::Column::Id.eq(id))
            .filter(contract::Column::Revision.eq(seen))
            .filter(contract::Column::Id.in_subquery(self.visible_contract_ids()))
            .exec(&self.inner)
            .await?;
        Ok(done.rows_affected == 1)
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
