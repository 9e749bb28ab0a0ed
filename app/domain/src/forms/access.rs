//! Managing who has access.

use serde::{Deserialize, Serialize};

use super::{FieldError, parse_date, read_email};
use crate::ids::SupplierId;
use crate::policy::{Role, api_scopes};
use crate::views::Language;

/// An invitation as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationForm {
    /// Address the invitation goes to.
    pub email: String,
    /// Role in the tenant.
    pub role: String,
    /// Supplier of a vendor; empty for the tenant's own people.
    #[serde(default)]
    pub supplier_id: String,
    /// Language of the invitation.
    #[serde(default)]
    pub language: String,
}

/// An invitation as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationInput {
    /// Address in lower case.
    pub email: String,
    /// Role in the tenant.
    pub role: Role,
    /// Supplier of a vendor.
    pub supplier_id: Option<SupplierId>,
    /// Language of the invitation.
    pub language: Language,
}

impl InvitationForm {
    /// Reads the form. Whether the role may be granted and the supplier exists is for the server to say.
    ///
    /// # Errors
    /// Every field that is missing or cannot be read.
    pub fn parse(&self) -> Result<InvitationInput, Vec<FieldError>> {
        let mut errors = Vec::new();
        let email = read_email(&self.email);
        if email.is_none() {
            errors.push(FieldError::new("email", "email_needed"));
        }
        let role = Role::parse(&self.role).filter(|role| role.is_person());
        if role.is_none() {
            errors.push(FieldError::new("role", "required"));
        }
        let supplier_id = self.supplier_id.parse().ok();
        if role.is_some_and(Role::is_vendor) && supplier_id.is_none() {
            errors.push(FieldError::new("supplier_id", "required"));
        }
        match (email, role) {
            (Some(email), Some(role)) if errors.is_empty() => Ok(InvitationInput {
                email,
                role,
                supplier_id: supplier_id.filter(|_| role.is_vendor()),
                language: Language::parse(&self.language).unwrap_or_default(),
            }),
            _ => Err(errors),
        }
    }
}

/// A new API client as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiClientForm {
    /// What the client is for.
    pub name: String,
    /// Scopes, as in `facts:write`.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Last day the client may be used, `TT.MM.JJJJ`; empty for no end.
    #[serde(default)]
    pub expires_on: String,
}

/// A new API client as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiClientInput {
    /// What the client is for.
    pub name: String,
    /// Scopes in alphabetical order.
    pub scopes: Vec<String>,
    /// Last day the client may be used, in the tenant's zone.
    pub expires_on: Option<chrono::NaiveDate>,
}

const LONGEST_NAME: usize = 100;

impl ApiClientForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that is missing or cannot be read, and scopes that machines cannot have.
    pub fn parse(&self) -> Result<ApiClientInput, Vec<FieldError>> {
        let mut errors = Vec::new();
        let name = self.name.trim().to_owned();
        if name.is_empty() {
            errors.push(FieldError::new("name", "required"));
        } else if name.chars().count() > LONGEST_NAME {
            errors.push(FieldError::new("name", "too_long"));
        }
        let known = api_scopes();
        let mut scopes = self.scopes.clone();
        scopes.sort();
        scopes.dedup();
        if scopes.is_empty() {
            errors.push(FieldError::new("scopes", "required"));
        } else if scopes.iter().any(|scope| !known.contains(&scope.as_str())) {
            errors.push(FieldError::new("scopes", "unknown_scope"));
        }
        let expires_on = match self.expires_on.trim() {
            "" => None,
            text => {
                let date = parse_date(text);
                if date.is_none() {
                    errors.push(FieldError::new("expires_on", "date_unreadable"));
                }
                date
            }
        };
        if errors.is_empty() {
            Ok(ApiClientInput {
                name,
                scopes,
                expires_on,
            })
        } else {
            Err(errors)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invitation(email: &str, role: &str) -> InvitationForm {
        InvitationForm {
            email: email.to_owned(),
            role: role.to_owned(),
            ..InvitationForm::default()
        }
    }

    #[test]
    fn invitations_name_a_person_and_a_role() {
        let input = invitation(" Eva.Lang@Example.COM ", "viewer").parse().unwrap();
        assert_eq!(input.email, "eva.lang@example.com");
        assert_eq!(input.role, Role::Viewer);
        assert_eq!(invitation("nobody", "root").parse().unwrap_err().len(), 2);
        assert!(invitation("a@b.example", "api_client").parse().is_err());
    }

    #[test]
    fn a_vendor_has_a_supplier() {
        let mut form = invitation("a@b.example", "vendor_user");
        assert_eq!(form.parse().unwrap_err()[0].field, "supplier_id");
        form.supplier_id = uuid::Uuid::nil().to_string();
        assert_eq!(
            form.parse().unwrap().supplier_id,
            Some(SupplierId(uuid::Uuid::nil()))
        );
        form.role = "viewer".to_owned();
        assert_eq!(form.parse().unwrap().supplier_id, None, "own people have none");
    }

    #[test]
    fn api_clients_get_known_scopes_only() {
        let form = |scopes: &[&str]| ApiClientForm {
            name: "Monitoring".to_owned(),
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            expires_on: String::new(),
        };
        assert_eq!(
            form(&["facts:write", "facts:read", "facts:read"])
                .parse()
                .unwrap()
                .scopes,
            ["facts:read", "facts:write"]
        );
        assert_eq!(form(&[]).parse().unwrap_err()[0].code, "required");
        assert_eq!(
            form(&["access:write"]).parse().unwrap_err()[0].code,
            "unknown_scope"
        );
    }
}
