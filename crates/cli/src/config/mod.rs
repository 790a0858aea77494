//! The configuration file `bedlam.yaml`, and files of hints.

mod auth;
mod file;
mod hints;
mod success;
mod yaml;

pub(crate) use auth::{FileAuth, FileLogin};
pub(crate) use file::ConfigFile;
pub(crate) use hints::FileGroup;
pub(crate) use success::FileSuccess;
