//! VVT: the record of a processing activity.

super::rules! {
    VVT_01 = "VVT-01", Error, Record,
        ["Art. 30 Abs. 1 lit. b DSGVO", "Art. 30(1)(b) GDPR"],
        ["Für die Verarbeitungstätigkeit ist kein Zweck angegeben, oder ein Zweck hat keinen Text", "The processing activity has no purpose, or a purpose has no text"],
        ["Jeden Zweck der Verarbeitung in Worten angeben.", "Give every purpose of the processing in words."];
    VVT_02 = "VVT-02", Warning, Purpose,
        ["DSK-Hinweise Ziff. 6.2", "DSK guidance 6.2"],
        ["Der Zweck „{purpose}“ ist zu allgemein", "The purpose “{purpose}” is too general"],
        ["So genau beschreiben, dass sich die Rechtmäßigkeit der Verarbeitung vorläufig beurteilen lässt.", "Describe it so precisely that the lawfulness of the processing can be judged provisionally."];
    VVT_03 = "VVT-03", Error, Purpose,
        ["Art. 5 Abs. 2, Art. 6 DSGVO", "Art. 5(2), Art. 6 GDPR"],
        ["Für den Zweck „{purpose}“ ist keine Rechtsgrundlage angegeben", "The purpose “{purpose}” has no legal basis"],
        ["Rechtsgrundlage ergänzen oder die Verarbeitung zu diesem Zweck beenden.", "Add the legal basis or end the processing for this purpose."];
    VVT_04 = "VVT-04", Error, Purpose,
        ["Art. 6 Abs. 3 DSGVO", "Art. 6(3) GDPR"],
        ["Für den Zweck „{purpose}“ fehlt die Rechtsvorschrift zu Art. 6 Abs. 1 lit. c oder e DSGVO", "The purpose “{purpose}” lacks the provision that Art. 6(1)(c) or (e) GDPR refers to"],
        ["Vorschrift des Unionsrechts oder des deutschen Rechts nennen.", "Name the provision of Union or national law."];
    VVT_05 = "VVT-05", Warning, Purpose,
        ["Art. 6 Abs. 1 lit. f, Art. 13 Abs. 1 lit. d DSGVO", "Art. 6(1)(f), Art. 13(1)(d) GDPR"],
        ["Für den Zweck „{purpose}“ ist nicht dokumentiert: {missing}", "For the purpose “{purpose}” this is not documented: {missing}"],
        ["Berechtigtes Interesse benennen, Interessenabwägung durchführen und ihr Datum eintragen.", "Name the legitimate interest, balance it and enter the date."];
    VVT_06 = "VVT-06", Warning, Purpose,
        ["Art. 7 Abs. 1 DSGVO", "Art. 7(1) GDPR"],
        ["Für den Zweck „{purpose}“ ist kein Nachweis der Einwilligungen angegeben", "The purpose “{purpose}” has no evidence of the consents"],
        ["Angeben, wo die Einwilligungen nachgewiesen werden.", "Say where the consents are evidenced."];
    VVT_07 = "VVT-07", Warning, Purpose,
        ["Art. 6 Abs. 1 lit. b DSGVO", "Art. 6(1)(b) GDPR"],
        ["Der Zweck „{purpose}“ stützt sich allein auf einen Vertrag, die betroffenen Ansprechpersonen sind aber nicht selbst Vertragspartei", "The purpose “{purpose}” rests on a contract alone, but the contacts concerned are no party to it"],
        ["Andere Rechtsgrundlage prüfen, in der Regel das berechtigte Interesse nach Art. 6 Abs. 1 lit. f DSGVO.", "Check another legal basis, usually legitimate interests under Art. 6(1)(f) GDPR."];
    VVT_08 = "VVT-08", Warning, Purpose,
        ["EuGH, Urteil vom 30.03.2023, C-34/21", "CJEU, judgment of 30 March 2023, C-34/21"],
        ["Der Zweck „{purpose}“ stützt sich allein auf § 26 BDSG, dessen Anwendbarkeit zweifelhaft ist", "The purpose “{purpose}” rests on § 26 BDSG alone, which is probably inapplicable"],
        ["Zusätzlich eine Rechtsgrundlage nach Art. 6 Abs. 1 DSGVO angeben.", "Add a legal basis under Art. 6(1) GDPR."];
    VVT_09 = "VVT-09", Error, Record,
        ["Art. 30 Abs. 1 lit. c DSGVO", "Art. 30(1)(c) GDPR"],
        ["Es ist keine Kategorie betroffener Personen angegeben", "No category of data subjects is given"],
        ["Mindestens eine Kategorie betroffener Personen auswählen.", "Choose at least one category of data subjects."];
    VVT_10 = "VVT-10", Error, Record,
        ["Art. 30 Abs. 1 lit. c DSGVO", "Art. 30(1)(c) GDPR"],
        ["Es ist keine Kategorie personenbezogener Daten angegeben", "No category of personal data is given"],
        ["Mindestens eine Datenkategorie angeben.", "Give at least one category of data."];
    VVT_11 = "VVT-11", Error, DataCategory,
        ["Art. 9 Abs. 2 DSGVO", "Art. 9(2) GDPR"],
        ["Für die besondere Kategorie „{category}“ ist keine Ausnahme vom Verarbeitungsverbot angegeben", "The special category “{category}” has no exception from the prohibition of processing"],
        ["Bedingung nach Art. 9 Abs. 2 DSGVO angeben, bei nationalem Recht mit Vorschrift.", "Give the condition of Art. 9(2) GDPR, with the provision where national law is needed."];
    VVT_12 = "VVT-12", Error, DataCategory,
        ["Art. 10 DSGVO", "Art. 10 GDPR"],
        ["Für die Daten über Straftaten „{category}“ fehlt die Rechtsvorschrift, die ihre Verarbeitung zulässt", "The data on offences “{category}” lack the provision that allows processing them"],
        ["Rechtsvorschrift nennen oder auf die Daten verzichten.", "Name the provision or do without the data."];
    VVT_13 = "VVT-13", Error, DataCategory,
        ["Art. 9 Abs. 1, Art. 10 DSGVO", "Art. 9(1), Art. 10 GDPR"],
        ["„{category}“ fällt unter {article} DSGVO, ist aber nicht so gekennzeichnet", "“{category}” falls under {article} GDPR but is not marked so"],
        ["Als besondere Kategorie kennzeichnen und die Voraussetzungen der Verarbeitung angeben.", "Mark it as a special category and give what allows processing it."];
    VVT_14 = "VVT-14", Error, Record,
        ["Art. 30 Abs. 1 lit. d DSGVO", "Art. 30(1)(d) GDPR"],
        ["Es ist kein Empfänger angegeben, und dass es keinen gibt, ist nicht bestätigt", "No recipient is given, and that there is none is not confirmed"],
        ["Empfänger angeben, auch interne Stellen, oder bestätigen, dass es keine gibt.", "Give recipients, internal ones too, or confirm that there are none."];
    VVT_15 = "VVT-15", Warning, Record,
        ["DSK-Hinweise Ziff. 6.4", "DSK guidance 6.4"],
        ["Es fehlt eine Aussage dazu, ob Daten in Drittländer übermittelt werden", "It is not stated whether data are transferred to third countries"],
        ["Aussage treffen, auch wenn keine Übermittlung stattfindet.", "State it, even if there is no transfer."];
    VVT_16 = "VVT-16", Warning, Record,
        ["Art. 5 Abs. 2 DSGVO, DSK-Hinweise Ziff. 4", "Art. 5(2) GDPR, DSK guidance 4"],
        ["Die Überprüfung des Eintrags ist fällig: {due}", "The review of the record is due: {due}"],
        ["Eintrag überprüfen und den nächsten Termin festlegen.", "Review the record and set the next date."];
    VVT_17 = "VVT-17", Warning, Record,
        ["Art. 24 DSGVO", "Art. 24 GDPR"],
        ["Die Verarbeitung läuft im Produktivbetrieb, der Eintrag ist aber nicht freigegeben", "The processing is in production, but its record is not approved"],
        ["Eintrag prüfen und freigeben.", "Check and approve the record."];
    VVT_18 = "VVT-18", Info, Record,
        ["DSK-Hinweise Ziff. 6.1", "DSK guidance 6.1"],
        ["Zum Eintrag fehlen Angaben: {fields}", "The record lacks: {fields}"],
        ["Fachabteilung und Ansprechperson angeben.", "Give the department and whom to ask."];
    VVT_19 = "VVT-19", Info, Record,
        ["DSK-Hinweise Ziff. 1", "DSK guidance 1"],
        ["Der Eintrag fasst {count} Zwecke zusammen", "The record combines {count} purposes"],
        ["Prüfen, ob mehrere Verarbeitungstätigkeiten vorliegen: Jeder neue Zweck ist in der Regel eine eigene.", "Check whether these are several processing activities: every new purpose is usually one of its own."];
}
