//! How people write what the product stores as a code.

/// A code and the words for it, in small letters.
pub type Words = [(&'static str, &'static [&'static str])];

pub const KINDS: &Words = &[
    (
        "msp",
        &["managed service provider", "it-dienstleister", "dienstleister"],
    ),
    (
        "hyperscaler",
        &["public cloud", "cloud", "cloud-anbieter", "cloud provider"],
    ),
    (
        "software",
        &[
            "softwarehaus",
            "softwarehersteller",
            "software-hersteller",
            "software vendor",
        ],
    ),
    (
        "telecoms",
        &[
            "netzbetreiber",
            "telekommunikation",
            "carrier",
            "telecommunications",
        ],
    ),
    (
        "internal_team",
        &["internes team", "eigenes team", "internal team", "team"],
    ),
    (
        "business",
        &[
            "fachbereich als kunde",
            "business as customer",
            "fachbereich",
            "kunde",
            "geschäftsbereich",
            "customer",
        ],
    ),
];

pub const LEVELS: &Words = &[
    ("high", &["hoch", "kritisch", "critical"]),
    ("medium", &["mittel"]),
    ("low", &["niedrig", "gering"]),
];

pub const TIERS: &Words = &[
    ("strategic", &["strategisch"]),
    ("tactical", &["taktisch"]),
    ("operational", &["operativ"]),
    ("commodity", &["standard"]),
];

pub const STANDINGS: &Words = &[
    ("active", &["aktiv", "in nutzung", "in use"]),
    ("ended", &["beendet", "inaktiv", "inactive"]),
];

pub const NATURES: &Words = &[
    (
        "service_credit",
        &["service credit", "gutschrift", "service-gutschrift"],
    ),
    (
        "contract_penalty",
        &["vertragsstrafe", "pönale", "contract penalty", "penalty"],
    ),
    (
        "liquidated_damages",
        &[
            "pauschalierter schadensersatz",
            "schadensersatz",
            "liquidated damages",
        ],
    ),
    (
        "malus_bonus",
        &["malus/bonus", "malus", "bonus/malus", "malus and bonus"],
    ),
];

pub const STEPS: &Words = &[
    ("draft", &["entwurf"]),
    ("active", &["in kraft", "aktiv", "laufend", "in force"]),
];

pub const LANGUAGES: &Words = &[("de", &["deutsch", "german"]), ("en", &["englisch", "english"])];

pub const UNITS: &Words = &[
    ("day", &["tag", "tage", "tagen", "days", "d"]),
    ("week", &["woche", "wochen", "weeks"]),
    ("month", &["monat", "monate", "monaten", "months"]),
    ("quarter", &["quartal", "quartale", "quartalen", "quarters"]),
    ("half_year", &["halbjahr", "halbjahre"]),
    ("year", &["jahr", "jahre", "jahren", "years"]),
];

pub const NOTICE_TO: &Words = &[
    ("any_day", &["", "jederzeit", "any day", "any time"]),
    (
        "month_end",
        &[
            "monatsende",
            "ende des monats",
            "ende eines monats",
            "end of month",
            "end of a month",
        ],
    ),
    (
        "quarter_end",
        &[
            "quartalsende",
            "ende des quartals",
            "ende eines quartals",
            "end of quarter",
            "end of a quarter",
        ],
    ),
    (
        "half_year_end",
        &["halbjahresende", "ende des halbjahres", "end of a half-year"],
    ),
    (
        "year_end",
        &[
            "jahresende",
            "ende des jahres",
            "ende des kalenderjahres",
            "end of year",
            "end of a year",
        ],
    ),
    (
        "contract_year_end",
        &[
            "ende des vertragsjahres",
            "vertragsjahresende",
            "end of the contract year",
        ],
    ),
    (
        "term_end",
        &[
            "ende der laufzeit",
            "laufzeitende",
            "ende der vertragslaufzeit",
            "vertragsende",
            "end of the term",
            "end of term",
        ],
    ),
];

pub const FORMS: &Words = &[
    ("free", &["formfrei", "keine", "none"]),
    ("text", &["textform", "text form", "e-mail"]),
    ("written", &["schriftform", "schriftlich", "written form"]),
];

/// The code that a word stands for, else the word itself, which the form then refuses.
pub fn code(words: &Words, text: &str) -> String {
    let text = text.trim();
    let wanted = text.to_lowercase();
    let known = words
        .iter()
        .find(|(code, known)| *code == wanted || known.contains(&wanted.as_str()));
    known.map_or_else(|| text.to_owned(), |(code, _)| (*code).to_owned())
}
