use super::mark::{
    ARRAY, BODY, CLOSED, FILLED, FORMAT, ITEMS, JSON, MAX_ITEMS, MAX_LENGTH, MAX_PROPERTIES,
    MAXIMUM, MEMBERS, MIN_ITEMS, MIN_LENGTH, MIN_PROPERTIES, MINIMUM, MULTIPLE, Marks, NAMES,
    NUMBER, OBJECT, PATTERN, PROPERTIES, REQUIRED, SWITCH, TEXT, TYPE, UNIQUE,
};
use super::mutator::{Apply, Family, Mutator, Reach};
use super::{argument, payload, structure, value, violate, wire};
use Family::{Argument, Payload, Structure, Value, Violation, Wire};

const fn m(
    id: &'static str,
    family: Family,
    weight: u32,
    apply: Apply,
    about: &'static str,
) -> Mutator {
    Mutator {
        id,
        family,
        weight,
        heavy: false,
        variants: 1,
        about,
        reach: match family {
            Argument => Reach::Parameter,
            Wire => Reach::Case,
            Value | Structure | Violation | Payload => Reach::Value,
        },
        wants: 0,
        apply,
    }
}

/// One that makes requests of many kilobytes.
const fn heavy(
    id: &'static str,
    family: Family,
    weight: u32,
    apply: Apply,
    about: &'static str,
) -> Mutator {
    Mutator {
        heavy: true,
        ..m(id, family, weight, apply, about)
    }
}

/// One that is aimed at something else than most of its family.
const fn at(reach: Reach, mutator: Mutator) -> Mutator {
    Mutator { reach, ..mutator }
}

/// One whose results differ so much that a place is worth several of them.
const fn some(variants: u8, mutator: Mutator) -> Mutator {
    Mutator {
        variants,
        ..mutator
    }
}

/// One that has nothing to change in a case without these.
const fn on(wants: Marks, mutator: Mutator) -> Mutator {
    Mutator { wants, ..mutator }
}

