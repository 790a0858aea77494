use bedlam_model::{Coverage, Share, TotalCoverage};
use serde::Serialize;

#[derive(Default, Serialize)]
pub(super) struct WireTotal {
    reached: u64,
    authorised: u64,
    found: u64,
    covered: u64,
    #[serde(flatten)]
    parts: WireCoverage,
}

#[derive(Default, Serialize)]
pub(super) struct WireCoverage {
    parameters: WireShare,
    properties: WireShare,
    enum_values: WireShare,
    media_types: WireShare,
    statuses: WireShare,
}

#[derive(Default, Serialize)]
struct WireShare {
    exercised: u64,
    declared: u64,
}

impl From<TotalCoverage> for WireTotal {
    fn from(total: TotalCoverage) -> Self {
        WireTotal {
            reached: total.reached,
            authorised: total.authorised,
            found: total.found,
            covered: total.covered,
            parts: WireCoverage::from(&total.parts),
        }
    }
}

impl From<&Coverage> for WireCoverage {
    fn from(coverage: &Coverage) -> Self {
        WireCoverage {
            parameters: coverage.parameters.into(),
            properties: coverage.properties.into(),
            enum_values: coverage.members.into(),
            media_types: coverage.media_types.into(),
            statuses: coverage.statuses.into(),
        }
    }
}

impl From<Share> for WireShare {
    fn from(share: Share) -> Self {
        WireShare {
            exercised: share.exercised,
            declared: share.declared,
        }
    }
}
