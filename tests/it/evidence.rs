//! `tragwerk verify` on a package that is kept in the repository.

use std::path::Path;
use std::process::{Command, Output};

use acceptance::places;

const PACKAGE: &[u8] = include_bytes!("../data/nachweis.zip");

fn verify(bytes: &[u8], key: Option<&str>) -> Output {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a written file");
        path
    };
    let mut command = Command::new(places::binary());
    command.arg("verify").arg(write("package.zip", bytes));
    if let Some(pem) = key {
        command.arg("--key").arg(write("key.pem", pem.as_bytes()));
    }
    command.output().expect("the product's binary")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

/// Where the content of a file begins in the ZIP: after its name in the header before it.
fn content_of(name: &str) -> usize {
    let found = PACKAGE
        .windows(name.len())
        .position(|window| window == name.as_bytes());
    found.expect("the file") + name.len()
}

#[test]
fn a_package_in_order_says_what_it_is() {
    let output = verify(PACKAGE, None);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(
        said(&output).contains("Rheintal Maschinenbau GmbH"),
        "{}",
        said(&output)
    );
}

#[test]
fn one_changed_byte_names_the_file() {
    for name in [
        "csv/verarbeitungen.csv",
        "verzeichnis.json",
        "LIESMICH.txt",
        "manifest.json",
    ] {
        let mut bytes = PACKAGE.to_vec();
        bytes[content_of(name) + 4] ^= 1;
        let output = verify(&bytes, None);
        assert_eq!(output.status.code(), Some(1), "{name}: {}", said(&output));
        assert!(said(&output).contains(name), "{name}: {}", said(&output));
    }
}

#[test]
fn another_key_than_the_expected_one_is_told() {
    // The key of RFC 8032, section 7.1, test 1.
    let pem = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n";
    let output = verify(PACKAGE, Some(pem));
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("manifest.json"), "{}", said(&output));
}

#[test]
fn what_is_no_package_is_unreadable() {
    for bytes in [&b""[..], b"hello", &PACKAGE[..PACKAGE.len() / 2]] {
        assert_eq!(verify(bytes, None).status.code(), Some(2));
    }
    assert_eq!(verify(PACKAGE, Some("no key")).status.code(), Some(2));
    let missing = Command::new(places::binary())
        .arg("verify")
        .arg(Path::new("/nonexistent/package.zip"))
        .output()
        .expect("the product's binary");
    assert_eq!(missing.status.code(), Some(2));
}
