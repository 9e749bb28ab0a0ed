//! What happened in the demo: the real incident log and outage, and generated months around the present.

use chrono::{DateTime, Duration, Months, NaiveDate, Utc};
use domain::ids::ServiceId;
use domain::sla::ticket::Pause;
use domain::time::calendar::{Calendar, CalendarSpec, Direction, Tie};
use domain::time::holiday::Region;
use domain::time::period::{Period, PeriodKind};
use domain::time::{Instant, Interval, zone};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use storage::{NewFact, Observation, OutageBody, TenantTx, TicketBody};
use uuid::Uuid;

use super::contracts::{
    self, AZURE_SQL, BILLING, CAMPUS, CONTROL_ROOM, DATA_CENTRE, DYNAMO_DB, ERP, SERVICE_DESK, WAN,
};
use super::{Seeder, find};
use crate::imports::{MappingChoice, Upload};
use crate::{Actor, Error, Result, Subject};

const SEED: u64 = 20_151_001;
/// The real log; see the README beside it for its source.
const INCIDENT_LOG: &[u8] = include_bytes!("../../demo/servicenow-incident-event-log.csv");
const MONTHS: u32 = 12;
const TICKETS_A_DAY: u32 = 5;
const GOALS: [(&str, i64); 4] = [("Critical", 4), ("High", 8), ("Moderate", 24), ("Low", 40)];

/// The larger tenant's facts.
pub async fn rheintal(seeder: &Seeder<'_>) -> Result<()> {
    import_log(seeder).await?;
    let mut random = StdRng::seed_from_u64(SEED);
    let tx = seeder.open().await?;
    tickets(seeder, &tx, &mut random).await?;
    dynamo_db_outage(&tx).await?;
    charges(seeder, &tx, &mut random).await?;
    for (service, source) in [
        (DYNAMO_DB, "AWS Health Dashboard"),
        (AZURE_SQL, "Azure Service Health"),
        (WAN, "Checkmk"),
        (DATA_CENTRE, "Checkmk"),
        (CAMPUS, "Checkmk"),
        (ERP, "Checkmk"),
    ] {
        observe(seeder, &tx, service, source).await?;
    }
    // Minutes a month that the target allows, and how much of them a usual month uses.
    past_outages(seeder, &tx, &mut random, WAN, 86).await?;
    past_outages(seeder, &tx, &mut random, DATA_CENTRE, 22).await?;
    past_outages(seeder, &tx, &mut random, CAMPUS, 60).await?;
    past_outages(seeder, &tx, &mut random, ERP, 43).await?;
    claimable_outage(seeder, &tx).await?;
    melting_budget(seeder, &tx, WAN, 2_000).await?;
    spent_budget(seeder, &tx).await?;
    seeder.save(tx, "facts").await
}

/// The smaller tenant's facts.
pub async fn stadtwerke(seeder: &Seeder<'_>) -> Result<()> {
    let mut random = StdRng::seed_from_u64(SEED + 1);
    let tx = seeder.open().await?;
    for (service, minutes) in [(CONTROL_ROOM, 43), (BILLING, 60)] {
        observe(seeder, &tx, service, "Zabbix").await?;
        past_outages(seeder, &tx, &mut random, service, minutes).await?;
    }
    seeder.save(tx, "facts").await
}

/// Takes the way a person takes: upload, look, confirm.
async fn import_log(seeder: &Seeder<'_>) -> Result<()> {
    let manager = Actor {
        role: domain::policy::Role::ServiceManager,
        subject: Subject::System,
        name: "Sabine Kraus".to_owned(),
        ..seeder.actor.clone()
    };
    let service = seeder
        .services
        .services_choices(&manager)
        .await?
        .into_iter()
        .find(|s| s.name == SERVICE_DESK);
    let upload = Upload {
        service_id: service.map_or(ServiceId(Uuid::nil()), |service| service.id),
        file_name: "servicenow-incident-event-log.csv".to_owned(),
        bytes: INCIDENT_LOG.to_vec(),
        mapping: MappingChoice::ServiceNow,
        time_zone: "Europe/Berlin".to_owned(),
    };
    let import = seeder.services.upload(&manager, upload).await?;
    seeder.services.confirm_import(&manager, import).await
}

async fn service_id(tx: &TenantTx, name: &str) -> Result<Uuid> {
    find(&tx.services().await?, name, |row| (&row.name, row.id))
}

/// The first of the month twelve months ago.
fn beginning(now: Instant) -> NaiveDate {
    let this_month = Period::containing(PeriodKind::Month, now.date_naive()).first_day();
    this_month
        .checked_sub_months(Months::new(MONTHS))
        .unwrap_or(this_month)
}

