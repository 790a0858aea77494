/// A part of a word of the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Bytes as they are.
    Bytes(Vec<u8>),
    /// The value of a variable that the user sets.
    Variable(String),
}

/// Writes the pieces as one word of a POSIX shell (POSIX.1-2017, XCU 2.2), which hands exactly
/// these bytes to the program.
pub(super) fn word(pieces: &[Piece]) -> String {
    let texts = pieces.iter().map(|piece| match piece {
        Piece::Bytes(bytes) => std::str::from_utf8(bytes).ok().filter(|t| is_readable(t)),
        Piece::Variable(name) => Some(name.as_str()),
    });
    let Some(texts) = texts.collect::<Option<Vec<&str>>>() else {
        return format!("\"$({})\"", printf(pieces));
    };
    let one = match pieces {
        [] => return "''".to_owned(),
        [Piece::Bytes(_)] => return quote(texts[0]),
        _ => within_double_quotes(pieces, &texts),
    };
    one.unwrap_or_else(|| {
        let parts = pieces.iter().zip(&texts).map(|(piece, text)| match piece {
            Piece::Bytes(_) => quote(text),
            Piece::Variable(_) => format!("\"${text}\""),
        });
        parts.collect()
    })
}

/// A `printf` command that writes the pieces to its standard output, byte for byte.
pub(super) fn printf(pieces: &[Piece]) -> String {
    let mut format = String::new();
    let mut variables = String::new();
    for piece in pieces {
        match piece {
            Piece::Bytes(bytes) => bytes.iter().for_each(|b| escape(*b, &mut format)),
            Piece::Variable(name) => {
                format.push_str("%s");
                variables.push_str(&format!(" \"${name}\""));
            }
        }
    }
    format!("printf '{format}'{variables}")
}

/// Whether a terminal shows the text as it is and takes it when pasted.
pub(super) fn is_readable(text: &str) -> bool {
    let hidden = |c: char| (c.is_control() && c != '\n') || is_format(c);
    !text.contains(hidden)
}

/// Characters that change how others are shown, or are not shown at all.
fn is_format(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffd}')
}

fn escape(byte: u8, format: &mut String) {
    match byte {
        b'\n' => format.push_str("\\n"),
        b'\r' => format.push_str("\\r"),
        b'%' => format.push_str("%%"),
        b'\\' => format.push_str("\\\\"),
        // A format that begins with a hyphen would be read as an option.
        b'-' if format.is_empty() => format.push_str("\\055"),
        b'\'' => format.push_str("\\047"),
        b' '..=b'~' => format.push(char::from(byte)),
        _ => format.push_str(&format!("\\{byte:03o}")),
    }
}

/// The text as one word of a shell.
pub(crate) fn quote(text: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || "-_./:=@,+%".contains(c);
    if !text.is_empty() && text.chars().all(bare) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// The nicer form, where nothing in the text has a meaning within double quotes.
fn within_double_quotes(pieces: &[Piece], texts: &[&str]) -> Option<String> {
    let mut word = String::from("\"");
    for (position, (piece, text)) in pieces.iter().zip(texts).enumerate() {
        let goes_on = |c: char| c.is_ascii_alphanumeric() || c == '_';
        match piece {
            Piece::Bytes(_) if text.contains(['\\', '"', '$', '`', '!']) => return None,
            Piece::Bytes(_) => word.push_str(text),
            Piece::Variable(_)
                if texts
                    .get(position + 1)
                    .is_some_and(|t| t.starts_with(goes_on)) =>
            {
                word.push_str(&format!("${{{text}}}"));
            }
            Piece::Variable(_) => word.push_str(&format!("${text}")),
        }
    }
    word.push('"');
    Some(word)
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    fn sh(script: &str) -> Vec<u8> {
        let output = Command::new("sh")
            .args(["-c", script])
            .env("TOKEN", "s3cr$t 'x'")
            .output()
            .unwrap();
        assert!(output.status.success(), "{script}: {output:?}");
        output.stdout
    }

    #[test]
    fn a_shell_reads_every_word_as_the_bytes_it_was_made_of() {
        let check = |bytes: &[u8]| {
            let pieces = [Piece::Bytes(bytes.to_vec())];
            let script = format!("printf %s {}", word(&pieces));
            assert_eq!(sh(&script), bytes, "{script}");
        };
        check(b"");
        check(b"plain");
        check(b"it's \"quoted\" $HOME `ls` \\ ! * ? ~ # & | ; < > ( ) { }");
        check(b"two\nlines");
        check("käse 日本".as_bytes());
        check(b"raw \x80\xff \x1b[31m %s %% \\n");
        check(b"-n");
        check(b"-n\x07");
        check("a\u{202e}b".as_bytes());
    }

    #[test]
    fn printf_writes_every_byte_there_is() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(sh(&printf(&[Piece::Bytes(all.clone())])), all);
        let dash = b"-e \0 -".to_vec();
        assert_eq!(sh(&printf(&[Piece::Bytes(dash.clone())])), dash);
    }

    #[test]
    fn variables_are_filled_in_as_they_are() {
        let token = || Piece::Variable("TOKEN".into());
        let text = |t: &str| Piece::Bytes(t.as_bytes().to_vec());
        let check = |pieces: &[Piece], written: &str, read: &str| {
            assert_eq!(word(pieces), written);
            assert_eq!(sh(&format!("printf %s {written}")), read.as_bytes());
        };
        check(
            &[text("Authorization: Bearer "), token()],
            "\"Authorization: Bearer $TOKEN\"",
            "Authorization: Bearer s3cr$t 'x'",
        );
        check(
            &[text("k="), token(), text("x")],
            "\"k=${TOKEN}x\"",
            "k=s3cr$t 'x'x",
        );
        check(&[text("$a="), token()], "'$a='\"$TOKEN\"", "$a=s3cr$t 'x'");
        let raw = Piece::Bytes(b"\xff=".to_vec());
        let script = format!("printf %s {}", word(&[raw, token()]));
        assert_eq!(sh(&script), b"\xff=s3cr$t 'x'");
    }
}
