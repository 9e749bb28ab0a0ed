//! The worker: claims jobs one by one under a lease and does them.
//!
//! Jobs are idempotent. A worker that dies leaves a lease that runs out, and the job is done again; one that was
//! only slow finds its fence outdated and changes nothing. The one effect that cannot be taken back is a mail; see
//! `mail` for what is done about it.

use chrono::Duration;
use serde::Deserialize;
use storage::Job;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{Error, Result, Services, schedule};

/// Kinds of job, as stored.
pub const IMPORT: &str = "import";
pub const EVALUATE: &str = "evaluate";
pub const CHAINS: &str = "chains";
pub const UNLINKED: &str = "unlinked_document";
pub const MAIL: &str = "mail";
pub const INVITATION: &str = "invitation_mail";
pub const ACCOUNT_LINK: &str = "account_link_mail";
pub const NOTICE: &str = "notice_mail";

/// Everything that leaves by mail.
const MAILS: [&str; 4] = [MAIL, INVITATION, ACCOUNT_LINK, NOTICE];

const LEASE: Duration = Duration::seconds(30);
const RENEW: std::time::Duration = std::time::Duration::from_secs(10);
const IDLE: std::time::Duration = std::time::Duration::from_millis(300);
const ATTEMPTS: i32 = 8;

#[derive(Deserialize)]
struct ImportJob {
    import_id: Uuid,
}

#[derive(Deserialize)]
struct EvaluateJob {
    service_id: Uuid,
}

#[derive(Deserialize)]
struct UnlinkedJob {
    sha256: String,
}

#[derive(Deserialize)]
struct MailJob {
    mail_id: Uuid,
}

#[derive(Deserialize)]
struct InvitationJob {
    invitation_id: Uuid,
}

#[derive(Deserialize)]
struct AccountLinkJob {
    link_id: Uuid,
}

#[derive(Deserialize)]
struct NoticeJob {
    notice_id: Uuid,
}

