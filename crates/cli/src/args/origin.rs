use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::config::{ConfigFile, FileAuth, FileGroup, FileSuccess};

/// Where each value was given, for messages about it.
pub(crate) struct Origins {
    matches: ArgMatches,
    config: Option<ConfigFile>,
}

impl Origins {
    pub(crate) fn new(matches: ArgMatches, config: Option<ConfigFile>) -> Self {
        Origins { matches, config }
    }

    /// `--duration`, `BEDLAM_DURATION` or `bedlam.yaml:3:11`. `name` is the flag's long name, or
    /// the name of a positional argument.
    pub(crate) fn of(&self, name: &str) -> String {
        let id = name.replace('-', "_");
        let source = self.matches.value_source(&id);
        match source {
            Some(ValueSource::EnvVariable) => variable(name),
            Some(ValueSource::DefaultValue) => {
                let place = self.config.as_ref().and_then(|config| config.place(name));
                place.unwrap_or_else(|| format!("--{name}"))
            }
            _ if name == "spec" => "SPEC".to_owned(),
            _ => format!("--{name}"),
        }
    }

    /// The groups of hints in the configuration file.
    pub(crate) fn hint_groups(&self) -> &[FileGroup] {
        self.config.as_ref().map_or(&[], ConfigFile::groups)
    }

    /// What the configuration file calls success.
    pub(crate) fn success(&self) -> &[FileSuccess] {
        self.config.as_ref().map_or(&[], ConfigFile::success)
    }

    /// Where credentials come from, as the configuration file says.
    pub(crate) fn auth(&self) -> Option<&FileAuth> {
        self.config.as_ref().and_then(ConfigFile::auth)
    }

    /// Whether nobody gave a value, not in the configuration file either.
    pub(crate) fn is_default(&self, name: &str) -> bool {
        let source = self.matches.value_source(&name.replace('-', "_"));
        let place = self.config.as_ref().and_then(|config| config.place(name));
        source == Some(ValueSource::DefaultValue) && place.is_none()
    }

    /// Whether the value stands on the command line itself.
    pub(crate) fn is_typed(&self, name: &str) -> bool {
        let source = self.matches.value_source(&name.replace('-', "_"));
        source == Some(ValueSource::CommandLine)
    }
}

/// The environment variable of a flag.
pub(crate) fn variable(name: &str) -> String {
    format!("BEDLAM_{}", name.replace('-', "_").to_ascii_uppercase())
}
