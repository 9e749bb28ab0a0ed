//! Suppliers, contracts and processor agreements (AVV, Art. 28).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::transfer::Dpf;

/// A supplier as a legal entity.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Supplier {
    /// Identifies the supplier within the bundle.
    pub id: Option<String>,
    /// Name of the legal entity that signs.
    #[serde(alias = "name")]
    pub legal_name: Option<String>,
    /// ISO 3166-1 alpha-2 of its seat.
    pub country: Option<String>,
}

/// A contract with a supplier.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Contract {
    /// Identifies the contract within the bundle.
    pub id: Option<String>,
    /// The supplier.
    pub supplier_id: Option<String>,
    /// What it is called.
    pub title: Option<String>,
    /// `draft`, `in_negotiation`, `active`, `terminated` or `expired`.
    pub status: Option<String>,
    /// First day.
    pub start_date: Option<NaiveDate>,
    /// Last day.
    pub end_date: Option<NaiveDate>,
}

/// A processor agreement.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Agreement {
    /// Identifies the agreement within the bundle.
    pub id: Option<String>,
    /// The legal entity that signs it.
    pub supplier_id: Option<String>,
    /// The contracts it covers.
    pub contract_ids: Vec<String>,
    /// `individual`, `supplier_standard`, `eu_scc_28_7`, `scc_2021_914`, `dsk_or_sa_template` or `other_legal_act`.
    pub kind: Option<String>,
    /// Whether standard clauses are used word for word.
    pub unmodified: bool,
    /// `draft`, `not_required`, `in_negotiation`, `awaiting_signature`, `active`, `superseded`, `expired`,
    /// `terminated`, `in_exit` or `closed`.
    pub status: Option<String>,
    /// When both had signed.
    pub signed_on: Option<NaiveDate>,
    /// First day.
    pub effective_from: Option<NaiveDate>,
    /// `fixed`, `indefinite` or `coterminous`.
    pub term_model: Option<String>,
    /// Last day, if it has one of its own.
    pub end_date: Option<NaiveDate>,
    /// Last review.
    pub last_review_on: Option<NaiveDate>,
    /// Next review.
    pub next_review_on: Option<NaiveDate>,
    /// The clause check: what Art. 28(3) demands, by key.
    pub clauses: BTreeMap<String, Clause>,
    /// How the processor may engage others (Art. 28(2)): `prohibited`, `specific` or `general`.
    pub subprocessor_authorisation: Option<String>,
    /// Days to object to a new sub-processor.
    pub objection_days: Option<u32>,
    /// Sub-processors.
    pub subprocessors: Vec<Subprocessor>,
    /// When the list of them was last verified.
    pub subprocessors_verified_on: Option<NaiveDate>,
    /// Categories of data it covers.
    pub data_category_codes: Vec<String>,
    /// Categories of people it covers.
    pub data_subject_codes: Vec<String>,
    /// Within how many hours the processor tells of a breach.
    pub breach_notice_hours: Option<u32>,
    /// What shows that the processor offers sufficient guarantees (Art. 28(1), (5)).
    pub guarantee_evidence: Vec<Evidence>,
    /// The document.
    pub document_id: Option<String>,
    /// Its SHA-256 (Art. 28(9)).
    pub document_sha256: Option<String>,
}

impl Agreement {
    /// Whether these are standard clauses of the Commission, word for word: then every clause is there.
    pub fn is_unmodified_standard(&self) -> bool {
        self.unmodified && matches!(self.kind.as_deref(), Some("eu_scc_28_7" | "scc_2021_914"))
    }
}

/// The result for one clause: yes or no, one of `yes`, `partial`, `no`, `not_checked`, or that with where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "true, false, `yes`, `partial`, `no`, `not_checked`, or an object with `result`"
)]
pub enum Clause {
    /// There, or not there.
    Found(bool),
    /// A result.
    Result(String),
    /// A result with what was seen.
    Checked {
        /// `yes`, `partial`, `no` or `not_checked`.
        #[serde(default)]
        result: Option<String>,
        /// Paragraph or page.
        #[serde(default)]
        location: Option<String>,
        /// What was noted.
        #[serde(default)]
        note: Option<String>,
        /// When.
        #[serde(default)]
        checked_on: Option<NaiveDate>,
    },
}

impl Clause {
    /// Whether the clause fully answers its question.
    pub fn is_fulfilled(&self) -> bool {
        match self {
            Self::Found(found) => *found,
            Self::Result(result) => result == "yes",
            Self::Checked { result, .. } => result.as_deref() == Some("yes"),
        }
    }
}

/// Somebody whom the processor engages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Subprocessor {
    /// Identifies the sub-processor within the bundle.
    pub id: Option<String>,
    /// Name.
    #[serde(alias = "legal_name")]
    pub name: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// What it does.
    pub service: Option<String>,
    /// On what a transfer to it rests, as for transfers.
    pub instrument: Option<String>,
    /// For `DPF`: its certification.
    pub dpf: Option<Dpf>,
    /// For `DPF`: `active`, `lapsed`, `withdrawn` or `unknown`.
    pub dpf_status: Option<String>,
    /// When the transfer impact assessment was made.
    pub tia_on: Option<NaiveDate>,
    /// When we were told.
    pub announced_on: Option<NaiveDate>,
    /// Until when we can object.
    pub objection_until: Option<NaiveDate>,
    /// When we approved.
    pub approved_on: Option<NaiveDate>,
    /// First day.
    pub active_from: Option<NaiveDate>,
    /// Last day.
    pub active_to: Option<NaiveDate>,
    /// 1 is engaged by the processor, 2 by that one, and so on.
    pub tier: Option<u32>,
}

/// A certificate, report or own statement of the processor.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Evidence {
    /// `ISO27001`, `C5`, `SOC2_TYPE2`, `ISAE3402`, `TISAX`, `audit_report`, `self_assessment`, `art42_certificate`,
    /// `coc`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// What it covers.
    pub scope: Option<String>,
    /// When it was issued.
    pub issued_on: Option<NaiveDate>,
    /// Its last day.
    pub valid_until: Option<NaiveDate>,
}
