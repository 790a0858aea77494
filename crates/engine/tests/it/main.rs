//! Whole campaigns against scripted APIs.

#![allow(clippy::unwrap_used)]

mod access;
mod believed;
mod campaign;
mod echo;
mod guide;
mod hints;
mod keys;
mod ladder;
mod links;
mod memory;
mod minimise;
mod ourselves;
mod outage;
mod standstill;
mod states;
mod strays;
mod success;
mod support;
mod sweeps;
mod tickets;
mod upheaval;
mod vary;
mod worn;
