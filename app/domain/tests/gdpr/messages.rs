use crate::rows;
use crate::support::judge;

#[test]
fn messages_are_whole_sentences_in_both_languages() {
    for row in rows() {
        for finding in judge(&row.bundle) {
            for message in [&finding.message_de, &finding.message_en] {
                assert!(!message.contains(['{', '}']), "{}: {message}", finding.rule);
                assert!(
                    !message.contains("  ") && !message.contains(" ,"),
                    "{}: {message}",
                    finding.rule
                );
                assert!(
                    message.ends_with('.') && !message.contains(".."),
                    "{}: {message}",
                    finding.rule
                );
            }
        }
    }
}

#[test]
fn a_name_with_braces_stays_what_it_is() {
    let mut bundle = rows()[0].bundle.clone();
    bundle["processing"]["purposes"][0]["text"] = "{purpose}".into();
    let finding = &judge(&bundle)[0];
    assert!(
        finding.message_de.contains("„{purpose}“"),
        "{}",
        finding.message_de
    );
}

#[test]
fn findings_come_in_the_order_of_the_rules_and_always_in_the_same() {
    let mut bundle = rows()[0].bundle.clone();
    bundle["controller"] = serde_json::Value::Null;
    bundle["processing"] =
        serde_json::json!({"role": "controller", "recipients": [{"id": "E1", "type": "processor"}]});
    let found: Vec<String> = judge(&bundle).into_iter().map(|finding| finding.rule).collect();
    let expected = "CTL-01 VVT-01 VVT-09 VVT-10 VVT-15 VVT-18 TOM-01 AVV-01 DSFA-01";
    assert_eq!(found.join(" "), expected);
}
