//! Back-to-back penalties: what we owe at the point of breach against what suppliers then owe us.

use super::check::{Check, Cover, Detail};
use super::{Promises, Ready, Setting};
use crate::contract::MoneyDirection;
use crate::credit::{self, Schedule};
use crate::money::Money;
use crate::ratio::Ratio;

/// Compares them; `None` if the SLA owes nothing anyway.
pub(super) fn check(setting: &Setting<'_>, offer: &Ready<'_>) -> Option<Check> {
    if matches!(offer.definition().schedule, Schedule::None) {
        return None;
    }
    let threshold_ppm = offer.definition().threshold_ppm;
    let owed = owed(setting.sla, offer, threshold_ppm);
    let available = offer.maintenance().is_some();
    let used = setting.members.iter().enumerate().filter(|(_, member)| {
        if available {
            member.part.carries.availability()
        } else {
            member.part.carries.times()
        }
    });
    let currency = owed.or(setting.sla.fee).map(|amount| amount.currency);
    let parts: Vec<(usize, Option<Money>)> = used
        .map(|(index, member)| {
            let promise = if available {
                member.availability()
            } else {
                member.times()
            };
            let nothing = currency.map(Money::zero);
            let credit = match promise {
                Some(promise) if member.terms.kind.money_direction() == MoneyDirection::Receivable => {
                    if matches!(promise.definition().schedule, Schedule::None) {
                        nothing
                    } else {
                        self::owed(member.terms, promise, threshold_ppm)
                    }
                }
                _ => nothing,
            };
            (index, credit.filter(|amount| Some(amount.currency) == currency))
        })
        .collect();
    let covered = currency.map(|currency| {
        let known = parts.iter().filter_map(|(_, amount)| *amount);
        Money::new(
            known.fold(0, |sum, amount| i64::saturating_add(sum, amount.minor)),
            currency,
        )
    });
    let unknown = parts.iter().any(|(_, amount)| amount.is_none());
    let cover = match (owed, covered) {
        (Some(owed), Some(covered)) if covered.minor >= owed.minor => Cover::Proven,
        (Some(_), Some(_)) if !unknown => Cover::Broken,
        _ => Cover::NotAssessable,
    };
    // Of those that pay at all, the one that pays least.
    let weakest = (cover == Cover::Broken)
        .then(|| {
            let paying = parts.iter().filter(|(index, _)| {
                setting.members[*index].terms.kind.money_direction() == MoneyDirection::Receivable
            });
            paying
                .min_by_key(|(_, amount)| amount.map(|amount| amount.minor))
                .map(|(index, _)| *index)
        })
        .flatten();
    Some(Check::new(cover, weakest, Detail::Money { owed, covered, parts }))
}

/// What a contract owes just below a threshold; `None` if no fee is fixed.
fn owed(terms: &Promises, promise: &Ready<'_>, threshold_ppm: i64) -> Option<Money> {
    let just_below = Ratio::new(threshold_ppm.checked_mul(1_000)?.checked_sub(1)?, 1_000_000_000)?;
    let definition = promise.definition();
    credit::credit(&definition.schedule, &definition.caps, just_below, terms.fee?, 0)
        .ok()
        .map(|credit| credit.amount)
}