impl Services {
    /// Works until stopped; finishes the job at hand first.
    pub async fn work(&self, stop: CancellationToken) {
        let name = format!("worker-{}", storage::ids::new().simple());
        let mut next_round = self.clock.now();
        while !stop.is_cancelled() {
            if self.clock.now() >= next_round {
                next_round = self.clock.now() + schedule::EVALUATE_EVERY;
                if let Err(error) = self.keep_schedule().await {
                    tracing::warn!(%error, "schedule not kept");
                }
            }
            let worked = self.work_once(&name).await.unwrap_or_else(|error| {
                tracing::warn!(%error, "worker could not reach its jobs");
                false
            });
            if !worked {
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = tokio::time::sleep(IDLE) => {}
                }
            }
        }
    }

    /// Works until nothing is left to do, for commands that must leave nothing undone; also waits for what another
    /// process has begun. Mail stays for the server.
    pub(crate) async fn work_off_except_mail(&self) -> Result<()> {
        let mut mails = Vec::new();
        loop {
            match self.claim_job("command").await? {
                Some(job) if MAILS.contains(&job.kind.as_str()) => mails.push(job),
                Some(job) => self.perform(&job).await?,
                None if self.db.system_read().await?.unfinished_jobs(&MAILS).await? == 0 => break,
                None => tokio::time::sleep(IDLE).await,
            }
        }
        for job in mails {
            let tx = self.db.system().await?;
            tx.fail_job(&job, "left to the server", Some(self.clock.now()))
                .await?;
            tx.save().await?;
        }
        Ok(())
    }

    async fn claim_job(&self, worker: &str) -> Result<Option<Job>> {
        let tx = self.db.system().await?;
        let job = tx.claim_job(worker, self.clock.now(), LEASE).await?;
        tx.save().await?;
        Ok(job)
    }

    async fn work_once(&self, worker: &str) -> Result<bool> {
        let Some(job) = self.claim_job(worker).await? else {
            return Ok(false);
        };
        self.perform(&job).await?;
        Ok(true)
    }

    /// Does a claimed job under a lease that is renewed while it runs. It runs as a task of its own, so that a
    /// fault in one job does not end the worker.
    async fn perform(&self, job: &Job) -> Result<()> {
        let mut task = tokio::spawn({
            let (services, job) = (self.clone(), job.clone());
            async move { services.run(&job).await }
        });
        let done = tokio::select! {
            done = &mut task => done.unwrap_or_else(|fault| Err(Error::internal(fault))),
            () = self.lose_lease(job) => {
                task.abort();
                return Ok(());
            }
        };
        match done {
            Ok(None) => self.finish(job).await,
            Ok(Some(delay)) => self.put_off(job, "to be tried again", Some(delay)).await,
            Err(error) => self.failed(job, &error).await,
        }
    }

    async fn finish(&self, job: &Job) -> Result<()> {
        let tx = self.db.system().await?;
        match tx.finish_job(job).await {
            Ok(()) | Err(storage::Error::LeaseLost) => Ok(tx.save().await?),
            Err(error) => Err(error.into()),
        }
    }

    async fn failed(&self, job: &Job, error: &Error) -> Result<()> {
        tracing::warn!(%error, kind = job.kind, attempts = job.attempts, "job failed");
        // Mail counts its own attempts; what fails here is only the way to it.
        let hopeless =
            *error == Error::NotFound || (job.attempts >= ATTEMPTS && !MAILS.contains(&job.kind.as_str()));
        if hopeless && job.kind == IMPORT {
            // First, so that a crash in between repeats this and not the import.
            self.fail_import(job.tenant_id, payload::<ImportJob>(job)?.import_id)
                .await?;
        }
        let wait = Duration::seconds(i64::from(job.attempts.min(30)) * 2);
        self.put_off(job, error.code(), (!hopeless).then_some(wait)).await
    }

    async fn put_off(&self, job: &Job, why: &str, wait: Option<Duration>) -> Result<()> {
        let tx = self.db.system().await?;
        tx.fail_job(job, why, wait.map(|wait| self.clock.now() + wait))
            .await?;
        Ok(tx.save().await?)
    }

    /// Renews the lease and returns only when another worker has it. A database that is away for a moment is no
    /// reason to stop.
    async fn lose_lease(&self, job: &Job) {
        loop {
            tokio::time::sleep(RENEW).await;
            let renew = async {
                let tx = self.db.system().await?;
                tx.renew_job(job, self.clock.now() + LEASE).await?;
                tx.save().await
            };
            if matches!(renew.await, Err(storage::Error::LeaseLost)) {
                return;
            }
        }
    }

    async fn run(&self, job: &Job) -> Result<Option<Duration>> {
        match job.kind.as_str() {
            IMPORT => self
                .run_import(job, payload::<ImportJob>(job)?.import_id)
                .await
                .map(|()| None),
            EVALUATE => self
                .evaluate_service(job, payload::<EvaluateJob>(job)?.service_id)
                .await
                .map(|()| None),
            CHAINS => self.prove_chains(job).await.map(|()| None),
            UNLINKED => self
                .remove_unlinked(job.tenant_id, &payload::<UnlinkedJob>(job)?.sha256)
                .await
                .map(|()| None),
            MAIL => {
                self.send_mail(job.tenant_id, payload::<MailJob>(job)?.mail_id)
                    .await
            }
            INVITATION => {
                let id = payload::<InvitationJob>(job)?.invitation_id;
                self.mail_invitation(job.tenant_id, id, job.attempts).await
            }
            ACCOUNT_LINK => {
                let id = payload::<AccountLinkJob>(job)?.link_id;
                self.mail_account_link(job.tenant_id, id, job.attempts).await
            }
            NOTICE => {
                let id = payload::<NoticeJob>(job)?.notice_id;
                self.mail_notice(job.tenant_id, id, job.attempts).await
            }
            unknown => Err(Error::internal(format!("job of unknown kind {unknown}"))),
        }
    }
}

fn payload<T: serde::de::DeserializeOwned>(job: &Job) -> Result<T> {
    serde_json::from_value(job.payload.clone()).map_err(Error::internal)
}
