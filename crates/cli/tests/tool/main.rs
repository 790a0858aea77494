//! The real binary, from the outside.

#![allow(clippy::unwrap_used)]

mod auth;
mod blockers;
mod config;
mod demo;
mod describe;
mod failures;
mod hints;
mod reports;
mod served;
mod store;
mod usage;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// How a call of the binary ended.
#[derive(Debug)]
struct Ended {
    code: i32,
    out: String,
    err: String,
}

impl Ended {
    /// Holds code and standard error against what they must be and hold.
    fn must(&self, code: i32, parts: &[&str]) {
        assert_eq!(self.code, code, "{self:?}");
        for part in parts {
            assert!(self.err.contains(part), "no `{part}` in {self:?}");
        }
    }
}

/// A call of the binary in a folder of its own, with nothing of the caller's environment.
struct Call {
    command: Command,
    input: Vec<u8>,
}

impl Call {
    fn new(args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bedlam"));
        command
            .args(args)
            .env_clear()
            .env("BEDLAM_NO_STORE", "true");
        command.current_dir(folder());
        Call {
            command,
            input: Vec::new(),
        }
    }

    fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    fn input(mut self, bytes: &[u8]) -> Self {
        self.input = bytes.to_vec();
        self
    }

    fn end(mut self) -> Ended {
        let piped = self.command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = piped.stderr(Stdio::piped()).spawn().unwrap();
        // A process that ended before it read is judged by how it ended.
        let _ = child.stdin.take().unwrap().write_all(&self.input);
        let output = child.wait_with_output().unwrap();
        Ended {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

fn bedlam(args: &[&str]) -> Ended {
    Call::new(args).end()
}

/// A new empty folder.
fn folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("tool-{}-{number}", std::process::id());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The path of a small spec.
fn pets() -> String {
    testdata("pets.yaml")
}

fn testdata(name: &str) -> String {
    format!("{}/tests/tool/testdata/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A URL on which nobody listens.
fn dead_url() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}
