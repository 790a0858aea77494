//! One command a file.

mod campaigns;
mod demo;
mod dependencies;
mod describe;
mod diagnose;
mod explain;
mod facts;
mod run;
mod stored;

pub(crate) use campaigns::campaigns;
pub(crate) use demo::demo;
pub(crate) use describe::describe;
pub(crate) use diagnose::diagnose;
pub(crate) use explain::explain;
pub(crate) use run::run;
