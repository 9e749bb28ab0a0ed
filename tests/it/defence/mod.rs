//! What the product refuses before it looks at who asks.

mod addresses;
mod cross_site;
mod downloads;
mod hosts;
mod limits;
mod log;
mod own_names;

use acceptance::Instance;

/// Every route as method and path, as the binary lists them.
pub fn routes(app: &Instance) -> Vec<(String, String)> {
    let output = app.run(&["routes"]);
    let text = String::from_utf8(output.stdout).expect("text");
    let route = |line: &str| {
        let (method, path) = line.split_once(' ').expect("method and path");
        (method.to_owned(), path.to_owned())
    };
    let routes: Vec<_> = text.lines().map(route).collect();
    assert!(routes.len() > 40, "all routes are listed: {text}");
    routes
}

/// A path with something in place of its parameters.
pub fn filled(path: &str) -> String {
    path.replace("{id}", "01890000-0000-7000-8000-000000000000")
        .replace("{period}", "2026-10")
}
