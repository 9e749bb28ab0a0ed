//! What a package says about itself.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// For whom a package is, which decides what it contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Profile {
    /// A supervisory authority (Art. 30(4), 58(1)(a)).
    #[serde(rename = "A_AUTHORITY")]
    Authority,
    /// An auditor or certifier.
    #[serde(rename = "B_AUDITOR")]
    Auditor,
    /// A customer who audits us as its processor (Art. 28(3)(h)).
    #[serde(rename = "C_CLIENT")]
    Client,
    /// An authority, about one breach (Art. 33(5)).
    #[serde(rename = "D_BREACH")]
    Breach,
    /// The data protection officer.
    #[serde(rename = "E_DPO")]
    Officer,
    /// A tenant who leaves.
    #[serde(rename = "F_TENANT_EXIT")]
    TenantExit,
}

impl Profile {
    /// The profile in names of files.
    pub fn short(self) -> &'static str {
        match self {
            Self::Authority => "behoerde",
            Self::Auditor => "pruefung",
            Self::Client => "auftraggeber",
            Self::Breach => "datenpanne",
            Self::Officer => "dsb",
            Self::TenantExit => "gesamt",
        }
    }
}

/// Who asked for what, as of when, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Identifies the export.
    pub export_id: Uuid,
    /// Number of the export within the tenant, without gaps.
    pub export_no: u64,
    /// The tenant.
    pub tenant_id: Uuid,
    /// Short name of the tenant.
    pub tenant_slug: String,
    /// The legal entity whose register it is.
    pub controller_entity: String,
    /// For whom it is.
    pub profile: Profile,
    /// Language of the texts.
    pub language: String,
    /// The day as of which the data apply (Stichtag).
    pub as_of: NaiveDate,
    /// The end of that day in Berlin.
    pub as_of_instant: DateTime<Utc>,
    /// What was recorded until then is considered.
    pub as_known_at: DateTime<Utc>,
    /// When the package was made.
    pub generated_at: DateTime<Utc>,
    /// Who made it; no name.
    pub generated_by: Generator,
    /// Why: occasion, file number of the authority.
    pub occasion: Option<String>,
    /// To whom it is handed.
    pub recipient: Option<String>,
    /// What it covers and what not.
    pub scope: Scope,
    /// Versions of what the data were judged with.
    pub reference_data: ReferenceVersions,
    /// Where in the audit log the covered changes lie.
    pub audit_chain: Option<AuditSpan>,
    /// What made it.
    pub software: Software,
}

/// Who made a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generator {
    /// The person's id.
    pub user_id: Uuid,
    /// In which role.
    pub role: String,
}

/// What a package covers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Scope {
    /// The processing activities.
    pub activity_ids: Vec<String>,
    /// The sections of each.
    pub sections: Vec<String>,
    /// What was left out.
    pub excluded: Vec<Excluded>,
}

/// Something left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excluded {
    /// What.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// Versions of reference data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceVersions {
    /// The list of adequacy decisions.
    pub adequacy_version: String,
    /// The list of processing that needs an impact assessment.
    pub muss_liste_version: String,
    /// The rules.
    pub rules_version: String,
}

/// A part of the audit log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditSpan {
    /// Number of the first entry.
    pub first_seq: u64,
    /// Its hash.
    pub first_hash: String,
    /// Number of the last entry.
    pub last_seq: u64,
    /// Its hash.
    pub last_hash: String,
}

/// What made a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Software {
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
    /// The commit it was built from, if known.
    pub git_commit: Option<String>,
}

/// A file of the package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Path within the package.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// What kind of file it is.
    pub media_type: String,
}

/// Who signed, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// `Ed25519`.
    pub alg: String,
    /// The beginning of the SHA-256 of the public key.
    pub key_id: String,
}

/// The manifest: the statement, and what the package contains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// `nachweis-manifest/1`.
    pub schema: String,
    /// Who asked for what.
    #[serde(flatten)]
    pub statement: Statement,
    /// How many rows each table of the data has.
    pub counts: BTreeMap<String, u64>,
    /// SHA-256 of the data.
    pub content_sha256: String,
    /// Every file but the manifest, its signature and its time stamp.
    pub files: Vec<Listed>,
    /// Who signed.
    pub signature: Signature,
}

impl Manifest {
    /// The schema that this code writes and reads.
    pub const SCHEMA: &'static str = "nachweis-manifest/1";
}
