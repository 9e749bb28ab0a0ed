//! The second factor: time-based one-time passwords (RFC 6238), each accepted once, and recovery codes for the day
//! the telephone is lost.

use domain::policy::Action;
use domain::time::Instant;
use domain::views::{SecondFactorProposal, SessionStage, SignInMethod};
use qrcodegen::{QrCode, QrCodeEcc};
use serde_json::json;
use storage::Note;
use storage::system::SystemTx;
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;

use super::Notice;
use crate::files::sha256;
use crate::session::sign_in::unchanged;
use crate::session::{Beginning, visit};
use crate::{Actor, Agent, ClientAddress, Error, NewSession, Result, Services, SessionInfo};

const ISSUER: &str = "Tragwerk";
const CODES_ALLOWED: i32 = 5;
const CODES_ALLOWED_PER_PERSON: i32 = 30;
const RECOVERY_CODES: usize = 10;
/// 80 random bits: too many to be guessed even from a copy of the database.
const RECOVERY_BYTES: usize = 10;

impl Services {
    /// What the person needs to set a second factor up. The secret belongs to this session: it is shown again until it
    /// is confirmed, to nobody else, and ends with the session.
    ///
    /// # Errors
    /// `Conflict("second_factor_active")` when there is one already.
    pub async fn second_factor_setup(&self, session: &SessionInfo) -> Result<SecondFactorProposal> {
        may_enrol(session)?;
        let tx = self.db.system().await?;
        let person = tx
            .lock_person(session.person_id)
            .await?
            .ok_or(Error::Unauthenticated)?;
        if person.second_factor_since.is_some() {
            return Err(Error::Conflict("second_factor_active"));
        }
        let secret = if let Some(secret) = self.proposed(&tx, session).await? {
            secret
        } else {
            let secret = Secret::generate();
            let sealed = self.seal.seal(&sealed_for(person.id), secret.as_ref())?;
            tx.propose_second_factor(session.id, sealed).await?;
            tx.save().await?;
            secret.as_ref().to_vec()
        };
        let needed = session.stage == SessionStage::Full;
        setup(&totp(&secret, &person.email)?, needed)
    }

    /// The secret this session was shown.
    async fn proposed(&self, tx: &SystemTx, session: &SessionInfo) -> Result<Option<Vec<u8>>> {
        let row = tx.session_of(session.person_id, session.id).await?;
        let sealed = row.and_then(|row| row.proposed_second_factor);
        sealed
            .map(|sealed| self.seal.open(&sealed_for(session.person_id), &sealed))
            .transpose()
    }

    /// Makes the second factor count once the person has shown a code of it, and in a session that is complete their
    /// password: a browser left open must not lock its owner out. Answers with the recovery codes, and a session that
    /// stands on both factors; all others of the person end.
    ///
    /// # Errors
    /// `Invalid` for a wrong password or code.
    pub async fn confirm_second_factor(
        &self,
        session: &SessionInfo,
        password: &str,
        code: &str,
        address: &ClientAddress,
        agent: &Agent,
    ) -> Result<(Vec<String>, NewSession)> {
        may_enrol(session)?;
        let checked = if session.stage == SessionStage::Full {
            Some(
                self.person_confirmed(session.person_id, "password", password)
                    .await?,
            )
        } else {
            None
        };
        let attempts = format!("second-factor-setup:{}", session.id);
        self.count_attempt(&attempts, CODES_ALLOWED).await?;
        let now = self.clock.now();
        let tx = self.db.system().await?;
        let person = match &checked {
            Some(checked) => unchanged(&tx, checked).await?,
            None => tx
                .lock_person(session.person_id)
                .await?
                .ok_or(Error::Unauthenticated)?,
        };
        let secret = self.proposed(&tx, session).await?.ok_or(Error::Stale)?;
        let step = step_of(&totp(&secret, &person.email)?, code, now);
        let step = step.ok_or_else(|| Error::field("code", "wrong_code"))?;
        let sealed = self.seal.seal(&sealed_for(person.id), &secret)?;
        if !tx.set_second_factor(person.id, sealed, now).await? {
            return Err(Error::Conflict("second_factor_active"));
        }
        tx.use_second_factor_step(person.id, step).await?;
        self.clear_attempts(&tx, &attempts).await?;
        let (codes, hashes) = recovery_codes(person.id)?;
        tx.replace_recovery_codes(person.id, hashes).await?;
        tx.delete_sessions_of(person.id, None).await?;
        let (person, membership) = self.session_parties(&tx, session).await?;
        let how = Beginning {
            method: session.method,
            stage: SessionStage::Full,
            address,
            agent,
        };
        let next = self.begin_session(&tx, &membership, &how).await?;
        let actor = visit::actor(&person, &membership).ok_or(Error::Unauthenticated)?;
        let tx = tx.enter(&actor, Action::AccountUpdate, now).await?;
        super::notify(&tx, &person, &Notice::SecondFactorSetUp).await?;
        let note = Note::new("person", person.id).with(json!({ "second_factor": "set_up" }));
        tx.save(note).await?;
        Ok((codes, next))
    }

