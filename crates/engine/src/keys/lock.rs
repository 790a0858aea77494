use bedlam_model::{
    Api, FoundKey, Location, Operation, OperationId, SecurityKind, normalise, words,
};

use crate::challenge::Challenge;
use crate::knowledge::Lore;

/// A place where the API wants a credential that the user did not give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lock {
    pub(crate) location: Location,
    pub(crate) name: String,
    /// Whether a token goes there as a bearer's (RFC 6750).
    bearer: bool,
    /// The name by which the spec calls the scheme.
    scheme: String,
}

/// All such places.
#[derive(Debug, Default)]
pub(crate) struct Locks {
    /// For each operation the ways to be let in, each with all that has to be shown.
    ways: Vec<Vec<Vec<Lock>>>,
    /// Every scheme of the spec that can be filled: operations that declare none may want one.
    open: Vec<Lock>,
    /// Whether the user gave any credential.
    given: bool,
}

/// Where a bearer's token goes.
const AUTHORIZATION: &str = "Authorization";

/// What is believed of a key before it was tried: of one that has the very name of the lock, of one
/// of its kind, and of another.
const SAME: f32 = 0.8;
const KIN: f32 = 0.5;
const OTHER: f32 = 0.15;

impl Lock {
    fn header(name: &str, bearer: bool) -> Self {
        Lock {
            location: Location::Header,
            name: name.to_owned(),
            bearer,
            scheme: String::new(),
        }
    }

    /// What a scheme asks for; none: nothing that an answer could show.
    fn of(kind: &SecurityKind, scheme: &str) -> Option<Self> {
        let lock = match kind {
            SecurityKind::ApiKey { location, name } => Lock {
                location: *location,
                name: name.clone(),
                bearer: false,
                scheme: String::new(),
            },
            SecurityKind::Http { scheme } if scheme != "bearer" => return None,
            SecurityKind::MutualTls => return None,
            _ => Lock::header(AUTHORIZATION, true),
        };
        Some(Lock {
            scheme: scheme.to_owned(),
            ..lock
        })
    }

    /// Where experience with it is kept.
    pub(crate) fn id(&self) -> String {
        format!("{:?} {}", self.location, self.name.to_ascii_lowercase())
    }

    /// The value as it goes there.
    pub(crate) fn with(&self, value: &str) -> FoundKey {
        FoundKey {
            location: self.location,
            name: self.name.clone(),
            value: match self.bearer {
                true => format!("Bearer {value}"),
                false => value.to_owned(),
            },
        }
    }

    /// How likely a key that an answer shows under this name, without separators, opens it.
    pub(crate) fn fits(&self, key: &str) -> f32 {
        let own = [own_name(&self.name), normalise(&self.scheme)];
        if own.iter().any(|name| name == key) {
            return SAME;
        }
        let token = |name: &str| name.ends_with("token") || name.ends_with("jwt");
        if self.bearer {
            return match key {
                "accesstoken" | "token" | "authtoken" | "jwt" | "bearertoken" => SAME,
                key if token(key) => KIN,
                _ => OTHER,
            };
        }
        let kind = |name: &str| {
            ["key", "token", "secret"]
                .into_iter()
                .find(|end| name.ends_with(end))
        };
        match own.iter().find_map(|name| kind(name)) {
            Some(end) if kind(key) == Some(end) => KIN,
            _ => OTHER,
        }
    }
}

/// The name of an input without separators and without the `X` of headers.
fn own_name(name: &str) -> String {
    let mut all = words(name);
    if all.len() > 1 && all[0] == "x" {
        all.remove(0);
    }
    all.concat()
}

/// Whether an input of this name takes a credential, whatever the spec says of security.
fn is_credential(name: &str) -> bool {
    let joined = own_name(name);
    [
        "apikey",
        "accesskey",
        "authkey",
        "apitoken",
        "accesstoken",
        "authtoken",
    ]
    .iter()
    .any(|end| joined.ends_with(end))
}

/// Whether a header that the user gave says who he is, as far as its name tells.
fn shows_who(name: &str) -> bool {
    let name = own_name(name);
    ["authorization", "cookie", "auth", "key", "token", "secret"]
        .iter()
        .any(|end| name.ends_with(end))
}

