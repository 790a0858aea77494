use thiserror::Error;

/// Why a document cannot be read at all: what, where, what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{location}:{line}:{column}: {problem}\nhint: {}", problem.hint())]
pub struct Error {
    /// File name or URL of the document.
    pub location: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub problem: Problem,
}

/// What makes a document unreadable.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// Nothing in it.
    #[error("the document is empty")]
    Empty,
    /// Bytes that are no text.
    #[error("the bytes here are not {0} text")]
    NotText(&'static str),
    /// An archive or a compressed file; the kind.
    #[error("this is a {0} file")]
    Packed(&'static str),
    /// A web page.
    #[error("this is an HTML page, not an API description")]
    Html,
    /// Broken JSON; the parser's words.
    #[error("the JSON cannot be parsed: {0}")]
    Json(String),
    /// Broken YAML; the parser's words.
    #[error("the YAML cannot be parsed: {0}")]
    Yaml(String),
    /// Nested deeper than any description is; the limit.
    #[error("the document is nested deeper than {0} levels")]
    TooDeep(usize),
    /// The root is no object; what it is.
    #[error("the document is {0}, not an API description")]
    NotAnObject(&'static str),
    /// A document of another trade; which.
    #[error("this is {0}, not an OpenAPI description")]
    Foreign(&'static str),
    /// A version of Swagger older than 2.0.
    #[error("Swagger {0} is too old to be read")]
    TooOld(String),
    /// An overlay document is something else; what is wrong with it.
    #[error("this is no overlay: {0}")]
    NoOverlay(String),
    /// Neither a version nor paths.
    #[error("this is no API description: it has neither `openapi`, `swagger` nor `paths`")]
    NoDescription,
}

impl Problem {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Problem::Empty => "check that the file was written, or that the URL answers with it",
            Problem::NotText(_) => "save the document as UTF-8",
            Problem::Packed(_) => "unpack it and give the description inside",
            Problem::Html => {
                "give the URL of the description itself, often /openapi.json, /swagger.json \
                 or /v3/api-docs"
            }
            Problem::Json(_) | Problem::Yaml(_) => "mend the syntax at this place",
            Problem::TooDeep(_) => "move inner parts to components and refer to them",
            Problem::NotAnObject(_) | Problem::NoDescription | Problem::Foreign(_) => {
                "give an OpenAPI 3.0, 3.1, 3.2 or Swagger 2.0 document, JSON or YAML"
            }
            Problem::NoOverlay(_) => {
                "give an OpenAPI Overlay 1.0 document: `overlay: 1.0.0`, `info` and `actions`"
            }
            Problem::TooOld(_) => "convert it to Swagger 2.0 or OpenAPI 3 first",
        }
    }
}
