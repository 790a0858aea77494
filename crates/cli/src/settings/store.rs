use std::path::PathBuf;

use crate::args::{Origins, StoreArgs};

/// The folder of the store; none: no store is wanted, or there is no place for one.
pub(crate) fn store(args: &StoreArgs, origins: &Origins) -> Option<PathBuf> {
    // Who types a folder means it, whatever the environment says.
    let typed = origins.is_typed("store") && !origins.is_typed("no-store");
    match args.no_store && !typed {
        true => None,
        false => store_folder(args.store.as_deref()),
    }
}

/// The folder named, else the usual one.
pub(crate) fn store_folder(named: Option<&str>) -> Option<PathBuf> {
    match named {
        Some(named) if !named.is_empty() => Some(PathBuf::from(named)),
        _ => usual(|name| std::env::var_os(name).map(PathBuf::from)),
    }
}

/// Where data of this user belong (XDG Base Directory Specification 0.8, and what Apple and
/// Microsoft recommend). Relative paths are not valid there.
fn usual(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    let folder = |name: &str| variable(name).filter(|path| path.is_absolute());
    let data = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        folder("XDG_DATA_HOME").or_else(|| folder("HOME").map(|home| home.join(".local/share")))
    };
    data.map(|data| data.join("bedlam"))
}

#[cfg(all(test, unix, not(target_os = "macos")))]
mod tests {
    use super::*;

    #[test]
    fn campaigns_are_kept_among_the_data_of_the_user() {
        let check = |data: &str, home: &str, expected: Option<&str>| {
            let got = usual(|name| match name {
                "XDG_DATA_HOME" => Some(data.into()),
                "HOME" => Some(home.into()),
                _ => None,
            });
            assert_eq!(got, expected.map(PathBuf::from));
        };
        check("/data", "/home/ann", Some("/data/bedlam"));
        check("", "/home/ann", Some("/home/ann/.local/share/bedlam"));
        check("relative", "", None);
    }
}
