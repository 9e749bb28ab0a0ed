//! Who and what has access to a tenant: people, machines, and the ways in.

mod api_clients;
mod invitations;
mod members;
mod overview;
mod second_factor;
mod sign_in_settings;

pub use members::MemberChange;
pub(crate) use sign_in_settings::CLIENT_SECRET;
