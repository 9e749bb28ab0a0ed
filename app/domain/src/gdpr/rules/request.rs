//! DSR: the month of Art. 12(3).
//!
//! It ends on the day with the number of the day of receipt, or on the last of the month (§ 188(2), (3) BGB, Regulation
//! 1182/71 Art. 3(2)(c)). A last day on a weekend is not moved: the earlier day is the safe one.

use chrono::{Months, NaiveDate};

use super::case::{Case, called, target};
use crate::gdpr::catalogue::request::{DSR_01, DSR_02};
use crate::gdpr::finding::{Findings, Value};
use crate::gdpr::model::Request;
use crate::gdpr::reference::LegalNumber;

pub fn check(case: &Case, found: &mut Findings) {
    for (index, request) in case.bundle.requests.iter().enumerate() {
        let id = request.id.as_ref().or(request.ref_no.as_ref());
        let target = target(id, "requests", index);
        let name = || ("request", called(request.ref_no.as_ref(), &target));
        let first_month = first_month(case, request);
        let due = request.extended_until.or(request.due_on).or(first_month);
        if let Some(due) = due.filter(|due| !case.done(request.answered_on) && case.day > *due) {
            found.add(&DSR_01, target.clone(), &[name(), ("date", Value::Day(due))]);
        }
        if let Some(end) = first_month.filter(|end| told_late(case, request, *end)) {
            found.add(&DSR_02, target.clone(), &[name(), ("date", Value::Day(end))]);
        }
    }
}

/// The last day of the first month: from receipt, or, if that is not known, the day that is due.
fn first_month(case: &Case, request: &Request) -> Option<NaiveDate> {
    let months = case.number(LegalNumber::RequestMonths)?;
    let counted = request
        .received_on
        .and_then(|received| received.checked_add_months(Months::new(months)));
    counted.or(request.due_on)
}

/// Whether the person heard of an extension after the first month, or not at all.
fn told_late(case: &Case, request: &Request, end: NaiveDate) -> bool {
    match request.extension_notice_on {
        Some(told) => told > end,
        None => request.extended_until.is_some() && case.day > end,
    }
}
