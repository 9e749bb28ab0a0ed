//! `/api/v1/calendars`.

use acceptance::Machine;
use acceptance::instance::Storage;
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::demo::{RHEINTAL, STADTWERKE, demo, items, text};

async fn send(machine: &Machine, method: Method, path: &str, tag: Option<&str>, body: &Value) -> Response {
    let mut request = machine.request(method, path);
    if let Some(tag) = tag {
        request = request.header("if-match", tag);
    }
    if !body.is_null() {
        request = request.json(body);
    }
    request.send().await.expect("an answer")
}

async fn read(answer: Response) -> (u16, Value) {
    (answer.status().as_u16(), answer.json().await.unwrap_or_default())
}

fn office() -> Value {
    let day = json!([["08:00", "12:00"], ["13:00", "18:00"]]);
    json!({
        "name": "Büro Köln", "description": "mit Mittagspause", "time_zone": "Europe/Berlin", "region": "DE-NW",
        "week": { "mon": day, "tue": day, "wed": day, "thu": day, "fri": [["08:00", "14:00"]] },
        "closed_days": [{ "day": "12-24", "reason": "Heiligabend" }, { "day": "2026-02-16", "reason": "Rosenmontag" }],
        "extra_hours": [{ "date": "2026-12-05", "hours": [["09:00", "13:00"]], "reason": "Umzug" }],
        "cutoff": "16:00",
    })
}

#[tokio::test]
async fn a_calendar_is_created_read_changed_and_removed() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let answer = send(&machine, Method::POST, "/api/v1/calendars", None, &office()).await;
        assert_eq!(answer.status(), 201, "{storage:?}");
        let path = answer.headers()["location"].to_str().expect("a path").to_owned();
        let tag = answer.headers()["etag"].to_str().expect("a tag").to_owned();
        let made: Value = answer.json().await.expect("JSON");
        assert_eq!(
            made["closed_days"],
            office()["closed_days"]
                .as_array()
                .map(|days| json!([days[0], days[1]]))
                .unwrap()
        );
        assert_eq!(made["extra_hours"], office()["extra_hours"]);
        assert_eq!(made["week"]["mon"], office()["week"]["mon"]);

        let preview = machine
            .get(&format!(
                "{path}/preview?year=2026&reported=2026-11-20T15:00&goal_hours=4"
            ))
            .await;
        assert_eq!(
            preview["due"], "2026-11-23T12:00:00",
            "the afternoon of Friday is off: {preview}"
        );
        let days = preview["days"].as_array().expect("days");
        assert_eq!(days.len(), 11 + 3, "{preview}");
        assert_eq!(preview["month_seconds"].as_array().map(Vec::len), Some(12));

        let mut changed = office();
        changed["cutoff"] = json!("");
        let without = send(&machine, Method::PUT, &path, None, &changed).await;
        assert_eq!(without.status(), 428);
        // Two people save at once: one of them is told.
        let (first, second) = tokio::join!(
            send(&machine, Method::PUT, &path, Some(&tag), &changed),
            send(&machine, Method::PUT, &path, Some(&tag), &changed)
        );
        let mut statuses = [first.status().as_u16(), second.status().as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412], "{storage:?}");
        assert_eq!(machine.get(&path).await["cutoff"], Value::Null);

        let stale = send(&machine, Method::DELETE, &path, Some(&tag), &Value::Null).await;
        assert_eq!(stale.status(), 412);
        let gone = send(&machine, Method::DELETE, &path, None, &Value::Null).await;
        assert_eq!(gone.status(), 204);
        assert_eq!(
            send(&machine, Method::GET, &path, None, &Value::Null)
                .await
                .status(),
            404
        );
    }
}

#[tokio::test]
async fn what_measures_targets_keeps_its_hours() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let list = machine.get("/api/v1/calendars").await;
        let used = items(&list)
            .iter()
            .find(|row| row["targets"].as_u64() > Some(0) && row["region"] == "DE-NW");
        let used = used.expect("a calendar in use");
        let path = format!("/api/v1/calendars/{}", text(&used["id"]));
        let answer = send(&machine, Method::DELETE, &path, None, &Value::Null).await;
        let (status, problem) = read(answer).await;
        assert_eq!(
            (status, &problem["code"]),
            (409, &json!("calendar_in_use")),
            "{storage:?}"
        );

        let answer = send(&machine, Method::GET, &path, None, &Value::Null).await;
        let tag = answer.headers()["etag"].to_str().expect("a tag").to_owned();
        let calendar: Value = answer.json().await.expect("JSON");
        let mut body = json!({ "name": "Bürozeit", "time_zone": calendar["time_zone"], "week": calendar["week"],
            "region": calendar["region"] });
        let renamed = send(&machine, Method::PUT, &path, Some(&tag), &body).await;
        assert_eq!(renamed.status(), 200, "a name is no result");
        let tag = renamed.headers()["etag"].to_str().expect("a tag").to_owned();
        body["region"] = json!("DE-BY");
        let (status, problem) = read(send(&machine, Method::PUT, &path, Some(&tag), &body).await).await;
        assert_eq!(
            (status, &problem["code"]),
            (409, &json!("calendar_in_use")),
            "{storage:?}"
        );
    }
}

