/// Words for the two ends of something, the lower one first.
const ENDS: &[(&str, &str)] = &[
    ("start", "end"),
    ("starts", "ends"),
    ("begin", "end"),
    ("from", "to"),
    ("from", "until"),
    ("since", "until"),
    ("after", "before"),
    ("min", "max"),
    ("minimum", "maximum"),
    ("lower", "upper"),
    ("low", "high"),
    ("first", "last"),
    ("valid", "expires"),
    ("departure", "return"),
    ("checkin", "checkout"),
];

/// Whether two names, in [`words`](bedlam_model::words), are the lower and the upper end of one
/// range: `start_date` and `end_date`.
pub fn is_range(low: &[String], high: &[String]) -> bool {
    let mut differ = low.iter().zip(high).filter(|(a, b)| a != b);
    let ends = differ
        .next()
        .is_some_and(|(a, b)| ENDS.contains(&(a.as_str(), b.as_str())));
    low.len() == high.len() && ends && differ.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bedlam_model::words;

    #[test]
    fn the_ends_of_a_range_are_known_by_one_word() {
        let check = |low: &str, high: &str, expected: bool| {
            assert_eq!(
                is_range(&words(low), &words(high)),
                expected,
                "{low} {high}"
            );
        };
        check("from", "to", true);
        check("startDate", "end_date", true);
        check("price_min", "price_max", true);
        check("to", "from", false);
        check("start_date", "end_time", false);
        check("start", "end_date", false);
        check("name", "title", false);
    }
}
