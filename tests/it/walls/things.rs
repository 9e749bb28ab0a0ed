//! One of every kind of thing that a route can be about.

use acceptance::rows::query;
use acceptance::{Instance, Machine, Session};
use reqwest::Method;
use serde_json::{Value, json};

/// Ids of things that belong together.
#[derive(Debug, Clone)]
pub struct Things {
    pub supplier: String,
    pub contact: String,
    pub certificate: String,
    pub sub_supplier: String,
    pub contract: String,
    pub target: String,
    pub service: String,
    pub service_name: String,
    pub calendar: String,
    pub document: String,
    pub escalation: String,
    pub breach: String,
    pub claim: String,
    pub import: String,
    pub exclusion: String,
    pub membership: String,
    pub invitation: String,
    pub api_client: String,
    pub session: String,
    pub saved_view: String,
    pub intake: String,
    /// Words that only somebody who may see these things may read.
    pub words: &'static [&'static str],
}

impl Things {
    /// Everything around one contract of a tenant. Imports, memberships and what hangs on suppliers are any of
    /// the tenant's.
    pub fn around(app: &Instance, contract: &str, words: &'static [&'static str]) -> Self {
        let one = |column: &str, from: &str| id(app, column, from);
        let of_contract = format!("FROM contract WHERE number = '{contract}'");
        let tenant = format!("tenant_id = (SELECT tenant_id {of_contract})");
        let own = format!("contract_id = (SELECT id {of_contract})");
        let service = format!("SELECT service_id FROM target WHERE {own} LIMIT 1");
        let breaches =
            format!("SELECT id FROM breach WHERE target_id IN (SELECT id FROM target WHERE {own})");
        Self {
            supplier: one("supplier_id", &of_contract),
            contact: one("id", &format!("FROM contact WHERE {tenant}")),
            certificate: one("id", &format!("FROM certificate WHERE {tenant}")),
            sub_supplier: one("id", &format!("FROM sub_supplier WHERE {tenant}")),
            contract: one("id", &of_contract),
            target: one("id", &format!("FROM target WHERE {own}")),
            service: one("id", &format!("FROM service WHERE id = ({service})")),
            service_name: query(app, &format!("SELECT name FROM service WHERE id = ({service})")),
            calendar: one(
                "calendar_id",
                &format!("FROM target_version WHERE target_id IN (SELECT id FROM target WHERE {own})"),
            ),
            document: one("id", &format!("FROM document WHERE {own}")),
            escalation: one("id", &format!("FROM escalation WHERE breach_id IN ({breaches})")),
            breach: one("id", &format!("FROM breach WHERE id IN ({breaches})")),
            claim: one("id", &format!("FROM claim WHERE breach_id IN ({breaches})")),
            import: one("id", &format!("FROM import_run WHERE {tenant}")),
            exclusion: one("id", &format!("FROM exclusion WHERE {own}")),
            invitation: one("id", &format!("FROM invitation WHERE {tenant}")),
            api_client: one("id", &format!("FROM api_client WHERE {tenant}")),
            session: one("id", &format!("FROM session WHERE {tenant}")),
            saved_view: one("id", &format!("FROM saved_view WHERE {tenant}")),
            intake: one("id", &format!("FROM intake WHERE {tenant}")),
            membership: one(
                "id",
                &format!("FROM membership WHERE {tenant} AND supplier_id IS NULL"),
            ),
            words,
        }
    }

    /// A path with these ids in place of its parameters.
    pub fn fill(&self, path: &str) -> String {
        path.replace("{id}", self.named_in(path))
            .replace("{target_id}", &self.target)
            // The same for everybody.
            .replace("{code}", "msp-24x7")
            .replace("{contact_id}", &self.contact)
            .replace("{certificate_id}", &self.certificate)
            .replace("{sub_supplier_id}", &self.sub_supplier)
            .replace("{target}", &self.target)
            .replace("{period}", "2026-10")
    }

    /// The id of the kind of thing that a path is about.
    fn named_in(&self, path: &str) -> &str {
        [
            ("/documents/of-supplier", &self.supplier),
            ("/documents/of-contract", &self.contract),
            ("/suppliers", &self.supplier),
            ("/sub-suppliers", &self.sub_supplier),
            ("/contacts", &self.contact),
            ("/certificates", &self.certificate),
            ("/contracts", &self.contract),
            ("/documents", &self.document),
            ("/chains", &self.contract),
            ("/calendars", &self.calendar),
            ("/targets", &self.target),
            ("/escalations", &self.escalation),
            ("/breaches", &self.breach),
            ("/claims", &self.claim),
            ("/imports", &self.import),
            ("/exclusions", &self.exclusion),
            ("/users", &self.membership),
            ("/members", &self.membership),
            ("/invitations", &self.invitation),
            ("/api-clients", &self.api_client),
            ("/sessions", &self.session),
            ("/saved-views", &self.saved_view),
            ("/intakes", &self.intake),
        ]
        .into_iter()
        .find(|(noun, _)| path.contains(noun))
        .map_or(&self.service, |(_, id)| id)
    }

    /// Arguments for any server function: each takes what it knows.
    pub fn arguments(&self, path: &str) -> Value {
        let mut known = json!({ "id": self.named_in(path), "membership_id": self.membership, "service_id": self.service,
                "start_date": "2026-10-01", "start_time": "10:00", "end_date": "2026-10-01", "end_time": "11:00",
                "role": "viewer", "supplier_id": self.supplier, "email": "somebody@walls.example",
                "disabled": "true", "required": "false", "label": "Company", "issuer": "https://login.example.com",
                "client_id": "tragwerk", "client_secret": "secret", "name": "Somebody", "scopes[0]": "facts:read",
                "revision": "1", "standing": "active", "components[0]": self.service });
        let more = json!({
                "target": self.target, "code": "msp-24x7", "calendar_id": self.calendar, "revision": "0", "number": "UC-WALLS",
                "title": "Somebody", "kind": "uc", "currency": "EUR", "time_zone": "UTC", "starts_on": "2026-10-01",
                "language": "en", "status": "active", "on_day": "2026-12-31", "reason": "Somebody",
                "valid_from": "2026-10-01", "duration": "indefinite", "notice[count]": "3", "notice[unit]": "month",
                "notice_to": "month_end", "region": "DE", "metric": "availability", "threshold": "99.9",
                "window": "month", "model": "none",
                "search": "", "period": null, "filter": { "search": "" },
                "revision": "1", "form": { "draft": "" },
                "structure": format!(r#"{{"part":{{"contract_id":"{}"}}}}"#, self.contract),
                "page": "/contracts", "query": "", "seen": "",
                "ledger": { "filter": "all", "search": "", "page": 1 } });
        // More than one macro can expand to.
        if let (Some(known), Value::Object(more)) = (known.as_object_mut(), more) {
            known.extend(more);
        }
        known
    }

    /// What the API is sent.
    pub fn document(&self, path: &str) -> Value {
        if path.ends_with("/targets") || path.contains("/targets/{target_id}") {
            return json!({ "name": "Somebody", "service_id": self.service, "calendar_id": self.calendar,
                           "definition": { "metric": { "kind": "availability" }, "threshold_ppm": 990_000, "window": "month",
                                           "schedule": { "model": "none" }, "caps": {}, "claim": { "rule": "none" } } });
        }
        if path.contains("/templates/") {
            return json!({ "number": "Somebody", "title": "Somebody", "supplier_id": self.supplier, "service_id": self.service,
                           "starts_on": "2026-01-01", "currency": "EUR", "notice": { "count": 3, "unit": "month" },
                           "notice_to": "month_end" });
        }
        if path.ends_with("/sign-off") {
            return json!({ "step": "proposed" });
        }
        if path.ends_with("/answer") {
            return json!({ "status": "withdrawn" });
        }
        if path.ends_with("/exclusions") {
            return json!({ "contract_id": self.contract, "starts_at": "2026-10-01T10:00:00Z",
                           "ends_at": "2026-10-01T11:00:00Z", "reason": "Somebody" });
        }
        if path.ends_with("/status") {
            return json!({ "status": "terminated", "on_day": "2026-12-31", "reason": "Somebody" });
        }
        if path.ends_with("/contracts") || path.ends_with("/contracts/{id}") {
            return json!({ "number": "Somebody", "title": "Somebody", "kind": "uc", "supplier_id": self.supplier,
                           "currency": "EUR", "time_zone": "UTC", "starts_on": "2026-01-01", "language": "de" });
        }
        if path.contains("/draft") {
            return json!({ "valid_from": "2027-01-01", "duration": "indefinite", "region": "DE",
                           "notice": { "count": 3, "unit": "month" }, "notice_to": "month_end", "notice_form": "text" });
        }
        if path.contains("/versions") {
            return json!({ "revision": 1, "valid_from": "2027-01-01", "duration": "indefinite", "region": "DE",
                           "notice": { "count": 3, "unit": "month" }, "notice_to": "month_end", "notice_form": "text" });
        }
        if path.contains("/calendars") {
            return json!({ "name": "Somebody", "time_zone": "UTC" });
        }
        if path.contains("/chain") {
            return json!({ "structure": { "series": [{ "part": { "contract_id": self.contract } }] } });
        }
        if path.contains("/users/") {
            return json!({ "disabled": true });
        }
        if path.contains("/users") {
            return json!({ "email": "somebody@walls.example", "role": "vendor_user", "supplier_id": self.supplier });
        }
        if path.contains("/contacts") {
            return json!({ "name": "Somebody", "email": "somebody@walls.example" });
        }
        if path.contains("/certificates") {
            return json!({ "kind": "iso_27001", "valid_to": "2027-01-01" });
        }
        if path.contains("/sub-suppliers") {
            return json!({ "name": "Somebody", "service": "Something" });
        }
        if path.contains("/raci") {
            return json!({ "items": [] });
        }
        if path.contains("/services") {
            return json!({ "name": "Something", "components": [self.service] });
        }
        if path.contains("/suppliers") {
            return json!({ "name": "Somebody", "kind": "msp" });
        }
        json!({ "service": self.service_name, "external_id": "reached-over", "starts_at": "2026-10-01T10:00:00Z" })
    }

    /// A table of suppliers.
    pub fn table_upload() -> reqwest::multipart::Form {
        let file = reqwest::multipart::Part::text("Name;Art\nSomebody;MSP\n").file_name("suppliers.csv");
        reqwest::multipart::Form::new().part("file", file)
    }

    /// A document for a contract or supplier.
    pub fn document_upload() -> reqwest::multipart::Form {
        let file = reqwest::multipart::Part::bytes(b"%PDF-1.7".as_slice()).file_name("somebody.pdf");
        reqwest::multipart::Form::new()
            .part("file", file)
            .text("kind", "other")
    }

    /// An upload for the service.
    pub fn upload(&self) -> reqwest::multipart::Form {
        upload_for(&self.service)
    }
}

