//! Suppliers and contracts taken over from a table.

use acceptance::Session;
use acceptance::instance::Storage;
use acceptance::rows::query;
use calamine::{Data, Reader, Xlsx};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::demo::{RHEINTAL, demo, items, text};

/// Uploads a table; the path it leads to.
async fn upload(person: &Session, list: &str, name: &str, bytes: &[u8]) -> String {
    let file = Part::bytes(bytes.to_vec()).file_name(name.to_owned());
    let request = person.request(Method::POST, &format!("/{list}/import/upload"));
    let answer = request
        .multipart(Form::new().part("file", file))
        .send()
        .await
        .expect("an answer");
    let location = answer.headers().get("location");
    location.map_or_else(
        || answer.status().to_string(),
        |path| path.to_str().expect("a path").to_owned(),
    )
}

async fn preview(person: &Session, path: &str) -> Value {
    let id = path
        .strip_prefix("/intakes/")
        .unwrap_or_else(|| panic!("a preview, not {path}"));
    let (status, view) = person.ask("/fn/intakes/one", &json!({ "id": id })).await;
    assert_eq!(status, 200, "{view}");
    view
}

/// Says yes to what was seen.
async fn confirm(person: &Session, seen: &Value) -> (u16, Value) {
    let form = [("id", text(&seen["id"])), ("seen", text(&seen["seen"]))];
    person.call("/fn/intakes/confirm", &form).await
}

fn outcomes(view: &Value) -> Vec<&str> {
    let rows = view["rows"].as_array().expect("rows");
    rows.iter().map(|row| text(&row["outcome"]["what"])).collect()
}

#[tokio::test]
async fn suppliers_are_added_and_changed_after_a_look() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let person = demo.login("service_manager", RHEINTAL).await;
        let table = "Name;Art;Land;Ort;Steuerung\n\
            Küstennetz AG;Telekommunikation;Deutschland;Rostock;Taktisch\n\
            Nordlicht IT-Services GmbH;;;Flensburg;\n\
            AWS;;;;\n\
            Zauberhaft GmbH;Zauberer;;;\n";
        // As a German Excel writes it.
        let bytes: Vec<u8> = table
            .chars()
            .map(|c| u8::try_from(u32::from(c)).expect("Latin 1"))
            .collect();
        let view = preview(
            &person,
            &upload(&person, "suppliers", "lieferanten.csv", &bytes).await,
        )
        .await;
        assert_eq!(
            outcomes(&view),
            ["new", "changed", "unchanged", "refused"],
            "{storage:?}: {view}"
        );
        assert_eq!(view["rows"][1]["outcome"]["fields"], json!(["city"]));
        assert_eq!(view["rows"][3]["outcome"]["errors"][0]["field"], "kind");
        let before = person.page("/suppliers").await;
        assert!(
            !before.contains("Küstennetz"),
            "nothing is written before the yes"
        );
        let page = person.page(&format!("/intakes/{}", text(&view["id"]))).await;
        assert!(
            page.contains("2 Einträge übernehmen") && page.contains("Zauberhaft"),
            "{storage:?}"
        );

        // Somebody changes what the table would change, too: then something else was seen.
        let machine = demo.machine(RHEINTAL).await;
        let list = machine.get("/api/v1/suppliers?q=Nordlicht").await;
        let path = format!("/api/v1/suppliers/{}", text(&items(&list)[0]["id"]));
        let mut known = machine.get(&path).await;
        let tag = format!("\"{}\"", known["revision"]);
        known["postcode"] = json!("24937");
        let known: serde_json::Map<_, _> = [
            "name",
            "kind",
            "postcode",
            "city",
            "country",
            "criticality",
            "tier",
        ]
        .map(|field| (field.to_owned(), known[field].clone()))
        .into_iter()
        .chain([("criticality_reason".to_owned(), json!("geprüft"))])
        .collect();
        let put = machine
            .request(Method::PUT, &path)
            .header("if-match", tag)
            .json(&known);
        let put = put.send().await.expect("an answer");
        assert_eq!(
            put.status(),
            200,
            "{storage:?}: {}",
            put.text().await.unwrap_or_default()
        );
        assert_eq!(
            confirm(&person, &view).await.0,
            409,
            "{storage:?}: something else was seen"
        );
        let id = text(&view["id"]).to_owned();
        let view = preview(&person, &format!("/intakes/{id}")).await;
        assert_eq!(confirm(&person, &view).await.0, 200, "{storage:?}");
        assert_eq!(confirm(&person, &view).await.0, 409, "{storage:?}: once");
        let list = demo.machine(RHEINTAL).await.get("/api/v1/suppliers").await;
        let of = |name: &str| items(&list).iter().find(|row| row["name"] == name).cloned();
        let added = of("Küstennetz AG").expect("the new one");
        assert_eq!(
            (&added["kind"], &added["country"]),
            (&json!("telecoms"), &json!("DE"))
        );
        assert_eq!(
            of("Nordlicht IT-Services GmbH").expect("the known one")["city"],
            "Flensburg"
        );
        assert!(of("Zauberhaft GmbH").is_none());
        // The same table again changes nothing.
        let again = preview(
            &person,
            &upload(&person, "suppliers", "lieferanten.csv", &bytes).await,
        )
        .await;
        assert_eq!(
            outcomes(&again),
            ["unchanged", "unchanged", "unchanged", "refused"]
        );
        let (status, refused) = confirm(&person, &again).await;
        assert_eq!((status, &refused["code"]), (409, &json!("import_empty")));
        assert_eq!(
            query(&demo.app, "SELECT count(*) FROM intake WHERE status = 'done'"),
            "1"
        );
    }
}

