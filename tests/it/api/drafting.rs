//! Writing contracts: `POST /api/v1/contracts`, `/draft`, `/targets`, `/status`.

use acceptance::Machine;
use acceptance::instance::Storage;
use reqwest::Method;
use serde_json::{Value, json};

use crate::demo::{Demo, RHEINTAL, STADTWERKE, demo, items, text};

/// An answer: status, entity tag, body.
struct Answer {
    status: u16,
    tag: String,
    body: Value,
}

async fn send(machine: &Machine, method: Method, path: &str, tag: &str, body: &Value) -> Answer {
    let mut request = machine.request(method, path);
    if !tag.is_empty() {
        request = request.header("if-match", tag);
    }
    if !body.is_null() {
        request = request.json(body);
    }
    let answer = request.send().await.expect("an answer");
    Answer {
        status: answer.status().as_u16(),
        tag: answer
            .headers()
            .get("etag")
            .and_then(|tag| tag.to_str().ok())
            .unwrap_or_default()
            .to_owned(),
        body: answer.json().await.unwrap_or_default(),
    }
}

/// A supplier, a service and a calendar of a tenant, by name.
async fn ingredients(machine: &Machine) -> (String, String, String) {
    let id = async |path: &str, name: &str| {
        let list = machine.get(path).await;
        let found = items(&list).iter().find(|item| item["name"] == name).cloned();
        text(&found.unwrap_or_else(|| panic!("{name}: {list}"))["id"]).to_owned()
    };
    (
        id("/api/v1/suppliers", "Nordlicht IT-Services GmbH").await,
        id("/api/v1/services", "Datensicherung").await,
        id("/api/v1/calendars", "24x7").await,
    )
}

fn contract(number: &str, supplier: &str) -> Value {
    json!({ "number": number, "title": "Betrieb Dateidienste", "kind": "uc", "supplier_id": supplier, "currency": "EUR",
            "time_zone": "Europe/Berlin", "starts_on": "2026-01-01", "language": "de", "penalty_nature": "malus_bonus",
            "tags": ["Betrieb", "Dateien"], "cost_centre": "4711" })
}

fn target(name: &str, service: &str, calendar: &str, threshold_ppm: i64) -> Value {
    json!({ "name": name, "service_id": service, "calendar_id": calendar, "definition": {
        "metric": { "kind": "availability", "maintenance": "counts_as_up" }, "threshold_ppm": threshold_ppm, "window": "month",
        "schedule": { "model": "tiered_step", "tiers": [
            { "below_ppm": threshold_ppm, "at_least_ppm": 990_000, "credit_ppm": 50_000 },
            { "below_ppm": 990_000, "at_least_ppm": null, "credit_ppm": 100_000 } ] },
        "caps": { "yearly_cap_minor": 5_760_000 }, "claim": { "rule": "days_after", "days": 30 } } })
}

fn terms(valid_from: &str) -> Value {
    json!({ "valid_from": valid_from, "note": "", "monthly_fee": "48000.00", "duration": "indefinite",
            "notice": { "count": 3, "unit": "month" }, "notice_to": "quarter_end", "notice_form": "text",
            "lead_working_days": 10, "region": "DE-NW" })
}

/// Writes a contract with one target and brings it into force; its path and its entity tag.
async fn in_force(machine: &Machine, number: &str) -> (String, String) {
    let (supplier, service, calendar) = ingredients(machine).await;
    let made = send(
        machine,
        Method::POST,
        "/api/v1/contracts",
        "",
        &contract(number, &supplier),
    )
    .await;
    assert_eq!(made.status, 201, "{}", made.body);
    let path = format!("/api/v1/contracts/{}", text(&made.body["id"]));
    let draft = format!("{path}/draft");
    let saved = send(machine, Method::PUT, &draft, &made.tag, &terms("2026-01-01")).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    let body = target("Verfügbarkeit", &service, &calendar, 995_000);
    let added = send(
        machine,
        Method::POST,
        &format!("{path}/targets"),
        &saved.tag,
        &body,
    )
    .await;
    assert_eq!(added.status, 201, "{}", added.body);
    let step = json!({ "status": "active" });
    let moved = send(
        machine,
        Method::POST,
        &format!("{path}/status"),
        &added.tag,
        &step,
    )
    .await;
    assert_eq!(
        (moved.status, &moved.body["status"]),
        (200, &json!("active")),
        "{}",
        moved.body
    );
    (path, moved.tag)
}

