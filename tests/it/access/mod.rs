//! Who gets in, and how: invitations, passwords, second factors, machines, and the log of it all.

mod account;
mod api_clients;
mod audit;
mod invitations;
mod members;
mod operator;
mod second_factor;

use acceptance::smtp::SmtpPeer;
use serde_json::Value;

/// The path and query of the link in the newest mail to an address.
pub async fn mailed_link(peer: &SmtpPeer, to: &str, page: &str) -> String {
    for _ in 0..100 {
        let messages = peer.messages();
        let link = messages
            .iter()
            .rev()
            .filter(|message| message.to.iter().any(|address| address == to))
            .find_map(|message| message.text.split_whitespace().find(|word| word.contains(page)));
        if let Some(link) = link {
            let at = link.find(page).expect("the page");
            return link[at..].to_owned();
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("no mail to {to} with a link to {page}");
}

/// The token of a link.
pub fn token(link: &str) -> &str {
    link.split_once("token=").expect("a token").1
}

/// The code of an error, or of its first field.
pub fn code(answer: &Value) -> String {
    // Server functions wrap their error in the variant that carries it.
    let text = answer.to_string();
    let at = text
        .rfind("\"code\":\"")
        .unwrap_or_else(|| panic!("no error: {text}"));
    text[at + 8..].split('"').next().unwrap_or_default().to_owned()
}
