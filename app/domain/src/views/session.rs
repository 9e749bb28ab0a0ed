//! Who is looking.

use serde::{Deserialize, Serialize};

use super::SavedView;
use crate::ids::MembershipId;
use crate::policy::Role;

/// The two languages of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// German.
    #[default]
    De,
    /// English.
    En,
}

impl Language {
    /// Reads `de` or `en`, also with a region such as `en-GB`.
    pub fn parse(tag: &str) -> Option<Self> {
        match tag.get(..2)?.to_ascii_lowercase().as_str() {
            "de" => Some(Self::De),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The BCP 47 tag.
    pub const fn code(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
        }
    }
}

/// The signed-in person as the header shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// Full name.
    pub name: String,
    /// Sign-in address.
    pub email: String,
    /// Role in the current tenant.
    pub role: Role,
    /// Current tenant.
    pub tenant_name: String,
    /// Zone of the tenant, in which times are shown unless said otherwise.
    pub time_zone: String,
    /// The vendor's own supplier, for vendor roles.
    pub supplier_name: Option<String>,
    /// Everything this person can switch to, the current one included.
    pub memberships: Vec<MembershipChoice>,
    /// Escalations that wait for somebody's acknowledgement.
    pub open_escalations: u32,
    /// When the newest fact was recorded, in the tenant's zone.
    pub facts_until: Option<chrono::NaiveDateTime>,
    /// What the person kept of lists, by name.
    pub saved_views: Vec<SavedView>,
}

/// One tenant, or one tenant's supplier, that a person can work in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembershipChoice {
    /// What is switched to.
    pub id: MembershipId,
    /// The tenant.
    pub tenant_name: String,
    /// The role there.
    pub role: Role,
    /// The supplier there, for vendor roles.
    pub supplier_name: Option<String>,
    /// Whether this is where the person is now.
    pub current: bool,
}