    /// New recovery codes in the place of the old ones.
    ///
    /// # Errors
    /// `Invalid` for a wrong code of the second factor.
    pub async fn renew_recovery_codes(
        &self,
        actor: &Actor,
        session: &SessionInfo,
        code: &str,
    ) -> Result<Vec<String>> {
        let person_id = super::own(actor, session)?;
        let attempts = self.check_second_factor(session, code).await?;
        let (codes, hashes) = recovery_codes(person_id)?;
        let tx = self.db.system().await?;
        self.clear_attempts(&tx, &attempts).await?;
        tx.replace_recovery_codes(person_id, hashes).await?;
        let tx = tx.enter(actor, Action::AccountUpdate, self.clock.now()).await?;
        let note = Note::new("person", person_id).with(json!({ "recovery_codes": "renewed" }));
        tx.save(note).await?;
        Ok(codes)
    }

    /// Takes the second factor off, with password and code.
    ///
    /// # Errors
    /// `Invalid` for a wrong password or code, `Conflict` where the tenant requires a second factor.
    pub async fn remove_second_factor(
        &self,
        actor: &Actor,
        session: &SessionInfo,
        password: &str,
        code: &str,
    ) -> Result<()> {
        let person = self
            .confirm_password(actor, session, "password", password)
            .await?;
        let tenant = self.db.system_read().await?.tenant(session.tenant_id).await?;
        if tenant.is_some_and(|tenant| tenant.second_factor_required) {
            return Err(Error::Conflict("second_factor_required_here"));
        }
        let attempts = self.check_second_factor(session, code).await?;
        let tx = self.db.system().await?;
        unchanged(&tx, &person).await?;
        self.clear_attempts(&tx, &attempts).await?;
        tx.remove_second_factor(person.id).await?;
        tx.delete_sessions_of(person.id, Some(session.id)).await?;
        let tx = tx.enter(actor, Action::AccountUpdate, self.clock.now()).await?;
        super::notify(&tx, &person, &Notice::SecondFactorRemoved).await?;
        let note = Note::new("person", person.id).with(json!({ "second_factor": "removed" }));
        Ok(tx.save(note).await?)
    }

    /// Saves that a recovery code was used up, in the log and in a mail to the person: it opens like a telephone.
    async fn tell_of_recovery_code(
        &self,
        tx: SystemTx,
        session: &SessionInfo,
        person: &storage::Person,
    ) -> Result<()> {
        let left = tx.recovery_codes_left(person.id).await?;
        let actor = Actor::system(session.tenant_id);
        let tx = tx.enter(&actor, Action::SignIn, self.clock.now()).await?;
        super::notify(&tx, person, &Notice::RecoveryCodeUsed { left }).await?;
        let note = Note::new("person", person.id).with(json!({ "recovery_code": "used" }));
        Ok(tx.save(note).await?)
    }

    /// Tells the person that somebody who knows the password tries codes: once per session, with the last one it may.
    async fn tell_of_wrong_codes(
        &self,
        tx: SystemTx,
        session: &SessionInfo,
        person: &storage::Person,
    ) -> Result<()> {
        let actor = Actor::system(session.tenant_id);
        let tx = tx.enter(&actor, Action::SignIn, self.clock.now()).await?;
        super::notify(&tx, person, &Notice::WrongCodes).await?;
        let note = Note::new("person", person.id).with(json!({ "second_factor": "wrong_codes" }));
        Ok(tx.save(note).await?)
    }

    /// Checks a code and uses it up. Answers with what the attempt was counted under, to be cleared. Attempts count per
    /// session, and with more room per person, so that who knows the password cannot easily keep the owner out.
    pub(crate) async fn check_second_factor(&self, session: &SessionInfo, code: &str) -> Result<String> {
        let typed = typed(code);
        if typed.is_empty() {
            return Err(Error::field("code", "code_needed"));
        }
        let person_id = session.person_id;
        let attempts = format!("second-factor:{}", session.id);
        let count = self.count_attempt(&attempts, CODES_ALLOWED).await?;
        self.count_attempt(&format!("second-factor:{person_id}"), CODES_ALLOWED_PER_PERSON)
            .await?;
        let tx = self.db.system().await?;
        let person = tx.person(person_id).await?.ok_or(Error::Unauthenticated)?;
        let active = person
            .second_factor_since
            .and(person.second_factor_secret.as_ref());
        let sealed = active.ok_or(Error::Conflict("no_second_factor"))?;
        let totp = totp(&self.seal.open(&sealed_for(person_id), sealed)?, &person.email)?;
        let now = self.clock.now();
        let fits = if typed.len() == 6 {
            match step_of(&totp, &typed, now) {
                Some(step) => tx.use_second_factor_step(person_id, step).await?,
                None => false,
            }
        } else {
            tx.use_recovery_code(person_id, &recovery_hash(person_id, &typed), now)
                .await?
        };
        if !fits {
            if count == CODES_ALLOWED {
                self.tell_of_wrong_codes(tx, session, &person).await?;
            }
            return Err(Error::field("code", "wrong_code"));
        }
        if typed.len() == 6 {
            tx.save().await?;
        } else {
            self.tell_of_recovery_code(tx, session, &person).await?;
        }
        Ok(attempts)
    }
}

