//! TOM: technical and organisational measures.

super::rules! {
    TOM_01 = "TOM-01", Error, Record,
        ["Art. 30 Abs. 1 lit. g und Abs. 2 lit. d DSGVO, DSK-Hinweise Ziff. 6.7", "Art. 30(1)(g) and (2)(d) GDPR, DSK guidance 6.7"],
        ["Technische und organisatorische Maßnahmen sind nicht beschrieben", "Technical and organisational measures are not described"],
        ["Mindestens ein TOM-Konzept verknüpfen oder die Maßnahmen beschreiben.", "Link at least one set of measures or describe them."];
    TOM_02 = "TOM-02", Warning, TomSet,
        ["Art. 32 Abs. 1 lit. d DSGVO", "Art. 32(1)(d) GDPR"],
        ["Die Wirksamkeit der TOM „{name}“ wurde {last} geprüft, vorgesehen ist ein Abstand von höchstens {months} Monaten", "Last review of the effectiveness of the measures “{name}”: {last}; at most {months} months should pass"],
        ["Maßnahmen überprüfen, bewerten und das Datum eintragen.", "Review and evaluate the measures and enter the date."];
    TOM_03 = "TOM-03", Warning, Record,
        ["DSK-Hinweise Ziff. 6.8", "DSK guidance 6.8"],
        ["Die verknüpften TOM sagen nichts zu: {areas}", "The linked measures say nothing about: {areas}"],
        ["Maßnahmen ergänzen oder begründen, warum der Bereich nicht zutrifft.", "Add measures or say why the area does not apply."];
    TOM_04 = "TOM-04", Error, Record,
        ["Art. 32 Abs. 1 lit. a DSGVO", "Art. 32(1)(a) GDPR"],
        ["Die Verarbeitung ist besonders schutzbedürftig ({reason}), eine Verschlüsselung ist in keinem verknüpften TOM-Konzept vorgesehen", "The processing needs special protection ({reason}), but no linked set of measures provides for encryption"],
        ["Daten verschlüsseln und die Maßnahme aufnehmen.", "Encrypt the data and add the measure."];
}
