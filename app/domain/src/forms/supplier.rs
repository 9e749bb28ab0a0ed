//! Suppliers and internal teams as typed.

use super::FieldError;
use super::reader::{LINE, Reader, TEXT};
use super::text_form::text_form;
use crate::country;
use crate::supplier::{Criticality, Standing, Tier, lei};
use crate::views::SupplierKind;

text_form! {
    /// A supplier's master data as typed.
    SupplierForm {
        /// The name everybody uses.
        name,
        /// The name in the commercial register.
        legal_name,
        /// What kind of party.
        kind,
        /// Street and number.
        street,
        /// Postcode.
        postcode,
        /// Seat.
        city,
        /// ISO 3166-1 alpha-2 code.
        country,
        /// Web site.
        website,
        /// Legal entity identifier.
        lei,
        /// How much depends on it.
        criticality,
        /// Why.
        criticality_reason,
        /// How it is managed.
        tier,
        /// For ourselves.
        notes,
        /// `active` or `ended`; empty leaves it.
        status,
    }
}

/// A supplier's master data as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of the form")]
pub struct SupplierInput {
    pub name: String,
    pub legal_name: String,
    pub kind: SupplierKind,
    pub street: String,
    pub postcode: String,
    pub city: Option<String>,
    pub country: Option<&'static str>,
    pub website: String,
    pub lei: Option<String>,
    pub criticality: Option<Criticality>,
    pub criticality_reason: String,
    pub tier: Option<Tier>,
    pub notes: String,
    pub status: Option<Standing>,
}

impl SupplierForm {
    /// Reads the form. Whether the name is free is for the server to say.
    ///
    /// # Errors
    /// Every field that is missing or cannot be read.
    pub fn parse(&self) -> Result<SupplierInput, Vec<FieldError>> {
        let mut fields = Reader::default();
        let kind = fields.chosen("kind", &self.kind, SupplierKind::parse);
        let lei = match self.lei.trim() {
            "" => None,
            text => lei::parse(text).map_err(|code| fields.refuse("lei", code)).ok(),
        };
        let criticality = fields.choice("criticality", &self.criticality, Criticality::parse);
        let reason = fields.prose("criticality_reason", &self.criticality_reason, TEXT);
        if criticality.is_some() && reason.is_empty() {
            fields.refuse("criticality_reason", "reason_missing");
        }
        let input = SupplierInput {
            name: fields.line("name", &self.name),
            legal_name: fields.prose("legal_name", &self.legal_name, LINE),
            // Replaced below: without a kind there is no result.
            kind: kind.unwrap_or(SupplierKind::Msp),
            street: fields.prose("street", &self.street, LINE),
            postcode: fields.prose("postcode", &self.postcode, 12),
            city: Some(fields.prose("city", &self.city, LINE)).filter(|city| !city.is_empty()),
            country: fields.choice("country", &self.country, country::parse),
            website: website(&mut fields, &self.website),
            lei,
            criticality,
            criticality_reason: reason,
            tier: fields.choice("tier", &self.tier, Tier::parse),
            notes: fields.prose("notes", &self.notes, TEXT),
            status: fields.choice("status", &self.status, Standing::parse),
        };
        fields.into_result(kind.map(|_| input))
    }
}

/// An address that a link may lead to: `https://` is put before one without.
fn website(fields: &mut Reader, typed: &str) -> String {
    let text = fields.prose("website", typed, LINE);
    if text.is_empty() {
        return text;
    }
    let (scheme, rest) = ["https://", "http://"]
        .into_iter()
        .find_map(|scheme| Some((scheme, text.strip_prefix(scheme)?)))
        .unwrap_or(("https://", &text));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = host.split_once(':').unwrap_or((host, "443"));
    let named = host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    let plain = host
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    let quiet = !rest.contains([' ', '"', '\'', '<', '>', '\\']);
    if !(named && plain && quiet && port.parse::<u16>().is_ok()) {
        fields.refuse("website", "url_needed");
    }
    format!("{scheme}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> SupplierForm {
        SupplierForm {
            name: " Nordlicht ".to_owned(),
            kind: "msp".to_owned(),
            ..SupplierForm::default()
        }
    }

    fn refused(change: impl Fn(&mut SupplierForm)) -> (String, String) {
        let mut form = form();
        change(&mut form);
        let error = form.parse().unwrap_err().remove(0);
        (error.field, error.code)
    }

    #[test]
    fn a_name_and_a_kind_are_enough() {
        let input = form().parse().unwrap();
        assert_eq!(
            (input.name.as_str(), input.kind),
            ("Nordlicht", SupplierKind::Msp)
        );
        assert_eq!((input.city, input.country, input.criticality), (None, None, None));
        assert_eq!(SupplierForm::default().parse().unwrap_err().len(), 2);
    }

    #[test]
    fn every_field_says_what_is_wrong_with_it() {
        let pair = |field: &str, code: &str| (field.to_owned(), code.to_owned());
        assert_eq!(refused(|f| f.kind = "friend".into()), pair("kind", "unknown"));
        assert_eq!(
            refused(|f| f.lei = "7LTWFZYICNSX8D621K87".into()),
            pair("lei", "lei_check")
        );
        assert_eq!(
            refused(|f| f.country = "Germany".into()),
            pair("country", "unknown")
        );
        assert_eq!(
            refused(|f| f.criticality = "high".into()),
            pair("criticality_reason", "reason_missing")
        );
        assert_eq!(refused(|f| f.name = "a\0b".into()), pair("name", "invisible"));
        assert_eq!(
            refused(|f| f.postcode = "1".repeat(13)),
            pair("postcode", "too_long")
        );
        for website in [
            "javascript:alert(1)",
            "ftp://x.example",
            "https://",
            "localhost",
            "a b.example",
            "x.example:99999",
        ] {
            assert_eq!(
                refused(|f| f.website = website.into()),
                pair("website", "url_needed"),
                "{website}"
            );
        }
    }

    #[test]
    fn web_sites_get_a_scheme() {
        for (typed, stored) in [
            ("www.firma.de", "https://www.firma.de"),
            ("http://firma.de/über?x=1", "http://firma.de/über?x=1"),
            ("https://firma.example:8443/", "https://firma.example:8443/"),
        ] {
            let form = SupplierForm {
                website: typed.to_owned(),
                ..form()
            };
            assert_eq!(form.parse().unwrap().website, stored);
        }
    }

    #[test]
    fn a_form_is_filled_again_from_its_fields() {
        let form = form();
        let fields = form.fields();
        let again = SupplierForm::filled(|name| {
            let found = fields.iter().find(|(field, _)| *field == name);
            found.map(|(_, typed)| (*typed).to_owned()).unwrap_or_default()
        });
        assert_eq!(again, form);
    }
}
