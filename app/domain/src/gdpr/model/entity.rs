//! The cover sheet: who answers for the processing (Art. 30(1)(a), 30(2)(a) GDPR).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A legal entity that keeps a register.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Entity {
    /// Name of the controller or processor.
    pub legal_name: Option<String>,
    /// Street and number.
    pub street: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Web address.
    pub website: Option<String>,
    /// Controllers who decide together with this one (Art. 26).
    pub joint_controllers: Vec<JointController>,
    /// The representative in the Union (Art. 27).
    pub eu_representative: Option<Representative>,
    /// The data protection officer (Art. 37, § 38 BDSG).
    pub dpo: Option<DataProtectionOfficer>,
    /// The authority in charge.
    pub supervisory_authority: Option<String>,
    /// Everybody employed.
    pub headcount_total: Option<u32>,
    /// Those who constantly work with automated processing (§ 38(1) BDSG).
    pub headcount_automated: Option<u32>,
}

/// Somebody who decides together with the controller (Art. 26).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct JointController {
    /// Name.
    #[serde(alias = "legal_name")]
    pub name: Option<String>,
    /// Address.
    pub address: Option<Address>,
    /// Street and number, where the address is not one field.
    pub street: Option<String>,
    /// Town, where the address is not one field.
    pub city: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// When the arrangement between the controllers was signed (Art. 26(1)).
    pub arrangement_signed_on: Option<NaiveDate>,
    /// Where data subjects find the essence of it (Art. 26(2)).
    pub essence_published_url: Option<String>,
}

impl JointController {
    /// Whether there is an address to write to.
    pub fn has_address(&self) -> bool {
        let parts = self.street.is_some() && self.city.is_some();
        parts || self.address.as_ref().is_some_and(Address::is_complete)
    }
}

/// The representative of a controller outside the Union: an organisation, or just its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "the name of a representative, or its name and contact")]
pub enum Representative {
    /// Name alone.
    Name(String),
    /// Name and contact.
    Organisation {
        /// Name.
        #[serde(default, alias = "legal_name")]
        name: Option<String>,
        /// Address.
        #[serde(default)]
        address: Option<Address>,
        /// E-mail address.
        #[serde(default)]
        email: Option<String>,
        /// Telephone number.
        #[serde(default)]
        phone: Option<String>,
    },
}

/// A postal address: one text, or its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "an address, or an object with `street`, `postal_code`, `city`, `country`"
)]
pub enum Address {
    /// In one text.
    Text(String),
    /// In parts.
    Parts {
        /// Street and number.
        #[serde(default)]
        street: Option<String>,
        /// Postal code.
        #[serde(default)]
        postal_code: Option<String>,
        /// Town.
        #[serde(default)]
        city: Option<String>,
        /// ISO 3166-1 alpha-2.
        #[serde(default)]
        country: Option<String>,
    },
}

impl Address {
    /// Whether a letter would arrive.
    pub fn is_complete(&self) -> bool {
        match self {
            Self::Text(_) => true,
            Self::Parts { street, city, .. } => street.is_some() && city.is_some(),
        }
    }
}

/// The data protection officer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DataProtectionOfficer {
    /// Whether one is designated.
    pub designated: bool,
    /// Why none is.
    pub reason: Option<String>,
    /// Name or function.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// When the authority was told (Art. 37(7)).
    pub notified_to_authority_on: Option<NaiveDate>,
}
