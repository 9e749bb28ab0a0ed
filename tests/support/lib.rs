//! What the acceptance tests stand on: the real binary, real databases and real peers, each started by
//! the test that needs it and gone when it ends.

pub mod clients;
pub mod instance;
pub mod naive;
pub mod oidc;
pub mod places;
pub mod postgres;
pub mod rows;
pub mod smtp;
pub mod wire;

pub use clients::{Machine, Session};
pub use instance::Instance;
