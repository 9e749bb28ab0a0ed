//! Documents of contracts and suppliers.

use std::path::Path;

use acceptance::instance::Storage;
use acceptance::rows::query;
use acceptance::{Instance, Machine, Session};
use reqwest::multipart::{Form, Part};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::demo::{RHEINTAL, SERVICE_DESK, STADTWERKE, demo, demo_in, items, text};

const PDF: &[u8] = b"%PDF-1.7\nEin Vertrag";

fn form(name: &str, content: &[u8], more: &[(&'static str, &str)]) -> Form {
    let file = Part::bytes(content.to_vec()).file_name(name.to_owned());
    let form = Form::new().part("file", file);
    more.iter()
        .fold(form, |form, (name, value)| form.text(*name, (*value).to_owned()))
}

async fn contract(machine: &Machine) -> String {
    let found = machine
        .get(&format!("/api/v1/contracts?number={SERVICE_DESK}"))
        .await;
    text(&found["items"][0]["id"]).to_owned()
}

async fn add(machine: &Machine, path: &str, form: Form) -> (u16, Value) {
    let answer = machine
        .request(Method::POST, path)
        .multipart(form)
        .send()
        .await
        .expect("an answer");
    (answer.status().as_u16(), answer.json().await.unwrap_or_default())
}

async fn fetch(machine: &Machine, path: &str) -> Response {
    machine
        .request(Method::GET, path)
        .send()
        .await
        .expect("an answer")
}

/// Files below a folder of the store.
fn files(app: &Instance, below: &str) -> usize {
    fn count(folder: &Path) -> usize {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries
            .map(|entry| {
                if entry.path().is_dir() {
                    count(&entry.path())
                } else {
                    1
                }
            })
            .sum()
    }
    let mut found = Vec::new();
    let mut open = vec![app.folder().to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                open.push(entry.path());
            }
        }
        if folder.ends_with(Path::new("documents").join(below)) {
            found.push(folder);
        }
    }
    found.iter().map(|folder| count(folder)).sum()
}

#[tokio::test]
async fn the_same_content_is_stored_once_and_goes_with_its_last_link() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let path = format!("/api/v1/contracts/{}/documents", contract(&machine).await);
        let before = files(&demo.app, "content");
        let (status, first) = add(
            &machine,
            &path,
            form(
                "Müller Vertrag.pdf",
                PDF,
                &[("kind", "contract"), ("dated_on", "01.07.2015")],
            ),
        )
        .await;
        assert_eq!(status, 201, "{first}");
        let (status, second) = add(
            &machine,
            &path,
            form("Kopie.pdf", PDF, &[("kind", "other"), ("title", "Kopie")]),
        )
        .await;
        assert_eq!(status, 201, "{second}");
        assert_eq!(first["sha256"], second["sha256"]);
        assert_eq!(files(&demo.app, "content"), before + 1, "{storage:?}");
        assert_eq!(files(&demo.app, "incoming"), 0, "nothing stays behind");
        assert_eq!(first["confidentiality"], "internal");
        assert_eq!(
            (&first["title"], &first["dated_on"]),
            (&json!("Müller Vertrag.pdf"), &json!("2015-07-01"))
        );

        let one = format!("/api/v1/documents/{}", text(&first["id"]));
        let content = fetch(&machine, &format!("{one}/content")).await;
        let header = |name: &str| content.headers()[name].to_str().expect("text").to_owned();
        assert_eq!(header("content-type"), "application/pdf");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cache-control"), "no-store");
        assert!(header("content-security-policy").ends_with("sandbox"));
        let disposition = header("content-disposition");
        assert!(
            disposition
                .starts_with("attachment; filename=\"M_ller Vertrag.pdf\"; filename*=UTF-8''M%C3%BCller"),
            "{disposition}"
        );
        assert_eq!(content.bytes().await.expect("bytes").as_ref(), PDF);
        let log = machine.get("/api/v1/audit").await;
        let fetched = items(&log)
            .iter()
            .any(|entry| entry["action"] == "document_read" && entry["object_id"] == first["id"]);
        assert!(fetched, "who fetched a document stands in the log: {log}");

        let remove = |id: &Value| {
            machine
                .request(Method::DELETE, &format!("/api/v1/documents/{}", text(id)))
                .send()
        };
        assert_eq!(remove(&first["id"]).await.expect("an answer").status(), 204);
        assert_eq!(remove(&first["id"]).await.expect("an answer").status(), 404);
        let other = fetch(
            &machine,
            &format!("/api/v1/documents/{}/content", text(&second["id"])),
        )
        .await;
        assert_eq!(other.status(), 200, "another link keeps the content");
        assert_eq!(remove(&second["id"]).await.expect("an answer").status(), 204);
        for _ in 0..50 {
            if files(&demo.app, "content") == before {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
        assert_eq!(files(&demo.app, "content"), before, "{storage:?}");
    }
}

