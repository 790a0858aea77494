use clap::Args;

/// Where campaigns are kept.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Store")]
pub(crate) struct StoreArgs {
    /// The folder in which campaigns are kept; without it, a folder among the user's own data
    #[arg(long, value_name = "DIR")]
    pub(crate) store: Option<String>,
    /// Neither begin with what earlier campaigns learned nor keep this one
    #[arg(long)]
    pub(crate) no_store: bool,
}

/// A campaign that was kept.
#[derive(Debug, Args)]
pub(crate) struct StoredArgs {
    /// Its number, or the name that it was given; without it, the last one
    pub(crate) campaign: Option<String>,
    #[command(flatten)]
    pub(crate) shown: ShownArgs,
}

/// How what was kept is shown.
#[derive(Debug, Args)]
pub(crate) struct ShownArgs {
    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// The folder in which campaigns are kept; without it, a folder among the user's own data
    #[arg(long, value_name = "DIR", env = "BEDLAM_STORE", hide_env = true)]
    pub(crate) store: Option<String>,
}
