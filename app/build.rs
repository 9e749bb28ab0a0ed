//! Turns the catalogues in `locales/` into methods of `Text`.
//!
//! `"today": { "title": "Heute" }` becomes `text.today_title()`; a text with `{name}` takes an argument, a text
//! given as `{ "one": …, "other": … }` takes `count` first. The build stops when the two languages differ in keys
//! or placeholders, so that a missing translation never reaches a reader.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Map, Value};

type Catalogue = BTreeMap<String, Vec<String>>;

#[expect(
    clippy::disallowed_methods,
    reason = "this is how cargo tells a build script where to write"
)]
fn main() {
    let german = read("locales/de.json");
    let english = read("locales/en.json");
    let missing: Vec<&String> = german
        .keys()
        .filter(|key| !english.contains_key(*key))
        .chain(english.keys().filter(|key| !german.contains_key(*key)))
        .collect();
    assert!(
        missing.is_empty(),
        "texts that only one language has: {missing:?}"
    );

    let mut code = String::from("impl Text {\n");
    for (key, de) in &german {
        method(&mut code, key, de, &english[key]);
    }
    code.push_str("}\n");
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(Path::new(&out).join("catalogue.rs"), code).expect("the build directory is writable");
}

/// Flattens a catalogue; a text has one form, or two when it depends on a count.
fn read(path: &str) -> Catalogue {
    println!("cargo:rerun-if-changed={path}");
    let json = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let sections: Map<String, Value> =
        serde_json::from_str(&json).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut texts = Catalogue::new();
    for (section, entries) in &sections {
        let entries = entries
            .as_object()
            .unwrap_or_else(|| panic!("{path}: {section} is no section"));
        for (name, value) in entries {
            let key = format!("{section}_{name}");
            let forms = match value {
                Value::String(text) => vec![text.clone()],
                Value::Object(forms) => ["one", "other"]
                    .iter()
                    .map(|form| {
                        forms
                            .get(*form)
                            .and_then(Value::as_str)
                            .unwrap_or_else(|| panic!("{path}: {key} lacks {form}"))
                    })
                    .map(str::to_owned)
                    .collect(),
                _ => panic!("{path}: {key} is no text"),
            };
            texts.insert(key, forms);
        }
    }
    texts
}

/// Names in braces, in order of first appearance; `count` of a plural comes first.
fn placeholders(forms: &[String]) -> Vec<&str> {
    let mut names = Vec::new();
    for part in forms.iter().flat_map(|text| text.split('{').skip(1)) {
        let name = part.split('}').next().unwrap_or_default();
        if name != "count" && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn method(code: &mut String, key: &str, de: &[String], en: &[String]) {
    let names = placeholders(de);
    let mut other = placeholders(en);
    assert_eq!(
        de.len(),
        en.len(),
        "{key}: one language counts and the other does not"
    );
    assert!(
        names.len() == other.len() && names.iter().all(|name| other.contains(name)),
        "{key}: {names:?} and {other:?}"
    );
    other.clear();

    let plural = de.len() == 2;
    let _ = writeln!(code, "    /// {}", de[de.len() - 1]);
    if !plural && names.is_empty() {
        let _ = writeln!(code, "    pub const fn {key}(self) -> &'static str {{");
        let _ = writeln!(
            code,
            "        match self.0 {{ Language::De => {:?}, Language::En => {:?} }}",
            de[0], en[0]
        );
        code.push_str("    }\n");
        return;
    }
    let mut arguments = String::new();
    if plural {
        arguments.push_str(", count: i64");
    }
    for name in &names {
        let _ = write!(arguments, ", {name}: impl std::fmt::Display");
    }
    let _ = writeln!(code, "    pub fn {key}(self{arguments}) -> String {{");
    if plural {
        let _ = writeln!(code, "        let one = count == 1;");
        let _ = writeln!(code, "        let count = format::integer(self.0, count);");
        let _ = writeln!(code, "        let _ = &count;");
        let _ = writeln!(
            code,
            "        match (self.0, one) {{ (Language::De, true) => format!({:?}), (Language::De, false) => format!({:?}), (Language::En, true) => format!({:?}), (Language::En, false) => format!({:?}) }}",
            de[0], de[1], en[0], en[1]
        );
    } else {
        let _ = writeln!(
            code,
            "        match self.0 {{ Language::De => format!({:?}), Language::En => format!({:?}) }}",
            de[0], en[0]
        );
    }
    code.push_str("    }\n");
}
