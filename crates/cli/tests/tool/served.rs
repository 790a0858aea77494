use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use bedlam_demo::{App, spec};

use super::folder;

/// An app that is served until this is dropped.
pub(crate) struct Served {
    process: Child,
    pub(crate) url: String,
    /// Its spec, a file.
    pub(crate) spec: String,
}

impl Served {
    pub(crate) fn new(app: App) -> Served {
        let mut process = Command::new(env!("CARGO_BIN_EXE_bedlam"))
            .args(["demo", "--serve", "--app", app.name()])
            .env_clear()
            .current_dir(folder())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut url = String::new();
        let out = process.stdout.as_mut().unwrap();
        BufReader::new(out).read_line(&mut url).unwrap();
        let file = folder().join("openapi.yaml");
        std::fs::write(&file, spec(app)).unwrap();
        Served {
            process,
            url: url.trim_end().to_owned(),
            spec: file.to_str().unwrap().to_owned(),
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // What cannot be ended has ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
