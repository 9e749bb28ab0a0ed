//! Finding things by what people remember of them: how well a text fits a query.
//!
//! Case does not matter, nor how umlauts are written: `Müller`, `Mueller` and `muller` are the same.

/// How well something fits, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is exactly the number asked for.
    Number,
    /// It begins with the query.
    Start,
    /// Every word of the query begins a word of it.
    Words,
    /// Every word of the query is somewhere in it.
    Part,
}

/// A text in the form in which it is compared.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'à' | 'á' | 'â' => out.push('a'),
            'ö' | 'ó' | 'ò' | 'ô' => out.push('o'),
            'ü' | 'ú' | 'ù' | 'û' => out.push('u'),
            'é' | 'è' | 'ê' => out.push('e'),
            'ß' => out.push_str("ss"),
            c => out.push(c),
        }
    }
    // The same on both sides, so it does not matter where else these letters meet.
    out.replace("ae", "a").replace("oe", "o").replace("ue", "u")
}

/// How well something with a number and a name fits; `None` if it does not, and for an empty query.
pub fn fit(query: &str, number: &str, name: &str) -> Option<Fit> {
    let (query, number) = (folded(query.trim()), folded(number));
    let all = format!("{number} {}", folded(name));
    if query.is_empty() {
        return None;
    }
    if query == number {
        return Some(Fit::Number);
    }
    if number.starts_with(&query) || all.trim_start().starts_with(&query) || folded(name).starts_with(&query)
    {
        return Some(Fit::Start);
    }
    let begins = |word: &str| {
        all.split(|c: char| !c.is_alphanumeric())
            .any(|part| part.starts_with(word))
    };
    let words = || query.split_whitespace();
    if words().all(begins) {
        Some(Fit::Words)
    } else {
        words().all(|word| all.contains(word)).then_some(Fit::Part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_better_fit_comes_first() {
        let of = |query| fit(query, "UC-2015-001", "Betrieb Service Desk");
        assert_eq!(of("uc-2015-001"), Some(Fit::Number));
        assert_eq!(of("UC-2015"), Some(Fit::Start));
        assert_eq!(of("betrieb"), Some(Fit::Start));
        assert_eq!(of("desk serv"), Some(Fit::Words));
        assert_eq!(of("ervic"), Some(Fit::Part));
        assert_eq!(of("ervic xyz"), None);
        assert_eq!(of("  "), None);
        assert!(Fit::Number < Fit::Start && Fit::Start < Fit::Words && Fit::Words < Fit::Part);
    }

    #[test]
    fn umlauts_can_be_written_in_every_way() {
        for query in ["müller", "Mueller", "MULLER"] {
            assert_eq!(fit(query, "", "Müller & Söhne"), Some(Fit::Start), "{query}");
        }
        assert_eq!(fit("strasse", "", "Hafenstraße"), Some(Fit::Part));
    }
}
