//! The service catalogue: changing services, what they rest on, who answers for them.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{at_revision, insert_all, remove, replace};
use crate::entity::{service, service_component, service_duty};
use crate::{Result, Service, ServiceComponent, ServiceDuty, TenantTx};

impl TenantTx {
    /// One service that the actor may see.
    pub async fn service(&self, id: Uuid) -> Result<Option<Service>> {
        Ok(self.services().await?.into_iter().find(|row| row.id == id))
    }

    /// Replaces a service, unless somebody else did since revision `seen`; then the answer is false.
    pub async fn update_service(&self, row: Service, seen: i32) -> Result<bool> {
        let place = at_revision(
            self,
            [
                service::Column::TenantId,
                service::Column::Id,
                service::Column::Revision,
            ],
            row.id,
            seen,
        );
        replace(self, row, place).await
    }

    /// Removes a service with its components and duties; false when somebody changed it since revision `seen`.
    pub async fn delete_service(&self, id: Uuid, seen: i32) -> Result<bool> {
        self.put_service_components(id, Vec::new()).await?;
        self.put_service_duties(id, Vec::new()).await?;
        remove::<service::Entity>(
            self,
            at_revision(
                self,
                [
                    service::Column::TenantId,
                    service::Column::Id,
                    service::Column::Revision,
                ],
                id,
                seen,
            ),
        )
        .await
    }

    /// Which services rest on which.
    pub async fn service_components(&self) -> Result<Vec<ServiceComponent>> {
        Ok(service_component::Entity::find()
            .filter(service_component::Column::TenantId.eq(self.tenant_id()))
            .all(&self.inner)
            .await?)
    }

    /// Stores what a service rests on, in the place of what it rested on before.
    pub async fn put_service_components(&self, service_id: Uuid, components: Vec<Uuid>) -> Result<()> {
        service_component::Entity::delete_many()
            .filter(service_component::Column::TenantId.eq(self.tenant_id()))
            .filter(service_component::Column::ServiceId.eq(service_id))
            .exec(&self.inner)
            .await?;
        let row = |component_id| ServiceComponent {
            tenant_id: self.tenant_id(),
            service_id,
            component_id,
        };
        insert_all(self, components.into_iter().map(row).collect()).await
    }

    /// Who answers for what, in the order it was written.
    pub async fn service_duties(&self) -> Result<Vec<ServiceDuty>> {
        Ok(service_duty::Entity::find()
            .filter(service_duty::Column::TenantId.eq(self.tenant_id()))
            .order_by_asc(service_duty::Column::ServiceId)
            .order_by_asc(service_duty::Column::Position)
            .all(&self.inner)
            .await?)
    }

    /// Stores who answers for a service, in the place of those before.
    pub async fn put_service_duties(&self, service_id: Uuid, rows: Vec<ServiceDuty>) -> Result<()> {
        service_duty::Entity::delete_many()
            .filter(service_duty::Column::TenantId.eq(self.tenant_id()))
            .filter(service_duty::Column::ServiceId.eq(service_id))
            .exec(&self.inner)
            .await?;
        insert_all(self, rows).await
    }
}
