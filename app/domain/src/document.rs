//! Documents: what they are for, who sees them, and what a file really is.
//!
//! A file's type comes from its first bytes and must agree with its name, so that nobody opens something else than it
//! says. What a computer would run is refused.

use crate::policy::coded;

coded! {
    /// What a document is.
    DocumentKind {
        /// The contract itself.
        Contract = "contract",
        /// An amendment.
        Amendment = "amendment",
        /// A processor agreement (Art. 28 GDPR).
        ProcessorAgreement = "processor_agreement",
        /// A certificate or report.
        Certificate = "certificate",
        /// Anything else.
        Other = "other",
    }
}

coded! {
    /// Who sees a document.
    Confidentiality {
        /// The tenant's own people.
        Internal = "internal",
        /// The contract's supplier, too.
        Shared = "shared",
    }
}

/// How many bytes at the beginning of a file tell what it is.
pub const HEAD_BYTES: usize = 4_096;

/// The type under which files leave that a browser could run.
const BYTES: &str = "application/octet-stream";

const RUN: [&str; 22] = [
    "exe", "dll", "com", "scr", "msi", "bat", "cmd", "ps1", "vbs", "js", "mjs", "wsf", "hta", "jar", "sh",
    "lnk", "reg", "cpl", "apk", "app", "docm", "xlsm",
];

/// Names and what their contents begin with.
const KNOWN: [(&str, &str, Begin); 24] = [
    ("pdf", "application/pdf", Begin::With(b"%PDF-")),
    ("png", "image/png", Begin::With(b"\x89PNG\r\n\x1a\n")),
    ("jpg", "image/jpeg", Begin::With(b"\xff\xd8\xff")),
    ("jpeg", "image/jpeg", Begin::With(b"\xff\xd8\xff")),
    ("gif", "image/gif", Begin::With(b"GIF8")),
    ("webp", "image/webp", Begin::With(b"RIFF")),
    ("tif", "image/tiff", Begin::Tiff),
    ("tiff", "image/tiff", Begin::Tiff),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Begin::Package,
    ),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Begin::Package,
    ),
    (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        Begin::Package,
    ),
    ("odt", "application/vnd.oasis.opendocument.text", Begin::Open),
    (
        "ods",
        "application/vnd.oasis.opendocument.spreadsheet",
        Begin::Open,
    ),
    (
        "odp",
        "application/vnd.oasis.opendocument.presentation",
        Begin::Open,
    ),
    ("zip", "application/zip", Begin::With(b"PK\x03\x04")),
    ("doc", "application/msword", Begin::With(b"\xd0\xcf\x11\xe0")),
    (
        "xls",
        "application/vnd.ms-excel",
        Begin::With(b"\xd0\xcf\x11\xe0"),
    ),
    (
        "ppt",
        "application/vnd.ms-powerpoint",
        Begin::With(b"\xd0\xcf\x11\xe0"),
    ),
    ("txt", "text/plain; charset=utf-8", Begin::Text),
    ("md", "text/plain; charset=utf-8", Begin::Text),
    ("csv", "text/csv; charset=utf-8", Begin::Text),
    ("json", "application/json", Begin::Text),
    ("html", BYTES, Begin::Markup),
    ("svg", BYTES, Begin::Markup),
];

/// How a file begins.
#[derive(Clone, Copy)]
enum Begin {
    /// With these bytes.
    With(&'static [u8]),
    /// As a TIFF of either byte order.
    Tiff,
    /// As a ZIP with the parts of an Office document.
    Package,
    /// As a ZIP with an `OpenDocument` type first.
    Open,
    /// As text that is no markup a browser would run.
    Text,
    /// As any text.
    Markup,
}

impl Begin {
    fn fits(self, head: &[u8]) -> bool {
        match self {
            Self::With(bytes) => head.starts_with(bytes),
            Self::Tiff => head.starts_with(b"II*\0") || head.starts_with(b"MM\0*"),
            Self::Package => {
                let parts: [&[u8]; 5] = [b"[Content_Types].xml", b"_rels/", b"word/", b"xl/", b"ppt/"];
                head.starts_with(b"PK\x03\x04") && parts.iter().any(|part| contains(head, part))
            }
            Self::Open => {
                head.starts_with(b"PK\x03\x04") && contains(head, b"mimetypeapplication/vnd.oasis.")
            }
            Self::Text => is_text(head) && !is_markup(head),
            Self::Markup => is_text(head),
        }
    }
}

fn contains(head: &[u8], part: &[u8]) -> bool {
    head.windows(part.len()).any(|window| window == part)
}

fn is_text(head: &[u8]) -> bool {
    !head.contains(&0) && !is_program(head)
}

fn is_markup(head: &[u8]) -> bool {
    let start = String::from_utf8_lossy(head).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    ["<!doctype html", "<html", "<svg", "<script", "<body"]
        .iter()
        .any(|tag| start.starts_with(tag))
        || (start.starts_with("<?xml") && start.contains("<svg"))
}

/// Whether a computer would run it: Windows, Linux, macOS, Java, scripts.
fn is_program(head: &[u8]) -> bool {
    let begins: [&[u8]; 8] = [
        b"MZ",
        b"\x7fELF",
        b"\xfe\xed\xfa\xce",
        b"\xfe\xed\xfa\xcf",
        b"\xcf\xfa\xed\xfe",
        b"\xce\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
        b"#!",
    ];
    begins.iter().any(|begin| head.starts_with(begin))
}

/// The media type under which a file is handed out, from its name and its first [`HEAD_BYTES`].
///
/// # Errors
/// `executable` for programs, `type_unknown` for names of other types, `name_and_content_differ`.
pub fn media_type(name: &str, head: &[u8]) -> Result<&'static str, &'static str> {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase())
        .unwrap_or_default();
    if RUN.contains(&ending.as_str()) || is_program(head) {
        return Err("executable");
    }
    let ending = if ending == "htm" { "html" } else { &ending };
    let (_, media_type, begin) = KNOWN
        .iter()
        .find(|(known, _, _)| *known == ending)
        .ok_or("type_unknown")?;
    if begin.fits(head) {
        Ok(media_type)
    } else {
        Err("name_and_content_differ")
    }
}