impl Locks {
    /// `given`: where the credentials of the user go.
    pub(crate) fn new(api: &Api, given: &[(Location, String)]) -> Self {
        let has = |lock: &Lock| {
            given
                .iter()
                .any(|(at, name)| *at == lock.location && name.eq_ignore_ascii_case(&lock.name))
        };
        let scheme = |name: &str| {
            let declared = api.security_schemes.iter().find(|s| s.name == name);
            declared.map(|declared| Lock::of(&declared.kind, name))
        };
        let ways = |operation: &Operation| {
            if operation.security.is_empty() {
                let taken = operation.parameters.iter().filter(|p| {
                    matches!(p.location, Location::Header | Location::Query)
                        && is_credential(&p.name)
                });
                let locks = taken.map(|p| Lock {
                    location: p.location,
                    ..Lock::header(&p.name, false)
                });
                return locks.filter(|l| !has(l)).map(|l| vec![l]).collect();
            }
            let mut ways = Vec::new();
            for alternative in &operation.security {
                // One that asks for what no answer shows leads nowhere.
                let all: Option<Vec<Lock>> = alternative
                    .iter()
                    .map(|(name, _)| scheme(name).flatten())
                    .collect();
                let basic = || {
                    given
                        .iter()
                        .any(|(_, name)| name.eq_ignore_ascii_case(AUTHORIZATION))
                };
                match all {
                    Some(all) if all.iter().all(has) => return Vec::new(),
                    Some(all) => ways.push(all.into_iter().filter(|l| !has(l)).collect()),
                    None if basic() => return Vec::new(),
                    None => {}
                }
            }
            ways
        };
        let schemes = api.security_schemes.iter();
        let open = schemes.filter_map(|s| Lock::of(&s.kind, &s.name));
        Locks {
            ways: api.operations.iter().map(ways).collect(),
            open: open.filter(|lock| !has(lock)).collect(),
            given: given
                .iter()
                .any(|(at, name)| *at != Location::Header || shows_who(name)),
        }
    }

    /// Whether some key may ever be of use. `barred`: somebody was refused for want of one.
    pub(crate) fn any(&self, barred: bool) -> bool {
        (barred && !self.given) || self.ways.iter().any(|ways| !ways.is_empty())
    }

    /// Whether the spec says that this operation wants a key that nobody gave.
    pub(crate) fn wants(&self, operation: OperationId) -> bool {
        !self.ways[operation.index()].is_empty()
    }

    /// The ways to be let in by an operation, as far as the spec and its refusals tell.
    pub(crate) fn ways(&self, operation: OperationId, lore: &Lore) -> Vec<Vec<Lock>> {
        let declared = &self.ways[operation.index()];
        if !declared.is_empty() || !lore.barred || self.given {
            return declared.clone();
        }
        let asked = lore.key_header.iter().map(|name| Lock::header(name, false));
        let bearer =
            (lore.challenge == Some(Challenge::Bearer)).then(|| Lock::header(AUTHORIZATION, true));
        let mut all: Vec<Vec<Lock>> = Vec::new();
        for lock in asked.chain(bearer).chain(self.open.iter().cloned()) {
            if !all.iter().flatten().any(|known| known.id() == lock.id()) {
                all.push(vec![lock]);
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::some_api;

    const SCHEMES: &str = "components:
  securitySchemes:
    ApiKeyHeader: {type: apiKey, in: header, name: X-API-KEY}
    ApiKeyQuery: {type: apiKey, in: query, name: api-key}
    Bearer: {type: http, scheme: bearer}
    Basic: {type: http, scheme: basic}
";

    fn ways(security: &str, given: &[(Location, &str)]) -> Vec<Vec<String>> {
        let get = format!("{{get: {{{security} responses: {{'200': {{description: d}}}}}}}}");
        let api = some_api(&format!("  /a: {get}\n{SCHEMES}"));
        let given: Vec<_> = given
            .iter()
            .map(|(at, name)| (*at, (*name).to_owned()))
            .collect();
        let ways = Locks::new(&api, &given).ways(OperationId(0), &Lore::default());
        let ids = |way: &Vec<Lock>| way.iter().map(Lock::id).collect();
        ways.iter().map(ids).collect()
    }

    #[test]
    fn what_the_spec_asks_for_and_nobody_gave_is_looked_for() {
        let header = "Header x-api-key";
        let key = "security: [{ApiKeyHeader: []}, {ApiKeyQuery: []}],";
        let both = "security: [{ApiKeyHeader: [], Bearer: []}],";
        assert_eq!(ways(key, &[]), [[header], ["Query api-key"]]);
        assert_eq!(ways(key, &[(Location::Header, "x-api-key")]), [[""; 0]; 0]);
        assert_eq!(ways(key, &[(Location::Header, "Authorization")]).len(), 2);
        assert_eq!(
            ways(both, &[(Location::Header, "Authorization")]),
            [[header]]
        );
        assert_eq!(ways(both, &[]), [[header, "Header authorization"]]);
        // No answer shows a user's password.
        assert_eq!(ways("security: [{Basic: []}],", &[]), [[""; 0]; 0]);
        assert_eq!(ways("", &[]), [[""; 0]; 0]);
        let declared = "parameters: [{name: x-api-key, in: header, schema: {type: string}}],";
        assert_eq!(ways(declared, &[]), [[header]]);
    }

    #[test]
    fn keys_are_tried_where_their_names_fit() {
        let key = Lock::header("X-Api-Key", false);
        let bearer = Lock::header(AUTHORIZATION, true);
        let order = |lock: &Lock, names: &[&str]| {
            let fits: Vec<f32> = names.iter().map(|name| lock.fits(name)).collect();
            assert!(fits.windows(2).all(|two| two[0] > two[1]), "{fits:?}");
        };
        order(&key, &["apikey", "adminkey", "token"]);
        order(&bearer, &["accesstoken", "invitetoken", "apikey"]);
    }
}
