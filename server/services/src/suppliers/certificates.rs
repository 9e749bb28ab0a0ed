//! Certificates as they stand on a day.

use chrono::NaiveDate;
use domain::ids::CertificateId;
use domain::supplier::certificate::{CertificateKind, CertificateState, Span, is_followed};
use domain::views::CertificateRow;
use storage::Certificate;
use uuid::Uuid;

use crate::{Error, Result};

/// The certificates of one supplier on a day.
pub fn certificate_rows(
    all: &[Certificate],
    supplier_id: Uuid,
    today: NaiveDate,
) -> Result<Vec<CertificateRow>> {
    let own = || all.iter().filter(move |row| row.supplier_id == supplier_id);
    let span = |row: &Certificate| Span {
        from: row.valid_from,
        to: row.valid_to,
    };
    own()
        .map(|row| {
            let same = own().filter(|other| other.kind == row.kind && other.title == row.title);
            let same: Vec<_> = same.map(span).collect();
            Ok(CertificateRow {
                id: CertificateId(row.id),
                kind: CertificateKind::parse(&row.kind).ok_or_else(|| Error::internal("certificate.kind"))?,
                title: row.title.clone(),
                number: row.number.clone(),
                issuer: row.issuer.clone(),
                scope: row.scope.clone(),
                valid_from: row.valid_from,
                valid_to: row.valid_to,
                state: CertificateState::on(today, row.valid_from, row.valid_to),
                days_left: (row.valid_to - today).num_days(),
                followed: is_followed(span(row), &same),
                revision: row.revision,
            })
        })
        .collect()
}

/// The worst state among those that nothing follows, and the next end.
pub fn summary(rows: &[CertificateRow]) -> (Option<CertificateState>, Option<NaiveDate>) {
    let standing = || rows.iter().filter(|row| !row.followed);
    let worst = standing().map(|row| row.state).min_by_key(|state| state.rank());
    (worst, standing().map(|row| row.valid_to).min())
}
