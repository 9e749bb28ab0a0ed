//! Mail that tells somebody what happened to their account or their access.

use chrono::Duration;
use domain::policy::{Action, Role};
use uuid::Uuid;

use super::letter::{Letter, is_german, moment};
use super::{Outgoing, insist};
use crate::account::Notice;
use crate::portfolio::zone;
use crate::{Actor, Error, Result, Services};

impl Services {
    /// The job: mails a notice that still waits. Handed over or given up, it is forgotten, with the address in it.
    pub(crate) async fn mail_notice(
        &self,
        tenant_id: Uuid,
        id: Uuid,
        attempts: i32,
    ) -> Result<Option<Duration>> {
        let actor = Actor::system(tenant_id);
        let tx = self.db.read(&actor, Action::Operate, self.clock.now()).await?;
        let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
        let Some(row) = tx.notice(id).await? else {
            return Ok(None);
        };
        drop(tx);
        let notice: Notice = serde_json::from_value(row.content).map_err(Error::internal)?;
        let german = is_german(&row.language);
        let when = moment(row.created_at, zone(&tenant.time_zone)?, german);
        let (headline, paragraph) = if german {
            in_german(&notice, &tenant.name, &when)
        } else {
            in_english(&notice, &tenant.name, &when)
        };
        let outgoing = Outgoing {
            id,
            composed: Letter::to(&row.recipient_name, &headline, paragraph, german).compose()?,
            to_name: row.recipient_name,
            to_email: row.recipient_email,
            message_id: self.mailer.message_id(&id.to_string()),
            at: row.created_at,
        };
        let handed = self.hand_over(outgoing, attempts).await;
        if !matches!(handed, Ok(Some(_))) {
            insist(|| async {
                let tx = self.db.open(&actor, Action::Operate, self.clock.now()).await?;
                tx.forget_notice(id).await?;
                tx.save_derived().await
            })
            .await?;
        }
        handed
    }
}

fn in_german(notice: &Notice, tenant: &str, when: &str) -> (String, String) {
    let to_tell = "Wenn Sie das nicht waren, wenden Sie sich sofort an Ihre Mandantenverwaltung.";
    let (headline, paragraph) = match notice {
        Notice::PasswordChanged => (
            "Ihr Passwort wurde geändert".to_owned(),
            format!(
                "Ihr Passwort wurde am {when} geändert; alle anderen Sitzungen sind abgemeldet. Wenn Sie das nicht waren, vergeben Sie über „Passwort vergessen“ sofort ein neues."
            ),
        ),
        Notice::SecondFactorSetUp => (
            "Für Ihr Konto gilt jetzt ein zweiter Faktor".to_owned(),
            format!(
                "am {when} wurde für Ihr Konto ein zweiter Faktor eingerichtet; alle anderen Sitzungen sind abgemeldet. {to_tell}"
            ),
        ),
        Notice::SecondFactorRemoved => (
            "Ihr zweiter Faktor wurde entfernt".to_owned(),
            format!(
                "Ihr zweiter Faktor wurde am {when} entfernt. Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort und richten Sie ihn neu ein."
            ),
        ),
        Notice::SecondFactorReset => (
            "Ihr zweiter Faktor wurde zurückgesetzt".to_owned(),
            format!(
                "die Verwaltung von {tenant} hat am {when} Ihren zweiten Faktor zurückgesetzt; alle Ihre Browser sind abgemeldet. Richten Sie nach der nächsten Anmeldung einen neuen ein. Wenn Sie nicht darum gebeten haben, fragen Sie dort sofort nach."
            ),
        ),
        Notice::WrongCodes => (
            "Jemand gibt falsche Codes für Ihr Konto ein".to_owned(),
            format!(
                "bis {when} wurde Ihr Passwort richtig und danach mehrmals ein falscher Code eingegeben. Wenn Sie das nicht waren, kennt jemand Ihr Passwort: Ändern Sie es sofort."
            ),
        ),
        Notice::RecoveryCodeUsed { left } => (
            "Ein Wiederherstellungscode wurde benutzt".to_owned(),
            format!(
                "am {when} wurde einer Ihrer Wiederherstellungscodes benutzt; übrig sind {left}. Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort und erneuern Sie die Codes."
            ),
        ),
        Notice::AddressRequested { new_email } => (
            "Ihre Anmeldeadresse soll geändert werden".to_owned(),
            format!(
                "für Ihr Konto wurde die neue Adresse {new_email} eingetragen. Sie gilt, sobald sie dort bestätigt ist. Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort: dann gilt der Link zur Bestätigung nicht mehr."
            ),
        ),
        Notice::AddressChanged { new_email } => (
            "Ihre Anmeldeadresse wurde geändert".to_owned(),
            format!("Ihr Konto hat jetzt die Anmeldeadresse {new_email}. {to_tell}"),
        ),
        Notice::RoleChanged { role } => (
            format!("Ihre Rolle bei {tenant} wurde geändert"),
            format!(
                "seit {when} haben Sie bei {tenant} die Rolle „{}“. Ihre Browser sind dort abgemeldet; melden Sie sich neu an.",
                role_in_german(*role)
            ),
        ),
        Notice::AccessDisabled => (
            format!("Ihr Zugang zu {tenant} ist gesperrt"),
            format!(
                "Ihr Zugang zu {tenant} ist seit {when} gesperrt. Wenn Sie ihn weiter brauchen, fragen Sie dort nach."
            ),
        ),
        Notice::AccessEnabled => (
            format!("Ihr Zugang zu {tenant} ist wieder frei"),
            format!(
                "Ihr Zugang zu {tenant} ist seit {when} wieder frei. Sie können sich wie bisher anmelden."
            ),
        ),
        Notice::AccessRemoved => (
            format!("Ihr Zugang zu {tenant} wurde entfernt"),
            format!(
                "Ihr Zugang zu {tenant} wurde am {when} entfernt. Wer sonst nirgends Zugang hat, dessen Name und Adresse sind gelöscht. Wenn Sie den Zugang weiter brauchen, bitten Sie dort um eine neue Einladung."
            ),
        ),
    };
    (headline, paragraph)
}

