//! One search over everything that has a name. It reads through the same doors as the pages, so nobody finds what they
//! could not open.

use domain::policy::Action;
use domain::search::{Fit, fit};
use domain::views::{HitKind, SearchHit};
use uuid::Uuid;

use crate::{Actor, Error, Result, Services};

const MOST_HITS: usize = 20;
const LONGEST_QUERY: usize = 200;

/// Collects what fits.
struct Hits<'a> {
    query: &'a str,
    found: Vec<(Fit, SearchHit)>,
}

impl Hits<'_> {
    fn add(&mut self, kind: HitKind, id: Uuid, (number, name): (&str, &str), detail: String, href: String) {
        if let Some(fit) = fit(self.query, number, name) {
            let title = if number.is_empty() {
                name.to_owned()
            } else {
                format!("{number} {name}")
            };
            self.found.push((
                fit,
                SearchHit {
                    kind,
                    id,
                    title,
                    detail,
                    href,
                },
            ));
        }
    }
}

impl Services {
    /// What fits a query, the best first.
    ///
    /// # Errors
    /// `Invalid` for a query that is too long.
    pub async fn search(&self, actor: &Actor, query: &str) -> Result<Vec<SearchHit>> {
        if query.chars().count() > LONGEST_QUERY {
            return Err(Error::field("q", "too_long"));
        }
        let tx = self
            .db
            .read(actor, Action::ContractRead, self.clock.now())
            .await?;
        let mut hits = Hits {
            query,
            found: Vec::new(),
        };
        if query.trim().is_empty() {
            return Ok(Vec::new());
        }
        let (contracts, suppliers) = (tx.contracts().await?, tx.suppliers().await?);
        let supplier = |id: Uuid| {
            let row = suppliers.iter().find(|row| row.id == id);
            row.map(|row| row.name.clone()).unwrap_or_default()
        };
        for row in &contracts {
            let href = format!("/contracts/{}", row.id);
            hits.add(
                HitKind::Contract,
                row.id,
                (&row.number, &row.title),
                supplier(row.supplier_id),
                href,
            );
        }
        if actor.may(Action::SupplierRead) {
            for row in &suppliers {
                let href = format!("/suppliers/{}", row.id);
                let city = row.city.clone().unwrap_or_default();
                hits.add(HitKind::Supplier, row.id, ("", &row.name), city, href);
            }
        }
        if actor.may(Action::ServiceRead) {
            for row in tx.services().await? {
                let href = format!("/services/{}", row.id);
                hits.add(HitKind::Service, row.id, ("", &row.name), row.description, href);
            }
        }
        if actor.may(Action::CalendarRead) {
            for row in tx.calendars().await? {
                let href = format!("/calendars/{}", row.id);
                hits.add(HitKind::Calendar, row.id, ("", &row.name), row.description, href);
            }
        }
        if actor.may(Action::DocumentRead) {
            for row in tx.documents().await? {
                let contract = contracts
                    .iter()
                    .find(|contract| Some(contract.id) == row.contract_id);
                let (page, detail) = contract.map_or_else(
                    || {
                        (
                            format!("/suppliers/{}", row.supplier_id),
                            supplier(row.supplier_id),
                        )
                    },
                    |contract| (format!("/contracts/{}", contract.id), contract.number.clone()),
                );
                let name = format!("{} {}", row.title, row.file_name);
                let name = if row.title == row.file_name {
                    row.title
                } else {
                    name
                };
                hits.add(
                    HitKind::Document,
                    row.id,
                    ("", &name),
                    detail,
                    format!("{page}#documents"),
                );
            }
        }
        let mut found = hits.found;
        found.sort_by(|(a, one), (b, other)| (a, &one.title).cmp(&(b, &other.title)));
        found.truncate(MOST_HITS);
        Ok(found.into_iter().map(|(_, hit)| hit).collect())
    }
}
