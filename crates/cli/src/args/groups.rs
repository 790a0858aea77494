use clap::Args;

/// Where the API is and how to talk to it.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Where")]
pub(crate) struct TargetArgs {
    /// The base URL that every path follows; without it, the first server that the spec names
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// A header for every request
    #[arg(long, value_name = "NAME: VALUE")]
    pub(crate) header: Vec<String>,
    /// User name and password for HTTP basic authentication
    #[arg(long, value_name = "USER:PASSWORD")]
    pub(crate) basic_auth: Vec<String>,
    /// User name and password for HTTP digest authentication
    #[arg(long, value_name = "USER:PASSWORD")]
    pub(crate) digest_auth: Vec<String>,
    /// A header that authenticates
    #[arg(long, value_name = "NAME: VALUE")]
    pub(crate) header_auth: Vec<String>,
    /// A cookie that authenticates
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) cookie_auth: Vec<String>,
    /// A query parameter that authenticates
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) query_auth: Vec<String>,
    /// Send everything through this proxy (http:// or socks5://)
    #[arg(long, value_name = "URL")]
    pub(crate) proxy: Option<String>,
    /// Whether the certificate of the API is verified
    #[arg(long, value_name = "true|false", default_value = "true")]
    pub(crate) verify_tls: String,
    /// Certificates (PEM) to trust instead of the system's
    #[arg(long, value_name = "FILE")]
    pub(crate) cacert: Option<String>,
    /// A client certificate (PEM), the chain after it
    #[arg(long, value_name = "FILE")]
    pub(crate) cert: Option<String>,
    /// The private key (PEM) of the client certificate
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<String>,
    /// How long a request may take
    #[arg(long, value_name = "SECONDS", default_value = "5s")]
    pub(crate) request_timeout: String,
    /// How much of an answer is read
    #[arg(long, value_name = "BYTES", default_value = "8MiB")]
    pub(crate) max_response_size: String,
    /// Wait until the API answers, so long at most
    #[arg(long, value_name = "SECONDS")]
    pub(crate) wait_for_url: Option<String>,
}

/// How long and how hard.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "How long, how hard")]
pub(crate) struct EffortArgs {
    /// 30s, 5m, 1h30m, plain seconds, or auto: until nothing new turns up
    #[arg(long, value_name = "TIME", default_value = "auto")]
    pub(crate) duration: String,
    /// End after this many requests
    #[arg(long, value_name = "NUMBER")]
    pub(crate) max_requests: Option<String>,
    /// The fair share of every operation where the duration is auto
    #[arg(long, value_name = "NUMBER", default_value = "100")]
    pub(crate) min_requests_per_operation: String,
    /// Requests under way at the same time; with 1, a seed gives the same requests in order
    #[arg(long, value_name = "NUMBER", default_value = "8")]
    pub(crate) concurrency: String,
    /// Requests a second at most
    #[arg(long, value_name = "50/s")]
    pub(crate) rate_limit: Option<String>,
    /// The number that all chance comes from; without it, another one each time
    #[arg(long, value_name = "NUMBER")]
    pub(crate) seed: Option<String>,
    /// End after this many findings
    #[arg(long, value_name = "NUMBER")]
    pub(crate) max_findings: Option<String>,
    /// Exit with 1 where fewer operations are covered
    #[arg(long, value_name = "80%")]
    pub(crate) min_coverage: Option<String>,
    /// Only methods without side effects (GET, HEAD, OPTIONS, TRACE, QUERY)
    #[arg(long)]
    pub(crate) safe: bool,
}

/// Which operations and rules.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "What")]
pub(crate) struct SelectionArgs {
    /// Only operations whose `METHOD /path` this matches somewhere
    #[arg(long, value_name = "REGEX")]
    pub(crate) include_endpoint: Vec<String>,
    /// No operations whose `METHOD /path` this matches somewhere
    #[arg(long, value_name = "REGEX")]
    pub(crate) ignore_endpoint: Vec<String>,
    /// Only operations with this tag
    #[arg(long, value_name = "TAG")]
    pub(crate) include_tag: Vec<String>,
    /// No operations with this tag
    #[arg(long, value_name = "TAG")]
    pub(crate) ignore_tag: Vec<String>,
    /// Only the operation with this operationId
    #[arg(long, value_name = "ID")]
    pub(crate) include_operation_id: Vec<String>,
    /// Not the operation with this operationId
    #[arg(long, value_name = "ID")]
    pub(crate) ignore_operation_id: Vec<String>,
    /// No deprecated operations
    #[arg(long)]
    pub(crate) ignore_deprecated: bool,
    /// Only this rule
    #[arg(long, value_name = "RULE")]
    pub(crate) include_rule: Vec<String>,
    /// Not this rule
    #[arg(long, value_name = "RULE")]
    pub(crate) ignore_rule: Vec<String>,
    /// Exit with 1 for warnings too
    #[arg(long)]
    pub(crate) warnaserror: bool,
}

/// What the user knows and the spec does not say.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Help")]
pub(crate) struct HelpArgs {
    /// A value for every input whose resource line REGEX is found in, such as 'username$:foo'; the
    /// lines are those that `bedlam describe specification` prints
    #[arg(long, value_name = "REGEX:VALUE")]
    pub(crate) resource_hint: Vec<String>,
    /// An OpenAPI Overlay 1.0 document, applied to the spec before it is used
    #[arg(long, value_name = "FILE")]
    pub(crate) overlay: Vec<String>,
    /// A status that counts as success, such as 304 or 2xx, instead of any 2xx; the key success of
    /// the configuration file can say more
    #[arg(long, value_name = "STATUS")]
    pub(crate) success_status: Vec<String>,
}

/// What is written where.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Out")]
pub(crate) struct OutputArgs {
    /// Write one document: summary, operations, findings, issues of the spec
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<String>,
    /// Write every event, one a line, as it happens
    #[arg(long, value_name = "FILE")]
    pub(crate) ndjson: Option<String>,
    /// Write every exchange as HTTP archive 1.2
    #[arg(long, value_name = "FILE")]
    pub(crate) har: Option<String>,
    /// Write an OpenAPI Overlay 1.0 document of what was learned and the spec does not say; --overlay
    /// reads it back
    #[arg(long, value_name = "FILE")]
    pub(crate) overlay_out: Option<String>,
    /// A header whose values are secret, besides those that authenticate
    #[arg(long, value_name = "NAME")]
    pub(crate) redact_header: Vec<String>,
    /// No colours; the variable NO_COLOR does the same
    #[arg(long)]
    pub(crate) no_color: bool,
    /// Only findings and the summary
    #[arg(long, short)]
    pub(crate) quiet: bool,
}
