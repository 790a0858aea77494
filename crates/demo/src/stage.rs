//! An app that keeps its state in memory: its document finds and checks a request, a table names
//! who guards, who handles, and in which style an operation refuses.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::contract::{Contract, Input};
use crate::error::Error;
use crate::exchange::{Answer, Outcome, Request, Service};
use crate::ids::Ids;
use crate::problem::Problem;

/// One admitted request in the hands of its handler.
pub(crate) struct Visit<'a> {
    pub(crate) request: &'a Request,
    pub(crate) input: &'a Input,
    pub(crate) ids: &'a Ids,
}

/// Answers one operation. What it refuses it leaves as it was.
pub(crate) type Handler<S> = fn(&mut S, &Visit<'_>) -> Result<Answer, Problem>;
/// Says whether the sender may come in, before anything of the request is looked at.
pub(crate) type Guard<S> = fn(&mut S, &Request) -> Result<(), Problem>;
/// Writes a refusal.
pub(crate) type Style = fn(&Problem) -> Answer;

/// Who answers an operation, and how.
pub(crate) struct Row<S: 'static> {
    /// The operation's id.
    pub(crate) id: &'static str,
    pub(crate) guard: Guard<S>,
    pub(crate) handler: Handler<S>,
    pub(crate) style: Style,
    /// Whether requests must be what the document says; if not, the handler sees to it.
    pub(crate) as_declared: bool,
}

/// An app with its state.
pub(crate) struct Stage<S: 'static> {
    contract: Contract,
    rows: HashMap<&'static str, &'static Row<S>>,
    state: Mutex<S>,
    ids: Ids,
}

impl<S: Default> Stage<S> {
    /// Opens an app of a document and the table of its operations.
    ///
    /// # Errors
    /// [`Error::Document`], also where an operation has no row.
    pub(crate) fn open(spec: &str, rows: &'static [Row<S>]) -> Result<Stage<S>, Error> {
        let contract = Contract::new(spec, &[])?;
        let rows: HashMap<_, _> = rows.iter().map(|row| (row.id, row)).collect();
        if let Some(id) = contract.operation_ids().find(|id| !rows.contains_key(id)) {
            return Err(Error::Document(format!("nothing handles {id}")));
        }
        Ok(Stage {
            contract,
            rows,
            state: Mutex::default(),
            ids: Ids::default(),
        })
    }

    fn handle(&self, request: &Request) -> Answer {
        let found = match self.contract.find(request) {
            Ok(found) => found,
            Err(problem) => return problem.answer(),
        };
        let row = self.rows[found.operation.id.as_str()];
        // One request at a time; a poisoned state is as good as any, for handlers refuse first.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = (row.guard)(&mut state, request).and_then(|()| {
            let input = match row.as_declared {
                true => self.contract.admit(&found, request)?,
                false => Input::default(),
            };
            let visit = Visit {
                request,
                input: &input,
                ids: &self.ids,
            };
            (row.handler)(&mut state, &visit)
        });
        answer.unwrap_or_else(|problem| (row.style)(&problem))
    }
}

impl<S: Default + Send> Service for Stage<S> {
    fn answer(&self, request: &Request) -> Outcome {
        Outcome::Answer(self.handle(request))
    }
}

impl Visit<'_> {
    /// A header's value, if it is there and text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        header(self.request, name)
    }
}

/// A header's value, if it is there and text.
pub(crate) fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers.get(name)?.to_str().ok()
}

/// The token of an `Authorization: Bearer` header (RFC 6750 section 2.1).
pub(crate) fn bearer(request: &Request) -> Option<&str> {
    let (scheme, token) = header(request, "authorization")?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}
