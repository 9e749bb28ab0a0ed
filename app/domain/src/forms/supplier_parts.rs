//! What hangs on a supplier: contacts, certificates, sub-suppliers.

use chrono::NaiveDate;

use super::reader::{LINE, Reader};
use super::text_form::text_form;
use super::{FieldError, read_email};
use crate::country;
use crate::ids::SupplierId;
use crate::supplier::certificate::CertificateKind;
use crate::views::Language;

text_form! {
    /// A person or desk at a supplier, as typed.
    ContactForm {
        /// Full name.
        name,
        /// What they do there.
        function,
        /// Address for mail.
        email,
        /// Telephone number.
        phone,
        /// Language mail to them is written in.
        language,
        /// `true` when escalations go to them.
        escalation,
    }
}

/// A contact as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of the form")]
pub struct ContactInput {
    pub name: String,
    pub function: String,
    pub email: String,
    pub phone: String,
    pub language: Language,
    pub escalation: bool,
}

impl ContactForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that is missing or cannot be read. A contact can be reached; one for escalations by mail.
    pub fn parse(&self) -> Result<ContactInput, Vec<FieldError>> {
        let mut fields = Reader::default();
        let escalation = self.escalation.trim() == "true";
        let phone = fields.prose("phone", &self.phone, 40);
        let dialled = phone.chars().all(|c| c.is_ascii_digit() || " +-/().".contains(c));
        if !phone.is_empty() && (!dialled || phone.chars().filter(char::is_ascii_digit).count() < 3) {
            fields.refuse("phone", "phone_unreadable");
        }
        let typed = self.email.trim();
        let email = read_email(typed);
        let needed = escalation || phone.is_empty();
        if email.is_none() && (needed || !typed.is_empty()) {
            fields.refuse("email", "email_needed");
        }
        let language = fields.choice("language", &self.language, Language::parse);
        let input = ContactInput {
            name: fields.line("name", &self.name),
            function: fields.prose("function", &self.function, LINE),
            email: email.unwrap_or_default(),
            phone,
            language: language.unwrap_or_default(),
            escalation,
        };
        fields.into_result(Some(input))
    }
}

text_form! {
    /// A certificate as typed.
    CertificateForm {
        /// What is certified.
        kind,
        /// Name of one that is none of the known.
        title,
        /// Number on it.
        number,
        /// Who issued it.
        issuer,
        /// What it covers.
        scope,
        /// First day.
        valid_from,
        /// Last day.
        valid_to,
    }
}

/// A certificate as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of the form")]
pub struct CertificateInput {
    pub kind: CertificateKind,
    pub title: String,
    pub number: String,
    pub issuer: String,
    pub scope: String,
    pub valid_from: Option<NaiveDate>,
    pub valid_to: NaiveDate,
}

impl CertificateForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that is missing or cannot be read, and an end before the beginning.
    pub fn parse(&self) -> Result<CertificateInput, Vec<FieldError>> {
        let mut fields = Reader::default();
        let kind = fields.chosen("kind", &self.kind, CertificateKind::parse);
        let title = if kind == Some(CertificateKind::Other) {
            fields.line("title", &self.title)
        } else {
            String::new()
        };
        let number = fields.prose("number", &self.number, LINE);
        let issuer = fields.prose("issuer", &self.issuer, LINE);
        let scope = fields.prose("scope", &self.scope, LINE);
        let valid_from = fields.date_if_any("valid_from", &self.valid_from);
        let valid_to = fields.date_if_any("valid_to", &self.valid_to);
        if self.valid_to.trim().is_empty() {
            fields.refuse("valid_to", "required");
        }
        if valid_from.zip(valid_to).is_some_and(|(from, to)| to < from) {
            fields.refuse("valid_to", "day_before_start");
        }
        let input = kind.zip(valid_to).map(|(kind, valid_to)| CertificateInput {
            kind,
            title,
            number,
            issuer,
            scope,
            valid_from,
            valid_to,
        });
        fields.into_result(input)
    }
}