#[tokio::test]
async fn a_contract_is_written_and_comes_into_force() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let (path, tag) = in_force(&machine, "UC-2026-100").await;
        let contract = machine.get(&path).await;
        assert_eq!(contract["tags"], json!(["Betrieb", "Dateien"]), "{storage:?}");
        assert_eq!(contract["monthly_fee"]["amount_minor"], 4_800_000);
        let term = machine.get(&format!("{path}/term")).await;
        assert!(
            text(&term["next"]["end"]).ends_with("-31") || text(&term["next"]["end"]).ends_with("-30"),
            "{term}"
        );
        // An outage of the service is measured by the new target from the first day on.
        record(
            &machine,
            "2026-09-01T10:00:00Z",
            "2026-09-01T14:00:00Z",
            "drafting-1",
        )
        .await;
        let targets = machine.get(&format!("{path}/targets")).await;
        let periods = format!("/api/v1/targets/{}/periods", text(&items(&targets)[0]["id"]));
        let september = wait(&machine, &periods, "2026-09", "breached").await;
        // 4 of 720 hours: 99.4444 %, the first step: 5 % of 48,000.00.
        assert_eq!(
            september["credit"]["amount_minor"], 240_000,
            "{storage:?}: {september}"
        );
        // What is in force is not written again.
        let refused = send(&machine, Method::DELETE, &path, &tag, &Value::Null).await;
        assert_eq!(
            (refused.status, &refused.body["code"]),
            (409, &json!("contract_in_force"))
        );
        let refused = send(
            &machine,
            Method::PUT,
            &format!("{path}/draft"),
            &tag,
            &terms("2026-01-01"),
        )
        .await;
        assert_eq!((refused.status, &refused.body["code"]), (409, &json!("no_draft")));
        // An end has a day and a reason, and can be taken back.
        let step = |body: Value| async move { body };
        let notice =
            step(json!({ "status": "terminated", "on_day": "2027-03-31", "reason": "Neuausschreibung" }))
                .await;
        let status = format!("{path}/status");
        let ended = send(&machine, Method::POST, &status, &tag, &notice).await;
        assert_eq!(
            (ended.status, &ended.body["ends_on"]),
            (200, &json!("2027-03-31")),
            "{}",
            ended.body
        );
        let back = send(
            &machine,
            Method::POST,
            &status,
            &ended.tag,
            &json!({ "status": "active" }),
        )
        .await;
        assert_eq!(
            (back.status, &back.body["ends_on"]),
            (200, &Value::Null),
            "{}",
            back.body
        );
    }
}

async fn record(machine: &Machine, from: &str, to: &str, id: &str) {
    let outage = json!({ "service": "Datensicherung", "external_id": id, "starts_at": from, "ends_at": to });
    let answer = send(machine, Method::POST, "/api/v1/facts/outages", "", &outage).await;
    assert!(answer.status < 300, "{}", answer.body);
}

