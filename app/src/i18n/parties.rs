//! Words for suppliers and services.

use domain::country;
use domain::service::Duty;
use domain::supplier::certificate::{CertificateKind, CertificateState};
use domain::supplier::{Criticality, Standing, Tier};
use domain::views::{CertificateFilter, Language, SupplierGroup};

use super::Text;

impl Text {
    /// What is certified.
    pub const fn certificate_kind(self, kind: CertificateKind) -> &'static str {
        match kind {
            CertificateKind::Iso27001 => self.certificate_kind_iso_27001(),
            CertificateKind::C5Type1 => self.certificate_kind_c5_type1(),
            CertificateKind::C5Type2 => self.certificate_kind_c5_type2(),
            CertificateKind::Soc2 => self.certificate_kind_soc_2(),
            CertificateKind::Tisax => self.certificate_kind_tisax(),
            CertificateKind::Iso20000 => self.certificate_kind_iso_20000(),
            CertificateKind::Iso22301 => self.certificate_kind_iso_22301(),
            CertificateKind::Other => self.certificate_kind_other(),
        }
    }

    /// What a certificate goes by.
    pub fn certificate_name(self, kind: CertificateKind, title: &str) -> String {
        if kind == CertificateKind::Other && !title.is_empty() {
            title.to_owned()
        } else {
            self.certificate_kind(kind).to_owned()
        }
    }

    /// What a certificate is worth, with its last day.
    pub fn certificate_standing(
        self,
        state: CertificateState,
        followed: bool,
        days_left: i64,
        until: String,
    ) -> String {
        match state {
            _ if followed => self.certificate_followed(until),
            CertificateState::Expired => self.certificate_ended(until),
            CertificateState::Expiring => self.certificate_expiring(days_left, until),
            CertificateState::Pending => self.certificate_pending(until),
            CertificateState::Valid => self.certificate_until(until),
        }
    }

    /// Suppliers by the worst of their certificates.
    pub const fn certificate_filter(self, filter: CertificateFilter) -> &'static str {
        match filter {
            CertificateFilter::Expired => self.certificate_filter_expired(),
            CertificateFilter::Expiring => self.certificate_filter_expiring(),
            CertificateFilter::Valid => self.certificate_filter_valid(),
            CertificateFilter::Missing => self.certificate_filter_missing(),
        }
    }

    /// How much depends on something.
    pub const fn criticality(self, level: Criticality) -> &'static str {
        match level {
            Criticality::High => self.criticality_high(),
            Criticality::Medium => self.criticality_medium(),
            Criticality::Low => self.criticality_low(),
        }
    }

    /// How a supplier is managed.
    pub const fn tier(self, tier: Tier) -> &'static str {
        match tier {
            Tier::Strategic => self.tier_strategic(),
            Tier::Tactical => self.tier_tactical(),
            Tier::Operational => self.tier_operational(),
            Tier::Commodity => self.tier_commodity(),
        }
    }

    /// Whether something is still in use.
    pub const fn standing(self, standing: Standing) -> &'static str {
        match standing {
            Standing::Active => self.standing_active(),
            Standing::Ended => self.standing_ended(),
        }
    }

    /// Name of a list of parties.
    pub const fn supplier_group(self, group: SupplierGroup) -> &'static str {
        match group {
            SupplierGroup::External => self.nav_suppliers(),
            SupplierGroup::Internal => self.suppliers_internal(),
            SupplierGroup::Business => self.suppliers_business(),
        }
    }

    /// How many parties a list has.
    pub fn group_count(self, group: SupplierGroup, count: i64) -> String {
        match group {
            SupplierGroup::External => self.suppliers_count(count),
            SupplierGroup::Internal => self.suppliers_count_internal(count),
            SupplierGroup::Business => self.suppliers_count_business(count),
        }
    }

    /// What somebody has to do with a service.
    pub const fn duty(self, duty: Duty) -> &'static str {
        match duty {
            Duty::Accountable => self.raci_accountable(),
            Duty::Responsible => self.raci_responsible(),
            Duty::Consulted => self.raci_consulted(),
            Duty::Informed => self.raci_informed(),
        }
    }

    /// Name of a country; an unknown code stands for itself.
    pub fn country(self, code: &str) -> &str {
        let names = country::names(code);
        names.map_or(code, |(german, english)| match self.0 {
            Language::De => german,
            Language::En => english,
        })
    }

    /// All countries by name, after none.
    pub fn countries(self) -> Vec<(String, String)> {
        let mut all: Vec<_> = country::codes()
            .map(|code| (code.to_owned(), self.country(code).to_owned()))
            .collect();
        // Umlauts stand with their letters.
        let place = |name: &str| {
            name.to_lowercase()
                .replace('ä', "a")
                .replace('ö', "o")
                .replace('ü', "u")
                .replace('å', "a")
        };
        all.sort_by_cached_key(|(_, name)| place(name));
        all.insert(0, (String::new(), self.form_choose().to_owned()));
        all
    }
}
