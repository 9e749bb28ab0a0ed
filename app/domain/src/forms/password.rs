//! What a new password must be. Length protects, not signs and digits: NIST SP 800-63B section 5.1.1.2, BSI ORP.4.

/// Fewest characters of a password.
pub const SHORTEST_PASSWORD: usize = 12;
/// Most characters of a password.
pub const LONGEST_PASSWORD: usize = 200;
/// Shorter names stand in too many words by chance.
const SHORTEST_NAME: usize = 4;
/// Passwords that repeat so few characters over and over are plain.
const LONGEST_PATTERN: usize = 4;
/// What lies side by side on a keyboard or in the alphabet.
const ROWS: [&str; 6] = [
    "0123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertzuiopü",
    "qwertzuiopasdfghjklyxcvbnm",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6zhn7ujm",
];

/// Checks a new password of the person with this address and name.
///
/// # Errors
/// `password_too_short`, `password_too_long`, `password_personal` (contains name or address) or `password_plain`
/// (one pattern repeated, or a run of neighbours).
pub fn check_password(password: &str, email: &str, name: &str) -> Result<(), &'static str> {
    let length = password.chars().count();
    if length < SHORTEST_PASSWORD {
        return Err("password_too_short");
    }
    if length > LONGEST_PASSWORD {
        return Err("password_too_long");
    }
    let lower = password.to_lowercase();
    if is_repeated(&lower) || is_run(&lower) {
        return Err("password_plain");
    }
    if is_personal(&lower, email, name) {
        return Err("password_personal");
    }
    Ok(())
}

fn is_repeated(password: &str) -> bool {
    let letters: Vec<char> = password.chars().collect();
    (1..=LONGEST_PATTERN).any(|period| {
        letters
            .iter()
            .zip(letters.iter().skip(period))
            .all(|(one, next)| one == next)
    })
}

/// Whether all of it is one stretch of a row, forwards or backwards, going round at the end.
fn is_run(password: &str) -> bool {
    let backwards: String = password.chars().rev().collect();
    ROWS.iter().any(|row| {
        let rounds = password.len() / row.len() + 2;
        let endless = row.repeat(rounds);
        endless.contains(password) || endless.contains(&backwards)
    })
}

fn is_personal(password: &str, email: &str, name: &str) -> bool {
    let (email, name) = (email.to_lowercase(), name.to_lowercase());
    let local = email.split('@').next().unwrap_or_default().trim();
    let together: String = name.split_whitespace().collect();
    name.split(|letter: char| !letter.is_alphanumeric())
        .chain([local, &together])
        .any(|word| word.chars().count() >= SHORTEST_NAME && password.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(password: &str) -> Result<(), &'static str> {
        check_password(password, "sabine.kraus@rheintal.example", "Sabine Kraus")
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(check("elf zeichen"), Err("password_too_short"));
        assert_eq!(check("zwölf-äöü-ßé"), Ok(()));
        assert_eq!(check(&"regenschirm ".repeat(16)), Ok(()));
        assert_eq!(check(&"regenschirm ".repeat(17)), Err("password_too_long"));
    }

    #[test]
    fn names_and_addresses_are_too_easy_to_know() {
        for password in [
            "Sabine-im-Regen",
            "KRAUSE-Locken-2026",
            "xx sabine.kraus 12",
            "sabinekraus2026!",
        ] {
            assert_eq!(check(password), Err("password_personal"), "{password}");
        }
        assert_eq!(
            check_password("umbrella stand", "um@x.example", "Li Um"),
            Ok(()),
            "short names do not count"
        );
        assert_eq!(
            check_password("liebgewonnen um", "vertrieb@x.example", "Li Ebgewonnen"),
            Err("password_personal")
        );
    }

    #[test]
    fn patterns_and_runs_are_too_plain() {
        for password in [
            "aaaaaaaaaaaa",
            "abababababab",
            "abcabcabcabca",
            "123412341234",
            "0123456789012",
            "9876543210987",
            "ABCDEFGHIJKLM",
            "zyxwvutsrqpon",
            "qwertzuiopasdfgh",
            "1qaz2wsx3edc",
            "ääääääääääää",
        ] {
            assert_eq!(check(password), Err("password_plain"), "{password}");
        }
        for password in ["correct horse battery", "0123456789-Regen", "abcdefgh-Schirm"] {
            assert_eq!(check(password), Ok(()), "{password}");
        }
    }
}
