//! Each blocker refuses a plain polite request, and lets the right one pass.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::call::{Call, Reply, call, get, post, put};
use super::conform::Judge;
use super::target::{Direct, Target};
use crate::{App, BLOCKERS, Clue};

/// Notes which operations answered with success, and that each answer is as declared.
struct Walker {
    target: Direct,
    judge: Judge,
    covered: BTreeSet<String>,
}

impl Walker {
    fn new(app: App) -> Walker {
        Walker {
            target: Direct::to(app),
            judge: Judge::new(app),
            covered: BTreeSet::new(),
        }
    }

    fn go(&mut self, call: Call) -> Reply {
        let call = member(call);
        let reply = self.target.send(&call).unwrap();
        let told = format!("{} {}: {}", call.method, call.target, reply.text());
        assert!((200..300).contains(&reply.status), "{told}");
        assert_eq!(self.judge.faults(&call, &reply), [""; 0], "{told}");
        self.covered.extend(self.judge.operation_id(&call));
        reply
    }

    fn no(&mut self, call: Call, status: u16, part: &str) -> Reply {
        let call = member(call);
        let reply = self.target.send(&call).unwrap();
        let told = format!("{} {}: {}", call.method, call.target, reply.text());
        assert_eq!(reply.status, status, "{told}");
        assert!(reply.text().contains(part), "{told}");
        reply
    }
}

/// With the main token, unless the call has one of its own.
fn member(mut call: Call) -> Call {
    let (_, main) = crate::blockers::CREDENTIALS.split_once(": ").unwrap();
    for (name, value) in &mut call.headers {
        if *name == "authorization" && value == "Bearer demo-token" {
            *value = main.to_owned();
        }
    }
    call
}

fn with_token(call: Call, token: &str) -> Call {
    call.anonymous()
        .header("authorization", format!("Bearer {token}"))
}

fn credentials(walker: &mut Walker) {
    let settlements = || get("/partners/settlements");
    walker.no(settlements(), 401, "X-Service-Key");
    walker.go(settlements().header("x-service-key", "svc-6be1-44a0"));
    walker.no(get("/billing/invoices"), 401, "not valid");
    walker.go(with_token(get("/billing/invoices"), "wb-billing-2d7b"));
    walker.no(get("/admin/audit-log"), 403, "permission");
    walker.go(with_token(get("/admin/audit-log"), "wb-admin-90ce"));
    walker.no(get("/me").anonymous(), 401, "Unauthenticated");
}

fn vault(walker: &mut Walker) {
    let secrets = |token: &str| get("/vault/secrets").header("x-vault-token", token);
    walker.no(secrets("guess"), 401, "Unknown");
    walker.no(get("/vault/secrets"), 401, "POST /vault/unlock");
    let passphrase = json!({"passphrase": "seven grey geese"});
    let unlock = || post("/vault/unlock", passphrase.clone());
    let token = walker.go(unlock()).id("vaultToken");
    let secret = || put("/vault/secrets/mail", json!({"value": "x"}));
    walker.no(secret(), 401, "locked");
    walker.go(secret().header("x-vault-token", &token));
    walker.go(get("/vault/secrets/mail").header("x-vault-token", &token));
    for _ in 2..50 {
        walker.go(secrets(&token));
    }
    walker.no(secrets(&token), 401, "expired");
    let token = walker.go(unlock()).id("vaultToken");
    walker.go(secrets(&token));
}

fn ids(walker: &mut Walker) {
    walker.no(get("/tracking/1"), 404, "consignment");
    let waybill = walker
        .go(post("/shipments", json!({"destination": "Leeds"})))
        .id("waybill");
    walker.go(get(format!("/tracking/{waybill}")));
    walker.no(get("/warehouses/LEJ1"), 404, "Not found");
    let warehouse = json!({"code": "LEJ1", "city": "Leipzig"});
    walker.go(post("/warehouses", warehouse.clone()));
    walker.no(post("/warehouses", warehouse), 409, "already exists");
    walker.go(get("/warehouses/LEJ1"));
    walker.go(call("DELETE", "/warehouses/LEJ1"));
    walker.no(call("DELETE", "/warehouses/LEJ1"), 404, "Not found");
    premises(walker);
}

