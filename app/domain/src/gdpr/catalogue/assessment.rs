//! DSFA: threshold analysis and impact assessment.

super::rules! {
    DSFA_01 = "DSFA-01", Warning, Record,
        ["Art. 35 Abs. 1 DSGVO, DSK-Hinweise Ziff. 1", "Art. 35(1) GDPR, DSK guidance 1"],
        ["Ob eine Datenschutz-Folgenabschätzung nötig ist, wurde nicht geprüft", "Whether a data protection impact assessment is needed was not checked"],
        ["Schwellwertanalyse durchführen und ihr Datum eintragen.", "Make the threshold analysis and enter its date."];
    DSFA_02 = "DSFA-02", Error, Record,
        ["Art. 35 Abs. 1, 3 und 4 DSGVO", "Art. 35(1), (3) and (4) GDPR"],
        ["Die Verarbeitung läuft, ohne dass die nötige Datenschutz-Folgenabschätzung abgeschlossen ist: {reason}", "The processing is in production without the completed impact assessment that it needs: {reason}"],
        ["Datenschutz-Folgenabschätzung durchführen, bis dahin die Verarbeitung aussetzen.", "Carry out the impact assessment and suspend the processing until then."];
    DSFA_03 = "DSFA-03", Warning, Record,
        ["Art. 35 DSGVO, WP 248 Rev. 01", "Art. 35 GDPR, WP 248 rev.01"],
        ["Die Schwellwertanalyse verneint eine Datenschutz-Folgenabschätzung, obwohl Folgendes dagegen spricht: {reason}", "The threshold analysis denies an impact assessment although this speaks against it: {reason}"],
        ["Ergebnis ändern oder im Einzelnen begründen.", "Change the result or justify it in detail."];
    DSFA_04 = "DSFA-04", Error, Record,
        ["Art. 36 Abs. 1 DSGVO", "Art. 36(1) GDPR"],
        ["Das Restrisiko ist hoch, die Aufsichtsbehörde wurde aber nicht konsultiert", "The residual risk is high, but the supervisory authority was not consulted"],
        ["Aufsichtsbehörde vor der Verarbeitung konsultieren oder das Risiko senken.", "Consult the authority before processing, or reduce the risk."];
    DSFA_05 = "DSFA-05", Warning, Record,
        ["Art. 35 Abs. 2 DSGVO", "Art. 35(2) GDPR"],
        ["Der Rat des Datenschutzbeauftragten zur Datenschutz-Folgenabschätzung ist nicht dokumentiert", "The advice of the data protection officer on the impact assessment is not documented"],
        ["Rat einholen und das Datum eintragen.", "Seek the advice and enter its date."];
    DSFA_06 = "DSFA-06", Warning, Record,
        ["Art. 35 Abs. 11 DSGVO", "Art. 35(11) GDPR"],
        ["Die Überprüfung der Datenschutz-Folgenabschätzung war am {date} fällig", "The review of the impact assessment was due on {date}"],
        ["Prüfen, ob die Verarbeitung noch der Datenschutz-Folgenabschätzung entspricht.", "Check whether the processing still matches the impact assessment."];
}
