//! Keeps campaigns on disk.
