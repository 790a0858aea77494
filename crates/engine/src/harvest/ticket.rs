use std::sync::Arc;

use bedlam_model::{Operation, Response};
use serde_json::Value;

use super::{Basket, DEPTH};
use crate::depend::{Ticket, is_next_page, takes_id};
use crate::pool::{Resource, path_text};

/// Tickets taken from one answer, names of one thing that its version is kept under, and the
/// greatest length of each.
const MOST: usize = 24;
const NAMES: usize = 8;
const LONGEST: usize = 4096;

impl Basket<'_> {
    /// What the headers of an answer hand out: tokens, also in cookies, and the way to the next
    /// page (RFC 8288).
    pub(super) fn headers(&mut self, response: &Response) {
        for (name, value) in &response.headers {
            if name.eq_ignore_ascii_case("link") {
                let next = value.split(',').find(|link| {
                    let relation = link.split_once("rel=").map_or("", |(_, rest)| rest);
                    relation.trim_start_matches('"').starts_with("next")
                });
                let url = next.and_then(|link| link.split(['<', '>']).nth(1));
                self.page(url.unwrap_or_default());
            } else if name.eq_ignore_ascii_case("set-cookie") {
                let pair = value.split(';').next().unwrap_or_default();
                if let Some((name, value)) = pair.split_once('=') {
                    self.token(name.trim(), value.trim());
                }
            } else if !name.eq_ignore_ascii_case("etag") {
                self.token(name, value);
            }
        }
    }

    /// What a body hands out. `owner`: the property that it stands in.
    pub(super) fn body(&mut self, value: &Value, owner: Option<&str>, depth: u8) {
        let Value::Object(properties) = value else {
            return;
        };
        for (field, value) in properties {
            match value {
                Value::String(text) if is_next_page(owner, field) => self.page(text),
                Value::String(text) => self.token(field, text),
                Value::Object(_) if depth < DEPTH => self.body(value, Some(field), depth + 1),
                _ => {}
            }
        }
    }

    fn token(&mut self, name: &str, text: &str) {
        if Ticket::of(name) == Some(Ticket::Token) {
            self.hand(Ticket::Token, name, text);
        }
    }

    /// The place where the next page begins, or a URL that says it.
    fn page(&mut self, text: &str) {
        let Some((_, query)) = text.split_once('?') else {
            if !text.starts_with('/') && !text.contains("://") {
                self.hand(Ticket::Page, "cursor", text);
            }
            return;
        };
        let query = query.split('#').next().unwrap_or_default();
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            if Ticket::of(name) == Some(Ticket::Page) {
                self.hand(Ticket::Page, name, &unescaped(value));
            }
        }
    }

    fn hand(&mut self, ticket: Ticket, name: &str, text: &str) {
        if text.is_empty() || text.len() > LONGEST || self.tickets.len() >= MOST {
            return;
        }
        let keys = self.graph.tickets(self.operation, ticket, name);
        let resource = Arc::new(Resource {
            proven: false,
            value: Value::from(text),
            context: self.context.clone().into(),
            origin: self.origin.cloned(),
        });
        let all = keys.iter().map(|key| (*key, resource.clone()));
        self.tickets.extend(all);
    }

    /// The version of the thing that the answer is about: the one in the path, else the one made.
    pub(super) fn version(&mut self, operation: &Operation, response: &Response) {
        let Some(text) = response.header("etag").filter(|text| !text.is_empty()) else {
            return;
        };
        let mut context = self.context.clone();
        let ends = takes_id(&operation.path);
        if !ends {
            let own = self.shown.iter().filter(|(_, r)| r.own());
            let names = own.map(|(key, r)| (*key, path_text(&r.value)));
            let known = context.len();
            context.extend(names.take(NAMES));
            if context.len() == known {
                return;
            }
        }
        let keys = self.graph.tickets(operation, Ticket::Version, "etag");
        if context.is_empty() || text.len() > LONGEST {
            return;
        }
        let resource = Resource {
            proven: false,
            value: Value::from(text),
            context: context.into(),
            origin: self.origin.cloned(),
        };
        self.version = keys.first().map(|key| (*key, Arc::new(resource)));
    }
}

/// A value of a query without its escapes (WHATWG URL, application/x-www-form-urlencoded).
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let digits = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let escaped = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        match (first, escaped) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
                continue;
            }
            (b'+', _) => bytes.push(b' '),
            (other, _) => bytes.push(*other),
        }
        rest = tail;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_queries_are_undone() {
        let check = |text: &str, expected: &str| assert_eq!(unescaped(text), expected);
        check("a%3D%3d", "a==");
        check("a+b%2", "a b%2");
    }
}