#[tokio::test]
async fn calendars_that_cannot_be_are_refused_field_by_field() {
    let demo = demo(Storage::Sqlite).await;
    let machine = demo.machine(RHEINTAL).await;
    let before = items(&machine.get("/api/v1/calendars").await).len();
    let hours = |from: &str, to: &str| json!({ "mon": [[from, to]] });
    for (field, value, at, code) in [
        ("name", json!(" "), "name", "required"),
        ("name", json!("24x7"), "name", "name_taken"),
        (
            "time_zone",
            json!("Europe/Bonn"),
            "time_zone",
            "unknown_time_zone",
        ),
        ("region", json!("DE-XX"), "region", "unknown"),
        ("week", hours("18:00", "08:00"), "mon", "shift_end_before_start"),
        ("week", hours("8 Uhr", "18:00"), "mon", "hours_unreadable"),
        (
            "week",
            json!({ "mon": [["08:00", "12:00"], ["11:00", "18:00"]] }),
            "mon",
            "hours_overlap",
        ),
        ("week", json!({ "monday": [] }), "week.monday", "unknown"),
        (
            "closed_days",
            json!([{ "day": "2026-02-30", "reason": "nie" }]),
            "closed_days[0]",
            "date_unreadable",
        ),
        (
            "closed_days",
            json!([{ "day": "02-30", "reason": "nie" }]),
            "closed_days[0]",
            "date_unreadable",
        ),
        (
            "closed_days",
            json!([{ "day": "12-24", "reason": "" }]),
            "closed_days[0]",
            "reason_needed",
        ),
        (
            "closed_days",
            json!([{ "day": "12-24", "reason": "a" }, { "day": "12-24", "reason": "b" }]),
            "closed_days[1]",
            "duplicate_day",
        ),
        (
            "extra_hours",
            json!([{ "date": "2026-10-03", "hours": [["09:00", "13:00"]], "reason": "Fest" }]),
            "extra_hours[0]",
            "on_a_holiday",
        ),
        ("cutoff", json!("26:00"), "cutoff", "time_needed"),
    ] {
        let mut body = office();
        body[field] = value;
        let (status, problem) =
            read(send(&machine, Method::POST, "/api/v1/calendars", None, &body).await).await;
        assert_eq!(status, 422, "{field}: {problem}");
        assert_eq!(
            problem["errors"][0],
            json!({ "field": at, "code": code }),
            "{field}"
        );
    }
    let (status, _) = read(
        send(
            &machine,
            Method::POST,
            "/api/v1/calendars",
            None,
            &json!({ "nonsense": 1 }),
        )
        .await,
    )
    .await;
    assert_eq!(status, 422);
    assert_eq!(
        items(&machine.get("/api/v1/calendars").await).len(),
        before,
        "nothing was stored"
    );
}

#[tokio::test]
async fn suppliers_see_the_hours_of_their_own_targets_only() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let list = machine.get("/api/v1/calendars").await;
        let utc = items(&list)
            .iter()
            .find(|row| row["name"] == "24x7 (UTC)")
            .expect("of the clouds");
        let vendor = demo.login("vendor_manager", RHEINTAL).await;
        let page = vendor.page("/calendars").await;
        assert!(
            page.contains("Mo-Fr 8-18, Feiertage NRW") && !page.contains("24x7 (UTC)"),
            "{storage:?}"
        );
        let foreign = vendor
            .get(&format!("/calendars/{}", text(&utc["id"])))
            .send()
            .await
            .expect("an answer");
        assert_eq!(foreign.status(), 404);
        let stranger = demo.machine(STADTWERKE).await;
        let answer = send(
            &stranger,
            Method::GET,
            &format!("/api/v1/calendars/{}", text(&utc["id"])),
            None,
            &Value::Null,
        )
        .await;
        assert_eq!(answer.status(), 404);
    }
}

#[tokio::test]
async fn the_form_comes_back_with_what_was_typed_and_shows_its_preview() {
    let demo = demo(Storage::Sqlite).await;
    let person = demo.login("service_manager", RHEINTAL).await;
    let page = person.page("/calendars/new?template=six-days-22").await;
    assert!(page.contains("06:00-22:00"));
    let answer = person
        .post("/fn/calendars/create")
        .header("referer", format!("{}/calendars/new", demo.app.url()))
        .form(&[
            ("form[name]", "Schicht"),
            ("form[time_zone]", "Europe/Berlin"),
            ("form[mon]", "18:00-8:00"),
        ])
        .send()
        .await
        .expect("an answer");
    assert!(answer.status().is_redirection());
    let back = answer.headers()["location"].to_str().expect("a path").to_owned();
    let page = person.page(&back).await;
    assert!(
        page.contains("Schicht") && page.contains("18:00-8:00"),
        "what was typed is kept"
    );
    assert!(page.contains("Schichten über Mitternacht"), "the reason is told");
    let asked = "/calendars/new?form%5Bname%5D=x&form%5Btime_zone%5D=Europe%2FBerlin&form%5Bmon%5D=08:00-18:00\
                 &report_date=20.11.2026&report_time=10:00&goal_hours=4&year=2026";
    let page = person.page(asked).await;
    assert!(
        page.contains("23.11.2026, 12:00"),
        "four hours from Monday at eight"
    );
}
