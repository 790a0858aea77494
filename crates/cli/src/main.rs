//! The door: flags, configuration, files, wiring, exit code.

mod args;
mod campaign;
mod commands;
mod config;
mod document;
mod exit;
mod failure;
mod nearest;
mod settings;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use args::{Cli, Command, Origins, Stop};
use exit::Exit;
use failure::Failure;
use tokio::runtime::Runtime;

/// Workers make and drop small values all the time, on all threads at once: the system's allocator
/// takes a quarter of the time for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(tell_panic));
    let ended = std::panic::catch_unwind(|| match args::parse(std::env::args_os().collect()) {
        Ok((cli, origins)) => dispatch(&cli, &origins),
        Err(Stop::Told(exit)) => Ok(exit),
        Err(Stop::Failed(failure)) => Err(failure),
    });
    let exit = match ended {
        Ok(Ok(exit)) => exit,
        Ok(Err(failure)) => {
            failure.tell();
            failure.exit
        }
        Err(_) => Exit::Fault,
    };
    exit.into()
}

fn dispatch(cli: &Cli, origins: &Origins) -> Result<Exit, Failure> {
    match &cli.command {
        Command::Run(args) => commands::run(args, origins),
        Command::Demo(args) => commands::demo(args, origins),
        Command::Describe(args) => commands::describe(args),
        Command::Diagnose(args) => commands::diagnose(args),
        Command::Campaigns(args) => commands::campaigns(args),
        Command::Explain { rule } => commands::explain(rule),
    }
}

/// What a defect of ours says, wherever it happened.
fn tell_panic(info: &std::panic::PanicHookInfo<'_>) {
    let what = info.payload_as_str().unwrap_or("no reason given");
    let place = info
        .location()
        .map_or_else(String::new, |place| format!(" ({place})"));
    Failure::new(Exit::Fault, format!("a fault of ours: {what}{place}"))
        .hint("please report it with the command line and the spec")
        .tell();
}

/// What sends, receives and waits.
fn runtime() -> Result<Runtime, Failure> {
    Runtime::new().map_err(|cause| {
        Failure::new(Exit::Fault, format!("the system gives no threads: {cause}"))
            .hint("raise its limit of threads or file descriptors")
    })
}

/// Writes a result on standard output. A reader that went away has read enough.
fn print(text: &str) -> Result<Exit, Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(cause) if cause.kind() != ErrorKind::BrokenPipe => {
            let what = format!("standard output cannot be written: {cause}");
            Err(Failure::new(Exit::Report, what).hint("make room where it leads to"))
        }
        _ => Ok(Exit::Clean),
    }
}