fn in_english(notice: &Notice, tenant: &str, when: &str) -> (String, String) {
    let to_tell = "If this was not you, tell your administrator at once.";
    let (headline, paragraph) = match notice {
        Notice::PasswordChanged => (
            "Your password was changed".to_owned(),
            format!(
                "your password was changed on {when}; all other sessions are signed out. If this was not you, choose a new one at once with \u{201c}Forgot password\u{201d}."
            ),
        ),
        Notice::SecondFactorSetUp => (
            "Your account now has a second factor".to_owned(),
            format!(
                "a second factor was set up for your account on {when}; all other sessions are signed out. {to_tell}"
            ),
        ),
        Notice::SecondFactorRemoved => (
            "Your second factor was removed".to_owned(),
            format!(
                "your second factor was removed on {when}. If this was not you, change your password at once and set it up again."
            ),
        ),
        Notice::SecondFactorReset => (
            "Your second factor was reset".to_owned(),
            format!(
                "the administrators of {tenant} reset your second factor on {when}; all your browsers are signed out. Set up a new one after you have signed in again. If you did not ask for this, enquire there at once."
            ),
        ),
        Notice::WrongCodes => (
            "Somebody enters wrong codes for your account".to_owned(),
            format!(
                "until {when} your password was entered correctly and then several times a wrong code. If this was not you, somebody knows your password: change it at once."
            ),
        ),
        Notice::RecoveryCodeUsed { left } => (
            "A recovery code was used".to_owned(),
            format!(
                "one of your recovery codes was used on {when}; {left} are left. If this was not you, change your password at once and renew the codes."
            ),
        ),
        Notice::AddressRequested { new_email } => (
            "Your sign-in address is about to change".to_owned(),
            format!(
                "the new address {new_email} was entered for your account. It counts once it is confirmed there. If this was not you, change your password at once: then the link for confirming stops working."
            ),
        ),
        Notice::AddressChanged { new_email } => (
            "Your sign-in address was changed".to_owned(),
            format!("your account now has the sign-in address {new_email}. {to_tell}"),
        ),
        Notice::RoleChanged { role } => (
            format!("Your role at {tenant} was changed"),
            format!(
                "since {when} your role at {tenant} is \u{201c}{}\u{201d}. Your browsers are signed out there; sign in again.",
                role_in_english(*role)
            ),
        ),
        Notice::AccessDisabled => (
            format!("Your access to {tenant} is suspended"),
            format!(
                "your access to {tenant} has been suspended since {when}. If you still need it, ask there."
            ),
        ),
        Notice::AccessEnabled => (
            format!("Your access to {tenant} is restored"),
            format!("your access to {tenant} was restored on {when}. You can sign in as before."),
        ),
        Notice::AccessRemoved => (
            format!("Your access to {tenant} was removed"),
            format!(
                "your access to {tenant} was removed on {when}. The name and address of people without access anywhere are erased. If you still need the access, ask there for a new invitation."
            ),
        ),
    };
    (headline, paragraph)
}

const fn role_in_german(role: Role) -> &'static str {
    match role {
        Role::TenantAdmin => "Mandantenverwaltung",
        Role::ServiceManager => "Service Management",
        Role::ComplianceOfficer => "Datenschutz",
        Role::Auditor => "Revision",
        Role::Viewer => "Fachbereich",
        Role::VendorManager => "Leitung beim Lieferanten",
        Role::VendorUser => "Lieferant",
        Role::ApiClient => "API-Client",
        Role::System => "Tragwerk",
    }
}

const fn role_in_english(role: Role) -> &'static str {
    match role {
        Role::TenantAdmin => "Tenant administrator",
        Role::ServiceManager => "Service manager",
        Role::ComplianceOfficer => "Compliance officer",
        Role::Auditor => "Auditor",
        Role::Viewer => "Business viewer",
        Role::VendorManager => "Manager at the supplier",
        Role::VendorUser => "Supplier",
        Role::ApiClient => "API client",
        Role::System => "Tragwerk",
    }
}
