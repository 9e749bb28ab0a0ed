//! The product from outside: the real binary, asked as people and machines ask it. Folders mirror the addresses.

mod access;
mod api;
mod claims;
mod defence;
mod demo;
mod escalations;
mod evidence;
mod imports;
mod intake;
mod lint_gdpr;
mod lists;
mod login;
mod oidc;
mod operation;
mod walls;
