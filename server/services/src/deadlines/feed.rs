//! A person's deadlines as a calendar. The address is signed and names a row; whoever fetches it sees what that person
//! may see at that moment, and nothing once the row, the membership or the right is gone.

use chrono::Duration;
use domain::ical::{Event, calendar};
use domain::policy::Action;
use domain::views::{DeadlineKind, DeadlineRow, Language};
use serde_json::json;
use storage::{DeadlineFeed, Membership, Note, TenantTx};
use uuid::Uuid;

use super::deadline_rows;
use crate::account::person_of;
use crate::link::Purpose;
use crate::{Actor, Error, Result, Services, session};

/// Addresses end after so long; people then make a new one.
const LIFETIME: Duration = Duration::days(3_653);
/// Programs fetch often; one note an hour is enough.
const TOUCH: Duration = Duration::hours(1);

impl Services {
    /// Makes the person's address anew; the one before stops working. It is shown this once.
    ///
    /// # Errors
    /// `Forbidden` for those who see no deadlines.
    pub async fn renew_deadline_feed(&self, actor: &Actor) -> Result<String> {
        let tx = self.db.open(actor, Action::TermRead, self.clock.now()).await?;
        let membership = membership(&tx, person_of(actor)).await?.ok_or(Error::Forbidden)?;
        let id = storage::ids::new();
        tx.put_feed(
            membership.id,
            Some(DeadlineFeed {
                tenant_id: actor.tenant_id,
                id,
                membership_id: membership.id,
                created_at: tx.now(),
                last_used_at: None,
            }),
        )
        .await?;
        let expires_at = tx.now() + LIFETIME;
        tx.save(Note::new("deadline_feed", id).with(json!({ "created": true })))
            .await?;
        self.link(Purpose::DeadlineFeed, id, Some(actor.tenant_id), expires_at)
            .await
    }

    /// Ends the person's address.
    ///
    /// # Errors
    /// `Forbidden` for those who see no deadlines.
    pub async fn revoke_deadline_feed(&self, actor: &Actor) -> Result<()> {
        let tx = self.db.open(actor, Action::TermRead, self.clock.now()).await?;
        let membership = membership(&tx, person_of(actor)).await?.ok_or(Error::Forbidden)?;
        let Some(feed) = tx.feed_of(membership.id).await? else {
            return Ok(());
        };
        tx.put_feed(membership.id, None).await?;
        Ok(tx
            .save(Note::new("deadline_feed", feed.id).with(json!({ "revoked": true })))
            .await?)
    }

    /// The calendar behind an address.
    ///
    /// # Errors
    /// `NotFound` for everything but a living address of somebody who may see deadlines.
    pub async fn deadline_calendar(&self, token: &str) -> Result<String> {
        let named = self
            .read_link(Purpose::DeadlineFeed, token)
            .await
            .map_err(|_| Error::NotFound)?;
        let tenant_id = named.tenant_id.ok_or(Error::NotFound)?;
        let system = Actor::system(tenant_id);
        let tx = self.db.open(&system, Action::Operate, self.clock.now()).await?;
        let feed = tx.feed(named.id).await?.ok_or(Error::NotFound)?;
        let (membership, person) = tx.member(feed.membership_id).await?.ok_or(Error::NotFound)?;
        if membership.disabled_at.is_some() || person.disabled {
            return Err(Error::NotFound);
        }
        if feed.last_used_at.is_none_or(|at| tx.now() - at > TOUCH) {
            tx.touch_feed(feed.id).await?;
        }
        tx.save_derived().await?;
        let actor = session::visit::actor(&person, &membership).ok_or(Error::NotFound)?;
        let tx = self.db.read(&actor, Action::TermRead, self.clock.now()).await;
        let tx = tx.map_err(|_| Error::NotFound)?;
        let rows = deadline_rows(&tx).await?;
        let german = actor.language == Language::De;
        let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
        let name = if german { "Fristen" } else { "Deadlines" };
        let events: Vec<_> = rows.iter().map(|row| self.event(row, german)).collect();
        Ok(calendar(&format!("{name} {}", tenant.name), &events, tx.now()))
    }

    fn event(&self, row: &DeadlineRow, german: bool) -> Event {
        let what = match (row.kind, german) {
            (DeadlineKind::Decision, true) => "Kündigung entscheiden",
            (DeadlineKind::Decision, false) => "Decide about notice",
            (DeadlineKind::Receipt, true) => "Letzter Tag für den Zugang der Kündigung",
            (DeadlineKind::Receipt, false) => "Last day of receipt of notice",
            (DeadlineKind::End, true) => "Vertragsende",
            (DeadlineKind::End, false) => "End of contract",
        };
        let end = row.end.format(if german { "%d.%m.%Y" } else { "%-d %b %Y" });
        let about = if german { "Vertragsende" } else { "End of contract" };
        Event {
            // The same day of the same contract is the same event, whoever looks and however often.
            uid: format!("{}.{}.{}@tragwerk", row.contract_id, row.kind.code(), row.end),
            day: row.day,
            summary: format!("{what}: {} {}", row.contract_number, row.contract_title),
            description: format!("{}\n{about}: {end}", row.supplier_name),
            url: format!("{}/contracts/{}", self.options.public_url, row.contract_id),
            alarm_days: match row.kind {
                DeadlineKind::Decision => Some(7),
                DeadlineKind::Receipt => Some(3),
                DeadlineKind::End => None,
            },
        }
    }
}

/// The person's own membership here; vendors and machines have none that deadlines are shown in.
pub(super) async fn membership(tx: &TenantTx, person: Option<Uuid>) -> Result<Option<Membership>> {
    let own = |(row, _): &(Membership, _)| Some(row.person_id) == person && row.supplier_id.is_none();
    Ok(tx.members().await?.into_iter().find(own).map(|(row, _)| row))
}
