use std::fmt::Write as _;
use std::hash::{BuildHasher, Hasher, RandomState};

use bedlam_model::Request;
use md5::{Digest as _, Md5};
use sha2::{Sha256, Sha512, Sha512_256};

use super::challenge::AuthChallenge;

/// What a server wants to be answered in HTTP Digest authentication (RFC 7616), and how often it
/// was.
#[derive(Clone, Debug)]
pub(super) struct Digest {
    realm: String,
    nonce: String,
    opaque: Option<String>,
    algorithm: Algorithm,
    /// The algorithm's name as the server wrote it; none: it named none.
    named: Option<String>,
    /// Whether the key is made for the session (`-sess`).
    session: bool,
    protection: Protection,
    /// Whether the user's name is to be hidden.
    userhash: bool,
    /// The client's own nonce: the same as long as the server's.
    cnonce: String,
    count: u32,
    /// Whether only the nonce was too old, not the credentials wrong.
    pub(super) stale: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Algorithm {
    Md5,
    Sha256,
    Sha512,
    Sha512_256,
}

/// What the answer protects: the parameter `qop`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protection {
    /// As it was before there was a choice (RFC 2069).
    Old,
    Auth,
    AuthInt,
}

impl Digest {
    /// None: another scheme, or one of the ways of this one that nobody knows.
    pub(super) fn of(challenge: &AuthChallenge) -> Option<Digest> {
        if challenge.scheme != "digest" {
            return None;
        }
        let own = |name: &str| challenge.get(name).map(str::to_owned);
        let is_true = |name: &str| {
            let value = challenge.get(name);
            value.is_some_and(|value| value.eq_ignore_ascii_case("true"))
        };
        let named = own("algorithm");
        let (algorithm, session) = algorithm(named.as_deref().unwrap_or("MD5"))?;
        let protection = match challenge.get("qop") {
            None => Protection::Old,
            Some(offered) => protection(offered)?,
        };
        Some(Digest {
            realm: own("realm").unwrap_or_default(),
            nonce: own("nonce")?,
            opaque: own("opaque"),
            algorithm,
            named,
            session,
            protection,
            userhash: is_true("userhash"),
            cnonce: format!("{:016x}", RandomState::new().build_hasher().finish()),
            count: 0,
            stale: is_true("stale"),
        })
    }

    /// The value of `Authorization` for one more request.
    pub(super) fn answer(&mut self, user: &str, password: &str, request: &Request) -> String {
        self.count = self.count.wrapping_add(1);
        let count = format!("{:08x}", self.count);
        let response = self.response(user, password, &count, request);
        let name = match self.userhash {
            true => self.hash(&[user, &self.realm]),
            false => user.to_owned(),
        };
        let mut value = format!(
            "Digest username={}, realm={}, nonce={}, uri={}, response=\"{response}\"",
            quoted(&name),
            quoted(&self.realm),
            quoted(&self.nonce),
            quoted(&request.target)
        );
        // Writing to a text never fails.
        if let Some(named) = &self.named {
            let _ = write!(value, ", algorithm={named}");
        }
        if let Some(opaque) = &self.opaque {
            let _ = write!(value, ", opaque={}", quoted(opaque));
        }
        if self.protection != Protection::Old {
            let qop = self.protection.name();
            let _ = write!(value, ", qop={qop}, nc={count}, cnonce=\"{}\"", self.cnonce);
        } else if self.session {
            let _ = write!(value, ", cnonce=\"{}\"", self.cnonce);
        }
        if self.userhash {
            value.push_str(", userhash=true");
        }
        value
    }

    /// RFC 7616, sections 3.4.1 to 3.4.3.
    fn response(&self, user: &str, password: &str, count: &str, request: &Request) -> String {
        let mut key = self.hash(&[user, &self.realm, password]);
        if self.session {
            key = self.hash(&[&key, &self.nonce, &self.cnonce]);
        }
        let what = match self.protection {
            Protection::AuthInt => {
                let body = self.algorithm.hash(&request.body);
                self.hash(&[&request.method, &request.target, &body])
            }
            _ => self.hash(&[&request.method, &request.target]),
        };
        match self.protection {
            Protection::Old => self.hash(&[&key, &self.nonce, &what]),
            qop => self.hash(&[&key, &self.nonce, count, &self.cnonce, qop.name(), &what]),
        }
    }

    fn hash(&self, parts: &[&str]) -> String {
        self.algorithm.hash(parts.join(":").as_bytes())
    }
}

