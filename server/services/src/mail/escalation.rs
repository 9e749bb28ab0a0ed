//! What an escalation's mail says, in the recipient's language.

use askama::Template;
use chrono::NaiveDateTime;
use domain::money::Money;
use domain::time::period::Period;
use domain::views::{Attainment, Language, Unit};

use super::{Composed, Recipient};
use crate::wording::{amount, minutes, month, percent, share};
use crate::{Error, Result};

/// What an escalation's mail says.
pub struct EscalationMail<'a> {
    pub reference: &'a str,
    pub tenant_name: &'a str,
    pub supplier_name: &'a str,
    pub contract_number: &'a str,
    pub contract_title: &'a str,
    pub target_name: &'a str,
    pub period: Period,
    pub threshold_ppm: i64,
    /// Whether the period is over; while it runs, the breach is a matter of what is still possible.
    pub over: bool,
    pub attainment: Attainment,
    pub credit: Option<Money>,
    pub raised_at: NaiveDateTime,
    pub link: String,
}

/// The words and figures both parts of a mail are filled with, in one language.
struct Words {
    language: &'static str,
    name: String,
    reference: String,
    tenant_name: String,
    supplier_name: String,
    contract: String,
    target_name: String,
    period: String,
    attained: String,
    counted: String,
    threshold: String,
    outlook: &'static str,
    credit: Option<String>,
    raised_at: String,
    link: String,
}

#[derive(Template)]
#[template(path = "escalation.de.txt", escape = "none")]
struct GermanText<'a> {
    w: &'a Words,
}

#[derive(Template)]
#[template(path = "escalation.de.html")]
struct GermanHtml<'a> {
    w: &'a Words,
}

#[derive(Template)]
#[template(path = "escalation.en.txt", escape = "none")]
struct EnglishText<'a> {
    w: &'a Words,
}

#[derive(Template)]
#[template(path = "escalation.en.html")]
struct EnglishHtml<'a> {
    w: &'a Words,
}

/// Writes an escalation's mail in the recipient's language.
pub fn compose(facts: &EscalationMail<'_>, recipient: &Recipient) -> Result<Composed> {
    let w = words(facts, recipient);
    let rendered = match recipient.language {
        Language::De => (
            format!(
                "[Eskalation] {} {} verfehlt: {}, bitte bestätigen ({})",
                w.target_name, w.period, w.attained, w.reference
            ),
            GermanText { w: &w }.render(),
            GermanHtml { w: &w }.render(),
        ),
        Language::En => (
            format!(
                "[Escalation] {} {} missed: {}, please acknowledge ({})",
                w.target_name, w.period, w.attained, w.reference
            ),
            EnglishText { w: &w }.render(),
            EnglishHtml { w: &w }.render(),
        ),
    };
    let (subject, text, html) = rendered;
    Ok(Composed {
        subject,
        text: text.map_err(Error::internal)?,
        html: html.map_err(Error::internal)?,
    })
}

fn words(facts: &EscalationMail<'_>, recipient: &Recipient) -> Words {
    let german = recipient.language == Language::De;
    let ratio = facts.attainment.ratio;
    let missed = ratio.denominator - ratio.numerator;
    let counted = match (facts.attainment.unit, german) {
        (Unit::Ticket, true) => format!(
            "{} von {} Tickets fristgerecht",
            ratio.numerator, ratio.denominator
        ),
        (Unit::Ticket, false) => format!("{} of {} tickets in time", ratio.numerator, ratio.denominator),
        (Unit::Second, true) => format!("{} Ausfall in der Servicezeit", minutes(missed, german)),
        (Unit::Second, false) => format!("{} of downtime in service hours", minutes(missed, german)),
    };
    Words {
        language: recipient.language.code(),
        name: recipient.name.clone(),
        reference: facts.reference.to_owned(),
        tenant_name: facts.tenant_name.to_owned(),
        supplier_name: facts.supplier_name.to_owned(),
        contract: format!("{} {}", facts.contract_number, facts.contract_title),
        target_name: facts.target_name.to_owned(),
        period: month(facts.period, german),
        attained: percent(&ratio.percent_floored(2), german),
        counted,
        threshold: share(facts.threshold_ppm, german),
        outlook: outlook(facts, german),
        credit: facts
            .credit
            .filter(|credit| credit.minor > 0)
            .map(|credit| amount(credit, german)),
        raised_at: facts
            .raised_at
            .format(if german {
                "%d.%m.%Y, %H:%M Uhr"
            } else {
                "%-d %b %Y, %H:%M"
            })
            .to_string(),
        link: facts.link.clone(),
    }
}

/// Why the target counts as breached.
fn outlook(facts: &EscalationMail<'_>, german: bool) -> &'static str {
    match (facts.over, facts.attainment.unit, german) {
        (true, _, true) => "ist verfehlt",
        (true, _, false) => "was missed",
        (false, Unit::Second, true) => "ist in diesem Zeitraum nicht mehr zu erreichen",
        (false, Unit::Second, false) => "cannot be met any more in this period",
        (false, Unit::Ticket, true) => "ist bei der zu erwartenden Zahl von Tickets nicht mehr zu erreichen",
        (false, Unit::Ticket, false) => "cannot be met any more with the expected number of tickets",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlook_says_whether_it_is_over() {
        let facts = EscalationMail {
            reference: "",
            tenant_name: "",
            supplier_name: "",
            contract_number: "",
            contract_title: "",
            target_name: "",
            period: "2016-03".parse().unwrap(),
            threshold_ppm: 950_000,
            over: true,
            attainment: Attainment {
                ratio: domain::ratio::Ratio::new(9, 10).unwrap(),
                unit: Unit::Ticket,
            },
            credit: None,
            raised_at: "2016-04-01T00:00:00".parse().unwrap(),
            link: String::new(),
        };
        assert_eq!(outlook(&facts, true), "ist verfehlt");
        assert_eq!(
            words(
                &facts,
                &Recipient {
                    name: String::new(),
                    email: String::new(),
                    language: Language::De,
                }
            )
            .attained,
            "90,00 %"
        );
    }
}
