//! Lists as files for spreadsheets: what their pages show, with the same filter in the same order.

use app::i18n::Text;
use axum::Extension;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get};
use documents::{sheet_csv, sheet_xlsx};
use domain::views::{ContractFilter, DeadlineFilter, ListFilter, ServiceFilter, Sheet, SupplierFilter};
use services::{Actor, Error, Services};

use super::AppState;
use super::forms::attachment;
use super::session::Visitor;

/// Every list with the page whose address it continues, as `PAGE.csv` and `PAGE.xlsx`.
pub fn routes() -> [(&'static str, MethodRouter<AppState>); 8] {
    [
        (
            "/contracts.csv",
            get(|from, query| file::<ContractFilter>(from, query, Kind::Csv)),
        ),
        (
            "/contracts.xlsx",
            get(|from, query| file::<ContractFilter>(from, query, Kind::Xlsx)),
        ),
        (
            "/deadlines.csv",
            get(|from, query| file::<DeadlineFilter>(from, query, Kind::Csv)),
        ),
        (
            "/deadlines.xlsx",
            get(|from, query| file::<DeadlineFilter>(from, query, Kind::Xlsx)),
        ),
        (
            "/services.csv",
            get(|from, query| file::<ServiceFilter>(from, query, Kind::Csv)),
        ),
        (
            "/services.xlsx",
            get(|from, query| file::<ServiceFilter>(from, query, Kind::Xlsx)),
        ),
        (
            "/suppliers.csv",
            get(|from, query| file::<SupplierFilter>(from, query, Kind::Csv)),
        ),
        (
            "/suppliers.xlsx",
            get(|from, query| file::<SupplierFilter>(from, query, Kind::Xlsx)),
        ),
    ]
}

#[derive(Clone, Copy)]
enum Kind {
    Csv,
    Xlsx,
}

/// A list that can be written as a table.
trait Listed: ListFilter + Send {
    /// What the actor may see of it.
    fn sheet(
        self,
        services: &Services,
        actor: &Actor,
        text: Text,
    ) -> impl Future<Output = Result<Sheet, Error>> + Send;
}

impl Listed for ContractFilter {
    async fn sheet(self, services: &Services, actor: &Actor, text: Text) -> Result<Sheet, Error> {
        Ok(text.contract_sheet(&services.contracts(actor, &self).await?))
    }
}

impl Listed for DeadlineFilter {
    async fn sheet(self, services: &Services, actor: &Actor, text: Text) -> Result<Sheet, Error> {
        Ok(text.deadline_sheet(&services.deadlines(actor, &self).await?.rows))
    }
}

impl Listed for ServiceFilter {
    async fn sheet(self, services: &Services, actor: &Actor, text: Text) -> Result<Sheet, Error> {
        Ok(text.service_sheet(&services.catalogue(actor, &self).await?))
    }
}

impl Listed for SupplierFilter {
    async fn sheet(self, services: &Services, actor: &Actor, text: Text) -> Result<Sheet, Error> {
        Ok(text.supplier_sheet(&services.suppliers(actor, &self).await?))
    }
}

async fn file<F: Listed>(
    Extension(visitor): Extension<Visitor>,
    RawQuery(query): RawQuery,
    kind: Kind,
) -> Response {
    let Some(actor) = &visitor.actor else {
        return Redirect::to(&format!("/login?next={}", F::PAGE)).into_response();
    };
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(&query.unwrap_or_default()).unwrap_or_default();
    let filter = F::read(&|part| {
        let found = pairs
            .iter()
            .find(|(name, value)| name == part && !value.is_empty());
        found.map(|(_, value)| value.clone())
    });
    let sheet = filter.sheet(&visitor.services, actor, Text(actor.language)).await;
    match sheet.and_then(|sheet| written(&sheet, actor, kind)) {
        Ok((name, media_type, bytes)) => attachment(&name, media_type, bytes),
        Err(Error::Forbidden) => StatusCode::FORBIDDEN.into_response(),
        Err(Error::Invalid(_)) => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn written(sheet: &Sheet, actor: &Actor, kind: Kind) -> Result<(String, &'static str, Vec<u8>), Error> {
    let name = sheet.name.to_lowercase().replace('ä', "ae");
    match kind {
        Kind::Csv => {
            let bytes = sheet_csv(sheet, actor.language).map_err(Error::internal)?;
            Ok((format!("{name}.csv"), "text/csv; charset=utf-8", bytes))
        }
        Kind::Xlsx => {
            let bytes = sheet_xlsx(sheet, actor.language).map_err(Error::internal)?;
            let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            Ok((format!("{name}.xlsx"), media_type, bytes))
        }
    }
}