#[tokio::test]
async fn contracts_come_into_force_with_what_the_table_says() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let person = demo.login("service_manager", RHEINTAL).await;
        let table = "Nummer;Vertrag;Art;Lieferant;Beginn;Kündigungsfrist;Monatspauschale;Zustand\n\
            UC-2026-301;Betrieb Archiv;UC;Nordlicht IT-Services GmbH;01.01.2026;3 Monate zum Quartalsende;12.500,00;in Kraft\n\
            UC-2026-302;Entwurf;UC;Nordlicht IT-Services GmbH;2027-01-01;;;\n\
            UC-2015-001;Schon da;UC;Nordlicht IT-Services GmbH;01.01.2026;;;\n\
            UC-2026-303;Fremd;UC;Niemand GmbH;01.01.2026;;;\n\
            UC-2026-304;Tag;UC;Nordlicht IT-Services GmbH;31.02.2026;bald;;\n";
        let view = preview(
            &person,
            &upload(&person, "contracts", "verträge.csv", table.as_bytes()).await,
        )
        .await;
        assert_eq!(
            outcomes(&view),
            ["new", "new", "unchanged", "refused", "refused"],
            "{storage:?}: {view}"
        );
        assert_eq!(
            view["rows"][3]["outcome"]["errors"][0]["code"],
            "supplier_not_known"
        );
        assert_eq!(confirm(&person, &view).await.0, 200, "{storage:?}");
        let machine = demo.machine(RHEINTAL).await;
        let one = async |number: &str| {
            let found = machine.get(&format!("/api/v1/contracts?number={number}")).await;
            found["items"][0].clone()
        };
        let running = one("UC-2026-301").await;
        assert_eq!(
            (&running["status"], &running["monthly_fee"]["amount_minor"]),
            (&json!("active"), &json!(1_250_000)),
            "{storage:?}: {running}"
        );
        let term = machine
            .get(&format!("/api/v1/contracts/{}/term", text(&running["id"])))
            .await;
        let end = text(&term["next"]["end"]);
        assert!(
            end.ends_with("-31") || end.ends_with("-30"),
            "{storage:?}: {term}"
        );
        assert_eq!(one("UC-2026-302").await["status"], "draft");
        assert_eq!(one("UC-2026-303").await, Value::Null);
    }
}

#[tokio::test]
async fn tables_that_cannot_be_taken_over_are_refused_by_name() {
    let demo = demo(Storage::Sqlite).await;
    let person = demo.login("service_manager", RHEINTAL).await;
    let many = format!("Name;Art\n{}", "x;MSP\n".repeat(2_001));
    for (bytes, told) in [
        (b"".as_slice(), "file:required"),
        (b"Firma;Ort\nA;B\n".as_slice(), "name:column_needed"),
        (b"Name;Lieferant\nA;B\n".as_slice(), "name:column_twice"),
        (b"Name;Art\nA;MSP;zu viel\n".as_slice(), "file:row_length"),
        (b"PK\x03\x04 no workbook".as_slice(), "file:file_not_text"),
        (many.as_bytes(), "file:too_many_rows"),
    ] {
        let path = upload(&person, "suppliers", "tabelle.csv", bytes).await;
        assert_eq!(path, format!("/suppliers/import?refused={told}"));
    }
    let page = person.page("/suppliers/import?refused=name:column_needed").await;
    assert!(page.contains("Name: Diese Spalte fehlt."), "it names the column");
    // The empty table has every column, in the reader's language.
    let answer = person
        .get("/contracts/import.xlsx")
        .send()
        .await
        .expect("an answer");
    let bytes = answer.bytes().await.expect("bytes").to_vec();
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes.clone())).expect("a workbook");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("cells");
    assert_eq!(
        sheet.get_value((0, 7)),
        Some(&Data::String("Kündigungsfrist".to_owned()))
    );
    let path = upload(&person, "contracts", "leer.xlsx", &bytes).await;
    assert_eq!(path, "/contracts/import?refused=file:file_empty");
    for role in ["auditor", "viewer", "vendor_manager"] {
        let other = demo.login(role, RHEINTAL).await;
        assert_eq!(
            upload(&other, "suppliers", "t.csv", b"Name;Art\nA;MSP\n").await,
            "403 Forbidden",
            "{role}"
        );
        let answer = other.get("/suppliers/import").send().await.expect("an answer");
        assert_eq!(answer.status(), 403, "{role}");
    }
}
