//! What a reminder of a decision says, in the recipient's language.

use askama::Template;
use domain::views::{DeadlineRow, Language};

use super::{Composed, Recipient};
use crate::{Error, Result};

/// The words both parts of the mail are filled with.
struct Words {
    language: &'static str,
    headline: String,
    greeting: String,
    paragraphs: Vec<String>,
    button: Option<(&'static str, String)>,
    closing: &'static str,
}

#[derive(Template)]
#[template(path = "account.txt", escape = "none")]
struct Text<'a> {
    w: &'a Words,
}

#[derive(Template)]
#[template(path = "account.html")]
struct Html<'a> {
    w: &'a Words,
}

/// Writes a reminder.
pub fn compose_reminder(row: &DeadlineRow, recipient: &Recipient, link: &str) -> Result<Composed> {
    let w = if recipient.language == Language::De {
        german(row, &recipient.name, link)
    } else {
        english(row, &recipient.name, link)
    };
    Ok(Composed {
        text: Text { w: &w }.render().map_err(Error::internal)?,
        html: Html { w: &w }.render().map_err(Error::internal)?,
        subject: w.headline,
    })
}

fn german(row: &DeadlineRow, name: &str, link: &str) -> Words {
    let left = match row.days_left {
        0 => "heute".to_owned(),
        1 => "morgen".to_owned(),
        days => format!("in {days} Tagen"),
    };
    let (day, end) = (row.day.format("%d.%m.%Y"), row.end.format("%d.%m.%Y"));
    Words {
        language: "de",
        headline: format!("[Frist] {}: Kündigung bis {day} entscheiden", row.contract_number),
        greeting: format!("Guten Tag {name},"),
        paragraphs: vec![
            format!(
                "Der letzte Tag ist {left}, am {day}. Bis dahin müssen Sie über die Kündigung des Vertrags {} „{}“ mit {} entscheiden.",
                row.contract_number, row.contract_title, row.supplier_name
            ),
            format!("Er endet dann zum {end}. Ohne Kündigung läuft er weiter."),
        ],
        button: Some(("Vertrag ansehen", link.to_owned())),
        closing: "Sie erhalten diese Nachricht, weil Sie für den Vertrag verantwortlich sind.",
    }
}

fn english(row: &DeadlineRow, name: &str, link: &str) -> Words {
    let left = match row.days_left {
        0 => "Today".to_owned(),
        1 => "Tomorrow".to_owned(),
        days => format!("In {days} days"),
    };
    let (day, end) = (row.day.format("%-d %b %Y"), row.end.format("%-d %b %Y"));
    Words {
        language: "en",
        headline: format!("[Deadline] {}: decide about notice by {day}", row.contract_number),
        greeting: format!("Hello {name},"),
        paragraphs: vec![
            format!(
                "{left}, on {day}, is the last day to decide whether to give notice on contract {} “{}” with {}.",
                row.contract_number, row.contract_title, row.supplier_name
            ),
            format!("It would then end on {end}. Without notice it goes on."),
        ],
        button: Some(("See the contract", link.to_owned())),
        closing: "You receive this message because you are responsible for the contract.",
    }
}
