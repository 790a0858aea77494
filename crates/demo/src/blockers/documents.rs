//! Hinders: an optimistic lock: who changes a thing must name the version that they have seen.

use serde_json::{Value, json};

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

/// A document as it stands.
pub(super) struct Document {
    title: String,
    text: String,
    version: u64,
}

impl Document {
    fn answer(&self, status: u16, id: &str) -> Answer {
        let body = json!({"id": id, "title": self.title, "text": self.text});
        Answer::json(status, &body).with("etag", self.tag())
    }

    fn tag(&self) -> String {
        format!("\"v{}\"", self.version)
    }
}

fn text(body: &Value, name: &str) -> String {
    body[name].as_str().unwrap_or_default().to_owned()
}

/// `POST /documents`
pub(super) fn create(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let id = visit.ids.uuid();
    let document = Document {
        title: text(&visit.input.body, "title"),
        text: text(&visit.input.body, "text"),
        version: 1,
    };
    let answer = document.answer(201, &id);
    state.documents.put(id, document);
    Ok(answer)
}

/// `GET /documents/{documentId}`
pub(super) fn get(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let id = visit.input.uuid("documentId");
    let found = state.documents.get(&id);
    let found = found.ok_or_else(|| Problem::not_found("document"))?;
    Ok(found.answer(200, &id))
}

/// The document of the path, if the request names its version (RFC 9110 13.1.1, RFC 6585 section 3).
fn locked<'a>(state: &'a mut State, visit: &Visit<'_>) -> Result<&'a mut Document, Problem> {
    let id = visit.input.uuid("documentId");
    let found = state.documents.get_mut(&id);
    let found = found.ok_or_else(|| Problem::not_found("document"))?;
    let seen = visit.header("if-match").ok_or_else(|| {
        let detail = "This request is required to be conditional; try using If-Match.";
        Problem::new(428, detail)
    })?;
    let is_current = seen.split(',').any(|tag| tag.trim() == found.tag());
    if is_current || seen.trim() == "*" {
        return Ok(found);
    }
    let detail = "The document has changed: the ETag given in If-Match does not match.";
    Err(Problem::new(412, detail))
}

/// `PUT /documents/{documentId}`
pub(super) fn replace(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let document = locked(state, visit)?;
    document.title = text(&visit.input.body, "title");
    document.text = text(&visit.input.body, "text");
    document.version += 1;
    Ok(document.answer(200, &visit.input.uuid("documentId")))
}

/// `DELETE /documents/{documentId}`
pub(super) fn delete(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    locked(state, visit)?;
    state.documents.remove(&visit.input.uuid("documentId"));
    Ok(Answer::empty(204))
}