async fn wait(machine: &Machine, periods: &str, period: &str, status: &str) -> Value {
    let mut found = Value::Null;
    for _ in 0..100 {
        let list = machine.get(periods).await;
        let one = items(&list).iter().find(|item| item["period"] == period).cloned();
        found = one.unwrap_or_default();
        if found["state"] == status {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    assert_eq!(found["state"], status, "{period}: {found}");
    found
}

#[tokio::test]
async fn an_amendment_changes_what_is_promised_from_its_day_on() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let (path, tag) = in_force(&machine, "UC-2026-101").await;
        for (from, to, id) in [
            ("2026-08-03T10:00:00Z", "2026-08-03T12:00:00Z", "drafting-2"),
            ("2026-09-01T10:00:00Z", "2026-09-01T12:00:00Z", "drafting-3"),
        ] {
            record(&machine, from, to, id).await;
        }
        let targets = machine.get(&format!("{path}/targets")).await;
        let id = text(&items(&targets)[0]["id"]).to_owned();
        let periods = format!("/api/v1/targets/{id}/periods");
        // Two hours of a month are above 99.5 %.
        wait(&machine, &periods, "2026-08", "met").await;
        wait(&machine, &periods, "2026-09", "met").await;
        let (_, service, calendar) = ingredients(&machine).await;
        let draft = format!("{path}/draft");
        let begun = send(&machine, Method::POST, &draft, &tag, &Value::Null).await;
        assert_eq!(
            (begun.status, &begun.body["number"]),
            (201, &json!(2)),
            "{}",
            begun.body
        );
        let stricter = target("Verfügbarkeit", &service, &calendar, 999_000);
        let one = format!("{path}/targets/{id}");
        let changed = send(&machine, Method::PUT, &one, &begun.tag, &stricter).await;
        assert_eq!(
            changed.body["targets"][0]["change"], "changed",
            "{}",
            changed.body
        );
        let saved = send(&machine, Method::PUT, &draft, &changed.tag, &terms("2026-09-01")).await;
        assert_eq!(saved.status, 200, "{}", saved.body);
        // Until it is final nothing changes.
        wait(&machine, &periods, "2026-09", "met").await;
        let sealed = send(
            &machine,
            Method::POST,
            &format!("{draft}/seal"),
            &saved.tag,
            &Value::Null,
        )
        .await;
        assert_eq!(sealed.status, 200, "{}", sealed.body);
        wait(&machine, &periods, "2026-09", "breached").await;
        wait(&machine, &periods, "2026-08", "met").await;
        assert_eq!(items(&machine.get(&format!("{path}/versions")).await).len(), 2);
        // What it measures makes the target.
        let begun = send(&machine, Method::POST, &draft, &sealed.tag, &Value::Null).await;
        let mut quarterly = stricter.clone();
        quarterly["definition"]["window"] = json!("quarter");
        let refused = send(&machine, Method::PUT, &one, &begun.tag, &quarterly).await;
        assert_eq!(
            (refused.status, &refused.body["errors"][0]["code"]),
            (422, &json!("another_target")),
            "{}",
            refused.body
        );
        // A target is dropped by a version without it; its results stay.
        let dropped = send(&machine, Method::DELETE, &one, &begun.tag, &Value::Null).await;
        assert_eq!(dropped.status, 204);
        let now = send(&machine, Method::GET, &draft, "", &Value::Null).await;
        let saved = send(&machine, Method::PUT, &draft, &now.tag, &terms("2026-11-01")).await;
        let sealed = send(
            &machine,
            Method::POST,
            &format!("{draft}/seal"),
            &saved.tag,
            &Value::Null,
        )
        .await;
        assert_eq!(sealed.status, 200, "{}", sealed.body);
        assert!(items(&machine.get(&format!("{path}/targets")).await).is_empty());
        wait(&machine, &periods, "2026-09", "breached").await;
    }
}

#[tokio::test]
async fn what_cannot_be_is_refused_field_by_field() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let (supplier, service, calendar) = ingredients(&machine).await;
        let refused = async |body: &Value| {
            let answer = send(&machine, Method::POST, "/api/v1/contracts", "", body).await;
            assert_eq!(answer.status, 422, "{storage:?}: {}", answer.body);
            let error = &answer.body["errors"][0];
            format!("{} {}", text(&error["field"]), text(&error["code"]))
        };
        let with = |field: &str, value: &str| {
            let mut body = contract("UC-2026-102", &supplier);
            body[field] = json!(value);
            body
        };
        for (field, value, told) in [
            ("number", "UC-2015-001", "number taken"),
            ("kind", "ola", "penalty_nature no_money_inside"),
            ("kind", "sla", "supplier_id party_kind"),
            ("time_zone", "Europe/Atlantis", "time_zone zone_unknown"),
            ("starts_on", "2026-02-30", "starts_on date_unreadable"),
            ("currency", "", "currency required"),
            ("currency", "Euro", "currency currency_unknown"),
            ("currency", "XXX", "currency currency_unknown"),
        ] {
            assert_eq!(refused(&with(field, value)).await, told, "{storage:?}");
        }
        let theirs = foreign_supplier(&demo).await;
        assert_eq!(
            refused(&with("supplier_id", &theirs)).await,
            "supplier_id unknown"
        );
        let made = send(
            &machine,
            Method::POST,
            "/api/v1/contracts",
            "",
            &contract("UC-2026-102", &supplier),
        )
        .await;
        let path = format!("/api/v1/contracts/{}", text(&made.body["id"]));
        let targets = format!("{path}/targets");
        let mut gap = target("Verfügbarkeit", &service, &calendar, 999_000);
        gap["definition"]["schedule"]["tiers"][0]["at_least_ppm"] = json!(995_000);
        let answer = send(&machine, Method::POST, &targets, &made.tag, &gap).await;
        let error = &answer.body["errors"][0];
        assert_eq!(
            (text(&error["field"]), text(&error["code"])),
            ("definition.tiers.2", "tier_gap"),
            "{}",
            answer.body
        );
        // Without terms it cannot come into force, and nobody writes over what they have not seen.
        let step = json!({ "status": "active" });
        let status = format!("{path}/status");
        let answer = send(&machine, Method::POST, &status, &made.tag, &step).await;
        assert_eq!((answer.status, text(&answer.body["code"])), (409, "term_missing"));
        assert_eq!(send(&machine, Method::POST, &status, "", &step).await.status, 428);
        assert_eq!(
            send(&machine, Method::POST, &status, "\"77\"", &step)
                .await
                .status,
            412
        );
        assert_eq!(machine.get(&path).await["status"], "draft");
        // A draft is nothing for the other party, and can be removed.
        let removed = send(&machine, Method::DELETE, &path, &made.tag, &Value::Null).await;
        assert_eq!(removed.status, 204, "{}", removed.body);
    }
}