/// Letters and digits of what was typed.
fn typed(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The time step that a code belongs to.
fn step_of(totp: &Totp, code: &str, now: Instant) -> Option<i64> {
    let time = u64::try_from(now.timestamp()).ok()?;
    totp.check(&typed(code), time)
        .and_then(|step| i64::try_from(step).ok())
}

/// A session of the tenant's identity provider has its own factors; one that waits for a code cannot replace it.
fn may_enrol(session: &SessionInfo) -> Result<()> {
    if session.method == SignInMethod::Oidc {
        return Err(super::NOT_WITH_OIDC);
    }
    if session.stage == SessionStage::SecondFactor {
        return Err(Error::Unauthenticated);
    }
    Ok(())
}

/// A secret opens for its own person alone.
fn sealed_for(person_id: Uuid) -> String {
    format!("second_factor:{person_id}")
}

fn totp(secret: &[u8], account: &str) -> Result<Totp> {
    // Defaults: SHA-1, six digits, thirty seconds, one step of tolerance. Authenticators silently take no others.
    Builder::new()
        .with_secret(Secret::from(secret))
        .with_account_name(account)
        .with_issuer(Some(ISSUER))
        .build()
        .map_err(Error::internal)
}

fn setup(totp: &Totp, password_needed: bool) -> Result<SecondFactorProposal> {
    let uri = totp.to_url().map_err(Error::internal)?;
    let code = QrCode::encode_text(&uri, QrCodeEcc::Medium).map_err(Error::internal)?;
    let side = code.size();
    let dark = (0..side)
        .flat_map(|y| (0..side).map(move |x| (x, y)))
        .filter(|(x, y)| code.get_module(*x, *y));
    let plain = totp.secret().to_base32();
    let groups: Vec<_> = plain
        .as_bytes()
        .chunks(4)
        .map(|group| String::from_utf8_lossy(group).into_owned())
        .collect();
    Ok(SecondFactorProposal {
        secret: groups.join(" "),
        uri,
        password_needed,
        email: totp.account_name().to_owned(),
        qr_size: u32::try_from(side).unwrap_or_default(),
        qr_path: dark
            .map(|(x, y)| format!("M{x} {y}h1v1h-1z"))
            .collect::<Vec<_>>()
            .concat(),
    })
}

/// New codes as people read them, and what is stored of them.
fn recovery_codes(person_id: Uuid) -> Result<(Vec<String>, Vec<String>)> {
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let mut bytes = [0_u8; RECOVERY_BYTES];
        aws_lc_rs::rand::fill(&mut bytes).map_err(Error::internal)?;
        let text = Secret::from(bytes.as_slice()).to_base32().to_lowercase();
        let groups: Vec<_> = text
            .as_bytes()
            .chunks(4)
            .map(|group| String::from_utf8_lossy(group).into_owned())
            .collect();
        codes.push(groups.join("-"));
    }
    let hashes = codes
        .iter()
        .map(|code| recovery_hash(person_id, &code.replace('-', "")))
        .collect();
    Ok((codes, hashes))
}

fn recovery_hash(person_id: Uuid, typed: &str) -> String {
    sha256(format!("{person_id}:{}", typed.to_lowercase()).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setup_is_one_secret_in_three_forms() {
        let totp = totp(b"12345678901234567890", "a@b.example").unwrap();
        let setup = setup(&totp, false).unwrap();
        assert_eq!(setup.secret, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert!(setup.uri.starts_with("otpauth://totp/"));
        assert!(setup.uri.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
        assert!(setup.qr_size > 20 && setup.qr_path.starts_with("M0 0h1v1h-1z"));
        // RFC 6238 appendix B, SHA-1, cut to six digits.
        assert_eq!(totp.generate(59).to_string(), "287082");
        assert_eq!(totp.check("287082", 59), Some(1));
    }

    #[test]
    fn recovery_codes_are_long_and_read_loosely() {
        let person = Uuid::nil();
        let (codes, hashes) = recovery_codes(person).unwrap();
        assert_eq!((codes.len(), hashes.len()), (10, 10));
        assert_eq!(codes[0].len(), 19);
        let typed: String = codes[0]
            .to_uppercase()
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        assert_eq!(recovery_hash(person, &typed), hashes[0]);
    }
}
