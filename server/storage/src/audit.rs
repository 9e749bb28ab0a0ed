//! The audit log: per tenant gapless, each entry bound to the one before by its hash.

use domain::policy::Action;
use domain::time::Instant;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

use crate::digest::digest;
use crate::entity::{audit_entry, tenant};
use crate::{Actor, AuditEntry, Result, Subject, TenantTx};

/// What a change was about.
#[derive(Debug, Clone)]
pub struct Note {
    object_kind: &'static str,
    object_id: String,
    detail: serde_json::Value,
}

impl Note {
    /// A change of one object.
    pub fn new(object_kind: &'static str, object_id: impl std::fmt::Display) -> Self {
        Self {
            object_kind,
            object_id: object_id.to_string(),
            detail: serde_json::Value::Null,
        }
    }

    /// Adds what changed.
    #[must_use]
    pub fn with(mut self, detail: serde_json::Value) -> Self {
        self.detail = detail;
        self
    }
}

/// What a check of a tenant's audit log found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// All entries, without gap, each bound to the one before.
    Intact {
        /// How many.
        entries: i64,
    },
    /// The first entry that is missing or was changed.
    Broken {
        /// Its number.
        seq: i64,
    },
}

const ENTRIES_AT_ONCE: u64 = 5_000;

/// Which entries are wanted; `None` does not restrict.
#[derive(Debug, Clone, Default)]
pub struct AuditQuery {
    /// What was done.
    pub action: Option<Action>,
    /// By these people or clients.
    pub actors: Option<Vec<uuid::Uuid>>,
    /// Kinds or ids of objects.
    pub objects: Option<Vec<String>>,
    /// From this moment.
    pub from: Option<Instant>,
    /// Before this moment.
    pub until: Option<Instant>,
    /// Only entries with a smaller number.
    pub before: Option<i64>,
}

impl TenantTx {
    /// The newest entries that fit, at most `limit`.
    pub async fn audit_entries(&self, query: &AuditQuery, limit: u64) -> Result<Vec<AuditEntry>> {
        use audit_entry::Column;
        let entries = audit_entry::Entity::find()
            .filter(Column::TenantId.eq(self.tenant_id()))
            .apply_if(query.action, |find, action| {
                find.filter(Column::Action.eq(action.code()))
            })
            .apply_if(query.actors.clone(), |find, actors| {
                find.filter(Column::ActorId.is_in(actors))
            })
            .apply_if(query.objects.clone(), |find, objects| {
                let kind_or_id = Condition::any()
                    .add(Column::ObjectKind.is_in(objects.clone()))
                    .add(Column::ObjectId.is_in(objects));
                find.filter(kind_or_id)
            })
            .apply_if(query.from, |find, from| find.filter(Column::At.gte(from)))
            .apply_if(query.until, |find, until| find.filter(Column::At.lt(until)))
            .apply_if(query.before, |find, before| find.filter(Column::Seq.lt(before)))
            .order_by_desc(Column::Seq)
            .limit(limit);
        Ok(entries.all(&self.inner).await?)
    }

    /// The number of the newest entry, which is the number of entries.
    pub async fn last_audit_entry(&self) -> Result<i64> {
        let last = audit_entry::Entity::find()
            .filter(audit_entry::Column::TenantId.eq(self.tenant_id()))
            .order_by_desc(audit_entry::Column::Seq)
            .one(&self.inner)
            .await?;
        Ok(last.map_or(0, |entry| entry.seq))
    }

    /// Lets transactions that change the same thing of this tenant wait for each other.
    pub async fn lock_tenant(&self) -> Result<()> {
        tenant::Entity::find_by_id(self.tenant_id())
            .lock(LockType::NoKeyUpdate)
            .one(&self.inner)
            .await?;
        Ok(())
    }

    /// Recomputes the whole chain.
    pub async fn verify_audit(&self) -> Result<Verdict> {
        let (mut entries, mut previous_hash) = (0, String::new());
        loop {
            let next = audit_entry::Entity::find()
                .filter(audit_entry::Column::TenantId.eq(self.tenant_id()))
                .filter(audit_entry::Column::Seq.gt(entries))
                .order_by_asc(audit_entry::Column::Seq)
                .limit(ENTRIES_AT_ONCE)
                .all(&self.inner)
                .await?;
            if next.is_empty() {
                return Ok(Verdict::Intact { entries });
            }
            for entry in next {
                entries += 1;
                if entry.seq != entries || entry.previous_hash != previous_hash || entry.hash != hash(&entry)
                {
                    return Ok(Verdict::Broken { seq: entries });
                }
                previous_hash = entry.hash;
            }
        }
    }
}

/// Appends the entry for the transaction's action.
pub async fn append(tx: &TenantTx, action: Action, note: Note) -> Result<()> {
    // The tenant's row is the lock that makes sequence numbers gapless. It is weaker than the locks that foreign
    // keys take, so that two writers of one tenant wait for each other instead of blocking each other for good.
    tx.lock_tenant().await?;
    let last = audit_entry::Entity::find()
        .filter(audit_entry::Column::TenantId.eq(tx.tenant_id()))
        .order_by_desc(audit_entry::Column::Seq)
        .one(&tx.inner)
        .await?;
    let (seq, previous_hash) = last.map_or_else(|| (1, String::new()), |entry| (entry.seq + 1, entry.hash));
    let (actor_kind, actor_id) = subject(tx.actor());
    let mut entry = audit_entry::Model {
        tenant_id: tx.tenant_id(),
        seq,
        at: tx.now(),
        actor_kind: actor_kind.to_owned(),
        actor_id,
        action: action.code().to_owned(),
        object_kind: note.object_kind.to_owned(),
        object_id: note.object_id,
        detail: note.detail.to_string(),
        request_id: tx.actor().request_id.clone(),
        previous_hash,
        hash: String::new(),
    };
    entry.hash = hash(&entry);
    audit_entry::Entity::insert(entry.into_active_model())
        .exec_without_returning(&tx.inner)
        .await?;
    Ok(())
}

fn subject(actor: &Actor) -> (&'static str, Option<uuid::Uuid>) {
    match actor.subject {
        Subject::Person(id) => ("person", Some(id)),
        Subject::Client(id) => ("client", Some(id)),
        Subject::System => ("system", None),
    }
}

/// The fingerprint of all fields but the hash itself.
fn hash(entry: &audit_entry::Model) -> String {
    let fields = [
        entry.tenant_id.to_string(),
        entry.seq.to_string(),
        entry.at.timestamp_micros().to_string(),
        entry.actor_kind.clone(),
        entry.actor_id.map(|id| id.to_string()).unwrap_or_default(),
        entry.action.clone(),
        entry.object_kind.clone(),
        entry.object_id.clone(),
        entry.detail.clone(),
        entry.request_id.clone(),
        entry.previous_hash.clone(),
    ];
    digest(&fields)
}
