/// What selects the value of this name, in a JSONPath (RFC 9535).
pub(super) fn selector(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && !name.is_empty();
    match plain {
        true => format!(".{name}"),
        false => format!("[{}]", quoted(name)),
    }
}

/// A text within single quotes (RFC 9535, section 2.3.1.1).
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_where_they_must_be() {
        let names = ["paths", "/a/{b}", "post", "it's", "200"];
        let path = names.map(selector).concat();
        assert_eq!(path, r".paths['/a/{b}'].post['it\'s']['200']");
    }
}
