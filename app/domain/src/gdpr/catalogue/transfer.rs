//! TRF: transfers to third countries and international organisations.

super::rules! {
    TRF_01 = "TRF-01", Error, Recipient,
        ["Art. 30 Abs. 1 lit. e und Abs. 2 lit. c, Art. 44 DSGVO", "Art. 30(1)(e) and (2)(c), Art. 44 GDPR"],
        ["Der Empfänger „{recipient}“ verarbeitet Daten in Drittländern oder greift von dort zu ({countries}), eine Übermittlung ist dazu nicht eingetragen", "The recipient “{recipient}” processes data in third countries or accesses them from there ({countries}), but no transfer is entered"],
        ["Übermittlung mit Importeur und Instrument eintragen.", "Enter the transfer with importer and instrument."];
    TRF_02 = "TRF-02", Error, Transfer,
        ["Art. 44 bis 49 DSGVO", "Art. 44 to 49 GDPR"],
        ["Die Übermittlung an {importer} ({country}) stützt sich auf kein Übermittlungsinstrument", "The transfer to {importer} ({country}) rests on no transfer instrument"],
        ["Instrument angeben oder die Übermittlung aussetzen.", "Give the instrument or suspend the transfer."];
    TRF_03 = "TRF-03", Error, Transfer,
        ["Art. 45 DSGVO", "Art. 45 GDPR"],
        ["Ein Angemessenheitsbeschluss trägt die Übermittlung an {importer} ({country}) nicht: {reason}", "An adequacy decision does not carry the transfer to {importer} ({country}): {reason}"],
        ["Geltungsbereich bestätigen oder ein anderes Instrument vereinbaren.", "Confirm the scope or agree on another instrument."];
    TRF_04 = "TRF-04", Error, Transfer,
        ["Art. 45 DSGVO, Durchführungsbeschluss (EU) 2023/1795", "Art. 45 GDPR, Implementing Decision (EU) 2023/1795"],
        ["Das EU-US Data Privacy Framework trägt die Übermittlung an {importer} ({country}) nicht: {reason}", "The EU-US Data Privacy Framework does not carry the transfer to {importer} ({country}): {reason}"],
        ["Zertifizierung prüfen; ist sie nicht aktiv, auf Standardvertragsklauseln mit Transfer-Folgenabschätzung (TIA) umstellen.", "Check the certification; if it is not active, change to standard contractual clauses with a transfer impact assessment (TIA)."];
    TRF_05 = "TRF-05", Warning, Transfer,
        ["Art. 5 Abs. 2 DSGVO", "Art. 5(2) GDPR"],
        ["Die DPF-Zertifizierung von {importer} wurde {last} geprüft, vorgesehen ist ein Abstand von höchstens {months} Monaten", "Last check of the DPF certification of {importer}: {last}; at most {months} months should pass"],
        ["Eintrag in der DPF-Liste prüfen und den Nachweis hinterlegen.", "Check the entry in the DPF list and put the evidence on file."];
    TRF_06 = "TRF-06", Error, Transfer,
        ["Art. 45 DSGVO, Durchführungsbeschluss (EU) 2023/1795", "Art. 45 GDPR, Implementing Decision (EU) 2023/1795"],
        ["Beschäftigtendaten gehen an {importer}; dass die DPF-Zertifizierung Personaldaten (HR) abdeckt, ist nicht belegt", "Data of employees go to {importer}; it is not shown that the DPF certification covers HR data"],
        ["Erweiterung der Zertifizierung verlangen oder auf Standardvertragsklauseln mit Transfer-Folgenabschätzung (TIA) umstellen.", "Demand an extension of the certification or change to standard contractual clauses with a transfer impact assessment (TIA)."];
    TRF_07 = "TRF-07", Error, Transfer,
        ["Art. 46 Abs. 2 lit. c DSGVO", "Art. 46(2)(c) GDPR"],
        ["Zu den Standardvertragsklauseln für {importer} ({country}) fehlen Angaben: {fields}", "The standard contractual clauses for {importer} ({country}) lack: {fields}"],
        ["Modul wählen, Klauseln unterzeichnen und beides eintragen.", "Choose the module, sign the clauses and enter both."];
    TRF_08 = "TRF-08", Error, Transfer,
        ["Art. 4 Durchführungsbeschluss (EU) 2021/914", "Art. 4 Implementing Decision (EU) 2021/914"],
        ["Die Übermittlung an {importer} ({country}) stützt sich auf alte Standardvertragsklauseln, die seit dem 27.12.2022 nicht mehr gelten", "The transfer to {importer} ({country}) rests on old standard contractual clauses, invalid since 27 December 2022"],
        ["Standardvertragsklauseln (EU) 2021/914 mit Transfer-Folgenabschätzung (TIA) abschließen.", "Conclude the standard contractual clauses (EU) 2021/914 with a transfer impact assessment (TIA)."];
    TRF_09 = "TRF-09", Error, Transfer,
        ["Art. 46 Abs. 1 DSGVO, SCC-Klausel 14, EuGH C-311/18", "Art. 46(1) GDPR, SCC clause 14, CJEU C-311/18"],
        ["{instrument} ohne Transfer-Folgenabschätzung (TIA) für {importer}, {country}", "{instrument} without transfer impact assessment (TIA) for {importer}, {country}"],
        ["Recht und Praxis des Drittlands bewerten und das Ergebnis dokumentieren.", "Assess law and practice of the third country and document the result."];
    TRF_10 = "TRF-10", Warning, Transfer,
        ["SCC-Klausel 14", "SCC clause 14"],
        ["Die Überprüfung der Transfer-Folgenabschätzung (TIA) für {importer} ({country}) ist fällig: {due}", "The review of the transfer impact assessment (TIA) for {importer} ({country}) is due: {due}"],
        ["TIA überprüfen und den nächsten Termin festlegen.", "Review the TIA and set the next date."];
    TRF_11 = "TRF-11", Warning, Transfer,
        ["Durchführungsbeschluss (EU) 2021/914", "Implementing Decision (EU) 2021/914"],
        ["Das Modul der Standardvertragsklauseln für {importer} passt nicht: eingetragen {found}, erwartet {expected}", "The module of the standard contractual clauses for {importer} does not fit: {found} is entered, {expected} is expected"],
        ["Klauseln mit dem Modul schließen, das den Rollen entspricht, oder den Eintrag berichtigen.", "Conclude the clauses with the module that fits the roles, or correct the entry."];
    TRF_12 = "TRF-12", Error, Transfer,
        ["Art. 49 Abs. 6 DSGVO", "Art. 49(6) GDPR"],
        ["Für die Ausnahme nach Art. 49 bei {importer} ({country}) ist keine Beurteilung dokumentiert", "No assessment is documented for the derogation under Art. 49 for {importer} ({country})"],
        ["Voraussetzungen der Ausnahme beurteilen und die Beurteilung im Verzeichnis erfassen.", "Assess the conditions of the derogation and document it in the record."];
    TRF_13 = "TRF-13", Warning, Transfer,
        ["Art. 49 DSGVO, EDSA-Leitlinien 2/2018", "Art. 49 GDPR, EDPB Guidelines 2/2018"],
        ["Daten werden wiederholt an {importer} ({country}) übermittelt, obwohl Art. 49 nur Ausnahmen trägt", "Data are transferred to {importer} ({country}) repeatedly, although Art. 49 carries exceptions only"],
        ["Geeignete Garantien nach Art. 46 DSGVO vereinbaren.", "Agree on appropriate safeguards under Art. 46 GDPR."];
    TRF_14 = "TRF-14", Error, Transfer,
        ["DSK-Hinweise Ziff. 6.5", "DSK guidance 6.5"],
        ["Der Empfänger der Übermittlung ({country}) ist nicht konkret benannt", "The importer of the transfer ({country}) is not named"],
        ["Importeur mit seinem Namen angeben, eine Kategorie genügt nicht.", "Give the importer by name; a category is not enough."];
    TRF_15 = "TRF-15", Error, Record,
        ["Art. 30 Abs. 1 lit. e und Abs. 2 lit. c DSGVO", "Art. 30(1)(e) and (2)(c) GDPR"],
        ["Laut Eintrag findet keine Übermittlung in Drittländer statt, {contradiction}", "The record states that there is no transfer to third countries, {contradiction}"],
        ["Aussage berichtigen oder die Übermittlung beenden.", "Correct the statement or end the transfer."];
    TRF_16 = "TRF-16", Warning, Transfer,
        ["Art. 45 DSGVO", "Art. 45 GDPR"],
        ["Die Übermittlung an {importer} ({country}) stützt sich auf einen Angemessenheitsbeschluss, der am {date} endet", "The transfer to {importer} ({country}) rests on an adequacy decision that ends on {date}"],
        ["Rechtzeitig ein anderes Instrument vorbereiten.", "Prepare another instrument in time."];
}
