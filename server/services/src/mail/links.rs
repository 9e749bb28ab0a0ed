//! What mail with a link says.

use storage::{Person, Tenant};

use super::letter::{Letter, greeting, to_person};

pub(super) fn invitation(
    tenant: &Tenant,
    inviter: Option<&str>,
    link: String,
    until: &str,
    german: bool,
) -> Letter {
    let name = &tenant.name;
    let paragraphs = match (inviter, german) {
        (Some(inviter), true) => vec![
            format!("{inviter} lädt Sie ein, bei {name} mit Tragwerk zu arbeiten."),
            format!("Die Einladung gilt bis {until} und kann einmal angenommen werden."),
        ],
        (None, true) => vec![
            format!("Sie sind eingeladen, bei {name} mit Tragwerk zu arbeiten."),
            format!("Die Einladung gilt bis {until} und kann einmal angenommen werden."),
        ],
        (Some(inviter), false) => vec![
            format!("{inviter} invites you to work with Tragwerk at {name}."),
            format!("The invitation is good until {until} and can be accepted once."),
        ],
        (None, false) => vec![
            format!("You are invited to work with Tragwerk at {name}."),
            format!("The invitation is good until {until} and can be accepted once."),
        ],
    };
    Letter {
        language: if german { "de" } else { "en" },
        greeting: greeting("", german),
        headline: if german {
            format!("Einladung zu {name}")
        } else {
            format!("Invitation to {name}")
        },
        paragraphs,
        button: Some((
            if german {
                "Einladung ansehen"
            } else {
                "See the invitation"
            },
            link,
        )),
        closing: if german {
            "Wenn Sie damit nichts anfangen können, fragen Sie die Person, die Sie eingeladen hat, oder löschen Sie diese Nachricht. Antworten auf sie liest niemand."
        } else {
            "If this means nothing to you, ask the person who invited you, or delete this message. Nobody reads replies to it."
        },
    }
}

pub(super) fn new_password(person: &Person, link: String, until: &str, german: bool) -> Letter {
    let paragraph = if german {
        format!(
            "über diesen Link vergeben Sie ein neues Passwort. Er gilt einmal und bis {until}. Wenn Sie das nicht angefordert haben, tun Sie nichts: Ihr Passwort bleibt, wie es ist."
        )
    } else {
        format!(
            "this link lets you choose a new password. It works once, until {until}. If you did not ask for it, do nothing: your password stays as it is."
        )
    };
    Letter {
        button: Some((
            if german {
                "Neues Passwort vergeben"
            } else {
                "Choose a new password"
            },
            link,
        )),
        ..to_person(
            person,
            if german { "Neues Passwort" } else { "New password" },
            paragraph,
        )
    }
}

pub(super) fn new_address(person: &Person, link: String, until: &str, german: bool) -> Letter {
    let paragraph = if german {
        format!(
            "bestätigen Sie bis {until}, dass diese Adresse Ihnen gehört. Danach melden Sie sich mit ihr an."
        )
    } else {
        format!("confirm by {until} that this address is yours. From then on you sign in with it.")
    };
    Letter {
        button: Some((
            if german {
                "Adresse bestätigen"
            } else {
                "Confirm the address"
            },
            link,
        )),
        ..to_person(
            person,
            if german {
                "Neue Anmeldeadresse bestätigen"
            } else {
                "Confirm your new sign-in address"
            },
            paragraph,
        )
    }
}
