//! Cases and values: made from schemas, examples and meanings, and changed by mutators.

mod alone;
mod body;
mod case;
mod chooser;
mod coerce;
mod examples;
mod generator;
mod inputs;
mod inside;
mod make;
mod meaning;
mod media;
mod mutate;
mod pattern;
mod plan;
mod rng;
mod view;

pub use alone::make_alone;
pub use chooser::{Chance, Chooser, Site};
pub use examples::ExampleIndex;
pub use generator::Generator;
pub use meaning::is_range;
pub use mutate::{Family, Leaf, MUTATORS, Mutator, leaves};
pub use plan::{Fullness, Plan};
pub use rng::Rng;