#[tokio::test]
async fn what_is_no_document_is_refused_and_leaves_nothing() {
    let setup = Instance::on(Storage::Sqlite).with("TRAGWERK__FILES__LARGEST_DOCUMENT_MB", "1");
    let demo = demo_in(setup).await;
    let machine = demo.machine(RHEINTAL).await;
    let path = format!("/api/v1/contracts/{}/documents", contract(&machine).await);
    let before = (
        query(&demo.app, "SELECT count(*) FROM document"),
        files(&demo.app, "content"),
    );
    let large = [PDF, &vec![b'x'; 2 << 20]].concat();
    for (name, content, more, field, code) in [
        (
            "Vertrag.pdf",
            b"MZ\x90\0".as_slice(),
            vec![("kind", "contract")],
            "file",
            "executable",
        ),
        (
            "setup.exe",
            b"MZ".as_slice(),
            vec![("kind", "contract")],
            "file",
            "executable",
        ),
        (
            "Vertrag.pdf",
            b"<html>".as_slice(),
            vec![("kind", "contract")],
            "file",
            "name_and_content_differ",
        ),
        (
            "Vertrag.txt",
            b"<svg onload=x>".as_slice(),
            vec![("kind", "contract")],
            "file",
            "name_and_content_differ",
        ),
        (
            "Modell.step",
            b"ISO".as_slice(),
            vec![("kind", "contract")],
            "file",
            "type_unknown",
        ),
        (
            "leer.pdf",
            b"".as_slice(),
            vec![("kind", "contract")],
            "file",
            "file_empty",
        ),
        (
            "groß.pdf",
            &large,
            vec![("kind", "contract")],
            "file",
            "document_too_large",
        ),
        ("Vertrag.pdf", PDF, vec![], "kind", "required"),
        ("Vertrag.pdf", PDF, vec![("kind", "letter")], "kind", "required"),
        (
            "Vertrag.pdf",
            PDF,
            vec![("kind", "contract"), ("dated_on", "31.02.2026")],
            "dated_on",
            "date_unreadable",
        ),
        (
            "Vertrag.pdf",
            PDF,
            vec![("kind", "contract"), ("confidentiality", "all")],
            "confidentiality",
            "required",
        ),
    ] {
        let (status, problem) = add(&machine, &path, form(name, content, &more)).await;
        assert_eq!(status, 422, "{name}: {problem}");
        assert_eq!(
            problem["errors"][0],
            json!({ "field": field, "code": code }),
            "{name}"
        );
    }
    let nothing = machine
        .request(Method::POST, &path)
        .json(&json!({}))
        .send()
        .await
        .expect("an answer");
    assert_eq!(nothing.status(), 422);
    let after = (
        query(&demo.app, "SELECT count(*) FROM document"),
        files(&demo.app, "content"),
    );
    assert_eq!(before, after);
    assert_eq!(files(&demo.app, "incoming"), 0);
}

async fn upload(person: &Session, path: &str, form: Form) -> Response {
    person.post(path).multipart(form).send().await.expect("an answer")
}

#[tokio::test]
async fn suppliers_see_what_is_marked_for_them_and_bring_their_own() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let id = contract(&machine).await;
        let path = format!("/api/v1/contracts/{id}/documents");
        let before = items(&machine.get(&path).await).len();
        let (_, secret) = add(
            &machine,
            &path,
            form("Kalkulation.pdf", PDF, &[("kind", "other")]),
        )
        .await;
        let shared = [("kind", "amendment"), ("confidentiality", "shared")];
        let (_, open) = add(&machine, &path, form("Nachtrag.pdf", PDF, &shared)).await;
        let vendor = demo.login("vendor_user", RHEINTAL).await;
        let page = vendor.page(&format!("/contracts/{id}")).await;
        assert!(
            page.contains("Nachtrag.pdf") && !page.contains("Kalkulation.pdf"),
            "{storage:?}"
        );
        let status = async |document: &Value| {
            let path = format!("/documents/{}/content", text(&document["id"]));
            vendor
                .get(&path)
                .send()
                .await
                .expect("an answer")
                .status()
                .as_u16()
        };
        assert_eq!(
            (status(&open).await, status(&secret).await),
            (200, 404),
            "{storage:?}"
        );

        let form_path = format!("/contracts/{id}/documents");
        let answer = upload(
            &vendor,
            &form_path,
            form("Bericht.pdf", PDF, &[("kind", "certificate")]),
        )
        .await;
        assert_eq!(
            answer.headers()["location"],
            format!("/contracts/{id}?document=added#documents")
        );
        assert!(
            vendor
                .page(&format!("/contracts/{id}"))
                .await
                .contains("Bericht.pdf")
        );
        let refused = upload(
            &vendor,
            &form_path,
            form("Bericht.pdf", b"MZ", &[("kind", "certificate")]),
        )
        .await;
        let back = refused.headers()["location"].to_str().expect("a path").to_owned();
        let page = vendor.page(back.split('#').next().expect("a path")).await;
        assert!(page.contains("Diese Datei ist ein Programm"), "{back}");
        let own = machine.get(&path).await;
        let supplier = machine.get(&format!("/api/v1/contracts/{id}")).await;
        let supplier = format!("/suppliers/{}/documents", text(&supplier["supplier"]["id"]));
        let answer = upload(&vendor, &supplier, form("Bericht.pdf", PDF, &[("kind", "other")])).await;
        assert_eq!(answer.status(), 404, "the customer's file on the supplier");
        assert_eq!(items(&own).len(), before + 3);
        let stranger = demo.machine(STADTWERKE).await;
        assert_eq!(fetch(&stranger, &path).await.status(), 404);
        let (status, _) = add(&stranger, &path, form("x.pdf", PDF, &[("kind", "other")])).await;
        assert_eq!(status, 404, "{storage:?}");
    }
}