fn instant(text: &str) -> Result<Instant> {
    DateTime::parse_from_rfc3339(text)
        .map(|at| at.with_timezone(&Utc))
        .map_err(Error::internal)
}

/// 19 October 2025, 23:48 PDT to 20 October, 02:40 PDT, as told in aws.amazon.com/message/101925; the account paid
/// 12,400 EUR for that month.
async fn dynamo_db_outage(tx: &TenantTx) -> Result<()> {
    let fact = NewFact {
        service_id: service_id(tx, DYNAMO_DB).await?,
        source: "aws.amazon.com/message/101925".to_owned(),
        external_id: "AWS-101925".to_owned(),
        import_id: None,
        reason: None,
        body: OutageBody {
            starts_at: instant("2025-10-19T23:48:00-07:00")?,
            ends_at: Some(instant("2025-10-20T02:40:00-07:00")?),
            cause: Some(
                "DNS-Eintrag des regionalen Endpunkts leer (Wettlauf in der DNS-Verwaltung)".to_owned(),
            ),
        },
    };
    tx.record_outages(vec![fact]).await?;
    Ok(())
}

async fn charges(seeder: &Seeder<'_>, tx: &TenantTx, random: &mut StdRng) -> Result<()> {
    contracts::charge(seeder, tx, "UC-2024-004", "2025-10", 1_240_000).await?;
    let mut period = Period::containing(PeriodKind::Month, beginning(seeder.now));
    for _ in 0..=MONTHS {
        if period.to_string() != "2025-10" {
            let amount = random.random_range(1_150_000..1_350_000) / 100 * 100;
            contracts::charge(seeder, tx, "UC-2024-004", &period.to_string(), amount).await?;
        }
        let amount = random.random_range(310_000..360_000) / 100 * 100;
        contracts::charge(seeder, tx, "UC-2025-012", &period.to_string(), amount).await?;
        period = period.next();
    }
    Ok(())
}

/// A service is measured without a gap.
pub async fn observe(seeder: &Seeder<'_>, tx: &TenantTx, service: &str, source: &str) -> Result<()> {
    let row = Observation {
        tenant_id: seeder.tenant.id,
        service_id: service_id(tx, service).await?,
        source: source.to_owned(),
        from_at: zone::to_instant(
            zone::parse("Europe/Berlin").map_err(Error::internal)?,
            beginning(seeder.now).into(),
        ),
        to_at: None,
    };
    Ok(tx.insert_observation(row).await?)
}

/// One or two outages a month before this one: most months within the budget, two of twelve beyond it.
async fn past_outages(
    seeder: &Seeder<'_>,
    tx: &TenantTx,
    random: &mut StdRng,
    service: &str,
    budget_minutes: i64,
) -> Result<()> {
    let service_id = service_id(tx, service).await?;
    let mut first = beginning(seeder.now);
    for month in 0..MONTHS {
        let bad = month == 2 || month == 8;
        let percent = if bad {
            random.random_range(130..210)
        } else {
            random.random_range(10..70)
        };
        let minutes = (budget_minutes * percent / 100).max(1);
        let day = first + Duration::days(random.random_range(1..27));
        let start = day
            .and_hms_opt(random.random_range(8..15), random.random_range(0..60), 0)
            .ok_or(Error::Internal)?;
        outage(tx, service_id, start.and_utc(), minutes * 60).await?;
        first = first.checked_add_months(Months::new(1)).ok_or(Error::Internal)?;
    }
    Ok(())
}

async fn outage(tx: &TenantTx, service_id: Uuid, starts_at: Instant, seconds: i64) -> Result<()> {
    let short = service_id.simple().to_string();
    let fact = NewFact {
        service_id,
        source: "Checkmk".to_owned(),
        external_id: format!("MON-{}-{}", starts_at.format("%Y%m%d"), &short[short.len() - 4..]),
        import_id: None,
        reason: None,
        body: OutageBody {
            starts_at,
            ends_at: Some(starts_at + Duration::seconds(seconds)),
            cause: None,
        },
    };
    tx.record_outages(vec![fact]).await?;
    Ok(())
}

/// Half an hour in the middle of last month: a credit that can still be claimed.
async fn claimable_outage(seeder: &Seeder<'_>, tx: &TenantTx) -> Result<()> {
    let month = this_month(seeder.now)?;
    outage(
        tx,
        service_id(tx, AZURE_SQL).await?,
        month.from - Duration::days(14),
        30 * 60,
    )
    .await
}

