use std::fmt::Write as _;

use bedlam_model::OperationTally;
use bedlam_report::explain;
use bedlam_store::StoredCampaign;
use serde_json::{Value, json};

use super::stored;
use crate::args::StoredArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::print;

/// `bedlam diagnose`.
pub(crate) fn diagnose(args: &StoredArgs) -> Result<Exit, Failure> {
    let (_, campaign) = stored::campaign(args.campaign.as_deref(), &args.shown)?;
    print(&match args.shown.json {
        true => format!("{:#}\n", document(&campaign)),
        false => text(&campaign),
    })
}

/// The operations that are not covered.
fn open(campaign: &StoredCampaign) -> impl Iterator<Item = &OperationTally> {
    let operations = campaign.tally.operations.iter();
    operations.filter(|operation| operation.covered_ms.is_none())
}

fn document(campaign: &StoredCampaign) -> Value {
    json!({
        "campaign": campaign.line,
        "uncovered": open(campaign).collect::<Vec<_>>(),
    })
}

fn text(campaign: &StoredCampaign) -> String {
    let line = &campaign.line;
    let name = line.name.as_deref().unwrap_or(&line.title);
    let mut text = format!(
        "campaign {}, {name} at {}, {}: covered {} of {} operations\n",
        line.id, line.url, line.started, line.covered, line.operations
    );
    for operation in open(campaign) {
        let _ = writeln!(text, "\n{}", operation.label);
        let lines = operation.diagnosis.as_ref().map(explain);
        for line in lines.unwrap_or_else(|| vec!["not tried".to_owned()]) {
            let _ = writeln!(text, "  {line}");
        }
    }
    text
}
