use std::sync::LazyLock;

use super::hit::Phrase;
use super::{
    content, example, format, invalid, length, missing, order, pair, pattern, range, required,
    sequence, taken, template, types, unknown,
};

/// All phrases; where two fit the same words, the earlier is meant.
pub(crate) static PHRASES: LazyLock<Vec<&'static Phrase>> = LazyLock::new(|| {
    let families: [&'static [Phrase]; 16] = [
        content::PHRASES,
        pair::PHRASES,
        unknown::PHRASES,
        taken::PHRASES,
        missing::PHRASES,
        order::PHRASES,
        required::PHRASES,
        sequence::PHRASES,
        length::PHRASES,
        pattern::PHRASES,
        range::PHRASES,
        format::PHRASES,
        template::PHRASES,
        example::PHRASES,
        types::PHRASES,
        invalid::PHRASES,
    ];
    families.into_iter().flatten().collect()
});
