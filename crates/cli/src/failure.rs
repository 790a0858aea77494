use crate::exit::Exit;

/// Why a command cannot do its work: what, where, and what to do.
#[derive(Debug)]
pub(crate) struct Failure {
    /// How the process ends.
    pub(crate) exit: Exit,
    what: String,
    hint: Option<String>,
}

impl Failure {
    /// What is wrong, the place in brackets at its end.
    pub(crate) fn new(exit: Exit, what: impl Into<String>) -> Self {
        Failure {
            exit,
            what: what.into(),
            hint: None,
        }
    }

    /// Wrong usage or configuration.
    pub(crate) fn usage(what: impl Into<String>) -> Self {
        Failure::new(Exit::Usage, what)
    }

    /// What to do about it.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Of a message whose later lines say what to do.
    pub(crate) fn from_lines(exit: Exit, message: &str) -> Self {
        let (what, hint) = message.split_once('\n').unwrap_or((message, ""));
        let hint = hint.trim();
        Failure {
            exit,
            what: what.to_owned(),
            hint: (!hint.is_empty()).then(|| hint.trim_start_matches("hint: ").to_owned()),
        }
    }

    /// Tells it on standard error.
    pub(crate) fn tell(&self) {
        self.tell_as("error");
    }

    /// Tells what does not hinder the work.
    pub(crate) fn warn(&self) {
        self.tell_as("warning");
    }

    fn tell_as(&self, kind: &str) {
        eprintln!("{kind}: {}", printable(&self.what));
        if let Some(hint) = &self.hint {
            eprintln!("hint: {}", printable(hint));
        }
    }
}

/// What documents say must not steer the terminal.
fn printable(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' => vec![c],
        _ if c.is_control() => c.escape_default().collect(),
        _ => vec![c],
    };
    text.chars().flat_map(shown).collect()
}
