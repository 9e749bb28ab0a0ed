//! Signing in.

use serde::{Deserialize, Serialize};

use super::FieldError;

/// E-mail, password and where to go afterwards.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct SignInForm {
    /// Sign-in address.
    pub email: String,
    /// Password.
    pub password: String,
    /// Local path to go to afterwards.
    #[serde(default)]
    pub next: String,
}

impl SignInForm {
    /// What is missing. Whether the pair is right is for the server to say.
    pub fn validate(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if !self.email.contains('@') {
            errors.push(FieldError::new("email", "email_needed"));
        }
        if self.password.is_empty() {
            errors.push(FieldError::new("password", "required"));
        }
        errors
    }
}

/// A path inside the product, or the start page: nobody is sent to a foreign site after signing in.
pub fn safe_next(next: &str) -> &str {
    let local = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control);
    if local { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_local_paths_are_followed() {
        assert_eq!(
            safe_next("/contracts?period=2016-03"),
            "/contracts?period=2016-03"
        );
        for foreign in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/\tx",
            "contracts",
        ] {
            assert_eq!(safe_next(foreign), "/", "{foreign:?}");
        }
    }
}
