//! What is shown only once, for browsers without a script: the answer to their form is a redirect, so it travels in a
//! cookie of two minutes that the page takes and clears. With a script the answer itself carries it.

use http::header::{COOKIE, ORIGIN};
use http::request::Parts;
use leptos::prelude::use_context;

use super::ApiError;
use super::request::set_cookie;

const NAME: &str = "tw_once";
const SECURE: &str = "__Secure-";
const SEPARATOR: char = '~';

/// A cookie with this value. On TLS the browser itself takes care that nobody but this host, over TLS, sets it.
fn cookie(parts: &Parts, page: &str, value: &str, age: u32) -> String {
    let origin = parts.headers.get(ORIGIN).and_then(|origin| origin.to_str().ok());
    let (prefix, secure) = if origin.is_some_and(|origin| origin.starts_with("https:")) {
        (SECURE, "; Secure")
    } else {
        ("", "")
    };
    format!("{prefix}{NAME}={value}; Path={page}; HttpOnly; SameSite=Strict; Max-Age={age}{secure}")
}

/// Hands `words` to the page the form came from, and goes there.
pub fn keep(page: &str, words: &[&str]) -> Result<(), ApiError> {
    let Some(parts) = use_context::<Parts>().filter(|_| super::error::is_plain_form()) else {
        return Ok(());
    };
    let value = words.join(&SEPARATOR.to_string());
    set_cookie(&cookie(&parts, page, &value, 120))?;
    leptos_axum::redirect(page);
    Ok(())
}

/// What was kept for this page; nothing the second time.
pub fn take(page: &str) -> Result<Vec<String>, ApiError> {
    let Some(parts) = use_context::<Parts>() else {
        return Ok(Vec::new());
    };
    let cookies = parts
        .headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let kept = cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| name.strip_prefix(SECURE).unwrap_or(name) == NAME);
    let Some((_, value)) = kept else {
        return Ok(Vec::new());
    };
    set_cookie(&cookie(&parts, page, "", 0))?;
    Ok(value.split(SEPARATOR).map(str::to_owned).collect())
}
