use bedlam_model::Intent;

use crate::mutate::change::{Change, Done};

/// JSON that ends too early.
pub(in crate::mutate) fn truncated(change: &mut Change<'_>) -> Option<Done> {
    let text = change.json_text()?;
    let last = text.len().checked_sub(1)?;
    let end = match change.rng.below(3) {
        0 => last,
        _ => change.rng.below(last.max(1)),
    };
    // Numbers cut short are numbers still.
    if !text.starts_with(['{', '[', '"']) || end == 0 {
        return None;
    }
    let mut bytes = text.into_bytes();
    bytes.truncate(end);
    change.send_raw(bytes, Intent::Invalid)
}

/// A key twice, with different values.
pub(in crate::mutate) fn duplicate_key(change: &mut Change<'_>) -> Option<Done> {
    let text = change.json_text()?;
    let (name, _) = change.body_value()?.as_object()?.iter().next()?;
    let key = serde_json::Value::from(name.as_str());
    let second = *change.rng.pick(&["null", "\"second\"", "{}", "0"])?;
    let rest = text.strip_prefix('{')?;
    let text = format!("{{{key}:{second},{rest}");
    change.send_raw(text.into_bytes(), Intent::Attack)
}

/// What lenient parsers take and strict ones do not.
pub(in crate::mutate) fn sloppy_json(change: &mut Change<'_>) -> Option<Done> {
    let text = change.json_text()?;
    if !text.starts_with(['{', '[', '"']) {
        return None;
    }
    let opened = text.strip_suffix(['}', ']']).unwrap_or(&text);
    let sloppy = match change.rng.below(7) {
        0 if opened.len() > 1 && opened != text => format!("{opened},{}", &text[opened.len()..]),
        1 => format!("// comment\n{text}"),
        2 => text.replace('"', "'"),
        3 => format!("{text}{text}"),
        4 => format!("{text}\0"),
        5 => format!(")]}}',\n{text}"),
        _ => format!("{text}]"),
    };
    if sloppy == text {
        return None;
    }
    change.send_raw(sloppy.into_bytes(), Intent::Invalid)
}

/// A number that no machine type holds, or none at all, in place of the first number or text.
pub(in crate::mutate) fn huge_number(change: &mut Change<'_>) -> Option<Done> {
    const NUMBERS: [&str; 8] = [
        "1e400",
        "-1e400",
        "123456789012345678901234567890123456789",
        "1.00000000000000000000000000000000001",
        "1e-400",
        "NaN",
        "Infinity",
        "-0",
    ];
    const MARK: &str = "\"\u{e000}bedlam\u{e000}\"";
    let number = *change.rng.pick(&NUMBERS)?;
    let spot = change.spot(|value| value.is_number() || value.is_string())?;
    if spot.part != crate::mutate::spot::Part::Body || change.json_text().is_none() {
        return None;
    }
    let text = marked(change, &spot, MARK)?;
    spoil(change, &spot, text.replacen(MARK, number, 1), number)
}

/// Half of a surrogate pair as an escape, which JSON can say and Unicode cannot.
pub(in crate::mutate) fn lone_surrogate(change: &mut Change<'_>) -> Option<Done> {
    const MARK: &str = "\"\u{e000}bedlam\u{e000}\"";
    let spot = change.spot(serde_json::Value::is_string)?;
    if spot.part != crate::mutate::spot::Part::Body || change.json_text().is_none() {
        return None;
    }
    let text = marked(change, &spot, MARK)?;
    let escape = *change
        .rng
        .pick(&["\"a\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\""])?;
    spoil(change, &spot, text.replacen(MARK, escape, 1), escape)
}

/// The body's text with a mark in place of one value.
fn marked(change: &Change<'_>, spot: &crate::mutate::spot::Spot, mark: &str) -> Option<String> {
    let mut root = change.body_value()?.clone();
    let inner = mark.trim_matches('"');
    *bedlam_model::value_at_mut(&mut root, &spot.path)? = serde_json::Value::from(inner);
    Some(root.to_string())
}

/// Sends the text, and says what stands in it in place of the value at the spot.
fn spoil(
    change: &mut Change<'_>,
    spot: &crate::mutate::spot::Spot,
    text: String,
    told: &str,
) -> Option<Done> {
    let address = change.address(spot);
    let before = change.value(spot).cloned();
    let done = change.send_raw(text.into_bytes(), Intent::Attack)?;
    Some(Done {
        address,
        before,
        after: Some(serde_json::Value::from(told)),
        ..done
    })
}

/// Nesting as deep as only an attacker writes it.
pub(in crate::mutate) fn deep_json(change: &mut Change<'_>) -> Option<Done> {
    change.json_text()?;
    let depth = *change.rng.pick(&[500, 5_000, 50_000])?;
    let text = match change.rng.below(3) {
        0 => "[".repeat(depth),
        1 => "[".repeat(depth) + &"]".repeat(depth),
        _ => "{\"a\":".repeat(depth) + "1" + &"}".repeat(depth),
    };
    change.send_raw(text.into_bytes(), Intent::Attack)
}

/// JSON of another root type.
pub(in crate::mutate) fn other_root(change: &mut Change<'_>) -> Option<Done> {
    const ROOTS: [&str; 7] = ["null", "[]", "{}", "\"\"", "0", "true", "[{}]"];
    let text = change.json_text()?;
    let root = *change.rng.pick(&ROOTS)?;
    if text == root {
        return None;
    }
    let value: serde_json::Value = serde_json::from_str(root).ok()?;
    let spot = change.whole(crate::mutate::spot::Part::Body)?;
    change.replace(&spot, value)
}
