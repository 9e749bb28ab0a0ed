//! The one source of identifiers: UUIDs of version 7, so that keys follow the order of creation.

use uuid::Uuid;

/// A new identifier.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that mints identifiers"
)]
pub fn new() -> Uuid {
    Uuid::now_v7()
}
