use clap::{Args, Subcommand};

use super::{ShownArgs, StoredArgs};

/// `bedlam describe`.
#[derive(Debug, Args)]
pub(crate) struct DescribeArgs {
    #[command(subcommand)]
    pub(crate) what: Described,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Described {
    /// Every input of every operation, one a line
    Specification {
        /// The API description: a file, a URL, or - for standard input
        spec: String,
        /// An OpenAPI Overlay 1.0 document, applied to the spec before it is shown
        #[arg(long, value_name = "FILE")]
        overlay: Vec<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Which field of which answer feeds which input, and why: by a link, the path, the schema or
    /// the name
    Dependencies {
        /// The API description: a file, a URL, or - for standard input
        spec: String,
        /// An OpenAPI Overlay 1.0 document, applied to the spec before it is shown
        #[arg(long, value_name = "FILE")]
        overlay: Vec<String>,
        /// Also what a kept campaign on this API has seen to work
        #[arg(long)]
        learned: bool,
        /// The campaign, by its number or the name that it was given; without it, the last one
        #[arg(long, value_name = "CAMPAIGN", requires = "learned")]
        campaign: Option<String>,
        #[command(flatten)]
        shown: ShownArgs,
    },
    /// What a kept campaign learned about inputs, who said so, and what came of it
    Facts(StoredArgs),
    /// Every rule with its level
    Rules {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}