/// An outage this month that uses more of the budget than time has passed, and less than all of it.
async fn melting_budget(seeder: &Seeder<'_>, tx: &TenantTx, service: &str, budget_ppm: i64) -> Result<()> {
    let month = this_month(seeder.now)?;
    let elapsed = (seeder.now - month.from).num_seconds();
    let budget = month.seconds() * budget_ppm / 1_000_000;
    let halfway_between =
        i128::from(elapsed + month.seconds()) * i128::from(budget) / i128::from(month.seconds() * 2);
    let seconds = i64::try_from(halfway_between).unwrap_or(0).min(elapsed * 9 / 10) / 60 * 60;
    let starts_at = (seeder.now - Duration::seconds(elapsed / 5 + seconds)).max(month.from);
    outage(tx, service_id(tx, service).await?, starts_at, seconds.max(60)).await
}

/// An outage this month of two and a half hours, or as long as the month is old.
async fn spent_budget(seeder: &Seeder<'_>, tx: &TenantTx) -> Result<()> {
    let month = this_month(seeder.now)?;
    let ended = seeder.now - Duration::minutes(10).min((seeder.now - month.from) / 10);
    let starts_at = (ended - Duration::minutes(150)).max(month.from);
    outage(
        tx,
        service_id(tx, DATA_CENTRE).await?,
        starts_at,
        (ended - starts_at).num_seconds(),
    )
    .await
}

fn this_month(now: Instant) -> Result<Interval> {
    let zone = zone::parse("Europe/Berlin").map_err(Error::internal)?;
    Ok(Period::containing(PeriodKind::Month, now.with_timezone(&zone).date_naive()).bounds(zone))
}

/// Five tickets a working day since the beginning; two months of the twelve are bad.
async fn tickets(seeder: &Seeder<'_>, tx: &TenantTx, random: &mut StdRng) -> Result<()> {
    let spec = CalendarSpec::weekdays("Europe/Berlin", "08:00", "18:00", Some(Region::NW));
    let calendar = Calendar::new(&spec).map_err(Error::internal)?;
    let service_id = service_id(tx, SERVICE_DESK).await?;
    let (first, mut number) = (beginning(seeder.now), 2_000_000);
    let mut facts = Vec::new();
    for day in first
        .iter_days()
        .take_while(|day| *day <= seeder.now.date_naive())
    {
        if !calendar.is_working_day(day) {
            continue;
        }
        let month = (day - first).num_days() / 30;
        let late_percent = if month == 4 || month == 9 { 11 } else { 3 };
        for _ in 0..TICKETS_A_DAY {
            number += 1;
            let time = day.and_hms_opt(random.random_range(8..17), random.random_range(0..60), 0);
            let reported_at = zone::to_instant(calendar.tz(), time.ok_or(Error::Internal)?);
            let body = ticket(&calendar, random, reported_at, late_percent, seeder.now)?;
            if reported_at < seeder.now {
                facts.push(NewFact {
                    service_id,
                    source: "servicenow".to_owned(),
                    external_id: format!("INC{number}"),
                    import_id: None,
                    reason: None,
                    body,
                });
            }
        }
    }
    while !facts.is_empty() {
        let rest = facts.split_off(facts.len().min(200));
        tx.record_tickets(std::mem::replace(&mut facts, rest)).await?;
    }
    Ok(())
}

fn ticket(
    calendar: &Calendar,
    random: &mut StdRng,
    reported_at: Instant,
    late_percent: u32,
    now: Instant,
) -> Result<TicketBody> {
    let (priority, hours) = GOALS[match random.random_range(0..100) {
        0..3 => 0,
        3..12 => 1,
        12..85 => 2,
        _ => 3,
    }];
    let share = if random.random_range(0..100) < late_percent {
        random.random_range(105..180)
    } else {
        random.random_range(8..85)
    };
    let resolved_at = calendar
        .deadline(
            reported_at,
            hours * 36 * share,
            Direction::Forward,
            &[],
            Tie::PeriodEnd,
        )
        .map_err(Error::internal)?;
    let waits = random.random_range(0..100) < 20 && (resolved_at - reported_at) > Duration::hours(2);
    let pause = Pause {
        from: reported_at + Duration::minutes(30),
        to: Some(reported_at + Duration::minutes(75)),
    };
    let pauses = if waits && pause.to.is_some_and(|to| to < now) {
        vec![pause]
    } else {
        Vec::new()
    };
    Ok(TicketBody {
        priority: priority.to_owned(),
        reported_at,
        responded_at: None,
        resolved_at: Some(resolved_at).filter(|at| *at < now),
        closed_at: None,
        pauses: serde_json::to_value(pauses).map_err(Error::internal)?,
        reopened: 0,
        first_contact: None,
        satisfaction: None,
    })
}
