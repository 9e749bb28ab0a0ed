//! RET: periods for erasure.

super::rules! {
    RET_01 = "RET-01", Error, DataCategory,
        ["Art. 30 Abs. 1 lit. f DSGVO, DSK-Hinweise Ziff. 6.6", "Art. 30(1)(f) GDPR, DSK guidance 6.6"],
        ["Für „{category}“ ist keine Löschfrist hinterlegt", "“{category}” has no period for erasure"],
        ["Löschregel anlegen und mit der Datenkategorie verknüpfen.", "Write a retention rule and link it to the category of data."];
    RET_02 = "RET-02", Warning, RetentionRule,
        ["DSK-Hinweise Ziff. 6.6", "DSK guidance 6.6"],
        ["Die Löschfrist „{rule}“ ist zu unbestimmt", "The period for erasure “{rule}” is too vague"],
        ["Zeitraum und Fristbeginn angeben oder begründen, warum sich keine Frist bestimmen lässt.", "Give period and start, or say why no period can be determined."];
    RET_03 = "RET-03", Warning, RetentionRule,
        ["DIN 66398, SDM-Baustein 60", "DIN 66398, SDM module 60"],
        ["Für die Löschfrist {period} ist kein Fristbeginn angegeben", "The period for erasure {period} has no start"],
        ["Ereignis angeben, mit dem die Frist beginnt.", "Give the event that starts the period."];
    RET_04 = "RET-04", Warning, RetentionRule,
        ["Art. 5 Abs. 1 lit. e DSGVO", "Art. 5(1)(e) GDPR"],
        ["Die Löschfrist {period} ist länger als {years} Jahre, eine Rechtsvorschrift dafür ist nicht angegeben", "The period for erasure {period} is longer than {years} years, and no provision for it is given"],
        ["Rechtsvorschrift nennen oder die Frist verkürzen.", "Name the provision or shorten the period."];
}
