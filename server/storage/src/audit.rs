//! The audit log: per tenant gapless, each entry bound to the one before by its hash.
//!
//! Hashes are made with a key that is not in the database (HMAC-SHA-256), and so is the seal of the log's end: whoever
//! can write the tables can neither forge an entry nor cut off the last ones unseen. Who puts back a whole earlier state
//! is seen by a checkpoint that was kept elsewhere.

use domain::policy::Action;
use domain::time::Instant;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait,
};

use crate::digest::AuditKey;
use crate::entity::{audit_entry, audit_head, tenant};
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

/// How far a log had come at some moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The number of entries, which is the number of the last.
    pub entries: i64,
    /// The last entry's hash.
    pub hash: String,
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

    /// How far the log has come: kept elsewhere, it proves later that nothing up to here was changed or cut off.
    pub async fn audit_checkpoint(&self) -> Result<Option<Checkpoint>> {
        let head = audit_head::Entity::find_by_id(self.tenant_id())
            .one(&self.inner)
            .await?;
        Ok(head.map(|head| Checkpoint {
            entries: head.entries,
            hash: head.hash,
        }))
    }

    /// Recomputes the whole chain and compares it with its sealed end, and with `kept`, checkpoints from outside.
    ///
    /// # Errors
    /// The database cannot be read, or nobody gave the key.
    pub async fn verify_audit(&self, kept: &[Checkpoint]) -> Result<Verdict> {
        let key = self.audit_key()?;
        // The end first: entries that are written meanwhile only lie behind it.
        let head = audit_head::Entity::find_by_id(self.tenant_id())
            .one(&self.inner)
            .await?;
        let Some(head) = head.filter(|head| head.seal == seal(key, head)) else {
            return Ok(Verdict::Broken {
                seq: self.last_audit_entry().await?.max(1),
            });
        };
        let end = Checkpoint {
            entries: head.entries,
            hash: head.hash,
        };
        let fits = |entry: &AuditEntry| {
            let mut here = kept
                .iter()
                .chain([&end])
                .filter(|point| point.entries == entry.seq);
            here.all(|point| point.hash == entry.hash)
        };
        let (mut entries, mut previous_hash) = (0, String::new());
        loop {
            let next = self.audit_entries_after(entries).await?;
            if next.is_empty() {
                break;
            }
            for entry in next {
                entries += 1;
                let bound = entry.seq == entries && entry.previous_hash == previous_hash;
                if !bound || entry.hash != hash(key, &entry) || !fits(&entry) {
                    return Ok(Verdict::Broken { seq: entries });
                }
                previous_hash = entry.hash;
            }
        }
        let furthest = kept.iter().map(|point| point.entries).fold(end.entries, i64::max);
        Ok(if entries < furthest {
            Verdict::Broken { seq: entries + 1 }
        } else {
            Verdict::Intact { entries }
        })
    }

    async fn audit_entries_after(&self, seq: i64) -> Result<Vec<AuditEntry>> {
        Ok(audit_entry::Entity::find()
            .filter(audit_entry::Column::TenantId.eq(self.tenant_id()))
            .filter(audit_entry::Column::Seq.gt(seq))
            .order_by_asc(audit_entry::Column::Seq)
            .limit(ENTRIES_AT_ONCE)
            .all(&self.inner)
            .await?)
    }
}

/// Appends the entry for the transaction's action.
pub async fn append(tx: &TenantTx, action: Action, note: Note) -> Result<()> {
    let key = tx.audit_key()?;
    // The tenant's row is the lock that makes sequence numbers gapless. It is weaker than the locks that foreign
    // keys take, so that two writers of one tenant wait for each other instead of blocking each other for good.
    tx.lock_tenant().await?;
    let last = audit_entry::Entity::find()
        .filter(audit_entry::Column::TenantId.eq(tx.tenant_id()))
        .order_by_desc(audit_entry::Column::Seq)
        .one(&tx.inner)
        .await?;
    let last = last.map_or((0, String::new()), |entry| (entry.seq, entry.hash));
    let head = audit_head::Entity::find_by_id(tx.tenant_id())
        .one(&tx.inner)
        .await?;
    let head = head.filter(|head| head.seal == seal(key, head));
    if head
        .as_ref()
        .is_none_or(|head| (head.entries, &head.hash) != (last.0, &last.1))
    {
        tracing::error!(tenant = %tx.tenant_id(), "the audit log does not end where it was sealed");
    }
    // What was cut off leaves a gap and what was made up a seam: going on never heals a log.
    let (seq, previous_hash) = match &head {
        Some(head) if head.entries > last.0 => (head.entries + 1, head.hash.clone()),
        _ => (last.0 + 1, last.1),
    };
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
    entry.hash = hash(key, &entry);
    let sealed = head
        .is_some()
        .then(|| sealed(key, tx.tenant_id(), seq, &entry.hash));
    audit_entry::Entity::insert(entry.into_active_model())
        .exec_without_returning(&tx.inner)
        .await?;
    // A log without a sealed end stays without: it was made with one.
    if let Some(sealed) = sealed {
        audit_head::Entity::update_many()
            .set(sealed.into_active_model().reset_all())
            .filter(audit_head::Column::TenantId.eq(tx.tenant_id()))
            .exec(&tx.inner)
            .await?;
    }
    Ok(())
}

/// Seals the empty log of a new tenant.
pub async fn begin(inner: &DatabaseTransaction, key: &AuditKey, tenant_id: uuid::Uuid) -> Result<()> {
    audit_head::Entity::insert(sealed(key, tenant_id, 0, "").into_active_model())
        .exec_without_returning(inner)
        .await?;
    Ok(())
}

fn sealed(key: &AuditKey, tenant_id: uuid::Uuid, entries: i64, hash: &str) -> audit_head::Model {
    let head = audit_head::Model {
        tenant_id,
        entries,
        hash: hash.to_owned(),
        seal: String::new(),
    };
    audit_head::Model {
        seal: seal(key, &head),
        ..head
    }
}

fn subject(actor: &Actor) -> (&'static str, Option<uuid::Uuid>) {
    match actor.subject {
        Subject::Person(id) => ("person", Some(id)),
        Subject::Client(id) => ("client", Some(id)),
        Subject::System => ("system", None),
    }
}

/// The fingerprint of all fields but the hash itself.
fn hash(key: &AuditKey, entry: &audit_entry::Model) -> String {
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
    key.digest(&fields)
}

/// Under the same key, yet no entry reads like an end.
fn seal(key: &AuditKey, head: &audit_head::Model) -> String {
    key.digest(&[
        "end of the log".to_owned(),
        head.tenant_id.to_string(),
        head.entries.to_string(),
        head.hash.clone(),
    ])
}
