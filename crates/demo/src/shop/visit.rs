//! What a handler is given, and how it ends.

use rusqlite::Connection;
use serde_json::Value;

use crate::contract::Input;
use crate::exchange::{Answer, Outcome};
use crate::fault::Fault;
use crate::ids::Ids;
use crate::problem::Problem;

/// One admitted request in the hands of its handler.
pub(super) struct Visit<'a> {
    pub(super) database: &'a Connection,
    pub(super) ids: &'a Ids,
    pub(super) input: &'a Input,
    pub(super) caller: Caller,
    /// Seconds since the shop opened.
    pub(super) uptime: u64,
    pub(super) faulty: bool,
}

/// Who sent the request; row 0 where nobody has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Caller {
    pub(super) user: i64,
    pub(super) admin: bool,
}

/// Why a handler did not come to its regular answer.
#[derive(Debug)]
pub(super) enum Stop {
    Problem(Problem),
    Hang,
    Abort,
}

/// Answers one operation.
pub(super) type Handler = fn(&Visit<'_>) -> Result<Answer, Stop>;

impl Visit<'_> {
    /// Whether this shop has a planted fault.
    pub(super) fn has(&self, _fault: &Fault) -> bool {
        self.faulty
    }

    /// Lets only the administrator pass.
    pub(super) fn admin(&self) -> Result<(), Stop> {
        if self.caller.admin {
            Ok(())
        } else {
            Err(Problem::forbidden().into())
        }
    }

    /// Lets the administrator see everything, and everyone what is their own. What belongs to
    /// others is not there, so that nobody learns that it exists.
    pub(super) fn owner(&self, owner: i64, what: &str) -> Result<(), Stop> {
        if self.caller.admin || self.caller.user == owner {
            Ok(())
        } else {
            Err(Problem::not_found(what).into())
        }
    }

    /// For lists: the owner whose things are shown, or null for everybody's.
    pub(super) fn only_owner(&self) -> Option<i64> {
        (!self.caller.admin).then_some(self.caller.user)
    }
}

impl Stop {
    pub(super) fn outcome(self) -> Outcome {
        match self {
            Stop::Problem(problem) => Outcome::Answer(problem.answer()),
            Stop::Hang => Outcome::Hang,
            Stop::Abort => Outcome::Abort,
        }
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Stop {
        Stop::Problem(problem)
    }
}

/// A database error that no handler expected.
impl From<rusqlite::Error> for Stop {
    fn from(error: rusqlite::Error) -> Stop {
        Stop::Problem(Problem::new(500, format!("Database error: {error}")))
    }
}

/// A stored JSON text as the value that it was.
pub(super) fn stored(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}

/// Whether a statement failed because something must be unique or must exist.
pub(super) fn is_constraint(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation)
}
