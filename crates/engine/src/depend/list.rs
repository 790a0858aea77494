use std::collections::{HashMap, HashSet};

use bedlam_model::{
    Additional, Api, InputAddress, LinkValue, Location, Operation, SchemaId, StatusPattern,
    normalise, resource_line,
};

use super::{Graph, KeyId, is_envelope, owner_of, refers};

/// A field of an answer that can feed an input, as far as the spec tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The operation whose answer has the value: `POST /pets`.
    pub producer: String,
    /// Where it stands there: `BODY id`, `HEADER Location`; for links the expression.
    pub field: String,
    /// The resource line of the input that needs it.
    pub consumer: String,
    /// Why they belong together.
    pub reason: Reason,
}

/// Why a field of an answer belongs to an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A link of this name declares it.
    Link(String),
    /// The path of the input begins with the one of the answer.
    Path,
    /// The input is named after the schema of the answer.
    Schema,
    /// Their names agree.
    Name,
}

/// Producers listed for one input, values read of one answer, and how deep that is read.
const PRODUCERS: usize = 12;
const FIELDS: usize = 200;
const DEPTH: usize = 6;

/// A value that answers show, as the spec declares them.
struct Shown<'a> {
    operation: &'a Operation,
    field: String,
    /// The name of the schema that it is a property of.
    schema: Option<&'a str>,
}

/// All that the spec tells about which field of which answer feeds which input, by input in the
/// order of the spec.
pub fn dependencies(api: &Api) -> Vec<Dependency> {
    let graph = Graph::new(api);
    let mut shelves: HashMap<KeyId, Vec<usize>> = HashMap::new();
    let mut all: Vec<Shown<'_>> = Vec::new();
    for operation in &api.operations {
        let mut reader = Reader {
            api,
            graph: &graph,
            operation,
            found: Vec::new(),
            seen: HashSet::new(),
            way: Vec::new(),
        };
        reader.answers();
        for (keys, shown) in reader.found {
            for key in keys {
                shelves.entry(key).or_default().push(all.len());
            }
            all.push(shown);
        }
    }
    let mut dependencies = Vec::new();
    for operation in &api.operations {
        for (address, keys) in consumers(api, &graph, operation) {
            let line = resource_line(operation, &address);
            dependencies.extend(links(api, &graph, operation, &address, &line));
            let prefix = match address.location {
                Location::Path => parent(operation, address.name().unwrap_or_default()),
                _ => None,
            };
            let shelf = keys.iter().filter_map(|key| shelves.get(key));
            let mut fitting = shelf.map(|shelf| {
                let shown = shelf.iter().map(|index| &all[*index]);
                let other = |shown: &&Shown<'_>| match prefix {
                    // Who needs the same thing first is no help.
                    Some((_, with)) => !shown.operation.path.starts_with(with),
                    None => shown.operation.id != operation.id,
                };
                shown.filter(other).take(PRODUCERS).collect::<Vec<_>>()
            });
            let shown = fitting.find(|shown| !shown.is_empty()).unwrap_or_default();
            dependencies.extend(shown.into_iter().map(|shown| Dependency {
                producer: shown.operation.label(),
                field: shown.field.clone(),
                consumer: line.clone(),
                reason: reason(shown, &address, operation, prefix.map(|(before, _)| before)),
            }));
        }
    }
    dependencies
}

/// The inputs of an operation that other operations may feed, with the names that they ask for.
fn consumers(api: &Api, graph: &Graph, operation: &Operation) -> Vec<(InputAddress, Vec<KeyId>)> {
    let path = graph.path(operation).iter().map(|input| {
        let parameter = &operation.parameters[input.parameter];
        let address = InputAddress::parameter(parameter.location, &parameter.name);
        (address, input.keys.clone())
    });
    let others = graph.inputs(api, operation).iter().filter(|address| {
        let thing = owner_of(address).is_some() && address.name() == Some("id");
        let points = thing || address.name().is_some_and(refers);
        address.location != Location::Path && (points || graph.is_linked(operation, address))
    });
    let others = others.map(|address| (address.clone(), graph.wanted(operation, address)));
    let body = InputAddress::body();
    let whole = graph
        .is_linked(operation, &body)
        .then(|| (body, Vec::new()));
    path.chain(others).chain(whole).collect()
}

