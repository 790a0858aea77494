//! Mutants a second, of a small case and of a nested one:
//! `cargo run --release -p bedlam-generate --example mutants -- [small|nested]`.

use std::sync::Arc;
use std::time::Instant;

use bedlam_generate::{Chance, Fullness, Generator, MUTATORS, Mutator, Plan, Rng};
use bedlam_model::{
    Additional, Api, Case, Location, MediaType, Method, Operation, OperationId, Parameter, Place,
    RequestBody, Schema, SchemaId, Style, Type,
};

/// How often is measured, and how many bursts at once.
const ROUNDS: usize = 400;
const BURSTS: usize = 16;
/// Mutants of one case before the weights are those of the catalog again.
const BURST: usize = 32;

fn main() {
    let mut api = Api::default();
    let small = flat(&mut api);
    let nested = object(&mut api, 8, |api| flat_of(api, 5));
    add(&mut api, small);
    add(&mut api, nested);
    let generator = Generator::new(Arc::new(api));
    let only = std::env::args().nth(1);
    for (name, operation) in ["small", "nested"]
        .into_iter()
        .zip(&generator.api().operations)
    {
        if only.as_deref().is_some_and(|only| only != name) {
            continue;
        }
        let plan = Plan::of(Fullness::Full);
        let case = generator.make_case(operation, &plan, &mut Chance, &mut Rng::new(1));
        let micros = measure(&generator, &case);
        println!("{name}: {:.0} mutants/s, {micros:.2} us each", 1e6 / micros);
    }
}

/// Microseconds a mutant takes while nothing else disturbs: a low percentile of all rounds.
fn measure(generator: &Generator, case: &Case) -> f64 {
    // What is large is rare in a campaign, and costs what its bytes cost.
    let weight = |m: &Mutator| if m.heavy { 0 } else { m.weight * 1000 };
    let catalog: Vec<u32> = MUTATORS.iter().map(weight).collect();
    let mut rng = Rng::new(7);
    let mut round = || {
        let (start, mut count) = (Instant::now(), 0);
        for _ in 0..BURSTS {
            let mut weights = catalog.clone();
            for _ in 0..BURST {
                let mutant = generator.mutate_any(case, &mut weights, &mut rng);
                count += usize::from(std::hint::black_box(mutant).is_some());
            }
        }
        start.elapsed().as_secs_f64() * 1e6 / count.max(1) as f64
    };
    let mut rounds: Vec<f64> = (0..ROUNDS).map(|_| round()).collect();
    rounds.sort_by(f64::total_cmp);
    rounds[ROUNDS / 20]
}

fn scalar(api: &mut Api, kind: Type) -> SchemaId {
    api.schemas.add(Schema {
        types: [kind].into_iter().collect(),
        ..Schema::default()
    })
}

/// An object of text, number, switch and day.
fn flat(api: &mut Api) -> SchemaId {
    flat_of(api, 4)
}

fn flat_of(api: &mut Api, count: usize) -> SchemaId {
    let kinds = [
        Type::String,
        Type::Integer,
        Type::Boolean,
        Type::String,
        Type::Number,
    ];
    let mut kinds = kinds.into_iter();
    object(api, count, |api| {
        scalar(api, kinds.next().unwrap_or(Type::String))
    })
}

fn object(api: &mut Api, count: usize, mut make: impl FnMut(&mut Api) -> SchemaId) -> SchemaId {
    let properties: Vec<_> = (0..count)
        .map(|index| (format!("property_{index}"), make(api)))
        .collect();
    api.schemas.add(Schema {
        types: [Type::Object].into_iter().collect(),
        required: properties
            .iter()
            .take(1)
            .map(|(name, _)| name.clone())
            .collect(),
        properties,
        additional_properties: Additional::Nothing,
        ..Schema::default()
    })
}

/// `POST /things/{id}?page=&size=` with this body.
fn add(api: &mut Api, body: SchemaId) {
    let given = [
        (Location::Path, "id", Type::String),
        (Location::Query, "page", Type::Integer),
        (Location::Query, "text", Type::String),
    ];
    let parameters = given.map(|(location, name, kind)| Parameter {
        name: name.to_owned(),
        location,
        required: location == Location::Path,
        deprecated: false,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        content: None,
        schema: scalar(api, kind),
        examples: Vec::new(),
        description: None,
        place: Place::default(),
    });
    let media = MediaType {
        name: "application/json".to_owned(),
        schema: Some(body),
        examples: Vec::new(),
        encoding: Vec::new(),
    };
    api.operations.push(Operation {
        id: OperationId(api.operations.len() as u32),
        method: Method("POST".to_owned()),
        path: "/things/{id}".to_owned(),
        operation_id: None,
        summary: None,
        tags: Vec::new(),
        deprecated: false,
        produces: Vec::new(),
        servers: Vec::new(),
        parameters: parameters.into(),
        body: Some(RequestBody {
            required: true,
            media: vec![media],
            place: Place::default(),
        }),
        responses: Vec::new(),
        security: Vec::new(),
        place: Place::default(),
    });
}
