//! The library of templates, and contracts made from them. A contract remembers template and edition, and its page says
//! when there is a newer one; nothing changes by itself.

mod cloud;
mod hours;

use domain::contract::{ContractKind, PenaltyNature};
use domain::credit::{Caps, Schedule};
use domain::forms::{ContractInput, LengthForm, TargetInput, TemplateForm, TemplateInput};
use domain::ids::{CalendarId, ContractId, ServiceId, SupplierId};
use domain::money::Currency;
use domain::policy::Action;
use domain::sla::target::TargetDefinition;
use domain::time::calendar::CalendarSpec;
use domain::views::{
    Language, PartyChoice, PublishedClause, SupplierKind, TemplateRow, TemplateTarget, TemplateUse,
    TemplateView,
};
use serde_json::json;
use storage::{Calendar, Contract, ContractVersion, Note, TenantTx};
use uuid::Uuid;

use crate::drafting::{self, NewContract};
use crate::portfolio::{local, zone};
use crate::{Actor, Error, Result, Services};

/// A template as the product ships it.
pub struct Template {
    /// Stable short name.
    code: String,
    /// Counts up whenever its terms change.
    edition: i32,
    /// Who published it; empty for our own.
    provider: String,
    /// What it is for.
    title: String,
    /// The clause it reproduces.
    clause_title: String,
    /// Whether level and steps were verified.
    verified: bool,
    /// The currency a contract begins with.
    currency: &'static str,
    /// Credits up to this amount are not paid, in the currency that the clause names.
    minimum: Option<(Currency, i64)>,
    /// The zone of its periods; `None` for the tenant's.
    time_zone: Option<&'static str>,
    /// The promised level.
    threshold_ppm: i64,
    /// Its targets; none where no schedule of ours says what the clause says.
    parts: Vec<TemplatePart>,
    /// What was published.
    clause: Option<PublishedClause>,
}

/// A target of a template.
pub struct TemplatePart {
    /// Its name.
    name: &'static str,
    /// Name of its service hours, where the tenant has none like them.
    calendar: &'static str,
    /// Its service hours.
    spec: CalendarSpec,
    /// Its terms.
    definition: TargetDefinition,
}

fn library() -> impl Iterator<Item = &'static Template> {
    hours::TEMPLATES.iter().chain(cloud::TEMPLATES.iter())
}

fn find(code: &str) -> Option<&'static Template> {
    library().find(|template| template.code == code)
}

/// The edition of a template today; `None` once it is no longer shipped.
pub fn edition(code: &str) -> Option<i32> {
    find(code).map(|template| template.edition)
}

impl Template {
    fn row(&self) -> TemplateRow {
        let first = self.parts.first();
        let tiers = match first.map(|part| &part.definition.schedule) {
            Some(Schedule::TieredStep { tiers }) => tiers.clone(),
            _ => Vec::new(),
        };
        TemplateRow {
            code: self.code.clone(),
            edition: self.edition,
            provider: self.provider.clone(),
            title: self.title.clone(),
            clause: self.clause_title.clone(),
            verified: self.verified,
            threshold_ppm: self.threshold_ppm,
            usable: !self.parts.is_empty(),
            tiers,
        }
    }

    /// A target's terms in a contract's currency: a minimum in another one would be another amount.
    fn definition(&self, part: &TemplatePart, currency: Currency) -> TargetDefinition {
        let minimum = self.minimum.filter(|(named, _)| *named == currency);
        TargetDefinition {
            caps: Caps {
                minimum_exclusive_minor: minimum.map(|(_, minor)| minor),
                ..part.definition.caps
            },
            ..part.definition.clone()
        }
    }
}

impl Services {
    /// The library, own templates first.
    pub async fn templates(&self, actor: &Actor) -> Result<Vec<TemplateRow>> {
        drop(
            self.db
                .read(actor, Action::ContractWrite, self.clock.now())
                .await?,
        );
        Ok(library().map(Template::row).collect())
    }

    /// A template with everything known of it, and the form to make a contract from it.
    ///
    /// # Errors
    /// `NotFound` for a code that nobody ships.
    pub async fn template(&self, actor: &Actor, code: &str) -> Result<TemplateView> {
        let now = self.clock.now();
        let tx = self.db.read(actor, Action::ContractWrite, now).await?;
        let template = find(code).ok_or(Error::NotFound)?;
        let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
        let currency = Currency::parse(template.currency).unwrap_or(Currency::EUR);
        let suppliers = tx.suppliers().await?.into_iter().map(|row| {
            Ok(PartyChoice {
                id: SupplierId(row.id),
                kind: SupplierKind::parse(&row.kind).ok_or(Error::Internal)?,
                name: row.name,
            })
        });
        let suppliers: Vec<_> = suppliers.collect::<Result<_>>()?;
        let contracts = tx.contracts().await?.into_iter();
        let used_by = contracts
            .filter(|contract| contract.template_code.as_deref() == Some(code))
            .map(|contract| TemplateUse {
                contract_id: ContractId(contract.id),
                number: contract.number,
                title: contract.title,
                edition: contract.template_edition.unwrap_or_default(),
            });
        let today = local(now, zone(&tenant.time_zone)?).date();
        let services = tx.services().await?.into_iter();
        Ok(TemplateView {
            row: template.row(),
            targets: template
                .parts
                .iter()
                .map(|part| TemplateTarget {
                    name: part.name.to_owned(),
                    calendar: part.calendar.to_owned(),
                    definition: template.definition(part, currency),
                })
                .collect(),
            clause: template.clause.clone(),
            used_by: used_by.collect(),
            form: blank(template, &suppliers, today),
            suppliers: suppliers
                .into_iter()
                .filter(|party| !matches!(party.kind, SupplierKind::Business | SupplierKind::InternalTeam))
                .collect(),
            services: services.map(|row| (ServiceId(row.id), row.name)).collect(),
        })
    }

