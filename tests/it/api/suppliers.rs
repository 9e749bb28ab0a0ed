//! `/api/v1/suppliers` with contacts, certificates and sub-suppliers.

use acceptance::Machine;
use acceptance::instance::Storage;
use reqwest::Method;
use serde_json::{Value, json};

use crate::demo::{RHEINTAL, STADTWERKE, demo, items, text};

/// An answer: status, entity tag, body.
type Answer = (u16, String, Value);

pub async fn send(machine: &Machine, method: Method, path: &str, seen: &str, body: &Value) -> Answer {
    let mut request = machine.request(method, path);
    if !seen.is_empty() {
        request = request.header("if-match", seen);
    }
    if !body.is_null() {
        request = request.json(body);
    }
    let answer = request.send().await.expect("an answer");
    let status = answer.status().as_u16();
    let tag = answer.headers().get("etag").and_then(|tag| tag.to_str().ok());
    let tag = tag.unwrap_or_default().to_owned();
    (status, tag, answer.json().await.unwrap_or_default())
}

async fn named(machine: &Machine, name: &str) -> String {
    let found = machine.get(&format!("/api/v1/suppliers?q={name}")).await;
    text(&items(&found)[0]["id"]).to_owned()
}

fn code(answer: &Answer) -> (u16, &str, &str) {
    let error = &answer.2["errors"][0];
    let word = |value: &'static str| error[value].as_str().unwrap_or_default();
    (answer.0, word("field"), word("code"))
}

#[tokio::test]
async fn a_supplier_is_written_changed_and_removed() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let mut body = json!({ "name": "Süd Software AG", "kind": "software", "city": "Ulm", "country": "de",
            "website": "www.sued.example", "lei": "5299 00NO RDLI CHT0 0179", "criticality": "low",
            "criticality_reason": "Leicht zu ersetzen.", "notes": "Nur für uns." });
        let all = "/api/v1/suppliers";
        let answer = machine
            .request(Method::POST, all)
            .json(&body)
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), 201, "{storage:?}");
        let path = answer.headers()["location"].to_str().expect("a place").to_owned();
        let (status, tag, made) = send(&machine, Method::GET, &path, "", &Value::Null).await;
        assert_eq!((status, tag.as_str()), (200, "\"1\""));
        assert_eq!(made["website"], "https://www.sued.example");
        assert_eq!(made["lei"], "529900NORDLICHT00179");
        assert_eq!(
            (&made["country"], &made["status"]),
            (&json!("DE"), &json!("active"))
        );

        let twice = send(&machine, Method::POST, all, "", &body).await;
        assert_eq!(code(&twice), (422, "name", "name_taken"), "{storage:?}");

        body["city"] = json!("Neu-Ulm");
        let blind = send(&machine, Method::PUT, &path, "", &body).await;
        assert_eq!(blind.0, 428, "a change names what it was made from");
        // Two people write at once: one of them is told.
        let (first, second) = tokio::join!(
            send(&machine, Method::PUT, &path, &tag, &body),
            send(&machine, Method::PUT, &path, &tag, &body)
        );
        let mut answers = [first.0, second.0];
        answers.sort_unstable();
        assert_eq!(answers, [200, 412], "{storage:?}: {first:?} {second:?}");
        assert_eq!(
            send(&machine, Method::DELETE, &path, &tag, &Value::Null).await.0,
            412
        );
        assert_eq!(
            send(&machine, Method::DELETE, &path, "\"2\"", &Value::Null)
                .await
                .0,
            204
        );
        assert_eq!(send(&machine, Method::GET, &path, "", &Value::Null).await.0, 404);
    }
}

#[tokio::test]
async fn what_is_in_use_stays() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        for name in ["Nordlicht", "AWS", "Team%20Netz"] {
            let path = format!("/api/v1/suppliers/{}", named(&machine, name).await);
            let refused = send(&machine, Method::DELETE, &path, "", &Value::Null).await;
            assert_eq!(
                (refused.0, &refused.2["code"]),
                (409, &json!("in_use")),
                "{storage:?}: {name}"
            );
            let (_, tag, mut body) = send(&machine, Method::GET, &path, "", &Value::Null).await;
            let written = ["name", "kind", "criticality", "criticality_reason"];
            let kept = body.as_object_mut().expect("an object");
            kept.retain(|field, value| written.contains(&field.as_str()) && !value.is_null());
            body["status"] = json!("ended");
            let refused = send(&machine, Method::PUT, &path, &tag, &body).await;
            assert_eq!(
                (refused.0, &refused.2["code"]),
                (409, &json!("contracts_in_force"))
            );
            let contacts = machine.get(&format!("{path}/contacts")).await;
            assert_eq!(items(&contacts).is_empty(), name == "AWS", "nothing was lost");
        }
    }
}

