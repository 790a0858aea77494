//! The blockers: what hinders, where, and what is to be expected of who looks for a way round.

use crate::app::App;

/// One thing that hinders coverage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blocker {
    /// A short name, unique.
    pub id: &'static str,
    /// The app that it stands in.
    pub app: App,
    /// The labels of the operations that it hinders, such as `POST /bookings`.
    pub operations: &'static [&'static str],
    /// What hinders, as a phrase.
    pub hinders: &'static str,
    /// Whether the API says enough to get round it.
    pub clue: Clue,
}

/// Whether an API says enough to get round a blocker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clue {
    /// It does: the operations can be covered without help.
    Given,
    /// It does not: all that can be said is why, and what would help.
    Missing {
        /// Why the operations are not covered, such as `authentication`.
        cause: &'static str,
        /// What covers them.
        remedy: Remedy,
    },
    /// The operations answer with success although they failed: they are only truly covered where
    /// the user says what success is.
    Misleading {
        /// What success is, as the value of the key `success` in the configuration (YAML).
        success: &'static str,
    },
}

/// What covers an operation that cannot be covered without help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// These arguments, on the command line.
    Arguments(&'static [&'static str]),
    /// Another base URL: this path after the server's own.
    Prefix(&'static str),
    /// Only a repair of the API.
    Repair,
}

const fn given(
    id: &'static str,
    operations: &'static [&'static str],
    hinders: &'static str,
) -> Blocker {
    Blocker {
        id,
        app: App::Blockers,
        operations,
        hinders,
        clue: Clue::Given,
    }
}

const fn missing(
    id: &'static str,
    operations: &'static [&'static str],
    hinders: &'static str,
    cause: &'static str,
    remedy: Remedy,
) -> Blocker {
    Blocker {
        clue: Clue::Missing { cause, remedy },
        ..given(id, operations, hinders)
    }
}

/// Every blocker. The operations of `blockers` that stand in no row have nothing in their way.
pub const BLOCKERS: &[Blocker] = &[
    Blocker {
        app: App::Moved,
        ..missing(
            "wrong-prefix",
            &["GET /notes", "POST /notes", "GET /notes/{noteId}"],
            "the API answers under another prefix than the one that the document names",
            "wrong URL",
            Remedy::Prefix("/api/v2"),
        )
    },
    missing(
        "credentials-missing",
        &["GET /partners/settlements"],
        "another credential than the one given is wanted besides",
        "authentication",
        Remedy::Arguments(&["--header-auth", "X-Service-Key: svc-6be1-44a0"]),
    ),
    missing(
        "credentials-wrong",
        &["GET /billing/invoices"],
        "the token given is not good here",
        "authentication",
        Remedy::Arguments(&["--header-auth", "Authorization: Bearer wb-billing-2d7b"]),
    ),
    given(
        "credentials-expiring",
        &[
            "GET /vault/secrets",
            "PUT /vault/secrets/{secretName}",
            "GET /vault/secrets/{secretName}",
        ],
        "a token that another operation hands out, good for fifty requests",
    ),
    missing(
        "credentials-insufficient",
        &["GET /admin/audit-log"],
        "the token given does not have the scope that is wanted",
        "authorisation",
        Remedy::Arguments(&["--header-auth", "Authorization: Bearer wb-admin-90ce"]),
    ),
    given(
        "session-ended",
        &["POST /logout"],
        "whoever calls it is refused everywhere from then on",
    ),
    given(
        "id-named-differently",
        &["GET /tracking/{consignment}"],
        "the id has another name where it is made",
    ),
    given(
        "natural-key",
        &[
            "GET /warehouses/{warehouse}",
            "DELETE /warehouses/{warehouse}",
        ],
        "the client chooses the key, and no answer calls it an id",
    ),
    given(
        "four-deep",
        &[
            "POST /regions/{regionId}/sites/{siteId}/buildings/{buildingId}/rooms",
            "GET /regions/{regionId}/sites/{siteId}/buildings/{buildingId}/rooms/{roomId}",
        ],
        "a thing under four parents, each of which must belong to the one above",
    ),
    given(
        "example-declared",
        &["POST /licences/activate"],
        "a value that nobody can guess, given as an example",
    ),
    missing(
        "example-missing",
        &["POST /vouchers/redeem"],
        "a value that nobody can guess, given nowhere",
        "invalid input",
        Remedy::Arguments(&[
            "--resource-hint",
            "^POST /vouchers/redeem BODY voucher$:SPRING-7QX4-81",
        ]),
    ),
    given(
        "property-undeclared",
        &["POST /contacts"],
        "a property is required that the document does not know",
    ),
    given(
        "pattern-in-a-sentence",
        &["POST /assets"],
        "a pattern that only the refusal tells, in English",
    ),
    given(
        "dates-in-order",
        &["POST /bookings"],
        "the start must be before the end",
    ),
    given(
        "inputs-together",
        &["GET /quotes"],
        "optional inputs that are wanted together, and two of which exactly one is",
    ),
    given(
        "enum-in-the-refusal",
        &["POST /tickets"],
        "a closed set of values that only the refusal tells",
    ),
    given(
        "unique-name",
        &["POST /teams"],
        "the name must be new, and the example is taken",
    ),
    given(
        "media-type-wrong",
        &["POST /subscribers"],
        "the document declares JSON, the API takes forms",
    ),
    given(
        "rate-limit",
        &["GET /geocode", "GET /geocode/places/{placeId}"],
        "twenty requests, then 429 until the time in Retry-After",
    ),
    missing(
        "always-500",
        &["POST /ledger/export"],
        "the operation fails whatever it is sent",
        "server error",
        Remedy::Repair,
    ),
    Blocker {
        clue: Clue::Misleading {
            success: "[{endpoint: '^POST /messages$', body: {\"$.error\": null}}]",
        },
        ..given(
            "error-in-200",
            &["POST /messages"],
            "failures are answered with 200 and an error in the body",
        )
    },
    given(
        "polling",
        &["GET /renders/{renderId}/result"],
        "the result is there only after the state was asked for several times",
    ),
    given(
        "optimistic-lock",
        &[
            "PUT /documents/{documentId}",
            "DELETE /documents/{documentId}",
        ],
        "the ETag of the current version must come back in If-Match",
    ),
    given(
        "csrf-token",
        &["POST /feedback"],
        "a token from another answer must come back in a header",
    ),
    given(
        "cursor",
        &["GET /events/more"],
        "the cursor of the page before is required",
    ),
];
