//! AV2: the register of a processor (Art. 30(2)).

super::rules! {
    AV2_01 = "AV2-01", Error, Client,
        ["Art. 30 Abs. 2 lit. a DSGVO", "Art. 30(2)(a) GDPR"],
        ["{problem}", "{problem}"],
        ["Jeden Verantwortlichen mit Name, Anschrift und E-Mail-Adresse oder Telefonnummer angeben.", "Give every controller with name, address and e-mail address or telephone number."];
    AV2_02 = "AV2-02", Error, Client,
        ["Art. 30 Abs. 2 lit. b DSGVO", "Art. 30(2)(b) GDPR"],
        ["Für den Auftraggeber {client} sind keine Kategorien von Verarbeitungen angegeben", "No categories of processing are given for the client {client}"],
        ["Kategorien der Verarbeitungen je Auftrag angeben.", "Give the categories of processing for each order."];
    AV2_03 = "AV2-03", Info, Client,
        ["Art. 30 Abs. 2 lit. a DSGVO", "Art. 30(2)(a) GDPR"],
        ["Ob der Auftraggeber {client} einen Datenschutzbeauftragten hat, ist nicht bekannt", "Whether the client {client} has a data protection officer is not known"],
        ["Beim Auftraggeber erfragen und eintragen.", "Ask the client and enter it."];
    AV2_04 = "AV2-04", Error, Client,
        ["Art. 28 Abs. 3 DSGVO", "Art. 28(3) GDPR"],
        ["Mit dem Auftraggeber {client} ist keine unterzeichnete Vereinbarung hinterlegt", "No signed agreement with the client {client} is on file"],
        ["AVV abschließen und das Datum der Unterzeichnung eintragen.", "Conclude a processor agreement and enter the date of signature."];
}
