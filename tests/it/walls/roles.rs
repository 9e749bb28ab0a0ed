//! What every role may do at home: the answers agree with the one policy.

use acceptance::Instance;
use acceptance::instance::Storage;
use acceptance::rows::query;
use domain::policy::{Action, Role, allows, scope};

use super::call::Answer;
use super::things::{Things, escalate, exclude, id, invite, take_over, upload};
use super::{Route, callers, membership_of, routes};
use crate::demo::{RHEINTAL, demo};

/// Whether an answer says that the role is not allowed to do this.
fn is_forbidden(route: &Route, answer: &Answer) -> bool {
    let page_says_so = route.path == "/imports/upload" && answer.location.contains("error=forbidden");
    answer.status == 403 || page_says_so
}

/// What the policy says of a role and a route.
fn is_allowed(role: Role, scopes: &str, route: &Route) -> bool {
    let action = Action::parse(&route.need);
    assert!(
        action.is_some() || ["session", "public"].contains(&route.need.as_str()),
        "{route} names no action"
    );
    let in_scope = |action| role != Role::ApiClient || scopes.split(' ').any(|word| word == scope(action));
    action.is_none_or(|action| allows(role, action) && in_scope(action))
}

/// An API client that can be switched off without silencing the one that asks.
fn spare_client(app: &Instance) -> String {
    query(
        app,
        "INSERT INTO api_client (tenant_id, id, client_id, name, secret_hash, scopes, created_at)
         SELECT tenant_id, randomblob(16), 'spare', name, secret_hash, scopes, created_at FROM api_client
         WHERE client_id LIKE 'rheintal%'",
    );
    id(app, "id", "FROM api_client WHERE client_id = 'spare'")
}

/// A member whom roles can be taken from without ending the session of somebody else in this test.
fn colleague(app: &Instance) -> String {
    query(
        app,
        "INSERT INTO membership (tenant_id, id, person_id, role, created_at)
         SELECT tenant.id, randomblob(16), person.id, 'viewer', person.created_at FROM tenant, person
         WHERE tenant.slug = 'rheintal' AND person.email = 'carla.neumann@stadtwerke.example'",
    );
    membership_of(app, "carla.neumann@stadtwerke.example", RHEINTAL)
}

#[tokio::test]
async fn every_role_may_do_exactly_what_the_policy_says() {
    let demo = demo(Storage::Sqlite).await;
    let roles = [
        "tenant_admin",
        "service_manager",
        "compliance_officer",
        "auditor",
        "viewer",
        "vendor_manager",
        "vendor_user",
    ];
    let routes = routes(&demo.app);
    // A contract that vendors see, too.
    let contract = "UC-2024-007";
    let machine = demo.machine(RHEINTAL).await;
    escalate(&demo.app, &machine, contract).await;
    upload(&demo.app, &machine, contract).await;
    exclude(&demo.app, &machine, contract).await;
    invite(&machine).await;
    take_over(&demo.login("service_manager", RHEINTAL).await).await;
    let own = Things {
        membership: colleague(&demo.app),
        api_client: spare_client(&demo.app),
        ..Things::around(&demo.app, contract, &[])
    };
    let mut people = callers::people(&demo, RHEINTAL, &roles).await;
    let (client_id, secret) = demo.client(RHEINTAL);
    let scopes = query(
        &demo.app,
        &format!("SELECT scopes FROM api_client WHERE client_id = '{client_id}'"),
    );
    let token = callers::program(&demo.app, client_id, secret).await;
    people.push(("api_client", super::call::Caller::with_token(&demo.app, &token)));
    let mut checked = 0;
    for (name, caller) in &people {
        let role = Role::parse(name).expect("a role");
        // Going elsewhere would end the session that is looked at.
        let asks = |route: &&Route| !route.is_public() && route.path != "/fn/session/switch";
        for route in routes.iter().filter(asks).filter(|route| caller.speaks_to(route)) {
            let answer = caller.call(route, &own).await;
            assert!(
                answer.status < 500 && answer.status != 401,
                "{route} for {name}: {answer:?}"
            );
            assert_eq!(
                !is_forbidden(route, &answer),
                is_allowed(role, &scopes, route),
                "{route} for {name}: {} {} {}",
                answer.status,
                answer.location,
                answer.text
            );
            checked += 1;
        }
    }
    println!("{checked} combinations of role and route agree with the policy");
}
