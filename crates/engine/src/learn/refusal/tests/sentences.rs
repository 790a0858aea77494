use super::facts;

/// Inputs of the operation that the sentences are about; those with `=` were sent so.
const INPUTS: &[&str] = &[
    "PATH petId=42abc",
    "QUERY limit=1000",
    "QUERY sort=zzz",
    "HEADER X-Tenant",
    "BODY name=foo",
    "BODY sku=qwerty",
    "BODY email=nope",
    "BODY phone",
    "BODY age=7",
    "BODY status=wrong",
    "BODY start_date=2030-05-05",
    "BODY end_date=2030-01-01",
    "BODY password=abc",
    "BODY passwordConfirmation",
    "BODY tags",
    "BODY price=-3",
    "BODY quantity",
    "BODY user/email",
    "BODY items/[]/qty",
    "BODY country",
    "BODY owner_id",
    "BODY terms",
];

const TABLE: &str = include_str!("../samples/sentences.txt");

/// Reads every sentence of a section as the message of a JSON answer.
fn check(section: &str, least: usize) {
    let begin = TABLE.find(&format!("[{section}]\n")).expect("the section");
    let mut lines = TABLE[begin..].lines().skip(1).peekable();
    let mut wrong = Vec::new();
    let mut count = 0;
    while let Some(sentence) = lines.next_if(|line| !line.is_empty()) {
        let mut expected = Vec::new();
        while let Some(fact) = lines.next_if(|line| line.starts_with("    ")) {
            expected.push(fact.trim().to_owned());
        }
        let body = serde_json::json!({ "message": sentence }).to_string();
        let found = facts(400, "application/json", &body, INPUTS);
        if found != expected {
            wrong.push(format!("{sentence}\n  got  {found:?}\n  want {expected:?}"));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= least, "the table lost sentences: {count}");
}

#[test]
fn what_must_be_given_is_read() {
    check("required", 30);
}

#[test]
fn what_must_not_be_given_is_read() {
    check("unknown", 14);
}

#[test]
fn types_and_formats_are_read() {
    check("types_formats", 20);
}

#[test]
fn lists_and_examples_of_values_are_read() {
    check("one_of", 20);
}

#[test]
fn bounds_of_numbers_are_read() {
    check("bounds", 20);
}

#[test]
fn lengths_are_read() {
    check("lengths", 15);
}

#[test]
fn patterns_beginnings_and_ends_are_read() {
    check("patterns", 14);
}

#[test]
fn values_that_are_taken_or_do_not_exist_are_read() {
    check("taken_missing", 18);
}

#[test]
fn rules_between_inputs_are_read() {
    check("relations", 18);
}

#[test]
fn the_same_is_read_in_the_many_ways_in_which_people_write_it() {
    check("as_written", 250);
}

#[test]
fn sentences_are_about_the_right_input() {
    let check = |text: &str, inputs: &[&str], expected: &[&str]| {
        let body = serde_json::json!({ "message": text }).to_string();
        assert_eq!(
            super::facts(400, "application/json", &body, inputs),
            expected,
            "{text}"
        );
    };
    check(
        "\"value\" must contain at least one of [query, keys].",
        &["BODY data"],
        &["?query Either([\"query\", \"keys\"])"],
    );
    check(
        "\"role\" must be a valid GUID.",
        &["BODY email", "BODY role=role12"],
        &["BODY role Format(\"uuid\")"],
    );
    check(
        "There is already a category second-sample.",
        &["BODY name=x", "BODY slug=second-sample"],
        &["BODY slug Taken"],
    );
    check(
        "There is no product 1.",
        &["PATH cartId=abc", "BODY product_id=1", "BODY quantity=2"],
        &["BODY product_id Missing"],
    );
    check(
        "Names must be provided for documents.",
        &["BODY name"],
        &["BODY name Required"],
    );
    check(
        "Document name must only contain lowercase letters, numbers, and dashes",
        &["BODY name"],
        &["BODY name Pattern(\"^[a-z0-9-]+$\")"],
    );
}

#[test]
fn a_property_inside_of_a_known_input_is_found_there() {
    let body = r#"{"code":400,"message":"data.id in body: Required","details":[{"location":"body","name":"data.id","description":"data.id in body: Required"}]}"#;
    let inputs = ["BODY data", "BODY data/password=x", "BODY permissions"];
    let facts = super::facts(400, "application/json", body, &inputs);
    assert_eq!(facts, ["BODY data/id Required"]);
}
