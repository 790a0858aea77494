use clap::{Args, Parser, Subcommand};

use super::{
    DescribeArgs, EffortArgs, HelpArgs, OutputArgs, SelectionArgs, ShownArgs, StoreArgs,
    StoredArgs, TargetArgs,
};

/// Makes a REST API show its faults: reads its OpenAPI description and sends it requests without
/// end, the best of them almost correct.
#[derive(Debug, Parser)]
#[command(name = "bedlam", version, arg_required_else_help = true)]
#[command(
    after_help = "Every flag is also an environment variable (--rate-limit is \
    BEDLAM_RATE_LIMIT) and a key of the configuration file bedlam.yaml (rate-limit: 50/s).\n\n\
    Exit codes: 0 nothing found, 1 findings, 2 usage, 3 the spec could not be read, 4 nothing \
    could be tested, 5 a report could not be written, 70 a fault of ours, 130 interrupted."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run a campaign against an API
    Run(Box<RunArgs>),
    /// Run a campaign against the built-in demo API, or serve it
    Demo(Box<DemoArgs>),
    /// Show what a spec holds, what a campaign learned, or what rules there are
    Describe(DescribeArgs),
    /// Show why operations are not covered
    Diagnose(StoredArgs),
    /// List the campaigns that are kept
    Campaigns(ShownArgs),
    /// Show all about one rule
    Explain {
        /// The rule's id, such as internal-server-error
        rule: String,
    },
}

/// `bedlam run`.
#[derive(Debug, Args)]
#[command(
    override_usage = "bedlam run [OPTIONS] SPEC\n       bedlam run [OPTIONS] TARGET DURATION SPEC"
)]
pub(crate) struct RunArgs {
    /// The API description: a file, a URL, or - for standard input. TARGET DURATION SPEC gives the
    /// campaign a name and a duration too
    #[arg(value_name = "SPEC", num_args = 1..=3)]
    pub(crate) spec: Vec<String>,
    /// The configuration file; without this flag bedlam.yaml, if there is one here
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<String>,
    #[command(flatten)]
    pub(crate) target: TargetArgs,
    #[command(flatten)]
    pub(crate) effort: EffortArgs,
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,
    #[command(flatten)]
    pub(crate) help: HelpArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) store: StoreArgs,
}

/// `bedlam demo`.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Only serve the demo API, until interrupted
    #[arg(long)]
    pub(crate) serve: bool,
    /// Which demo API: shop has planted faults, strict has none, blockers has all that hinders
    /// coverage, chains has deep states, moved answers elsewhere than it says
    #[arg(long, value_name = "NAME", default_value = "shop")]
    pub(crate) app: String,
    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value = "0")]
    pub(crate) port: String,
    #[command(flatten)]
    pub(crate) effort: EffortArgs,
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
