//! CTL: the cover sheet and who decides together.

super::rules! {
    CTL_01 = "CTL-01", Error, Controller,
        ["Art. 30 Abs. 1 lit. a und Abs. 2 lit. a DSGVO, DSK-Hinweise Ziff. 6.1", "Art. 30(1)(a) and (2)(a) GDPR, DSK guidance 6.1"],
        ["Auf dem Hauptblatt fehlen Angaben: {fields}", "The cover sheet lacks: {fields}"],
        ["Angaben auf dem Hauptblatt ergänzen.", "Complete the cover sheet."];
    CTL_02 = "CTL-02", Error, Controller,
        ["Art. 30 Abs. 1 lit. a und Abs. 2 lit. a DSGVO", "Art. 30(1)(a) and (2)(a) GDPR"],
        ["Zum benannten Datenschutzbeauftragten fehlen Angaben: {fields}", "The designated data protection officer lacks: {fields}"],
        ["Name oder Funktion und eine E-Mail-Adresse oder Telefonnummer angeben.", "Give a name or function and an e-mail address or telephone number."];
    CTL_03 = "CTL-03", Error, Controller,
        ["§ 38 Abs. 1 BDSG", "§ 38(1) BDSG"],
        ["Es ist kein Datenschutzbeauftragter benannt, obwohl {reason}", "No data protection officer is designated although {reason}"],
        ["Datenschutzbeauftragten benennen, seine Kontaktdaten veröffentlichen und der Aufsichtsbehörde mitteilen.", "Designate a data protection officer, publish the contact details and tell the supervisory authority."];
    CTL_04 = "CTL-04", Error, Controller,
        ["Art. 27 DSGVO", "Art. 27 GDPR"],
        ["Der Sitz liegt außerhalb des EWR ({country}), ein Vertreter in der Union ist aber nicht angegeben", "The seat lies outside the EEA ({country}), but no representative in the Union is given"],
        ["Vertreter schriftlich benennen und auf dem Hauptblatt angeben.", "Designate a representative in writing and give it on the cover sheet."];
    CTL_05 = "CTL-05", Error, Record,
        ["Art. 30 Abs. 1 lit. a, Art. 26 DSGVO", "Art. 30(1)(a), Art. 26 GDPR"],
        ["Die Verarbeitung erfolgt in gemeinsamer Verantwortlichkeit, aber Name oder Anschrift der gemeinsam Verantwortlichen fehlt", "The processing is under joint control, but the name or address of the joint controllers is missing"],
        ["Alle gemeinsam Verantwortlichen mit Name und Anschrift angeben.", "Give every joint controller with name and address."];
    CTL_06 = "CTL-06", Error, Record,
        ["Art. 26 Abs. 1 DSGVO", "Art. 26(1) GDPR"],
        ["Für die gemeinsame Verantwortlichkeit ist keine unterzeichnete Vereinbarung hinterlegt", "No signed arrangement is on file for the joint control"],
        ["Vereinbarung abschließen und das Datum der Unterzeichnung eintragen.", "Conclude the arrangement and enter the date of signature."];
}
