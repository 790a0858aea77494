//! The apps by name, and what is known of each.

use std::sync::Arc;

use crate::blockers;
use crate::chains;
use crate::error::Error;
use crate::exchange::Service;
use crate::fault::Fault;
use crate::moved;
use crate::shop;
use crate::stage::Stage;

/// An API that can be served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum App {
    /// A believable web shop with planted faults.
    Shop,
    /// The same shop without any fault: whatever is found on it is a false alarm.
    Strict,
    /// An API in which each thing that hinders coverage stands once.
    Blockers,
    /// An API with states that only long sequences reach.
    Chains,
    /// A small API that is at another place than its document says.
    Moved,
}

impl App {
    /// Every app.
    pub const ALL: [App; 5] = [
        App::Shop,
        App::Strict,
        App::Blockers,
        App::Chains,
        App::Moved,
    ];

    /// The name that users know the app by.
    pub fn name(self) -> &'static str {
        match self {
            App::Shop => "shop",
            App::Strict => "strict",
            App::Blockers => "blockers",
            App::Chains => "chains",
            App::Moved => "moved",
        }
    }

    /// The app of that name, if there is one.
    pub fn from_name(name: &str) -> Option<App> {
        App::ALL.into_iter().find(|app| app.name() == name)
    }

    pub(crate) fn open(self) -> Result<Arc<dyn Service>, Error> {
        Ok(match self {
            App::Shop => Arc::new(shop::Shop::open(true)?),
            App::Strict => Arc::new(shop::Shop::open(false)?),
            App::Blockers => Arc::new(Stage::open(blockers::SPEC, blockers::ROWS)?),
            App::Chains => Arc::new(Stage::open(chains::SPEC, chains::ROWS)?),
            App::Moved => Arc::new(moved::Moved::open()?),
        })
    }

    /// The header that admits a client to everything that is not closed on purpose.
    pub(crate) fn credentials(self) -> Option<&'static str> {
        match self {
            App::Shop | App::Strict => Some(shop::CREDENTIALS),
            App::Blockers => Some(blockers::CREDENTIALS),
            App::Chains => Some(chains::CREDENTIALS),
            App::Moved => None,
        }
    }
}

/// The OpenAPI 3.1 document of an app, in YAML. `Shop` and `Strict` share one: what it says is true
/// of `Strict`, and true of `Shop` but for the planted faults.
pub fn spec(app: App) -> &'static str {
    match app {
        App::Shop | App::Strict => shop::SPEC,
        App::Blockers => blockers::SPEC,
        App::Chains => chains::SPEC,
        App::Moved => moved::SPEC,
    }
}

/// The faults planted into an app; only `Shop` has any.
pub fn faults(app: App) -> &'static [Fault] {
    match app {
        App::Shop => shop::FAULTS,
        App::Strict | App::Blockers | App::Chains | App::Moved => &[],
    }
}
