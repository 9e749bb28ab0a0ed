//! A tenant's identity provider.

use serde::{Deserialize, Serialize};

use super::FieldError;
use crate::policy::Role;

/// The form as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OidcForm {
    /// What the sign-in page calls it.
    pub label: String,
    /// Issuer URL.
    pub issuer: String,
    /// This product's client id there.
    pub client_id: String,
    /// The secret; empty keeps the one that is there.
    #[serde(default)]
    pub client_secret: String,
    /// Claim that carries groups or roles.
    #[serde(default)]
    pub role_claim: String,
    /// One `value = role` a line.
    #[serde(default)]
    pub role_map: String,
    /// Whether unknown people get access when a role fits.
    #[serde(default)]
    pub just_in_time: bool,
    /// Whether the sign-in is offered.
    #[serde(default)]
    pub enabled: bool,
}

/// The form as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OidcInput {
    /// What the sign-in page calls it.
    pub label: String,
    /// Issuer URL without a slash at the end.
    pub issuer: String,
    /// This product's client id there.
    pub client_id: String,
    /// The secret; empty keeps the one that is there.
    pub client_secret: String,
    /// Claim that carries groups or roles.
    pub role_claim: String,
    /// Claim value and role; the first match counts.
    pub role_map: Vec<(String, Role)>,
    /// Whether unknown people get access when a role fits.
    pub just_in_time: bool,
    /// Whether the sign-in is offered.
    pub enabled: bool,
}

const LONGEST: usize = 500;

impl OidcForm {
    /// Reads the form. An issuer must be reached by HTTPS, or lie on this very machine.
    ///
    /// # Errors
    /// Every field that is missing or cannot be read.
    pub fn parse(&self) -> Result<OidcInput, Vec<FieldError>> {
        let mut errors = Vec::new();
        for (field, text) in [
            ("label", &self.label),
            ("issuer", &self.issuer),
            ("client_id", &self.client_id),
        ] {
            if text.trim().is_empty() {
                errors.push(FieldError::new(field, "required"));
            } else if text.chars().count() > LONGEST {
                errors.push(FieldError::new(field, "too_long"));
            }
        }
        let issuer = self.issuer.trim().to_owned();
        if !issuer.is_empty() && !is_secure(&issuer) {
            errors.push(FieldError::new("issuer", "https_needed"));
        }
        let role_map = role_map(&self.role_map);
        if role_map.is_none() {
            errors.push(FieldError::new("role_map", "role_map_unreadable"));
        }
        if self.just_in_time && self.role_claim.trim().is_empty() {
            errors.push(FieldError::new("role_claim", "required"));
        }
        match role_map {
            Some(role_map) if errors.is_empty() => Ok(OidcInput {
                label: self.label.trim().to_owned(),
                issuer,
                client_id: self.client_id.trim().to_owned(),
                client_secret: self.client_secret.trim().to_owned(),
                role_claim: self.role_claim.trim().to_owned(),
                role_map,
                just_in_time: self.just_in_time,
                enabled: self.enabled,
            }),
            _ => Err(errors),
        }
    }
}

fn is_secure(issuer: &str) -> bool {
    let loopback = ["http://localhost:", "http://127.0.0.1:"];
    let known = issuer.starts_with("https://") || loopback.iter().any(|start| issuer.starts_with(start));
    known && !issuer.contains(['?', '#', ' ', '@'])
}

/// Vendors are invited and never mapped: which supplier they belong to is nothing for a claim to say.
fn role_map(text: &str) -> Option<Vec<(String, Role)>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (value, role) = line.rsplit_once('=')?;
            let value = value.trim();
            let role = Role::parse(role.trim()).filter(|role| role.is_person() && !role.is_vendor())?;
            (!value.is_empty()).then(|| (value.to_owned(), role))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> OidcForm {
        OidcForm {
            label: "Entra ID".to_owned(),
            issuer: "https://login.example.com/tenant/v2.0".to_owned(),
            client_id: "tragwerk".to_owned(),
            role_claim: "groups".to_owned(),
            role_map: "SLA Admins = tenant_admin\n\nIT=service_manager".to_owned(),
            ..OidcForm::default()
        }
    }

    #[test]
    fn roles_are_mapped_line_by_line() {
        let input = form().parse().unwrap();
        let expected = [
            ("SLA Admins".to_owned(), Role::TenantAdmin),
            ("IT".to_owned(), Role::ServiceManager),
        ];
        assert_eq!(input.role_map, expected);
    }

    #[test]
    fn vendors_and_machines_cannot_be_mapped() {
        for line in [
            "x = vendor_user",
            "x = api_client",
            "x = root",
            "= viewer",
            "viewer",
        ] {
            let form = OidcForm {
                role_map: line.to_owned(),
                ..form()
            };
            assert_eq!(form.parse().unwrap_err()[0].field, "role_map", "{line:?}");
        }
    }

    #[test]
    fn issuers_are_reached_safely() {
        for issuer in [
            "http://login.example.com",
            "http://127.0.0.1.evil.example/",
            "https://a@b.example",
            "file:///etc/passwd",
            "http://localhost.evil.example",
        ] {
            let form = OidcForm {
                issuer: issuer.to_owned(),
                ..form()
            };
            assert_eq!(form.parse().unwrap_err()[0].code, "https_needed", "{issuer}");
        }
    }
}