/// What declared links feed to an input.
fn links(
    api: &Api,
    graph: &Graph,
    operation: &Operation,
    address: &InputAddress,
    line: &str,
) -> Vec<Dependency> {
    let Some(wanted) = graph.link_key(operation, address) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for producer in &api.operations {
        let feeds = graph.feeds(producer);
        for feed in feeds.iter().filter(|feed| feed.target == operation.id) {
            let inputs = feed.inputs.iter().filter(|(key, ..)| *key == wanted);
            found.extend(inputs.map(|(_, _, value)| Dependency {
                producer: producer.label(),
                field: match value {
                    LinkValue::Expression(text) => text.clone(),
                    LinkValue::Constant(value) => value.to_string(),
                },
                consumer: line.to_owned(),
                reason: Reason::Link(feed.name.clone()),
            }));
        }
    }
    found
}

/// The path before a variable, and the path up to it: `/pets` and `/pets/{id}`.
fn parent<'a>(operation: &'a Operation, variable: &str) -> Option<(&'a str, &'a str)> {
    let braced = format!("{{{variable}}}");
    let at = operation.path.find(&braced)?;
    let before = operation.path[..at].trim_end_matches('/');
    Some((before, &operation.path[..at + braced.len()]))
}

fn reason(
    shown: &Shown<'_>,
    address: &InputAddress,
    operation: &Operation,
    before: Option<&str>,
) -> Reason {
    if before == Some(shown.operation.path.trim_end_matches('/')) {
        return Reason::Path;
    }
    let name = normalise(address.name().unwrap_or_default());
    let schema = shown
        .schema
        .map(normalise)
        .filter(|schema| !schema.is_empty());
    match schema {
        Some(schema) if name.starts_with(&schema) && shown.operation.path != operation.path => {
            Reason::Schema
        }
        _ => Reason::Name,
    }
}

/// Reads the declared answers of an operation as those that come are read.
struct Reader<'a, 'g> {
    api: &'a Api,
    graph: &'g Graph,
    operation: &'a Operation,
    found: Vec<(Vec<KeyId>, Shown<'a>)>,
    seen: HashSet<String>,
    way: Vec<SchemaId>,
}

impl<'a> Reader<'a, '_> {
    fn answers(&mut self) {
        let noun = self.graph.noun(self.operation).map(str::to_owned);
        let kind = self.graph.kind(self.operation).map(str::to_owned);
        let good = |status: StatusPattern| match status {
            StatusPattern::Exact(status) => (200..300).contains(&status),
            StatusPattern::Class(class) => class == 2,
            StatusPattern::Default => false,
        };
        let operation = self.operation;
        for response in operation.responses.iter().filter(|r| good(r.status)) {
            let located =
                |header: &&bedlam_model::HeaderSpec| header.name.eq_ignore_ascii_case("location");
            if response.headers.iter().any(|header| located(&header)) {
                self.show(noun.as_deref(), "id", "HEADER Location".to_owned(), None);
            }
            for schema in response.media.iter().filter_map(|media| media.schema) {
                self.value(schema, noun.as_deref(), "BODY", None);
                if kind.is_some() {
                    self.value(schema, kind.as_deref(), "BODY", None);
                }
            }
        }
    }

    fn show(&mut self, noun: Option<&str>, name: &str, field: String, schema: Option<&'a str>) {
        let keys = self.graph.shown(noun, name);
        if keys.is_empty() || self.found.len() >= FIELDS {
            return;
        }
        if !self.seen.insert(field.clone()) {
            let known = self
                .found
                .iter_mut()
                .find(|(_, shown)| shown.field == field);
            if let Some((known, _)) = known {
                known.extend(keys);
                known.sort_unstable();
                known.dedup();
            }
            return;
        }
        let shown = Shown {
            operation: self.operation,
            field,
            schema,
        };
        self.found.push((keys, shown));
    }

