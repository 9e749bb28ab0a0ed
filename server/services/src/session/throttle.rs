//! Attempts are counted in the database, for all instances together.

use chrono::Duration;
use storage::SignInAttempt;

use crate::{Error, Result, Services};

const LOCKED_FOR: Duration = Duration::minutes(5);

impl Services {
    /// Counts an attempt before it is checked, so that many at once are no way around the limit. A success clears
    /// the count.
    ///
    /// # Errors
    /// `Throttled` after `allowed` attempts, until five minutes have passed since the last one that counted.
    pub(crate) async fn count_attempt(&self, subject: &str, allowed: i32) -> Result<()> {
        let now = self.clock.now();
        let tx = self.db.system().await?;
        let earlier = tx.sign_in_attempts(subject).await?;
        let running = earlier
            .filter(|row| now - row.last_failure_at < LOCKED_FOR)
            .map_or(0, |row| row.failures);
        if running >= allowed {
            return Err(Error::Throttled);
        }
        tx.put_sign_in_attempts(SignInAttempt {
            subject: subject.to_owned(),
            failures: running + 1,
            last_failure_at: now,
        })
        .await?;
        Ok(tx.save().await?)
    }
}
