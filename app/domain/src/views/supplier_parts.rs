//! What hangs on a supplier: contacts, certificates, sub-suppliers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Language;
use crate::ids::{CertificateId, ContactId, SubSupplierId, SupplierId};
use crate::supplier::certificate::{CertificateKind, CertificateState};

/// A person or desk at a supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactView {
    /// For changing it.
    pub id: ContactId,
    /// Full name.
    pub name: String,
    /// What they do there.
    pub function: String,
    /// Address for mail; may be empty.
    pub email: String,
    /// Telephone number; may be empty.
    pub phone: String,
    /// Language mail to them is written in.
    pub language: Language,
    /// Whether escalations go to them.
    pub escalation: bool,
    /// Counts changes.
    pub revision: i32,
}

/// A certificate on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateRow {
    /// For changing it.
    pub id: CertificateId,
    /// What is certified.
    pub kind: CertificateKind,
    /// Name of one that is none of the known.
    pub title: String,
    /// Number on it.
    pub number: String,
    /// Who issued it.
    pub issuer: String,
    /// What it covers.
    pub scope: String,
    /// First day, if known.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_to: NaiveDate,
    /// What it is worth today.
    pub state: CertificateState,
    /// Days until its end; negative when it has passed.
    pub days_left: i64,
    /// Whether another takes over, so that its end asks nothing of anybody.
    pub followed: bool,
    /// Counts changes.
    pub revision: i32,
}

/// What a supplier passes on to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubSupplierRow {
    /// For changing it.
    pub id: SubSupplierId,
    /// Its name.
    pub name: String,
    /// The tenant's supplier it is; never told to vendors.
    pub linked_id: Option<SupplierId>,
    /// What it does.
    pub service: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// Since which day.
    pub since: Option<NaiveDate>,
    /// Counts changes.
    pub revision: i32,
}