async fn foreign_supplier(demo: &Demo) -> String {
    let other = demo.machine(STADTWERKE).await;
    text(&items(&other.get("/api/v1/suppliers").await)[0]["id"]).to_owned()
}

#[tokio::test]
async fn the_other_party_does_not_see_drafts() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let (supplier, ..) = ingredients(&machine).await;
        let made = send(
            &machine,
            Method::POST,
            "/api/v1/contracts",
            "",
            &contract("UC-2026-103", &supplier),
        )
        .await;
        let vendor = demo.login("vendor_manager", RHEINTAL).await;
        assert!(
            !vendor.page("/contracts").await.contains("UC-2026-103"),
            "{storage:?}"
        );
        let path = format!("/api/v1/contracts/{}/status", text(&made.body["id"]));
        send(
            &machine,
            Method::POST,
            &path,
            &made.tag,
            &json!({ "status": "in_negotiation" }),
        )
        .await;
        assert!(
            vendor.page("/contracts").await.contains("UC-2026-103"),
            "{storage:?}"
        );
    }
}

#[tokio::test]
async fn what_is_noted_about_a_version_is_for_ourselves() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let (path, tag) = in_force(&machine, "UC-2026-104").await;
        let draft = format!("{path}/draft");
        let begun = send(&machine, Method::POST, &draft, &tag, &Value::Null).await;
        let mut body = terms("2026-10-01");
        body["note"] = json!("Ziel: fünf Prozent weniger");
        let saved = send(&machine, Method::PUT, &draft, &begun.tag, &body).await;
        let sealed = send(
            &machine,
            Method::POST,
            &format!("{draft}/seal"),
            &saved.tag,
            &Value::Null,
        )
        .await;
        assert_eq!(sealed.status, 200, "{storage:?}: {}", sealed.body);
        let page = path.replace("/api/v1", "");
        for (role, sees) in [("service_manager", true), ("vendor_manager", false)] {
            let shown = demo.login(role, RHEINTAL).await.page(&page).await;
            assert!(shown.contains("UC-2026-104"), "{storage:?}: {role}");
            assert_eq!(
                shown.contains("fünf Prozent weniger"),
                sees,
                "{storage:?}: {role}"
            );
        }
    }
}

#[tokio::test]
async fn nothing_is_amended_after_the_end_or_out_of_reach() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let (path, tag) = in_force(&machine, "UC-2026-105").await;
        let draft = format!("{path}/draft");
        let begun = send(&machine, Method::POST, &draft, &tag, &Value::Null).await;
        let far = send(&machine, Method::PUT, &draft, &begun.tag, &terms("9999-01-01")).await;
        assert_eq!(
            (far.status, &far.body["errors"][0]["field"]),
            (422, &json!("valid_from")),
            "{storage:?}: {}",
            far.body
        );
        let discarded = send(&machine, Method::DELETE, &draft, &begun.tag, &Value::Null).await;
        assert_eq!(discarded.status, 204, "{}", discarded.body);
        let now = machine.get(&path).await;
        let tag = format!("\"{}\"", now["revision"]);
        let end = json!({ "status": "terminated", "on_day": "2026-12-31", "reason": "Neuausschreibung" });
        let ended = send(&machine, Method::POST, &format!("{path}/status"), &tag, &end).await;
        assert_eq!(ended.status, 200, "{storage:?}: {}", ended.body);
        let begun = send(&machine, Method::POST, &draft, &ended.tag, &Value::Null).await;
        let late = send(&machine, Method::PUT, &draft, &begun.tag, &terms("2027-01-02")).await;
        assert_eq!(
            (late.status, &late.body["errors"][0]["field"]),
            (422, &json!("valid_from")),
            "{storage:?}: {} {}",
            begun.body,
            late.body
        );
    }
}

