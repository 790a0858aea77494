use bedlam_store::{Error, Store, StoredCampaign};

use crate::args::ShownArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::settings::store_folder;

/// The store, if campaigns were kept.
pub(super) fn open(shown: &ShownArgs) -> Result<Option<Store>, Failure> {
    match store_folder(shown.store.as_deref()) {
        Some(folder) => Store::find(&folder).map_err(unreadable),
        None => Ok(None),
    }
}

/// The campaign asked for, and the store in which it stands.
///
/// # Errors
/// The store cannot be read, or there is no such campaign.
pub(super) fn campaign(
    which: Option<&str>,
    shown: &ShownArgs,
) -> Result<(Store, StoredCampaign), Failure> {
    let Some(store) = open(shown)? else {
        return Err(nothing());
    };
    match (store.campaign(which).map_err(unreadable)?, which) {
        (Some(campaign), _) => Ok((store, campaign)),
        (None, None) => Err(nothing()),
        (None, Some(which)) => Err(Failure::usage(format!("there is no campaign `{which}`"))
            .hint("`bedlam campaigns` lists those that are kept")),
    }
}

pub(super) fn unreadable(error: Error) -> Failure {
    let what = format!("the campaigns cannot be read: {error}");
    Failure::new(Exit::Usage, what).hint(error.hint())
}

fn nothing() -> Failure {
    Failure::usage("no campaign is kept yet")
        .hint("`bedlam run` keeps its campaigns; --store DIR looks in another folder")
}
