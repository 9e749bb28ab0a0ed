//! Ways in by a link: invitations, forgotten passwords, new addresses.

mod email;
mod forgot;
mod invitation;
mod reset;

pub use email::ConfirmEmailPage;
pub use forgot::ForgotPage;
pub use invitation::InvitationPage;
pub use reset::ResetPage;