#[tokio::test]
async fn a_contract_under_notice_holds_until_its_last_day() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let (path, tag) = in_force(&machine, "UC-2026-106").await;
        let supplier = machine.get(&path).await["supplier"]["id"].clone();
        let active = async || {
            let list = machine.get("/api/v1/suppliers").await;
            let row = items(&list).iter().find(|row| row["id"] == supplier).cloned();
            row.expect("the supplier")["active_contracts"].clone()
        };
        let before = active().await;
        let end = json!({ "status": "terminated", "on_day": "2099-12-31", "reason": "Neuausschreibung" });
        let ended = send(&machine, Method::POST, &format!("{path}/status"), &tag, &end).await;
        assert_eq!(ended.status, 200, "{storage:?}: {}", ended.body);
        assert_eq!(active().await, before, "{storage:?}: it still runs");
        let person = demo.login("service_manager", RHEINTAL).await;
        let deadlines = person.page("/deadlines?search=UC-2026-106").await;
        assert!(
            deadlines.contains("31.12.2099"),
            "{storage:?}: its end is a deadline"
        );
        record(
            &machine,
            "2026-09-01T10:00:00Z",
            "2026-09-01T18:00:00Z",
            "notice-1",
        )
        .await;
        let targets = machine.get(&format!("{path}/targets")).await;
        let periods = format!("/api/v1/targets/{}/periods", text(&items(&targets)[0]["id"]));
        wait(&machine, &periods, "2026-09", "breached").await;
        assert!(
            person.page("/").await.contains("UC-2026-106"),
            "{storage:?}: what it owes is on Heute"
        );
    }
}

#[tokio::test]
async fn the_other_party_does_not_see_what_an_amendment_prepares() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let services = machine.get("/api/v1/services").await;
        let hidden = items(&services).iter().find(|row| row["name"] == "WAN Standorte");
        let hidden = text(&hidden.expect("a service")["id"]).to_owned();
        let vendor = demo.login("vendor_manager", RHEINTAL).await;
        let outage = json!({ "service": "WAN Standorte", "external_id": "prepared-1", "cause": "Bandlaufwerk",
            "starts_at": "2026-11-01T10:00:00Z", "ends_at": "2026-11-01T11:00:00Z" });
        let told = machine
            .request(Method::POST, "/api/v1/facts/outages")
            .json(&outage);
        assert_eq!(told.send().await.expect("an answer").status(), 201);
        assert!(
            !vendor.page("/outages").await.contains("Bandlaufwerk"),
            "{storage:?}"
        );
        let desk = machine.get("/api/v1/contracts?number=UC-2015-001").await;
        let path = format!("/api/v1/contracts/{}", text(&desk["items"][0]["id"]));
        let tag = format!("\"{}\"", machine.get(&path).await["revision"]);
        let begun = send(
            &machine,
            Method::POST,
            &format!("{path}/draft"),
            &tag,
            &Value::Null,
        )
        .await;
        assert_eq!(begun.status, 201, "{}", begun.body);
        let (_, _, calendar) = ingredients(&machine).await;
        let body = target("Neu", &hidden, &calendar, 995_000);
        let added = send(
            &machine,
            Method::POST,
            &format!("{path}/targets"),
            &begun.tag,
            &body,
        )
        .await;
        assert_eq!(added.status, 201, "{}", added.body);
        assert!(
            !vendor.page("/outages").await.contains("Bandlaufwerk"),
            "{storage:?}: not agreed yet"
        );
        assert!(
            !vendor.page("/search?q=Standorte").await.contains("/services/"),
            "{storage:?}"
        );
    }
}
