//! Legal entity identifiers (ISO 17442): eighteen characters and two check digits.

/// Reads an identifier: blanks are left out, letters become capitals.
///
/// # Errors
/// A stable reason: `lei_form` for other than twenty letters and digits, `lei_check` for wrong check digits.
pub fn parse(text: &str) -> Result<String, &'static str> {
    let lei: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let digits_last = lei.len() == 20 && lei.bytes().skip(18).all(|byte| byte.is_ascii_digit());
    if !digits_last || !lei.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err("lei_form");
    }
    if remainder(&lei) == 1 {
        Ok(lei)
    } else {
        Err("lei_check")
    }
}

/// Letters count as two digits, A as 10 to Z as 35; the number modulo 97 (ISO 7064, MOD 97-10).
fn remainder(lei: &str) -> u32 {
    lei.chars().filter_map(|c| c.to_digit(36)).fold(0, |rest, value| {
        let shift = if value < 10 { 10 } else { 100 };
        (rest * shift + value) % 97
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_checked() {
        // Deutsche Bank, Siemens, and Apple, as the Global LEI Foundation publishes them.
        for lei in [
            "7LTWFZYICNSX8D621K86",
            "W38RGI023J3WT1HWRP32",
            "HWUPKR0MPOU8FGXBT394",
        ] {
            assert_eq!(parse(lei).as_deref(), Ok(lei));
        }
        assert_eq!(
            parse("7ltw fzyi cnsx 8d62 1k86").as_deref(),
            Ok("7LTWFZYICNSX8D621K86")
        );
        assert_eq!(parse("7LTWFZYICNSX8D621K87"), Err("lei_check"));
        assert_eq!(parse("7LTWFZYICNSX8D612K86"), Err("lei_check"), "swapped");
        for text in [
            "",
            "7LTWFZYICNSX8D621K8",
            "7LTWFZYICNSX8D621KÄ6",
            "7LTWFZYICNSX8D621KAB",
        ] {
            assert_eq!(parse(text), Err("lei_form"), "{text}");
        }
    }
}
