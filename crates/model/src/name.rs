/// The words of an identifier, lower case: `petId`, `pet_id`, `Pet-ID` are all `pet`, `id`.
pub fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous = ' ';
    let mut characters = name.chars().peekable();
    while let Some(c) = characters.next() {
        if c.is_alphanumeric() {
            let next_is_small = characters.peek().is_some_and(|n| n.is_lowercase());
            let begins = !previous.is_alphanumeric()
                || (c.is_uppercase() && (!previous.is_uppercase() || next_is_small));
            if begins {
                words.push(String::with_capacity(name.len()));
            }
            if let Some(word) = words.last_mut() {
                match c.is_ascii() {
                    true => word.push(c.to_ascii_lowercase()),
                    false => word.extend(c.to_lowercase()),
                }
            }
        }
        previous = c;
    }
    words
}

/// All words in one: `petId`, `pet_id` and `pet.id` are all `petid`.
pub fn normalise(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    plain.extend(letters(name));
    plain
}

/// Whether a name, [`normalise`]d, is this one.
pub fn is_called(name: &str, plain: &str) -> bool {
    letters(name).eq(plain.chars())
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    let characters = name.chars().filter(|c| c.is_alphanumeric());
    characters.flat_map(char::to_lowercase)
}

/// The singular of an English noun, as far as simple rules go: `categories` is `category`.
pub fn singular(noun: &str) -> String {
    let cut = |n: usize| noun[..noun.len() - n].to_owned();
    if !noun.is_ascii() || noun.len() < 4 {
        return noun.to_owned();
    }
    if noun.ends_with("ies") {
        return cut(3) + "y";
    }
    let hissing = ["sses", "shes", "ches", "xes", "zzes"];
    if hissing.iter().any(|ending| noun.ends_with(ending)) || noun.ends_with("statuses") {
        return cut(2);
    }
    let keeps = ["ss", "us", "is", "news", "series"];
    if noun.ends_with('s') && !keeps.iter().any(|ending| noun.ends_with(ending)) {
        return cut(1);
    }
    noun.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_of_all_habits_split_into_the_same_words() {
        for name in ["petId", "pet_id", "PetID", "pet-id", "pet.id"] {
            assert_eq!(words(name), ["pet", "id"], "{name}");
            assert_eq!(normalise(name), "petid");
            assert!(is_called(name, "petid") && !is_called(name, "pet"));
        }
        assert_eq!(words("HTTPServerURL"), ["http", "server", "url"]);
    }

    #[test]
    fn plural_nouns_become_singular() {
        let check = |noun: &str, expected: &str| assert_eq!(singular(noun), expected);
        check("pets", "pet");
        check("categories", "category");
        check("boxes", "box");
        check("addresses", "address");
        check("status", "status");
        check("news", "news");
        check("houses", "house");
    }
}
