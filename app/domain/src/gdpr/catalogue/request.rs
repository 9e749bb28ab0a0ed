//! DSR: requests of data subjects.

super::rules! {
    DSR_01 = "DSR-01", Error, Request,
        ["Art. 12 Abs. 3 DSGVO", "Art. 12(3) GDPR"],
        ["Die Anfrage „{request}“ ist nicht beantwortet, die Frist endete am {date}", "The request “{request}” is not answered; it was due on {date}"],
        ["Anfrage unverzüglich beantworten.", "Answer the request at once."];
    DSR_02 = "DSR-02", Error, Request,
        ["Art. 12 Abs. 3 S. 3 DSGVO", "Art. 12(3) sentence 3 GDPR"],
        ["Über die Fristverlängerung der Anfrage „{request}“ wurde die betroffene Person nicht innerhalb des ersten Monats (bis {date}) unterrichtet", "The data subject was not told about the extension of the request “{request}” within the first month (until {date})"],
        ["Anfrage unverzüglich beantworten und den Ablauf der Fristverlängerung prüfen.", "Answer the request at once and check how extensions are handled."];
}
