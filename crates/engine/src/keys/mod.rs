mod account;
mod conceal;
mod find;
mod lock;
mod ring;

pub(crate) use account::Accounts;
pub(crate) use conceal::{Concealer, Discreet, hide};
pub(crate) use find::{ShownKey, shown_keys};
pub(crate) use lock::{Lock, Locks};
pub(crate) use ring::Keyring;
