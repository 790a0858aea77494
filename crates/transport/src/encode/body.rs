use bedlam_model::{Api, Case, Content, MediaType, Operation};
use serde_json::Value;

use super::form::form;
use super::media::{self, Kind};
use super::multipart::multipart;
use super::style::text;
use super::xml::xml;

/// The bytes of the case's body and their content type; none: it has no body.
pub(super) fn body(api: &Api, operation: &Operation, case: &Case) -> Option<(Vec<u8>, String)> {
    let body = case.body.as_ref()?;
    let declared = operation.body.iter().flat_map(|body| &body.media);
    let own = declared.clone().nth(body.media);
    let other = case.wire.media.as_ref().map(|name| {
        let essence = media::essence(name);
        let same = declared
            .clone()
            .find(|m| media::essence(&m.name) == essence);
        let like = same.or(own);
        MediaType {
            name: name.clone(),
            schema: like.and_then(|media| media.schema),
            examples: Vec::new(),
            encoding: like.map_or(Vec::new(), |media| media.encoding.clone()),
        }
    });
    let media = other.as_ref().or(own);
    Some(match (&body.content, media) {
        (Content::Raw(bytes), Some(media)) => (bytes.clone(), media::concrete(&media.name, true)),
        (Content::Raw(bytes), None) => (bytes.clone(), "application/octet-stream".to_owned()),
        (Content::Value(value), Some(media)) => write(api, media, value),
        (Content::Value(value), None) => (json(value), "application/json".to_owned()),
    })
}

fn write(api: &Api, media: &MediaType, value: &Value) -> (Vec<u8>, String) {
    let name = media::concrete(&media.name, value.is_string());
    let bytes = match media::kind(&name) {
        Kind::Json => json(value),
        Kind::JsonLines => lines(value).into_bytes(),
        Kind::Form => form(media, value).into_bytes(),
        Kind::Xml => xml(&api.schemas, media.schema, value).into_bytes(),
        Kind::Multipart => return multipart(&api.schemas, media, &name, value),
        Kind::Text => text(value).into_bytes(),
    };
    (bytes, name)
}

fn json(value: &Value) -> Vec<u8> {
    // Values have no way to fail: their keys are text.
    serde_json::to_vec(value).unwrap_or_default()
}

fn lines(value: &Value) -> String {
    match value {
        Value::Array(items) => items.iter().map(|item| format!("{item}\n")).collect(),
        other => format!("{other}\n"),
    }
}

#[cfg(test)]
mod tests;
