use std::fmt::Write as _;

use bedlam_store::CampaignLine;
use serde_json::json;

use super::stored;
use crate::args::ShownArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::print;

/// `bedlam campaigns`.
pub(crate) fn campaigns(args: &ShownArgs) -> Result<Exit, Failure> {
    let all = match stored::open(args)? {
        Some(store) => store.campaigns().map_err(stored::unreadable)?,
        None => Vec::new(),
    };
    print(&match args.json {
        true => format!("{:#}\n", json!(all)),
        false => list(&all),
    })
}

/// One a line, the latest first.
fn list(all: &[CampaignLine]) -> String {
    let mut text = String::new();
    for one in all {
        let name = one.name.as_deref().unwrap_or(&one.title);
        let _ = writeln!(
            text,
            "{:>4}  {}  covered {} of {}, {} findings, {} requests  {name} at {}",
            one.id, one.started, one.covered, one.operations, one.findings, one.requests, one.url
        );
    }
    text
}
