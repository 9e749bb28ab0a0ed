//! The letter that mail about access is written in.

use askama::Template;
use chrono_tz::Tz;
use domain::time::Instant;
use domain::views::Language;
use storage::Person;

use super::Composed;
use crate::{Error, Result};

/// What both parts of a mail say.
pub(super) struct Letter {
    pub language: &'static str,
    pub greeting: String,
    pub headline: String,
    pub paragraphs: Vec<String>,
    /// Wording and address of the button.
    pub button: Option<(&'static str, String)>,
    pub closing: &'static str,
}

#[derive(Template)]
#[template(path = "account.txt", escape = "none")]
struct Text<'a> {
    w: &'a Letter,
}

#[derive(Template)]
#[template(path = "account.html")]
struct Html<'a> {
    w: &'a Letter,
}

impl Letter {
    /// A letter of one paragraph to somebody known by name.
    pub fn to(name: &str, headline: &str, paragraph: String, german: bool) -> Self {
        Self {
            language: if german { "de" } else { "en" },
            greeting: greeting(name, german),
            headline: headline.to_owned(),
            paragraphs: vec![paragraph],
            button: None,
            closing: if german {
                "Wenn Sie damit nichts anfangen können, wenden Sie sich an Ihre Mandantenverwaltung. Antworten auf diese Nachricht liest niemand."
            } else {
                "If this means nothing to you, tell your administrator. Nobody reads replies to this message."
            },
        }
    }

    pub fn compose(&self) -> Result<Composed> {
        Ok(Composed {
            subject: self.headline.clone(),
            text: Text { w: self }.render().map_err(Error::internal)?,
            html: Html { w: self }.render().map_err(Error::internal)?,
        })
    }
}

pub(super) fn greeting(name: &str, german: bool) -> String {
    match (name.is_empty(), german) {
        (true, true) => "Guten Tag,".to_owned(),
        (false, true) => format!("Guten Tag {name},"),
        (true, false) => "Hello,".to_owned(),
        (false, false) => format!("Hello {name},"),
    }
}

pub(super) fn moment(at: Instant, zone: Tz, german: bool) -> String {
    let format = if german {
        "%d.%m.%Y um %H:%M Uhr"
    } else {
        "%-d %B %Y at %H:%M (%Z)"
    };
    at.with_timezone(&zone).format(format).to_string()
}

pub(super) fn is_german(language: &str) -> bool {
    Language::parse(language).unwrap_or_default() == Language::De
}

/// A letter of one paragraph to a person, in their language.
pub(super) fn to_person(person: &Person, headline: &str, paragraph: String) -> Letter {
    Letter::to(&person.name, headline, paragraph, is_german(&person.language))
}
