use bedlam_generate::Rng;
use bedlam_model::{Case, Content, InputAddress, OperationId, Segment, ValueSource, normalise};
use serde_json::{Map, Value};

/// Accounts that the campaign has made: who logs in with one of these is let in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Accounts(Vec<Account>);

#[derive(Clone, Debug, PartialEq)]
struct Account {
    /// Who it is, by the names without separators under which that was said.
    names: Vec<(String, Value)>,
    password: Value,
    /// The operation that made it.
    from: OperationId,
}

/// Names of inputs that say who somebody is, and of those that prove it.
const NAMES: &[&str] = &[
    "username",
    "user",
    "login",
    "loginname",
    "email",
    "emailaddress",
    "mail",
    "account",
    "accountname",
    "name",
    "nickname",
    "phone",
    "handle",
];
const PASSWORDS: &[&str] = &["password", "passwd", "pwd", "pass", "passphrase"];

/// Accounts remembered, and how often one is used.
const MOST: usize = 6;
const USED: f64 = 0.8;
/// How often the newest is preferred.
const NEWEST: f64 = 0.6;

impl Accounts {
    /// What a case that succeeded has made an account of; none: nothing, or one that is known.
    pub(crate) fn made(&self, case: &Case) -> Option<Accounts> {
        let account = account(case)?;
        let same = |known: &Account| known.names == account.names;
        let known = self
            .0
            .iter()
            .any(|known| same(known) && known.password == account.password);
        if known || !case.mutations.is_empty() {
            return None;
        }
        let mut all = self.clone();
        // Whoever has another password by now has no other.
        all.0.retain(|known| !same(known));
        if all.0.len() >= MOST {
            all.0.remove(0);
        }
        all.0.push(account);
        Some(all)
    }

    /// Lets a case that says who somebody is, and proves it, be about an account that there is.
    pub(crate) fn lend(&self, case: &mut Case, rng: &mut Rng) {
        let Some(map) = object(case) else {
            return;
        };
        let Some(password) = find(map, PASSWORDS).map(str::to_owned) else {
            return;
        };
        // Who makes accounts needs other ones.
        let mut others = self
            .0
            .iter()
            .filter(|account| account.from != case.operation);
        let all: Vec<&Account> = others.by_ref().collect();
        let newest = all.last().copied().filter(|_| rng.chance(NEWEST));
        let picked = newest.or_else(|| rng.pick(&all).copied());
        let Some(account) = picked.filter(|_| rng.chance(USED)) else {
            return;
        };
        let names = map
            .keys()
            .filter(|name| NAMES.contains(&normalise(name).as_str()));
        let names: Vec<String> = names.cloned().collect();
        let alone = names.len() == 1;
        let mut put: Vec<(String, Value)> = Vec::new();
        for name in names {
            let plain = normalise(&name);
            let exact = account.names.iter().find(|(known, _)| *known == plain);
            // A single name may be any of those.
            let value = exact.or_else(|| account.names.first().filter(|_| alone));
            put.extend(value.map(|(_, value)| (name, value.clone())));
        }
        if put.is_empty() {
            return;
        }
        put.push((password, account.password.clone()));
        for (name, value) in put {
            let address = InputAddress::body().child(Segment::Key(name.clone()));
            case.sources.retain(|(known, _)| *known != address);
            case.sources.push((address, ValueSource::Pool));
            if let Some(Content::Value(Value::Object(map))) =
                case.body.as_mut().map(|body| &mut body.content)
            {
                map.insert(name, value);
            }
        }
    }
}

fn object(case: &Case) -> Option<&Map<String, Value>> {
    match &case.body.as_ref()?.content {
        Content::Value(Value::Object(map)) => Some(map),
        _ => None,
    }
}

/// The member of one of these names.
fn find<'m>(map: &'m Map<String, Value>, names: &[&str]) -> Option<&'m str> {
    let mut keys = map.keys();
    let found = keys.find(|key| names.contains(&normalise(key).as_str()));
    found.map(String::as_str)
}

fn account(case: &Case) -> Option<Account> {
    let map = object(case)?;
    let password = map.get(find(map, PASSWORDS)?)?;
    let text = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
    let names = map.iter().filter(|(_, value)| text(value));
    let names = names.map(|(name, value)| (normalise(name), value.clone()));
    let mut names: Vec<(String, Value)> = names
        .filter(|(name, _)| NAMES.contains(&name.as_str()))
        .collect();
    let rank = |name: &String| NAMES.iter().position(|known| known == name);
    names.sort_by_key(|(name, _)| rank(name));
    let whole = !names.is_empty() && text(password);
    whole.then(|| Account {
        names,
        password: password.clone(),
        from: case.operation,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use bedlam_model::Body;
    use serde_json::json;

    fn case(operation: u32, body: Value) -> Case {
        let mut case = Case::new(OperationId(operation));
        case.body = Some(Body {
            media: 0,
            content: Content::Value(body),
        });
        case
    }

    fn lent(accounts: &Accounts, operation: u32, body: &Value) -> Vec<Value> {
        let mut rng = Rng::new(4);
        let all = (0..40).map(|_| {
            let mut case = case(operation, body.clone());
            accounts.lend(&mut case, &mut rng);
            object(&case).map_or(Value::Null, |map| Value::Object(map.clone()))
        });
        all.filter(|lent| lent != body).collect()
    }

    #[test]
    fn who_was_registered_logs_in() {
        let none = Accounts::default();
        let body = json!({"username": "ann", "email": "a@b", "password": "s3cret", "age": 3});
        let accounts = none.made(&case(0, body)).unwrap_or_default();
        let login = json!({"user_name": "x", "password": "y"});
        let expected = json!({"user_name": "ann", "password": "s3cret"});
        let all = lent(&accounts, 1, &login);
        assert!(
            all.len() > 20 && all.iter().all(|lent| *lent == expected),
            "{all:?}"
        );
        let all = lent(&accounts, 1, &json!({"email": "x", "passwd": "y"}));
        assert!(
            all.iter()
                .all(|lent| *lent == json!({"email": "a@b", "passwd": "s3cret"}))
        );
        assert!(!all.is_empty());
        // Not the same account again, and nothing where nobody proves who he is.
        let again = json!({"username": "x", "password": "y"});
        assert!(lent(&accounts, 0, &again).is_empty());
        assert!(lent(&accounts, 1, &json!({"username": "x"})).is_empty());
    }

    #[test]
    fn an_account_is_known_once_with_its_last_password() {
        let one = |password: &str| case(0, json!({"username": "ann", "password": password}));
        let first = Accounts::default().made(&one("a")).unwrap_or_default();
        assert!(first.made(&one("a")).is_none());
        let second = first.made(&one("b")).unwrap_or_default();
        assert_eq!(second.0.len(), 1);
        assert!(first.made(&case(0, json!({"username": "ann"}))).is_none());
    }
}
