//! AVV: processor agreements.

super::rules! {
    AVV_01 = "AVV-01", Error, Recipient,
        ["Art. 28 Abs. 3 DSGVO", "Art. 28(3) GDPR"],
        ["Für den Auftragsverarbeiter {supplier} ist kein AVV hinterlegt", "No processor agreement is on file for {supplier}"],
        ["AVV abschließen und mit dem Empfänger verknüpfen.", "Conclude a processor agreement and link it to the recipient."];
    AVV_02 = "AVV-02", Error, Agreement,
        ["Art. 28 Abs. 3 DSGVO", "Art. 28(3) GDPR"],
        ["Der AVV mit {supplier} ist nicht in Kraft: {reason}", "The processor agreement with {supplier} is not in force: {reason}"],
        ["AVV unterzeichnen und in Kraft setzen, bevor Daten verarbeitet werden.", "Sign the agreement and put it into force before data are processed."];
    AVV_03 = "AVV-03", Error, Agreement,
        ["Art. 28 Abs. 3 DSGVO", "Art. 28(3) GDPR"],
        ["Der AVV mit {supplier} ist beendet: {reason}", "The processor agreement with {supplier} is over: {reason}"],
        ["AVV erneuern oder die Daten zurückgeben oder löschen lassen.", "Renew the agreement or have the data returned or erased."];
    AVV_04 = "AVV-04", Warning, Agreement,
        ["Art. 28 Abs. 3 DSGVO", "Art. 28(3) GDPR"],
        ["Der AVV mit {supplier} endet am {date}", "The processor agreement with {supplier} ends on {date}"],
        ["Verlängerung oder Ausstieg rechtzeitig vorbereiten.", "Prepare its renewal or the exit in time."];
    AVV_05 = "AVV-05", Error, Agreement,
        ["Art. 28 Abs. 3 DSGVO", "Art. 28(3) GDPR"],
        ["Im AVV mit {supplier} ist nicht vollständig geregelt: {clauses}", "The processor agreement with {supplier} does not fully settle: {clauses}"],
        ["AVV nachverhandeln oder die unveränderten Standardvertragsklauseln (EU) 2021/915 verwenden.", "Renegotiate the agreement or use the unmodified standard clauses (EU) 2021/915."];
    AVV_06 = "AVV-06", Warning, Agreement,
        ["Art. 28 Abs. 1, Art. 5 Abs. 2 DSGVO", "Art. 28(1), Art. 5(2) GDPR"],
        ["Die Überprüfung des AVV mit {supplier} ist fällig: {due}", "The review of the processor agreement with {supplier} is due: {due}"],
        ["AVV überprüfen und den nächsten Termin festlegen.", "Review the agreement and set the next date."];
    AVV_07 = "AVV-07", Error, Agreement,
        ["Art. 28 Abs. 2 DSGVO", "Art. 28(2) GDPR"],
        ["{supplier} setzt Unterauftragsverarbeiter ein, die nicht genehmigt sind: {names}", "{supplier} engages sub-processors that are not authorised: {names}"],
        ["Unterauftragsverarbeiter genehmigen oder ihren Einsatz untersagen.", "Authorise the sub-processors or forbid their use."];
    AVV_08 = "AVV-08", Warning, Agreement,
        ["Art. 28 Abs. 2 S. 2 DSGVO", "Art. 28(2) sentence 2 GDPR"],
        ["Der AVV mit {supplier} genehmigt Unterauftragsverarbeiter allgemein, nennt aber keine Einspruchsfrist", "The processor agreement with {supplier} authorises sub-processors in general but sets no period to object"],
        ["Frist für den Einspruch vereinbaren und eintragen.", "Agree on a period to object and enter it."];
    AVV_09 = "AVV-09", Error, Subprocessor,
        ["Art. 44 bis 46 DSGVO, EDSA-Stellungnahme 22/2024", "Art. 44 to 46 GDPR, EDPB Opinion 22/2024"],
        ["Für den Unterauftragsverarbeiter {name} ({country}) ist kein gültiges Übermittlungsinstrument nachgewiesen", "No valid transfer instrument is evidenced for the sub-processor {name} ({country})"],
        ["Angemessenheitsbeschluss, DPF-Zertifizierung oder Garantien mit Transfer-Folgenabschätzung (TIA) nachweisen lassen.", "Have an adequacy decision, a DPF certification or safeguards with a transfer impact assessment (TIA) evidenced."];
    AVV_10 = "AVV-10", Warning, Agreement,
        ["EDSA-Stellungnahme 22/2024", "EDPB Opinion 22/2024"],
        ["Die Liste der Unterauftragsverarbeiter von {supplier} wurde {last} geprüft, vorgesehen ist ein Abstand von höchstens {months} Monaten", "Last check of the list of sub-processors of {supplier}: {last}; at most {months} months should pass"],
        ["Aktuelle Liste anfordern, prüfen und das Datum eintragen.", "Ask for the current list, verify it and enter the date."];
    AVV_11 = "AVV-11", Error, Recipient,
        ["Art. 28 Abs. 3 DSGVO", "Art. 28(3) GDPR"],
        ["Der AVV des Empfängers „{recipient}“ ist mit {signer} geschlossen, Empfänger ist aber {supplier}", "The processor agreement of the recipient “{recipient}” is with {signer}, but the recipient is {supplier}"],
        ["AVV mit der Gesellschaft schließen, die die Daten verarbeitet, oder die Verknüpfung berichtigen.", "Conclude the agreement with the entity that processes the data, or correct the link."];
    AVV_12 = "AVV-12", Warning, Recipient,
        ["Art. 28 Abs. 3 DSGVO", "Art. 28(3) GDPR"],
        ["Der AVV des Empfängers „{recipient}“ deckt den Vertrag nicht ab: {contract}", "The processor agreement of the recipient “{recipient}” does not cover its contract: {contract}"],
        ["AVV auf den Vertrag erstrecken oder die Verknüpfung berichtigen.", "Extend the agreement to the contract or correct the link."];
    AVV_13 = "AVV-13", Error, Recipient,
        ["Art. 28 Abs. 3 lit. g DSGVO", "Art. 28(3)(g) GDPR"],
        ["Der Vertrag „{contract}“ mit {supplier} ist beendet, die Rückgabe oder Löschung der Daten aber nicht bestätigt", "The contract “{contract}” with {supplier} has ended, but the return or erasure of the data is not confirmed"],
        ["Bestätigung der Rückgabe oder Löschung einholen und hinterlegen.", "Obtain the confirmation of return or erasure and put it on file."];
    AVV_14 = "AVV-14", Warning, Agreement,
        ["Art. 28 Abs. 1 und 5 DSGVO", "Art. 28(1) and (5) GDPR"],
        ["Für {supplier} liegt kein gültiger Nachweis hinreichender Garantien vor, der höchstens {months} Monate alt ist", "There is no valid evidence of sufficient guarantees of {supplier} that is at most {months} months old"],
        ["Zertifikat, Prüfbericht oder Selbstauskunft anfordern und hinterlegen.", "Ask for a certificate, audit report or self-assessment and put it on file."];
    AVV_15 = "AVV-15", Warning, Recipient,
        ["Art. 28 Abs. 3 S. 1 DSGVO", "Art. 28(3) sentence 1 GDPR"],
        ["Der Empfänger „{recipient}“ erhält Daten, die der AVV nicht nennt: {categories}", "The recipient “{recipient}” receives data that the processor agreement does not name: {categories}"],
        ["AVV um die Datenkategorien ergänzen oder die Daten nicht weitergeben.", "Add the categories of data to the agreement or do not pass them on."];
    AVV_16 = "AVV-16", Warning, Agreement,
        ["Art. 33 Abs. 2, Art. 28 Abs. 3 lit. f DSGVO", "Art. 33(2), Art. 28(3)(f) GDPR"],
        ["Im AVV mit {supplier} {state}", "In the processor agreement with {supplier} {state}"],
        ["Meldung innerhalb von höchstens {hours} Stunden vereinbaren.", "Agree on a notice within {hours} hours at most."];
    AVV_17 = "AVV-17", Error, Agreement,
        ["Art. 28 Abs. 9 DSGVO", "Art. 28(9) GDPR"],
        ["Das Dokument des AVV mit {supplier} ist nicht hinterlegt", "The document of the processor agreement with {supplier} is not on file"],
        ["Unterzeichneten AVV hochladen.", "Upload the signed agreement."];
}