impl Protection {
    fn name(self) -> &'static str {
        match self {
            Protection::Old => "",
            Protection::Auth => "auth",
            Protection::AuthInt => "auth-int",
        }
    }
}

impl Algorithm {
    fn hash(self, bytes: &[u8]) -> String {
        match self {
            Algorithm::Md5 => hex(&Md5::digest(bytes)),
            Algorithm::Sha256 => hex(&Sha256::digest(bytes)),
            Algorithm::Sha512 => hex(&Sha512::digest(bytes)),
            Algorithm::Sha512_256 => hex(&Sha512_256::digest(bytes)),
        }
    }
}

/// The algorithm of this name, and whether it makes a key for the session.
fn algorithm(name: &str) -> Option<(Algorithm, bool)> {
    let name = name.to_ascii_uppercase();
    let plain = name.strip_suffix("-SESS");
    let algorithm = match plain.unwrap_or(&name) {
        "MD5" => Algorithm::Md5,
        "SHA-256" => Algorithm::Sha256,
        "SHA-512" => Algorithm::Sha512,
        "SHA-512-256" => Algorithm::Sha512_256,
        _ => return None,
    };
    Some((algorithm, plain.is_some()))
}

/// The first of the offered that is known; `auth` where it is among them.
fn protection(offered: &str) -> Option<Protection> {
    let offers = |name: &str| {
        let mut all = offered.split(',');
        all.any(|one| one.trim().eq_ignore_ascii_case(name))
    };
    let known = [Protection::Auth, Protection::AuthInt];
    known.into_iter().find(|one| offers(one.name()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// RFC 9110, section 5.6.4.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use bedlam_model::RequestId;

    /// The example of RFC 7616, section 3.9.1, with other parameters.
    fn answer(more: &[(&str, &str)]) -> Option<String> {
        let nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
        let given = [("realm", "http-auth@example.org"), ("nonce", nonce)];
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let mut digest = Digest::of(&AuthChallenge {
            scheme: "digest".into(),
            parameters: given.iter().chain(more).map(own).collect(),
        })?;
        digest.cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ".into();
        let request = Request {
            id: RequestId(1),
            method: "GET".into(),
            origin: "http://www.example.org".into(),
            target: "/dir/index.html".into(),
            headers: Vec::new(),
            body: b"body".to_vec(),
            raw: false,
        };
        Some(digest.answer("Mufasa", "Circle of Life", &request))
    }

    fn check(algorithm: &str, qop: &str, expected: &str) {
        let all = [("algorithm", algorithm), ("qop", qop)];
        let given: Vec<_> = all.into_iter().filter(|(_, v)| !v.is_empty()).collect();
        let answer = answer(&given).unwrap();
        let response = format!("response=\"{expected}\"");
        assert!(answer.contains(&response), "{algorithm} {qop}: {answer}");
    }

    #[test]
    fn answers_are_those_of_the_standard() {
        check("", "auth", "8ca523f5e9506fed4657c9700eebdbec");
        check("MD5", "auth-int, auth", "8ca523f5e9506fed4657c9700eebdbec");
        check("md5-sess", "auth", "e783283f46242139c486a698fec7211d");
        check("MD5", "auth-int", "9aaa3cbaec2406853a7cb784c6813d11");
        check("MD5", "", "7b2cc3b30e75b4777ea31027084363fd");
        let sha = "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1";
        check("SHA-256", "auth", sha);
        let session = "2fd51b3a77ad75bad6afad6003e818d767133c46d9e2749e7f5232ae1ea3efd7";
        check("SHA-256-sess", "auth", session);
        let short = "430d05014cecc49cab6fbe03176d41a1da86cbfe24a16580e22aaad928d960d0";
        check("SHA-512-256", "auth", short);
    }

    #[test]
    fn what_the_server_gave_comes_back_and_the_name_is_hidden_where_it_wants_that() {
        let answer = answer(&[("opaque", "a\"b"), ("qop", "auth"), ("userhash", "true")]);
        let answer = answer.unwrap();
        for part in [
            "username=\"4238f3a16167373febb9bc4d43db9cc4\"",
            "opaque=\"a\\\"b\"",
            "uri=\"/dir/index.html\"",
            "qop=auth, nc=00000001, cnonce=\"f2/",
            "userhash=true",
        ] {
            assert!(answer.contains(part), "{part}: {answer}");
        }
    }

    #[test]
    fn what_nobody_knows_is_not_answered() {
        assert_eq!(answer(&[("algorithm", "SHA3-256")]), None);
        assert_eq!(answer(&[("qop", "auth-conf")]), None);
    }
}
