//! What people change about themselves.

use serde::{Deserialize, Serialize};

use super::{FieldError, check_password};

const LONGEST_NAME: usize = 100;
/// The longest address a mail can be sent to (RFC 5321 section 4.5.3.1.3).
const LONGEST_EMAIL: usize = 254;

/// An address as stored: trimmed, in lower case; `None` for what cannot be one.
pub fn read_email(text: &str) -> Option<String> {
    let email = text.trim().to_lowercase();
    let (local, host) = email.rsplit_once('@')?;
    let plain = |c: char| c.is_ascii_graphic() && !",;<>()[]\\\"%".contains(c);
    let label = |label: &str| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
    let fits = !local.is_empty()
        && host.len() >= 3
        && host.contains('.')
        && host.split('.').all(label)
        && email.len() <= LONGEST_EMAIL
        && email.chars().all(plain)
        && !local.contains('@');
    fits.then_some(email)
}

/// Name and password of somebody who joins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinForm {
    /// Full name.
    pub name: String,
    /// The password to be.
    pub password: String,
}

impl JoinForm {
    /// Fields at fault, for somebody with this address.
    pub fn validate(&self, email: &str) -> Vec<FieldError> {
        let mut errors: Vec<_> = name_problem(&self.name).into_iter().collect();
        if let Err(code) = check_password(&self.password, email, &self.name) {
            errors.push(FieldError::new("password", code));
        }
        errors
    }
}

/// What cannot be seen, or turns the direction of writing round, disguises what stands there.
pub(super) fn unseen(c: char) -> bool {
    let invisible = [
        '\u{200b}'..='\u{200f}',
        '\u{202a}'..='\u{202e}',
        '\u{2060}'..='\u{206f}',
    ];
    c.is_control() || c == '\u{feff}' || invisible.iter().any(|range| range.contains(&c))
}

/// What is wrong with a person's name.
pub fn name_problem(name: &str) -> Option<FieldError> {
    let name = name.trim();
    if name.is_empty() {
        return Some(FieldError::new("name", "required"));
    }
    if name.chars().count() > LONGEST_NAME {
        return Some(FieldError::new("name", "too_long"));
    }
    // A name is no place to link from: it stands in mails.
    let disguised = name.chars().any(unseen) || name.contains("://");
    disguised.then(|| FieldError::new("name", "name_unreadable"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_people_type_them() {
        assert_eq!(
            read_email(" A.B@Example.Com ").as_deref(),
            Some("a.b@example.com")
        );
        for wrong in [
            "",
            "a",
            "a@b",
            "@b.de",
            "a@b@c.de",
            "a b@c.de",
            "a@.de",
            "a@de.",
            "a@b.de,c@d.de",
        ] {
            assert_eq!(read_email(wrong), None, "{wrong:?}");
        }
        assert_eq!(read_email(&format!("{}@b.de", "a".repeat(300))), None);
    }

    #[test]
    fn everybody_has_a_name() {
        assert_eq!(name_problem("  ").unwrap().code, "required");
        assert_eq!(name_problem("Eva Lang"), None);
        assert!(name_problem("a\u{7}").is_some());
    }
}
