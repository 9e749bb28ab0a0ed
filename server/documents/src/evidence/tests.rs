use std::io::{Cursor, Read, Write};

use aws_lc_rs::signature::Ed25519KeyPair;
use rstest::rstest;
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::*;

fn key(seed: u8) -> EvidenceKey {
    let pair = Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap();
    EvidenceKey::from_pkcs8(pair.to_pkcs8v1().unwrap().as_ref()).unwrap()
}

fn statement() -> Statement {
    serde_json::from_value(json!({
        "export_id": "0193a1f0-0001-7000-8000-00000000000e", "export_no": 7,
        "tenant_id": "0193a1f0-0001-7000-8000-00000000000a", "tenant_slug": "rheintal",
        "controller_entity": "Rheintal Maschinenbau GmbH", "profile": "A_AUTHORITY", "language": "de",
        "as_of": "2026-11-20", "as_of_instant": "2026-11-20T23:00:00Z", "as_known_at": "2026-11-20T23:00:00Z",
        "generated_at": "2026-11-24T09:00:00Z",
        "generated_by": {"user_id": "0193a1f0-0001-7000-8000-00000000000b", "role": "compliance_officer"},
        "occasion": "Az. 7/2026", "recipient": "LfDI Baden-Württemberg",
        "scope": {"activity_ids": ["VVT-017"], "sections": [], "excluded": [{"id": "VVT-003", "reason": "nicht angefordert"}]},
        "reference_data": {"adequacy_version": "2026-11-20", "muss_liste_version": "1.1", "rules_version": "1"},
        "audit_chain": {"first_seq": 1, "first_hash": "aa", "last_seq": 9, "last_hash": "bb"},
        "software": {"name": "tragwerk", "version": "0.1.0", "git_commit": null}
    }))
    .unwrap()
}

fn content() -> Value {
    json!({"schema_version": 1, "verarbeitungen": [{"ref_no": "VVT-017", "name": "Störungen und Anträge"}], "empfaenger": []})
}

