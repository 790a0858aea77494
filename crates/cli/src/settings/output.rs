use std::path::PathBuf;

use bedlam_report::{Console, ConsoleOptions, FILE_REPORTS, FanOut, Reporter};

use crate::args::OutputArgs;
use crate::exit::Exit;
use crate::failure::Failure;

/// What is written where.
pub(crate) struct Output {
    /// By name of the report.
    files: Vec<(&'static str, PathBuf)>,
    colour: bool,
    quiet: bool,
    /// Where the overlay goes that says what the spec lacks.
    pub(crate) overlay: Option<PathBuf>,
    /// Names of headers whose values are secret.
    pub(crate) redact: Vec<String>,
}

impl Output {
    pub(crate) fn new(args: &OutputArgs) -> Self {
        let files = [
            ("json", &args.json),
            ("ndjson", &args.ndjson),
            ("har", &args.har),
        ];
        let given = files.into_iter().filter_map(|(name, path)| {
            let path = path.as_ref()?;
            Some((name, PathBuf::from(path)))
        });
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Output {
            files: given.collect(),
            colour: !args.no_color && !no_colour,
            quiet: args.quiet,
            overlay: args.overlay_out.as_ref().map(PathBuf::from),
            redact: args.redact_header.clone(),
        }
    }

    /// Opens all reports, so that one that cannot be written is told before anything is sent.
    pub(crate) fn open(&self, name: Option<&str>) -> Result<FanOut, Failure> {
        let mut console = ConsoleOptions::detect(self.colour);
        console.name = name.map(str::to_owned);
        console.quiet = self.quiet;
        let mut reporters: Vec<Box<dyn Reporter>> = Vec::new();
        for report in FILE_REPORTS {
            for (_, path) in self.files.iter().filter(|(name, _)| *name == report.name) {
                reporters.push((report.open)(path).map_err(|error| report_failure(&error))?);
            }
        }
        // Last, so that what it shows at the end is true of the files too.
        reporters.push(Box::new(Console::new(console)));
        Ok(FanOut::new(reporters))
    }
}

/// The failure that an error of a report is.
pub(crate) fn report_failure(error: &bedlam_report::Error) -> Failure {
    Failure::new(Exit::Report, error.to_string()).hint(error.hint())
}
