//! How to check a package, in German, for people who have neither our program nor a network.

use super::{CONTENT, MANIFEST, SIGNATURE, Statement, key_path};

pub fn readme(statement: &Statement, key_id: &str) -> String {
    let key = key_path(key_id);
    format!(
        "Nachweispaket Nr. {no}
Verantwortliche Stelle: {entity}
Stichtag: {day}

So prüfen Sie das Paket ohne Netzverbindung
===========================================

Mit Tragwerk:

    tragwerk verify PAKET.zip

Das Programm prüft die Unterschrift, die Vollständigkeit und jede Datei. Es nennt jede Datei, die verändert wurde,
fehlt oder nicht dazugehört.

Mit üblichen Werkzeugen (openssl ab Version 3, sha256sum):

1. Paket entpacken.
2. Unterschrift des Inhaltsverzeichnisses {MANIFEST} prüfen:

    openssl pkeyutl -verify -pubin -inkey {key} -rawin \\
        -in {MANIFEST} -sigfile {SIGNATURE}

3. Die Prüfsumme jeder Datei mit dem Eintrag \"sha256\" in {MANIFEST} vergleichen, zum Beispiel:

    sha256sum {CONTENT}

   Außer {MANIFEST}, {SIGNATURE} und gegebenenfalls {MANIFEST}.tsr muss jede Datei dort stehen.

Der Schlüssel
=============

Der öffentliche Schlüssel liegt dem Paket bei: {key}
Seine Kennung ist {key_id}. Wer ein Paket fälscht, kann auch einen eigenen Schlüssel beilegen. Vergleichen Sie die
Kennung deshalb mit der, die Ihnen die verantwortliche Stelle auf anderem Weg nennt.

Die Daten
=========

{CONTENT} enthält die Daten in kanonischer Form (RFC 8785): gleiche Daten ergeben dieselbe Prüfsumme.
",
        no = statement.export_no,
        entity = statement.controller_entity,
        day = statement.as_of.format("%d.%m.%Y"),
    )
}