fn file(path: &str, text: &str) -> EvidenceFile {
    EvidenceFile {
        path: path.to_owned(),
        media_type: "text/csv".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

fn packed() -> Package {
    let files = vec![file("csv/verarbeitungen.csv", "ref_no;name\r\nVVT-017;x\r\n")];
    package(statement(), &content(), files, &key(1)).unwrap()
}

/// The entries of a ZIP.
fn entries(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut entry = zip.by_index(index).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn zipped(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn faults(bytes: &[u8]) -> Vec<String> {
    match verify(Cursor::new(bytes), None).unwrap() {
        Verdict::Valid(_) => Vec::new(),
        Verdict::Invalid(faults) => faults.into_iter().map(|fault| fault.path).collect(),
    }
}

#[test]
fn a_package_is_valid_and_says_what_it_is() {
    let package = packed();
    assert_eq!(package.name, "nachweis_rheintal_behoerde_2026-11-20_0007.zip");
    let Verdict::Valid(report) = verify(Cursor::new(&package.bytes), Some(&key(1).public())).unwrap() else {
        panic!("valid")
    };
    assert_eq!(report.manifest, package.manifest);
    assert_eq!(report.manifest.counts["verarbeitungen"], 1);
    let paths: Vec<String> = entries(&package.bytes)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let pem = format!("keys/{}.pem", report.key.id());
    assert_eq!(
        paths,
        [
            MANIFEST,
            SIGNATURE,
            README,
            "csv/verarbeitungen.csv",
            &pem,
            CONTENT
        ]
    );
}

#[test]
fn the_same_is_packed_the_same() {
    assert_eq!(packed().bytes, packed().bytes);
    let mut later = statement();
    later.generated_at += chrono::TimeDelta::days(1);
    let again = package(later, &content(), Vec::new(), &key(1)).unwrap();
    assert_eq!(again.manifest.content_sha256, packed().manifest.content_sha256);
}

#[test]
fn packing_it_again_changes_nothing_that_counts() {
    assert!(faults(&zipped(&entries(&packed().bytes))).is_empty());
}

#[test]
fn every_changed_byte_names_its_file() {
    let original = entries(&packed().bytes);
    for (index, (name, bytes)) in original.iter().enumerate() {
        for at in 0..bytes.len() {
            let mut changed = original.clone();
            changed[index].1[at] ^= 1;
            let named = faults(&zipped(&changed));
            // A changed signature shows at what it signs.
            let expected = if name == SIGNATURE { MANIFEST } else { name };
            assert!(
                named.iter().any(|path| path == expected),
                "{name} at {at}: {named:?}"
            );
        }
    }
}

#[test]
fn a_damaged_zip_is_never_taken_for_whole_content() {
    let package = packed();
    let original = entries(&package.bytes);
    for at in 0..package.bytes.len() {
        let mut bytes = package.bytes.clone();
        bytes[at] ^= 0x20;
        if let Ok(Verdict::Valid(_)) = verify(Cursor::new(&bytes), None) {
            assert_eq!(entries(&bytes), original, "at {at}");
        }
    }
    for end in [0, 10, package.bytes.len() / 2, package.bytes.len() - 1] {
        assert!(
            verify(Cursor::new(&package.bytes[..end]), None).is_err(),
            "cut at {end}"
        );
    }
}

#[test]
fn what_is_missing_or_added_is_named() {
    let original = entries(&packed().bytes);
    for index in 0..original.len() {
        let mut less = original.clone();
        let (name, _) = less.remove(index);
        assert!(faults(&zipped(&less)).contains(&name), "{name}");
    }
    let mut more = original;
    more.push(("dokumente/neu.pdf".to_owned(), b"%PDF-".to_vec()));
    assert_eq!(faults(&zipped(&more)), ["dokumente/neu.pdf"]);
}

#[test]
fn another_key_is_seen_by_who_expects_one() {
    let forged = package(statement(), &content(), Vec::new(), &key(2)).unwrap();
    assert!(matches!(
        verify(Cursor::new(&forged.bytes), None).unwrap(),
        Verdict::Valid(_)
    ));
    let verdict = verify(Cursor::new(&forged.bytes), Some(&key(1).public())).unwrap();
    let Verdict::Invalid(faults) = verdict else {
        panic!("invalid")
    };
    assert_eq!(faults[0].path, MANIFEST);
}

#[rstest]
#[case("../evil")]
#[case("/etc/passwd")]
#[case("a//b")]
#[case("a\\b")]
#[case("C:x")]
#[case("")]
#[case("manifest.json")]
#[case("manifest.json.tsr")]
#[case("verzeichnis.json")]
#[case("Verzeichnis.JSON")]
fn paths_that_cannot_be(#[case] path: &str) {
    let result = package(statement(), &content(), vec![file(path, "x")], &key(1));
    assert!(
        matches!(result, Err(EvidenceError::Path(found)) if found == path || path == "verzeichnis.json" || path == "Verzeichnis.JSON")
    );
}

#[test]
fn keys_are_read_as_they_are_written() {
    let public = key(1).public();
    assert_eq!(PublicKey::from_pem(&public.to_pem()), Ok(public));
    for wrong in ["", "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----", "x"] {
        assert_eq!(PublicKey::from_pem(wrong), Err(KeyError::Public));
    }
}

/// From RFC 8785, section 3.2.3, and on numbers and escapes from section 3.2.2.
#[rstest]
#[case(json!({"\u{20ac}": 1, "\r": 2, "\u{fb33}": 3, "1": 4, "\u{1f600}": 5, "\u{80}": 6, "\u{f6}": 7}),
    "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"\u{f6}\":7,\"\u{20ac}\":1,\"\u{1f600}\":5,\"\u{fb33}\":3}")]
#[case(json!(["\u{20ac}$\u{f}\nA'B\"\\\\\"/", null, true, -9_007_199_254_740_991_i64]),
    "[\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\",null,true,-9007199254740991]")]
fn canonical_text(#[case] value: Value, #[case] expected: &str) {
    assert_eq!(canonical(&value).as_deref(), Ok(expected));
}

#[rstest]
#[case(json!(0.1))]
#[case(json!(9_007_199_254_740_992_u64))]
#[case(json!({"a": [1e30]}))]
fn numbers_without_canonical_text(#[case] value: Value) {
    assert!(canonical(&value).is_err());
}

/// Whoever keeps a package must be able to check it years later.
#[test]
fn a_package_of_the_first_version_stays_valid() {
    let kept = include_bytes!("../../../../tests/data/nachweis.zip");
    let Verdict::Valid(report) = verify(Cursor::new(kept), Some(&key(1).public())).unwrap() else {
        panic!("valid")
    };
    assert_eq!(report.manifest, packed().manifest);
}