/// All mutators.
#[rustfmt::skip]
pub static MUTATORS: &[Mutator] = &[
    some(2, m("value-regenerate", Value, 10, value::regenerate, "another value from the same schema")),
    on(MEMBERS, some(3, m("value-other-member", Value, 6, value::other_member, "another member of the enum"))),
    m("value-example", Value, 3, value::sensible, "an example given for the same name elsewhere"),
    m("value-swap", Value, 6, value::swap, "the value of another input of the same type"),
    on(TEXT | NUMBER, m("value-backwards", Value, 6, value::backwards, "a range with its ends exchanged")),
    on(SWITCH, m("value-flip", Value, 5, value::flip, "true for false")),
    on(NUMBER, some(2, m("value-near-number", Value, 6, value::near_number, "a number slightly off"))),
    on(NUMBER | MINIMUM, m("value-number-minimum", Value, 8, value::number_minimum, "the least number that its schema allows")),
    on(NUMBER | MAXIMUM, m("value-number-maximum", Value, 8, value::number_maximum, "the greatest number that its schema allows")),
    on(NUMBER | MINIMUM | MAXIMUM, m("value-number-edge", Value, 3, value::number_edge, "a number near the bounds of its schema")),
    on(NUMBER, some(5, m("value-number-extreme", Value, 9, value::number_extreme, "a number where machines begin to err"))),
    on(TEXT, some(2, m("value-empty-text", Value, 6, value::empty_text, "no text, or a blank"))),
    on(TEXT | MIN_LENGTH, m("value-length-minimum", Value, 5, value::length_minimum, "the shortest text that its schema allows")),
    on(TEXT | MAX_LENGTH, m("value-length-maximum", Value, 8, value::length_maximum, "the longest text that its schema allows")),
    on(TEXT, some(2, m("value-length-edge", Value, 4, value::length_edge, "a text near the lengths that its schema allows"))),
    on(TEXT, heavy("value-long-text", Value, 3, value::long_text, "a text of thousands of characters")),
    on(TEXT, m("value-unicode", Value, 7, value::unicode, "characters that programs stumble over")),
    on(TEXT, some(3, m("value-date-edge", Value, 8, value::date_edge, "days and times at the edges of the calendar"))),
    on(TEXT, m("value-tweak-text", Value, 5, value::tweak_text, "a character more, less or doubled")),
    on(TEXT, m("value-letter-case", Value, 2, value::letter_case, "capitals for small letters")),
    on(ARRAY | OBJECT, m("structure-regenerate", Structure, 5, value::regenerate_tree, "another object or array from the same schema")),
    on(FILLED, at(Reach::Property, m("structure-drop-optional", Structure, 6, structure::drop_optional, "an optional property less"))),
    on(FILLED, m("structure-drop-all-optional", Structure, 2, structure::drop_all_optional, "all optional properties less")),
    on(OBJECT | PROPERTIES, at(Reach::Gap, some(2, m("structure-add-optional", Structure, 9, structure::add_optional, "a declared property more")))),
    on(OBJECT, m("structure-add-undeclared", Structure, 3, structure::add_undeclared, "an undeclared property more")),
    on(OBJECT, m("structure-read-only", Structure, 3, structure::read_only, "a property that only answers carry")),
    on(OBJECT, m("structure-prototype", Structure, 2, structure::prototype, "names that reach into objects of the language")),
    on(FILLED, at(Reach::Property, m("structure-rename", Structure, 2, structure::rename, "a property under a name slightly off"))),
    on(FILLED, m("structure-empty-object", Structure, 3, structure::empty_object, "an object without properties")),
    on(OBJECT, heavy("structure-many-properties", Structure, 1, structure::many_properties, "a thousand properties")),
    on(ITEMS, m("structure-duplicate-item", Structure, 4, structure::duplicate_item, "an item twice")),
    on(ITEMS, m("structure-drop-item", Structure, 3, structure::drop_item, "an item less")),
    on(ITEMS, m("structure-empty-array", Structure, 4, structure::empty_array, "no items")),
    on(ITEMS, m("structure-reverse-items", Structure, 1, structure::reverse_items, "items the other way round")),
    on(ARRAY, m("structure-uneven-items", Structure, 3, structure::uneven_items, "items of different types")),
    on(ARRAY, heavy("structure-long-array", Structure, 2, structure::long_array, "thousands of items")),
    m("structure-null", Structure, 8, structure::null, "null in place of anything"),
    on(NUMBER | SWITCH, m("structure-as-text", Structure, 4, structure::as_text, "a number or boolean as text")),
    on(TEXT, m("structure-as-number", Structure, 4, structure::as_number, "a number in place of text")),
    m("structure-wrapped", Structure, 4, structure::wrapped, "a list of the value"),
    on(ITEMS, m("structure-unwrapped", Structure, 2, structure::unwrapped, "the first item in place of its list")),
    m("structure-as-object", Structure, 4, structure::as_object, "an object in place of a scalar"),
    m("structure-operator", Structure, 3, structure::operator_object, "an operator of document databases"),
    heavy("structure-deep", Structure, 2, structure::deep_nesting, "lists or objects a hundred deep"),
    on(TYPE, m("violate-type", Violation, 8, violate::kind, "breaks type")),
    on(MEMBERS, m("violate-enum", Violation, 7, violate::enumeration, "breaks enum or const")),
    on(NUMBER | MINIMUM, some(2, m("violate-minimum", Violation, 7, violate::minimum, "breaks minimum or exclusiveMinimum"))),
    on(NUMBER | MAXIMUM, some(2, m("violate-maximum", Violation, 7, violate::maximum, "breaks maximum or exclusiveMaximum"))),
    on(NUMBER | MULTIPLE, m("violate-multiple-of", Violation, 2, violate::multiple_of, "breaks multipleOf")),
    on(TEXT | MIN_LENGTH, m("violate-min-length", Violation, 4, violate::min_length, "breaks minLength")),
    on(TEXT | MAX_LENGTH, m("violate-max-length", Violation, 5, violate::max_length, "breaks maxLength")),
    on(TEXT | PATTERN, m("violate-pattern", Violation, 4, violate::pattern, "breaks pattern")),
    on(TEXT | NUMBER | FORMAT, m("violate-format", Violation, 5, violate::format, "breaks format")),
    on(ARRAY | MIN_ITEMS, m("violate-min-items", Violation, 3, violate::min_items, "breaks minItems")),
    on(ARRAY | MAX_ITEMS, m("violate-max-items", Violation, 3, violate::max_items, "breaks maxItems")),
    on(ITEMS | UNIQUE, m("violate-unique-items", Violation, 3, violate::unique_items, "breaks uniqueItems")),
    on(FILLED | REQUIRED, at(Reach::Property, m("violate-required", Violation, 8, violate::required, "breaks required"))),
    on(OBJECT | CLOSED, m("violate-additional-properties", Violation, 3, violate::additional_properties, "breaks additionalProperties")),
    on(OBJECT | MIN_PROPERTIES, m("violate-min-properties", Violation, 2, violate::min_properties, "breaks minProperties")),
    on(OBJECT | MAX_PROPERTIES, m("violate-max-properties", Violation, 2, violate::max_properties, "breaks maxProperties")),
    on(OBJECT | NAMES, m("violate-property-names", Violation, 2, violate::property_names, "breaks propertyNames")),
    m("argument-drop-required", Argument, 3, argument::drop_required, "a required parameter less"),
    m("argument-drop-optional", Argument, 4, argument::drop_optional, "an optional parameter less"),
    at(Reach::Case, m("argument-drop-all-optional", Argument, 2, argument::drop_all_optional, "all optional parameters less")),
    m("argument-add-optional", Argument, 9, argument::add_optional, "a declared parameter more"),
    m("argument-duplicate-query", Argument, 3, argument::duplicate_query, "a query parameter twice"),
    at(Reach::Case, m("argument-extra-query", Argument, 2, argument::extra_query, "an undeclared query parameter")),
    m("argument-operator-query", Argument, 2, argument::operator_query, "an operator of document databases in the query"),
    on(TEXT | NUMBER, some(3, m("payload-sql", Payload, 14, payload::sql, "text that breaks out of SQL"))),
    on(TEXT | NUMBER, m("payload-nosql", Payload, 2, payload::nosql, "text that breaks out of a condition of a document database")),
    on(TEXT | NUMBER, m("payload-command", Payload, 2, payload::command, "text that a shell would run")),
    on(TEXT | NUMBER, m("payload-template", Payload, 2, payload::template, "an expression that a template would evaluate")),
    on(TEXT | NUMBER, m("payload-path-traversal", Payload, 3, payload::traversal, "a way out of the expected folder")),
    on(TEXT | NUMBER, m("payload-xss", Payload, 2, payload::xss, "markup that a browser would run")),
    on(TEXT | NUMBER, m("payload-header", Payload, 2, payload::header, "line ends that would begin a header")),
    on(TEXT | NUMBER, m("payload-format", Payload, 2, payload::format, "placeholders of format functions")),
    on(TEXT | NUMBER, m("payload-redirect", Payload, 1, payload::redirect, "the address of another host")),
    on(TEXT | NUMBER, some(3, m("payload-magic", Payload, 7, payload::magic, "a character that means something to some parser"))),
    on(BODY, m("wire-content-type", Wire, 3, wire::other_content_type, "an undeclared media type")),
    on(BODY, m("wire-no-content-type", Wire, 2, wire::no_content_type, "no media type")),
    on(BODY, m("wire-charset", Wire, 2, wire::other_charset, "another character set")),
    on(BODY, m("wire-other-media", Wire, 2, wire::other_media, "another declared media type")),
    on(JSON, m("wire-truncated-json", Wire, 3, wire::truncated, "JSON that ends too early")),
    on(JSON, m("wire-sloppy-json", Wire, 3, wire::sloppy_json, "JSON as lenient parsers take it")),
    on(JSON, m("wire-duplicate-key", Wire, 2, wire::duplicate_key, "a key twice")),
    on(JSON, at(Reach::Value, m("wire-huge-number", Wire, 3, wire::huge_number, "a number that no machine type holds"))),
    on(JSON, at(Reach::Value, m("wire-lone-surrogate", Wire, 3, wire::lone_surrogate, "half of a surrogate pair"))),
    on(JSON, heavy("wire-deep-json", Wire, 1, wire::deep_json, "nesting thousands deep")),
    on(JSON, m("wire-other-root", Wire, 4, wire::other_root, "JSON of another root type")),
    on(JSON, m("wire-invalid-utf8", Wire, 3, wire::invalid_utf8, "bytes that are no UTF-8")),
    on(JSON, m("wire-byte-order-mark", Wire, 2, wire::byte_order_mark, "a byte order mark in front")),
    on(BODY, m("wire-empty-body", Wire, 2, wire::empty_body, "a body of no bytes")),
    on(BODY, m("wire-drop-body", Wire, 2, wire::drop_body, "no body")),
    m("wire-odd-body", Wire, 2, wire::unasked_body, "a few odd bytes as the body"),
    on(BODY, m("wire-external-entity", Wire, 3, wire::external_entity, "XML with an external entity")),
    heavy("wire-huge-header", Wire, 1, wire::huge_header, "a header of thousands of bytes"),
    m("wire-accept", Wire, 2, wire::odd_accept, "media types that the API may not answer with"),
    m("wire-header", Wire, 2, wire::odd_header, "headers that frameworks act on"),
    on(BODY, m("wire-encoding", Wire, 1, wire::wrong_encoding, "a body said to be compressed")),
    m("wire-path-suffix", Wire, 2, wire::path_suffix, "something after the path"),
    at(Reach::Parameter, m("wire-raw-path", Wire, 3, wire::raw_path, "unescaped characters in the path")),
    m("wire-method", Wire, 1, wire::other_method, "a method that nobody serves"),
    m("wire-method-override", Wire, 1, wire::method_override, "a header that names another method"),
];
