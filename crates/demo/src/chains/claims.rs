//! Claims, from the draft to the approval.

use serde_json::{Value, json};

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

/// How far a claim has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    Draft,
    Submitted,
    UnderReview,
    Approved,
    PaymentScheduled,
    Paid,
    Closed,
}

impl Stand {
    fn name(self) -> &'static str {
        match self {
            Stand::Draft => "draft",
            Stand::Submitted => "submitted",
            Stand::UnderReview => "under_review",
            Stand::Approved => "approved",
            Stand::PaymentScheduled => "payment_scheduled",
            Stand::Paid => "paid",
            Stand::Closed => "closed",
        }
    }
}

/// A claim.
#[derive(Debug)]
pub(super) struct Claim {
    told: Value,
    pub(super) stand: Stand,
    items: Vec<Value>,
    total: f64,
    adjuster: Option<&'static str>,
    pub(super) approved: Option<f64>,
    pub(super) payment: Option<String>,
}

/// The most items of one claim.
const MOST_ITEMS: usize = 100;
/// Ids and names of the adjusters.
const ADJUSTERS: [(&str, &str); 3] = [
    ("ADJ-2210", "Ana Flores"),
    ("ADJ-2217", "Tomas Reed"),
    ("ADJ-2304", "Mei Sato"),
];

impl Claim {
    /// The claim as answers show it.
    pub(super) fn shown(&self, id: &str) -> Value {
        let mut shown = self.told.clone();
        shown["id"] = json!(id);
        shown["status"] = json!(self.stand.name());
        shown["items"] = json!(self.items);
        shown["total"] = json!(self.total);
        shown["adjuster_id"] = json!(self.adjuster);
        shown["approved_amount"] = json!(self.approved);
        shown
    }

    /// Refuses a claim that does not stand where it must for something.
    pub(super) fn must_be(&self, wanted: Stand, what: &str) -> Result<(), Problem> {
        if self.stand == wanted {
            return Ok(());
        }
        let (wanted, found) = (wanted.name(), self.stand.name());
        Err(Problem::conflict(format!(
            "Only a claim with status {wanted} can be {what}; this one has status {found}."
        )))
    }
}

/// The claim of the path, with its id.
pub(super) fn find<'a>(
    state: &'a mut State,
    visit: &Visit<'_>,
) -> Result<(String, &'a mut Claim), Problem> {
    let id = visit.input.uuid("claimId");
    let claim = state.claims.get_mut(&id);
    Ok((id, claim.ok_or_else(|| Problem::not_found("claim"))?))
}

/// `GET /adjusters`
pub(super) fn adjusters(_: &mut State, _: &Visit<'_>) -> Result<Answer, Problem> {
    let all: Vec<Value> = ADJUSTERS
        .iter()
        .map(|(id, name)| json!({"id": id, "name": name}))
        .collect();
    Ok(Answer::json(200, &json!({"adjusters": all})))
}

/// `POST /claims`
pub(super) fn create(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let input = visit.input;
    let claim = Claim {
        told: json!({
            "policy_number": input.property("policy_number"),
            "incident_date": input.property("incident_date"),
            "description": input.property("description"),
        }),
        stand: Stand::Draft,
        items: Vec::new(),
        total: 0.0,
        adjuster: None,
        approved: None,
        payment: None,
    };
    let id = visit.ids.uuid();
    let answer = Answer::json(201, &claim.shown(&id));
    let place = format!("/claims/{id}");
    state.claims.put(id, claim);
    Ok(answer.with("location", place))
}

/// `GET /claims/{claimId}`
pub(super) fn get(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (id, claim) = find(state, visit)?;
    Ok(Answer::json(200, &claim.shown(&id)))
}

/// `POST /claims/{claimId}/items`
pub(super) fn add_item(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (id, claim) = find(state, visit)?;
    claim.must_be(Stand::Draft, "changed")?;
    if claim.items.len() >= MOST_ITEMS {
        return Err(Problem::conflict("The claim has as many items as it may."));
    }
    let amount = visit.input.property("amount").as_f64().unwrap_or(0.0);
    let label = visit.input.property("label");
    claim.items.push(json!({"label": label, "amount": amount}));
    claim.total += amount;
    Ok(Answer::json(201, &claim.shown(&id)))
}

/// `POST /claims/{claimId}/submit`
pub(super) fn submit(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (id, claim) = find(state, visit)?;
    claim.must_be(Stand::Draft, "submitted")?;
    if claim.items.is_empty() {
        return Err(Problem::conflict(
            "A claim needs at least one item before it can be submitted.",
        ));
    }
    claim.stand = Stand::Submitted;
    Ok(Answer::json(200, &claim.shown(&id)))
}

/// `POST /claims/{claimId}/assignment`
pub(super) fn assign(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (id, claim) = find(state, visit)?;
    let wanted = visit.input.string("adjuster_id");
    let found = ADJUSTERS.iter().find(|(id, _)| *id == wanted);
    let Some((adjuster, _)) = found else {
        let message = "does not name an adjuster";
        return Err(Problem::blame(422, "body", "adjuster_id", message));
    };
    claim.must_be(Stand::Submitted, "assigned")?;
    claim.adjuster = Some(adjuster);
    claim.stand = Stand::UnderReview;
    Ok(Answer::json(200, &claim.shown(&id)))
}

/// `POST /claims/{claimId}/approval`
pub(super) fn approve(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (id, claim) = find(state, visit)?;
    claim.must_be(Stand::UnderReview, "approved")?;
    let amount = visit.input.property("approved_amount").as_f64();
    let amount = amount.unwrap_or(0.0);
    if amount > claim.total {
        let message = format!("must not be more than the total of {}", claim.total);
        return Err(Problem::blame(422, "body", "approved_amount", message));
    }
    claim.approved = Some(amount);
    claim.stand = Stand::Approved;
    Ok(Answer::json(200, &claim.shown(&id)))
}