#[tokio::test]
async fn what_cannot_be_is_refused_field_by_field() {
    let demo = demo(Storage::Sqlite).await;
    let machine = demo.machine(RHEINTAL).await;
    for (field, value, reason) in [
        ("name", json!(" "), "required"),
        ("name", json!("a\u{0}b"), "invisible"),
        ("name", json!("x".repeat(201)), "too_long"),
        ("kind", json!("friend"), "unknown"),
        ("country", json!("Deutschland"), "unknown"),
        ("lei", json!("529900NORDLICHT00178"), "lei_check"),
        ("lei", json!("123"), "lei_form"),
        ("website", json!("javascript:alert(1)"), "url_needed"),
        ("tier", json!("first"), "unknown"),
        ("status", json!("gone"), "unknown"),
    ] {
        let mut body = json!({ "name": "Neu", "kind": "msp" });
        body[field] = value;
        let refused = send(&machine, Method::POST, "/api/v1/suppliers", "", &body).await;
        assert_eq!(code(&refused), (422, field, reason));
    }
    let id = named(&machine, "AWS").await;
    for (part, body, field, reason) in [
        ("contacts", json!({ "name": "Desk" }), "email", "email_needed"),
        (
            "contacts",
            json!({ "name": "Desk", "phone": "anrufen" }),
            "phone",
            "phone_unreadable",
        ),
        (
            "certificates",
            json!({ "kind": "soc_2", "valid_to": "2026-02-30" }),
            "valid_to",
            "date_unreadable",
        ),
        (
            "certificates",
            json!({ "kind": "soc_2", "valid_from": "2027-01-01", "valid_to": "2026-01-01" }),
            "valid_to",
            "day_before_start",
        ),
        (
            "certificates",
            json!({ "kind": "other", "valid_to": "2027-01-01" }),
            "title",
            "required",
        ),
        (
            "sub-suppliers",
            json!({ "service": "Hosting" }),
            "name",
            "required",
        ),
        (
            "sub-suppliers",
            json!({ "linked_id": id, "service": "Hosting" }),
            "linked_id",
            "circle",
        ),
    ] {
        let path = format!("/api/v1/suppliers/{id}/{part}");
        let refused = send(&machine, Method::POST, &path, "", &body).await;
        assert_eq!(code(&refused), (422, field, reason), "{body}");
    }
    let list = machine.get("/api/v1/suppliers?q=Neu").await;
    assert!(items(&list).is_empty(), "nothing was written");
}

#[tokio::test]
async fn sub_suppliers_lead_in_no_circle_and_over_no_wall() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let ids = [
            named(&machine, "Nordlicht").await,
            named(&machine, "AWS").await,
            named(&machine, "Azure").await,
        ];
        let passes_on = async |from: &str, to: &str| {
            let path = format!("/api/v1/suppliers/{from}/sub-suppliers");
            let body =
                json!({ "linked_id": to, "service": "Hosting", "country": "IE", "since": "2025-04-01" });
            send(&machine, Method::POST, &path, "", &body).await
        };
        assert_eq!(passes_on(&ids[0], &ids[1]).await.0, 201, "{storage:?}");
        assert_eq!(passes_on(&ids[1], &ids[2]).await.0, 201);
        assert_eq!(
            code(&passes_on(&ids[2], &ids[0]).await),
            (422, "linked_id", "circle")
        );
        let next_door = demo.machine(STADTWERKE).await;
        let foreign = named(&next_door, "Nordlicht").await;
        assert_eq!(
            code(&passes_on(&ids[0], &foreign).await),
            (422, "linked_id", "unknown")
        );
        let reached = passes_on(&foreign, &ids[0]).await;
        assert_eq!(reached.0, 404, "another tenant's supplier is not there");
    }
}

