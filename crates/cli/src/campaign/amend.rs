use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use bedlam_model::Amendment;

use crate::document::Document;
use crate::exit::Exit;
use crate::failure::Failure;

/// The overlay that the user wants of what the spec lacks.
pub(super) struct Amender<'a> {
    file: File,
    path: &'a Path,
    document: &'a Document,
}

impl<'a> Amender<'a> {
    /// Opens the file, so that one that cannot be written is told before anything is sent.
    pub(super) fn open(path: &'a Path, document: &'a Document) -> Result<Self, Failure> {
        let file = File::create(path).map_err(|cause| broken(path, &cause))?;
        Ok(Amender {
            file,
            path,
            document,
        })
    }

    /// Writes the overlay; one line about it.
    pub(super) fn write(mut self, amendments: &[Amendment]) -> Result<String, Failure> {
        let (overlay, left) = self.document.amend(amendments)?;
        let changes = overlay["actions"].as_array().map_or(0, Vec::len);
        let text = format!("{overlay:#}\n");
        self.file
            .write_all(text.as_bytes())
            .map_err(|cause| broken(self.path, &cause))?;
        let path = self.path.display();
        let mut line = match changes {
            0 => format!("nothing was learned that the spec does not say ({path})"),
            1 => format!("1 change of the spec is in {path}: use it with --overlay {path}"),
            _ => format!(
                "{changes} changes of the spec are in {path}: use them with --overlay {path}"
            ),
        };
        if left > 0 {
            line.push_str(&format!(
                "; {left} more belong to parts that the spec does not hold itself"
            ));
        }
        Ok(line)
    }
}

fn broken(path: &Path, cause: &std::io::Error) -> Failure {
    let what = format!("cannot write the overlay ({}): {cause}", path.display());
    Failure::new(Exit::Report, what).hint("name a file in a folder that you may write to")
}
