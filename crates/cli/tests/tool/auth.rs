use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use bedlam_demo::{App, spec};

use crate::{Call, folder};

/// The app `blockers`, served until this is dropped.
struct Served(Child, String);

impl Served {
    fn new() -> Served {
        let mut process = Command::new(env!("CARGO_BIN_EXE_bedlam"))
            .args(["demo", "--serve", "--app", App::Blockers.name()])
            .env_clear()
            .current_dir(folder())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut url = String::new();
        let out = process.stdout.as_mut().unwrap();
        BufReader::new(out).read_line(&mut url).unwrap();
        Served(process, url.trim_end().to_owned())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What a campaign against an operation that wants credentials tells, and its report.
fn run(auth: &str) -> (i32, String, String) {
    let served = Served::new();
    let folder = folder();
    std::fs::write(folder.join("openapi.yaml"), spec(App::Blockers)).unwrap();
    let text = format!("url: {}\nauth:\n{auth}\n", served.1);
    std::fs::write(folder.join("bedlam.yaml"), text).unwrap();
    let mut args = vec!["run", "openapi.yaml", "--max-requests", "20"];
    args.extend(["--include-endpoint", "^GET /me$", "--ndjson", "all.ndjson"]);
    let ended = Call::new(&args)
        .env("PASSWORD", "blue-kettle-7")
        .within(&folder)
        .end();
    let told = std::fs::read_to_string(folder.join("all.ndjson")).unwrap_or_default();
    (ended.code, format!("{}{}", ended.out, ended.err), told)
}

#[test]
fn credentials_of_a_login_or_a_command_open_what_wants_them_and_are_told_nowhere() {
    let login = "  login: {request: POST /login, json: {username: robin, password: '${PASSWORD}'}}\n  \
                 token: $.access_token\n";
    let command = "  command: echo wb-main-5f1c\n";
    let headers = "  command: 'echo \"Authorization: Bearer wb-main-5f1c\"'\n";
    for auth in [login, command, headers] {
        let (code, shown, told) = run(auth);
        assert_eq!(code, 0, "{shown}");
        assert!(told.contains("\"event\":\"covered\""), "{shown}");
        for secret in ["wb-main-5f1c", "blue-kettle-7"] {
            assert!(!told.contains(secret) && !shown.contains(secret), "{shown}");
        }
    }
}

#[test]
fn who_gets_no_credentials_says_why_and_where() {
    let check = |auth: &str, part: &str| {
        let (code, shown, _) = run(auth);
        assert_eq!(code, 4, "{shown}");
        assert!(shown.contains(part), "{shown}");
        assert!(shown.contains("(bedlam.yaml:3:3)"), "{shown}");
    };
    check("  command: exit 3\n", "`exit 3` ended with");
    let login =
        "  login: {request: POST /login, json: {username: robin, password: no}}\n  token: $.t\n";
    check(login, "POST /login was answered with 401 and no `$.t`");
}