    /// The properties of a value, or of its items.
    fn value(&mut self, id: SchemaId, noun: Option<&str>, at: &str, owner: Option<&'a str>) {
        if self.way.len() > DEPTH || self.way.contains(&id) || self.found.len() >= FIELDS {
            return;
        }
        self.way.push(id);
        let schema = self.api.schemas.get(id);
        let owner = schema.name.as_deref().or(owner);
        for (name, property) in &schema.properties {
            let field = match at {
                "BODY" => format!("BODY {name}"),
                at => format!("{at}/{name}"),
            };
            if self.holds(*property, DEPTH) {
                let inner = if is_envelope(name) {
                    noun
                } else {
                    Some(name.as_str())
                };
                self.value(*property, inner, &field, None);
            } else {
                self.show(noun, name, field, owner);
            }
        }
        if let Additional::Schema(items) = schema.items {
            let field = match at {
                "BODY" => "BODY []".to_owned(),
                at => format!("{at}/[]"),
            };
            match self.holds(items, DEPTH) {
                true => self.value(items, noun, &field, None),
                false => self.show(noun, "id", field, owner),
            }
        }
        let parts = schema
            .all_of
            .iter()
            .chain(&schema.one_of)
            .chain(&schema.any_of);
        for part in parts {
            self.value(*part, noun, at, owner);
        }
        self.way.pop();
    }

    /// Whether values of the schema have an inside.
    fn holds(&self, id: SchemaId, depth: usize) -> bool {
        let schema = self.api.schemas.get(id);
        let mut parts = schema
            .all_of
            .iter()
            .chain(&schema.one_of)
            .chain(&schema.any_of);
        !schema.properties.is_empty()
            || matches!(schema.items, Additional::Schema(_))
            || (depth > 0 && parts.any(|part| self.holds(*part, depth - 1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str = "\
openapi: 3.0.0
info: {title: t, version: '1'}
paths:
  /pets:
    post:
      responses:
        '201':
          description: d
          headers: {Location: {schema: {type: string}}}
          content: {application/json: {schema: {type: object, properties: {data: {$ref: '#/components/schemas/Pet'}}}}}
          links:
            walk: {operationId: walk, parameters: {leash: '$response.body#/data/leash'}}
  /favourite:
    get: {responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}
  /pets/{petId}:
    parameters: [{name: petId, in: path, required: true, schema: {type: string}}]
    get: {responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}
  /walks:
    post:
      operationId: walk
      parameters: [{name: leash, in: query, schema: {type: string}}]
      requestBody: {content: {application/json: {schema: {type: object, properties: {pet_id: {type: string}, note: {type: string}}}}}}
      responses: {'200': {description: d}}
components:
  schemas:
    Pet: {type: object, properties: {id: {type: string}, leash: {type: string}, name: {type: string}}}
";

    #[test]
    fn fields_lead_to_the_inputs_that_they_feed_with_the_reason() {
        let mut none = |_: &str| Err("none".to_owned());
        let api = bedlam_spec::load("a.yaml", SPEC.as_bytes(), &mut none).unwrap();
        let all = dependencies(&api);
        let has = |producer: &str, field: &str, consumer: &str, reason: Reason| {
            let wanted = Dependency {
                producer: producer.into(),
                field: field.into(),
                consumer: consumer.into(),
                reason,
            };
            assert!(all.contains(&wanted), "no {wanted:?} in {all:#?}");
        };
        let get = "GET /pets/{petId} PATH petId";
        has("POST /pets", "BODY data/id", get, Reason::Path);
        has("POST /pets", "HEADER Location", get, Reason::Path);
        has("GET /favourite", "BODY id", get, Reason::Schema);
        let leash = "POST /walks QUERY leash";
        let link = Reason::Link("walk".into());
        has("POST /pets", "$response.body#/data/leash", leash, link);
        has(
            "GET /pets/{petId}",
            "BODY id",
            "POST /walks BODY pet_id",
            Reason::Schema,
        );
        let own = |d: &&Dependency| d.producer == "GET /pets/{petId}" && d.consumer == get;
        assert_eq!(all.iter().find(own), None, "who needs the same first");
        assert!(
            !all.iter().any(|d| d.consumer.ends_with("note")),
            "{all:#?}"
        );
    }
}
