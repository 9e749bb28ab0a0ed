//! Everybody against what is not theirs, on every route, on both databases; afterwards not a row has changed.

use acceptance::instance::Storage;
use acceptance::rows;

use super::call::{Answer, Caller};
use super::callers::{self, Callers};
use super::things::{Things, escalate, exclude, invite, take_over, upload};
use super::{Route, routes, tokens};
use crate::demo::{Demo, RHEINTAL, STADTWERKE, demo};

const OF_STADTWERKE: &[&str] = &["Leitstelle", "Verbrauchsabrechnung", "Nordsee Energiedaten"];
const OF_AMAZON: &[&str] = &["Bestellplattform", "UC-2024-004", "Rheinnetz", "WAN Standorte"];

/// Lets an attack happen and compares the tenant's rows before and after.
async fn unharmed(demo: &Demo, tenant: &str, attack: impl Future<Output = usize>) -> usize {
    let before = rows::of_tenant(&demo.app, tenant);
    assert!(
        before.values().map(Vec::len).sum::<usize>() > 50,
        "{tenant} has something to lose"
    );
    let attempts = attack.await;
    let changed = rows::differences(&before, &rows::of_tenant(&demo.app, tenant));
    assert!(changed.is_empty(), "{tenant} was changed: {changed:#?}");
    attempts
}

/// Everybody tries every route that speaks to them; says how many attempts that were.
async fn try_everything(
    routes: &[Route],
    callers: &Callers,
    things: &Things,
    expect: fn(&Route, &Answer) -> bool,
) -> usize {
    let mut attempts = 0;
    for route in routes.iter().filter(|route| !route.is_public()) {
        for (name, caller) in callers.iter().filter(|(_, caller)| caller.speaks_to(route)) {
            let answer = caller.call(route, things).await;
            for word in things.words {
                assert!(!answer.text.contains(word), "{route} shows {name} {word:?}");
            }
            assert!(
                expect(route, &answer),
                "{route} for {name}: {} {} {}",
                answer.status,
                answer.location,
                answer.text
            );
            attempts += 1;
        }
    }
    attempts
}

/// Nobody is in: pages lead to the sign-in, everything else is refused.
fn kept_out(route: &Route, answer: &Answer) -> bool {
    let led_away = [302, 303].contains(&answer.status) && answer.location.starts_with("/login");
    if route.path == "/fn/session/switch" {
        // Who was a member here may still be one elsewhere.
        [401, 404].contains(&answer.status)
    } else if route.is_api() || route.is_function() {
        answer.status == 401
    } else {
        led_away
    }
}

/// Somebody is in, but nothing of this is there. Lists come without it.
fn not_there(route: &Route, answer: &Answer) -> bool {
    if route.is_at_home() {
        return answer.status < 500;
    }
    let refused = [403, 404].contains(&answer.status);
    let unknown_field = answer.status == 422 && !route.path.contains("{id}");
    let sent_back = answer.status == 303 && answer.location.contains("error=");
    match route.method.as_str() {
        _ if refused => true,
        "GET" => answer.status == 200 && !route.is_about_one(),
        _ if route.is_about_one() => unknown_field,
        _ if route.is_function() => answer.status == 200,
        _ => unknown_field || sent_back,
    }
}

async fn walls(storage: Storage) {
    let demo = demo(storage).await;
    let (home, next_door) = (demo.machine(RHEINTAL).await, demo.machine(STADTWERKE).await);
    escalate(&demo.app, &home, "UC-2024-004").await;
    escalate(&demo.app, &next_door, "UC-2023-101").await;
    upload(&demo.app, &home, "UC-2024-004").await;
    exclude(&demo.app, &home, "UC-2024-004").await;
    exclude(&demo.app, &next_door, "UC-2023-101").await;
    upload(&demo.app, &next_door, "UC-2023-101").await;
    invite(&home).await;
    invite(&next_door).await;
    take_over(&demo.login("service_manager", STADTWERKE).await).await;
    take_over(&demo.login("service_manager", RHEINTAL).await).await;
    let routes = routes(&demo.app);
    let theirs = Things::around(&demo.app, "UC-2023-101", OF_STADTWERKE);
    let amazon = Things::around(&demo.app, "UC-2024-004", OF_AMAZON);
    let (id, secret) = demo.client(RHEINTAL);
    let program = callers::program(&demo.app, id, secret).await;

    let at_rheintal = [
        "service_manager",
        "tenant_admin",
        "compliance_officer",
        "auditor",
        "viewer",
        "vendor_manager",
        "vendor_user",
    ];
    let mut neighbours = callers::people(&demo, RHEINTAL, &at_rheintal).await;
    neighbours.push(("a program", Caller::with_token(&demo.app, &program)));
    let mut gone = tokens::unusable(&demo).await;

    rows::settled(&demo.app).await;
    let mut attempts = unharmed(
        &demo,
        STADTWERKE,
        try_everything(&routes, &neighbours, &theirs, not_there),
    )
    .await;
    // At home these vendors are in the very tenant that is watched.
    let elsewhere: Vec<_> = routes
        .iter()
        .filter(|route| !route.is_at_home())
        .cloned()
        .collect();
    // Signed in only now: whoever ends the own other sessions would end these.
    let mut others = callers::people(&demo, STADTWERKE, &["service_manager", "tenant_admin"]).await;
    others.extend(callers::people(&demo, RHEINTAL, &["vendor_manager", "vendor_user"]).await);
    attempts += unharmed(
        &demo,
        RHEINTAL,
        try_everything(&elsewhere, &others, &amazon, not_there),
    )
    .await;
    gone.extend(callers::without_a_session(&demo).await);
    attempts += unharmed(
        &demo,
        STADTWERKE,
        try_everything(&routes, &gone, &theirs, kept_out),
    )
    .await;
    let removed: Callers = vec![("a removed program", tokens::of_a_removed_program(&demo).await)];
    attempts += unharmed(
        &demo,
        STADTWERKE,
        try_everything(&routes, &removed, &theirs, kept_out),
    )
    .await;
    println!("{} routes, {attempts} combinations on {storage:?}", routes.len());
}

#[tokio::test]
async fn no_route_reaches_over_a_wall_on_sqlite() {
    walls(Storage::Sqlite).await;
}

#[tokio::test]
async fn no_route_reaches_over_a_wall_on_postgres() {
    walls(Storage::Postgres).await;
}