fn premises(walker: &mut Walker) {
    let mut add = |path: &str| {
        let id = walker.go(post(path, json!({"name": "East"}))).id("id");
        format!("{path}/{id}")
    };
    let region = add("/regions");
    let other = add("/regions");
    let site = add(&format!("{region}/sites"));
    let building = add(&format!("{site}/buildings"));
    let room = add(&format!("{building}/rooms"));
    walker.go(get(room.clone()));
    walker.no(
        get(room.replace(&region, &other)),
        404,
        "Couldn't find site",
    );
    let rooms = format!("{building}/rooms").replace(&region, &other);
    walker.no(post(rooms, json!({"name": "x"})), 404, "Couldn't find site");
}

/// A path, a body that is refused and why, a body that passes.
fn bodies() -> Vec<(&'static str, Value, u16, &'static str, Value)> {
    let email = json!({"name": "Kim", "email": "kim@example.com"});
    let mut contact = email.clone();
    contact["countryCode"] = json!("GB");
    let stay = |start: &str, end: &str| json!({"startDate": start, "endDate": end});
    let ticket = |priority: &str| json!({"subject": "Heating", "priority": priority});
    vec![
        (
            "/licences/activate",
            json!({"licenceKey": "AAAA-BBBB"}),
            422,
            "not recognised",
            json!({"licenceKey": "4F2K-99QA-M3TT-X7PD"}),
        ),
        (
            "/vouchers/redeem",
            json!({"voucher": "SUMMER"}),
            422,
            "Invalid voucher",
            json!({"voucher": "SPRING-7QX4-81"}),
        ),
        ("/contacts", email, 422, "\"missing\"", contact),
        (
            "/assets",
            json!({"assetTag": "printer"}),
            422,
            "two uppercase letters",
            json!({"assetTag": "EU-48213"}),
        ),
        (
            "/bookings",
            stay("2027-03-05", "2027-03-04"),
            422,
            "after start date",
            stay("2027-03-04", "2027-03-05"),
        ),
        ("/tickets", ticket("p1"), 400, "low, normal", ticket("low")),
        (
            "/teams",
            json!({"name": "Platform"}),
            422,
            "already been taken",
            json!({"name": "Roads"}),
        ),
    ]
}

fn reads(walker: &mut Walker) {
    walker.no(get("/quotes"), 400, "together");
    let both = "/quotes?sourceCurrency=EUR&targetCurrency=USD";
    walker.no(get(both), 400, "either");
    walker.go(get(format!("{both}&sourceAmount=5")));
    let amounts = format!("{both}&sourceAmount=5&targetAmount=5");
    walker.no(get(amounts), 400, "not both");
    walker.no(get("/events/more?cursor=5"), 400, "Invalid cursor");
    let mut page = walker.go(get("/events"));
    while let Some(cursor) = page.json()["paging"]["next"].as_str() {
        page = walker.go(get(format!("/events/more?cursor={cursor}")));
    }
}

fn writes(walker: &mut Walker) {
    let email = json!({"email": "kim@example.com"});
    let refusal = walker.no(post("/subscribers", email), 415, "not supported");
    let form = refusal.header("accept").unwrap().to_owned();
    walker.go(call("POST", "/subscribers").body(&form, "email=kim%40example.com"));
    let month = json!({"month": "2026-11"});
    walker.no(post("/ledger/export", month), 500, "Internal");
    let message = |channel: &str| post("/messages", json!({"channel": channel, "text": "x"}));
    assert_eq!(walker.go(message("general")).json()["ok"], false);
    assert_eq!(walker.go(message("#general")).json()["ok"], true);
    let feedback = || post("/feedback", json!({"topic": "praise", "text": "x"}));
    walker.no(feedback(), 403, "CSRF");
    let token = walker.go(get("/feedback/form")).id("csrfToken");
    walker.go(feedback().header("x-csrf-token", token));
}

