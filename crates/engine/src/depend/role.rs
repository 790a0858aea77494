/// What users are called for what they do.
const ROLES: [&str; 8] = [
    "owner",
    "author",
    "creator",
    "assignee",
    "member",
    "reviewer",
    "approver",
    "recipient",
];

/// The names under which users are known, where the words of an input's name speak of one: an
/// `owner` or an `owner_id` is a user.
pub(super) fn names_of_user(name: &[String]) -> &'static [&'static str] {
    let first = name.first().map_or("", String::as_str);
    match ROLES.contains(&first) {
        true => &["username", "userid", "user"],
        false => &[],
    }
}
