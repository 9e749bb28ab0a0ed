//! Cells of spreadsheets.

/// A cell that no spreadsheet takes for a formula.
pub fn inert(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn cells_cannot_become_formulas() {
        assert_eq!(inert("=1+1"), "'=1+1");
        assert_eq!(inert("INC0000045"), "INC0000045");
    }
}