fn states(walker: &mut Walker) {
    let order = post("/renders", json!({"template": "letter"}));
    let render = walker.go(order).header("location").unwrap().to_owned();
    let result = || get(format!("{render}/result"));
    walker.no(result(), 409, "not finished");
    while walker.go(get(render.clone())).json()["status"] != "done" {}
    walker.go(result());
    let document = json!({"title": "Plan", "text": "x"});
    let created = walker.go(post("/documents", document.clone()));
    let path = format!("/documents/{}", created.id("id"));
    let tag = created.header("etag").unwrap().to_owned();
    walker.no(put(path.clone(), document.clone()), 428, "If-Match");
    let replace = |tag: &str| put(path.clone(), document.clone()).header("if-match", tag);
    walker.go(replace(&tag));
    walker.no(replace(&tag), 412, "ETag");
    let seen = walker.go(get(path.clone()));
    let delete = || call("DELETE", path.clone());
    walker.no(delete(), 428, "If-Match");
    walker.go(delete().header("if-match", seen.header("etag").unwrap()));
}

fn limits(walker: &mut Walker) {
    let search = || get("/geocode?address=Long+Lane+1");
    let place = walker.go(search()).json()["places"][0]["placeId"].clone();
    walker.go(get(format!("/geocode/places/{}", place.as_str().unwrap())));
    let refusal = (0..=20).find_map(|_| {
        let reply = walker.target.send(&member(search()))?;
        (reply.status == 429).then_some(reply)
    });
    let pause = refusal.unwrap().header("retry-after").unwrap().parse();
    assert!((1..=3).contains(&pause.unwrap_or(0)));
}

fn logout(walker: &mut Walker) {
    walker.go(get("/me"));
    walker.go(call("POST", "/logout"));
    walker.no(get("/me"), 401, "revoked");
    let login = json!({"username": "robin", "password": "blue-kettle-7"});
    let token = walker
        .go(post("/login", login).anonymous())
        .id("access_token");
    walker.go(with_token(get("/me"), &token));
}

#[test]
fn each_blocker_refuses_a_polite_request_and_lets_the_right_one_pass() {
    let mut walker = Walker::new(App::Blockers);
    credentials(&mut walker);
    vault(&mut walker);
    ids(&mut walker);
    for (path, wrong, status, part, right) in bodies() {
        walker.no(post(path, wrong), status, part);
        walker.go(post(path, right));
    }
    reads(&mut walker);
    writes(&mut walker);
    states(&mut walker);
    limits(&mut walker);
    logout(&mut walker);
    let all: BTreeSet<String> = walker.judge.operation_ids().into_iter().collect();
    let never: Vec<&String> = all.difference(&walker.covered).collect();
    assert_eq!(never, ["exportLedger"]);
}

#[test]
fn the_api_that_moved_answers_at_its_new_place_only() {
    let mut walker = Walker::new(App::Moved);
    for path in ["/notes", "/api/v1/notes", "/api/v2", "/api/v2notes"] {
        walker.no(get(path), 404, "Not Found");
    }
    let note = post("/api/v2/notes", json!({"text": "x"}));
    let id = walker.target.expect(note, 201).id("id");
    walker
        .target
        .expect(get(format!("/api/v2/notes/{id}")), 200);
    let notes = walker.target.expect(get("/api/v2/notes"), 200);
    assert_eq!(notes.json()["notes"][0]["id"], id);
}

#[test]
fn the_table_names_operations_that_there_are() {
    let mut ids = BTreeSet::new();
    for blocker in BLOCKERS {
        assert!(ids.insert(blocker.id), "{} stands twice", blocker.id);
        let judge = Judge::new(blocker.app);
        for label in blocker.operations {
            let (method, path) = label.split_once(' ').unwrap();
            let method: &'static str = method.to_owned().leak();
            assert!(judge.operation_id(&call(method, path)).is_some(), "{label}");
        }
        if let Clue::Missing { cause, .. } = blocker.clue {
            assert!(CAUSES.contains(&cause), "{cause}");
        }
    }
}

/// Why an operation may not be covered.
const CAUSES: [&str; 11] = [
    "wrong URL",
    "authentication",
    "authorisation",
    "missing resource",
    "invalid input",
    "conflict of state",
    "unsupported media type",
    "rate limit",
    "server error",
    "never answers",
    "not reachable through the spec",
];
