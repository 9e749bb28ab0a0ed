//! The audit logs, for whoever runs the product or checks it.

use std::path::Path;

use services::{AuditCheckpoint, Services};
use storage::AuditVerdict;

use crate::cli::AuditWork;

/// Checks the logs, or says how far they have come.
pub async fn audit(services: &Services, work: &AuditWork) -> Result<(), String> {
    match work {
        AuditWork::Verify { checkpoint } => {
            let kept = checkpoint.as_deref().map_or_else(|| Ok(Vec::new()), read)?;
            verify(services, &kept).await
        }
        AuditWork::Checkpoint => {
            let points = services.audit_checkpoints().await;
            for point in points.map_err(|error| error.to_string())? {
                let line = serde_json::to_string(&point).map_err(|error| error.to_string())?;
                println!("{line}");
            }
            Ok(())
        }
    }
}

fn read(path: &Path) -> Result<Vec<AuditCheckpoint>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    let points: Vec<_> = lines
        .map(|(number, line)| {
            serde_json::from_str(line)
                .map_err(|error| format!("{}, line {}: {error}", path.display(), number + 1))
        })
        .collect::<Result<_, String>>()?;
    if points.is_empty() {
        return Err(format!("{}: no checkpoint in it", path.display()));
    }
    Ok(points)
}

async fn verify(services: &Services, kept: &[AuditCheckpoint]) -> Result<(), String> {
    let reports = services.verify_audit(kept).await;
    let mut broken = 0;
    for (tenant, verdict) in reports.map_err(|error| error.to_string())? {
        match verdict {
            AuditVerdict::Intact { entries } => println!("{tenant}: {entries} entries, intact"),
            AuditVerdict::Broken { seq } => {
                broken += 1;
                println!("{tenant}: entry {seq} is missing or was changed");
            }
        }
    }
    if broken == 0 {
        Ok(())
    } else {
        Err(format!("{broken} audit logs are broken"))
    }
}
