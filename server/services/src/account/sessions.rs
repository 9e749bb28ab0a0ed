//! Signing other browsers out.

use domain::ids::SessionId;
use domain::policy::Action;
use serde_json::json;
use storage::Note;

use crate::{Actor, Error, Result, Services, SessionInfo};

impl Services {
    /// Ends one of the person's own sessions.
    ///
    /// # Errors
    /// `NotFound` for a session of somebody else.
    pub async fn revoke_session(&self, actor: &Actor, session: &SessionInfo, id: SessionId) -> Result<()> {
        let person_id = super::own(actor, session)?;
        let tx = self.db.system().await?;
        tx.lock_person(person_id).await?;
        if !tx.delete_session_of(person_id, id.0).await? {
            return Err(Error::NotFound);
        }
        let tx = tx.enter(actor, Action::AccountUpdate, self.clock.now()).await?;
        let note = Note::new("person", person_id).with(json!({ "sessions_ended": 1 }));
        Ok(tx.save(note).await?)
    }

    /// Ends all of the person's sessions but the one that asks, and links that were mailed.
    pub async fn revoke_other_sessions(&self, actor: &Actor, session: &SessionInfo) -> Result<()> {
        let person_id = super::own(actor, session)?;
        let tx = self.db.system().await?;
        tx.lock_person(person_id).await?;
        tx.end_account_links(person_id, None, self.clock.now()).await?;
        let ended = tx.delete_sessions_of(person_id, Some(session.id)).await?;
        let tx = tx.enter(actor, Action::AccountUpdate, self.clock.now()).await?;
        let note = Note::new("person", person_id).with(json!({ "sessions_ended": ended }));
        Ok(tx.save(note).await?)
    }
}
