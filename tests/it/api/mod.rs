//! `/api/v1`

mod targets;
mod tenants;
