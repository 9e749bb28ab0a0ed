//! The worker: claims jobs one by one under a lease and does them.
//!
//! Jobs are idempotent. A worker that dies leaves a lease that runs out, and the job is done again; one that was
//! only slow finds its fence outdated and changes nothing.

use chrono::Duration;
use serde::Deserialize;
use storage::Job;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{Error, Result, Services, schedule};

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
struct MailJob {
    mail_id: Uuid,
}

impl Services {
    /// Works until stopped; finishes the job at hand first.
    pub async fn work(&self, stop: CancellationToken) {
        let name = format!("worker-{}", storage::ids::new().simple());
        let mut next_round = self.clock.now();
        while !stop.is_cancelled() {
            if self.clock.now() >= next_round {
                next_round = self.clock.now() + schedule::EVALUATE_EVERY;
                if let Err(error) = self.schedule_evaluations().await {
                    tracing::warn!(%error, "evaluations not scheduled");
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

    /// Does everything that is due, for commands that must leave nothing undone. Mail stays for the server.
    pub(crate) async fn work_off_except_mail(&self) -> Result<()> {
        let mut mails = Vec::new();
        while let Some(job) = self.claim("command").await? {
            if job.kind == "mail" {
                mails.push(job);
            } else {
                self.perform(&job).await?;
            }
        }
        for job in mails {
            let tx = self.db.system().await?;
            tx.fail_job(&job, "left to the server", Some(self.clock.now())).await?;
            tx.save().await?;
        }
        Ok(())
    }

    async fn claim(&self, worker: &str) -> Result<Option<Job>> {
        let tx = self.db.system().await?;
        let job = tx.claim_job(worker, self.clock.now(), LEASE).await?;
        tx.save().await?;
        Ok(job)
    }

    async fn work_once(&self, worker: &str) -> Result<bool> {
        let Some(job) = self.claim(worker).await? else { return Ok(false) };
        self.perform(&job).await?;
        Ok(true)
    }

    /// Does a claimed job under a lease that is renewed while it runs.
    async fn perform(&self, job: &Job) -> Result<()> {
        let done = tokio::select! {
            done = self.run(job) => done,
            lost = self.keep_lease(job) => Err(lost),
        };
        let tx = self.db.system().await?;
        match done {
            Ok(None) => match tx.finish_job(job).await {
                Ok(()) | Err(storage::Error::LeaseLost) => {}
                Err(error) => return Err(error.into()),
            },
            Ok(Some(delay)) => tx.fail_job(job, "to be tried again", Some(self.clock.now() + delay)).await?,
            Err(error) => {
                tracing::warn!(%error, kind = job.kind, attempts = job.attempts, "job failed");
                let retry = (job.attempts < ATTEMPTS && error != Error::NotFound)
                    .then(|| self.clock.now() + Duration::seconds(i64::from(job.attempts) * 2));
                tx.fail_job(job, error.code(), retry).await?;
                tx.save().await?;
                return if retry.is_none() { self.give_up(job).await } else { Ok(()) };
            }
        }
        Ok(tx.save().await?)
    }

    /// Tells people that their work will not be done.
    async fn give_up(&self, job: &Job) -> Result<()> {
        if job.kind != "import" {
            return Ok(());
        }
        let import: ImportJob = payload(job)?;
        self.fail_import(job.tenant_id, import.import_id).await
    }

    /// Returns only when the lease cannot be kept.
    async fn keep_lease(&self, job: &Job) -> Error {
        loop {
            tokio::time::sleep(RENEW).await;
            let renew = async {
                let tx = self.db.system().await?;
                tx.renew_job(job, self.clock.now() + LEASE).await?;
                tx.save().await
            };
            if let Err(error) = renew.await {
                return error.into();
            }
        }
    }

    async fn run(&self, job: &Job) -> Result<Option<Duration>> {
        match job.kind.as_str() {
            "import" => self.run_import(job.tenant_id, payload::<ImportJob>(job)?.import_id).await.map(|()| None),
            "evaluate" => {
                self.evaluate_service(job.tenant_id, payload::<EvaluateJob>(job)?.service_id).await.map(|()| None)
            }
            "mail" => self.send_mail(job.tenant_id, payload::<MailJob>(job)?.mail_id).await,
            unknown => Err(Error::internal(format!("job of unknown kind {unknown}"))),
        }
    }
}

fn payload<T: serde::de::DeserializeOwned>(job: &Job) -> Result<T> {
    serde_json::from_value(job.payload.clone()).map_err(Error::internal)
}
