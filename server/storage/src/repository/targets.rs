//! Targets, and what each version of their contract promises for them.

use std::collections::{BTreeSet, HashMap};

use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
};
use uuid::Uuid;

use super::insert;
use crate::entity::{target, target_version};
use crate::{Result, TenantTx};

/// A target as one version of its contract has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The tenant.
    pub tenant_id: Uuid,
    /// The target, the same through all versions.
    pub id: Uuid,
    /// Its contract.
    pub contract_id: Uuid,
    /// The version that has it so.
    pub contract_version_id: Uuid,
    /// The service measured, the same through all versions.
    pub service_id: Uuid,
    /// The service hours.
    pub calendar_id: Uuid,
    /// Where it stands among the targets of the contract.
    pub position: i32,
    /// Its name.
    pub name: String,
    /// A `TargetDefinition`.
    pub definition: serde_json::Value,
}

impl Target {
    fn version(&self) -> target_version::Model {
        target_version::Model {
            tenant_id: self.tenant_id,
            contract_version_id: self.contract_version_id,
            target_id: self.id,
            calendar_id: self.calendar_id,
            position: self.position,
            name: self.name.clone(),
            definition: self.definition.clone(),
        }
    }
}

/// How many ids a query names at most.
const MOST_IDS: usize = 500;

impl TenantTx {
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

    fn versions_of_targets(&self) -> Select<target_version::Entity> {
        target_version::Entity::find()
            .filter(target_version::Column::TenantId.eq(self.tenant_id()))
            .filter(target_version::Column::TargetId.in_subquery(self.visible_target_ids()))
            .order_by_asc(target_version::Column::Position)
            .order_by_asc(target_version::Column::TargetId)
    }

    /// The contract of a target.
    pub async fn contract_of_target(&self, id: Uuid) -> Result<Option<Uuid>> {
        let query = self.visible_targets().filter(target::Column::Id.eq(id));
        Ok(query.one(&self.inner).await?.map(|row| row.contract_id))
    }

    /// Every target in every version of [`TenantTx::contract_versions`], in the order of position.
    pub async fn targets(&self) -> Result<Vec<Target>> {
        let of_final = target_version::Column::ContractVersionId.in_subquery(self.final_version_ids());
        let versions = self.versions_of_targets().filter(of_final);
        self.joined(versions).await
    }

    /// The services that the targets of a contract measure, in any of its versions.
    pub async fn services_of_contract(&self, contract_id: Uuid) -> Result<BTreeSet<Uuid>> {
        let query = self
            .visible_targets()
            .filter(target::Column::ContractId.eq(contract_id));
        let rows = query.all(&self.inner).await?;
        Ok(rows.into_iter().map(|row| row.service_id).collect())
    }

    /// The targets of one version, also of a draft.
    pub async fn targets_of_version(&self, version_id: Uuid) -> Result<Vec<Target>> {
        let own = target_version::Column::ContractVersionId.eq(version_id);
        let versions = self.versions_of_targets().filter(own);
        self.joined(versions).await
    }

    async fn joined(&self, versions: Select<target_version::Entity>) -> Result<Vec<Target>> {
        let versions = versions.all(&self.inner).await?;
        // Of few versions only their own targets; more ids than this are more than a query takes.
        let ids: BTreeSet<Uuid> = versions.iter().map(|version| version.target_id).collect();
        let few = (ids.len() <= MOST_IDS).then_some(ids);
        let targets = self
            .visible_targets()
            .apply_if(few, |query, ids| query.filter(target::Column::Id.is_in(ids)))
            .all(&self.inner)
            .await?;
        let targets: HashMap<Uuid, target::Model> = targets.into_iter().map(|row| (row.id, row)).collect();
        let join = |version: target_version::Model| {
            let target = targets.get(&version.target_id)?;
            Some(Target {
                tenant_id: version.tenant_id,
                id: target.id,
                contract_id: target.contract_id,
                contract_version_id: version.contract_version_id,
                service_id: target.service_id,
                calendar_id: version.calendar_id,
                position: version.position,
                name: version.name,
                definition: version.definition,
            })
        };
        Ok(versions.into_iter().filter_map(join).collect())
    }

    /// Stores a new target as a version has it.
    pub async fn insert_target(&self, row: Target) -> Result<()> {
        let identity = target::Model {
            tenant_id: row.tenant_id,
            id: row.id,
            contract_id: row.contract_id,
            service_id: row.service_id,
        };
        insert(self, identity).await?;
        self.insert_target_version(&row).await
    }

    /// Stores what another version makes of a target.
    pub async fn insert_target_version(&self, row: &Target) -> Result<()> {
        insert(self, row.version()).await
    }

    /// Stores what a draft makes of a target anew; whether the draft has it.
    pub async fn update_target_version(&self, row: &Target) -> Result<bool> {
        let done = target_version::Entity::update_many()
            .set(row.version().into_active_model().reset_all())
            .filter(target_version::Column::TenantId.eq(self.tenant_id()))
            .filter(target_version::Column::ContractVersionId.eq(row.contract_version_id))
            .filter(target_version::Column::ContractVersionId.in_subquery(self.draft_version_ids()))
            .filter(target_version::Column::TargetId.eq(row.id))
            .exec(&self.inner)
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Takes a target out of a draft. One that no version has any more is gone.
    pub async fn delete_target_version(&self, version_id: Uuid, target_id: Uuid) -> Result<()> {
        target_version::Entity::delete_many()
            .filter(target_version::Column::TenantId.eq(self.tenant_id()))
            .filter(target_version::Column::ContractVersionId.eq(version_id))
            .filter(target_version::Column::ContractVersionId.in_subquery(self.draft_version_ids()))
            .filter(target_version::Column::TargetId.eq(target_id))
            .exec(&self.inner)
            .await?;
        let left = target_version::Entity::find()
            .filter(target_version::Column::TenantId.eq(self.tenant_id()))
            .filter(target_version::Column::TargetId.eq(target_id));
        if left.one(&self.inner).await?.is_none() {
            target::Entity::delete_many()
                .filter(target::Column::TenantId.eq(self.tenant_id()))
                .filter(target::Column::Id.eq(target_id))
                .exec(&self.inner)
                .await?;
        }
        Ok(())
    }
}
