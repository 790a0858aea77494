use std::ffi::OsString;

use clap::builder::BoolishValueParser;
use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, CommandFactory, FromArgMatches};

use super::origin::variable;
use super::{Cli, Origins};
use crate::config::ConfigFile;
use crate::exit::Exit;
use crate::failure::Failure;

/// What parsing may lead to besides arguments: help or version, already told.
pub(crate) type Parsed = Result<(Cli, Origins), Stop>;

/// Why there is nothing to run.
pub(crate) enum Stop {
    /// Help or version was asked for and shown.
    Told(Exit),
    /// The arguments are wrong.
    Failed(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Stop::Failed(failure)
    }
}

/// The commands that show what `run` kept, and so look where its configuration says.
const KEPT: &[&[&str]] = &[&["diagnose"], &["campaigns"], &["describe", "facts"]];

/// Reads the command line over the environment over the configuration file.
pub(crate) fn parse(typed: Vec<OsString>) -> Parsed {
    let config = match configuration(&typed) {
        Some(path) => ConfigFile::find(path.as_deref())?,
        None => None,
    };
    let mut command = with_environment();
    if let Some(config) = &config {
        config.check(keys(&command))?;
        command = command.mut_subcommand("run", |run| run.mut_args(|arg| filled(arg, config)));
        for way in KEPT {
            command = reached(command, way, &|arg| filled(arg, config));
        }
    }
    let matches = command.try_get_matches_from(typed).map_err(stop)?;
    let cli = Cli::from_arg_matches(&matches).map_err(stop)?;
    let of_command = matches.subcommand().map(|(_, matches)| matches.clone());
    let origins = Origins::new(of_command.unwrap_or_default(), config);
    Ok((cli, origins))
}

/// The path typed for the configuration file, if this is a command that reads one.
fn configuration(typed: &[OsString]) -> Option<Option<String>> {
    let command = with_environment().ignore_errors(true);
    let matches = command.try_get_matches_from(typed).ok()?;
    if let Some(run) = matches.subcommand_matches("run") {
        return Some(run.get_one::<String>("config").cloned());
    }
    let typed = |way: &[&str]| {
        let mut names = way.iter();
        let last = names.try_fold(&matches, |command: &ArgMatches, name| {
            command.subcommand_matches(name)
        });
        last.is_some()
    };
    KEPT.iter().any(|way| typed(way)).then_some(None)
}

/// The command whose subcommand at the end of this way takes its store as `change` says.
fn reached(command: clap::Command, way: &[&str], change: &dyn Fn(Arg) -> Arg) -> clap::Command {
    match way.split_first() {
        Some((name, rest)) => command.mut_subcommand(*name, |inner| reached(inner, rest, change)),
        None => command.mut_arg("store", change),
    }
}

/// The command, each flag of its campaigns also readable from the environment.
fn with_environment() -> clap::Command {
    let mut command = Cli::command();
    for name in ["run", "demo"] {
        command = command.mut_subcommand(name, |command| command.mut_args(readable));
    }
    command
}

fn readable(arg: Arg) -> Arg {
    let name = name(&arg);
    let arg = match arg.get_action() {
        ArgAction::SetTrue => arg.value_parser(BoolishValueParser::new()),
        // Several values stand on lines of their own.
        ArgAction::Append => arg.value_delimiter('\n'),
        _ => arg,
    };
    // Help must not show what may be a secret.
    arg.env(variable(&name)).hide_env(true)
}

/// What a key of the configuration file calls an argument.
fn name(arg: &Arg) -> String {
    arg.get_long().unwrap_or(arg.get_id().as_str()).to_owned()
}

fn keys(command: &clap::Command) -> Vec<String> {
    let run = command.find_subcommand("run");
    let args = run.into_iter().flat_map(clap::Command::get_arguments);
    args.map(name).filter(|name| name != "config").collect()
}

/// The argument with what the configuration file says as its default.
fn filled(arg: Arg, config: &ConfigFile) -> Arg {
    match config.values(&name(&arg)) {
        Some(values) if !values.is_empty() => arg.default_values(values.to_vec()),
        _ => arg,
    }
}

/// What clap says, in the form of all our messages.
fn stop(error: clap::Error) -> Stop {
    let shown = [
        ErrorKind::DisplayHelp,
        ErrorKind::DisplayVersion,
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand,
    ];
    if shown.contains(&error.kind()) {
        // A reader that went away has read enough.
        let _ = error.print();
        return Stop::Told(if error.use_stderr() {
            Exit::Usage
        } else {
            Exit::Clean
        });
    }
    let text = error.render().to_string();
    let what = text.lines().next().unwrap_or_default();
    let what = what
        .strip_prefix("error: ")
        .unwrap_or(what)
        .trim_end_matches(':');
    let missing = match error.get(ContextKind::InvalidArg) {
        Some(arg) if error.kind() == ErrorKind::MissingRequiredArgument => format!(" ({arg})"),
        _ => String::new(),
    };
    let mut tips = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("tip: "));
    let tip = tips.find(|tip| tip.contains("similar"));
    let hint = tip.unwrap_or("`bedlam help` shows the commands, `bedlam help run` all flags");
    Stop::Failed(Failure::usage(format!("{what}{missing}")).hint(hint))
}
