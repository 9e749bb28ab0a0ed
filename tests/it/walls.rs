//! Two tenants over every route: whatever belongs to one is not there for the other.
//!
//! The routes are asked of the binary itself, so a new one is tested the moment it exists.

use acceptance::instance::Storage;
use acceptance::{Instance, Machine, Session};
use reqwest::Method;
use serde_json::{Value, json};

/// Names that only the smaller tenant has.
const FOREIGN: [&str; 3] = ["Leitstelle", "Verbrauchsabrechnung", "Nordsee Energiedaten"];

/// Ids of the smaller tenant, by the noun that precedes them in a path.
struct Foreign {
    supplier: String,
    contract: String,
    target: String,
    service: String,
    escalation: String,
    import: String,
}

impl Foreign {
    async fn of(machine: &Machine) -> Self {
        let first = async |path: &str| {
            let list = machine.get(path).await;
            let id = list["items"][0]["id"].as_str();
            id.unwrap_or_else(|| panic!("the other tenant has nothing at {path}, so nothing could leak"))
                .to_owned()
        };
        let contract = first("/api/v1/contracts").await;
        Self {
            supplier: first("/api/v1/suppliers").await,
            target: first(&format!("/api/v1/contracts/{contract}/targets")).await,
            service: first("/api/v1/services").await,
            escalation: first("/api/v1/escalations").await,
            import: first("/api/v1/imports").await,
            contract,
        }
    }

    /// The path with the foreign ids in place of its parameters.
    fn fill(&self, path: &str) -> String {
        let id = [
            ("/suppliers/", &self.supplier),
            ("/contracts/", &self.contract),
            ("/targets/", &self.target),
            ("/escalations/", &self.escalation),
            ("/imports/", &self.import),
        ]
        .into_iter()
        .find(|(noun, _)| path.contains(noun))
        .map_or(&self.contract, |(_, id)| id);
        path.replace("{id}", id).replace("{period}", "2026-10")
    }

    /// Arguments for any server function: each takes what it knows.
    fn arguments(&self, function: &str) -> Value {
        let id = self.fill(&format!(
            "/{}/{{id}}",
            function
                .trim_start_matches("/fn/")
                .split('/')
                .next()
                .unwrap_or("")
        ));
        let id = id.rsplit('/').next().unwrap_or_default().to_owned();
        json!({ "id": id, "membership_id": id, "period": null, "filter": { "search": "" },
                "ledger": { "filter": "all", "search": "", "page": 1 } })
    }
}

fn routes(app: &Instance) -> Vec<(Method, String)> {
    let output = app.run(&["routes"]);
    let text = String::from_utf8(output.stdout).expect("text");
    let route = |line: &str| {
        let (method, path) = line.split_once(' ').expect("method and path");
        (method.parse().expect("a method"), path.to_owned())
    };
    let routes: Vec<_> = text.lines().map(route).collect();
    assert!(routes.len() > 40, "all routes are listed: {text}");
    routes
}

async fn logins(app: &Instance) -> (Value, Session, Session) {
    let demo = app.seed();
    let find = |email: &str| {
        let logins = demo["logins"].as_array().expect("logins");
        let login = logins
            .iter()
            .find(|login| login["email"] == email)
            .expect("a login");
        (
            email.to_owned(),
            login["password"].as_str().expect("a password").to_owned(),
        )
    };
    let (email, password) = find("sabine.kraus@rheintal.example");
    let manager = app.login(&email, &password).await;
    let (email, password) = find("mia.lorenz@nordlicht.example");
    let vendor = app.login(&email, &password).await;
    (demo, manager, vendor)
}

fn assert_nothing_foreign(what: &str, text: &str) {
    for name in FOREIGN {
        assert!(!text.contains(name), "{what} shows {name:?} of another tenant");
    }
}

/// Calls a route as somebody who may use it, but with another tenant's ids.
async fn call(session: &Session, foreign: &Foreign, method: &Method, path: &str) -> (u16, String) {
    let filled = foreign.fill(path);
    if *method == Method::GET {
        return read(session.get(&filled)).await;
    }
    if !path.starts_with("/fn/") {
        return read(
            session
                .post(&filled)
                .form(&[("service_id", foreign.service.as_str())]),
        )
        .await;
    }
    // Some functions read JSON, the others a form.
    let arguments = foreign.arguments(path);
    let (status, text) = read(session.post(&filled).json(&arguments)).await;
    if !text.contains("unreadable_request") {
        return (status, text);
    }
    let id = arguments["id"].as_str().unwrap_or_default();
    read(session.post(&filled).form(&[("id", id), ("membership_id", id)])).await
}

async fn read(request: reqwest::RequestBuilder) -> (u16, String) {
    let answer = request.send().await.expect("an answer");
    (answer.status().as_u16(), answer.text().await.expect("a text"))
}

