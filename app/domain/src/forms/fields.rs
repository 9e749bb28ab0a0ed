//! Reading a form field by field, collecting everything that is wrong with it.

use chrono::NaiveDate;

use super::{FieldError, parse_date};

/// The longest single line.
pub const LINE: usize = 200;
/// The longest text of several lines.
pub const TEXT: usize = 4_000;

/// What is wrong so far.
#[derive(Debug, Default)]
pub struct Fields(Vec<FieldError>);

impl Fields {
    /// Notes what is wrong with a field.
    pub fn refuse(&mut self, field: &str, code: &str) {
        self.0.push(FieldError::new(field, code));
    }

    /// A text that may be missing, trimmed. Databases and readers want no characters that cannot be seen.
    pub fn text(&mut self, field: &str, typed: &str, longest: usize) -> String {
        let text = typed.trim().replace("\r\n", "\n");
        let several_lines = longest > LINE;
        let unseen = |c: char| c.is_control() && !(several_lines && matches!(c, '\n' | '\t'));
        if text.chars().any(unseen) {
            self.refuse(field, "invisible");
        } else if text.chars().count() > longest {
            self.refuse(field, "too_long");
        }
        text
    }

    /// A line that must be there.
    pub fn line(&mut self, field: &str, typed: &str) -> String {
        let text = self.text(field, typed, LINE);
        if text.is_empty() {
            self.refuse(field, "required");
        }
        text
    }

    /// A day that may be missing.
    pub fn day(&mut self, field: &str, typed: &str) -> Option<NaiveDate> {
        if typed.trim().is_empty() {
            return None;
        }
        let day = parse_date(typed);
        if day.is_none() {
            self.refuse(field, "date_unreadable");
        }
        day
    }

    /// One of several codes; `None` for an empty field, refused when unknown.
    pub fn choice<T>(&mut self, field: &str, typed: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let typed = typed.trim();
        if typed.is_empty() {
            return None;
        }
        let value = parse(typed);
        if value.is_none() {
            self.refuse(field, "unknown");
        }
        value
    }

    /// One of several codes, which must be chosen.
    pub fn chosen<T>(&mut self, field: &str, typed: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        if typed.trim().is_empty() {
            self.refuse(field, "required");
        }
        self.choice(field, typed, parse)
    }

    /// The value, unless something was wrong.
    ///
    /// # Errors
    /// Everything that was noted.
    pub fn into_result<T>(self, value: Option<T>) -> Result<T, Vec<FieldError>> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self.0),
        }
    }
}

/// Declares a form whose fields are all texts, so that it can be filled again from an address.
macro_rules! text_form {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        pub struct $name { $($(#[$field_doc])* pub $field: String,)* }

        impl $name {
            /// Every field with what was typed.
            pub fn fields(&self) -> Vec<(&'static str, &str)> {
                vec![$((stringify!($field), self.$field.as_str())),*]
            }

            /// A form with every field as `typed` says.
            pub fn filled(typed: impl Fn(&'static str) -> String) -> Self {
                Self { $($field: typed(stringify!($field)),)* }
            }
        }
    };
}
pub(super) use text_form;
