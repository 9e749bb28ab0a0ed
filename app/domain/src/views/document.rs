//! Documents of contracts and suppliers.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::document::{Confidentiality, DocumentKind};
use crate::ids::{ContractId, DocumentId, SupplierId};

/// What a document belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentOwner {
    /// A contract.
    Contract(ContractId),
    /// A supplier as a whole.
    Supplier(SupplierId),
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRow {
    /// Which one.
    pub id: DocumentId,
    /// What it belongs to.
    pub owner: DocumentOwner,
    /// What it is.
    pub kind: DocumentKind,
    /// What people call it.
    pub title: String,
    /// The day it is dated.
    pub dated_on: Option<NaiveDate>,
    /// Who sees it.
    pub confidentiality: Confidentiality,
    /// The file's name.
    pub file_name: String,
    /// What the file is.
    pub media_type: String,
    /// How large it is, in bytes.
    pub bytes: i64,
    /// SHA-256 of the content, in hexadecimal.
    pub sha256: String,
    /// Who added it; empty for machines and people who are gone.
    pub added_by: String,
    /// When, in the tenant's zone.
    pub added_at: NaiveDateTime,
}
