//! The component set: what pages are made of. Looks come from `style/`, state from `data-status`.

mod account;
pub mod chart;
mod empty;
pub mod form;
mod frame;
mod heat;
mod icon;
mod load;
mod panel;
mod query_form;
mod rail;
pub mod status;
pub mod table;
mod target_cells;
mod tiers;

pub use empty::Empty;
pub use frame::{Crumb, Frame};
pub use heat::{Heat, HeatMonths};
pub use icon::{Brand, Icon, IconName, StateIcon};
pub use load::{Loaded, viewer_resource};
pub use panel::{Fact, PageHead, Panel, Stat};
pub use query_form::QueryForm;
pub use rail::Shell;
pub use status::{Badge, CountShare, CountsText, State, Tone};
pub use table::{Cell, Column, RowHead, Table};
pub use target_cells::{Budget, Credit, Direction, Reached, downtime_seconds};
pub use tiers::Tiers;
