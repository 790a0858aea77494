//! Manuscripts, from the first version over reviews to the archive.

use serde_json::{Value, json};

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

/// How far a manuscript has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    Draft,
    Accepted,
    Rejected,
    Published,
    Archived,
}

impl Stand {
    fn name(self) -> &'static str {
        match self {
            Stand::Draft => "draft",
            Stand::Accepted => "accepted",
            Stand::Rejected => "rejected",
            Stand::Published => "published",
            Stand::Archived => "archived",
        }
    }
}

/// A manuscript.
#[derive(Debug)]
pub(super) struct Manuscript {
    title: Value,
    stand: Stand,
    /// How many versions there are: they are numbered from one.
    versions: i64,
    /// The review that is under way, of the newest version.
    review: Option<String>,
}

impl Manuscript {
    fn shown(&self, id: &str) -> Value {
        json!({
            "id": id,
            "title": self.title,
            "status": self.stand.name(),
            "versions": self.versions,
        })
    }

    fn must_be(&self, wanted: Stand, what: &str) -> Result<(), Problem> {
        if self.stand == wanted {
            return Ok(());
        }
        let found = self.stand.name();
        Err(Problem::conflict(format!(
            "The manuscript is {found} and cannot be {what}: it must be {} first.",
            wanted.name()
        )))
    }
}

fn find<'a>(
    state: &'a mut State,
    visit: &Visit<'_>,
) -> Result<(String, &'a mut Manuscript), Problem> {
    let id = visit.input.uuid("manuscriptId");
    let found = state.manuscripts.get_mut(&id);
    Ok((id, found.ok_or_else(|| Problem::not_found("manuscript"))?))
}

/// `POST /manuscripts`
pub(super) fn create(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let id = visit.ids.uuid();
    let manuscript = Manuscript {
        title: visit.input.property("title").clone(),
        stand: Stand::Draft,
        versions: 0,
        review: None,
    };
    let answer = Answer::json(201, &manuscript.shown(&id));
    state.manuscripts.put(id, manuscript);
    Ok(answer)
}

/// `POST /manuscripts/{manuscriptId}/versions`
pub(super) fn add_version(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (_, manuscript) = find(state, visit)?;
    manuscript.must_be(Stand::Draft, "changed")?;
    manuscript.versions = manuscript.versions.saturating_add(1);
    manuscript.review = None;
    let words = visit.input.string("text").split_whitespace().count();
    let body = json!({"number": manuscript.versions, "words": words});
    Ok(Answer::json(201, &body))
}

/// `POST /manuscripts/{manuscriptId}/versions/{number}/reviews`
pub(super) fn request_review(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (_, manuscript) = find(state, visit)?;
    let number = visit.input.integer("number").unwrap_or(0);
    if number > manuscript.versions {
        return Err(Problem::not_found("version"));
    }
    manuscript.must_be(Stand::Draft, "reviewed")?;
    if number < manuscript.versions {
        return Err(Problem::conflict("There is a newer version."));
    }
    if manuscript.review.is_some() {
        return Err(Problem::conflict("A review is already under way."));
    }
    let id = visit.ids.uuid();
    manuscript.review = Some(id.clone());
    let body = json!({"id": id, "version": number, "status": "open"});
    Ok(Answer::json(201, &body))
}

/// `POST /manuscripts/{manuscriptId}/reviews/{reviewId}/verdict`
pub(super) fn decide(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (id, manuscript) = find(state, visit)?;
    if manuscript.review.as_deref() != Some(visit.input.uuid("reviewId").as_str()) {
        return Err(Problem::not_found("review that is open"));
    }
    manuscript.review = None;
    manuscript.stand = match visit.input.string("verdict") {
        "accept" => Stand::Accepted,
        "reject" => Stand::Rejected,
        // Only a new version can be reviewed anew.
        _ => Stand::Draft,
    };
    Ok(Answer::json(200, &manuscript.shown(&id)))
}

/// `POST /manuscripts/{manuscriptId}/publication`
pub(super) fn publish(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (id, manuscript) = find(state, visit)?;
    manuscript.must_be(Stand::Accepted, "published")?;
    manuscript.stand = Stand::Published;
    Ok(Answer::json(200, &manuscript.shown(&id)))
}

/// `POST /manuscripts/{manuscriptId}/archive`
pub(super) fn archive(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (id, manuscript) = find(state, visit)?;
    manuscript.must_be(Stand::Published, "archived")?;
    manuscript.stand = Stand::Archived;
    Ok(Answer::json(200, &manuscript.shown(&id)))
}
