//! Attempts are counted in the database, for all instances together. What is counted is stored as a hash: addresses
//! of people and networks have no business there.

use chrono::Duration;

use crate::files::sha256;
use crate::{Error, Result, Services};

/// How long attempts count.
const WINDOW: Duration = Duration::minutes(5);

impl Services {
    /// Counts an attempt before it is checked, so that many at once are no way around the limit. A success clears or
    /// releases it.
    ///
    /// # Errors
    /// `Throttled` after `allowed` attempts, until five minutes have passed since the last one that was let through.
    /// Else answers how many there were with this one.
    pub(crate) async fn count_attempt(&self, subject: &str, allowed: i32) -> Result<i32> {
        let now = self.clock.now();
        let tx = self.db.system().await?;
        let attempts = tx
            .count_attempt(&sha256(subject.as_bytes()), allowed, now - WINDOW, now)
            .await?;
        tx.save().await?;
        if attempts > allowed {
            Err(Error::Throttled)
        } else {
            Ok(attempts)
        }
    }

    /// Forgets what was counted for a subject.
    pub(crate) async fn clear_attempts(&self, tx: &storage::system::SystemTx, subject: &str) -> Result<()> {
        Ok(tx.clear_sign_in_attempts(&sha256(subject.as_bytes())).await?)
    }

    /// Takes back one attempt of a subject that others share.
    pub(crate) async fn release_attempt(&self, tx: &storage::system::SystemTx, subject: &str) -> Result<()> {
        Ok(tx.release_attempt(&sha256(subject.as_bytes())).await?)
    }

    /// Forgets attempts that no longer count, and sessions that open nothing any more.
    pub(crate) async fn tidy_sign_in(&self) -> Result<()> {
        let now = self.clock.now();
        let tx = self.db.system().await?;
        tx.delete_attempts_before(now - WINDOW).await?;
        tx.delete_dead_sessions(now - super::IDLE, now).await?;
        Ok(tx.save().await?)
    }
}
