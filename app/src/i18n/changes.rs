//! Words for what an entry of the audit log changed.

use domain::policy::Role;
use leptos::serde_json::{Value, from_str};

use super::Text;

impl Text {
    /// What an entry's detail says, if it says one of the things that happen to people and machines.
    pub fn audit_change(self, detail: &str) -> Option<String> {
        let detail: Value = from_str(detail).ok()?;
        let role = |value: &Value| value.as_str().and_then(Role::parse).map(|role| self.role(role));
        if let (Some(from), Some(to)) = (role(&detail["role"]["from"]), role(&detail["role"]["to"])) {
            return Some(self.change_role(from, to));
        }
        let count = |name: &str| detail[name].as_array().map(Vec::len);
        if let (Some(broken), Some(whole)) = (count("chains_broken"), count("chains_whole_again")) {
            return Some(self.change_chains(broken.to_string(), whole.to_string()));
        }
        let word = |name: &str| detail[name].as_str();
        let is = |name: &str| detail[name] == true;
        let words = match () {
            () if detail["structure"].is_object() => self.change_chain(),
            () if is("removed") => self.change_removed(),
            () if is("disabled") => self.change_disabled(),
            () if detail["disabled"] == false => self.change_enabled(),
            () if is("withdrawn") => self.change_withdrawn(),
            () if is("revoked") => self.change_revoked(),
            () if word("joined_through").is_some() => self.change_joined_through(),
            () if detail["accepted_as"].is_string() => self.change_accepted(),
            () if word("refused").is_some() => self.change_refused(),
            () if word("password") == Some("changed") => self.change_password(),
            () if word("password") == Some("reset_requested") => self.change_reset_requested(),
            () if word("email") == Some("changed") => self.change_email(),
            () if word("email") == Some("change_requested") => self.change_email_requested(),
            () if word("email") == Some("change_withdrawn") => self.change_email_withdrawn(),
            () if word("recovery_code").is_some() => self.change_code_used(),
            () if word("second_factor") == Some("reset") => self.change_factor_reset(),
            () if word("second_factor") == Some("set_up") => self.change_factor_set_up(),
            () if word("second_factor").is_some() => self.change_factor_removed(),
            () if word("secret") == Some("rotated") => self.change_rotated(),
            () if is("deleted") => self.change_deleted(),
            () if detail["exported"].is_number() => self.change_exported(),
            () => return None,
        };
        Some(words.to_owned())
    }
}
