//! What people are told by mail after something happened to their account or their access.

use domain::policy::Role;
use serde::{Deserialize, Serialize};
use serde_json::json;
use storage::{NewJob, Person, TenantTx};

use crate::{Error, Result, worker};

/// What somebody is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Notice {
    /// The password is another one.
    PasswordChanged,
    /// There is a second factor now.
    SecondFactorSetUp,
    /// There is no second factor any more.
    SecondFactorRemoved,
    /// An administrator took the second factor off.
    SecondFactorReset,
    /// Wrong codes were entered after the right password.
    WrongCodes,
    /// Somebody signed in with a recovery code.
    RecoveryCodeUsed {
        /// How many are left.
        left: u64,
    },
    /// A new address was entered; told to the old one.
    AddressRequested {
        /// The new address.
        new_email: String,
    },
    /// The new address counts; told to the old one.
    AddressChanged {
        /// The new address.
        new_email: String,
    },
    /// The role in the tenant is another one.
    RoleChanged {
        /// The new role.
        role: Role,
    },
    /// The access to the tenant was switched off.
    AccessDisabled,
    /// The access to the tenant was switched on again.
    AccessEnabled,
    /// The access to the tenant was taken away.
    AccessRemoved,
}

/// Has somebody told, at the address they have now: afterwards it may be another one, or erased.
pub async fn notify(tx: &TenantTx, person: &Person, notice: &Notice) -> Result<()> {
    let id = storage::ids::new();
    tx.insert_notice(storage::Notice {
        tenant_id: tx.actor().tenant_id,
        id,
        recipient_name: person.name.clone(),
        recipient_email: person.email.clone(),
        language: person.language.clone(),
        content: serde_json::to_value(notice).map_err(Error::internal)?,
        created_at: tx.now(),
    })
    .await?;
    tx.enqueue(NewJob {
        kind: worker::NOTICE,
        payload: json!({ "notice_id": id }),
        run_at: tx.now(),
    })
    .await?;
    Ok(())
}