text_form! {
    /// What a supplier passes on to another, as typed.
    SubSupplierForm {
        /// Name, unless it is one of the tenant's suppliers.
        name,
        /// The tenant's supplier it is.
        linked_id,
        /// What it does.
        service,
        /// Where, as ISO 3166-1 alpha-2 code.
        country,
        /// Since which day.
        since,
    }
}

/// A sub-supplier as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of the form")]
pub struct SubSupplierInput {
    pub name: String,
    pub linked_id: Option<SupplierId>,
    pub service: String,
    pub country: Option<&'static str>,
    pub since: Option<NaiveDate>,
}

impl SubSupplierForm {
    /// Reads the form. Whether the linked supplier exists is for the server to say.
    ///
    /// # Errors
    /// Every field that is missing or cannot be read.
    pub fn parse(&self) -> Result<SubSupplierInput, Vec<FieldError>> {
        let mut fields = Reader::default();
        let linked_id = fields.choice("linked_id", &self.linked_id, |text| text.parse().ok());
        let name = if linked_id.is_some() {
            String::new()
        } else {
            fields.line("name", &self.name)
        };
        let input = SubSupplierInput {
            name,
            linked_id,
            service: fields.line("service", &self.service),
            country: fields.choice("country", &self.country, country::parse),
            since: fields.date_if_any("since", &self.since),
        };
        fields.into_result(Some(input))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(errors: Vec<FieldError>) -> Vec<(String, String)> {
        errors
            .into_iter()
            .map(|error| (error.field, error.code))
            .collect()
    }

    fn one(field: &str, code: &str) -> Vec<(String, String)> {
        vec![(field.to_owned(), code.to_owned())]
    }

    #[test]
    fn a_contact_can_be_reached() {
        let form = ContactForm {
            name: "Service Desk".to_owned(),
            phone: "+49 40 1234-0".to_owned(),
            ..ContactForm::default()
        };
        assert_eq!(form.parse().unwrap().email, "");
        let escalated = ContactForm {
            escalation: "true".to_owned(),
            ..form.clone()
        };
        assert_eq!(
            codes(escalated.parse().unwrap_err()),
            one("email", "email_needed")
        );
        let unreadable = ContactForm {
            phone: "call me".to_owned(),
            ..form.clone()
        };
        assert_eq!(
            codes(unreadable.parse().unwrap_err()),
            one("phone", "phone_unreadable")
        );
        let nowhere = ContactForm {
            phone: String::new(),
            ..form
        };
        assert_eq!(codes(nowhere.parse().unwrap_err()), one("email", "email_needed"));
    }

    #[test]
    fn a_certificate_ends_and_not_before_it_begins() {
        let form = CertificateForm {
            kind: "iso_27001".to_owned(),
            valid_from: "01.01.2026".to_owned(),
            valid_to: "31.12.2028".to_owned(),
            ..CertificateForm::default()
        };
        assert_eq!(form.parse().unwrap().kind, CertificateKind::Iso27001);
        let with = |change: fn(&mut CertificateForm)| {
            let mut form = form.clone();
            change(&mut form);
            codes(form.parse().unwrap_err())
        };
        assert_eq!(
            with(|form| form.valid_to = "31.12.2025".into()),
            one("valid_to", "day_before_start")
        );
        assert_eq!(with(|form| form.valid_to.clear()), one("valid_to", "required"));
        assert_eq!(
            with(|form| form.valid_to = "31.02.2027".into()),
            one("valid_to", "date_unreadable")
        );
        assert_eq!(with(|form| form.kind = "other".into()), one("title", "required"));
    }

    #[test]
    fn a_sub_supplier_has_a_name_or_is_one_of_ours() {
        let form = SubSupplierForm {
            service: "Hosting".to_owned(),
            ..SubSupplierForm::default()
        };
        assert_eq!(codes(form.parse().unwrap_err()), one("name", "required"));
        let linked = SubSupplierForm {
            linked_id: uuid::Uuid::nil().to_string(),
            ..form.clone()
        };
        assert!(linked.parse().unwrap().linked_id.is_some());
        let unknown = SubSupplierForm {
            linked_id: "x".to_owned(),
            ..form
        };
        assert_eq!(unknown.parse().unwrap_err()[0].code, "unknown");
    }
}
