//! One worker on one job: makes its cases, sends them, and looks at the answers.

mod make;
mod reread;
mod seen;
mod standstill;
mod sweep;
mod undo;
mod vary;
mod watch;
mod work;

pub(crate) use seen::note;
pub(crate) use standstill::stands_still;
pub(crate) use vary::REQUESTS as VARIED;
pub(crate) use work::work;
