use std::path::PathBuf;

use bedlam_engine::{Hints, Success};

use super::{Auth, Effort, Endpoint, Output, Selection, auth, hints, store, success};
use crate::args::{EffortArgs, Origins, RunArgs};
use crate::document::Source;
use crate::failure::Failure;

/// All about `bedlam run`.
pub(crate) struct RunSettings {
    pub(crate) source: Source,
    /// The campaign's name, where the user gave one.
    pub(crate) name: Option<String>,
    pub(crate) endpoint: Endpoint,
    /// Where further credentials come from.
    pub(crate) auth: Option<Auth>,
    pub(crate) effort: Effort,
    pub(crate) selection: Selection,
    pub(crate) hints: Hints,
    pub(crate) success: Success,
    /// Files that change the spec before it is used, in order.
    pub(crate) overlays: Vec<String>,
    pub(crate) output: Output,
    /// Where campaigns are kept; none: nowhere.
    pub(crate) store: Option<PathBuf>,
}

impl RunSettings {
    pub(crate) fn new(args: &RunArgs, origins: &Origins) -> Result<Self, Failure> {
        let (name, duration, spec) = words(args, origins)?;
        let mut effort: EffortArgs = args.effort.clone();
        effort.duration = duration.unwrap_or(effort.duration);
        let output = Output::new(&args.output);
        let mut endpoint = Endpoint::new(&args.target, origins)?;
        let effort = Effort::new(&effort, origins)?;
        endpoint.options.redact.clone_from(&output.redact);
        endpoint.options.rate_limit = effort.rate_limit;
        Ok(RunSettings {
            source: Source::new(&spec),
            name,
            endpoint,
            auth: auth(origins)?,
            effort,
            selection: Selection::new(&args.selection, origins)?,
            hints: hints(&args.help, origins)?,
            success: success(&args.help, origins)?,
            overlays: args.help.overlay.clone(),
            output,
            store: store(&args.store, origins),
        })
    }
}

/// Name and duration, where they are given, and the spec.
fn words(
    args: &RunArgs,
    origins: &Origins,
) -> Result<(Option<String>, Option<String>, String), Failure> {
    match args.spec.as_slice() {
        [spec] => Ok((None, None, spec.clone())),
        [_, _, _] if origins.is_typed("duration") => {
            let what = "the duration is given twice (DURATION, --duration)";
            Err(Failure::usage(what).hint("leave one of them out"))
        }
        [name, duration, spec] => Ok((Some(name.clone()), Some(duration.clone()), spec.clone())),
        [] => Err(Failure::usage("no spec is given (SPEC)")
            .hint("name a file, a URL, or - for standard input: `bedlam run openapi.yaml`")),
        _ => Err(
            Failure::usage("two words are neither SPEC nor TARGET DURATION SPEC")
                .hint("`bedlam run SPEC --duration TIME` or `bedlam run TARGET DURATION SPEC`"),
        ),
    }
}