    /// Makes a draft contract from a template: terms, targets, service hours. It can be changed before it comes into force.
    ///
    /// # Errors
    /// `NotFound` for a code that nobody ships, `Conflict` for a clause that no target can express, `Invalid` for the form.
    pub async fn contract_from_template(
        &self,
        actor: &Actor,
        code: &str,
        form: &TemplateForm,
    ) -> Result<NewContract> {
        let template = find(code).ok_or(Error::NotFound)?;
        if template.parts.is_empty() {
            return Err(Error::Conflict("template_not_usable"));
        }
        let input = form.parse().map_err(Error::Invalid)?;
        let tx = self
            .db
            .open(actor, Action::ContractWrite, self.clock.now())
            .await?;
        let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
        let contract = master_data(template, &input, &tenant);
        drafting::check_parties(&tx, &contract).await?;
        let row = drafting::insert_contract(&tx, &contract, Some((code, template.edition))).await?;
        terms(&tx, &row, &input).await?;
        for part in &template.parts {
            let target = TargetInput {
                name: part.name.to_owned(),
                service_id: input.service_id,
                calendar_id: CalendarId(calendar(&tx, part).await?),
                definition: template.definition(part, input.currency),
            };
            drafting::insert_target(&tx, &row, &target).await?;
        }
        let id = ContractId(row.id);
        let detail = json!({ "number": row.number, "template": code, "edition": template.edition });
        tx.save(Note::new("contract", id).with(detail)).await?;
        Ok(NewContract { id, revision: 1 })
    }
}

fn blank(template: &Template, suppliers: &[PartyChoice], today: chrono::NaiveDate) -> TemplateForm {
    // "Azure" finds "Microsoft Azure".
    let provider = template.provider.to_lowercase();
    let named = |party: &&PartyChoice| !provider.is_empty() && party.name.to_lowercase().contains(&provider);
    let (count, unit, to) = if template.clause.is_some() {
        ("30", "day", "any_day")
    } else {
        ("3", "month", "quarter_end")
    };
    TemplateForm {
        title: template.title.clone(),
        supplier_id: suppliers
            .iter()
            .find(named)
            .map(|party| party.id.to_string())
            .unwrap_or_default(),
        starts_on: today.format("%d.%m.%Y").to_string(),
        currency: template.currency.to_owned(),
        notice: LengthForm {
            count: count.to_owned(),
            unit: unit.to_owned(),
        },
        notice_to: to.to_owned(),
        ..TemplateForm::default()
    }
}

fn master_data(template: &Template, input: &TemplateInput, tenant: &storage::Tenant) -> ContractInput {
    let nature = if template.clause.is_some() {
        PenaltyNature::ServiceCredit
    } else {
        PenaltyNature::MalusBonus
    };
    ContractInput {
        number: input.number.clone(),
        title: input.title.clone(),
        kind: ContractKind::Uc,
        supplier_id: input.supplier_id,
        owner_id: None,
        currency: input.currency,
        time_zone: template
            .time_zone
            .map_or_else(|| tenant.time_zone.clone(), str::to_owned),
        starts_on: input.starts_on,
        language: Language::parse(&tenant.language).unwrap_or_default(),
        cost_centre: None,
        governing_law: None,
        penalty_nature: Some(nature),
        clause_source: template.clause.as_ref().map(|clause| clause.source.clone()),
        tags: Vec::new(),
    }
}

/// Fills the first version.
async fn terms(tx: &TenantTx, contract: &Contract, input: &TemplateInput) -> Result<()> {
    let draft = tx.draft_version(contract.id).await?.ok_or(Error::Internal)?;
    tx.update_draft_version(ContractVersion {
        monthly_fee_minor: input.monthly_fee_minor,
        term: Some(serde_json::to_value(input.term).map_err(Error::internal)?),
        ..draft
    })
    .await?;
    Ok(())
}

/// Service hours like those of the template: the tenant's own where there are such, else new ones.
async fn calendar(tx: &TenantTx, part: &TemplatePart) -> Result<Uuid> {
    let known = tx.calendars().await?;
    for row in &known {
        let spec: CalendarSpec = serde_json::from_value(row.spec.clone()).map_err(Error::internal)?;
        if spec == part.spec {
            return Ok(row.id);
        }
    }
    // The name may be taken by other hours.
    let free = |name: &String| known.iter().all(|row| row.name != *name);
    let names =
        std::iter::once(part.calendar.to_owned()).chain((2..).map(|n| format!("{} ({n})", part.calendar)));
    let name = names
        .take(100)
        .find(free)
        .ok_or(Error::Conflict("calendar_names"))?;
    let id = storage::ids::new();
    tx.insert_calendar(Calendar {
        tenant_id: tx.actor().tenant_id,
        id,
        name,
        description: String::new(),
        spec: serde_json::to_value(&part.spec).map_err(Error::internal)?,
        reasons: json!({}),
        revision: 1,
        created_at: tx.now(),
    })
    .await?;
    Ok(id)
}
