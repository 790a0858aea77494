//! Hinders: twenty requests, and then a pause that the answer names.

use std::time::{Duration, Instant};

use serde_json::json;

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

/// How many requests a window lets through.
const REQUESTS: u32 = 20;
/// How long a window is.
const WINDOW: Duration = Duration::from_secs(2);

/// The requests of this window.
#[derive(Default)]
pub(super) struct Geocoder {
    began: Option<Instant>,
    requests: u32,
}

impl Geocoder {
    pub(super) fn admit(&mut self) -> Result<(), Problem> {
        let now = Instant::now();
        let began = match self.began {
            Some(began) if now.duration_since(began) < WINDOW => began,
            _ => {
                self.requests = 0;
                *self.began.insert(now)
            }
        };
        self.requests = self.requests.saturating_add(1);
        if self.requests <= REQUESTS {
            return Ok(());
        }
        let left = WINDOW.saturating_sub(now.duration_since(began));
        let problem = Problem::new(429, "API rate limit exceeded");
        Err(problem.with("retry-after", left.as_secs() + 1))
    }
}

/// `GET /geocode`
pub(super) fn search(_: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let place = json!({"placeId": "gp_3041563", "label": visit.input.text("address")});
    Ok(Answer::json(200, &json!({"places": [place]})))
}

/// `GET /geocode/places/{placeId}`
pub(super) fn place(_: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    match visit.input.text("placeId") {
        "gp_3041563" => {
            let body = json!({"placeId": "gp_3041563", "lat": 51.3397, "lng": 12.3731});
            Ok(Answer::json(200, &body))
        }
        _ => Err(Problem::new(404, "place not found")),
    }
}