/// The first id that a query finds, as it is written in addresses.
pub fn id(app: &Instance, column: &str, from: &str) -> String {
    let (text, what) = if app.database().is_some() {
        (format!("{column}::text"), "PostgreSQL")
    } else {
        (format!("lower(hex({column}))"), "SQLite")
    };
    let found = query(app, &format!("SELECT {text} {from} LIMIT 1"));
    assert!(
        !found.is_empty(),
        "{what} has nothing {from}, so nothing could leak"
    );
    let digits = found.replace('-', "");
    [
        &digits[..8],
        &digits[8..12],
        &digits[12..16],
        &digits[16..20],
        &digits[20..],
    ]
    .join("-")
}

/// Gives a contract an escalation: an outage that still lasts is in the running month whenever this runs.
pub async fn escalate(app: &Instance, machine: &Machine, contract: &str) {
    let target =
        format!("FROM target WHERE contract_id = (SELECT id FROM contract WHERE number = '{contract}')");
    let service = format!("SELECT name FROM service WHERE id IN (SELECT service_id {target})");
    let outage = json!({ "service": query(app, &service), "external_id": "lasting", "starts_at": "2026-01-01T00:00:00Z" });
    let answer = machine
        .request(Method::POST, "/api/v1/facts/outages")
        .json(&outage)
        .send()
        .await;
    assert_eq!(answer.expect("an answer").status(), 201);
    let raised = format!(
        "SELECT count(*) FROM escalation WHERE breach_id IN
         (SELECT id FROM breach WHERE target_id IN (SELECT id {target}))"
    );
    for _ in 0..100 {
        if query(app, &raised) != "0" {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    panic!("the outage raises no escalation on {contract}");
}

/// Leaves an invitation open, and somebody signed in.
pub async fn invite(machine: &Machine) {
    let somebody = json!({ "email": "invited@walls.example", "role": "viewer" });
    let answer = machine
        .request(Method::POST, "/api/v1/users")
        .json(&somebody)
        .send()
        .await;
    assert_eq!(answer.expect("an answer").status(), 201);
}

/// Leaves a table of suppliers waiting for somebody's yes.
pub async fn take_over(person: &Session) {
    let request = person.request(Method::POST, "/suppliers/import/upload");
    let answer = request
        .multipart(Things::table_upload())
        .send()
        .await
        .expect("an answer");
    assert!(answer.status().is_redirection(), "{}", answer.status());
}

/// Leaves a request waiting that time does not count.
pub async fn exclude(app: &Instance, machine: &Machine, contract: &str) {
    let contract = id(app, "id", &format!("FROM contract WHERE number = '{contract}'"));
    let request = json!({ "contract_id": contract, "starts_at": "2026-10-01T10:00:00Z",
                          "ends_at": "2026-10-01T11:00:00Z", "reason": "A test of theirs" });
    let answer = machine
        .request(Method::POST, "/api/v1/exclusions")
        .json(&request)
        .send()
        .await;
    assert_eq!(answer.expect("an answer").status(), 201);
}

/// Leaves an upload waiting for somebody to confirm it.
pub async fn upload(app: &Instance, machine: &Machine, contract: &str) {
    let of_contract = format!("contract_id = (SELECT id FROM contract WHERE number = '{contract}')");
    let service = id(app, "service_id", &format!("FROM target WHERE {of_contract}"));
    let answer = machine
        .request(Method::POST, "/api/v1/imports")
        .multipart(upload_for(&service))
        .send()
        .await;
    assert_eq!(answer.expect("an answer").status(), 201);
}

fn upload_for(service: &str) -> reqwest::multipart::Form {
    let csv = "number,opened_at,priority\nT9,2026-01-05 09:00,High\n";
    let file = reqwest::multipart::Part::text(csv).file_name("tickets.csv");
    reqwest::multipart::Form::new()
        .part("file", file)
        .text("service_id", service.to_owned())
        .text("mapping", "custom")
        .text("external_id", "number")
        .text("reported_at", "opened_at")
        .text("priority", "priority")
}
