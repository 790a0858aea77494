use std::fmt::Write as _;

use bedlam_model::{Api, Experience, Operation, Rule, inputs, resource_line};
use bedlam_transport::Options;
use serde_json::{Value, json};

use super::dependencies;
use super::facts::facts;
use super::stored;
use crate::args::{DescribeArgs, Described, ShownArgs};
use crate::document::Source;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{print, runtime};

/// `bedlam describe`.
pub(crate) fn describe(args: &DescribeArgs) -> Result<Exit, Failure> {
    match &args.what {
        Described::Specification {
            spec,
            overlay,
            json,
        } => {
            let api = read(spec, overlay)?;
            print(&match json {
                true => pretty(&specification_json(&api)),
                false => specification(&api),
            })
        }
        Described::Dependencies {
            spec,
            overlay,
            learned,
            campaign,
            shown,
        } => {
            let api = read(spec, overlay)?;
            let learned = learned.then(|| learned_by(campaign.as_deref(), shown));
            let learned = learned.transpose()?.unwrap_or_default();
            print(&match shown.json {
                true => pretty(&dependencies::json(&api, &learned)),
                false => dependencies::text(&api, &learned),
            })
        }
        Described::Facts(args) => facts(args),
        Described::Rules { json } => print(&match json {
            true => pretty(&bedlam_oracle::rules().map(|rule| json!(rule)).collect()),
            false => rules(),
        }),
    }
}

/// What a kept campaign learned.
fn learned_by(campaign: Option<&str>, shown: &ShownArgs) -> Result<Experience, Failure> {
    let (store, campaign) = stored::campaign(campaign, shown)?;
    store.learned(campaign.line.id).map_err(stored::unreadable)
}

/// The description; its issues are told.
fn read(spec: &str, overlays: &[String]) -> Result<Api, Failure> {
    let (api, _) = Source::new(spec).read(overlays, &Options::default(), &runtime()?)?;
    for issue in &api.issues {
        let place = api.locate(issue.place);
        eprintln!("issue of the spec: {} ({place})", issue.message);
    }
    Ok(api)
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// Every input of every operation, one a line, as hints address them.
fn specification(api: &Api) -> String {
    let mut text = String::new();
    for operation in &api.operations {
        let inputs = inputs(api, operation);
        if inputs.is_empty() {
            let _ = writeln!(text, "{}", operation.label());
        }
        for input in inputs {
            let _ = writeln!(text, "{}", resource_line(operation, &input.address));
        }
    }
    text
}

fn specification_json(api: &Api) -> Value {
    let operation = |operation: &Operation| {
        json!({
            "operation": operation.label(),
            "operation_id": operation.operation_id,
            "tags": operation.tags,
            "deprecated": operation.deprecated,
            "place": api.locate(operation.place),
            "inputs": inputs_json(api, operation),
        })
    };
    api.operations.iter().map(operation).collect()
}

fn inputs_json(api: &Api, operation: &Operation) -> Value {
    let inputs = inputs(api, operation);
    let input = inputs.iter().map(|input| {
        let schema = api.schemas.get(input.schema);
        let types: Vec<&str> = schema.types.iter().map(|t| t.name()).collect();
        json!({
            "line": resource_line(operation, &input.address),
            "part": input.address.location.part(),
            "required": input.required,
            "types": types,
            "format": schema.format,
        })
    });
    input.collect()
}

/// Every rule, one a line.
fn rules() -> String {
    let all: Vec<&Rule> = bedlam_oracle::rules().collect();
    let widest = all.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut text = String::new();
    for rule in all {
        let level = rule.level.to_string();
        let _ = writeln!(text, "{:widest$}  {level:7}  {}", rule.id, rule.title);
    }
    text
}
