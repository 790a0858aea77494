use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use bedlam_engine::{Config, Error, Hints, Listener, Success, Summary};
use bedlam_model::{Api, Event};
use bedlam_report::FanOut;
use bedlam_transport::{Base, Http, Issuer, Options, Renewal};
use tokio::runtime::Runtime;

use super::amend::Amender;
use super::issuer::Maker;
use super::keeper::Keeper;
use super::verdict::{Demands, ours, verdict};
use super::{Interrupt, wait};
use crate::document::Document;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::print;
use crate::settings::{
    Auth, Effort, Output, Selection, given, identity, report_failure, secrets, tell_unused,
};

/// All that a campaign needs.
pub(crate) struct Launch<'a> {
    pub(crate) api: Api,
    /// What the API was read from.
    pub(crate) document: &'a Document,
    pub(crate) base: Base,
    pub(crate) options: Options,
    /// Where further credentials come from.
    pub(crate) auth: Option<Auth>,
    /// How long to wait for the first answer.
    pub(crate) wait: Option<std::time::Duration>,
    pub(crate) name: Option<&'a str>,
    pub(crate) effort: &'a Effort,
    pub(crate) selection: &'a Selection,
    pub(crate) hints: Hints,
    pub(crate) success: Success,
    pub(crate) output: &'a Output,
    /// Where campaigns are kept; none: nowhere.
    pub(crate) store: Option<&'a Path>,
}

/// Runs the campaign, writes the reports and says how the process ends.
///
/// # Errors
/// The campaign could not begin or not go on. Reports are written even then.
pub(crate) fn launch(launch: Launch<'_>, runtime: &Runtime) -> Result<Exit, Failure> {
    let Launch {
        api,
        base,
        mut options,
        auth,
        effort,
        selection,
        hints,
        success,
        ..
    } = launch;
    tell_unused(&hints, &api);
    options.base = Some(base.clone());
    options.connections = options.connections.max(effort.concurrency.get());
    let interrupt = Interrupt::listen(runtime);
    if let Some(patience) = launch.wait {
        let transport = connect(options.clone())?;
        runtime.block_on(wait::until_it_answers(
            &transport, &base, patience, &interrupt,
        ))?;
    }
    let renewal = match auth {
        Some(auth) => Some(admit(auth, &base, &mut options, runtime)?),
        None => None,
    };
    let config = Config {
        seed: effort.seed,
        budget: effort.budget,
        max_requests: effort.max_requests,
        min_requests_per_operation: effort.min_requests_per_operation,
        concurrency: effort.concurrency.get(),
        max_findings: effort.max_findings,
        operations: selection.operations(&api, effort.safe)?,
        rules: selection.rules.clone(),
        identity: identity(&options.credentials),
        given: given(&options),
        hints,
        success,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let hidden = secrets(&options);
    let kept = (launch.name, effort.seed);
    let mut memory = Keeper::new(launch.store, &api, &base, hidden, kept);
    options.started = Instant::now();
    let transport = match renewal {
        Some(renewal) => connect(options)?.renewed(renewal),
        None => connect(options)?,
    };
    let amender = launch.output.overlay.as_deref();
    let amender = amender.map(|path| Amender::open(path, launch.document));
    let amender = amender.transpose()?;
    let mut teller = Teller(launch.output.open(launch.name)?);
    let campaign = bedlam_engine::run(
        Arc::new(api),
        base,
        config,
        Arc::new(transport),
        &mut teller,
        &mut memory,
        interrupt.flag(),
    );
    let result = catch_unwind(AssertUnwindSafe(|| runtime.block_on(campaign)));
    let errors = teller.0.finish();
    errors.iter().for_each(|error| report_failure(error).tell());
    if let Some(line) = memory.told() {
        print(&format!("{line}\n"))?;
    }
    if let (Some(amender), Ok(Ok(summary))) = (amender, &result) {
        print(&format!("{}\n", amender.write(&summary.amendments)?))?;
    }
    let demands = Demands {
        warnings_count: selection.warnings_count,
        min_coverage: effort.min_coverage,
    };
    let exit = conclude(result, &demands)?;
    match errors.is_empty() || exit == Exit::Fault {
        true => Ok(exit),
        false => Ok(Exit::Report),
    }
}

/// Adds the credentials that the configuration has made, and says who makes the next ones.
fn admit(
    auth: Auth,
    base: &Base,
    options: &mut Options,
    runtime: &Runtime,
) -> Result<Renewal, Failure> {
    let (place, every) = (auth.place.clone(), auth.every);
    let maker = Maker::new(auth, base, options);
    let made = runtime.block_on(maker.issue()).map_err(|why| {
        let what = format!("no credentials could be had: {why} ({place})");
        Failure::new(Exit::Untested, what).hint("try the command or the login of `auth` by itself")
    })?;
    options.credentials = Maker::joined(&options.credentials, made);
    Ok(Renewal {
        issuer: Arc::new(maker),
        every,
    })
}

fn connect(options: Options) -> Result<Http, Failure> {
    Http::new(options).map_err(|error| Failure::from_lines(Exit::Usage, &error.to_string()))
}

/// Hands the events of the engine to the reporters.
struct Teller(FanOut);

impl Listener for Teller {
    fn wants_exchanges(&self) -> bool {
        self.0.wants_exchanges()
    }

    fn event(&mut self, event: &Event) {
        self.0.on(event);
    }
}

type Ended = std::thread::Result<Result<Summary, Error>>;

fn conclude(result: Ended, demands: &Demands) -> Result<Exit, Failure> {
    match result {
        Ok(Ok(summary)) => {
            let (exit, told) = verdict(&summary, demands);
            told.iter().for_each(Failure::tell);
            Ok(exit)
        }
        Ok(Err(error)) => Err(failure(&error)),
        Err(_) => Err(ours("the campaign broke off")),
    }
}

fn failure(error: &Error) -> Failure {
    let hint = match error {
        Error::Unreachable { .. } => {
            "start the API, check --url, or let --wait-for-url wait for it".to_owned()
        }
        Error::WrongPrefix { better, .. } => format!("use --url {better}"),
        Error::NothingToTest => "loosen --include-... and --ignore-...".to_owned(),
    };
    Failure::new(Exit::Untested, error.to_string()).hint(hint)
}