/// Gives the smaller tenant an escalation and an upload that waits, so that there is something to reach for.
async fn give_it_something(machine: &Machine) {
    let services = machine.get("/api/v1/services").await;
    let service = services["items"][0]["id"].as_str().expect("a service").to_owned();
    // An outage that still lasts is in the running month whenever this runs.
    for name in ["Leitstelle", "Verbrauchsabrechnung"] {
        let outage = json!({ "service": name, "external_id": name, "starts_at": "2026-01-01T00:00:00Z" });
        let answer = machine
            .request(Method::POST, "/api/v1/facts/outages")
            .json(&outage)
            .send()
            .await;
        assert_eq!(answer.expect("an answer").status(), 201);
    }
    let csv = "number,opened_at,priority\nT1,2026-01-05 09:00,High\n";
    let file = reqwest::multipart::Part::text(csv).file_name("tickets.csv");
    let form = reqwest::multipart::Form::new()
        .part("file", file)
        .text("service_id", service)
        .text("mapping", "custom")
        .text("external_id", "number")
        .text("reported_at", "opened_at")
        .text("priority", "priority");
    let answer = machine
        .request(Method::POST, "/api/v1/imports")
        .multipart(form)
        .send()
        .await;
    assert_eq!(answer.expect("an answer").status(), 201);
    for _ in 0..100 {
        if machine.get("/api/v1/escalations").await["items"][0]["id"].is_string() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    panic!("the outage raises no escalation");
}

async fn walls(storage: Storage) {
    let app = Instance::on(storage).start().await;
    let (demo, manager, vendor) = logins(&app).await;
    let client = |position: usize| {
        let client = &demo["api_clients"][position];
        (
            client["client_id"].as_str().expect("an id").to_owned(),
            client["client_secret"].as_str().expect("a secret").to_owned(),
        )
    };
    let (id, secret) = client(1);
    let other = app.machine(&id, &secret).await;
    give_it_something(&other).await;
    let foreign = Foreign::of(&other).await;
    let (id, secret) = client(0);
    let own = app.machine(&id, &secret).await;
    let stranger = app.browser();
    let mut checked = 0;
    for (method, path) in routes(&app) {
        if [
            "/login",
            "/preferences",
            "/fn/session/sign-out",
            "/fn/session/sign-in",
        ]
        .contains(&path.as_str())
        {
            continue;
        }
        checked += 1;
        if path.starts_with("/api/") {
            if path == "/api/v1/auth/token" {
                continue;
            }
            let filled = foreign.fill(&path);
            let answer = own
                .request(method.clone(), &filled)
                .send()
                .await
                .expect("an answer");
            let (status, text) = (answer.status().as_u16(), answer.text().await.expect("a text"));
            assert_nothing_foreign(&path, &text);
            assert!(
                !path.contains('{') || status == 404,
                "{method} {path}: {status}, not 404"
            );
            let answer = stranger.get(&filled).send().await.expect("an answer");
            assert!(
                method != Method::GET || answer.status() == 401,
                "{path} without a token: {}",
                answer.status()
            );
            continue;
        }
        for session in [&manager, &vendor] {
            let (status, text) = call(session, &foreign, &method, &path).await;
            assert_nothing_foreign(&path, &text);
            let by_id = path.contains('{') || path.ends_with("/one");
            // A form without script is sent back to its page; the refusal then stands in the body.
            let sent_back =
                status == 302 && ["not_found", "forbidden"].iter().any(|code| text.contains(code));
            let refused = sent_back || [403, 404].contains(&status);
            assert!(
                !by_id || refused,
                "{method} {path}: {status}, neither 403 nor 404\n{text}"
            );
        }
        let (status, text) = call(&stranger, &foreign, &method, &path).await;
        assert!(
            [302, 303, 401, 403, 404, 415, 422].contains(&status),
            "{method} {path} for a stranger: {status}"
        );
        assert!(
            !text.contains("Rheintal") && !text.contains("Nordlicht"),
            "{method} {path} tells a stranger names"
        );
    }
    let escalation = other
        .get(&format!("/api/v1/escalations/{}", foreign.escalation))
        .await;
    assert!(
        escalation["acknowledged_at"].is_null(),
        "nobody else acknowledged it"
    );
    let import = other.get(&format!("/api/v1/imports/{}", foreign.import)).await;
    assert_eq!(
        import["status"], "previewed",
        "nobody else confirmed or cancelled it"
    );
    println!("{checked} routes checked on {storage:?}");
}

#[tokio::test]
async fn no_route_reaches_another_tenant_on_sqlite() {
    walls(Storage::Sqlite).await;
}

#[tokio::test]
async fn no_route_reaches_another_tenant_on_postgres() {
    walls(Storage::Postgres).await;
}

#[tokio::test]
async fn a_vendor_sees_the_own_supplier_and_switches_between_customers() {
    let app = Instance::on(Storage::Sqlite).start().await;
    let demo = app.seed();
    let password = demo["logins"][0]["password"].as_str().expect("a password");
    let vendor = app.login("jonas.petersen@nordlicht.example", password).await;
    let contracts = vendor.page("/contracts").await;
    assert!(contracts.contains("Betrieb Service Desk"));
    for other in [
        "DynamoDB",
        "WAN Standorte",
        "ERP für die Produktion",
        "Leitstelle",
    ] {
        assert!(!contracts.contains(other), "a vendor sees {other:?}");
    }
    let label = "name=\"membership_id\" value=\"";
    let others: Vec<_> = contracts
        .match_indices(label)
        .map(|(at, _)| &contracts[at + label.len()..][..36])
        .collect();
    let membership = others.last().expect("a customer to switch to");
    let answer = vendor
        .post("/fn/session/switch")
        .form(&[("membership_id", *membership)])
        .send()
        .await
        .expect("an answer");
    assert!(answer.status().is_redirection(), "{}", answer.status());
    let contracts = vendor.page("/contracts").await;
    let (first, second) = (
        contracts.contains("Betrieb Service Desk"),
        contracts.contains("Betrieb Leitstelle"),
    );
    assert!(first != second, "one customer at a time");
}
