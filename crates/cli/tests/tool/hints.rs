use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use crate::{Call, bedlam, dead_url, folder, pets};

/// Answers everything with 200 and remembers the targets.
fn listen() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let targets: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = targets.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let seen = seen.clone();
            std::thread::spawn(move || answer(stream, &seen));
        }
    });
    (url, targets)
}

fn answer(stream: TcpStream, seen: &Mutex<Vec<String>>) -> Option<()> {
    let mut writer = stream.try_clone().ok()?;
    let mut reader = BufReader::new(stream);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let target = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut length = 0;
        loop {
            let mut header = String::new();
            reader.read_line(&mut header).ok()?;
            let (name, value) = header.split_once(':').unwrap_or_default();
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().unwrap_or(0);
            }
            if header.trim().is_empty() {
                break;
            }
        }
        reader.read_exact(&mut vec![0; length]).ok()?;
        seen.lock().unwrap().push(target);
        let answer =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
        writer.write_all(answer.as_bytes()).ok()?;
    }
}

#[test]
fn hints_of_flag_file_and_foreign_file_reach_the_requests() {
    let (url, targets) = listen();
    let folder = folder();
    let groups = "resource_hints:\n  - name: A\n    hints: ['PATH petId$:771']\n";
    std::fs::write(folder.join("bedlam.yaml"), groups).unwrap();
    let foreign =
        "version: \"1.0\"\nresource_hints:\n  - name: B\n    hints: [\"PATH petId$:772\"]\n";
    std::fs::write(folder.join(".mapi"), foreign).unwrap();
    let ended = Call::new(&[
        "run",
        &pets(),
        "--url",
        &url,
        "--max-requests",
        "600",
        "--seed",
        "3",
    ])
    .within(&folder)
    .env("BEDLAM_RESOURCE_HINT", "PATH petId$:773")
    .end();
    assert!(!ended.err.contains("no input matches"), "{ended:?}");
    let targets = targets.lock().unwrap();
    let of_pets: Vec<&String> = targets.iter().filter(|t| t.starts_with("/pets/")).collect();
    let with = |id: &str| {
        of_pets
            .iter()
            .filter(|t| t.starts_with(&format!("/pets/{id}")))
            .count()
    };
    let counts = ["771", "772", "773"].map(with);
    let hinted: usize = counts.iter().sum();
    assert!(
        hinted * 10 >= of_pets.len() * 9,
        "{counts:?} of {}",
        of_pets.len()
    );
    assert!(counts.iter().all(|count| count * 10 > hinted), "{counts:?}");
}

#[test]
fn a_hint_that_matches_nothing_is_told_at_start_with_the_nearest_lines() {
    let ended = bedlam(&[
        "run",
        &pets(),
        "--url",
        &dead_url(),
        "--resource-hint",
        "category/ident$:5",
        "--resource-hint",
        "petId$:5",
    ]);
    ended.must(
        4,
        &[
            "warning: no input matches the hint `category/ident$:5`",
            "near it are `PUT /pets/{petId} BODY category/id`",
        ],
    );
    assert_eq!(
        ended.err.matches("no input matches").count(),
        1,
        "{ended:?}"
    );
}

#[test]
fn a_hint_with_a_wrong_expression_is_refused_where_it_stands() {
    let ended = bedlam(&["run", &pets(), "--resource-hint", "user(:foo"]);
    let what = "`user(` is no regular expression: unclosed group (--resource-hint)";
    ended.must(2, &[what, "hint: write it as 'REGEX:value'"]);
    let folder = folder();
    let groups = "resource_hints:\n  - name: A\n    hints:\n      - 'a:b'\n      - 'none'\n";
    std::fs::write(folder.join("bedlam.yaml"), groups).unwrap();
    let ended = Call::new(&["run", &pets()]).within(&folder).end();
    ended.must(2, &["`none` has no colon", "(bedlam.yaml:5:9)"]);
}

#[test]
fn what_is_not_used_of_a_foreign_file_is_said() {
    let folder = folder();
    let foreign = "version: \"1.0\"\nsuppressed:\n  - reason: known\n    path: /x\n";
    std::fs::write(folder.join(".mapi"), foreign).unwrap();
    let ended = Call::new(&["run", &pets(), "--url", &dead_url()])
        .within(&folder)
        .end();
    ended.must(4, &["warning: `suppressed` is passed over (.mapi:2:1)"]);
}
