//! Secrets that are shown once: to be copied or saved.

use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::js_sys::{Function, Reflect};

use super::{Icon, IconName};
use crate::i18n::use_text;

/// Puts text on the clipboard, where the browser has one: it has none on plain HTTP.
fn copy(words: &str) -> Result<(), JsValue> {
    let navigator = Reflect::get(&window(), &"navigator".into())?;
    let clipboard = Reflect::get(&navigator, &"clipboard".into())?;
    let write: Function = Reflect::get(&clipboard, &"writeText".into())?.dyn_into()?;
    write.call1(&clipboard, &words.into())?;
    Ok(())
}

/// A text as address of a file, without asking the server, which does not know it any more.
fn data_url(words: &str) -> String {
    let encoded: String = words
        .bytes()
        .map(|byte| match byte {
            byte if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    format!("data:text/plain;charset=utf-8,{encoded}")
}

/// A button that copies, and what came of it. Copying needs a script, so it appears with it.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    words: String,
    /// Looks of the button.
    #[prop(default = "btn")]
    look: &'static str,
) -> impl IntoView {
    let text = use_text();
    let words = StoredValue::new(words);
    let copied = RwSignal::new(None);
    let scripted = RwSignal::new(false);
    Effect::new(move |_| scripted.set(true));
    let report = move || {
        copied.get().map(|well| {
            if well {
                text.once_copied()
            } else {
                text.once_not_copied()
            }
        })
    };
    view! {
        <button class=look type="button" hidden=move || !scripted.get() on:click=move |_| copied.set(Some(copy(&words.get_value()).is_ok()))>
            <Icon name=IconName::Copy/>{text.once_copy()}
        </button>
        <span class="meta" role="status">{report}</span>
    }
}

/// Lines that are shown this once. One click selects all of them.
#[component]
pub fn Once(
    /// What they are.
    #[prop(into)]
    label: String,
    /// One a line.
    words: String,
    /// Name of the file they are saved in.
    file: &'static str,
) -> impl IntoView {
    let text = use_text();
    view! {
        <div class="once">
            <pre tabindex="0" role="region" aria-label=label>{words.clone()}</pre>
            <div class="btn-row">
                <a class="btn" href=data_url(&words) download=file rel="external"><Icon name=IconName::Download/>{text.once_save()}</a>
                <CopyButton words=words/>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::data_url;

    #[test]
    fn lines_stay_lines_in_the_file() {
        assert_eq!(data_url("ab-1\nü"), "data:text/plain;charset=utf-8,ab-1%0A%C3%BC");
    }
}
