//! The ground floor: plain data that every other room speaks in.
//!
//! Nothing here does I/O, reads a clock or takes chance.

mod address;
mod amendment;
mod api;
mod case;
mod coverage;
mod diagnosis;
mod event;
mod exchange;
mod experience;
mod fact;
mod finding;
mod ids;
mod name;
mod resource;
mod schema;
mod tally;

pub use address::{InputAddress, Location, Segment, value_at, value_at_mut};
pub use amendment::{Amendment, Change, Spot};
pub use api::{
    Api, Dialect, Encoding, HeaderSpec, Issue, Link, LinkValue, MediaType, Method, Operation,
    Parameter, Place, RequestBody, ResponseSpec, SecurityKind, SecurityScheme, StatusPattern,
    Style,
};
pub use case::{
    Argument, Binding, Body, Case, Content, CredentialUse, FoundKey, Intent, Mutation, Pick,
    Sequence, Step, ValueSource, Wire,
};
pub use coverage::{Coverage, Share, Stage, TotalCoverage};
pub use diagnosis::{Cause, Diagnosis, Evidence, Paste, Remedy, Said};
pub use event::{Event, EventKind, Purpose, StopReason};
pub use exchange::{
    Exchange, Headers, Outcome, REDACTED, Request, Response, Timing, TransportFault,
};
pub use experience::{
    Experience, InputExperience, LearnedFact, OperationExperience, SourceExperience,
};
pub use fact::{Fact, FactKind};
pub use finding::{Finding, Level, Reproduction, Rule, Violation};
pub use ids::{OperationId, RequestId, SchemaId};
pub use name::{is_called, normalise, singular, words};
pub use resource::{Input, inputs, resource_line};
pub use schema::{
    Additional, Bound, Direction, Discriminator, Schema, SchemaViolation, Schemas, Type, TypeSet,
    check_format, fits, matches as matches_pattern, to_json_schema, validate,
};
pub use tally::{Latency, OperationTally, Tally};
