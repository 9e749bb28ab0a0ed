//! Readers for the files and messages of foreign systems. They know the domain and nothing of storage: bytes in,
//! facts and row errors out.

pub mod batch;
pub mod facts;
pub mod table;
pub mod tickets;
mod times;
mod workbook;