#[tokio::test]
async fn certificates_say_what_they_are_worth() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let id = named(&machine, "Rheinnetz").await;
        let path = format!("/api/v1/suppliers/{id}/certificates");
        let list = machine.get(&path).await;
        let old = &items(&list)[0];
        assert_eq!(
            (&old["state"], &old["days_left"]),
            (&json!("expired"), &json!(-11)),
            "{storage:?}"
        );
        let expired = machine.get("/api/v1/suppliers?certificates=expired").await;
        assert_eq!(items(&expired).len(), 1);
        let manager = demo.login("service_manager", RHEINTAL).await;
        assert!(
            manager
                .page("/")
                .await
                .contains("ISO/IEC 27001 von Rheinnetz Carrier GmbH ist abgelaufen")
        );

        // A successor makes the old one a thing of the past.
        let body = json!({ "kind": "iso_27001", "valid_to": "2099-12-31", "scope": "Netzbetrieb" });
        assert_eq!(send(&machine, Method::POST, &path, "", &body).await.0, 201);
        let list = machine.get(&path).await;
        assert_eq!(items(&list)[0]["followed"], true);
        assert_eq!(
            machine.get(&format!("/api/v1/suppliers/{id}")).await["certificates"],
            "valid"
        );
        assert!(!manager.page("/").await.contains("ISO/IEC 27001 von Rheinnetz"));
        let one = format!("{path}/{}", text(&items(&list)[0]["id"]));
        let changed = json!({ "kind": "tisax", "valid_to": "2026-01-31" });
        assert_eq!(send(&machine, Method::PUT, &one, "\"7\"", &changed).await.0, 412);
        let (status, tag, _) = send(&machine, Method::PUT, &one, "\"1\"", &changed).await;
        assert_eq!((status, tag.as_str()), (200, "\"2\""));
        assert_eq!(
            send(&machine, Method::DELETE, &one, "", &Value::Null).await.0,
            204
        );
    }
}

#[tokio::test]
async fn lists_are_filtered_sorted_and_read_page_by_page() {
    let demo = demo(Storage::Sqlite).await;
    let machine = demo.machine(RHEINTAL).await;
    let names = async |query: &str| -> Vec<String> {
        let list = machine.get(&format!("/api/v1/suppliers{query}")).await;
        items(&list)
            .iter()
            .map(|row| text(&row["name"]).to_owned())
            .collect()
    };
    assert_eq!(names("?group=internal&q=netz").await, ["Team Netz"]);
    assert_eq!(
        names("?kind=hyperscaler&sort=-name").await,
        ["Microsoft Azure", "AWS"]
    );
    assert_eq!(names("?criticality=medium").await, ["Microsoft Azure"]);
    assert_eq!(
        names("?sort=certificates&limit=1").await,
        ["Rheinnetz Carrier GmbH"]
    );
    let whole = names("").await;
    let (mut paged, mut cursor) = (Vec::new(), String::new());
    loop {
        let list = machine.get(&format!("/api/v1/suppliers?limit=2{cursor}")).await;
        paged.extend(items(&list).iter().map(|row| text(&row["name"]).to_owned()));
        let Some(next) = list["next_cursor"].as_str() else {
            break;
        };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(paged, whole);
    for query in ["?kind=friend", "?sort=shoe_size", "?cursor=nobody", "?limit=0"] {
        let path = format!("/api/v1/suppliers{query}");
        assert_eq!(
            send(&machine, Method::GET, &path, "", &Value::Null).await.0,
            422,
            "{query}"
        );
    }
}

#[tokio::test]
async fn vendors_do_not_read_what_we_think_of_them() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let id = named(&machine, "Nordlicht").await;
        let ours = machine.get(&format!("/api/v1/suppliers/{id}")).await;
        let (notes, reason) = (text(&ours["notes"]), text(&ours["criticality_reason"]));
        assert!(!notes.is_empty() && !reason.is_empty());
        let vendor = demo.login("vendor_manager", RHEINTAL).await;
        let page = vendor.page(&format!("/suppliers/{id}")).await;
        assert!(
            page.contains("Am Sandtorkai 41") && page.contains("C5-2025-042"),
            "{storage:?}"
        );
        let list = vendor.page("/suppliers").await;
        for words in [notes, reason, "strategic"] {
            assert!(
                !page.contains(words) && !list.contains(words),
                "{storage:?}: {words}"
            );
        }
        let (_, answer) = vendor.call("/fn/suppliers/one", &[("id", &id)]).await;
        assert_eq!(answer["row"]["criticality"], Value::Null);
        assert_eq!(
            (&answer["master"]["notes"], &answer["row"]["tier"]),
            (&json!(""), &Value::Null)
        );
    }
}
