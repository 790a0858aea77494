use std::path::Path;

use bedlam_engine::{Memory, Summary};
use bedlam_model::{Api, Experience};
use bedlam_store::{Ended, Error, Identity, Kept, Secrets, Store};
use bedlam_transport::Base;

use crate::exit::Exit;
use crate::failure::Failure;

/// The store as the memory of a campaign. Whatever is wrong with the store is told once and costs
/// the store, never the campaign.
pub(super) struct Keeper<'a> {
    /// None: there is no store, or none any more.
    store: Option<Store>,
    identity: Identity,
    secrets: Secrets,
    name: Option<&'a str>,
    seed: u64,
    kept: Option<Kept>,
}

impl<'a> Keeper<'a> {
    /// For a campaign on this API; `folder` none: nothing is remembered.
    pub(super) fn new(
        folder: Option<&Path>,
        api: &Api,
        base: &Base,
        secrets: Secrets,
        (name, seed): (Option<&'a str>, u64),
    ) -> Self {
        let identity = Identity {
            title: api.title.clone(),
            url: format!("{}{}", base.origin, base.prefix),
            labels: api.operations.iter().map(|o| o.label()).collect(),
        };
        Keeper {
            store: folder.and_then(|folder| or_warn(Store::open(folder))),
            identity,
            secrets,
            name,
            seed,
            kept: None,
        }
    }

    /// One line about the campaign that was kept: its number, and what is new.
    pub(super) fn told(&self) -> Option<String> {
        let kept = self.kept.as_ref()?;
        let number = kept.campaign;
        Some(match kept.before {
            None => format!("kept as campaign {number}"),
            Some(before) => format!(
                "kept as campaign {number}; since campaign {before}: {} new, {} known, {} no longer \
                 seen",
                kept.new, kept.known, kept.gone
            ),
        })
    }
}

impl Memory for Keeper<'_> {
    fn recall(&mut self) -> Experience {
        let Some(store) = &self.store else {
            return Experience::default();
        };
        match or_warn(store.recall(&self.identity)) {
            Some(experience) => experience,
            None => {
                self.store = None;
                Experience::default()
            }
        }
    }

    fn keep(&mut self, summary: &Summary, experience: Experience) {
        let Some(store) = &mut self.store else {
            return;
        };
        let ended = Ended {
            name: self.name,
            version: env!("CARGO_PKG_VERSION"),
            seed: self.seed,
            reason: summary.reason,
            tally: &summary.tally,
            findings: &summary.findings,
            experience,
        };
        self.kept = or_warn(store.keep(&self.identity, &ended, &self.secrets));
    }
}

fn or_warn<T>(result: Result<T, Error>) -> Option<T> {
    let told = |error: Error| {
        let what = format!("campaigns are not remembered: {error}");
        Failure::new(Exit::Usage, what).hint(error.hint()).warn();
    };
    result.map_err(told).ok()
}
