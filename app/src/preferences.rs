//! What the reader chose to see: language and theme. The server decides once; the browser reads its decision back.

use domain::views::Language;

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Follows the system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Every theme, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The code of forms and cookies.
    pub const fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }

    /// The value of `data-theme`; none lets the system decide.
    pub const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// Language and theme of this rendering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Preferences {
    /// Language of every text.
    pub language: Language,
    /// Colours.
    pub theme: Theme,
}

impl Preferences {
    /// On the server: what the request asked for. German and the system's theme where there is no request, as when
    /// routes are listed at start-up.
    #[cfg(feature = "ssr")]
    pub fn current() -> Self {
        leptos::prelude::use_context::<Self>().unwrap_or_default()
    }

    /// In the browser: what the server wrote on `<html>`, so that both renderings agree.
    #[cfg(not(feature = "ssr"))]
    pub fn current() -> Self {
        let root = leptos::prelude::document().document_element();
        let attribute = |name: &str| root.as_ref().and_then(|element| element.get_attribute(name));
        Self {
            language: attribute("lang")
                .and_then(|tag| Language::parse(&tag))
                .unwrap_or_default(),
            theme: attribute("data-theme")
                .and_then(|code| Theme::parse(&code))
                .unwrap_or_default(),
        }
    }
}