/// A file's name without folders and without what could mislead a reader or a header.
pub fn file_name(given: &str) -> Option<String> {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    // Marks that turn the direction of writing make `fdp.exe` of `exe.pdf`.
    let misleading = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let name: String = last.chars().filter(|c| !misleading(*c)).collect();
    let name = name.trim().trim_start_matches('.');
    let length = name.chars().count();
    (1..=200).contains(&length).then(|| name.to_owned())
}

/// `attachment; filename="…"; filename*=UTF-8''…` (RFC 6266, RFC 8187).
pub fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%') || c == ' ' {
                c
            } else {
                '_'
            }
        })
        .collect();
    let encoded: String = name
        .bytes()
        .map(|byte| match byte {
            byte if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_begins_like() {
        assert_eq!(media_type("Vertrag.PDF", b"%PDF-1.7"), Ok("application/pdf"));
        assert_eq!(
            media_type("Liste.csv", b"a;b\n1;2"),
            Ok("text/csv; charset=utf-8")
        );
        assert_eq!(
            media_type("Nachtrag.docx", b"PK\x03\x04....[Content_Types].xml").map(|kind| &kind[..15]),
            Ok("application/vnd")
        );
        assert_eq!(
            media_type("Seite.html", b"<html>"),
            Ok(BYTES),
            "only ever a file to be saved"
        );
        assert_eq!(media_type("Plan.svg", b"<svg onload=alert(1)>"), Ok(BYTES));
    }

    #[test]
    fn names_that_lie_are_refused() {
        assert_eq!(
            media_type("Vertrag.pdf", b"PK\x03\x04"),
            Err("name_and_content_differ")
        );
        assert_eq!(
            media_type("Notiz.txt", b"\xef\xbb\xbf <!DOCTYPE html>"),
            Err("name_and_content_differ")
        );
        assert_eq!(media_type("Bild.png", b"<svg>"), Err("name_and_content_differ"));
        assert_eq!(
            media_type("Paket.docx", b"PK\x03\x04 META-INF/MANIFEST.MF"),
            Err("name_and_content_differ")
        );
    }

    #[test]
    fn programs_are_refused_under_any_name() {
        for (name, head) in [
            ("setup.exe", b"MZ".as_slice()),
            ("Vertrag.pdf", b"MZ\x90"),
            ("Liste.csv", b"\x7fELF"),
            ("lies.txt", b"#!/bin/sh"),
            ("start.bat", b"echo"),
        ] {
            assert_eq!(media_type(name, head), Err("executable"), "{name}");
        }
        assert_eq!(media_type("Modell.step", b"ISO"), Err("type_unknown"));
    }

    #[test]
    fn names_lose_folders_and_tricks() {
        assert_eq!(
            file_name("C:\\Temp\\..\\Vertrag.pdf").as_deref(),
            Some("Vertrag.pdf")
        );
        assert_eq!(
            file_name("rechnung\u{202e}fdp.exe").as_deref(),
            Some("rechnungfdp.exe")
        );
        assert_eq!(file_name("../"), None);
    }

    #[test]
    fn headers_carry_any_name() {
        assert_eq!(
            disposition("Müller \"A\".pdf"),
            "attachment; filename=\"M_ller _A_.pdf\"; filename*=UTF-8''M%C3%BCller%20%22A%22.pdf"
        );
    }
}
