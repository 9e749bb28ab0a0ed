//! The letter that asks for what is owed, in the language of the contract.

use chrono::NaiveDate;
use domain::contract::PenaltyNature;
use domain::money::Money;
use domain::views::{ClaimView, Language, LetterView, Unit};
use storage::Supplier;

use crate::wording::{amount, day, minutes, month, percent, share};

/// What a letter says.
pub struct Facts<'a> {
    pub sender: &'a str,
    pub supplier: &'a Supplier,
    pub claim: &'a ClaimView,
    /// The day it bears.
    pub on_day: NaiveDate,
    pub language: Language,
}

/// Writes the letter.
pub fn letter(facts: &Facts<'_>) -> LetterView {
    if facts.language == Language::De {
        german(facts)
    } else {
        english(facts)
    }
}

fn recipient(supplier: &Supplier) -> Vec<String> {
    let name = if supplier.legal_name.is_empty() {
        &supplier.name
    } else {
        &supplier.legal_name
    };
    let city = supplier.city.as_deref().unwrap_or_default();
    let place = format!("{} {city}", supplier.postcode);
    [name.trim(), supplier.street.trim(), place.trim()]
        .into_iter()
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What was reached, and what that counts.
fn reached(claim: &ClaimView, german: bool) -> Option<(String, String)> {
    let attained = claim.attainment?;
    let missed = attained.ratio.denominator - attained.ratio.numerator;
    let counted = match (attained.unit, german) {
        (Unit::Second, true) => format!("{} Ausfall in der Servicezeit", minutes(missed, german)),
        (Unit::Second, false) => format!("{} of downtime in service hours", minutes(missed, german)),
        (Unit::Ticket, true) => format!(
            "{} von {} Vorgängen nicht in der vereinbarten Zeit",
            missed, attained.ratio.denominator
        ),
        (Unit::Ticket, false) => format!("{} of {} tickets not in time", missed, attained.ratio.denominator),
    };
    Some((percent(&attained.ratio.percent_floored(4), german), counted))
}

fn figures(claim: &ClaimView, german: bool) -> Vec<(String, String)> {
    let words = |de: &str, en: &str| if german { de } else { en }.to_owned();
    let mut figures = vec![
        (words("Ziel", "Target"), claim.row.target_name.clone()),
        (words("Zeitraum", "Period"), month(claim.row.period, german)),
        (
            words("Vereinbart", "Agreed"),
            format!(
                "{} {}",
                words("mindestens", "at least"),
                share(claim.threshold_ppm, german)
            ),
        ),
    ];
    if let Some((attained, counted)) = reached(claim, german) {
        figures.push((words("Erreicht", "Reached"), format!("{attained} ({counted})")));
    }
    if let Some((ppm, base)) = claim.share {
        let part = share(ppm, german);
        let base = amount(base, german);
        figures.push((
            words("Berechnung", "Calculation"),
            if german {
                format!("{part} von {base}")
            } else {
                format!("{part} of {base}")
            },
        ));
    }
    figures.push((words("Betrag", "Amount"), amount(claim.row.amount, german)));
    figures
}

fn german(facts: &Facts<'_>) -> LetterView {
    let (claim, row) = (facts.claim, &facts.claim.row);
    let source = claim.clause_source.as_deref();
    let basis = source.map_or_else(String::new, |source| format!(" Grundlage: {source}."));
    LetterView {
        language: Language::De,
        sender: facts.sender.to_owned(),
        recipient: recipient(facts.supplier),
        date: day(facts.on_day, true),
        subject: format!(
            "{} aus Vertrag {} „{}“, {} ({})",
            german_nature(row.nature),
            row.contract_number,
            row.contract_title,
            month(row.period, true),
            row.reference
        ),
        salutation: "Sehr geehrte Damen und Herren,".to_owned(),
        paragraphs: vec![
            format!(
                "im genannten Zeitraum haben Sie das vereinbarte Ziel „{}“ nicht erreicht. Maßgeblich ist die Fassung {} des Vertrags.{basis}",
                row.target_name, claim.contract_version
            ),
            german_demand(row.nature, row.amount),
            "Der Nachweis liegt bei: Er führt jeden gezählten und jeden nicht gezählten Zeitraum mit seinem Grund auf."
                .to_owned(),
            "Bitte bestätigen Sie den Anspruch innerhalb von 14 Tagen nach Zugang dieses Schreibens oder begründen Sie, was Sie daran anders sehen."
                .to_owned(),
        ],
        facts: figures(claim, true),
        closing: "Mit freundlichen Grüßen".to_owned(),
    }
}

fn german_nature(nature: Option<PenaltyNature>) -> &'static str {
    match nature {
        Some(PenaltyNature::ServiceCredit) => "Anspruch auf Service Credit",
        Some(PenaltyNature::ContractPenalty) => "Vertragsstrafe (§§ 339 ff. BGB)",
        Some(PenaltyNature::LiquidatedDamages) => "Pauschalierter Schadensersatz",
        Some(PenaltyNature::MalusBonus) => "Malus",
        None => "Gutschrift",
    }
}

