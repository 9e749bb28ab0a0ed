//! Words for documents and for what a search finds.

use domain::document::{Confidentiality, DocumentKind};
use domain::views::HitKind;

use super::Text;

impl Text {
    /// What was found.
    pub const fn hit_kind(self, kind: HitKind) -> &'static str {
        match kind {
            HitKind::Contract => self.search_contract(),
            HitKind::Supplier => self.search_supplier(),
            HitKind::Service => self.search_service(),
            HitKind::Document => self.search_document(),
            HitKind::Calendar => self.search_calendar(),
        }
    }

    /// What a document is.
    pub const fn document_kind(self, kind: DocumentKind) -> &'static str {
        match kind {
            DocumentKind::Contract => self.document_kind_contract(),
            DocumentKind::Amendment => self.document_kind_amendment(),
            DocumentKind::ProcessorAgreement => self.document_kind_processor_agreement(),
            DocumentKind::Certificate => self.document_kind_certificate(),
            DocumentKind::Other => self.document_kind_other(),
        }
    }

    /// Who sees a document.
    pub const fn document_confidentiality(self, who: Confidentiality) -> &'static str {
        match who {
            Confidentiality::Internal => self.document_internal(),
            Confidentiality::Shared => self.document_shared(),
        }
    }

    /// When it was added and, where that is known, by whom.
    pub fn document_added_on(self, when: String, who: &str) -> String {
        if who.is_empty() {
            self.document_added_at(when)
        } else {
            self.document_added_by(when, who)
        }
    }
}
