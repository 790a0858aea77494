use bedlam_model::{Amendment, Change, Paste, Spot};
use serde_json::{Value, json};

use crate::curl::quote;

/// What to paste, as text: arguments quoted for a shell, lines of a configuration file, or the
/// action of an overlay.
pub(crate) fn paste(paste: &Paste) -> Option<String> {
    match paste {
        Paste::Arguments(arguments) => {
            let words = arguments.iter().map(|one| match one.starts_with("--") {
                true => one.clone(),
                false => quote(one),
            });
            Some(words.collect::<Vec<_>>().join(" "))
        }
        Paste::Config(lines) => Some(lines.trim_end().to_owned()),
        Paste::Amendment(amendment) => Some(action(amendment).to_string()),
        Paste::Nothing => None,
    }
}

/// The change as an action of an overlay (Overlay 1.0.0, section 4.4.3), for a spec of OpenAPI 3 in
/// which everything is written out where it stands; `--overlay-out` follows references too.
fn action(amendment: &Amendment) -> Value {
    let quoted = |text: &str| text.replace('\\', "\\\\").replace('\'', "\\'");
    let method = amendment.method.to_lowercase();
    let operation = format!("$.paths['{}'].{method}", quoted(&amendment.path));
    let content = format!("{operation}.requestBody.content");
    let media = |name: Option<String>| match name {
        Some(name) => format!("{content}['{}']", quoted(&name)),
        None => format!("{content}.*"),
    };
    if let Change::Media { to, .. } = &amendment.change {
        return json!({"target": content, "update": {to: {}}});
    }
    let target = match amendment.spot() {
        Spot::Parameter { location, name } => {
            let part = location.part().to_lowercase();
            let name = quoted(&name);
            format!("{operation}.parameters[?@.name=='{name}' && @.in=='{part}']")
        }
        Spot::Media(name) => media(name),
        Spot::Schema => format!("{}.schema", media(None)),
    };
    json!({"target": target, "update": amendment.update()})
}

#[cfg(test)]
mod tests {
    use bedlam_model::{InputAddress, Location};

    use super::*;

    #[test]
    fn what_is_pasted_is_whole() {
        let check = |pasted: Paste, expected: &str| {
            assert_eq!(paste(&pasted).as_deref(), Some(expected), "{pasted:?}");
        };
        let arguments = ["--header-auth", "X-Key: <it's>"].map(str::to_owned);
        check(
            Paste::Arguments(arguments.to_vec()),
            r"--header-auth 'X-Key: <it'\''s>'",
        );
        let amendment = Amendment {
            method: "GET".into(),
            path: "/a/{b}".into(),
            change: Change::Example {
                address: InputAddress::parameter(Location::Query, "q"),
                media: None,
                value: json!(7),
            },
            evidence: String::new(),
        };
        check(
            Paste::Amendment(Box::new(amendment)),
            "{\"target\":\"$.paths['/a/{b}'].get.parameters[?@.name=='q' && @.in=='query']\",\"update\":{\"example\":7}}",
        );
        assert_eq!(paste(&Paste::Nothing), None);
    }
}
