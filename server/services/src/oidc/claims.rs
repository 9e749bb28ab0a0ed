//! What a provider says about a person, and which role follows from it.

use domain::policy::Role;
use serde_json::{Map, Value};

/// Providers whose directories are kept by administrators: nobody there chooses an address, and none says whether
/// it was confirmed.
const ADMINISTERED: [&str; 1] = ["https://login.microsoftonline.com/"];

/// Somebody as a provider describes them; signature, audience, time and nonce are checked.
#[derive(Debug, Default)]
pub struct Asserted {
    pub issuer: String,
    pub subject: String,
    pub claims: Map<String, Value>,
}

impl Asserted {
    /// The address, if the provider vouches for it, as stored.
    pub fn email(&self) -> Option<String> {
        let administered = ADMINISTERED.iter().any(|start| self.issuer.starts_with(start));
        let confirmed = match self.claims.get("email_verified") {
            Some(Value::Bool(confirmed)) => *confirmed,
            None => administered,
            Some(_) => false,
        };
        let email = self.claims.get("email").filter(|_| confirmed)?;
        domain::forms::read_email(email.as_str()?)
    }

    /// The name, or what stands before the @ of the address.
    pub fn name(&self, email: &str) -> String {
        let name = self.claims.get("name").and_then(Value::as_str).map(str::trim);
        let name = name.filter(|name| domain::forms::name_problem(name).is_none());
        name.or(email.split('@').next()).unwrap_or_default().to_owned()
    }

    /// The role of the first entry whose value the claim holds. Vendors are invited and never mapped.
    pub fn role(&self, claim: &str, map: &[(String, Role)]) -> Option<Role> {
        let held = match self.claim(claim)? {
            Value::String(one) => vec![one.as_str()],
            Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
            _ => return None,
        };
        let entry = map.iter().find(|(value, _)| held.contains(&value.as_str()));
        entry
            .map(|(_, role)| *role)
            .filter(|role| role.is_person() && !role.is_vendor())
    }

    /// A claim by its name or, as in `realm_access.roles`, by its way through objects.
    fn claim(&self, name: &str) -> Option<&Value> {
        self.claims.get(name).or_else(|| {
            let (first, rest) = name.split_once('.')?;
            rest.split('.')
                .try_fold(self.claims.get(first)?, |value, part| value.get(part))
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn asserted(claims: &Value) -> Asserted {
        Asserted {
            issuer: "https://login.example.com".to_owned(),
            subject: "1".to_owned(),
            claims: claims.as_object().cloned().unwrap_or_default(),
        }
    }

    #[test]
    fn only_confirmed_addresses_count() {
        let email = |verified: Value| {
            asserted(&json!({ "email": " A@B.Example", "email_verified": verified })).email()
        };
        assert_eq!(email(json!(true)).as_deref(), Some("a@b.example"));
        for other in [json!(false), json!("true"), json!(1), Value::Null] {
            assert_eq!(email(other), None);
        }
        assert_eq!(
            asserted(&json!({ "email": "a@b.example" })).email(),
            None,
            "not a word about it"
        );
        let mut administered = asserted(&json!({ "email": "a@b.example" }));
        administered.issuer = "https://login.microsoftonline.com/0/v2.0".to_owned();
        assert!(administered.email().is_some());
        administered
            .claims
            .insert("email_verified".to_owned(), json!(false));
        assert!(administered.email().is_none());
        for email in [
            json!("no address"),
            json!(["a@b.example"]),
            json!("a@b.example\nc"),
        ] {
            let claims = json!({ "email": email, "email_verified": true });
            assert_eq!(asserted(&claims).email(), None, "{email}");
        }
    }

    #[test]
    fn the_first_entry_that_fits_says_the_role() {
        let map = [
            ("admins".to_owned(), Role::TenantAdmin),
            ("all".to_owned(), Role::Viewer),
            ("suppliers".to_owned(), Role::VendorManager),
        ];
        let role = |claims: Value, claim: &str| asserted(&claims).role(claim, &map);
        assert_eq!(
            role(json!({ "groups": ["all", "admins"] }), "groups"),
            Some(Role::TenantAdmin)
        );
        assert_eq!(role(json!({ "groups": "all" }), "groups"), Some(Role::Viewer));
        let nested = json!({ "realm_access": { "roles": ["all"] } });
        assert_eq!(role(nested, "realm_access.roles"), Some(Role::Viewer));
        let dotted = json!({ "https://x.example/roles": ["all"] });
        assert_eq!(role(dotted, "https://x.example/roles"), Some(Role::Viewer));
        for nothing in [
            json!({}),
            json!({ "groups": [] }),
            json!({ "groups": ["ALL", "al", "all "] }),
            json!({ "groups": { "all": true } }),
            json!({ "groups": [["all"]] }),
            json!({ "groups": "all,admins" }),
            json!({ "groups": ["suppliers"] }),
        ] {
            assert_eq!(role(nothing.clone(), "groups"), None, "{nothing}");
        }
    }

    #[test]
    fn names_that_are_none_give_way_to_the_address() {
        let name = |name: Value| asserted(&json!({ "name": name })).name("ada@b.example");
        assert_eq!(name(json!(" Ada Lovelace ")), "Ada Lovelace");
        for none in [json!(""), json!("a\u{0}b"), json!(1), json!("x".repeat(500))] {
            assert_eq!(name(none), "ada");
        }
    }
}
