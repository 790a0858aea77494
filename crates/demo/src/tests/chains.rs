//! Each step of a chain is refused before the one ahead of it, and then passes once.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::call::{Call, Reply, get, post};
use super::conform::Judge;
use super::target::{Direct, Target};
use crate::{App, chains};

struct Walker {
    target: Direct,
    judge: Judge,
    covered: BTreeSet<String>,
}

impl Walker {
    fn new() -> Walker {
        Walker {
            target: Direct::to(App::Chains),
            judge: Judge::new(App::Chains),
            covered: BTreeSet::new(),
        }
    }

    /// The answer, which must have this status and be as declared.
    fn go(&mut self, call: Call, status: u16) -> Reply {
        let (_, token) = chains::CREDENTIALS.split_once(": ").unwrap();
        let call = call.anonymous().header("authorization", token);
        let reply = self.target.send(&call).unwrap();
        let told = format!("{} {}: {}", call.method, call.target, reply.text());
        assert_eq!(reply.status, status, "{told}");
        assert_eq!(self.judge.faults(&call, &reply), [""; 0], "{told}");
        if status < 300 {
            self.covered.extend(self.judge.operation_id(&call));
        }
        reply
    }

    /// Each step must be refused while it is not its turn: before the one ahead of it, and after
    /// itself.
    fn steps(&mut self, base: &str, steps: &[(&str, Value, u16)]) {
        let step =
            |(path, body, _): &(&str, Value, u16)| post(format!("{base}{path}"), body.clone());
        for (at, this) in steps.iter().enumerate() {
            for later in &steps[at + 1..] {
                self.go(step(later), 409);
            }
            self.go(step(this), this.2);
        }
        for each in steps {
            self.go(step(each), 409);
        }
    }
}

fn claims(walker: &mut Walker) {
    let adjusters = walker.go(get("/adjusters"), 200).json();
    let adjuster = adjusters["adjusters"][1]["id"].clone();
    let claim = json!({
        "policy_number": "P-440213", "incident_date": "2026-10-30", "description": "Hail",
    });
    let claim = walker.go(post("/claims", claim), 201).id("id");
    let base = format!("/claims/{claim}");
    let nothing = json!({});
    walker.go(post(format!("{base}/submit"), nothing.clone()), 409);
    let item = json!({"label": "Roof", "amount": 900});
    walker.go(post(format!("{base}/items"), item), 201);
    walker.steps(
        &base,
        &[
            ("/submit", nothing.clone(), 200),
            ("/assignment", json!({"adjuster_id": adjuster}), 200),
            ("/approval", json!({"approved_amount": 850}), 200),
            ("/payments", json!({"iban": "GB33BUKB20201555555555"}), 201),
        ],
    );
    let close = || post(format!("{base}/close"), json!({}));
    walker.go(close(), 409);
    // The payment's id was in an answer that `steps` kept for itself, so there is another claim.
    let (base, payment) = paid(walker, &adjuster);
    let release = || post(format!("{base}/payments/{payment}/release"), json!({}));
    let close = || post(format!("{base}/close"), json!({}));
    walker.go(close(), 409);
    walker.go(release(), 200);
    walker.go(release(), 409);
    walker.go(close(), 200);
    walker.go(close(), 409);
    assert_eq!(walker.go(get(base), 200).json()["status"], "closed");
}

/// A claim with a scheduled payment, and the payment's id.
fn paid(walker: &mut Walker, adjuster: &Value) -> (String, String) {
    let claim = json!({
        "policy_number": "P-440214", "incident_date": "2026-10-31", "description": "Storm",
    });
    let claim = walker.go(post("/claims", claim), 201).id("id");
    let base = format!("/claims/{claim}");
    let item = json!({"label": "Fence", "amount": 300});
    walker.go(post(format!("{base}/items"), item), 201);
    walker.go(post(format!("{base}/submit"), json!({})), 200);
    let wrong = json!({"adjuster_id": "nobody"});
    walker.go(post(format!("{base}/assignment"), wrong), 422);
    let right = json!({"adjuster_id": adjuster});
    walker.go(post(format!("{base}/assignment"), right), 200);
    let approve = |amount: u32| {
        post(
            format!("{base}/approval"),
            json!({"approved_amount": amount}),
        )
    };
    walker.go(approve(301), 422);
    walker.go(approve(300), 200);
    let iban = json!({"iban": "GB33BUKB20201555555555"});
    let payment = walker.go(post(format!("{base}/payments"), iban), 201);
    (base, payment.id("id"))
}

fn manuscripts(walker: &mut Walker) {
    let made = walker.go(post("/manuscripts", json!({"title": "Tides"})), 201);
    let base = format!("/manuscripts/{}", made.id("id"));
    let version = || post(format!("{base}/versions"), json!({"text": "It was late."}));
    let review = |number: u32| post(format!("{base}/versions/{number}/reviews"), json!({}));
    let verdict = |id: &str, verdict: &str| {
        let body = json!({"verdict": verdict});
        post(format!("{base}/reviews/{id}/verdict"), body)
    };
    let publish = || post(format!("{base}/publication"), json!({}));
    let archive = || post(format!("{base}/archive"), json!({}));
    walker.go(review(1), 404);
    walker.go(version(), 201);
    walker.go(publish(), 409);
    let first = walker.go(review(1), 201).id("id");
    walker.go(review(1), 409);
    walker.go(verdict(&first, "revise"), 200);
    walker.go(verdict(&first, "accept"), 404);
    walker.go(version(), 201);
    walker.go(review(1), 409);
    let second = walker.go(review(2), 201).id("id");
    walker.go(verdict(&second, "accept"), 200);
    walker.go(version(), 409);
    walker.go(archive(), 409);
    walker.go(publish(), 200);
    walker.go(publish(), 409);
    walker.go(archive(), 200);
    walker.go(archive(), 409);
}

#[test]
fn every_step_has_its_turn_and_every_operation_can_succeed() {
    let mut walker = Walker::new();
    claims(&mut walker);
    manuscripts(&mut walker);
    let all: BTreeSet<String> = walker.judge.operation_ids().into_iter().collect();
    assert_eq!(walker.covered, all);
}
