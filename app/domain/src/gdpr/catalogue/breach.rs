//! BRC: the breach register.

super::rules! {
    BRC_01 = "BRC-01", Error, Breach,
        ["Art. 33 Abs. 1 DSGVO", "Art. 33(1) GDPR"],
        ["Die Datenschutzverletzung „{breach}“ ist der Aufsichtsbehörde nicht gemeldet, die Frist von {hours} Stunden endete am {deadline}", "The breach “{breach}” is not notified to the supervisory authority; the {hours} hours ended on {deadline}"],
        ["Unverzüglich melden und die Verzögerung begründen.", "Notify it at once and give the reasons for the delay."];
    BRC_02 = "BRC-02", Error, Breach,
        ["Art. 33 Abs. 1 S. 2 DSGVO", "Art. 33(1) sentence 2 GDPR"],
        ["Die Datenschutzverletzung „{breach}“ wurde nach Ablauf von {hours} Stunden gemeldet, eine Begründung der Verzögerung fehlt", "The breach “{breach}” was notified after more than {hours} hours without reasons for the delay"],
        ["Begründung der Verzögerung nachreichen und eintragen.", "Submit the reasons for the delay and enter them."];
    BRC_03 = "BRC-03", Error, Breach,
        ["Art. 34 DSGVO", "Art. 34 GDPR"],
        ["Das Risiko der Datenschutzverletzung „{breach}“ ist hoch, die betroffenen Personen sind aber nicht benachrichtigt", "The risk of the breach “{breach}” is high, but the data subjects are not informed"],
        ["Betroffene Personen unverzüglich benachrichtigen oder den Grund nach Art. 34 Abs. 3 DSGVO angeben.", "Inform the data subjects at once or give the ground under Art. 34(3) GDPR."];
    BRC_04 = "BRC-04", Error, Breach,
        ["Art. 33 Abs. 5 DSGVO", "Art. 33(5) GDPR"],
        ["Die Datenschutzverletzung „{breach}“ ist abgeschlossen, in der Dokumentation fehlen aber Angaben: {fields}", "The breach “{breach}” is closed, but its documentation lacks: {fields}"],
        ["Dokumentation vervollständigen, auch wenn nicht gemeldet wurde.", "Complete the documentation, even if nothing was notified."];
    BRC_05 = "BRC-05", Warning, Breach,
        ["Art. 33 Abs. 1, Art. 5 Abs. 2 DSGVO", "Art. 33(1), Art. 5(2) GDPR"],
        ["Für die Datenschutzverletzung „{breach}“ ist nicht begründet, warum ein Risiko unwahrscheinlich ist", "It is not justified why a risk is unlikely for the breach “{breach}”"],
        ["Begründung der Risikobewertung eintragen.", "Enter the justification of the risk assessment."];
    BRC_06 = "BRC-06", Warning, Breach,
        ["Art. 33 Abs. 2 DSGVO", "Art. 33(2) GDPR"],
        ["Der Auftragsverarbeiter hat die Datenschutzverletzung „{breach}“ später als nach den vereinbarten {hours} Stunden gemeldet", "The processor reported the breach “{breach}” later than the agreed {hours} hours"],
        ["Verspätung beim Auftragsverarbeiter rügen und sein Meldeverfahren prüfen.", "Complain about the delay to the processor and check its procedure."];
}
