use bedlam_demo::App;

use crate::served::Served;
use crate::{Call, folder};

/// What a campaign against an operation that wants credentials tells, and its report.
fn run(auth: &str) -> (i32, String, String) {
    let served = Served::new(App::Blockers);
    let folder = folder();
    let text = format!("url: {}\nauth:\n{auth}\n", served.url);
    std::fs::write(folder.join("bedlam.yaml"), text).unwrap();
    let mut args = vec!["run", &served.spec, "--max-requests", "20"];
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
