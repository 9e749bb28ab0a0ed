//! The administration: who has access, in which role, how people sign in, and what was done.

mod audit;
mod clients;
mod entry;
mod invite;
mod member;
mod members;
mod overview;
mod provider;
mod roles;
mod sign_in;

pub use audit::AuditLogPage;
pub use clients::ApiClientsPage;
pub use members::MembersPage;
pub use overview::SecurityPage;
pub use roles::RolesPage;
pub use sign_in::SignInSettingsPage;