fn german_demand(nature: Option<PenaltyNature>, owed: Money) -> String {
    let owed = amount(owed, true);
    match nature {
        Some(PenaltyNature::ServiceCredit) => format!(
            "Uns steht dafür ein Service Credit von {owed} zu. Bitte schreiben Sie ihn mit der nächsten Rechnung gut."
        ),
        Some(PenaltyNature::ContractPenalty) => format!(
            "Damit ist die vereinbarte Vertragsstrafe von {owed} verwirkt (§§ 339 ff. BGB). Wir behalten sie uns auch dort vor, wo wir die Leistung angenommen haben oder annehmen (§ 341 Abs. 3 BGB). Weitergehende Ansprüche bleiben unberührt (§ 341 Abs. 2, § 340 Abs. 2 BGB). Bitte schreiben Sie den Betrag mit der nächsten Rechnung gut."
        ),
        Some(PenaltyNature::LiquidatedDamages) => format!(
            "Wir machen den vereinbarten pauschalierten Schadensersatz von {owed} geltend. Es bleibt Ihnen unbenommen nachzuweisen, dass kein oder ein geringerer Schaden entstanden ist (§ 309 Nr. 5 BGB). Bitte schreiben Sie den Betrag mit der nächsten Rechnung gut."
        ),
        Some(PenaltyNature::MalusBonus) => format!(
            "Das Entgelt mindert sich deshalb nach der vereinbarten Malusregelung um {owed}. Bitte berücksichtigen Sie das in der nächsten Rechnung."
        ),
        None => format!(
            "Uns steht dafür eine Gutschrift von {owed} zu. Bitte berücksichtigen Sie sie in der nächsten Rechnung."
        ),
    }
}

fn english(facts: &Facts<'_>) -> LetterView {
    let (claim, row) = (facts.claim, &facts.claim.row);
    let source = claim.clause_source.as_deref();
    let basis = source.map_or_else(String::new, |source| format!(" Basis: {source}."));
    LetterView {
        language: Language::En,
        sender: facts.sender.to_owned(),
        recipient: recipient(facts.supplier),
        date: day(facts.on_day, false),
        subject: format!(
            "{} under contract {} “{}”, {} ({})",
            english_nature(row.nature),
            row.contract_number,
            row.contract_title,
            month(row.period, false),
            row.reference
        ),
        salutation: "Dear Sir or Madam,".to_owned(),
        paragraphs: vec![
            format!(
                "In the period named below you did not reach the agreed target “{}”. Version {} of the contract applies.{basis}",
                row.target_name, claim.contract_version
            ),
            english_demand(row.nature, row.amount),
            "The evidence is enclosed: it lists every interval that was counted or not, with its reason.".to_owned(),
            "Please confirm the claim within 14 days of receiving this letter, or explain what you see differently.".to_owned(),
        ],
        facts: figures(claim, false),
        closing: "Yours faithfully".to_owned(),
    }
}

fn english_nature(nature: Option<PenaltyNature>) -> &'static str {
    match nature {
        Some(PenaltyNature::ServiceCredit) => "Claim for a service credit",
        Some(PenaltyNature::ContractPenalty) => "Contract penalty (sections 339 et seq. BGB)",
        Some(PenaltyNature::LiquidatedDamages) => "Liquidated damages",
        Some(PenaltyNature::MalusBonus) => "Malus",
        None => "Credit",
    }
}

fn english_demand(nature: Option<PenaltyNature>, owed: Money) -> String {
    let owed = amount(owed, false);
    match nature {
        Some(PenaltyNature::ServiceCredit) => {
            format!("We are entitled to a service credit of {owed}. Please credit it with your next invoice.")
        }
        Some(PenaltyNature::ContractPenalty) => format!(
            "The agreed contract penalty of {owed} is therefore due (sections 339 et seq. of the German Civil Code, BGB). We reserve it also where we have accepted or accept performance (section 341 (3) BGB). Further claims remain unaffected (sections 341 (2), 340 (2) BGB). Please credit the amount with your next invoice."
        ),
        Some(PenaltyNature::LiquidatedDamages) => format!(
            "We claim the agreed liquidated damages of {owed}. You remain free to prove that no damage, or less, has occurred (section 309 no. 5 BGB). Please credit the amount with your next invoice."
        ),
        Some(PenaltyNature::MalusBonus) => format!(
            "Under the agreed malus the fee is therefore reduced by {owed}. Please take this into account in your next invoice."
        ),
        None => {
            format!(
                "We are entitled to a credit of {owed}. Please take it into account in your next invoice."
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Currency;

    #[test]
    fn each_nature_says_what_the_law_asks() {
        let owed = Money::new(200_000, Currency::EUR);
        let penalty = german_demand(Some(PenaltyNature::ContractPenalty), owed);
        assert!(penalty.contains("§ 341 Abs. 3 BGB") && penalty.contains("2.000,00 EUR"));
        let damages = german_demand(Some(PenaltyNature::LiquidatedDamages), owed);
        assert!(damages.contains("§ 309 Nr. 5 BGB"));
        for nature in PenaltyNature::ALL.map(Some).into_iter().chain([None]) {
            let others = nature != Some(PenaltyNature::ContractPenalty);
            assert_eq!(german_demand(nature, owed).contains("Vertragsstrafe"), !others);
            assert!(english_demand(nature, owed).contains("2,000.00 EUR"));
        }
    }
}
