use bedlam_model::{
    Case, Content, Experience, InputAddress, Location, OperationExperience, ValueSource, normalise,
};
use serde_json::Value;

/// What must never reach the disk.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// Credentials themselves, in every form in which they may show.
    pub values: Vec<String>,
    /// Names of inputs whose values are secret, besides those that are known by name.
    pub names: Vec<String>,
}

/// A secret shorter than this is looked for as a whole value only: it stands inside of others by
/// chance.
const DISTINCT: usize = 12;
/// Shorter values are no secrets.
const SHORTEST: usize = 4;

/// Names of credentials, without case and separators: the name itself or its end.
const NAMES: &[&str] = &[
    "authorization",
    "apikey",
    "accesskey",
    "secretkey",
    "privatekey",
    "token",
    "secret",
    "password",
    "passwd",
    "credential",
    "credentials",
    "sessionid",
    "jwt",
];

impl Secrets {
    /// What was learned, without secrets. What travels in headers, cookies and queries under the
    /// name of a credential is left out; a case that needs a secret elsewhere is left out as a whole.
    pub(crate) fn clean(&self, mut experience: Experience) -> Experience {
        for operation in &mut experience.operations {
            self.clean_operation(operation);
        }
        experience
    }

    fn clean_operation(&self, operation: &mut OperationExperience) {
        for input in &mut operation.inputs {
            if self.is_named(&input.address) {
                input.values.clear();
            }
            input.values.retain(|value| !self.holds(value));
            for fact in &mut input.facts {
                if self.is_in(&fact.evidence) {
                    fact.evidence.clear();
                }
            }
        }
        let parameters = &operation.parameters;
        operation.cases.retain_mut(|case| {
            case.arguments.retain(|argument| {
                let address = parameters.get(argument.parameter);
                address.is_some_and(|address| {
                    address.location == Location::Path || !self.is_named(address)
                })
            });
            !self.needs(case)
        });
    }

    /// Whether a case cannot do without a secret.
    fn needs(&self, case: &Case) -> bool {
        let lent = |(address, source): &(InputAddress, ValueSource)| {
            let given = matches!(address.location, Location::Path | Location::Body);
            let theirs = [ValueSource::Hint, ValueSource::Pool, ValueSource::Success];
            let theirs = theirs.contains(source);
            given && theirs && self.is_named(address)
        };
        let body = case.body.as_ref().is_some_and(|body| match &body.content {
            Content::Value(value) => self.holds(value),
            Content::Raw(bytes) => self.is_in(&String::from_utf8_lossy(bytes)),
        });
        let arguments = case.arguments.iter().map(|argument| &argument.value);
        let changed = case.mutations.iter();
        let changed = changed.flat_map(|mutation| mutation.before.iter().chain(&mutation.after));
        let headers = case.wire.extra_headers.iter();
        body || case.sources.iter().any(lent)
            || arguments.chain(changed).any(|value| self.holds(value))
            || headers.into_iter().any(|(_, value)| self.is_in(value))
    }

    fn is_named(&self, address: &InputAddress) -> bool {
        let name = normalise(address.name().unwrap_or_default());
        let by_location = address.location == Location::Cookie;
        let ours = self.names.iter().any(|one| normalise(one) == name);
        by_location || ours || NAMES.iter().any(|end| name.ends_with(end))
    }

    /// Whether a secret stands anywhere in a value.
    fn holds(&self, value: &Value) -> bool {
        match value {
            Value::String(text) => self.is_in(text),
            Value::Number(number) => self.is_in(&number.to_string()),
            Value::Array(items) => items.iter().any(|item| self.holds(item)),
            Value::Object(members) => members.values().any(|member| self.holds(member)),
            Value::Null | Value::Bool(_) => false,
        }
    }

    /// Whether a secret stands in a text.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        let secrets = self.values.iter().filter(|s| s.len() >= SHORTEST);
        secrets.into_iter().any(|secret| {
            text == secret || (secret.len() >= DISTINCT && text.contains(secret.as_str()))
        })
    }
}
