//! Services as typed: master data, priorities, responsibilities.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::FieldError;
use super::reader::{LINE, Reader, TEXT};
use super::text_form::text_form;
use crate::ids::{ContactId, ContractId, PersonId, ServiceId};
use crate::service::Duty;
use crate::service::priority::PriorityMatrix;
use crate::supplier::{Criticality, Standing};

/// More categories than this describe nothing.
const MOST_CATEGORIES: usize = 12;
const LONGEST_CATEGORY: usize = 40;
/// More parties than this are no assignment of responsibility.
const MOST_PARTIES: usize = 60;

text_form! {
    /// A service as typed.
    ServiceForm {
        /// The name everybody uses.
        name,
        /// What it does for whom.
        description,
        /// The person of the tenant who answers for it towards the business.
        owner_id,
        /// How much depends on it.
        criticality,
        /// Separated by commas.
        categories,
        /// The SLA its users have.
        sla_id,
        /// `active` or `ended`; empty leaves it.
        status,
    }
}

/// A service as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of the form")]
pub struct ServiceInput {
    pub name: String,
    pub description: String,
    pub owner_id: Option<PersonId>,
    pub criticality: Option<Criticality>,
    pub categories: Vec<String>,
    pub sla_id: Option<ContractId>,
    pub components: Vec<ServiceId>,
    pub status: Option<Standing>,
}

impl ServiceForm {
    /// Reads the form and the ids of the services it rests on. Whether what it names exists is for the server to say.
    ///
    /// # Errors
    /// Every field that is missing or cannot be read.
    pub fn parse(&self, components: &[String]) -> Result<ServiceInput, Vec<FieldError>> {
        let mut fields = Reader::default();
        let mut rests_on: Vec<ServiceId> = Vec::new();
        for id in components.iter().filter(|id| !id.trim().is_empty()) {
            match id.parse() {
                Ok(id) if rests_on.contains(&id) => {}
                Ok(id) => rests_on.push(id),
                Err(_) => fields.refuse("components", "unknown"),
            }
        }
        let input = ServiceInput {
            name: fields.line("name", &self.name),
            description: fields.prose("description", &self.description, TEXT),
            owner_id: fields.choice("owner_id", &self.owner_id, |text| text.parse().ok()),
            criticality: fields.choice("criticality", &self.criticality, Criticality::parse),
            categories: categories(&mut fields, &self.categories),
            sla_id: fields.choice("sla_id", &self.sla_id, |text| text.parse().ok()),
            components: rests_on,
            status: fields.choice("status", &self.status, Standing::parse),
        };
        fields.into_result(Some(input))
    }
}

fn categories(fields: &mut Reader, typed: &str) -> Vec<String> {
    let mut categories: Vec<String> = Vec::new();
    for category in typed.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        let category = fields.prose("categories", category, LONGEST_CATEGORY);
        if !categories.contains(&category) {
            categories.push(category);
        }
    }
    if categories.len() > MOST_CATEGORIES {
        fields.refuse("categories", "too_many");
    }
    categories
}

/// Reads a matrix from its cells, row by row.
///
/// # Errors
/// `cells` with a stable reason.
pub fn read_matrix(cells: &[String]) -> Result<PriorityMatrix, Vec<FieldError>> {
    let refused = |code: &str| vec![FieldError::new("cells", code)];
    let numbers: Option<Vec<u8>> = cells.iter().map(|cell| cell.trim().parse().ok()).collect();
    let numbers = numbers.ok_or_else(|| refused("matrix_priority"))?;
    let size = numbers.len().isqrt();
    if size == 0 || size * size != numbers.len() {
        return Err(refused("matrix_size"));
    }
    let rows: Vec<Vec<u8>> = numbers.chunks(size).map(<[u8]>::to_vec).collect();
    PriorityMatrix::try_from(rows).map_err(refused)
}

/// One line of a RACI table as typed. A line that names nobody is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RaciForm {
    /// What they have to do.
    pub duty: String,
    /// `person:` or `contact:` and an id.
    pub party: String,
    /// A function, where no one person holds the duty.
    pub function: String,
}

/// Who has a duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RaciParty {
    /// Somebody of the tenant.
    Person(PersonId),
    /// Somebody at a supplier.
    Contact(ContactId),
    /// Whoever holds a function.
    Function(String),
}

/// One line of a RACI table as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RaciInput {
    /// What they have to do.
    pub duty: Duty,
    /// Who.
    pub party: RaciParty,
}

