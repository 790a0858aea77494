use crate::args::{Origins, RunArgs};
use crate::campaign::{Launch, launch};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::runtime;
use crate::settings::RunSettings;

/// `bedlam run`.
pub(crate) fn run(args: &RunArgs, origins: &Origins) -> Result<Exit, Failure> {
    let settings = RunSettings::new(args, origins)?;
    let runtime = runtime()?;
    let endpoint = settings.endpoint;
    let (api, document) = settings
        .source
        .read(&settings.overlays, &endpoint.options, &runtime)?;
    let base = match endpoint.base {
        Some(base) => base,
        None => settings.source.server(&api)?,
    };
    let campaign = Launch {
        api,
        document: &document,
        base,
        options: endpoint.options,
        auth: settings.auth,
        wait: endpoint.wait,
        name: settings.name.as_deref(),
        effort: &settings.effort,
        selection: &settings.selection,
        hints: settings.hints,
        success: settings.success,
        output: &settings.output,
        store: settings.store.as_deref(),
    };
    launch(campaign, &runtime)
}
