//! The generator from outside: what it makes and changes, judged by an independent validator.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cases;
mod mutators;
mod patterns;
mod schemas;
mod support;
mod sweep;
