//! Words for suppliers and services.

use domain::supplier::certificate::CertificateKind;

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
}
