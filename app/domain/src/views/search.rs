//! What a search finds.

use serde::{Deserialize, Serialize};

use crate::policy::coded;

coded! {
    /// What kind of thing was found.
    HitKind {
        /// A contract.
        Contract = "contract",
        /// A supplier.
        Supplier = "supplier",
        /// A service.
        Service = "service",
        /// A document.
        Document = "document",
        /// Service hours.
        Calendar = "calendar",
    }
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchHit {
    /// What it is.
    pub kind: HitKind,
    /// Its id.
    pub id: uuid::Uuid,
    /// What people call it.
    pub title: String,
    /// What tells it from its namesakes.
    pub detail: String,
    /// Its page.
    pub href: String,
}
