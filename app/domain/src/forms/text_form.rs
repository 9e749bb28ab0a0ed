//! Forms whose fields are all texts.

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
