//! Certificates and attestations, and what they are worth on a day.

use chrono::NaiveDate;

use crate::policy::coded;

/// From how many days before its end a certificate counts as expiring.
pub const WARNING_DAYS: i64 = 90;

coded! {
    /// What is certified or attested.
    CertificateKind {
        /// ISO/IEC 27001, information security management.
        Iso27001 = "iso_27001",
        /// BSI C5, attestation of the design.
        C5Type1 = "c5_type1",
        /// BSI C5, attestation of effectiveness over a period.
        C5Type2 = "c5_type2",
        /// SOC 2 report.
        Soc2 = "soc_2",
        /// TISAX label of the automotive industry.
        Tisax = "tisax",
        /// ISO/IEC 20000-1, service management.
        Iso20000 = "iso_20000",
        /// ISO 22301, business continuity.
        Iso22301 = "iso_22301",
        /// Something else, named by its title.
        Other = "other",
    }
}

coded! {
    /// What a certificate is worth on a day; the worst comes first.
    CertificateState {
        /// Its last day has passed.
        Expired = "expired",
        /// Its last day is near.
        Expiring = "expiring",
        /// Its first day is still to come.
        Pending = "pending",
        /// In force.
        Valid = "valid",
    }
}

impl CertificateState {
    /// The state on a day. Both ends belong to the time a certificate holds.
    pub fn on(today: NaiveDate, valid_from: Option<NaiveDate>, valid_to: NaiveDate) -> Self {
        let left = (valid_to - today).num_days();
        if left < 0 {
            Self::Expired
        } else if valid_from.is_some_and(|day| day > today) {
            Self::Pending
        } else if left <= WARNING_DAYS {
            Self::Expiring
        } else {
            Self::Valid
        }
    }

    /// How bad it is, the smaller the worse.
    pub fn rank(self) -> Option<usize> {
        Self::ALL.iter().position(|state| *state == self)
    }
}

/// The time one certificate holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First day, if it is known.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: NaiveDate,
}

/// Whether another of the same kind takes over without a gap, so that nobody has to act on this one's end.
pub fn is_followed(own: Span, others: &[Span]) -> bool {
    others
        .iter()
        .any(|other| other.to > own.to && other.from.is_none_or(|from| Some(from) <= own.to.succ_opt()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_last_day_still_counts() {
        let today = day("2026-11-23");
        let on = |from: Option<&str>, to| CertificateState::on(today, from.map(day), day(to));
        assert_eq!(on(None, "2026-11-22"), CertificateState::Expired);
        assert_eq!(on(None, "2026-11-23"), CertificateState::Expiring);
        assert_eq!(on(Some("2025-01-01"), "2027-02-21"), CertificateState::Expiring);
        assert_eq!(on(Some("2025-01-01"), "2027-02-22"), CertificateState::Valid);
        assert_eq!(on(Some("2026-11-24"), "2027-01-01"), CertificateState::Pending);
        assert!(CertificateState::Expired.rank() < CertificateState::Valid.rank());
    }

    #[test]
    fn a_successor_without_gap_takes_over() {
        let span = |from: &str, to: &str| Span {
            from: Some(day(from)),
            to: day(to),
        };
        let own = span("2025-01-01", "2026-12-31");
        assert!(is_followed(own, &[span("2027-01-01", "2029-12-31")]));
        assert!(
            !is_followed(own, &[span("2027-01-02", "2029-12-31")]),
            "a day is missing"
        );
        assert!(!is_followed(own, &[own]), "not itself");
    }
}