#[tokio::test]
async fn an_upload_that_breaks_off_is_never_seen() {
    let mut demo = demo(Storage::Sqlite).await;
    let machine = demo.machine(RHEINTAL).await;
    let id = contract(&machine).await;
    let path = format!("/api/v1/contracts/{id}/documents");
    let count = items(&machine.get(&path).await).len();
    // The sender promises more than it sends, and the server dies meanwhile.
    let stalled = machine
        .request(Method::POST, &path)
        .header("content-type", "multipart/form-data; boundary=x")
        .header("content-length", "10000000")
        .body("--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7");
    let sending = tokio::spawn(stalled.send());
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    demo.app.kill();
    sending.abort();
    demo.app.restart().await;
    let machine = demo.machine(RHEINTAL).await;
    assert_eq!(items(&machine.get(&path).await).len(), count);
    let (status, _) = add(&machine, &path, form("a.pdf", PDF, &[("kind", "contract")])).await;
    assert_eq!(status, 201);
}

#[tokio::test]
async fn a_shared_document_of_a_draft_is_not_seen_and_two_files_are_not_one() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let id = draft(&machine, "UC-2026-210").await;
        let path = format!("/api/v1/contracts/{id}/documents");
        let shared = [("kind", "contract"), ("confidentiality", "shared")];
        let (status, added) = add(&machine, &path, form("Entwurf.pdf", PDF, &shared)).await;
        assert_eq!(status, 201, "{storage:?}: {added}");
        let vendor = demo.login("vendor_manager", RHEINTAL).await;
        let content = format!("/documents/{}/content", text(&added["id"]));
        let answer = vendor.get(&content).send().await.expect("an answer");
        assert_eq!(
            answer.status(),
            404,
            "{storage:?}: not while the contract is a draft"
        );

        let second = Part::bytes(PDF.to_vec()).file_name("Zweite.pdf");
        let (status, refused) = add(
            &machine,
            &path,
            form("Erste.pdf", PDF, &shared).part("file", second),
        )
        .await;
        assert_eq!(
            (status, &refused["errors"][0]["code"]),
            (422, &json!("one_file_only")),
            "{storage:?}: {refused}"
        );
        assert_eq!(files(&demo.app, "incoming"), 0, "nothing stays behind");
    }
}

#[tokio::test]
async fn deleting_a_contract_and_adding_its_document_wait_for_each_other() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        for number in 0..6 {
            let id = draft(&machine, &format!("UC-2026-22{number}")).await;
            let contract = format!("/api/v1/contracts/{id}");
            let delete = machine
                .request(Method::DELETE, &contract)
                .header("if-match", "\"1\"");
            let path = format!("{contract}/documents");
            let (deleted, added) = tokio::join!(
                delete.send(),
                add(&machine, &path, form("Entwurf.pdf", PDF, &[("kind", "contract")]))
            );
            let answers = (deleted.expect("an answer").status().as_u16(), added.0);
            assert!(
                [(204, 404), (409, 201), (204, 201)].contains(&answers),
                "{storage:?}: {answers:?} {}",
                added.1
            );
        }
        assert_eq!(files(&demo.app, "incoming"), 0, "nothing stays behind");
    }
}

/// A contract with the supplier of the service desk that is only being written.
async fn draft(machine: &Machine, number: &str) -> String {
    let like = machine
        .get(&format!("/api/v1/contracts/{}", contract(machine).await))
        .await;
    let body = json!({ "number": number, "title": "Entwurf", "kind": "uc", "currency": "EUR",
        "supplier_id": like["supplier"]["id"], "time_zone": "Europe/Berlin", "starts_on": "2026-01-01",
        "language": "de", "penalty_nature": "service_credit" });
    let made = machine.request(Method::POST, "/api/v1/contracts").json(&body);
    let made: Value = made
        .send()
        .await
        .expect("an answer")
        .json()
        .await
        .expect("a contract");
    text(&made["id"]).to_owned()
}
