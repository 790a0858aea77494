//! Refusals as common frameworks write them.

use serde_json::{Value, json};

use crate::exchange::Answer;
use crate::problem::{Blame, Problem, title};

/// Problem documents (RFC 9457).
pub(super) fn problem(problem: &Problem) -> Answer {
    problem.answer()
}

/// `{"error": "..."}`, as small services have it.
pub(super) fn plain(problem: &Problem) -> Answer {
    json_answer(problem, problem.status, &json!({"error": told(problem)}))
}

/// A list of places and messages, always 422.
pub(super) fn fastapi(problem: &Problem) -> Answer {
    if problem.blames.is_empty() {
        return json_answer(problem, problem.status, &json!({"detail": problem.detail}));
    }
    let detail = |blame: &Blame| {
        let mut place = vec![json!(blame.location)];
        place.extend(blame.field.split('.').map(Value::from));
        match blame.message.as_str() {
            "is required" => json!({"type": "missing", "loc": place, "msg": "Field required"}),
            message => {
                let message = format!("Value error, {} {message}", blame.field);
                json!({"type": "value_error", "loc": place, "msg": message})
            }
        }
    };
    let details: Vec<Value> = problem.blames.iter().map(detail).collect();
    json_answer(problem, 422, &json!({"detail": details}))
}

/// `{"statusCode", "message", "error"}`, the message a list where fields are to blame; always 400.
pub(super) fn nest(problem: &Problem) -> Answer {
    let (status, message) = match problem.blames.as_slice() {
        [] => (problem.status, json!(problem.detail)),
        blames => (400, blames.iter().map(|b| json!(sentence(b))).collect()),
    };
    let body = json!({"statusCode": status, "message": message, "error": title(status)});
    json_answer(problem, status, &body)
}

/// `{"message", "errors": {field: [...]}}`.
pub(super) fn laravel(problem: &Problem) -> Answer {
    let Some(first) = problem.blames.first() else {
        return json_answer(problem, problem.status, &json!({"message": problem.detail}));
    };
    let message = |blame: &Blame| match blame.field.as_str() {
        "the body" => capital(&format!("{}.", sentence(blame))),
        field => format!("The {} field {}.", words(field), blame.message),
    };
    let mut errors = json!({});
    for blame in &problem.blames {
        errors[&blame.field] = json!([message(blame)]);
    }
    let body = json!({"message": message(first), "errors": errors});
    json_answer(problem, problem.status, &body)
}

/// Full sentences in a list.
pub(super) fn rails(problem: &Problem) -> Answer {
    let errors: Vec<String> = match problem.blames.as_slice() {
        [] => vec![problem.detail.clone()],
        blames => blames
            .iter()
            .map(|blame| capital(&format!("{} {}", words(&blame.field), blame.message)))
            .collect(),
    };
    json_answer(problem, problem.status, &json!({"errors": errors}))
}

/// Messages by field, or `{"detail": "..."}`; always 400 for fields.
pub(super) fn django(problem: &Problem) -> Answer {
    if problem.blames.is_empty() {
        return json_answer(problem, problem.status, &json!({"detail": problem.detail}));
    }
    let mut fields = json!({});
    for blame in &problem.blames {
        fields[&blame.field] = match blame.message.as_str() {
            "is required" => json!(["This field is required."]),
            message => json!([format!("{} {message}.", capital(&words(&blame.field)))]),
        };
    }
    let status = match problem.status {
        422 => 400,
        other => other,
    };
    json_answer(problem, status, &fields)
}

/// `{"error": {"code", "message"}}`.
pub(super) fn coded(problem: &Problem) -> Answer {
    let code = title(problem.status).replace(' ', "_").to_ascii_uppercase();
    let body = json!({"error": {"code": code, "message": told(problem)}});
    json_answer(problem, problem.status, &body)
}

fn json_answer(problem: &Problem, status: u16, body: &Value) -> Answer {
    let mut answer = Answer::json(status, body);
    answer.headers.extend(problem.headers.iter().cloned());
    answer
}

fn told(problem: &Problem) -> String {
    let sentences: Vec<String> = problem.blames.iter().map(sentence).collect();
    match sentences.is_empty() {
        true => problem.detail.clone(),
        false => sentences.join("; "),
    }
}

fn sentence(blame: &Blame) -> String {
    format!("{} {}", blame.field, blame.message)
}

/// A name in camel or snake case as words.
fn words(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        match letter {
            '_' => words.push(' '),
            letter if letter.is_ascii_uppercase() => {
                words.push(' ');
                words.push(letter.to_ascii_lowercase());
            }
            letter => words.push(letter),
        }
    }
    words
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stage::Style;

    #[test]
    fn each_style_says_the_same_in_its_own_words() {
        let check = |style: Style, status: u16, expected: Value| {
            let answer = style(&Problem::blame(422, "body", "assetTag", "is wrong"));
            let body: Value = serde_json::from_slice(&answer.body).unwrap();
            assert_eq!((answer.status, body), (status, expected));
        };
        check(plain, 422, json!({"error": "assetTag is wrong"}));
        check(
            fastapi,
            422,
            json!({"detail": [{"type": "value_error", "loc": ["body", "assetTag"],
                "msg": "Value error, assetTag is wrong"}]}),
        );
        check(
            nest,
            400,
            json!({"statusCode": 400, "message": ["assetTag is wrong"], "error": "Bad Request"}),
        );
        check(
            laravel,
            422,
            json!({"message": "The asset tag field is wrong.",
                "errors": {"assetTag": ["The asset tag field is wrong."]}}),
        );
        check(rails, 422, json!({"errors": ["Asset tag is wrong"]}));
        check(django, 400, json!({"assetTag": ["Asset tag is wrong."]}));
        check(
            coded,
            422,
            json!({"error": {"code": "UNPROCESSABLE_CONTENT", "message": "assetTag is wrong"}}),
        );
    }
}