/// Reads a whole table. An empty one is fine: nothing has been assigned yet.
///
/// # Errors
/// `entries` with the reason: a duty or party that cannot be read, a party twice in one duty, other than exactly one who
/// is accountable, nobody responsible.
pub fn read_raci(lines: &[RaciForm]) -> Result<Vec<RaciInput>, Vec<FieldError>> {
    let mut fields = Reader::default();
    let mut table: Vec<RaciInput> = Vec::new();
    for line in lines {
        let Some(party) = party(&mut fields, line) else {
            continue;
        };
        let Some(duty) = fields.chosen("entries", &line.duty, Duty::parse) else {
            continue;
        };
        let entry = RaciInput { duty, party };
        if table.contains(&entry) {
            fields.refuse("entries", "twice");
        } else {
            table.push(entry);
        }
    }
    let count = |duty| table.iter().filter(|entry| entry.duty == duty).count();
    if table.len() > MOST_PARTIES {
        fields.refuse("entries", "too_many");
    } else if !table.is_empty() {
        if count(Duty::Accountable) != 1 {
            fields.refuse("entries", "one_accountable");
        }
        if count(Duty::Responsible) == 0 {
            fields.refuse("entries", "nobody_responsible");
        }
    }
    fields.into_result(Some(table))
}

fn party(fields: &mut Reader, line: &RaciForm) -> Option<RaciParty> {
    let function = fields.prose("entries", &line.function, LINE);
    let id = |text: &str| text.parse::<Uuid>().ok();
    match (line.party.trim(), function.is_empty()) {
        ("", true) => None,
        ("", false) => Some(RaciParty::Function(function)),
        (_, false) => {
            fields.refuse("entries", "one_party");
            None
        }
        (text, true) => {
            let party = match text.split_once(':') {
                Some(("person", text)) => id(text).map(|id| RaciParty::Person(PersonId(id))),
                Some(("contact", text)) => id(text).map(|id| RaciParty::Contact(ContactId(id))),
                _ => None,
            };
            if party.is_none() {
                fields.refuse("entries", "unknown_party");
            }
            party
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(duty: &str, function: &str) -> RaciForm {
        RaciForm {
            duty: duty.to_owned(),
            function: function.to_owned(),
            ..RaciForm::default()
        }
    }

    fn codes(lines: &[RaciForm]) -> Vec<String> {
        let errors = read_raci(lines).unwrap_err();
        errors.into_iter().map(|error| error.code).collect()
    }

    #[test]
    fn exactly_one_is_accountable() {
        let (a, r) = (line("accountable", "IT-Leitung"), line("responsible", "Betrieb"));
        assert_eq!(
            read_raci(&[a.clone(), r.clone(), RaciForm::default()])
                .unwrap()
                .len(),
            2
        );
        assert!(read_raci(&[]).unwrap().is_empty());
        assert_eq!(codes(std::slice::from_ref(&r)), ["one_accountable"]);
        assert_eq!(
            codes(&[a.clone(), line("accountable", "Fachbereich"), r.clone()]),
            ["one_accountable"]
        );
        assert_eq!(codes(std::slice::from_ref(&a)), ["nobody_responsible"]);
        assert_eq!(codes(&[a.clone(), r.clone(), r.clone()]), ["twice"]);
        assert_eq!(codes(&[a, r, line("watching", "Hausmeister")]), ["unknown"]);
    }

    #[test]
    fn a_party_is_one_thing() {
        let id = Uuid::nil();
        let party = |party: String, function: &str| RaciForm {
            party,
            ..line("responsible", function)
        };
        let accountable = line("accountable", "IT-Leitung");
        let table = read_raci(&[accountable.clone(), party(format!("contact:{id}"), "")]).unwrap();
        assert_eq!(table[1].party, RaciParty::Contact(ContactId(id)));
        assert_eq!(
            codes(&[accountable.clone(), party(format!("person:{id}"), "Betrieb")]),
            ["one_party", "nobody_responsible"]
        );
        assert_eq!(
            codes(&[accountable, party("person:somebody".to_owned(), "")])[0],
            "unknown_party"
        );
    }

    #[test]
    fn a_matrix_is_read_row_by_row() {
        let cells: Vec<String> = "1 2 3 2 3 4 3 4 5".split(' ').map(str::to_owned).collect();
        assert_eq!(read_matrix(&cells).unwrap(), PriorityMatrix::usual(3));
        assert_eq!(read_matrix(&cells[..8]).unwrap_err()[0].code, "matrix_size");
        assert_eq!(read_matrix(&[]).unwrap_err()[0].code, "matrix_size");
        assert_eq!(
            read_matrix(&["x".to_owned()]).unwrap_err()[0].code,
            "matrix_priority"
        );
    }

    #[test]
    fn services_have_a_name_and_categories_once() {
        let form = ServiceForm {
            name: "ERP".to_owned(),
            categories: "Anwendung, Produktion,, Anwendung".to_owned(),
            ..ServiceForm::default()
        };
        assert_eq!(form.parse(&[]).unwrap().categories, ["Anwendung", "Produktion"]);
        let id = Uuid::nil().to_string();
        assert_eq!(
            form.parse(&[id.clone(), id, String::new()])
                .unwrap()
                .components
                .len(),
            1
        );
        assert_eq!(form.parse(&["x".to_owned()]).unwrap_err()[0].field, "components");
        assert_eq!(ServiceForm::default().parse(&[]).unwrap_err()[0].field, "name");
    }
}
