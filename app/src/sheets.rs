//! Lists as tables for spreadsheets, with the headings and words of their pages.

use domain::money::Money;
use domain::views::{ContractRow, DeadlineRow, ServiceRow, Sheet, SheetCell, StatusCounts, SupplierRow};

use crate::i18n::Text;

fn sheet<R>(name: &str, columns: &[&str], rows: &[R], cells: impl Fn(&R) -> Vec<SheetCell>) -> Sheet {
    Sheet {
        name: name.to_owned(),
        columns: columns.iter().map(|&column| column.to_owned()).collect(),
        rows: rows.iter().map(cells).collect(),
    }
}

/// An amount and its currency, in two columns so that both can be reckoned with.
fn amount(amount: Option<Money>) -> [SheetCell; 2] {
    [
        SheetCell::amount(amount),
        amount.map_or(SheetCell::Empty, |amount| SheetCell::text(amount.currency.code())),
    ]
}

/// How many targets are met, at risk, breached and without data.
fn counts(counts: StatusCounts) -> [SheetCell; 4] {
    [counts.met, counts.at_risk, counts.breached, counts.no_data].map(|count| SheetCell::Count(count.into()))
}

impl Text {
    /// The list of contracts.
    pub fn contract_sheet(self, rows: &[ContractRow]) -> Sheet {
        let columns = [
            self.list_number(),
            self.col_contract(),
            self.col_supplier(),
            self.col_kind(),
            self.filter_state(),
            self.list_begin(),
            self.list_end(),
            self.col_fee(),
            self.record_currency(),
            self.status_met(),
            self.status_at_risk(),
            self.status_breached(),
            self.status_no_data(),
            self.col_credit(),
            self.record_currency(),
        ];
        sheet(self.nav_contracts(), &columns, rows, |row| {
            let mut cells = vec![
                SheetCell::text(row.number.as_str()),
                SheetCell::text(row.title.as_str()),
                SheetCell::text(row.supplier_name.as_str()),
                SheetCell::text(self.kind_short(row.kind)),
                SheetCell::text(self.contract_status(row.status)),
                SheetCell::Day(row.starts_on),
                SheetCell::day(row.ends_on),
            ];
            cells.extend(amount(row.monthly_fee));
            cells.extend(counts(row.counts));
            cells.extend(amount(row.credit));
            cells
        })
    }

    /// The list of suppliers, teams or customers. With several currencies only the first one's amounts fit.
    pub fn supplier_sheet(self, rows: &[SupplierRow]) -> Sheet {
        let columns = [
            self.col_supplier(),
            self.supplier_legal_name(),
            self.filter_kind(),
            self.filter_state(),
            self.supplier_city(),
            self.supplier_country(),
            self.supplier_criticality(),
            self.certificate_title(),
            self.col_contracts(),
            self.col_fee(),
            self.record_currency(),
            self.nav_escalations(),
        ];
        sheet(self.nav_suppliers(), &columns, rows, |row| {
            let mut cells = vec![
                SheetCell::text(row.name.as_str()),
                SheetCell::text(row.legal_name.as_str()),
                SheetCell::text(self.supplier_kind(row.kind)),
                SheetCell::text(self.standing(row.status)),
                SheetCell::text(row.city.clone().unwrap_or_default()),
                SheetCell::text(row.country.clone().unwrap_or_default()),
                SheetCell::text(row.criticality.map_or("", |level| self.criticality(level))),
                SheetCell::day(row.certificate_until),
                SheetCell::Count(row.active_contracts.into()),
            ];
            cells.extend(amount(row.monthly_fees.first().copied()));
            cells.push(SheetCell::Count(row.open_escalations.into()));
            cells
        })
    }

    /// The list of services.
    pub fn service_sheet(self, rows: &[ServiceRow]) -> Sheet {
        let columns = [
            self.col_service(),
            self.filter_state(),
            self.supplier_criticality(),
            self.service_owner(),
            self.service_sla(),
            self.status_met(),
            self.status_at_risk(),
            self.status_breached(),
            self.status_no_data(),
        ];
        sheet(self.nav_services(), &columns, rows, |row| {
            let mut cells = vec![
                SheetCell::text(row.name.as_str()),
                SheetCell::text(self.standing(row.status)),
                SheetCell::text(row.criticality.map_or("", |level| self.criticality(level))),
                SheetCell::text(row.owner.as_ref().map_or("", |(_, name)| name.as_str())),
                SheetCell::text(row.sla.as_ref().map_or("", |(_, number)| number.as_str())),
            ];
            cells.extend(counts(row.counts));
            cells
        })
    }

    /// The list of deadlines.
    pub fn deadline_sheet(self, rows: &[DeadlineRow]) -> Sheet {
        let columns = [
            self.deadline_day(),
            self.list_days_left(),
            self.deadline_what(),
            self.list_number(),
            self.col_contract(),
            self.col_supplier(),
            self.list_contract_end(),
        ];
        sheet(self.deadline_title(), &columns, rows, |row| {
            vec![
                SheetCell::Day(row.day),
                SheetCell::Count(row.days_left),
                SheetCell::text(self.deadline_kind(row.kind)),
                SheetCell::text(row.contract_number.as_str()),
                SheetCell::text(row.contract_title.as_str()),
                SheetCell::text(row.supplier_name.as_str()),
                SheetCell::Day(row.end),
            ]
        })
    }
}
