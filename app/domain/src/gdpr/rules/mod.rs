//! The rules as conditions: pure functions of a bundle, the reference data and a day.
//!
//! "Older than n months" means a date before the day minus n calendar months; a date that is not there counts as older.
//! A date after the day is not yet: what is signed tomorrow is unsigned today. Both ends of a validity belong to it.
//!
//! Records of controllers and joint controllers are judged by everything but the rules on clients; records of
//! processors (Art. 30(2)) by those on the entity, the state of the record, measures, agreements, transfers, breaches
//! and clients.

mod agreement;
mod assessment;
mod breach;
mod case;
mod client;
mod entity;
mod instrument;
mod measures;
mod period;
mod record;
mod request;
mod retention;
mod subprocessor;
mod transfer;

use super::finding::{Finding, Findings};
use super::model::{Bundle, RecordRole};
use super::reference::Reference;
use case::Case;

/// Everything that is missing or wrong in a bundle as of its day, in the order of the rules.
pub fn findings(bundle: &Bundle, reference: &Reference) -> Vec<Finding> {
    let case = Case::new(bundle, reference);
    let mut found = Findings::default();
    entity::check(&case, &mut found);
    record::check_state(&case, &mut found);
    measures::check(&case, &mut found);
    agreement::check(&case, &mut found);
    transfer::check(&case, &mut found);
    breach::check(&case, &mut found);
    if bundle.processing.role == RecordRole::Processor {
        client::check(&case, &mut found);
    } else {
        record::check_content(&case, &mut found);
        retention::check(&case, &mut found);
        assessment::check(&case, &mut found);
        request::check(&case, &mut found);
    }
    found.finish()
}
