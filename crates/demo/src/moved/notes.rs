//! Hinders: a prefix that is not the one that the document names.

use serde_json::{Value, json};

use crate::error::Error;
use crate::exchange::{Answer, Outcome, Request, Service};
use crate::problem::Problem;
use crate::shelf::Shelf;
use crate::stage::{Row, Stage, Visit};

/// The document, which says `/api/v1`.
pub(crate) const SPEC: &str = include_str!("openapi.yaml");
/// Where the API is.
const PREFIX: &str = "/api/v2";
/// The most notes that a list shows.
const LISTED: usize = 50;

type Notes = Shelf<Value>;

/// The API at its place.
pub(crate) struct Moved(Stage<Notes>);

impl Moved {
    /// Opens the API.
    pub(crate) fn open() -> Result<Moved, Error> {
        Ok(Moved(Stage::open(SPEC, ROWS)?))
    }
}

impl Service for Moved {
    fn answer(&self, request: &Request) -> Outcome {
        let path = request.path.strip_prefix(PREFIX);
        let Some(path) = path.filter(|path| path.starts_with('/')) else {
            return Outcome::Answer(Answer::json(404, &json!({"detail": "Not Found"})));
        };
        self.0.answer(&Request {
            method: request.method.clone(),
            path: path.to_owned(),
            query: request.query.clone(),
            headers: request.headers.clone(),
            body: request.body.clone(),
            too_large: request.too_large,
        })
    }
}

const ROWS: &[Row<Notes>] = &[
    row("listNotes", list),
    row("createNote", create),
    row("getNote", get),
];

const fn row(id: &'static str, handler: crate::stage::Handler<Notes>) -> Row<Notes> {
    Row {
        id,
        guard: |_, _| Ok(()),
        handler,
        style: Problem::answer,
        as_declared: true,
    }
}

/// `GET /notes`
fn list(notes: &mut Notes, _: &Visit<'_>) -> Result<Answer, Problem> {
    let notes: Vec<&Value> = notes.newest().map(|(_, note)| note).take(LISTED).collect();
    Ok(Answer::json(200, &json!({"notes": notes})))
}

/// `POST /notes`
fn create(notes: &mut Notes, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let id = visit.ids.uuid();
    let note = json!({"id": id, "text": visit.input.string("text")});
    notes.put(id, note.clone());
    Ok(Answer::json(201, &note))
}

/// `GET /notes/{noteId}`
fn get(notes: &mut Notes, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let found = notes.get(&visit.input.uuid("noteId"));
    let found = found.ok_or_else(|| Problem::not_found("note"))?;
    Ok(Answer::json(200, found))
}
