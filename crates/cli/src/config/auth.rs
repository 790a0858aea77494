use serde_json::Value;

use super::file::refuse;
use super::success::scalar;
use super::yaml::{Entry, Kind, Node, wrong};
use crate::failure::Failure;

/// A text and its place, `bedlam.yaml:4:14`.
pub(super) type Placed = (String, String);

/// Where credentials come from, as a configuration file says it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FileAuth {
    pub(crate) place: String,
    pub(crate) command: Option<Placed>,
    pub(crate) login: Option<FileLogin>,
    pub(crate) token: Option<Placed>,
    /// How it goes onto requests: `header`, `cookie` or `query`, and what is written there.
    pub(crate) shown: Option<(String, Placed)>,
    pub(crate) every: Option<Placed>,
}

/// A request that begins a session.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FileLogin {
    pub(crate) place: String,
    pub(crate) request: Option<Placed>,
    pub(crate) headers: Vec<(String, String)>,
    /// `json`, `form` or `body`, and what is sent.
    pub(crate) body: Option<(String, Value)>,
}

/// How it is written.
const FORM: &str = "write `auth: {command: ./token.sh}`, or `auth: {login: {request: POST /login, \
                    json: {user: ann, password: '${PASSWORD}'}}, token: $.token}`";

/// Reads where credentials come from.
pub(super) fn auth(node: &Node, path: &str) -> Result<Option<FileAuth>, Failure> {
    let reader = Reader { path };
    let entries = match &node.kind {
        Kind::Nothing => return Ok(None),
        Kind::Map(entries) => entries,
        _ => return Err(reader.refuse(node, "`auth` takes `command` or `login`")),
    };
    let mut auth = FileAuth {
        place: reader.place(node),
        ..FileAuth::default()
    };
    for Entry { key, value, .. } in entries {
        match (&**key, &value.kind) {
            (_, Kind::Nothing) => {}
            ("login", _) => auth.login = Some(reader.login(value)?),
            ("command", _) => auth.command = Some(reader.text(key, value)?),
            ("token", _) => auth.token = Some(reader.text(key, value)?),
            ("every", _) => auth.every = Some(reader.text(key, value)?),
            ("header" | "cookie" | "query", _) if auth.shown.is_some() => {
                let what = "only one of `header`, `cookie` and `query` can be given";
                return Err(reader.refuse(value, what));
            }
            ("header" | "cookie" | "query", _) => {
                auth.shown = Some((key.clone(), reader.text(key, value)?));
            }
            _ => return Err(reader.refuse(value, &format!("`auth` has no key `{key}`"))),
        }
    }
    Ok(Some(auth))
}

struct Reader<'a> {
    path: &'a str,
}

impl Reader<'_> {
    fn login(&self, node: &Node) -> Result<FileLogin, Failure> {
        let Kind::Map(entries) = &node.kind else {
            return Err(self.refuse(node, "`login` takes a `request` and what is sent with it"));
        };
        let mut login = FileLogin {
            place: self.place(node),
            ..FileLogin::default()
        };
        for Entry { key, value, .. } in entries {
            match (&**key, &value.kind) {
                (_, Kind::Nothing) => {}
                ("request", _) => login.request = Some(self.text(key, value)?),
                ("headers", Kind::Map(headers)) => {
                    for Entry { key, value, .. } in headers {
                        login.headers.push((key.clone(), self.text(key, value)?.0));
                    }
                }
                ("form", Kind::Map(_)) | ("json" | "body", _) => {
                    login.body = Some((key.clone(), json(value)));
                }
                ("headers" | "form", _) => {
                    return Err(self.refuse(value, &format!("`{key}` takes names with values")));
                }
                _ => return Err(self.refuse(value, &format!("`login` has no key `{key}`"))),
            }
        }
        Ok(login)
    }

    fn text(&self, key: &str, node: &Node) -> Result<Placed, Failure> {
        match &node.kind {
            Kind::One(text) => Ok((text.clone(), self.place(node))),
            _ => Err(self.refuse(node, &format!("`{key}` takes one value"))),
        }
    }

    fn place(&self, node: &Node) -> String {
        let (line, column) = node.place;
        format!("{}:{line}:{column}", self.path)
    }

    fn refuse(&self, node: &Node, what: &str) -> Failure {
        refuse(self.path, &wrong(node.place, what)).hint(FORM)
    }
}

fn json(node: &Node) -> Value {
    match &node.kind {
        Kind::Nothing => Value::Null,
        Kind::One(text) => scalar(text, node.plain),
        Kind::List(items) => items.iter().map(json).collect(),
        Kind::Map(entries) => {
            let pairs = entries.iter().map(|e| (e.key.clone(), json(&e.value)));
            Value::Object(pairs.collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::yaml::read;
    use super::*;
    use serde_json::json;

    fn parse(text: &str) -> Result<Option<FileAuth>, Failure> {
        auth(&read(text).unwrap()[0].value, "c.yaml")
    }

    #[test]
    fn a_command_or_a_login_is_read() {
        let command = parse("auth: {command: ./a.sh, every: 10m}\n").unwrap();
        let command = command.unwrap();
        let placed = |text: &str, place: &str| Some((text.to_owned(), place.to_owned()));
        assert_eq!(command.command, placed("./a.sh", "c.yaml:1:17"));
        assert_eq!(command.every, placed("10m", "c.yaml:1:32"));
        let text = "auth:\n  login:\n    request: POST /in\n    headers: {X-A: b}\n    \
                    json: {user: ann, pin: 7, deep: [{x: true}]}\n  token: $.t\n  cookie: sid={token}\n";
        let auth = parse(text).unwrap().unwrap();
        let login = auth.login.unwrap();
        assert_eq!(login.headers, [("X-A".to_owned(), "b".to_owned())]);
        let body = json!({"user": "ann", "pin": 7, "deep": [{"x": true}]});
        assert_eq!(login.body, Some(("json".to_owned(), body)));
        let shown = ("sid={token}".to_owned(), "c.yaml:7:11".to_owned());
        assert_eq!(auth.shown, Some(("cookie".to_owned(), shown)));
        assert_eq!(parse("auth:\n").unwrap(), None);
    }

    #[test]
    fn what_says_nothing_of_credentials_is_refused_at_its_place() {
        let check = |text: &str, part: &str| {
            let told = format!("{:?}", parse(text).unwrap_err());
            assert!(told.contains(part), "{told}");
        };
        check("auth: ./a.sh\n", "takes `command` or `login` (c.yaml:1:7)");
        check("auth: {comand: a}\n", "`auth` has no key `comand`");
        check("auth: {command: [a]}\n", "`command` takes one value");
        check("auth: {login: POST}\n", "`login` takes a `request`");
        check("auth: {login: {url: a}}\n", "`login` has no key `url`");
        check("auth: {header: a, cookie: b}\n", "only one of");
    }
}
