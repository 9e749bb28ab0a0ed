//! Filters and orders of lists that people keep for themselves.

use domain::forms::SavedViewForm;
use domain::ids::SavedViewId;
use domain::policy::Action;
use domain::views::SavedView;
use serde_json::json;
use storage::{Note, TenantTx};
use uuid::Uuid;

use crate::{Actor, Error, Result, Services, SessionInfo};

/// More than anybody finds again.
const MOST: usize = 50;

impl Services {
    /// Keeps a list as its address says it; the one with the same name is replaced. The answer is its address.
    ///
    /// # Errors
    /// `Invalid` naming the field, or for one too many.
    pub async fn save_view(
        &self,
        actor: &Actor,
        session: &SessionInfo,
        form: &SavedViewForm,
    ) -> Result<String> {
        let tx = self
            .db
            .open(actor, Action::AccountUpdate, self.clock.now())
            .await?;
        let form = form.parse().map_err(Error::Invalid)?;
        let kept = tx.saved_views(session.membership_id).await?;
        let same = |row: &storage::SavedView| (&row.page, &row.name) == (&form.page, &form.name);
        if kept.len() >= MOST && !kept.iter().any(same) {
            return Err(Error::field("name", "too_many"));
        }
        let row = storage::SavedView {
            tenant_id: actor.tenant_id,
            id: storage::ids::new(),
            membership_id: session.membership_id,
            page: form.page,
            name: form.name,
            query: form.query,
            created_at: tx.now(),
        };
        let note = Note::new("saved_view", row.id).with(json!({ "page": row.page }));
        let address = view(row.clone()).address();
        tx.put_saved_view(row).await?;
        tx.save(note).await?;
        Ok(address)
    }

    /// Forgets a view of one's own.
    ///
    /// # Errors
    /// `NotFound` for somebody else's.
    pub async fn remove_view(&self, actor: &Actor, session: &SessionInfo, id: SavedViewId) -> Result<()> {
        let tx = self
            .db
            .open(actor, Action::AccountUpdate, self.clock.now())
            .await?;
        if !tx.delete_saved_view(session.membership_id, id.0).await? {
            return Err(Error::NotFound);
        }
        let note = Note::new("saved_view", id.0).with(json!({ "removed": true }));
        Ok(tx.save(note).await?)
    }
}

/// Everything a membership keeps, by name.
pub(crate) async fn saved_views(tx: &TenantTx, membership_id: Uuid) -> Result<Vec<SavedView>> {
    Ok(tx
        .saved_views(membership_id)
        .await?
        .into_iter()
        .map(view)
        .collect())
}

fn view(row: storage::SavedView) -> SavedView {
    SavedView {
        id: SavedViewId(row.id),
        page: row.page,
        name: row.name,
        query: row.query,
    }
}
